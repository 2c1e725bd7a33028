"""Run inside checkov's environment by the tests: `python -I inside_checkov.py ROOT WHAT`; prints JSON."""

# ruff: noqa: E402

from __future__ import annotations

import json
import logging
import os
import re
import sys
from pathlib import Path
from typing import Any

os.environ["LOG_LEVEL"] = "CRITICAL"
sys.path.append(sys.argv[1])
logging.disable(logging.CRITICAL)

from policies.scan.inside import closed, internals


def contract() -> dict[str, Any]:
    """Everything that the runner uses of checkov, looked at once."""
    arm, terraform = internals.arm_registry(), internals.terraform_registry()
    closed.install()
    report = internals.report("pulumi")
    record = internals.record(
        check_id="X_1",
        check_name="n",
        check_result={"result": internals.result_type().FAILED},
        code_block=[],
        file_path="/a",
        file_line_range=[1, 1],
        resource="r",
        evaluations=None,
        check_class="",
        file_abs_path="/a",
        severity=internals.severity("critical"),
        details=["d"],
    )
    report.add_resource("r")
    report.add_record(record)
    graph_checks = internals.arm_graph_checks()
    return {
        "version": internals.version(),
        "results": sorted(item.name for item in internals.result_type()),
        "arm": len({check.id for _, check in arm.all_checks()}),
        "arm_graph": sorted(check.id for check in graph_checks),
        "arm_graph_types": all(
            isinstance(check.resource_types, list) and check.resource_types for check in graph_checks
        ),
        "openstack": {
            kind: sorted(check.id for check in checks)
            for kind, checks in terraform.checks.items()
            if kind.startswith("openstack_")
        },
        "others": sorted(
            {kind for kind in terraform.checks if re.match("(ovh|scaleway|outscale|numspot|cloudtemple)_", kind)}
        ),
        "wildcards": [*arm.wildcard_checks, *terraform.wildcard_checks],
        "provider": sorted(check.id for check in internals.provider_registry().get_checks("openstack")),
        "terraform_graph": sorted(
            path.name
            for path in (Path(sys.modules["checkov"].__path__[0]) / "terraform/checks/graph_checks").rglob("*.*")
            if path.suffix in (".yaml", ".json") and "openstack" in path.read_text(encoding="utf-8")
        ),
        "closed": [
            internals.check_registry().run_check.__module__,
            internals.graph_registry_base().run_check_parallel.__module__,
        ],
        "runners": {name: internals.file_runner(name).check_type for name in internals.FILE_RUNNERS},
        "outputs": {
            "cli": "X_1" in report.print_console(is_compact=True),
            "json": sorted(report.get_dict(url="none")),
            "junit": len(report.get_test_suite().test_cases),
            "sarif": internals.sarif([report])["version"],
        },
        "modules": sorted(name for name in ("checkov.main",) if name in sys.modules),
    }


def world() -> dict[str, dict[str, bool]]:
    """Spelling of the world -> whether the built-in checks of port 22 see it, in ARM and in azurerm."""
    arm = next(check for check in internals.arm_registry().get_checks(_ARM) if check.id == "CKV_AZURE_10")
    terraform = internals.terraform_registry().get_checks("azurerm_network_security_rule")
    azurerm = next(check for check in terraform if check.id == "CKV_AZURE_10")
    failed = internals.result_type().FAILED
    found = {}
    for source in json.loads(sys.argv[3]):
        rule = {
            "access": "Allow",
            "direction": "Inbound",
            "protocol": "Tcp",
            "destinationPortRange": "22",
            "sourceAddressPrefix": source,
        }
        body = {"type": _ARM, "name": "n", "properties": {"securityRules": [{"name": "r", "properties": rule}]}}
        snake = {re.sub("([A-Z])", r"_\1", key).lower(): value for key, value in rule.items()}
        form = internals.terraform_form("azurerm_network_security_rule", snake)
        found[source] = {
            "arm": closed.run(arm, body, "n", _ARM)["result"] is failed,
            "azurerm": closed.run(azurerm, form, "n", "azurerm_network_security_rule")["result"] is failed,
        }
    return found


_ARM = "Microsoft.Network/networkSecurityGroups"

if __name__ == "__main__":
    print(json.dumps({"contract": contract, "world": world}[sys.argv[2]]()))
