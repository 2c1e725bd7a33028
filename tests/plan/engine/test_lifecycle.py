"""Every stack through its life under the real engine."""

from __future__ import annotations

import pytest

from plan.engine.command import Result
from plan.model import LayerPlan, Operation
from stacks.catalogue import estates
from tests.plan.engine.conftest import Lives
from tests.plan.engine.lives import Life, operations

TARGETS = [name for name in estates() if not name.endswith("-legacy")]
assert TARGETS


def each(*names: str) -> pytest.MarkDecorator:
    """A test for each estate; those of one estate share a process, which brings it to life once."""
    return pytest.mark.parametrize(
        "estate", [pytest.param(name, marks=pytest.mark.xdist_group(f"life-{name}")) for name in names]
    )


every_target = each(*TARGETS)
every_estate = each(*estates())


@pytest.fixture
def life(lives: Lives, estate: str) -> Life:
    return lives.of(estate)


def of(plans: tuple[LayerPlan, ...], operation: Operation) -> list[str]:
    return [resource.urn for plan in plans for resource in plan.resources if resource.operation is operation]


@every_target
def test_the_first_preview_creates_everything(life: Life) -> None:
    assert operations(life.first) == {Operation.CREATE}
    assert {plan.layer for plan in life.first} == set(life.target.layers)


@every_estate
def test_the_second_preview_changes_nothing(life: Life) -> None:
    assert operations(life.second) == {Operation.SAME}, changed(life.second)


def changed(plans: tuple[LayerPlan, ...]) -> str:
    lines = [
        f"{resource.operation} {resource.urn}: {resource.diff}"
        for plan in plans
        for resource in plan.resources
        if resource.operation not in (Operation.SAME, Operation.READ)
    ]
    return "\n".join(lines[:20])


@every_estate
def test_a_refresh_finds_no_drift(life: Life) -> None:
    assert set(life.refreshed) == set(life.target.layers)
    for layer, result in life.refreshed.items():
        assert result.code == 0, (layer, result.stderr)
        assert set(summary(result)) <= {"same"}, layer


def summary(result: Result) -> dict[str, int]:
    found = [event["summaryEvent"] for event in result.events if "summaryEvent" in event]
    assert found, result.stderr
    counts: dict[str, int] = found[-1]["resourceChanges"]
    return counts
