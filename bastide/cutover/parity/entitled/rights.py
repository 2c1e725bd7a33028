"""What a right of the intent means in neutral abilities, whatever a cloud calls them. Pure data.

`least`: without these a cloud does not give the right at all. `most`: what goes beyond is an entitlement of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Meaning(NamedTuple):
    """What one right means."""

    least: frozenset[str]
    most: frozenset[str]


_READ: Final = frozenset({"read-data", "read-logs", "use-keys"})
_WORK: Final = _READ | {"write-data", "delete-data"}
_RUN: Final = frozenset(
    {"manage-backups", "manage-compute", "manage-logs", "manage-network", "read-logs", "delete-data"}
)
_BUILD: Final = frozenset({"manage-compute", "manage-network"})
_WRITE: Final = frozenset({"read-data", "write-data"})

MEANINGS: Final[Mapping[str, Meaning]] = {
    "read": Meaning(frozenset({"read-data"}), _READ),
    "work": Meaning(_WRITE, _WORK),
    "review": Meaning(_WRITE, _WORK),
    # not: to read data, to manage keys, to hand out rights
    "administer": Meaning(_BUILD, _RUN | {"write-logs"}),
    "link": Meaning(frozenset({"manage-network"}), frozenset({"manage-network", "read-logs", "write-logs"})),
    # a deployer makes keys and rights; it does not read data
    "deploy": Meaning(_BUILD, _RUN | {"manage-iam", "manage-keys", "use-keys", "write-logs"}),
}
"""Right of a `Grant` role -> what it means."""

OWN: Final[Mapping[str, frozenset[str]]] = {
    "AuditSink": frozenset({"use-keys", "write-data", "write-logs"}),
    "Backup": frozenset({"manage-backups", "read-data", "use-keys"}),
    "Bastion": frozenset({"use-keys", "write-data", "write-logs"}),
    "Bucket": _WORK,
    "Cluster": frozenset({"manage-network", "use-keys"}),
    "Database": _WORK | {"manage-iam"},
    "FileShare": _WORK,
    "Key": frozenset({"use-keys"}),
    "KeyStore": frozenset({"manage-keys", "use-keys"}),
    "Portal": frozenset({"use-keys"}),
    "Registry": frozenset({"read-data", "use-keys", "write-data"}),
    "SiteLink": frozenset({"manage-network", "use-keys"}),
}
"""Kind of a role -> what the identities that it makes for itself may do. They differ from cloud to cloud, and a role
that needs one less has lost nothing; what goes beyond is an entitlement of its own."""
LATER: Final = "known-after-apply"
"""The ability of a right of which the plan does not know yet what it gives."""
