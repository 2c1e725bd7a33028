"""Permission sets of Scaleway's IAM in neutral words.

Names are made of a product and a level (`ObjectStorageObjectsRead`). What cannot be read counts as everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

_ALL: Final = frozenset({"all"})
EVERYTHING: Final = frozenset({"AllProductsFullAccess", "IAMManager", "OrganizationManager", "ProjectManager"})
"""Sets that are everything, or make whoever has them able to get everything."""

_NETWORK: Final = frozenset({"manage-network"})
_COMPUTE: Final = frozenset({"manage-compute"})
_DISKS: Final = frozenset({"manage-compute", "delete-data"})
_DATA: Final = frozenset({"read-data", "write-data", "delete-data"})
_FULL: Final[Mapping[str, frozenset[str]]] = {
    "BlockStorage": _DISKS,
    "ContainerRegistry": _DATA,
    "DomainsDNS": _NETWORK,
    "FileStorage": _DISKS,
    "IPAM": _NETWORK,
    "Instances": _DISKS,
    "InterLink": _NETWORK,
    "KeyManager": frozenset({"manage-keys", "use-keys"}),
    "Kubernetes": _COMPUTE,
    "LoadBalancers": _NETWORK,
    "ObjectStorage": _DATA | {"manage-iam"},
    "Observability": frozenset({"read-logs", "write-logs", "manage-logs"}),
    "PrivateNetworks": _NETWORK,
    "RelationalDatabases": _DATA,
    "SSHKeys": _COMPUTE,
    "SecretManager": frozenset({"manage-keys", "read-data"}),
    "SiteToSiteVPN": _NETWORK,
    "VPC": _NETWORK,
    "VPCGateway": _NETWORK,
}
"""Product -> what `<product>FullAccess` allows."""

_READ: Final[Mapping[str, frozenset[str]]] = {
    "ContainerRegistry": frozenset({"read-data"}),
    "ObjectStorage": frozenset({"read-data"}),
    "Observability": frozenset({"read-logs"}),
}
"""Product -> what `<product>ReadOnly` allows beyond seeing that resources are there."""

_SETS: Final[Mapping[str, frozenset[str]]] = {
    "KeyManagerKeyCreate": frozenset({"manage-keys"}),
    "KeyManagerKeyDecrypt": frozenset({"use-keys"}),
    "KeyManagerKeyDelete": frozenset({"manage-keys"}),
    "KeyManagerKeyEncrypt": frozenset({"use-keys"}),
    "KeyManagerKeyRestore": frozenset({"manage-keys"}),
    "KeyManagerKeyWrite": frozenset({"manage-keys"}),
    # who may write a bucket's policy gives rights to it, to others and to himself
    "ObjectStorageBucketPolicyFullAccess": frozenset({"manage-iam"}),
    "ObjectStorageBucketPolicyRead": frozenset(),
    "ObjectStorageBucketsDelete": frozenset({"delete-data"}),
    "ObjectStorageBucketsRead": frozenset(),
    "ObjectStorageBucketsWrite": frozenset(),
    "ObjectStorageObjectsDelete": frozenset({"delete-data"}),
    "ObjectStorageObjectsRead": frozenset({"read-data"}),
    "ObjectStorageObjectsWrite": frozenset({"write-data"}),
    "SecretManagerSecretAccess": frozenset({"read-data"}),
    "SecretManagerSecretCreate": frozenset({"manage-keys"}),
    "SecretManagerSecretDelete": frozenset({"manage-keys"}),
    "SecretManagerSecretWrite": frozenset({"manage-keys"}),
}
"""Sets of their own -> what they allow."""


@cache
def able(name: Any) -> frozenset[str]:
    """What a permission set allows."""
    text = str(name)
    if text in _SETS:
        return _SETS[text]
    if text.endswith("FullAccess"):
        return _FULL.get(text.removesuffix("FullAccess"), _ALL)
    if text.endswith("ReadOnly") and text.removesuffix("ReadOnly") in _FULL:
        return _READ.get(text.removesuffix("ReadOnly"), frozenset())
    return _ALL
