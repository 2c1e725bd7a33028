"""Known shortfalls: what is new, gone and changed in number, and a list that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from facts.errors import BadInput
from policies import shortfalls
from policies.checking import Checked
from policies.model import Result
from policies.shortfalls import Difference, differences, known
from tests.policies.test_fingerprint import FINDING
from tools.shortfalls import REVIEW, REVIEW_FR, text

ENTRY = """
    - rule: NET-001
      role: Environment/Firewall
      cause: capability absent
      count: 2
      note: the cloud has no default deny
      note_fr: l'hébergeur n'a pas de refus par défaut
"""


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A list of one's own with one entry for `scaleway`."""
    file = tmp_path / "shortfalls.yaml"
    file.write_text(f"schema: bastide/shortfalls/1\nestates:\n  scaleway:{ENTRY}", encoding="utf-8")
    monkeypatch.setattr(shortfalls, "FILE", file)
    _forget()
    yield file
    _forget()


def _forget() -> None:
    shortfalls.shortfalls.cache_clear()
    shortfalls._by_place.cache_clear()


@pytest.mark.usefixtures("listed")
def test_as_listed_is_no_difference() -> None:
    assert differences("scaleway", [FINDING, FINDING]) == []
    entry = known(FINDING)
    assert entry is not None and entry.cause is shortfalls.Cause.CAPABILITY


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (3, Difference("NET-001", "Environment/Firewall", 3, 2)),
        (0, Difference("NET-001", "Environment/Firewall", 0, 2)),
    ],
)
def test_more_and_fewer_are_differences(count: int, expected: Difference) -> None:
    assert differences("scaleway", [FINDING] * count) == [expected]


@pytest.mark.usefixtures("listed")
def test_a_failure_that_is_not_listed_is_new() -> None:
    new = replace(FINDING, role="Environment/Portal")
    assert Difference("NET-001", "Environment/Portal", 1, 0) in differences("scaleway", [FINDING, FINDING, new])
    assert known(new) is None


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize("result", [Result.PASS, Result.UNKNOWN, Result.NOT_APPLICABLE])
def test_only_failures_count(result: Result) -> None:
    found = differences("scaleway", [FINDING, FINDING, replace(FINDING, role="x", result=result)])
    assert found == []


@pytest.mark.usefixtures("listed")
def test_an_estate_that_is_not_listed_has_only_new_ones() -> None:
    assert differences("outscale", [FINDING]) == [Difference("NET-001", "Environment/Firewall", 1, 0)]


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("count: 2", "count: 0", "count"),
        ("cause: capability absent", "cause: not my fault", "cause"),
        ("note: the cloud has no default deny", "note: short", "note"),
        ("      note_fr: l'hébergeur n'a pas de refus par défaut\n", "", "note_fr"),
        ("bastide/shortfalls/1", "bastide/shortfalls/2", "schema"),
        ("      count: 2\n", "", "count"),
        ("      count: 2\n", "      count: 2\n      until: 2027-01-01\n", "until"),
        (ENTRY, ENTRY + ENTRY, "twice"),
    ],
)
def test_a_list_that_is_wrong_is_refused_with_its_place(old: str, new: str, word: str, listed: Path) -> None:
    listed.write_text(listed.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        shortfalls.shortfalls()
    assert word in str(refused.value)


def test_what_is_renewed_keeps_both_notes_and_what_is_new_asks_for_them(listed: Path) -> None:
    new = replace(FINDING, role="Environment/Portal")
    written = text([Checked("scaleway", {}, [FINDING, FINDING, FINDING, new], {})])
    listed.write_text(written, encoding="utf-8")
    _forget()
    old, added = shortfalls.shortfalls()["scaleway"]
    assert (old.count, old.note, old.note_fr) == (
        3,
        "the cloud has no default deny",
        "l'hébergeur n'a pas de refus par défaut",
    )
    assert (added.note, added.note_fr) == (REVIEW, REVIEW_FR)


def test_every_shortfall_is_reviewed_in_french_too() -> None:
    assert [item for items in shortfalls.shortfalls().values() for item in items if item.note_fr == REVIEW_FR] == []


def test_the_list_of_this_repository_is_sound() -> None:
    shortfalls.shortfalls()
