"""Damages written by hand: each is caught by the rule that it names, and the undamaged estate has no such finding."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from policies.files import sources
from policies.model import Tier
from policies.rules import rules
from tests.policies.damages.asking import new_failures
from tests.policies.damages.changes import HandMade, damaged, table, written
from tests.policies.damages.watched import REFS, WATCHED
from tests.policies.kinds import estates

pytestmark = pytest.mark.xdist_group("damages-by-hand")

LEAST = 80
"""So many entries, whatever they are made of each."""
FACTS_ALONE = {
    "REV-001": "every neutral kind has a way out, and a class without a kind is PLN-001's",
    "SOV-CTL-001": "fails for every provider on the usual day; no plan can make it worse",
    "SOV-CTL-003": "no derogation is known of any estate on the usual day",
    "SOV-CTL-007": "fails for every provider on the usual day; no plan can make it worse",
    "SOV-CTL-008": "about the rules themselves: encryption never changes what they say",
}
"""Enforced rules that no change of a plan can make fail where they did not fail before."""


@pytest.mark.parametrize("damage", table(), ids=lambda damage: f"{damage.estate}: {damage.name}")
def test_damage_is_caught(damage: HandMade, tmp_path: Path) -> None:
    for name, text in damage.files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    plans = damaged(estates.view(damage.estate).plans, damage)
    named = sources(tmp_path, damage.estate)
    assert new_failures(damage.estate, plans, [damage.rule], damage.around, named), f"{damage.rule} does not see it"


def test_table_is_long_enough_and_names_are_unique() -> None:
    assert len(written()) >= LEAST
    names = Counter((damage.estate, damage.name) for damage in table())
    assert set(names.values()) == {1}


def test_every_enforced_rule_sees_a_damage() -> None:
    enforced = {item.id for item in rules().values() if item.tier in (Tier.ENFORCED, Tier.REGISTRY)}
    by_hand = {damage.rule for damage in table()}
    assert enforced - by_hand - generated() == set(FACTS_ALONE)


def generated() -> set[str]:
    """The rules that are named for a generated damage."""
    of_refs = {name for kind in REFS.values() for both in kind.values() for names in both for name in names}
    return {name for kind in WATCHED.values() for watch in kind.values() for name in watch.rules} | of_refs
