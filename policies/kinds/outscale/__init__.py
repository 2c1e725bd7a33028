"""Outscale: every class of its Terraform provider (1.8.0) is in a table or refused. Buckets come through `aws`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policies.kinds import refused as lists
from policies.kinds.outscale import access, compute, network
from policies.kinds.readers import keyed
from policies.kinds.table import Entry, Place

_TAG: Final[Mapping[str, Entry]] = {
    # tags that stand beside what they are for
    "outscale:index/tag:Tag": Entry(
        "setting", {}, {"of": "resourceIds[]"}, place=Place.NOWHERE, tags=keyed("tag"), named="", of="of"
    ),
}

TABLE: Final[Mapping[str, Entry]] = {**network.TABLE, **compute.TABLE, **access.TABLE, **_TAG}


def refused(token: str) -> str:
    """Why no estate may use a class; "" where the list does not have it."""
    return lists.reason("outscale", token)
