"""Logs Data Platform: streams, who may enter, and what is sent there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds import flows
from policies.kinds.ovh.common import joint
from policies.kinds.readers import const, each, look, mapped, reads, unsayable
from policies.kinds.table import Entry, Inputs, Place


@reads("coldStorageEnabled", "coldStorageRetention")
def _retention_days(inputs: Inputs) -> Any:
    # the days of the searchable part stand behind the id of a retention, which is an order; archives are kept in years
    on, years = look(inputs, "coldStorageEnabled"), look(inputs, "coldStorageRetention")
    if UNKNOWN in (on, years):
        return UNKNOWN
    return years * 365 if on is True and isinstance(years, int | float) else None


@reads("queryAllowedNetworks", "directInputAllowedNetworks", "archiveAllowedNetworks")
def _cluster_public(inputs: Inputs) -> Any:
    lists = [
        look(inputs, name) for name in ("queryAllowedNetworks", "directInputAllowedNetworks", "archiveAllowedNetworks")
    ]
    # a list that is not set or empty lets everybody in
    if any(found in (None, [], ()) for found in lists):
        return True
    ranges = [item for found in lists if found is not UNKNOWN for item in each(found)]
    worlds = [item is not UNKNOWN and any(net in flows.WORLD for net in flows.peer(item)) for item in ranges]
    return True if any(worlds) else UNKNOWN if UNKNOWN in (*lists, *ranges) else False


_STREAM: Final = {
    "retention_days": _retention_days,
    **unsayable("encrypted", "customer_key", "immutable", "public"),
}

TABLE: Final[Mapping[str, Entry]] = {
    # the service account that streams belong to is ordered apart, and no input says where it lies
    "ovh:Dbaas/logsOutputGraylogStream:LogsOutputGraylogStream": Entry(
        "log.store", _STREAM, {"key": "encryptionKeysIds[]"}, named="title"
    ),
    "ovh:Dbaas/logsOutputOpenSearchIndex:LogsOutputOpenSearchIndex": Entry(
        "log.store",
        unsayable("retention_days", "encrypted", "customer_key", "immutable", "public"),
        named="",
    ),
    "ovh:Dbaas/logsOutputOpenSearchAlias:LogsOutputOpenSearchAlias": joint("of", "streams[]|indexes[]"),
    "ovh:Dbaas/logsCluster:LogsCluster": Entry(
        "log.store",
        {"public": _cluster_public, **unsayable("retention_days", "encrypted", "customer_key", "immutable")},
        named="",
    ),
    "ovh:Dbaas/logsRole:LogsRole": Entry("setting", place=Place.NOWHERE),
    "ovh:Dbaas/logsRolePermissionStream:LogsRolePermissionStream": joint("of", "streamId"),
    "ovh:Dbaas/logsToken:LogsToken": Entry(
        "iam.apikey",
        # a token of the log service has no end to be given
        {"owner": const("application"), **unsayable("expires")},
        place=Place.GLOBAL,
    ),
    "ovh:index/dbaasLogsEncryptionKey:DbaasLogsEncryptionKey": Entry("setting", place=Place.NOWHERE, named="title"),
    "ovh:CloudProject/regionLoadBalancerLogSubscription:RegionLoadBalancerLogSubscription": Entry(
        "log.sink",
        {"enabled": const(True), "categories": mapped("kind", lambda kind: (kind,), ())},
        {"of": "loadbalancerId", "store": "streamId"},
        place=Place.NOWHERE,
        named="",
    ),
}
