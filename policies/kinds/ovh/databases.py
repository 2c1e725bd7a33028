"""Managed databases, their users and their logs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds import flows
from policies.kinds.ovh.common import joint
from policies.kinds.readers import at, const, each, joined, look, mapped, reads, unsayable
from policies.kinds.table import Entry, Inputs, Place


@reads("nodes[].networkId")
def _public(inputs: Inputs) -> Any:
    nodes = look(inputs, "nodes")
    if nodes is UNKNOWN:
        return UNKNOWN
    # a node without a private network has a public address
    inside = [node if node is UNKNOWN else look(node, "networkId") not in (None, "") for node in each(nodes)]
    return True if False in inside or not inside else UNKNOWN if UNKNOWN in inside else False


@reads("ipRestrictions[].ip")
def _allowed(inputs: Inputs) -> Any:
    found = look(inputs, "ipRestrictions")
    if found is None or found is UNKNOWN:
        return found
    return joined(tuple(flows.peer(UNKNOWN if item is UNKNOWN else look(item, "ip")) for item in each(found)))


@reads("nodes[].region")
def _location(inputs: Inputs) -> Any:
    regions = look(inputs, "nodes[].region")
    if regions is None or regions is UNKNOWN:
        return regions
    if UNKNOWN in regions:
        return UNKNOWN
    # several regions in one text are no place at all
    return " / ".join(dict.fromkeys(map(str, regions))) or None


@reads("backupRegions", "nodes[].region")
def _backup_location(inputs: Inputs) -> Any:
    own, chosen = _location(inputs), look(inputs, "backupRegions")
    if UNKNOWN in (own, chosen) or UNKNOWN in (chosen or ()):
        return UNKNOWN
    regions = tuple(map(str, each(chosen)))
    others = [region for region in dict.fromkeys(regions) if region.casefold() != str(own).casefold()]
    return None if not regions else " / ".join(others) or "same"


@reads("nodes")
def _highly_available(inputs: Inputs) -> Any:
    nodes = look(inputs, "nodes")
    return nodes if nodes is UNKNOWN else len(list(each(nodes))) > 1


def _is_empty(value: Any) -> bool:
    return value in ((), [])


_DATABASE: Final = Entry(
    "db",
    {
        # always, nodes and backups, under keys of OVHcloud (its documentation of 2023-05-23)
        "encrypted": const(True),
        "customer_key": const(False),
        "public": _public,
        "allowed": _allowed,
        "backup_location": _backup_location,
        # backups go to another site of OVHcloud's choice where none is named (the same documentation)
        "geo_redundant": mapped("backupRegions", _is_empty, True),
        "highly_available": _highly_available,
        "deletion_protection": at("deletionProtection", False),
        "plan": at("plan"),
        # how long backups are kept goes by the plan and stands in no input; logs are sent by a subscription
        **unsayable("tls_min", "backup_days", "backup_hours", "audit_logs"),
    },
    {"network": "nodes[].subnetId|nodes[].networkId"},
    location=_location,
    named="description",
)

_OF: Final = "clusterId"
_SETTINGS: Final = (
    "ovh:CloudProjectDatabase/databaseInstance:DatabaseInstance",
    "ovh:CloudProjectDatabase/integration:Integration",
    "ovh:CloudProjectDatabase/kafkaAcl:KafkaAcl",
    "ovh:CloudProjectDatabase/kafkaSchemaRegistryAcl:KafkaSchemaRegistryAcl",
    "ovh:CloudProjectDatabase/kafkaTopic:KafkaTopic",
    "ovh:CloudProjectDatabase/mongoDbUser:MongoDbUser",
    "ovh:CloudProjectDatabase/opensearchPattern:OpensearchPattern",
    "ovh:CloudProjectDatabase/opensearchUser:OpensearchUser",
    "ovh:CloudProjectDatabase/postgresSqlConnectionPool:PostgresSqlConnectionPool",
    "ovh:CloudProjectDatabase/postgresSqlUser:PostgresSqlUser",
    "ovh:CloudProjectDatabase/user:User",
    "ovh:index/cloudProjectDatabaseClickhouseUser:CloudProjectDatabaseClickhouseUser",
    "ovh:index/cloudProjectDatabaseValkeyUser:CloudProjectDatabaseValkeyUser",
)

TABLE: Final[Mapping[str, Entry]] = {
    "ovh:CloudProject/database:Database": _DATABASE,
    "ovh:CloudProjectDatabase/logSubscription:LogSubscription": Entry(
        "log.sink",
        {"enabled": const(True), "categories": mapped("kind", lambda kind: (kind,), ())},
        {"of": _OF, "store": "streamId"},
        place=Place.NOWHERE,
        named="",
    ),
    **{token: joint("of", _OF) for token in _SETTINGS},
}
