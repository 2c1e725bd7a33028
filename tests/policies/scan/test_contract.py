"""What the runner takes for granted of checkov, which promises none of it. Red after an update: read, then mend."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from policies.scan import environment, terraform
from policies.scan.environment import Environment
from policies.scan.inside import internals
from policies.scan.model import FRAMEWORKS

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = Path(__file__).with_name("inside_checkov.py")

pytestmark = pytest.mark.xdist_group("checkov")


def ask(where: Environment, *words: str) -> Any:
    command = [str(where.python), "-I", str(PROGRAM), str(ROOT), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def found(checkov: Environment) -> Any:
    return ask(checkov, "contract")


def test_one_version_everywhere(found: Any) -> None:
    assert found["version"] == environment.VERSION == internals.VERSION == "3.3.30"


def test_results(found: Any) -> None:
    assert found["results"] == ["FAILED", "PASSED", "SKIPPED", "UNKNOWN"]


def test_built_in_checks_of_arm(found: Any) -> None:
    assert found["arm"] == 166
    assert found["arm_graph"] == [
        "CKV2_AZURE_23", "CKV2_AZURE_49", "CKV2_AZURE_51", "CKV2_AZURE_52", "CKV2_AZURE_53", "CKV2_AZURE_54",
    ]  # fmt: skip
    assert found["arm_graph_types"] is True


def test_checks_of_the_candidates(found: Any) -> None:
    assert found["openstack"] == {
        "openstack_compute_instance_v2": ["CKV_OPENSTACK_4"],
        "openstack_compute_secgroup_v2": ["CKV_OPENSTACK_2", "CKV_OPENSTACK_3"],
        "openstack_fw_rule_v1": ["CKV_OPENSTACK_5"],
        "openstack_networking_secgroup_rule_v2": ["CKV_OPENSTACK_2", "CKV_OPENSTACK_3"],
    }
    known = set(terraform._types().values())
    assert found["openstack"].keys() & known == terraform.CHECKED
    assert found["provider"] == ["CKV_OPENSTACK_1"]
    assert (found["others"], found["wildcards"], found["terraform_graph"]) == ([], [], [])


def test_checks_fail_closed(found: Any) -> None:
    assert found["closed"] == ["policies.scan.inside.closed"] * 2


def test_runners_of_files(found: Any) -> None:
    assert found["runners"] == {name: name for name in FRAMEWORKS}


def test_outputs(found: Any) -> None:
    assert found["outputs"] == {
        "cli": True,
        "json": ["check_type", "results", "summary", "url"],
        "junit": 1,
        "sarif": "2.1.0",
    }


def test_the_vendors_main_program_is_not_needed(found: Any) -> None:
    assert found["modules"] == []
