"""Logs that cannot be changed, and alerts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi

from components.azure import names
from components.azure.accounts import Account, AccountShape, account
from components.azure.arm import AzurePlace, after, arm_id, inside, located, options, subscription
from components.azure.diagnostics import TO_AUDIT
from components.azure.endpoints import connect, home
from components.azure.sdk import monitor
from components.azure.sdk import operationalinsights as sdk
from components.contract.handles import AuditHandle, ServiceHandle
from components.contract.roles.audit import AlertRouteLinks, AlertRouteSpec, AuditSinkLinks, AuditSinkSpec

_GLOBAL = "global"
_MOST_SEARCHABLE_DAYS = 730
# Tables that are exported; those that do not exist yet are taken up when they appear.
_TABLES = ("AzureActivity", "AzureDiagnostics", "AuditLogs", "SigninLogs", "StorageBlobLogs", "Syslog", "Heartbeat")
_ACTIVITY = ("Administrative", "Security", "Policy", "Alert", "ServiceHealth", "ResourceHealth")
# Alert -> the operation of the activity log that raises it.
_ALERTS: Mapping[str, str] = {
    "key-vault-deleted": "Microsoft.KeyVault/vaults/delete",
    "role-assigned": "Microsoft.Authorization/roleAssignments/write",
    "lock-deleted": "Microsoft.Authorization/locks/delete",
    "firewall-changed": "Microsoft.Network/networkSecurityGroups/write",
    "log-setting-deleted": "Microsoft.Insights/diagnosticSettings/delete",
}


def audit_sink(place: AzurePlace, spec: AuditSinkSpec, links: AuditSinkLinks) -> AuditHandle:
    """A locked account for the whole retention, a workspace to search in, the export between them, private ingestion,
    and the subscription's activity log delivered into both.

    Deliberately not: ingestion or queries over the internet, shared keys of the workspace.
    """
    intent = place.site.intent
    label = names.audit_account(intent)
    # logs are appended to, and flow logs come from a trusted service of the cloud
    shape = AccountShape(locked_days=spec.retention_days, appends=True, trusted_services=True)
    locked = account(place, label, shape, links.key, suffix="-locked")
    subnet = home(place, links.segment)
    connect(place, "blob", target=locked.id, label=label, subnet=subnet)
    workspace = _workspace(place, spec)
    known = arm_id(place, "Microsoft.OperationalInsights/workspaces", names.workspace(intent))
    _export(place, workspace, locked)
    _private_ingestion(place, after(known, workspace), subnet)
    _activity(place, after(known, workspace), locked)
    return AuditHandle(urn=place.urn, bucket=locked.id, workspace=after(known, workspace))


def _workspace(place: AzurePlace, spec: AuditSinkSpec) -> pulumi.Resource:
    made: pulumi.Resource = sdk.Workspace(
        place.name,
        workspace_name=names.workspace(place.site.intent),
        sku=sdk.WorkspaceSkuArgs(name="PerGB2018"),
        retention_in_days=min(spec.retention_days, _MOST_SEARCHABLE_DAYS),
        public_network_access_for_ingestion="Disabled",
        public_network_access_for_query="Disabled",
        features=sdk.WorkspaceFeaturesArgs(
            disable_local_auth=True, enable_log_access_using_only_resource_permissions=True
        ),
        **located(place),
        opts=options(place, data=True),
    )
    return made


def _export(place: AzurePlace, workspace: pulumi.Resource, locked: Account) -> None:
    sdk.DataExport(
        f"{place.name}-export",
        data_export_name="to-locked-account",
        workspace_name=after(names.workspace(place.site.intent), workspace),
        resource_id=locked.id,
        table_names=list(_TABLES),
        enable=True,
        **inside(place),
        opts=options(place),
    )


def _private_ingestion(place: AzurePlace, workspace: pulumi.Output[str], subnet: pulumi.Input[str]) -> None:
    name = f"ampls-{place.label('audit-sink')}"
    scope = monitor.PrivateLinkScope(
        f"{place.name}-scope",
        scope_name=name,
        location=_GLOBAL,
        access_mode_settings=monitor.AccessModeSettingsArgs(
            ingestion_access_mode="PrivateOnly", query_access_mode="PrivateOnly"
        ),
        tags=place.tags(),
        **inside(place),
        opts=options(place),
    )
    member = monitor.PrivateLinkScopedResource(
        f"{place.name}-scope-workspace",
        name="workspace",
        scope_name=after(name, scope),
        linked_resource_id=workspace,
        **inside(place),
        opts=options(place),
    )
    known = after(arm_id(place, "Microsoft.Insights/privateLinkScopes", name), scope, member)
    connect(place, "azuremonitor", target=known, label=name, subnet=subnet)


def _activity(place: AzurePlace, workspace: pulumi.Output[str], locked: Account) -> None:
    """The cloud's own trail of the whole subscription: searched in the workspace, kept in the locked account."""
    monitor.DiagnosticSetting(
        f"{place.name}-activity",
        name=TO_AUDIT,
        resource_uri=subscription(place),
        workspace_id=workspace,
        storage_account_id=locked.id,
        logs=[monitor.DiagnosticsLogSettingsArgs(category=category, enabled=True) for category in _ACTIVITY],
        opts=options(place),
    )


def alert_route(place: AzurePlace, spec: AlertRouteSpec, links: AlertRouteLinks) -> ServiceHandle:
    """The function mailboxes on duty, and alerts on what an intruder or a mistake would do first."""
    label = place.label("alert-route")
    made = monitor.ActionGroup(
        place.name,
        action_group_name=label,
        group_short_name=label.replace("-", "")[:12],
        enabled=True,
        location=_GLOBAL,
        email_receivers=[
            monitor.MicrosoftCommonEmailReceiverArgs(
                name=contact.partition("@")[0], email_address=contact, use_common_alert_schema=True
            )
            for contact in spec.contacts
        ],
        tags=place.tags(),
        **inside(place),
        opts=options(place),
    )
    known = after(arm_id(place, "Microsoft.Insights/actionGroups", label), made)
    for alert, operation in _ALERTS.items():
        _alert(place, alert, operation, known)
    return ServiceHandle(urn=place.urn, id=known, name=after(label, made), address="")


def _alert(place: AzurePlace, name: str, operation: str, group: pulumi.Output[str]) -> None:
    monitor.ActivityLogAlert(
        f"{place.name}-{name}",
        activity_log_alert_name=f"alert-{name}",
        description=f"raised by {operation}",
        enabled=True,
        location=_GLOBAL,
        scopes=[subscription(place)],
        condition=_condition(operation),
        actions=monitor.ActionListArgs(action_groups=[monitor.ActionGroupArgs(action_group_id=group)]),
        tags=place.tags(),
        **inside(place),
        opts=options(place),
    )


def _condition(operation: str) -> Any:
    return monitor.AlertRuleAllOfConditionArgs(
        all_of=[
            monitor.AlertRuleAnyOfOrLeafConditionArgs(field="category", equals="Administrative"),
            monitor.AlertRuleAnyOfOrLeafConditionArgs(field="operationName", equals=operation),
        ]
    )
