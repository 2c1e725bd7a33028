"""The cloud of these tests, its tenancy, and the environment that came up on it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openstack
import pytest
import yaml
from openstack.connection import Connection

from plan.engine.plugins import CHOICE
from stacks.catalogue import BOOTSTRAP, FOLDER
from tests.built_tools import plugin_folder
from tests.e2e.openstack import tenancy, where
from tests.e2e.openstack.between import Between, between
from tests.e2e.openstack.branch import areas, estate_of
from tests.e2e.openstack.edits import edited, one_more, one_without_hosts
from tests.e2e.openstack.extra import AREA, LAYER, Extra
from tests.e2e.openstack.peaks import peaks
from tests.e2e.openstack.standing import Standing, standing
from tests.e2e.openstack.states import lift, said
from tests.e2e.openstack.sweep import sweep
from tests.e2e.openstack.where import Loopback, NoCloudError, variables
from tests.pulumi_cli import real_cli

ORDER = (
    *("environment", "tampering", "fidelity", "changes", "faults", "killed", "state", "applied", "destroy", "record"),
)
"""What is looked at before it is changed, and destroyed last: it comes up once for all."""


SECONDS = pytest.StashKey[Mapping[str, float]]()
MEMORY = pytest.StashKey[Mapping[str, float]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = [item for item in items if item.path.parent == Path(__file__).parent]
    sorted_ones = iter(sorted(here, key=lambda item: ORDER.index(item.path.stem.removeprefix("test_"))))
    items[:] = [next(sorted_ones) if item in here else item for item in items]


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the loopback cloud's scripts are copied to."""
    return tmp_path_factory.mktemp("scripts")


@pytest.fixture(scope="session")
def cloud(scripts: Path) -> Iterator[dict[str, str]]:
    """The OS_* variables of the cloud's administrator. A loopback cloud that these tests start, they stop."""
    found_running = where.at_work()
    try:
        found = variables(scripts)
    except NoCloudError as reason:
        pytest.skip(str(reason))
    yield found
    started = where.loopback(scripts)
    if started is not None and not found_running:
        started.stop()


@pytest.fixture
def loopback(cloud: Mapping[str, str], scripts: Path) -> Loopback:
    """The cloud itself."""
    found = where.loopback(scripts)
    if found is None:
        pytest.skip("only services of the loopback cloud can be killed; this is another one")
    return found


@pytest.fixture(scope="session")
def admin(cloud: Mapping[str, str]) -> Iterator[Connection]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in cloud.items():
            patch.setenv(name, value)
        connection = openstack.connect()
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def given(admin: Connection) -> Iterator[tenancy.Tenancy]:
    """Projects and users, empty at the start, and gone at the end with all that is in them."""
    sweep(admin, frozenset(tenancy.given(admin).values()))
    layers = areas(yaml.safe_load((FOLDER / "hdh.yaml").read_text(encoding="utf-8")))
    yield tenancy.give(admin, {**layers, LAYER: AREA})
    sweep(admin, frozenset(tenancy.given(admin).values()))
    tenancy.remove(admin)


@pytest.fixture(scope="session")
def engine(given: tenancy.Tenancy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder to work in, while the engine finds the plugin, and the sign-ins of deployers instead of the admin's."""
    real_cli()
    folder = tmp_path_factory.mktemp("openstack")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("OS_")]:
            patch.delenv(name)
        patch.setenv("OS_CLIENT_CONFIG_FILE", str(given.write_clouds(folder / "clouds.yaml")))
        patch.setenv(CHOICE, str(plugin_folder(folder / "plugins", "openstack")))
        yield folder


@pytest.fixture(scope="session")
def stood(admin: Connection, given: tenancy.Tenancy, engine: Path, pytestconfig: pytest.Config) -> Iterator[Standing]:
    """The whole environment, after its first `up`."""
    with standing(admin, given, engine) as found, peaks() as memory:
        pytestconfig.stash[SECONDS], pytestconfig.stash[MEMORY] = found.seconds, memory
        found.bring_up()
        yield found


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """How long it took, and what it took."""
    nothing: Mapping[str, float] = {}
    _shown(terminalreporter, "seconds", config.stash.get(SECONDS, nothing))
    _shown(terminalreporter, "peak memory in MiB", config.stash.get(MEMORY, nothing))


def _shown(reporter: Any, title: str, measured: Mapping[str, float]) -> None:
    if measured:
        reporter.section(title)
        for what, value in measured.items():
            reporter.line(f"{value:8} {what}")


@pytest.fixture
def gate() -> Iterator[Between]:
    with between() as found:
        yield found


@pytest.fixture
def extra(stood: Standing, gate: Between, tmp_path: Path) -> Iterator[Extra]:
    """A space without hosts that is about to come up; gone again afterwards, whatever became of it."""
    with _extra(stood, gate, tmp_path, one_without_hosts) as one:
        yield one


@pytest.fixture
def staffed(stood: Standing, gate: Between, tmp_path: Path) -> Iterator[Extra]:
    """The same with a host and its volumes."""
    with _extra(stood, gate, tmp_path, one_more) as one:
        yield one


@contextmanager
def _extra(stood: Standing, gate: Between, tmp_path: Path, edit: Callable[[Any], None]) -> Iterator[Extra]:
    through = stood.tenancy.through(gate.door)
    clouds = stood.folder / "clouds.yaml"
    through.write_clouds(clouds)
    before = stood.state(BOOTSTRAP)
    with stood.changed(edited("hdh.yaml", edit), through) as (host, target):
        stood.run.add_stack(target.stack(LAYER))
        done = stood.run.up(host, target.stack(BOOTSTRAP))
        assert done.code == 0, said(done)
        one = Extra(stood, host, target, estate_of(stood.folder / "changed" / "checkout", tmp_path), gate)
        try:
            yield one
        finally:
            gate.faults.clear()
            state = stood.run.files.read_state(one.stack)
            if state is not None:
                stood.run.files.write_state(one.stack, lift(state))
                stood.run.destroy(one.stack)
            stood.run.files.write_state(stood.target.stack(BOOTSTRAP), before)
            stood.tenancy.write_clouds(clouds)
            sweep(stood.admin, frozenset({stood.tenancy.projects[AREA]}))
