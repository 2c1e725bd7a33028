"""The pack says what `bastide check` says of the same stack: over gRPC, layer by layer, in one process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from plan.model import STACK_TYPE, LayerPlan
from policies.checking import Ask, check
from policies.model import Finding, Level, Result
from policies.pack.settings import wanted
from tests.conftest import Plans
from tests.policies.pack.engine import ON, Engine, engine, places


@pytest.fixture(scope="module")
def running() -> Iterator[Engine]:
    with engine() as started:
        started.configure()
        yield started


def expected(plan: LayerPlan) -> list[Finding]:
    checked = check([plan], Ask(date.fromisoformat(ON)), wanted(plan.stack))
    return [finding for finding in checked.findings if finding.exemption is None]


def place(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.urn.partition("::gap::")[0]


def judged(plan: LayerPlan, running: Engine) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """What is only advice: by the pack, by the check. What is mandatory must be the same, and is not returned."""
    said, found = running.run(plan), expected(plan)
    mandatory = {place(item) for item in found if item.level is Level.MANDATORY and item.result is Result.FAIL}
    assert places(said, "mandatory") == mandatory, plan.layer
    # each thing once: what a resource was refused for is not said again at the end. (Of a stack as a whole the check
    # can say more: the engine does not show from where it has its plugins.)
    of_check = Counter(place(item) for item in found)
    of_pack = Counter((item.rule, item.urn) for item in said)
    resources = {where for where in mandatory if STACK_TYPE not in where[1]}
    assert {where: of_pack[where] for where in resources} == {where: of_check[where] for where in resources}
    return places(said, "advisory") - mandatory, set(of_check) - mandatory


def test_a_target(plans: Plans, running: Engine) -> None:
    for plan in plans["scaleway"]:
        of_pack, of_check = judged(plan, running)
        assert of_pack == of_check, plan.layer


def test_a_layer_of_buckets_at_another_cloud_than_their_package_says(plans: Plans, running: Engine) -> None:
    (plan,) = (plan for plan in plans["outscale"] if plan.layer == "bootstrap")
    assert any(resource.package_name == "aws" for resource in plan.resources)
    of_pack, of_check = judged(plan, running)
    assert of_pack == of_check


def test_the_legacy(plans: Plans, running: Engine) -> None:
    advice = 0
    for plan in plans["azure-legacy"]:
        of_pack, of_check = judged(plan, running)
        # the engine does not show the ids of what is adopted: what is linked by them alone the pack cannot follow, and
        # then it says more, never less
        assert of_pack >= of_check, plan.layer
        advice += len(of_check)
    assert advice > 100
