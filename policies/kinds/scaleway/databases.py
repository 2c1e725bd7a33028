"""Managed databases, their lists of ranges and their backups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds import flows
from policies.kinds.readers import any_of, at, const, each, inverse, joined, look, mapped, reads, unsayable
from policies.kinds.scaleway.common import LOCATION, TAGS, joint
from policies.kinds.table import Entry, Inputs, Place, Reader


def ranges(path: str, name: str) -> Reader:
    """The ranges of a list of rules as a tuple of CIDR texts; None where the list is not set."""

    @reads(f"{path}[].{name}")
    def read(inputs: Inputs) -> Any:
        rules = look(inputs, path)
        if rules is None or rules is UNKNOWN:
            return rules
        return joined(tuple(flows.peer(UNKNOWN if rule is UNKNOWN else look(rule, name)) for rule in each(rules)))

    return read


def given(path: str) -> Reader:
    """Whether a block is there, even an empty one: `publicNetwork: {}` is a public endpoint."""

    @reads(path)
    def read(inputs: Inputs) -> bool:
        return look(inputs, path) not in (None, [], ())

    return read


def endpoint(private: str, *public: str) -> Reader:
    """Whether a service has a public endpoint: where one is asked for, and where no private one is."""
    asked, inside = [given(path) for path in public], given(private)

    @reads(private, *public)
    def read(inputs: Inputs) -> bool:
        return any(reader(inputs) for reader in asked) or not inside(inputs)

    return read


@reads("disableBackup", "backupScheduleRetention")
def _backup_days(inputs: Inputs) -> Any:
    off = look(inputs, "disableBackup")
    return off if off is UNKNOWN else 0 if off else look(inputs, "backupScheduleRetention")


@reads("isSnapshotScheduleEnabled", "snapshotScheduleRetentionDays")
def _snapshot_days(inputs: Inputs) -> Any:
    on = look(inputs, "isSnapshotScheduleEnabled")
    return on if on is UNKNOWN else look(inputs, "snapshotScheduleRetentionDays") if on else 0


def _more_than_one(path: str) -> Reader:
    return mapped(path, lambda count: isinstance(count, int | float) and count > 1, False)


_SNAPSHOT: Final = unsayable(
    "interval_hours",
    "keep_days",
    "immutable",
    "encrypted",
    "customer_key",
    "geo_redundant",
    "copy_location",
    "several_zones",
)
_NOTHING_MORE: Final = unsayable("encrypted", "customer_key", "deletion_protection", "audit_logs", "backup_hours")

TABLE: Final[Mapping[str, Entry]] = {
    "scaleway:databases/instance:Instance": Entry(
        "db",
        {
            "encrypted": at("encryptionAtRest", False),
            # under keys of the provider, always (reference of the provider on encryption at rest)
            "customer_key": const(False),
            "public": endpoint("privateNetwork", "loadBalancer"),
            # everybody until a list says otherwise
            "allowed": const(flows.WORLD),
            "backup_days": _backup_days,
            "backup_hours": at("backupScheduleFrequency"),
            "backup_location": mapped("backupSameRegion", lambda same_one: "same" if same_one is True else None),
            "geo_redundant": inverse(at("backupSameRegion", False)),
            "highly_available": at("isHaCluster", False),
            "plan": at("nodeType"),
            **unsayable("tls_min", "deletion_protection", "audit_logs"),
        },
        {"network": "privateNetwork.pnId"},
        location=LOCATION,
        tags=TAGS,
        combine={"public": any_of},
    ),
    "scaleway:databases/acl:Acl": Entry(
        "db",
        {"allowed": ranges("aclRules", "ip")},
        {"instance": "instanceId"},
        place=Place.NOWHERE,
        named="",
        of="instance",
    ),
    "scaleway:databases/readReplica:ReadReplica": Entry(
        "db",
        # a second door to the same data
        {"public": endpoint("privateNetwork", "directAccess")},
        {"instance": "instanceId", "network": "privateNetwork.privateNetworkId"},
        place=Place.NOWHERE,
        named="",
        of="instance",
    ),
    "scaleway:databases/database:Database": joint("of", "instanceId"),
    "scaleway:databases/user:User": joint("of", "instanceId"),
    "scaleway:databases/privilege:Privilege": joint("of", "instanceId"),
    "scaleway:databases/databaseBackup:DatabaseBackup": Entry(
        "backup",
        {
            # logical backups are not encrypted (reference of the provider on encryption at rest)
            "encrypted": const(False),
            "customer_key": const(False),
            **unsayable("interval_hours", "keep_days", "immutable", "geo_redundant", "copy_location", "several_zones"),
        },
        {"of": "instanceId"},
        location=LOCATION,
    ),
    "scaleway:databases/snapshot:Snapshot": Entry(
        "backup",
        _SNAPSHOT,
        {"of": "instanceId"},
        location=LOCATION,
    ),
    "scaleway:databases/serverlessDatabase:ServerlessDatabase": Entry(
        "db",
        {
            # it has no private network to be attached to
            "public": const(True),
            "allowed": const(flows.WORLD),
            **_NOTHING_MORE,
            **unsayable("tls_min", "backup_days", "backup_location", "geo_redundant", "highly_available", "plan"),
        },
        location=LOCATION,
    ),
    "scaleway:mongodb/instance:Instance": Entry(
        "db",
        {
            "public": endpoint("privateNetwork", "publicNetwork"),
            "allowed": const(flows.WORLD),
            "backup_days": _snapshot_days,
            "highly_available": _more_than_one("nodeNumber"),
            "plan": at("nodeType"),
            **_NOTHING_MORE,
            "backup_hours": at("snapshotScheduleFrequencyHours"),
            **unsayable("tls_min", "backup_location", "geo_redundant"),
        },
        {"network": "privateNetwork.pnId"},
        location=LOCATION,
        tags=TAGS,
    ),
    "scaleway:mongodb/user:User": joint("of", "instanceId"),
    "scaleway:mongodb/snapshot:Snapshot": Entry(
        "backup",
        _SNAPSHOT,
        {"of": "instanceId"},
        location=LOCATION,
    ),
    "scaleway:redis/cluster:Cluster": Entry(
        "db",
        {
            "public": endpoint("privateNetworks", "publicNetwork"),
            "allowed": ranges("acls", "ip"),
            # whose lowest version nobody says
            "tls_min": mapped("tlsEnabled", lambda on: None if on is True else "none", "none"),
            "highly_available": _more_than_one("clusterSize"),
            "plan": at("nodeType"),
            # a cache without backups
            "backup_days": const(0),
            **_NOTHING_MORE,
            **unsayable("backup_location", "geo_redundant"),
        },
        {"network": "privateNetworks[].id"},
        location=LOCATION,
        tags=TAGS,
    ),
    "scaleway:opensearch/deployment:Deployment": Entry(
        "db",
        {
            "public": endpoint("privateNetwork"),
            "allowed": const(flows.WORLD),
            "plan": at("nodeType"),
            **_NOTHING_MORE,
            **unsayable("tls_min", "backup_days", "backup_location", "geo_redundant", "highly_available"),
        },
        {"network": "privateNetwork.privateNetworkId"},
        location=LOCATION,
        tags=TAGS,
    ),
    "scaleway:opensearch/user:User": joint("of", "deploymentId"),
    "scaleway:datawarehouse/deployment:Deployment": Entry(
        "db",
        {
            "public": endpoint("privateNetwork", "publicNetworks"),
            "allowed": const(flows.WORLD),
            "highly_available": _more_than_one("replicaCount"),
            **_NOTHING_MORE,
            **unsayable("tls_min", "backup_days", "backup_location", "geo_redundant", "plan"),
        },
        {"network": "privateNetwork.pnId"},
        location=LOCATION,
        tags=TAGS,
    ),
    "scaleway:datawarehouse/database:Database": joint("of", "deploymentId"),
    "scaleway:datawarehouse/user:User": joint("of", "deploymentId"),
}
