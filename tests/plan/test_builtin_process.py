"""Runs leave nothing behind, repeat exactly, and may overlap."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import sys
import threading
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pulumi
import pulumi_openstack as openstack
import pulumi_random as random
import pytest
from pulumi import ResourceOptions
from pulumi.runtime import settings
from pulumi.runtime._callbacks import _CallbackServicer

from plan import event_loop
from plan import pulumi_private as private
from plan.builtin import ProgramRun, run
from plan.errors import ProgramFailed


def estate(size: int = 10) -> Callable[[], None]:
    def program() -> None:
        for index in range(size):
            net = openstack.networking.Network(f"net-{index}", name=f"n-{index}")
            sub = openstack.networking.Subnet(f"sub-{index}", network_id=net.id, cidr="10.0.0.0/24")
            random.RandomPassword(f"pw-{index}", length=8, opts=ResourceOptions(depends_on=[sub, net]))
        pulumi.export("stack", pulumi.get_stack())

    return program


def failing() -> None:
    estate(2)()
    raise ValueError("x")


def fresh_thread(look: Callable[[], Any]) -> Any:
    """What a thread that never ran Pulumi sees."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(look()))
    thread.start()
    thread.join()
    return found[0]


def sdk_settings() -> dict[str, Any]:
    return {name: private.setting_variable(name).get() for name in sorted(private.setting_names())}


def sdk_defaults() -> list[Any]:
    return [getattr(settings.SETTINGS, name) for name in ("project", "stack", "engine", "monitor", "callbacks")]


WATCHED: dict[str, Callable[[], Any]] = {
    "settings": sdk_settings,
    "settings of other threads": lambda: fresh_thread(sdk_defaults),
    "root resource": settings.ROOT.get,
    "config": lambda: dict(pulumi.runtime.config.CONFIG.get()),
    "secret keys": lambda: set(pulumi.runtime.config._SECRET_KEYS.get()),
    "collector": lambda: (gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()),
    "recursion limit": sys.getrecursionlimit,
    "loggers": lambda: {
        name: (
            logging.getLogger(name).level,
            list(logging.getLogger(name).handlers),
            logging.getLogger(name).disabled,
        )
        for name in ("", "asyncio", "pulumi", "grpc")
    },
    "warnings": lambda: list(warnings.filters),
    "stdout": lambda: (sys.stdout, sys.stderr),
    "threads": lambda: sorted(thread.name for thread in threading.enumerate()),
    "event loop policy": lambda: type(asyncio.get_event_loop_policy()),
    "replaced functions": lambda: [getattr(item.module, item.name) for item in private.REPLACEMENTS],
    "callback servers": lambda: list(_CallbackServicer._servicers),
}


@pytest.mark.parametrize("watched", WATCHED)
@pytest.mark.parametrize("program", [estate(2), failing], ids=["ends", "fails"])
def test_a_run_restores(watched: str, program: Callable[[], None]) -> None:
    pulumi.runtime.set_all_config({"mine:a": "b"}, ["mine:a"])
    before = WATCHED[watched]()
    with contextlib.suppress(ProgramFailed):
        run(program, project="demo", stack="dev", config={"demo:x": "y"}, secret_config=["demo:x"])
    assert WATCHED[watched]() == before


def test_a_collector_that_is_off_stays_off() -> None:
    before = gc.get_threshold()
    seen: list[tuple[int, int, int]] = []
    gc.set_threshold(0)
    try:
        run(lambda: seen.append(gc.get_threshold()), project="demo", stack="dev")
        assert seen[0][0] == 0
    finally:
        gc.set_threshold(*before)


def test_a_run_leaves_no_garbage_behind() -> None:
    run(estate(), project="demo", stack="dev")
    gc.collect()
    before = len(gc.get_objects())
    for _ in range(5):
        run(estate(), project="demo", stack="dev")
    assert len(gc.get_objects()) - before < 200


def test_runs_repeat_exactly() -> None:
    assert run(estate(), project="demo", stack="dev") == run(estate(), project="demo", stack="dev")


def test_runs_at_the_same_time_do_not_mix() -> None:
    def one(index: int) -> ProgramRun:
        return run(estate(20), project="demo", stack=f"s{index}", config={"demo:i": str(index)})

    before = {name: look() for name, look in WATCHED.items() if name != "threads"}
    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(one, range(12)))
    for index, result in enumerate(results):
        assert result.outputs == {"stack": f"s{index}"}
        assert len(result.resources) == 61
        assert all(f"urn:pulumi:s{index}::" in resource.urn for resource in result.resources)
    assert {name: look() for name, look in WATCHED.items() if name != "threads"} == before


def test_a_run_inside_a_running_event_loop() -> None:
    async def caller() -> ProgramRun:
        return run(estate(1), project="demo", stack="dev")

    assert len(asyncio.run(caller()).resources) == 4


def test_a_run_inside_a_program() -> None:
    def outer() -> None:
        inner = run(estate(1), project="inner", stack="in")
        pulumi.export("inner", len(inner.resources))
        pulumi.export("stack", pulumi.get_stack())

    assert run(outer, project="demo", stack="out").outputs == {"inner": 4, "stack": "out"}


@pytest.mark.parametrize("by", ["property", "depends_on"])
def test_a_chain_of_5000_is_linear(by: str) -> None:
    def chain(length: int) -> Callable[[], None]:
        def program() -> None:
            before: Any = None
            for index in range(length):
                if by == "property":
                    keepers = {"before": before.id} if before else {}
                    before = random.RandomId(f"r{index}", byte_length=1, keepers=keepers)
                else:
                    options = ResourceOptions(depends_on=[before] if before else [])
                    before = random.RandomId(f"r{index}", byte_length=1, opts=options)

        return program

    def seconds(length: int) -> float:
        start = time.process_time()
        assert len(run(chain(length), project="demo", stack="dev").resources) == length + 1
        return time.process_time() - start

    seconds(100)
    short, long = seconds(1_000), seconds(5_000)
    # Quadratic would be 25 times as long.
    assert long < 12 * short


def test_nothing_is_written_to_stdout_or_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    run(estate(3), project="demo", stack="dev")
    with pytest.raises(ProgramFailed):
        run(failing, project="demo", stack="dev")
    gc.collect()
    assert capfd.readouterr() == ("", "")


class TestEndlessWaits:
    def test_a_value_that_never_comes_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(event_loop, "_IDLE_SECONDS", 0.1)

        def program() -> None:
            never: asyncio.Future[str] = asyncio.get_event_loop().create_future()
            name: pulumi.Output[str] = pulumi.Output.from_input(never)
            openstack.networking.Network("net", name=name)

        with pytest.raises(ProgramFailed, match="nothing will ever provide"):
            run(program, project="demo", stack="dev")

    def test_work_on_threads_is_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(event_loop, "_IDLE_SECONDS", 0.05)

        async def program() -> None:
            await asyncio.to_thread(time.sleep, 0.3)
            await asyncio.sleep(0.2)
            pulumi.export("a", 1)

        assert run(program, project="demo", stack="dev").outputs == {"a": 1}
