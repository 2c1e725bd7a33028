"""What changes against the base, as the report says it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bastide.tender.candidate import Candidate
from bastide.tender.sections import changes
from plan.model import Base, Change, Diff, LayerPlan, Operation, PlannedResource

pytestmark = pytest.mark.xdist_group("tender")

Of = Callable[..., Candidate]
BASE = Base("state", "hub.json", approximate="inputs only")


def changed(candidate: Candidate, how: Callable[[PlannedResource], PlannedResource]) -> Candidate:
    """The candidate, compared with a base: `how` says what happens to each resource."""
    plans = tuple(
        replace(plan, base=BASE, resources=tuple(how(item) for item in plan.resources)) for plan in candidate.plans
    )
    return replace(candidate, plans=plans)


def cloud(plans: tuple[LayerPlan, ...]) -> list[PlannedResource]:
    return [item for plan in plans for item in plan.resources if item.is_cloud]


def test_without_a_base_nothing_is_said_to_change(candidate_of: Of) -> None:
    found = changes.of(candidate_of("scaleway"))
    assert found == changes.Changes(compared_with="", cautions=(), lost=(), by_role=())


def test_without_a_change_no_row_is_there(candidate_of: Of) -> None:
    found = changes.of(changed(candidate_of("scaleway"), lambda item: replace(item, operation=Operation.SAME)))
    assert found == changes.Changes(compared_with="hub.json", cautions=("inputs only",), lost=(), by_role=())


def test_every_loss_is_named_however_many_there_are(candidate_of: Of) -> None:
    candidate = candidate_of("scaleway")
    found = changes.of(changed(candidate, lambda item: replace(item, operation=Operation.DELETE)))
    assert len(found.lost) >= len(cloud(candidate.plans)) > 300
    data = [item.holds_data for item in found.lost]
    assert data == sorted(data, reverse=True)
    assert 0 < sum(data) < len(data)


def test_operations_are_counted_by_role_and_the_worst_role_stands_first(candidate_of: Of) -> None:
    candidate = candidate_of("scaleway")
    (lost,) = [item for item in cloud(candidate.plans) if item.name == "prod-core" and "Database" in item.urn][:1]

    def how(item: PlannedResource) -> PlannedResource:
        if item.urn != lost.urn:
            return replace(item, operation=Operation.CREATE)
        diff = Diff((Change("engine", "update", "a", "b", forces_replace=True),))
        return replace(item, operation=Operation.REPLACE, diff=diff)

    found = changes.of(changed(candidate, how))
    assert [(item.name, item.forced_by, item.follows) for item in found.lost] == [("prod-core", ("engine",), False)]
    first = found.by_role[0]
    assert (first.stack, first.role) == ("scaleway-prod", "Environment/Database")
    assert first.operations[Operation.REPLACE] == 1
    assert sum(row.operations.get(Operation.CREATE, 0) for row in found.by_role) >= len(cloud(candidate.plans)) - 1
    assert all(list(row.operations) == [Operation.CREATE] for row in found.by_role[1:])
