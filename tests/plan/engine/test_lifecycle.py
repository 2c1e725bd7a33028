"""Every stack through its life under the real engine."""

from __future__ import annotations

import subprocess

import pytest

from bastide.review.changes import changes
from plan.engine.command import Result
from plan.engine.estate import removals
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


def retained(life: Life, layer: str) -> set[str]:
    """What a stack's state says to keep at the cloud."""
    resources = life.states[life.target.stack(layer)]["resources"]
    return {item["urn"] for item in resources if item.get("retainOnDelete")}


@every_target
def test_a_destroy_is_refused_while_something_is_protected(life: Life) -> None:
    life.restore()
    (plan,) = removals(life.session, life.target, ["prod"])

    assert plan.refused
    protected = {item.urn for item in plan.resources if item.options.protect}
    assert {message.urn for message in plan.messages if "protected" in message.text} <= protected
    assert protected


@every_target
def test_a_destroy_leaves_what_is_kept_on_purpose_and_says_so(life: Life) -> None:
    life.restore()
    stack = life.target.stack("prod")
    unprotect(life, stack)
    (plan,) = removals(life.session, life.target, ["prod"])
    shown = changes([plan])

    assert not plan.refused
    assert {item.urn for item in shown.resources if item.kept} == retained(life, "prod") & {
        item.urn for item in shown.resources
    }
    assert any(item.kept for item in shown.resources)
    assert not [item for item in shown.resources if item.holds_data and not item.kept]

    result = life.session.destroy(stack)

    assert result.code == 0, result.stderr
    left = life.session.files.read_state(stack) or {}
    assert not left.get("resources")
    life.restore()


def unprotect(life: Life, stack: str) -> None:
    caller = life.session.caller
    subprocess.run(
        [caller.executable, "state", "unprotect", "--all", "--yes", "--stack", stack, "--non-interactive"],
        cwd=caller.folder,
        env=dict(caller.environment),
        check=True,
        capture_output=True,
    )
