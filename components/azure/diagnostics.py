"""Diagnostic settings: what a resource logs goes to the platform's workspace."""

from __future__ import annotations

import pulumi

from components.azure import names
from components.azure.arm import AzurePlace, hub_id, options
from components.azure.sdk import monitor

TO_AUDIT = "to-audit"


def workspace_id(place: AzurePlace) -> str:
    return hub_id(place, "Microsoft.OperationalInsights/workspaces", names.workspace(place.site.intent))


def logs(place: AzurePlace, suffix: str, resource: pulumi.Input[str], *, group: str = "audit") -> None:
    """Send a category group (`audit`, or `allLogs`) of a resource's logs to the workspace.

    The workspace's id is text: in the hub nothing waits for it, because roles that log stand before the audit sink in
    the role tree. A setting that comes too early fails and is made by the next run; nothing is open meanwhile.
    """
    monitor.DiagnosticSetting(
        f"{place.name}-{suffix}",
        name=TO_AUDIT,
        resource_uri=resource,
        workspace_id=workspace_id(place),
        logs=[monitor.DiagnosticsLogSettingsArgs(category_group=group, enabled=True)],
        opts=options(place),
    )
