"""Scaleway's classes. The old tokens at the root of the package have the entry of the class that replaces them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policies.kinds import refused as lists
from policies.kinds.scaleway import access, compute, databases, keys, logs, network, portal, storage, vpn
from policies.kinds.scaleway.deprecated import ALIASES
from policies.kinds.table import Entry

_CLASSES: Final[Mapping[str, Entry]] = {
    **network.TABLE,
    **portal.TABLE,
    **vpn.TABLE,
    **compute.TABLE,
    **storage.TABLE,
    **databases.TABLE,
    **keys.TABLE,
    **access.TABLE,
    **logs.TABLE,
}

TABLE: Final[Mapping[str, Entry]] = {
    **_CLASSES,
    **{old: _CLASSES[new] for old, new in ALIASES.items()},
}


def refused(token: str) -> str:
    """Why no estate may use a class; "" where it may, or where nobody knows the class."""
    return lists.reason("scaleway", token)
