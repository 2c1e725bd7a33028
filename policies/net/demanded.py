"""Rules that a provider demands of a segment in which a service of its own stands, and where it takes no group at all.

They carry no flow: the intent names no cloud. Each is accepted only at its cloud, in a segment of its purpose, and
exactly as it stands here. Source: what the Azure components build and say of it (`components/azure/rules.py`), written
down a second time on purpose, so that a change there is seen here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from policies.net.ports import EVERY, Range


class Demand(NamedTuple):
    """One rule that a provider demands. `protocols` are alternatives."""

    direction: str
    protocols: tuple[str, ...]
    ports: tuple[Range, ...]
    peers: frozenset[str]


def _demand(direction: str, protocol: str, peer: str, *ports: Range) -> Demand:
    peers = {f"service:{peer.casefold()}"} if peer != "Internet" else {"0.0.0.0/0", "::/0"}
    return Demand(direction, (protocol,), ports, frozenset(peers))


_PLANE: Final = ((8080, 8080), (5701, 5701))
_PROBES: Final = _demand("in", "any", "AzureLoadBalancer", EVERY)

DEMANDED: Final[Mapping[tuple[str, str], tuple[Demand, ...]]] = {
    ("azure", "bastion"): (
        _demand("in", "tcp", "GatewayManager", (443, 443)),
        _demand("in", "tcp", "AzureLoadBalancer", (443, 443)),
        _demand("in", "any", "VirtualNetwork", *_PLANE),
        _demand("out", "any", "VirtualNetwork", (22, 22), (3389, 3389)),
        _demand("out", "tcp", "AzureCloud", (443, 443)),
        _demand("out", "any", "VirtualNetwork", *_PLANE),
        _demand("out", "any", "Internet", (80, 80)),
    ),
    ("azure", "portal"): (
        _demand("in", "tcp", "Internet", (443, 443)),
        _demand("in", "tcp", "GatewayManager", (65200, 65535)),
        _PROBES,
    ),
    ("azure", "cluster"): (_PROBES,),
}
"""(cloud, purpose of the segment) -> what the provider demands there."""

NO_GROUP: Final[frozenset[tuple[str, str]]] = frozenset({("azure", "egress"), ("azure", "site-link")})
"""(cloud, purpose of the segment) in which the provider's own gateway stands and takes no group of rules."""


def is_one(
    demands: tuple[Demand, ...], direction: str, protocol: str, ports: tuple[Range, ...], peers: frozenset[str]
) -> bool:
    """Whether the provider demands exactly this, or a part of it."""
    folded = frozenset(peer.casefold() for peer in peers)
    return any(
        demand.direction == direction
        and protocol in demand.protocols
        and set(ports) <= set(demand.ports)
        and folded <= demand.peers
        for demand in demands
    )
