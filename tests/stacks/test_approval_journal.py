"""The journal of broken glass: entries are added, and whatever was changed shows."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from facts.errors import BadInput
from stacks.approval import guard, journal
from stacks.approval.refused import NotApproved
from tests.stacks.signed import STACK, Repository

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def entry(**other: Any) -> dict[str, Any]:
    return {
        "event": "begin",
        "of": 0,
        "time": NOW,
        "git": "writer <writer@example.org>",
        "account": "writer@machine",
        "stack": STACK,
        "commit": "c",
        "changed": (),
        "reason": "a reason",
        "ticket": "INC-1",
        "outcome": "",
        **other,
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / journal.NAME


def test_entries_are_added_and_read_back(file: Path) -> None:
    assert journal.read(file) == ()
    added = [journal.append(file, entry()), journal.append(file, entry(event="end", of=1, outcome="done"))]
    assert list(journal.read(file)) == added
    assert [item.number for item in added] == [1, 2]
    assert added[1].previous == added[0].digest


@pytest.mark.parametrize(
    "damage",
    [
        lambda lines: [lines[0].replace("INC-1", "INC-2"), *lines[1:]],
        lambda lines: lines[1:],
        lambda lines: [lines[0], lines[2]],
        lambda lines: [lines[1], lines[0], lines[2]],
        lambda lines: [*lines, lines[2]],
        lambda lines: [*lines[:2], lines[2][:40]],
        lambda lines: [*lines, "{}"],
        lambda lines: ["", *lines],
    ],
)
def test_what_was_changed_shows(file: Path, damage: Any) -> None:
    for number in range(3):
        journal.append(file, entry(reason=f"reason {number}"))
    file.write_text("\n".join(damage(file.read_text().splitlines())) + "\n")
    with pytest.raises(BadInput) as error:
        journal.read(file)
    assert "restore it from git" in error.value.action


def test_a_whole_forged_chain_has_other_digests(file: Path) -> None:
    first = journal.append(file, entry())
    line = json.loads(file.read_text())
    line["reason"] = "another one"
    file.unlink()
    forged = journal.append(file, entry(reason="another one"))
    assert forged.digest != first.digest


def test_what_is_not_reviewed(file: Path) -> None:
    one, _, other = (
        journal.append(file, entry()),
        journal.append(file, entry(event="end", of=1)),
        journal.append(file, entry(stack="scaleway-prod")),
    )
    assert journal.unreviewed(journal.read(file), [STACK]) == (one,)
    journal.append(file, entry(event="review", of=1))
    assert journal.unreviewed(journal.read(file), [STACK, "scaleway-prod"]) == (other,)


def test_a_journal_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("a file where the folder should be")
    with pytest.raises(BadInput, match="cannot be written"):
        journal.append(tmp_path / journal.NAME, entry())


class TestGuard:
    """The guard lets a run go on that broke the glass, for its stack, its commit and a few hours."""

    @pytest.fixture
    def place(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
        made = Repository(tmp_path / "repository", tmp_path / "keys")
        made.start()
        monkeypatch.setattr(guard, "is_guarded", lambda *_: True)
        return made

    def begun(self, place: Repository, **other: Any) -> journal.Entry:
        head = place.git("rev-parse", "HEAD")
        return journal.append(journal.path(place.root), entry(**{"time": datetime.now(UTC), "commit": head, **other}))

    def run(self, place: Repository, digest: str, stack: str = STACK) -> None:
        guard.require_approved(stack, {guard.BROKEN: digest}, place.root / "stacks")

    def test_it_goes_on(self, place: Repository) -> None:
        self.run(place, self.begun(place).digest)

    def test_not_for_another_stack(self, place: Repository) -> None:
        with pytest.raises(NotApproved, match="the glass was broken for scaleway-hub"):
            self.run(place, self.begun(place).digest, "scaleway-prod")

    def test_not_at_another_commit(self, place: Repository) -> None:
        found = self.begun(place)
        place.commit("founder")
        with pytest.raises(NotApproved, match="the glass was broken for"):
            self.run(place, found.digest)

    def test_not_when_it_has_ended(self, place: Repository) -> None:
        found = self.begun(place)
        self.begun(place, event="end", of=found.number)
        with pytest.raises(NotApproved, match="no run under way"):
            self.run(place, found.digest)

    def test_not_a_day_later(self, place: Repository) -> None:
        found = self.begun(place, time=datetime.now(UTC) - timedelta(hours=5))
        with pytest.raises(NotApproved, match="too long ago"):
            self.run(place, found.digest)

    def test_not_with_an_invented_digest(self, place: Repository) -> None:
        self.begun(place)
        with pytest.raises(NotApproved, match="no run under way"):
            self.run(place, "0" * 64)
