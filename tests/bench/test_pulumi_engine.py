"""What a preview by the Pulumi engine costs, and what of it the offline providers take; the built-in engine beside it.

Every time is that of everything a user waits for: processes that start, imports, the engine, reading its answer. The
limits are those of docs/performance.md. They hold on a quiet machine, so only a timed run is held to them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from plan.engine import children, plans
from plan.engine.children import Child, Host
from plan.engine.estate import Target, layer_plan, ups
from plan.engine.failure import check
from plan.engine.session import Session, session
from plan.model import LayerPlan
from stacks.catalogue import estates
from tests.bench.synthetic import PROGRAM, as_stack
from tests.conftest import REPOSITORY
from tests.plan.engine.lives import checkout
from tests.pulumi_cli import real_cli

pytestmark = [pytest.mark.bench, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]

ESTATE: Final = "scaleway"
ESTATE_SECONDS: Final = 6.0
SECONDS_OF_1000: Final = 20.0
PROVIDERS_SHARE: Final = 0.25
PROVIDERS_MEGABYTES: Final = 300.0
ROUNDS: Final = 3
_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass
class Measured:
    """One run: its time, and what the process of the offline providers took of it."""

    resources: int
    seconds: float
    provider_seconds: float
    handler_seconds: float
    provider_megabytes: float

    @property
    def share(self) -> float:
        """Of the time, what the providers computed: their start, their imports and all their calls."""
        return self.provider_seconds / self.seconds


def provider_cost(child: Child, statistics: Path) -> tuple[float, float, float]:
    """CPU seconds and peak megabytes as the kernel counted them, and seconds in handlers; ends the process."""
    pid = child.process.pid
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert peak is not None
    child.process.send_signal(signal.SIGTERM)
    child.process.wait(10)
    handlers = json.loads(statistics.read_text())["handler_seconds"]
    return (int(times[11]) + int(times[12])) / _TICKS, int(peak[1]) / 1000, handlers


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Measured]:
    """Measure what `work` does in its one session, from before that starts to its last answer."""
    real_cli()
    statistics, starting, costs = tmp_path / "statistics.json", children.starting_offline, []

    @contextmanager
    def watched(*arguments: Any, **named: Any) -> Iterator[tuple[Session, Host]]:
        with session(*arguments, **named) as (run, host):
            yield run, host
            costs.append((time.perf_counter(), *provider_cost(run.children[0], statistics)))

    monkeypatch.setattr(
        children,
        "starting_offline",
        lambda folder, options=(): starting(folder, (*options, "--statistics", str(statistics))),
    )
    # so that an estate is planned exactly as `bastide preview` has it planned
    monkeypatch.setattr(plans, "session", watched)

    def one(work: Callable[[], Sequence[LayerPlan]]) -> Measured:
        begin = time.perf_counter()
        planned = work()
        end, cpu, megabytes, handlers = costs.pop()
        resources = sum(resource.is_cloud for plan in planned for resource in plan.resources)
        return Measured(resources, end - begin, cpu, handlers, megabytes)

    return one


def planning_session(root: Path, estate: str) -> AbstractContextManager[tuple[Session, Host]]:
    """A session as `plans` opens one: the watched one while `measured` is in use."""
    opening: Callable[[Path, str], AbstractContextManager[tuple[Session, Host]]] = vars(plans)["session"]
    return opening(root, estate)


def preview_of_estate(estate: str) -> Sequence[LayerPlan]:
    return plans.plan_estate(estate, (), REPOSITORY, plans.Request())


def comparison_of_estate(estate: str) -> Sequence[LayerPlan]:
    """With what is checked out: the base is laid out, built and applied, and nothing has changed."""
    return plans.plan_estate(estate, (), REPOSITORY, plans.Request(against="HEAD", allow_dirty=True))


def up_of_estate(estate: str) -> Sequence[LayerPlan]:
    with planning_session(REPOSITORY, estate) as (run, host):
        target = Target(estate, host.cloud, host.layers)
        for layer in target.layers:
            run.add_stack(target.stack(layer))
        ups(run, host, target)
    return ()


def preview_of_program(root: Path, size: int) -> Sequence[LayerPlan]:
    stack = as_stack(size)
    with planning_session(root, "scaleway") as (run, host):
        run.add_stack(stack)
        result = run.preview(host, stack, events=False)
        plan = layer_plan(run, Target("scaleway", host.cloud, (str(size),)), str(size), result)
        check(result, plan, stack)
    return (plan,)


def best(benchmark: Any, one: Callable[[], Measured], rounds: int = ROUNDS) -> Measured:
    """The quickest of some runs, as the benchmark's own."""
    found: list[Measured] = []
    benchmark.pedantic(lambda: found.append(one()), rounds=rounds)
    return min(found, key=lambda item: item.seconds)


