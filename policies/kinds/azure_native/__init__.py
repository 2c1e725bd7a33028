"""What the classes of azure-native are.

A type of an older API version (`azure-native:storage/v20230101:StorageAccount`) is what its unversioned one is: inputs
have the same names, and what an older version does not have is read as not set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from policies.kinds import refused as lists
from policies.kinds.azure_native import access, backups, compute, databases, edge, keys, logs, network, storage
from policies.kinds.azure_native.names import own_ids, plain_id, unversioned
from policies.kinds.azure_native.zones import ZONES
from policies.kinds.table import Entry

__all__ = ["TABLE", "own_ids", "plain_id", "refused", "unversioned"]

_PARTS: Final = (access, backups, compute, databases, edge, keys, logs, network, storage)

TABLE: Final[Mapping[str, Entry]] = {
    token: replace(entry, zones=ZONES[token]) if token in ZONES else entry
    for part in _PARTS
    for token, entry in part.TABLE.items()
}


def refused(token: str) -> str:
    """Why no estate may use a class; "" for one of the table, and for one that nobody knows."""
    plain = unversioned(token)
    return "" if plain in TABLE else lists.reason("azure-native", plain)
