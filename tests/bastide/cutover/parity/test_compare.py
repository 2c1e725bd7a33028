"""Every omission and every weakening is found, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from bastide.cutover.parity.compare import compare
from bastide.cutover.parity.model import (
    Compared,
    Entitled,
    Fate,
    Named,
    NameKind,
    Parity,
    Reached,
    RoleId,
    State,
    Strength,
    Trait,
)
from bastide.cutover.parity.strengths import WEAKEST_HOLDER, WIDEST, strengths
from bastide.tender.sections.keys_holder import Holder
from bastide.traits import Exposure
from policies.view import View
from tests.bastide.cutover.parity.seeds import ON, mapping
from tests.conftest import Plans

pytestmark = pytest.mark.xdist_group("parity")

Strengths = Mapping[RoleId, Strength]


@pytest.fixture(scope="module", params=["azure-legacy", "scaleway"])
def real(request: pytest.FixtureRequest, plans: Plans) -> Strengths:
    """The roles of a whole estate, without the ones that are gaps already."""
    found = plans[request.param]
    known = strengths(found, View(found), ON)
    return {key: item for key, item in known.items() if not item.missing}


def faults(legacy: Strengths, target: Strengths) -> list[Compared]:
    compared = compare(legacy, target, mapping(*legacy))
    assert len(compared) == len(legacy)
    return [item for item in compared if item.state is not State.ALIKE]


def test_an_estate_is_like_itself(real: Strengths) -> None:
    assert len(real) > 80
    assert faults(real, real) == []


def test_every_role_that_is_left_out_is_found(real: Strengths) -> None:
    for key in real:
        (found,) = faults(real, {other: item for other, item in real.items() if other != key})
        assert (found.kind, found.legacy, found.state) == (*key, State.MISSING)


def test_every_role_that_becomes_a_gap_is_found(real: Strengths) -> None:
    for key, item in real.items():
        (found,) = faults(real, {**real, key: replace(item, missing="manual")})
        assert (found.kind, found.legacy, found.state) == (*key, State.MISSING)
        assert "manual" in found.why


def _fewer_days(item: Strength) -> list[Strength]:
    fewer = [{**item.days, name: days - 1 if days else 36_500} for name, days in item.days.items() if days != 1]
    gone = [{other: days for other, days in item.days.items() if other != name} for name in item.days]
    return [replace(item, days=days) for days in (*fewer, *gone)]


def _weaker_key(item: Strength) -> list[Strength]:
    if item.holder is None:
        return []
    ours = (Holder.CUSTOMER, Holder.OWN_STORE)
    rank = WEAKEST_HOLDER.index(Holder.CUSTOMER if item.holder in ours else item.holder)
    return [replace(item, holder=weaker) for weaker in (None, *WEAKEST_HOLDER[:rank])]


def _fewer_zones(item: Strength) -> list[Strength]:
    return [replace(item, zones=count or None) for count in range(item.zones or 0)]


def _no_second_node(item: Strength) -> list[Strength]:
    return [replace(item, takes_over=less) for less in (False, None)] if item.takes_over else []


def _wider(item: Strength) -> list[Strength]:
    rank = len(WIDEST) - 1 if item.exposure is None else WIDEST.index(item.exposure)
    return [replace(item, exposure=wider) for wider in WIDEST[:rank]]


def _lost_feature(item: Strength) -> list[Strength]:
    return [replace(item, lacks=item.lacks | {"customer-key-of-the-test"})]


def _no_backup(item: Strength) -> list[Strength]:
    return [replace(item, backed_up=False)] if item.backed_up else []


@pytest.mark.parametrize(
    ("trait", "weaken"),
    [
        (Trait.RETENTION, _fewer_days),
        (Trait.ENCRYPTION, _weaker_key),
        (Trait.ZONES, _fewer_zones),
        (Trait.AVAILABILITY, _no_second_node),
        (Trait.EXPOSURE, _wider),
        (Trait.FEATURE, _lost_feature),
        (Trait.BACKUP, _no_backup),
    ],
    ids=lambda value: value.value if isinstance(value, Trait) else "",
)
def test_every_weakening_of_every_role_is_found_and_named(
    real: Strengths, trait: Trait, weaken: Callable[[Strength], list[Strength]]
) -> None:
    tried = 0
    for key, item in real.items():
        for weaker in weaken(item):
            (found,) = faults(real, {**real, key: weaker})
            assert (found.kind, found.legacy, found.state) == (*key, State.WEAKER)
            assert {weakness.trait for weakness in found.weaknesses} == {trait}
            tried += 1
    # no candidate here has backups as code
    assert tried > 0 or trait is Trait.BACKUP


def test_backups_are_weakened_at_the_legacy(plans: Plans) -> None:
    found = strengths(plans["azure-legacy"], View(plans["azure-legacy"]), ON)
    assert [weaker for item in found.values() for weaker in _no_backup(item)]


def test_zones_of_the_legacy_are_those_that_its_resources_name(plans: Plans) -> None:
    found = strengths(plans["azure-legacy"], View(plans["azure-legacy"]), ON)
    assert found["Bastion", "hub-bastion"].zones == 3
    # a server and its second node, and a server alone
    assert found["Database", "prod-core"].zones == 2
    assert found["Database", "nonprod-core"].zones == 1
    assert found["Volume", "prod-index"].zones == 1
    # copies of a storage account stand nowhere that the plan names
    assert found["Bucket", "prod-main"].zones is None


BUCKET = ("Bucket", "prod-main")
KEPT = Strength(days={"locked_days": 90}, holder=Holder.CUSTOMER, exposure=Exposure.PRIVATE)


@pytest.mark.parametrize(
    "stronger",
    [
        replace(KEPT, days={"locked_days": 91}),
        replace(KEPT, days={"locked_days": 0}),
        replace(KEPT, days={"locked_days": 90, "retention_days": 1}),
        replace(KEPT, holder=Holder.OWN_STORE),
        replace(KEPT, zones=2),
        replace(KEPT, exposure=None),
        replace(KEPT, backed_up=True),
    ],
)
def test_what_is_stronger_is_alike(stronger: Strength) -> None:
    assert faults({BUCKET: KEPT}, {BUCKET: stronger}) == []


def test_what_the_legacy_lacks_itself_is_no_loss() -> None:
    legacy = replace(KEPT, lacks=frozenset({"replica"}))
    assert faults({BUCKET: legacy}, {BUCKET: legacy}) == []
    assert faults({BUCKET: replace(KEPT, missing="manual")}, {}) == []


def test_a_role_that_nobody_decided_is_open_on_either_side() -> None:
    found = compare({BUCKET: KEPT}, {("Bucket", "new"): KEPT}, mapping())
    assert [(item.state, item.legacy, item.target) for item in found] == [
        (State.UNDECIDED, "", "new"),
        (State.UNDECIDED, "prod-main", ""),
    ]


def test_what_is_dropped_or_added_on_purpose_says_who_and_why() -> None:
    new = ("Bucket", "new")
    found = compare({BUCKET: KEPT}, {new: KEPT}, mapping(dropped=(BUCKET,), added=(new,)))
    assert [(item.state, item.why, item.owner, item.day) for item in found] == [
        (State.DROPPED, "ends with the legacy", "migration-lead", ON),
        (State.ADDED, "new at the target", "migration-lead", ON),
    ]


def test_what_was_announced_as_new_and_is_not_planned_is_missing() -> None:
    (found,) = compare({}, {}, mapping(added=(BUCKET,)))
    assert found.state is State.MISSING


RIGHT = Entitled("Group", "prod-operators", "prod-operators", "prod", "administer", Fate.ALIKE)
FLOW = Reached("prod-cluster", "prod-data", "tcp", ((5432, 5432),), Fate.ALIKE)
NAME = Named(NameKind.PUBLIC, "portal.example", "", ("Portal", "prod-portal"), "portal.example", Fate.ALIKE)


def test_complete_is_what_has_nothing_open_in_any_part_and_nothing_empty() -> None:
    alike = compare({BUCKET: KEPT}, {BUCKET: KEPT}, mapping(BUCKET))
    whole = Parity("azure-legacy", "scaleway", ON, alike, (RIGHT,), (FLOW,), (NAME,))
    assert whole.complete
    for empty in (
        replace(whole, roles=()),
        replace(whole, entitlements=()),
        replace(whole, reachability=()),
        replace(whole, names=()),
    ):
        assert not empty.complete
    for fate in Fate:
        for less in (
            replace(whole, entitlements=(replace(RIGHT, fate=fate),)),
            replace(whole, reachability=(FLOW, replace(FLOW, ports=((22, 22),), fate=fate))),
            replace(whole, names=(replace(NAME, fate=fate),)),
        ):
            assert less.complete is (fate not in (Fate.WIDER, Fate.MISSING))
            assert sum(tally.open for tally in less.tallies.values()) == (not less.complete)
