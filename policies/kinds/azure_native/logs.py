"""Logs, their stores and alerts of azure-native."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.azure_native.flows import hosts_of
from policies.kinds.azure_native.reading import (
    Readers,
    any_of,
    computed,
    folded,
    inside,
    joint,
    number,
    standing,
    unless,
    whole,
    worldwide,
)
from policies.kinds.readers import NOT_SAYABLE, at, const, each, is_set, look, mapped, reads, texts
from policies.kinds.table import Entry, Inputs, Place, Reader

_STORES: Final = ("workspaceId", "storageAccountId", "eventHubAuthorizationRuleId", "marketplacePartnerId")


def _delivered(logs: Any) -> Iterator[Any]:
    """Categories and groups of categories that are switched on."""
    if logs is UNKNOWN:
        yield UNKNOWN
    for log in each(logs):
        enabled = UNKNOWN if log is UNKNOWN else look(log, "enabled")
        if enabled is UNKNOWN:
            yield UNKNOWN
        elif enabled is True:
            category = look(log, "category")
            yield look(log, "categoryGroup") if category is None else category


@reads("logs[].category", "logs[].categoryGroup", "logs[].enabled")
def _categories(inputs: Inputs) -> tuple[Any, ...]:
    return hosts_of(item for item in _delivered(look(inputs, "logs")) if item is not None)


@reads("logs[].enabled", *_STORES)
def _sends(inputs: Inputs) -> Any:
    """Something is switched on and goes somewhere."""
    delivered = _categories(inputs)
    if not any(is_set(store)(inputs) for store in _STORES) or not delivered:
        return False
    return UNKNOWN if all(item is UNKNOWN for item in delivered) else True


@computed("retentionInDays", "features.immediatePurgeDataOn30Days")
def _workspace_days(kept: Any, purged: Any) -> Any:
    """Days; 30 where nothing is said (documentation of Log Analytics) or where everything goes after 30."""
    return 30 if purged is True or kept is None else number(kept)


def _logs(days: Reader, customer_key: Reader) -> Readers:
    return {
        # documentation of Azure Monitor: logs are encrypted at rest, with keys of the service by default
        "encrypted": const(True),
        "customer_key": customer_key,
        "retention_days": days,
        # rows can be purged; what must stay is exported (DataExport)
        "immutable": const(False),
        "public": any_of(
            unless("publicNetworkAccessForIngestion", "Disabled"), unless("publicNetworkAccessForQuery", "Disabled")
        ),
    }


@computed("totalRetentionInDays", "retentionInDays")
def _table_days(total: Any, days: Any) -> Any:
    # -1 is what the workspace or the shorter setting says
    return next((value for value in (number(total), number(days)) if value is not None and value > 0), None)


@reads("condition.allOf[].equals", "condition.allOf[].containsAny")
def _events(inputs: Inputs) -> Any:
    conditions = look(inputs, "condition.allOf")
    return UNKNOWN if conditions is UNKNOWN else tuple(_raises(conditions))


def _raises(conditions: Any) -> Iterator[Any]:
    for condition in each(conditions):
        if condition is UNKNOWN:
            yield UNKNOWN
            continue
        nested = look(condition, "anyOf")
        if nested is not None:
            yield from _raises(nested)
        elif folded(look(condition, "field")) in ("operationname", "category"):
            yield from (value for value in (look(condition, "equals"), *each(look(condition, "containsAny"))) if value)


_RECEIVERS: Final = (
    "emailReceivers[].emailAddress",
    "smsReceivers[].phoneNumber",
    "voiceReceivers[].phoneNumber",
    "webhookReceivers[].serviceUri",
    "eventHubReceivers[].eventHubName",
    "azureAppPushReceivers[].emailAddress",
    "logicAppReceivers[].resourceId",
    "azureFunctionReceivers[].functionAppResourceId",
    "automationRunbookReceivers[].automationAccountId",
    "itsmReceivers[].connectionId",
    "armRoleReceivers[].roleId",
)


@reads(*_RECEIVERS)
def _contacts(inputs: Inputs) -> Any:
    found = [look(inputs, path) for path in _RECEIVERS]
    return hosts_of(item for value in found for item in ([UNKNOWN] if value is UNKNOWN else value or ()))


TABLE: Final[Mapping[str, Entry]] = {
    "azure-native:applicationinsights:Component": standing(
        "log.store", _logs(whole("retentionInDays", 90), NOT_SAYABLE), named="resourceName"
    ),
    "azure-native:monitor:ActionGroup": worldwide(
        "log.alert",
        {"enabled": at("enabled", False), "events": const(()), "contacts": _contacts},
        named="actionGroupName",
    ),
    "azure-native:monitor:ActivityLogAlert": worldwide(
        "log.alert",
        {"enabled": at("enabled", True), "events": _events, "contacts": texts("actions.actionGroups[].actionGroupId")},
        named="activityLogAlertName",
    ),
    "azure-native:monitor:DiagnosticSetting": Entry(
        "log.sink",
        {"enabled": _sends, "categories": _categories},
        {"of": "resourceUri", "store": "|".join(_STORES)},
        place=Place.NOWHERE,
        # every resource may have one of the same name
        named="",
    ),
    "azure-native:monitor:PrivateLinkScope": joint(named="scopeName", tags=at("tags")),
    "azure-native:monitor:PrivateLinkScopedResource": joint("linkedResourceId"),
    "azure-native:operationalinsights:Cluster": joint(
        named="clusterName", tags=at("tags"), key="keyVaultProperties.keyName"
    ),
    "azure-native:operationalinsights:DataExport": Entry(
        "log.sink",
        {"enabled": at("enable", False), "categories": texts("tableNames")},
        {"of": "workspaceName", "store": "resourceId"},
        place=Place.NOWHERE,
        named="dataExportName",
    ),
    "azure-native:operationalinsights:LinkedService": joint("workspaceName"),
    "azure-native:operationalinsights:LinkedStorageAccount": joint("workspaceName"),
    "azure-native:operationalinsights:SavedSearch": joint("workspaceName"),
    "azure-native:operationalinsights:Table": inside(
        "log.store",
        {
            "encrypted": NOT_SAYABLE,
            "customer_key": NOT_SAYABLE,
            "retention_days": _table_days,
            "immutable": const(False),
            "public": NOT_SAYABLE,
        },
        {"workspace": "workspaceName"},
        of="workspace",
        named="",
        like="workspace",
    ),
    "azure-native:operationalinsights:Workspace": standing(
        "log.store",
        # only a dedicated cluster takes a key; whether that one has one is the cluster's to say
        _logs(_workspace_days, mapped("features.clusterResourceId", lambda _: None, False)),
        named="workspaceName",
    ),
}
