"""checkov's own command line on the same resources as a Terraform plan, beside our rules and our scan: wall and memory.

The plan has what checkov needs and no more (`planned_values`), which is its quicker form. A benchmark states; the only
thing held is that both saw the same open ports.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plan.model import LayerPlan, PlannedResource
from policies.context import Context, Wanted
from policies.evaluate import evaluate
from policies.profiles import profile
from policies.rules import rules
from policies.scan import environment, terraform
from policies.scan.errors import ScanFailed
from policies.scan.scan import scan
from policies.view import View

pytestmark = [pytest.mark.bench, pytest.mark.xdist_group("checkov")]

RULE = "openstack:networking/secGroupRule:SecGroupRule"
SERVER = "openstack:compute/instance:Instance"
ON = date(2026, 11, 28)
ARGUMENTS = ("--framework", "terraform_plan", "--skip-download", "--quiet", "--compact", "-o", "json")
EVERY = 10
"""One rule of so many is open to the world on port 22."""


def layer(size: int) -> LayerPlan:
    """Security-group rules and servers of OpenStack, nine to one."""
    return LayerPlan("bench", "bench", "ovhcloud", "builtin", "none", tuple(map(_resource, range(size))))


def _resource(index: int) -> PlannedResource:
    server = index % 10 == 9
    inputs: dict[str, Any] = {"name": f"vm-{index}", "flavorName": "b3-8", "region": "GRA11"}
    if not server:
        source = "0.0.0.0/0" if index % EVERY == 0 else f"10.{index // 250 % 250}.{index % 250}.0/24"
        inputs = {
            "direction": "ingress",
            "ethertype": "IPv4",
            "protocol": "tcp",
            "portRangeMin": 22,
            "portRangeMax": 22,
            "remoteIpPrefix": source,
            "securityGroupId": f"group-{index % 20}",
        }
    token = SERVER if server else RULE
    return PlannedResource(f"urn:pulumi:bench::bastide::{token}::r{index}", token, f"r{index}", True, inputs=inputs)


def terraform_plan(plan: LayerPlan) -> dict[str, Any]:
    resources = []
    for resource in plan.resources:
        kind = terraform.type_of(resource.type)
        values = terraform.configuration(resource.inputs)
        address = {"address": f"{kind}.{resource.name}", "type": kind, "name": resource.name, "mode": "managed"}
        resources.append({**address, "values": values})
    return {
        "format_version": "1.2",
        "terraform_version": "1.6.6",
        "planned_values": {"root_module": {"resources": resources}},
    }


@pytest.mark.parametrize("size", [1_000, 10_000])
def test_beside_checkov(benchmark: Any, request: pytest.FixtureRequest, tmp_path: Path, size: int) -> None:
    if size > 1_000 and request.config.getoption("benchmark_disable"):
        pytest.skip("minutes of checkov; only when it is measured")
    try:
        where = environment.find()
    except ScanFailed as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no checkov: {error.found}")
    plan = layer(size)
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(terraform_plan(plan)), encoding="utf-8")

    ours = benchmark.pedantic(lambda: our_rules(plan), rounds=3, warmup_rounds=1)
    assert ours > 0
    seconds, megabytes, theirs = their_command(where, file, tmp_path)
    began = time.perf_counter()
    report = scan([plan], environment=where)
    scanned = time.perf_counter() - began
    expected = size // EVERY
    assert theirs == expected
    assert sum(item.check == "CKV_OPENSTACK_2" and item.outcome == "failed" for item in report.findings) == expected
    noted = {
        "checkov": f"{where.version}: checkov -f plan.json {' '.join(ARGUMENTS)}",
        "checkov_seconds": round(seconds, 1),
        "checkov_megabytes": round(megabytes),
        "scan_seconds": round(scanned, 1),
        "python": sys.version.split()[0],
    }
    if benchmark.stats is not None:
        best = float(benchmark.stats.stats.min)
        noted |= {"rules_seconds": round(best, 3), "times_as_long": round(seconds / best)}
    benchmark.extra_info.update(noted)


def our_rules(plan: LayerPlan) -> int:
    """All rules of the profile `target` over the plan; gives how many failures there are."""
    view = View([plan])
    context = Context(ON, profile("target"), view, Wanted(), ())
    done = evaluate(view, {plan.layer: context}, tuple(rules().values()))
    return sum(finding.result == "fail" for finding in done.findings)


def their_command(where: environment.Environment, file: Path, folder: Path) -> tuple[float, float, int]:
    """Wall, peak memory of the process, and how often it found port 22 open."""
    answer = folder / "answer.json"
    command = [str(where.python), "-I", "-m", "checkov.main", "-f", str(file), *ARGUMENTS]
    surroundings = {"PATH": os.defpath, "HOME": str(folder), "LOG_LEVEL": "CRITICAL"}
    began = time.perf_counter()
    with answer.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, env=surroundings, cwd=folder)
        _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    seconds = time.perf_counter() - began
    unit = 1 if sys.platform == "darwin" else 1024
    failed = json.loads(answer.read_bytes())["results"]["failed_checks"]
    count = sum(record["check_id"] == "CKV_OPENSTACK_2" for record in failed)
    return seconds, usage.ru_maxrss * unit / 1024 / 1024, count
