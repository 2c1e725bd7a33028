"""NumSpot: every class of its Terraform provider (1.7.3) is in a table or refused; `aws` adds to buckets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policies.kinds import refused as lists
from policies.kinds.numspot import network, services
from policies.kinds.table import Entry

TABLE: Final[Mapping[str, Entry]] = {**network.TABLE, **services.TABLE}


def refused(token: str) -> str:
    """Why no estate may use a class; "" where the list does not have it."""
    return lists.reason("numspot", token)
