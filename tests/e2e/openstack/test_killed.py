"""What is killed while a space comes up, the cloud's network service or the engine: what is made is not made twice."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from plan.engine.command import Result
from plan.engine.environment import resumable
from plan.engine.failure import check
from plan.engine.interrupted import Interrupted, interrupted, operation_on, require_none
from plan.engine.session import Session
from plan.errors import EngineFailed
from tests.e2e.openstack.between import Fault
from tests.e2e.openstack.extra import AREA, Extra
from tests.e2e.openstack.states import call, said
from tests.e2e.openstack.where import Loopback

pytestmark = [pytest.mark.openstack, pytest.mark.xdist_group("openstack")]

QUIET_SECONDS: Final = 8.0
PATIENCE_SECONDS: Final = 240.0


def test_neutron_killed_while_a_space_comes_up(extra: Extra, loopback: Loopback) -> None:
    back: list[threading.Thread] = []

    def kill(method: str, path: str) -> None:
        if method == "POST" and path.endswith("/ports") and not back:
            back.append(threading.Thread(target=loopback.start))
            loopback.kill("neutron")
            back[0].start()

    extra.between.on_request = kill
    failed = extra.up()
    assert back, "Neutron was not asked for a port"
    back[0].join()
    assert failed.code != 0
    assert "502" in said(failed)
    # what `bastide up` names at the end of such a run: Neutron may have made it, and could not say so any more
    take_away(extra, unsure(failed))
    extra.is_mended()


class Held:
    """The first request for a network waits until the engine has nothing else to do, and is killed."""

    def __init__(self) -> None:
        self.reached, self.go_on, self.last = threading.Event(), threading.Event(), time.monotonic()

    def __call__(self, method: str, path: str) -> None:
        self.last = time.monotonic()
        if method == "POST" and path.endswith("/networks") and not self.reached.is_set():
            self.reached.set()
            self.go_on.wait(PATIENCE_SECONDS)

    def wait_until_quiet(self) -> None:
        assert self.reached.wait(PATIENCE_SECONDS)
        while time.monotonic() < self.last + QUIET_SECONDS:
            time.sleep(0.2)


def kill_engine(stack: str) -> None:
    (found,) = [
        int(process.name)
        for process in Path("/proc").glob("[0-9]*")
        if _words(process)[1:2] == ["up"] and stack in _words(process)
    ]
    os.kill(found, signal.SIGKILL)


def _words(process: Path) -> list[str]:
    try:
        return (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def kill_while_it_makes_a_network(extra: Extra, run: Session, *, carried_out: bool) -> None:
    """The engine is gone in the middle; whether the cloud makes the network that it was asked for."""
    held = Held()
    extra.between.on_request = held
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(run.up, extra.host, extra.stack)
        try:
            held.wait_until_quiet()
            kill_engine(extra.stack)
        finally:
            if not carried_out:
                extra.between.faults.append(Fault("POST", ".*/networks", 503, times=1))
            held.go_on.set()
        with pytest.raises(EngineFailed, match="ended by signal 9"):
            first.result(PATIENCE_SECONDS)
    extra.between.on_request = lambda _method, _path: None
    extra.between.faults.clear()


@pytest.mark.parametrize("carried_out", [True, False], ids=["the-cloud-has-it", "the-cloud-has-it-not"])
def test_the_engine_killed_while_a_space_comes_up(extra: Extra, carried_out: bool) -> None:
    run = keeping(extra.stood.run)
    kill_while_it_makes_a_network(extra, run, carried_out=carried_out)
    with pytest.raises(EngineFailed, match="is locked by"):
        check(run.up(extra.host, extra.stack), None, extra.stack)
    done(call(run, "cancel", extra.stack, "--yes"))

    state = extra.stood.state_of(extra.stack)
    (open_one,) = interrupted(state)
    assert open_one.creates
    with pytest.raises(EngineFailed, match=open_one.name):
        require_none((open_one,), extra.stack)

    assert len(take_away(extra, [open_one])) == int(carried_out)
    done(call(run, "refresh", "--stack", extra.stack, "--clear-pending-creates", "--skip-preview", "--yes"))
    assert interrupted(extra.stood.state_of(extra.stack)) == ()
    last = run.up(extra.host, extra.stack)
    assert last.code == 0, said(last)
    extra.is_as_intended()


def unsure(result: Result) -> list[Interrupted]:
    """What failed while it was created."""
    failed = (event["resOpFailedEvent"]["metadata"] for event in result.events if "resOpFailedEvent" in event)
    return [operation_on(step["new"]) for step in failed if step["op"] == "create"]


def take_away(extra: Extra, doubtful: Sequence[Interrupted]) -> list[str]:
    """What an operator deletes at the cloud: what stands there of these, and is in no state. Its names."""
    network: Any = extra.stood.admin.network
    project = extra.stood.tenancy.projects[AREA]
    state = extra.stood.run.files.read_state(extra.stack)
    known = {item.get("id") for item in (state or {}).get("resources", ())}
    kinds: dict[str, tuple[Any, Any]] = {
        "networking/network:Network": (network.networks, network.delete_network),
        "networking/port:Port": (network.ports, network.delete_port),
        "networking/router:Router": (network.routers, network.delete_router),
        "networking/secGroup:SecGroup": (network.security_groups, network.delete_security_group),
        "networking/subnet:Subnet": (network.subnets, network.delete_subnet),
    }
    groups = {one.id for one in network.security_groups(project_id=project)} & known
    kinds["networking/secGroupRule:SecGroupRule"] = (
        lambda **_: [one for one in network.security_group_rules() if one.security_group_id in groups],
        network.delete_security_group_rule,
    )
    gone = []
    for item in doubtful:
        listed, delete = kinds[item.urn.rpartition("::")[0].rpartition("$openstack:")[2]]
        for one in [found for found in listed(name=item.name, project_id=project) if found.id not in known]:
            delete(one)
            gone.append(item.name)
    return gone


def keeping(session: Session) -> Session:
    """As a deployer's own run, which writes each step down."""
    variables = resumable(session.caller.environment)
    return replace(session, caller=replace(session.caller, environment=variables))


def done(result: Result) -> None:
    assert result.code == 0, result.stderr
