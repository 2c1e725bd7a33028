"""Every entry of every table speaks the vocabulary: its kind, all attributes of the kind, no ref of its own making."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest

from policies.kinds import tables
from policies.kinds.table import Entry, Place
from policies.kinds.vocabulary import KINDS, Kind
from tests.policies.kinds import estates

ESTATES = ("azure-legacy", "cloudtemple", "numspot", "outscale", "ovhcloud", "scaleway")


def entries() -> Iterator[tuple[str, Entry]]:
    for module in tables.MODULES.values():
        yield from importlib.import_module(f"policies.kinds.{module}").TABLE.items()
    yield "the gap", tables.GAP


ALL = sorted(entries(), key=lambda pair: pair[0])
every_entry = pytest.mark.parametrize(("token", "entry"), ALL, ids=[token for token, _ in ALL])


def kind_of(entry: Entry) -> Kind:
    return KINDS["role" if entry.kind.startswith("role.") else entry.kind]


def own_refs(entry: Entry) -> set[str]:
    return {name for name in (entry.of, entry.located_with, entry.like) if name}


def test_every_kind_is_that_of_some_class() -> None:
    # what is made while a plan is read stands in no table
    assert set(KINDS) - {entry.kind for _, entry in ALL} == {"deletion", "orphan", "refused", "role", "unknown"}


@every_entry
def test_its_kind_exists(token: str, entry: Entry) -> None:
    assert kind_of(entry).what


@every_entry
def test_it_answers_every_attribute_of_its_kind(token: str, entry: Entry) -> None:
    known, given = set(kind_of(entry).attributes), set(entry.attributes)
    assert given <= known, f"not of {entry.kind}: {sorted(given - known)}"
    assert entry.of or given == known, f"{entry.kind}, not answered: {sorted(known - given)}"


@every_entry
def test_its_refs_are_of_its_kind(token: str, entry: Entry) -> None:
    assert set(entry.refs) - own_refs(entry) <= set(kind_of(entry).refs), sorted(entry.refs)
    assert own_refs(entry) <= set(entry.refs)


@every_entry
def test_what_combines_is_an_attribute(token: str, entry: Entry) -> None:
    assert set(entry.combine) <= set(kind_of(entry).attributes)


@every_entry
def test_a_reader_answers_a_resource_without_inputs(token: str, entry: Entry) -> None:
    """It never raises, and never says UNKNOWN of what nobody set."""
    readers = {**entry.attributes, "location": entry.location, **({"tags": entry.tags} if entry.tags else {})}
    answers = {name: repr(reader({})) for name, reader in readers.items()}
    assert not {name for name, answer in answers.items() if answer == "[unknown]"}


@every_entry
def test_what_holds_data_lies_somewhere(token: str, entry: Entry) -> None:
    assert not (kind_of(entry).data and entry.place is Place.NOWHERE and not entry.of)


@pytest.mark.parametrize("estate", ESTATES)
def test_a_facet_has_a_target_that_is_no_facet(estate: str) -> None:
    view = estates.view(estate)
    facets = [record for record in view.records if record.entry.of]
    for facet in facets:
        targets = view.targets(facet, facet.entry.of)
        assert targets, f"{facet.urn}: what it describes is not in the plan"
        assert not [target for target in targets if target.entry.of], facet.urn


@pytest.mark.parametrize("estate", ESTATES)
def test_nothing_in_an_estate_is_unknown_or_refused(estate: str) -> None:
    view = estates.view(estate)
    assert not {(record.kind, record.resource.type) for record in view.of("unknown", "refused")}
