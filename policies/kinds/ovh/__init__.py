"""OVHcloud's own classes, of both generations (`ovh:CloudProject/...` and `ovh:index/cloud...`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policies.kinds import refused as lists
from policies.kinds.ovh import access, compute, databases, keys, logs, network, storage
from policies.kinds.table import Entry

TABLE: Final[Mapping[str, Entry]] = {
    **network.TABLE,
    **compute.TABLE,
    **storage.TABLE,
    **databases.TABLE,
    **keys.TABLE,
    **access.TABLE,
    **logs.TABLE,
}


def refused(token: str) -> str:
    """Why no estate may use a class; "" where it may, or where nobody knows the class."""
    return lists.reason("ovh", token)
