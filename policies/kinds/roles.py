"""Our own components: `bastide:storage:Bucket` is of the kind `role.Bucket`, whatever its cloud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policies.kinds.readers import at
from policies.kinds.table import Entry, Place

_ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "access": ("Bastion", "Grant", "Group", "IdentityProvider", "Relay", "ServiceAccount", "Workstation"),
    "area": ("Airlock", "Crossing", "Environment", "Project", "ProjectSpace"),
    "audit": ("AlertRoute", "AuditSink"),
    "compute": ("Cluster", "PackageMirror", "Registry"),
    "data": ("Database",),
    "keys": ("Certificate", "Key", "KeyStore", "Secret"),
    "net": (
        "EgressAllowList",
        "Firewall",
        "FlowLog",
        "InternalDns",
        "Network",
        "Portal",
        "ReplicationEndpoint",
        "Segment",
        "SiteLink",
        "SwitchedNames",
        "TimeSource",
    ),
    "storage": ("Backup", "Bucket", "FileShare", "Volume"),
}


def _role(name: str) -> Entry:
    reads = {"spec": at("spec", {}), "links": at("links", {}), "gaps": at("gaps", ())}
    return Entry(f"role.{name}", reads, place=Place.NOWHERE, named="")


TABLE: Final[Mapping[str, Entry]] = {
    f"bastide:{group}:{name}": _role(name) for group, names in _ROLES.items() for name in names
}


def refused(token: str) -> str:
    """No component of ours is refused; one that is not in the table is unknown."""
    return ""
