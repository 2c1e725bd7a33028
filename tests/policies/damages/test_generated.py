"""Every damage of a normalised attribute, place, tag or reference, at every cloud, is seen by a rule named for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from policies.kinds.vocabulary import KINDS
from policies.rules import rules
from tests.estates import ESTATES
from tests.policies.damages import sealed
from tests.policies.damages.proof import proof
from tests.policies.damages.special import SPECIAL
from tests.policies.damages.watched import REFS, WATCHED

# all estates are damaged in one process: the proofs are shared between the tests
pytestmark = pytest.mark.xdist_group("damages")

LEAST = 1000
"""So many damages, all clouds together."""


@cache
def reviewed() -> dict[str, dict[str, str]]:
    file = Path(__file__).resolve().parent / "reviewed.yaml"
    return {key: value for key, value in yaml.safe_load(file.read_text()).items() if key != "schema"}


def test_every_watched_attribute_and_reference_is_in_the_vocabulary() -> None:
    for kind, attributes in WATCHED.items():
        assert set(attributes) <= set(KINDS[kind].attributes), kind
    for kind, refs in REFS.items():
        assert set(refs) <= set(KINDS[kind].refs), kind


def test_every_rule_that_is_named_exists() -> None:
    of_attributes = {name for kind in WATCHED.values() for watch in kind.values() for name in watch.rules}
    of_refs = {name for kind in REFS.values() for both in kind.values() for names in both for name in names}
    assert not (of_attributes | of_refs) - set(rules())


@pytest.mark.parametrize("estate", ESTATES)
def test_every_damage_is_seen(estate: str) -> None:
    known = reviewed()["unseen"]
    assert not [" ".join(key) for key in sorted(proof(estate).unseen) if f"{key[0]} {key[1]}" not in known]


@pytest.mark.parametrize("estate", ESTATES)
def test_every_attribute_that_is_watched_can_be_damaged(estate: str) -> None:
    known = reviewed()["undamaged"]
    assert not [key for token, name in sorted(proof(estate).undamaged) if (key := f"{token} {name}") not in known]


@pytest.mark.parametrize("estate", ESTATES)
def test_every_attribute_that_a_plan_says_is_watched(estate: str) -> None:
    known = reviewed()["unread"]
    assert not [key for kind, name in sorted(proof(estate).unread) if (key := f"{kind} {name}") not in known]


def test_no_reviewed_entry_is_unnecessary() -> None:
    found = [proof(estate) for estate in ESTATES]
    needed = {
        "unread": {f"{kind} {name}" for item in found for kind, name in item.unread},
        "undamaged": {f"{token} {name}" for item in found for token, name in item.undamaged},
        "unseen": {f"{token} {name}" for item in found for token, name, _ in item.unseen},
    }
    assert {part: sorted(set(entries) - needed[part]) for part, entries in reviewed().items()} == {
        part: [] for part in needed
    }


def test_every_reviewed_entry_says_why() -> None:
    assert all(len(reason) >= 20 for part in reviewed().values() for reason in part.values())


def test_special_damages_are_of_watched_classes() -> None:
    assert all(changes for changes in SPECIAL.values())


def test_numbers_and_constants_are_those_that_were_reviewed() -> None:
    made = {estate: sum(proof(estate).made.values()) for estate in ESTATES}
    print(*(f"{estate}: {number} damages" for estate, number in made.items()), sep="\n")
    assert sum(made.values()) >= LEAST
    assert sealed.found() == sealed.sealed(), f"after review: {sealed.COMMAND}"
