"""Entries are added, read back, and follow from each other."""

from __future__ import annotations

import json
from datetime import timedelta, timezone

import pytest

from bastide.cutover.journal.entry import Entry
from bastide.cutover.journal.file_store import FileStore
from facts.errors import BadInput
from stacks.approval import canonical
from stacks.approval.chain import Broken
from tests.bastide.cutover.journal.conftest import Place
from tests.bastide.cutover.journal.said import NOW, content, note


def test_there_is_none_yet(place: Place) -> None:
    assert place.store().read().entries == ()
    assert not place.file.exists()


def test_what_is_added_is_read_back_the_same(place: Place) -> None:
    store = place.store()
    added = [store.append(content(number)) for number in range(12)]

    assert list(store.read().entries) == added
    assert list(place.store().read().entries) == added
    assert [entry.number for entry in added] == list(range(1, 13))
    assert [entry.previous for entry in added] == ["", *(entry.digest for entry in added[:-1])]
    assert place.file.read_bytes().count(b"\n") == 12
    assert not place.said


def test_a_line_is_the_entry_in_its_one_way_to_be_written(place: Place) -> None:
    entry = place.store().append(content(2))
    line = place.file.read_text(encoding="utf-8").rstrip("\n")
    data = json.loads(line)

    assert line == canonical.line(data)
    assert data.pop("digest") == entry.digest == canonical.digest_of(data)
    assert data["schema"] == "bastide/journal/1"
    assert data["time"].endswith("Z")


def test_a_decision_is_made_of_all_there_is_and_nothing_is_written_where_it_fails(place: Place) -> None:
    store = place.store()
    store.append(content(0))
    seen: list[tuple[Entry, ...]] = []

    def decide(known: tuple[Entry, ...]) -> object:
        seen.append(known)
        raise BadInput("the gate is red", action="measure")

    before = place.file.read_bytes()
    with pytest.raises(BadInput, match="the gate is red"):
        store.append(decide)  # type: ignore[arg-type]
    assert [entry.number for entry in seen[0]] == [1]
    assert place.file.read_bytes() == before
    assert store.append(lambda known: note(words=f"after {len(known)}")).words == "after 1"


def test_a_clock_that_went_back_is_refused(place: Place) -> None:
    times = iter((NOW, NOW - timedelta(seconds=3), NOW))
    store = FileStore(place.root, place.said.append, lambda: next(times))
    store.append(content(0))
    with pytest.raises(BadInput, match=r"the clock stands 3\.0 s before"):
        store.append(content(1))
    assert store.append(content(1)).time == NOW


@pytest.mark.parametrize("words", ["half \ud83c of a pair", "x" * 1001, "xx"])
def test_what_cannot_be_an_entry_is_refused_before_it_is_written(place: Place, words: str) -> None:
    store = place.store()
    store.append(content(0))
    before = place.file.read_bytes()
    with pytest.raises(BadInput, match="cannot be an entry"):
        store.append(note().model_copy(update={"words": words}))
    assert place.file.read_bytes() == before


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_are_none_are_refused(place: Place, value: float) -> None:
    said = content(2)
    bad = said.measurements[1].model_copy(update={"value": value})
    with pytest.raises(BadInput, match="cannot be an entry"):
        place.store().append(said.model_copy(update={"measurements": (bad,)}))
    assert not place.file.exists() or place.file.read_bytes() == b""


def test_a_time_that_is_not_in_utc_is_no_entry_of_the_chain(place: Place) -> None:
    zone = timezone(timedelta(hours=1))
    store = FileStore(place.root, place.said.append, lambda: NOW.astimezone(zone))
    with pytest.raises(BadInput, match="not in UTC"):
        store.append(content(0))


def test_an_older_entry_after_a_newer_one_is_found_with_right_digests_all_the_same(place: Place) -> None:
    first = place.store().append(content(0))
    data = {**json.loads(place.file.read_text()), "number": 2, "previous": first.digest, "time": NOW.isoformat()}
    data["time"] = "2020-01-01T00:00:00Z"
    data["digest"] = canonical.own_digest(data)
    with place.file.open("a", encoding="utf-8") as file:
        file.write(canonical.line(data) + "\n")
    with pytest.raises(Broken, match="older than the one before it"):
        place.store().read()
