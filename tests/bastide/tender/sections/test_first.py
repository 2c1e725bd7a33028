"""The first screen: missing, breaks the law, dies, by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bastide.tender.candidate import Candidate
from bastide.tender.sections import first
from facts.model import Level
from plan.model import Base, LayerPlan, Operation, PlannedResource
from policies.model import Lang
from tests.estates import CANDIDATES

pytestmark = pytest.mark.xdist_group("tender")

Of = Callable[..., Candidate]


@pytest.mark.parametrize("estate", CANDIDATES)
def test_every_gap_is_missing_or_done_by_hand(candidate_of: Of, estate: str) -> None:
    candidate = candidate_of(estate)
    found = first.of(candidate)
    gaps = [gap for plan in candidate.plans for gap in plan.gaps]
    assert found.gaps == len(gaps) == sum(item.roles for item in (*found.missing, *found.by_hand)) > 0
    assert {item.level for item in found.missing} == {Level.ABSENT}
    assert {item.level for item in found.by_hand} <= {Level.MANUAL, Level.API}
    for items in (found.missing, found.by_hand):
        # what is required stands before what is not
        assert [item.required for item in items] == sorted((item.required for item in items), reverse=True)


@pytest.mark.parametrize("estate", CANDIDATES)
def test_every_failure_that_stops_is_there(candidate_of: Of, estate: str) -> None:
    candidate = candidate_of(estate)
    found = first.of(candidate)
    stopping = candidate.checked.stopping
    assert found.failures == len(stopping) == sum(item.count for item in found.breaks) > 0
    assert {item.rule for item in found.breaks} == {finding.rule for finding in stopping}
    for item in found.breaks:
        assert sum(item.causes.values()) == item.count
        assert "" not in item.causes, "a failure of the reference estates that is in no list"


def test_titles_are_in_the_language_of_the_report(candidate_of: Of) -> None:
    english, french = (first.of(candidate_of("scaleway", lang)).breaks for lang in Lang)
    assert [item.rule for item in english] == [item.rule for item in french]
    assert all(one.title != other.title for one, other in zip(english, french, strict=True))


def test_a_plan_compared_with_nothing_says_so(candidate_of: Of) -> None:
    found = first.of(candidate_of("scaleway"))
    assert found.dies is None
    assert found.compared_with == ""


def test_what_dies_is_named_and_what_holds_data_stands_first(candidate_of: Of) -> None:
    candidate = candidate_of("scaleway")
    base = Base("revision", "origin/main", "0123456789abcdef")
    spoiled = tuple(replace(_with_losses(plan), base=base) for plan in candidate.plans)
    found = first.of(replace(candidate, plans=spoiled))
    assert found.compared_with == "origin/main (0123456789ab)"
    assert found.dies is not None
    lost = {item.urn for plan in spoiled for item in plan.resources if item.operation is not Operation.CREATE}
    assert len(found.dies) == len(lost) > 2
    assert [item.holds_data for item in found.dies] == sorted((item.holds_data for item in found.dies), reverse=True)
    assert {item.holds_data for item in found.dies} == {True, False}
    assert {item.operation for item in found.dies} == {Operation.DELETE, Operation.REPLACE}


def test_nothing_dies_where_nothing_changes(candidate_of: Of) -> None:
    candidate = candidate_of("scaleway")
    base = Base("revision", "origin/main", "0123456789abcdef")
    same = tuple(
        replace(plan, base=base, resources=tuple(replace(item, operation=Operation.SAME) for item in plan.resources))
        for plan in candidate.plans
    )
    assert first.of(replace(candidate, plans=same)).dies == ()


def _with_losses(plan: LayerPlan) -> LayerPlan:
    """One protected resource is deleted, another one replaced, and one that holds nothing deleted."""
    cloud = [item for item in plan.resources if item.is_cloud]
    kept = [item for item in cloud if item.options.protect]
    plain = [item for item in cloud if not item.options.protect and not item.options.retain_on_delete]
    losses = {
        **{item.urn: Operation.DELETE for item in kept[:1]},
        **{item.urn: Operation.REPLACE for item in kept[1:2]},
        **{item.urn: Operation.DELETE for item in plain[:1]},
    }
    return replace(plan, resources=tuple(_operated(item, losses) for item in plan.resources))


def _operated(resource: PlannedResource, losses: dict[str, Operation]) -> PlannedResource:
    return replace(resource, operation=losses.get(resource.urn, Operation.CREATE))
