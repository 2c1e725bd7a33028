"""Whatever plans hold: no crash, and every right, port and name of both sides is in the answer, once."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bastide.cutover.parity.entitled import compare as rights
from bastide.cutover.parity.entitled.holders import Given, Right
from bastide.cutover.parity.model import Fate, NameKind
from bastide.cutover.parity.named import compare as naming
from bastide.cutover.parity.named.read import Known, Names
from bastide.cutover.parity.reach import compare as reaching
from bastide.cutover.parity.reach.flows import Reach
from bastide.cutover.parity.reach.ports import Ports, joined
from tests.bastide.cutover.parity import seeds
from tests.conftest import Plans
from tests.policies.kinds.wrong import WRONG

pytestmark = pytest.mark.xdist_group("parity")

JUNK = (None, *WRONG)
ENDS = st.sampled_from(["a", "b", "c", "internet", "provider", "other 198.51.100.0/24", "unknown"])
PORTS = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 9)).map(lambda pair: (pair[0], sum(pair))), min_size=1)
FLOWS = st.dictionaries(st.tuples(ENDS, ENDS, st.sampled_from(["tcp", "udp"])), PORTS.map(joined), max_size=6)
DECIDED: dict[str, Any] = {
    "flows": {
        "dropped": [{"from": "*", "to": "b", "ports": ["5-20"], **seeds.BY}],
        "added": [{"from": "a", "to": "*", "protocol": "any", **seeds.BY}],
    },
    "entitlements": {
        "dropped": [{"who": "a", "area": "*", "right": "work", **seeds.BY}],
        "added": [{"who": "b*", "area": "x", "right": "read", **seeds.BY}],
    },
}
SEGMENTS = frozenset("abc")
MAPPING = seeds.mapping(("Segment", "a"), ("Segment", "b"), dropped=(("Segment", "c"), ("Group", "c")), **DECIDED)


def as_set(ports: Ports) -> Counter[int]:
    return Counter(port for first, last in ports for port in range(first, last + 1))


@given(FLOWS, FLOWS)
def test_every_port_of_every_flow_has_one_fate(legacy: dict[Any, Ports], target: dict[Any, Ports]) -> None:
    found = reaching.compare(Reach(legacy, legacy, SEGMENTS), Reach(target, target, SEGMENTS), MAPPING)
    here: dict[Any, Counter[int]] = defaultdict(Counter)
    there: dict[Any, Counter[int]] = defaultdict(Counter)
    for item in found:
        flow = (item.source, item.target, item.protocol)
        if item.fate in (Fate.ALIKE, Fate.MISSING, Fate.DROPPED):
            here[flow] += as_set(item.ports)
        if item.fate in (Fate.ALIKE, Fate.WIDER, Fate.ADDED):
            there[flow] += as_set(item.ports)
    # all fates of one flow are disjoint, so the sums are sets
    assert {flow: as_set(ports) for flow, ports in legacy.items()} == here
    assert {flow: as_set(ports) for flow, ports in target.items()} == there


RIGHTS = st.frozensets(
    st.builds(
        Right,
        st.tuples(st.sampled_from(["Group", "Person"]), st.sampled_from(["a", "b", "bb", "c"])),
        st.sampled_from(["x", "y"]),
        st.sampled_from(["read", "work"]),
    )
)


@given(RIGHTS, RIGHTS)
def test_every_right_has_one_fate(legacy: frozenset[Right], target: frozenset[Right]) -> None:
    found = rights.compare(Given(legacy), Given(target), MAPPING)
    here = [
        ((item.kind, item.legacy), item.area, item.right)
        for item in found
        if item.fate in (Fate.ALIKE, Fate.MISSING, Fate.DROPPED)
    ]
    there = [
        ((item.kind, item.target), item.area, item.right)
        for item in found
        if item.fate in (Fate.ALIKE, Fate.WIDER, Fate.ADDED)
    ]
    assert sorted(here) == sorted(legacy) and sorted(there) == sorted(target)


NAMES = st.frozensets(
    st.builds(
        Known,
        st.sampled_from(list(NameKind)),
        st.sampled_from(["one", "two.example"]),
        st.sampled_from(["", "zone.example"]),
        st.tuples(st.sampled_from(["Portal", "Bucket"]), st.sampled_from(["a", "b"])),
    )
)


@given(NAMES, NAMES)
def test_every_name_of_the_legacy_has_one_fate(legacy: frozenset[Known], target: frozenset[Known]) -> None:
    found = naming.compare(Names(legacy), Names(target), (), MAPPING)
    assert sorted((item.kind, item.name, item.zone, item.role) for item in found) == sorted(legacy)


@pytest.mark.parametrize("estate", ["azure-legacy", "scaleway"])
def test_plans_with_anything_in_them_are_compared(plans: Plans, estate: str) -> None:
    planned = plans[estate]
    whole = seeds.look(planned)
    items = [item for plan in planned for item in plan.resources if item.inputs]
    places = st.tuples(st.sampled_from(items), st.integers(0, 30), st.integers(0, 30), st.sampled_from(JUNK))

    @settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(places, min_size=4, max_size=12))
    def spoil(faults: list[tuple[Any, int, int, Any]]) -> None:
        changed = planned
        for item, number, inner, junk in faults:
            changed = seeds.edited(changed, item.urn, partial(_with, number=number, inner=inner, junk=junk))
        found = seeds.look(changed)
        for parity in (seeds.against(whole, found), seeds.against(found, whole)):
            assert sum(parity.counts.values()) == len(parity.roles) > 100

    spoil()


def _with(inputs: dict[str, Any], number: int, inner: int, junk: Any) -> dict[str, Any]:
    """One input replaced; of a role's spec, one of its fields."""
    key = sorted(inputs)[number % len(inputs)]
    value = inputs[key]
    if key == "spec" and isinstance(value, dict) and value:
        return {**inputs, key: {**value, sorted(value)[inner % len(value)]: junk}}
    return {**inputs, key: junk}