def seconds_of(benchmark: Any, *arguments: str) -> float:
    """The quickest of two runs of a Python command; one where nothing is measured."""

    def once() -> float:
        begin = time.perf_counter()
        subprocess.run([sys.executable, *arguments], cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begin

    return once() if benchmark.disabled else min(once(), once())


def note(benchmark: Any, name: str, run: Measured, *, builtin: float | None = None, limit: float | None = None) -> None:
    """A line of the table at the end; see conftest.py."""
    benchmark.extra_info["line"] = [
        name,
        str(run.resources) if run.resources else "the same",
        f"{builtin:.1f} s" if builtin else "",
        f"{run.seconds:.1f} s",
        f"{run.provider_seconds:.1f} s ({run.share:.0%})",
        f"{run.handler_seconds:.1f} s",
        f"{run.provider_megabytes:.0f} MB",
        "" if limit is None else f"{limit:.0f} s: {'held' if run.seconds < limit else 'EXCEEDED'}",
    ]


def hold(found: Measured, limit: float) -> None:
    """Fail where a limit is exceeded, and say how busy the machine is: the limits are those of a quiet one."""
    busy = f"(load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)"
    assert found.seconds < limit, busy
    assert found.share < PROVIDERS_SHARE, busy


@pytest.mark.parametrize("estate", estates())
def test_preview_of_an_estate(benchmark: Any, measured: Callable[..., Measured], estate: str) -> None:
    if benchmark.disabled and estate != ESTATE:
        pytest.skip("the same for every estate; only when it is measured")
    found = best(benchmark, lambda: measured(partial(preview_of_estate, estate)))
    builtin = seconds_of(benchmark, "-m", "bastide", "preview", estate, "--engine", "builtin")
    note(benchmark, f"preview of `{estate}`", found, builtin=builtin, limit=ESTATE_SECONDS)

    assert found.resources > 100
    assert found.provider_megabytes < PROVIDERS_MEGABYTES
    if not benchmark.disabled:
        hold(found, ESTATE_SECONDS)


def test_up_of_an_estate(benchmark: Any, measured: Callable[..., Measured]) -> None:
    found = best(benchmark, lambda: measured(partial(up_of_estate, ESTATE)), rounds=1)
    note(benchmark, f"`up` of `{ESTATE}`", found)


def test_comparison_of_an_estate(benchmark: Any, measured: Callable[..., Measured]) -> None:
    found = best(benchmark, lambda: measured(partial(comparison_of_estate, ESTATE)), rounds=1)
    note(benchmark, f"`{ESTATE}` `--against HEAD`", found)
    assert found.resources > 100
    assert found.provider_megabytes < PROVIDERS_MEGABYTES


BUILTIN: Final = """
import sys
sys.path.insert(0, ".")
from plan.builtin import run
from tests.bench.synthetic import build
size = int(sys.argv[1])
assert len(run(lambda: build(size), project="bastide", stack=f"scaleway-{size}").resources) == size + 2
"""


@pytest.mark.parametrize(("size", "limit"), [(100, None), (1_000, SECONDS_OF_1000)])
def test_preview_of_a_program(
    benchmark: Any, measured: Callable[..., Measured], tmp_path: Path, size: int, limit: float | None
) -> None:
    root = checkout(tmp_path)
    shutil.copy(Path(__file__).with_name("synthetic.py"), root / "synthetic.py")
    (root / "__main__.py").write_text(PROGRAM, encoding="utf-8")

    found = best(benchmark, lambda: measured(partial(preview_of_program, root, size)))
    builtin = seconds_of(benchmark, "-c", BUILTIN, str(size))
    note(benchmark, "preview of one stack", found, builtin=builtin, limit=limit)

    assert found.resources == size
    assert found.provider_megabytes < PROVIDERS_MEGABYTES
    if limit is not None and not benchmark.disabled:
        hold(found, limit)
