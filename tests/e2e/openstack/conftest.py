"""The cloud of these tests, its tenancy, and the environment that came up on it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import openstack
import pytest
import yaml
from openstack.connection import Connection

from plan.engine.plugins import CHOICE
from stacks.catalogue import FOLDER, SPACE_PREFIX
from tests.built_tools import plugin_folder
from tests.e2e.openstack import tenancy
from tests.e2e.openstack.branch import areas
from tests.e2e.openstack.standing import Standing, standing
from tests.e2e.openstack.sweep import sweep
from tests.e2e.openstack.where import NoCloudError, variables
from tests.pulumi_cli import real_cli

NEXT = "extra"
"""A space that is not there yet, whose project is."""


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The OS_* variables of the cloud's administrator."""
    try:
        return variables(tmp_path_factory.mktemp("scripts"))
    except NoCloudError as reason:
        pytest.skip(str(reason))


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
    yield tenancy.give(admin, {**layers, f"{SPACE_PREFIX}{NEXT}": NEXT})
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
def stood(admin: Connection, given: tenancy.Tenancy, engine: Path) -> Iterator[Standing]:
    """The whole environment, after its first `up`."""
    with standing(admin, given, engine) as found:
        found.bring_up()
        yield found
