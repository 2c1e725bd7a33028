"""Routes: whether one leads out of the platform. Pure."""

from __future__ import annotations

from typing import Final

from plan.values import UNKNOWN
from policies.kinds.values import Route
from policies.net.addresses import is_private, network

_OUTSIDE: Final = frozenset({"internet", "nat"})


def leaves(route: Route) -> bool | None:
    """Whether a route leads to the internet; None where that is known only after apply.

    One to private addresses leads nowhere there, whatever gateway it names later.
    """
    if route.via is UNKNOWN:
        found = network(route.destination) if isinstance(route.destination, str) else None
        return False if found is not None and is_private(found) else None
    return route.via in _OUTSIDE
