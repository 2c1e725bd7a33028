"""All that the runner uses of checkov, in one place. It is internal there: a test pins each name to one version.

checkov is in no environment of ours, hence no types. Each part is imported when it is first asked for: the checks of
Terraform alone take a second.
"""

# ruff: noqa: PLC0415
# mypy: disable-error-code="import-not-found"

from __future__ import annotations

from typing import Any, Final

VERSION: Final = "3.3.30"

FILE_RUNNERS: Final = {
    "dockerfile": "checkov.dockerfile.runner",
    "github_actions": "checkov.github_actions.runner",
    "gitlab_ci": "checkov.gitlab_ci.runner",
    "secrets": "checkov.secrets.runner",
}
"""Frameworks for files of a repository. None of them asks the network."""


def version() -> str:
    from checkov.version import version as found

    return str(found)


def result_type() -> Any:
    """The enum of results: PASSED, FAILED, SKIPPED, UNKNOWN (does not apply)."""
    from checkov.common.models.enums import CheckResult

    return CheckResult


def check_registry() -> Any:
    """The class whose `run_check` runs every Python check."""
    from checkov.common.checks.base_check_registry import BaseCheckRegistry

    return BaseCheckRegistry


def graph_registry_base() -> Any:
    """The class whose `run_check_parallel` runs every graph check."""
    from checkov.common.graph.checks_infra.registry import BaseRegistry

    return BaseRegistry


def arm_registry() -> Any:
    import checkov.arm.checks.resource
    from checkov.arm.registry import arm_resource_registry

    assert checkov.arm.checks.resource
    return arm_resource_registry


def terraform_registry() -> Any:
    import checkov.terraform.checks.resource.openstack
    from checkov.terraform.checks.resource.registry import resource_registry

    assert checkov.terraform.checks.resource.openstack
    return resource_registry


def provider_registry() -> Any:
    import checkov.terraform.checks.provider.openstack.credentials
    from checkov.terraform.checks.provider.registry import provider_registry as found

    assert checkov.terraform.checks.provider.openstack.credentials
    return found


def terraform_form(entity: str, body: dict[str, Any]) -> dict[str, Any]:
    """A resource in the form that checks of Terraform read: every value in a list."""
    from checkov.terraform.plan_parser import _hclify

    found: dict[str, Any] = _hclify(obj=body, resource_type=entity)
    return found


def arm_graph(resources: list[dict[str, Any]]) -> Any:
    """The graph of ARM resources, ready for graph checks."""
    from checkov.arm.graph_builder.local_graph import ArmLocalGraph
    from checkov.arm.graph_manager import ArmGraphManager
    from checkov.common.graph.db_connectors.rustworkx.rustworkx_db_connector import RustworkxConnector

    manager = ArmGraphManager(db_connector=RustworkxConnector())
    graph = ArmLocalGraph(definitions={"/plan.json": {"resources": resources}})
    graph.build_graph(render_variables=False)
    manager.save_graph(graph)
    return manager.get_reader_endpoint()


def arm_graph_checks() -> list[Any]:
    from checkov.common.checks_infra.registry import get_graph_checks_registry

    registry = get_graph_checks_registry("arm")
    registry.load_checks()
    return list(registry.checks)


def runner_filter(framework: str) -> Any:
    from checkov.runner_filter import RunnerFilter

    return RunnerFilter(
        framework=[framework],
        show_progress_bar=False,
        run_image_referencer=False,
        # without it, files of most languages are left out
        enable_secret_scan_all_files=True,
    )


def file_runner(framework: str) -> Any:
    """A runner for files. KeyError for a framework that is not among `FILE_RUNNERS`."""
    from importlib import import_module

    return import_module(FILE_RUNNERS[framework]).Runner()


def report(check_type: str) -> Any:
    from checkov.common.output.report import Report

    return Report(check_type)


def record(**fields: Any) -> Any:
    from checkov.common.output.record import Record

    return Record(**fields)


def severity(name: str) -> Any:
    """checkov's severity of that name; None for ""."""
    from checkov.common.bridgecrew.severities import get_severity

    return get_severity(name)


def sarif(reports: list[Any]) -> dict[str, Any]:
    from checkov.common.output.sarif import Sarif

    found: dict[str, Any] = Sarif(reports, "checkov").json
    return found


def json_text(document: Any) -> str:
    import json

    from checkov.common.util.json_utils import CustomJSONEncoder

    return json.dumps(document, indent=2, cls=CustomJSONEncoder)
