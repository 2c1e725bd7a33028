"""Plans of a few resources, and checkov's environment: its tests are skipped where it is not, but never in CI."""

from __future__ import annotations

import os
import stat
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plan.model import LayerPlan, Operation, PlannedResource
from plan.values import Unknown
from policies.scan import environment
from policies.scan.errors import ScanFailed

Make = Callable[..., PlannedResource]


def resource(
    token: str, name: str = "it", inputs: dict[str, Any] | None = None, operation: Operation = Operation.CREATE
) -> PlannedResource:
    return PlannedResource(
        urn=f"urn:pulumi:s-hub::bastide::{token}::{name}",
        type=token,
        name=name,
        custom=True,
        inputs=inputs or {},
        operation=operation,
    )


def plan(*resources: PlannedResource, layer: str = "hub") -> LayerPlan:
    return LayerPlan("estate", layer, "azure", "builtin", "none", resources)


def group(*sources: str | Unknown, name: str = "nsg", port: str = "22") -> PlannedResource:
    """A security group with a rule for each source."""
    rules = [
        {
            "name": f"rule-{index}",
            "access": "Allow",
            "direction": "Inbound",
            "protocol": "Tcp",
            "destinationPortRange": port,
            "sourceAddressPrefix": source,
        }
        for index, source in enumerate(sources)
    ]
    inputs = {"networkSecurityGroupName": name, "resourceGroupName": "rg", "securityRules": rules}
    return resource("azure-native:network:NetworkSecurityGroup", name, inputs)


@pytest.fixture(scope="session")
def checkov() -> environment.Environment:
    try:
        return environment.find()
    except ScanFailed as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no checkov: {error.found}")


def altering(checkov: environment.Environment, folder: Path, program: str) -> environment.Environment:
    """checkov's environment with a program that runs before the runner, in its process."""
    before = folder / "before.py"
    before.write_text(
        "import runpy, sys\n"
        f"{textwrap.dedent(program)}\n"
        "sys.argv = sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')\n",
        encoding="utf-8",
    )
    where = folder / "environment"
    (where / "bin").mkdir(parents=True)
    python = where / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{checkov.python}" -I "{before}" "$2" "$3"\n', encoding="utf-8")
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    return environment.Environment(where)


@pytest.fixture
def altered(checkov: environment.Environment, tmp_path: Path) -> Callable[[str], environment.Environment]:
    return lambda program: altering(checkov, tmp_path, program)
