"""Breaking the glass: possible, loud, written down before anything runs, and not forgotten."""

from __future__ import annotations

import json

import pytest

from stacks.approval import journal
from tests.bastide.up.conftest import STACK, Site
from tests.bastide.up.edits import URN, without_a_link

pytestmark = pytest.mark.xdist_group("up")
WHY = ("--reason", "the bastion is locked out", "--ticket", "INC-7")


def test_a_run_without_a_receipt_is_journaled_and_the_next_receipt_says_so(site: Site) -> None:
    without_a_link(site)
    (site.root / "stacks" / "note.txt").write_text("not committed")
    done = site.up("--break-glass", *WHY)

    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{STACK}: done: 1 delete\n"
    assert f"BREAKING THE GLASS on {STACK}: the bastion is locked out (INC-7)" in done.stderr
    assert f"NOT APPROVED BY ANYBODY: delete {URN}" in done.stderr
    begin, end = journal.read(site.root / journal.NAME)
    assert (begin.event, begin.stack, begin.ticket, begin.commit) == (
        "begin",
        STACK,
        "INC-7",
        site.git("rev-parse", "HEAD"),
    )
    assert begin.git == "writer <writer@example.org>"
    assert begin.changed == ("receipt.json", "receipt.json.sig", "stacks/note.txt")
    assert (end.event, end.of, end.outcome) == ("end", begin.number, "done: 1 delete")

    not_committed = site.here(*site.making())
    assert not_committed.returncode == 2
    assert journal.NAME in not_committed.stderr
    (site.root / "stacks" / "note.txt").unlink()
    site.commit("the journal")
    made = site.make()
    assert made.returncode == 0, made.stderr
    assert f"BROKEN GLASS, NOT REVIEWED: entry 1, {STACK}" in made.stdout
    assert [item["digest"] for item in json.loads(site.receipt.read_text())["break_glass"]] == [begin.digest]


def test_it_is_written_before_anything_runs_and_a_failure_after_it(site: Site) -> None:
    before = site.checkpoint().read_bytes()
    done = site.up_here("--break-glass", *WHY, BASTIDE_PULUMI="/nowhere/pulumi")

    assert done.returncode == 2, done.stderr
    begin, end = journal.read(site.root / journal.NAME)
    assert begin.event == "begin"
    assert end.outcome.startswith("BadInput: BASTIDE_PULUMI names")
    assert site.checkpoint().read_bytes() == before


def test_who_broke_it_does_not_review_it(site: Site) -> None:
    site.up_here("--break-glass", *WHY, BASTIDE_PULUMI="/nowhere/pulumi")
    review = ("up", STACK, "--review", "1", "--reason", "seen with the operator", "--ticket", "INC-7")
    own = site.here(*review)
    other = site.here(*review, who="approver")
    again = site.here(*review, who="approver")

    assert own.returncode == 2
    assert "whoever broke the glass does not review it" in own.stderr
    assert other.returncode == 0, other.stderr
    assert again.returncode == 2
    assert "nothing: all are reviewed" in again.stderr
    assert not journal.unreviewed(journal.read(site.root / journal.NAME), [STACK])


def test_a_journal_that_was_changed_stops_everything(site: Site) -> None:
    site.up_here("--break-glass", *WHY, BASTIDE_PULUMI="/nowhere/pulumi")
    file = site.root / journal.NAME
    file.write_text(file.read_text().replace("INC-7", "INC-8"))
    done = site.up_here("--break-glass", *WHY)

    assert done.returncode == 2
    assert f"{journal.NAME}:1:1: found an entry that was changed" in done.stderr


def test_nobody_breaks_it_without_a_name(site: Site) -> None:
    done = site.up_here(
        *("--break-glass", *WHY),
        GIT_CONFIG_GLOBAL="/dev/null",
        GIT_CONFIG_SYSTEM="/dev/null",
    )

    assert done.returncode == 2
    assert "git does not know who you are" in done.stderr
    assert not (site.root / journal.NAME).exists()
