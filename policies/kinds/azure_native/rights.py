"""What roles of Azure allow, in neutral abilities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any, Final, NamedTuple

from plan.values import UNKNOWN
from policies.kinds.azure_native.reading import folded


class Role(NamedTuple):
    """One role. `gives_roles`: may give others any role, so it has every right unless a condition forbids."""

    name: str
    capabilities: frozenset[str]
    wildcard: bool = False
    gives_roles: bool = False


ALL: Final = frozenset({"all"})
# Contributor is `*` without rights; an account's own keys open its data only where they are switched on (`shared_key`)
_CONTRIBUTES: Final = frozenset(
    {"manage-network", "manage-compute", "manage-keys", "manage-backups", "manage-logs", "read-logs", "delete-data"}
)
_DATA: Final = frozenset({"read-data", "write-data", "delete-data"})

# Built-in roles; their ids are the same in every tenant. A role that is not here may be anything.
ROLES: Final[Mapping[str, Role]] = {
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": Role("Owner", ALL, wildcard=True),
    "b24988ac-6180-42a0-ab88-20f7382dd24c": Role("Contributor", _CONTRIBUTES, wildcard=True),
    "acdd72a7-3385-48ef-bd42-f606fba81ae7": Role("Reader", frozenset({"read-logs"})),
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": Role(
        "User Access Administrator", frozenset({"manage-iam"}), gives_roles=True
    ),
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168": Role(
        "Role Based Access Control Administrator", frozenset({"manage-iam"}), gives_roles=True
    ),
    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1": Role("Storage Blob Data Reader", frozenset({"read-data"})),
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe": Role("Storage Blob Data Contributor", _DATA),
    "fb879df8-f326-4884-b1cf-06f3ad86be52": Role("Virtual Machine User Login", frozenset()),
    "e147488a-f6f5-4113-8e2d-b22465e65bf6": Role("Key Vault Crypto Service Encryption User", frozenset({"use-keys"})),
    "14b46e9e-c2b7-41b4-b07b-48a6ebf60603": Role("Key Vault Crypto Officer", frozenset({"manage-keys", "use-keys"})),
    "4633458b-17de-408a-b874-0445c86b69e6": Role("Key Vault Secrets User", frozenset({"use-keys"})),
    "4d97b98b-1d4f-4787-a291-c67834d212e7": Role("Network Contributor", frozenset({"manage-network"})),
    "3e5e47e6-65f7-47ef-90b5-e5dd4d455f24": Role("Disk Backup Reader", frozenset({"read-data"})),
    "7efff54f-a5b4-42b5-a1c5-5411624893ce": Role("Disk Snapshot Contributor", frozenset({"manage-backups"})),
}

_GIVES: Final = "microsoft.authorization/roleassignments/write"
# What an action may be -> the ability it gives. Reading the settings of a resource gives none.
_ACTIONS: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    (_GIVES, frozenset({"manage-iam"})),
    ("microsoft.authorization/roledefinitions/write", frozenset({"manage-iam"})),
    ("microsoft.managedidentity/userassignedidentities/write", frozenset({"manage-iam"})),
    ("microsoft.keyvault/vaults/write", frozenset({"manage-keys"})),
    ("microsoft.keyvault/vaults/delete", frozenset({"manage-keys"})),
    ("microsoft.keyvault/vaults/keys/write", frozenset({"manage-keys"})),
    ("microsoft.network/networksecuritygroups/write", frozenset({"manage-network"})),
    ("microsoft.network/virtualnetworks/write", frozenset({"manage-network"})),
    ("microsoft.network/virtualnetworks/peer/action", frozenset({"manage-network"})),
    ("microsoft.network/virtualnetworks/virtualnetworkpeerings/write", frozenset({"manage-network"})),
    ("microsoft.network/virtualnetworks/virtualnetworkpeerings/delete", frozenset({"manage-network"})),
    ("microsoft.network/publicipaddresses/write", frozenset({"manage-network"})),
    ("microsoft.compute/virtualmachines/write", frozenset({"manage-compute"})),
    ("microsoft.compute/virtualmachines/runcommand/action", frozenset({"manage-compute"})),
    ("microsoft.compute/disks/begingetaccess/action", frozenset({"read-data"})),
    ("microsoft.storage/storageaccounts/listkeys/action", _DATA),
    ("microsoft.storage/storageaccounts/delete", frozenset({"delete-data"})),
    ("microsoft.insights/diagnosticsettings/write", frozenset({"manage-logs"})),
    ("microsoft.insights/diagnosticsettings/delete", frozenset({"manage-logs"})),
    ("microsoft.operationalinsights/workspaces/write", frozenset({"manage-logs"})),
    ("microsoft.operationalinsights/workspaces/delete", frozenset({"manage-logs"})),
    ("microsoft.operationalinsights/workspaces/purge/action", frozenset({"manage-logs"})),
    ("microsoft.operationalinsights/workspaces/query/read", frozenset({"read-logs"})),
    ("microsoft.operationalinsights/workspaces/sharedkeys/action", frozenset({"write-logs"})),
    ("microsoft.recoveryservices/vaults/write", frozenset({"manage-backups"})),
    ("microsoft.dataprotection/backupvaults/write", frozenset({"manage-backups"})),
)
_DATA_ACTIONS: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    ("microsoft.storage/storageaccounts/blobservices/containers/blobs/read", frozenset({"read-data"})),
    ("microsoft.storage/storageaccounts/blobservices/containers/blobs/write", frozenset({"write-data"})),
    ("microsoft.storage/storageaccounts/blobservices/containers/blobs/delete", frozenset({"delete-data"})),
    ("microsoft.keyvault/vaults/keys/wrap/action", frozenset({"use-keys"})),
    ("microsoft.keyvault/vaults/keys/decrypt/action", frozenset({"use-keys"})),
    ("microsoft.keyvault/vaults/keys/create/action", frozenset({"manage-keys"})),
    ("microsoft.keyvault/vaults/keys/delete", frozenset({"manage-keys"})),
    ("microsoft.keyvault/vaults/keys/purge/action", frozenset({"manage-keys"})),
    ("microsoft.keyvault/vaults/secrets/getsecret/action", frozenset({"use-keys"})),
    ("microsoft.keyvault/vaults/secrets/setsecret/action", frozenset({"manage-keys"})),
)


def capabilities(actions: Iterable[Any], data_actions: Iterable[Any]) -> frozenset[str]:
    """What a role of one's own allows by the actions that it names. What is not known may be everything."""
    found: set[str] = set()
    for written, known in ((actions, _ACTIONS), (data_actions, _DATA_ACTIONS)):
        for pattern in written:
            if pattern is UNKNOWN or folded(pattern) == "*":
                return ALL
            found |= _given(str(folded(pattern)), known)
    return frozenset(found)


def is_everything(action: Any) -> bool:
    """Whether an action is everything of every provider, or all that one verb changes (`*/write`)."""
    word = str(folded(action))
    return word.startswith("*") and not word.endswith("/read")


def gives_roles(actions: Iterable[Any]) -> bool:
    """Whether a role may give roles, and so any right to whoever has it; a role of one's own has no condition."""
    return any(action is not UNKNOWN and fnmatchcase(_GIVES, str(folded(action))) for action in actions)


def _given(pattern: str, known: tuple[tuple[str, frozenset[str]], ...]) -> frozenset[str]:
    return frozenset().union(*(powers for action, powers in known if fnmatchcase(action, pattern)))


def scope_of(scope: Any) -> Any:
    """How wide a scope is. A resource group is a project; a subscription holds all of them."""
    if scope is UNKNOWN or not isinstance(scope, str):
        return UNKNOWN if scope is UNKNOWN else ""
    parts = [part for part in folded(scope).split("/") if part]
    if "resourcegroups" not in parts:
        return "organisation"
    return "resource" if "providers" in parts else "project"
