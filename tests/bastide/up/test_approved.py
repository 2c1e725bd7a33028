"""`bastide up` with a receipt, at the real CLI with the offline providers: what was approved, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bastide.up.conftest import APPROVER, DAY, STACK, WRITER, Done, Site
from tests.bastide.up.edits import URN, with_a_link_made_anew, with_other_words, without_a_link

pytestmark = pytest.mark.xdist_group("up")


def standing_urns(site: Site) -> set[str]:
    content = json.loads(site.checkpoint().read_text(encoding="utf-8"))
    return {item["urn"] for item in content["checkpoint"]["latest"]["resources"]}


def refused(done: Done, *words: str, code: int = 1) -> None:
    """One message with what to do, no traceback."""
    assert done.returncode == code, done.stderr
    assert done.stderr.splitlines()[-1].startswith("  do: "), done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def test_the_same_commit_gives_the_same_bytes_in_another_place(site: Site) -> None:
    before = site.receipt.read_bytes()
    assert site.make().returncode == 0
    assert site.receipt.read_bytes() == before
    assert str(site.root.parent).encode() not in before
    assert site.up_here().returncode == 0, "the signature is of these bytes"


def test_a_deletion_is_done_once_it_is_allowed_by_name(site: Site) -> None:
    without_a_link(site)
    before = site.checkpoint().read_bytes()
    refused(site.up_here(), "is checked out")

    site.approved("--allow-delete", URN)
    by_name = site.receipt.read_bytes()
    site.allow_instead("replace", URN)
    refused(site.up(), f"delete {URN}: not allowed by the receipt")
    assert site.checkpoint().read_bytes() == before

    site.allow_instead("delete", URN)
    assert site.receipt.read_bytes() == by_name
    done = site.up()
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{STACK}: done: 1 delete\n"
    assert URN not in standing_urns(site)


def test_a_replacement_is_done_once_it_is_allowed_by_name(site: Site) -> None:
    with_a_link_made_anew(site)
    site.approved("--allow-replace", URN)
    by_name = site.receipt.read_bytes()
    site.allow_instead("delete", URN)
    refused(site.up(), f"replace {URN}: not allowed by the receipt")

    site.allow_instead("replace", URN)
    assert site.receipt.read_bytes() == by_name
    done = site.up()
    assert done.returncode == 0, done.stderr
    assert "1 create-replacement" in done.stdout
    assert "1 delete-replaced" in done.stdout
    assert URN in standing_urns(site)


def test_a_receipt_is_not_made_over_a_deletion_that_nobody_named(site: Site) -> None:
    without_a_link(site)
    before = site.receipt.read_bytes()
    refused(site.make("--against", "HEAD~1"), f"delete {URN}", "--allow-delete URN")
    assert site.receipt.read_bytes() == before

    assert site.make("--against", "HEAD~1", "--allow-delete", URN).returncode == 0
    made = json.loads(site.receipt.read_text(encoding="utf-8"))
    assert made["allowed"] == [{"holds_data": False, "operation": "delete", "planned": True, "urn": URN}]
    assert made["compared"] == {"id": site.git("rev-parse", "HEAD~1"), "kind": "revision", "name": "HEAD~1"}


def test_an_update_is_applied_and_the_same_receipt_applies_nothing_twice(site: Site) -> None:
    with_other_words(site)
    site.approved()
    done, again = site.up(), site.up()

    assert done.returncode == 0, done.stderr
    assert " update\n" in done.stdout
    assert f"approved by {APPROVER}@example.org" in done.stderr
    assert again.stdout == f"{STACK}: done: no change\n", again.stderr
    assert not site.git("status", "--porcelain", "--", "stacks"), "the checkout's stack files stay as they are"


def test_a_desired_state_that_differs_is_refused_by_urn_and_property(site: Site, tmp_path: Path) -> None:
    """The commit is the same and what it makes is not: something outside of it has changed, here a library."""
    before = site.checkpoint().read_bytes()
    inside = "class _Source:\n    def find_spec(self, name, path=None, target=None):\n"
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        f"{inside}"
        "        if name == 'stacks.layers.bootstrap':\n"
        "            import components.contract.names as names\n"
        "            names.LINK = 'joint'\n"
        "sys.meta_path.insert(0, _Source())\n",
        encoding="utf-8",
    )
    path = site.environment()["PYTHONPATH"]
    done = site.up(PYTHONPATH=f"{tmp_path}:{path}")

    refused(done, "Policy::methods-joint: was not approved", "Policy::methods-link: was approved, and is not planned")
    assert site.checkpoint().read_bytes() == before


def test_what_does_not_count_is_refused_before_anything_runs(site: Site) -> None:
    before = site.checkpoint().read_bytes()
    refused(site.up_here(stack="scaleway-hub"), f"the receipt is of {STACK}, and not of scaleway-hub")

    site.edit("stacks/scaleway.yaml", "region: fr-par", "region: fr-par # changed")
    refused(site.up_here(), "not committed: stacks/scaleway.yaml", code=2)
    site.git("checkout", "-q", "stacks")

    site.sign(WRITER)
    refused(site.up_here(), f"{WRITER}@example.org wrote what the receipt is of")
    assert site.checkpoint().read_bytes() == before


def test_stand_ins_and_clouds_never_write_into_each_others_states(site: Site) -> None:
    before = site.checkpoint().read_bytes()
    refused(site.here("up", STACK, "--receipt", "receipt.json"), "the state is one of rehearsals", code=2)

    (site.state / "bastide-rehearsal").unlink()
    refused(site.up_here(), "offline providers would write what they invent into this state", code=2)
    assert site.checkpoint().read_bytes() == before


def test_verify_says_who_approved_and_for_how_long(standing: Site) -> None:
    verify = ("receipt", "--verify", "receipt.json", "--date")
    done, french, late = (
        standing.here(*verify, DAY),
        standing.here(*verify, DAY, "--lang", "fr"),
        standing.here(*verify, "2127-01-01"),
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == f"receipt {json.loads(standing.receipt.read_text())['digest']}"
    assert done.stdout.splitlines()[-1] == f"approved by {APPROVER}@example.org"
    assert french.stdout.splitlines()[-1] == f"approuvé par {APPROVER}@example.org"
    refused(late, "ended on")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((STACK,), "found none of --receipt, --break-glass and --review"),
        ((STACK, "--receipt", "r.json", "--break-glass"), "more than one of them"),
        ((STACK, "--receipt", "r.json", "--reason", "because"), "found --reason or --ticket with --receipt"),
        ((STACK, "--receipt", "none.json"), "found no file that can be read"),
        (("scaleway", "--receipt", "r.json"), "is a whole estate"),
        (("scaleway-hubb", "--receipt", "r.json"), "did you mean `scaleway-hub`"),
        ((STACK, "--break-glass"), "a reason and a ticket are missing"),
    ],
)
def test_bad_input_is_one_message(standing: Site, arguments: tuple[str, ...], words: str) -> None:
    refused(standing.here("up", *arguments, "--providers", "offline"), words, code=2)
