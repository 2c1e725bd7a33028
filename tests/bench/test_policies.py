"""How fast the rules are: over plan records, through the policy pack, and as `bastide check`.

The records are those of the estates, repeated under other names. Limits of time hold on a quiet machine, so only a
timed run is held to them; memory is held always.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from plan.estate import plan_estate
from plan.model import Gap, LayerPlan, PlannedResource
from policies.context import Context, Wanted
from policies.evaluate import Evaluation, evaluate
from policies.profiles import profile_of
from policies.rules import rules
from policies.view import View
from tests.conftest import REPOSITORY
from tests.policies.pack.engine import engine, in_order, request, whole

pytestmark = pytest.mark.bench

ON = date(2026, 11, 28)
ESTATES = ("ovhcloud", "scaleway", "outscale")
SECONDS = {500: 0.02, 10_000: 0.3}
"""Records -> limit, view and findings included."""
MEGABYTES = 100.0
PACK_SECONDS, PACK_RESOURCES = 3.0, 1_000
CHECK_SECONDS = 7.0


def repeated(plans: Sequence[LayerPlan], size: int) -> tuple[LayerPlan, ...]:
    """The layers of an estate again and again, under other names, until there are `size` resources."""
    found: list[LayerPlan] = []
    left, turn = size, 0
    while left > 0:
        for plan in plans:
            copy = _renamed(plan, turn)
            found.append(replace(copy, resources=copy.resources[:left]) if len(copy.resources) > left else copy)
            left -= len(copy.resources)
            if left <= 0:
                break
        turn += 1
    return tuple(found)


def _renamed(plan: LayerPlan, turn: int) -> LayerPlan:
    if not turn:
        return plan
    return replace(
        plan,
        layer=f"{plan.layer}-{turn}",
        resources=tuple(_copy(resource, turn) for resource in plan.resources),
        gaps=tuple(_gap(gap, turn) for gap in plan.gaps),
    )


def _copy(resource: PlannedResource, turn: int) -> PlannedResource:
    named = resource.inputs.get("name")
    inputs = {**resource.inputs, "name": f"{named}-{turn}"} if isinstance(named, str) else resource.inputs
    links = inputs.get("links")
    if isinstance(links, dict):
        inputs = {**inputs, "links": {key: _urn(urn, turn) for key, urn in links.items()}}
    return replace(
        resource,
        urn=_urn(resource.urn, turn),
        name=f"{resource.name}-{turn}",
        parent=_urn(resource.parent, turn),
        inputs=inputs,
        dependencies=tuple(_urn(urn, turn) for urn in resource.dependencies),
        property_dependencies={
            name: tuple(_urn(urn, turn) for urn in urns) for name, urns in resource.property_dependencies.items()
        },
        options=replace(resource.options, provider=_urn(resource.options.provider, turn)),
    )


def _urn(urn: Any, turn: int) -> Any:
    return f"{urn}-{turn}" if isinstance(urn, str) and urn else urn


def _gap(gap: Gap, turn: int) -> Gap:
    return replace(gap, name=f"{gap.name}-{turn}")


def judge(plans: Sequence[LayerPlan]) -> Evaluation:
    """What `policies.checking` does for every estate, without files."""
    view = View(plans)
    contexts = {plan.layer: Context(ON, profile_of(plan), view, Wanted()) for plan in plans}
    return evaluate(view, contexts, tuple(rules().values()))


@pytest.mark.parametrize("size", sorted(SECONDS))
def test_all_rules(benchmark: Any, size: int) -> None:
    plans = repeated(plan_estate("scaleway"), size)
    assert sum(len(plan.resources) for plan in plans) == size
    assert len({resource.urn for plan in plans for resource in plan.resources}) == size
    done = benchmark.pedantic(judge, (plans,), rounds=5, warmup_rounds=1)
    assert done.findings
    benchmark.extra_info["findings"] = len(done.findings)
    benchmark.extra_info["limit"] = SECONDS[size]
    if benchmark.stats is not None:
        assert benchmark.stats.stats.min < SECONDS[size], f"load {os.getloadavg()[0]:.1f}"


MEMORY = """
import pathlib, re, sys
sys.path[:0] = [sys.argv[1]]
from plan.estate import plan_estate
from tests.bench.test_policies import judge, repeated

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text()).group(1)) / 1024

plans = plan_estate("scaleway")
judge(repeated(plans, 500))
many = repeated(plans, 10_000)
before = peak()
judge(many)
print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
def test_memory_of_10000_records(benchmark: Any) -> None:
    command = [sys.executable, "-c", MEMORY, str(REPOSITORY)]

    def measured() -> float:
        return float(subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY).stdout)

    megabytes = benchmark.pedantic(measured, rounds=1)
    benchmark.extra_info["megabytes_of_view_and_findings"] = round(megabytes)
    assert megabytes < MEGABYTES


@pytest.fixture
def one_stack() -> LayerPlan:
    """A stack of 1,000 resources: a layer of an estate again and again."""
    (hub,) = (plan for plan in plan_estate("scaleway") if plan.layer == "hub")
    plans = repeated((hub,), PACK_RESOURCES)
    resources = tuple(resource for plan in plans for resource in plan.resources)
    return replace(hub, resources=resources)


def test_the_policy_pack(benchmark: Any, one_stack: LayerPlan) -> None:
    # the engine writes its requests in Go: making them is no part of what is measured
    requests = [request(resource, one_stack) for resource in in_order(one_stack)]
    at_the_end = whole(one_stack)
    with engine() as running:
        running.configure()

        def stack() -> int:
            said = sum(len(running.ask(item).diagnostics) for item in requests)
            return said + len(running.ask_at_the_end(at_the_end).diagnostics)

        said = benchmark.pedantic(stack, rounds=3, warmup_rounds=1)
    assert len(requests) == PACK_RESOURCES
    assert said > 0
    benchmark.extra_info["limit"] = PACK_SECONDS
    if benchmark.stats is not None:
        assert benchmark.stats.stats.min < PACK_SECONDS, f"load {os.getloadavg()[0]:.1f}"


def test_check_of_three_estates(benchmark: Any) -> None:
    command = [sys.executable, "-m", "bastide", "check", *ESTATES, "--date", ON.isoformat()]

    def run() -> int:
        return subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, check=False).returncode

    assert benchmark.pedantic(run, rounds=3, warmup_rounds=1) in (0, 1)
    benchmark.extra_info["limit"] = CHECK_SECONDS
    if benchmark.stats is not None:
        assert benchmark.stats.stats.min < CHECK_SECONDS, f"load {os.getloadavg()[0]:.1f}"


def test_the_repeated_records_are_records_of_their_own() -> None:
    plans = repeated(plan_estate("scaleway"), 2_000)
    first = next(_repeats(plans))
    assert first.urn in {resource.urn for plan in plans for resource in plan.resources}
    # what a copy points to is a copy as well: each has the findings of the original
    done = judge(plans)
    layers = {plan.layer for plan in plans}
    found = {layer: sum(item.layer == layer for item in done.findings) for layer in layers}
    assert found["hub-1"] == found["hub"] > 0


def _repeats(plans: Sequence[LayerPlan]) -> Iterator[PlannedResource]:
    return (resource for plan in plans if plan.layer.endswith("-1") for resource in plan.resources)
