"""OpenStack classes, as OVHcloud's Public Cloud offers them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policies.kinds import refused as lists
from policies.kinds.openstack import access, compute, network, storage
from policies.kinds.table import Entry

TABLE: Final[Mapping[str, Entry]] = {**network.TABLE, **compute.TABLE, **storage.TABLE, **access.TABLE}


def refused(token: str) -> str:
    """Why no estate may use a class; "" where it may, or where nobody knows the class."""
    return lists.reason("openstack", token)
