"""From the flows of an area to the rules of its VPC's access list. Pure.

The list of a VPC is stateless and filters what goes from one private network to another, here or behind a connector. It
filters neither what stays within one private network nor what goes to the internet.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass

from components.contract.addresses import claimed
from components.contract.flows import rules
from components.contract.intent import Area, Intent
from components.contract.words import Protocol

LIMIT = 255
"""Rules of one list (VPC documentation, network ACL quotas)."""
_CLIENTS = (1024, 65535)
_NO_PORTS = (0, 0)
Ports = tuple[int, int]


@dataclass(frozen=True)
class Entry:
    """One accepted direction. Ports are (low, high)."""

    protocol: str
    source: str
    source_ports: Ports
    destination: str
    destination_ports: Ports
    description: str


def entries(intent: Intent, area: Area) -> tuple[Entry, ...]:
    """Both directions of every flow that crosses private networks, in the order of the intent.

    Raises:
        ValueError: more rules than a list holds.
    """
    found = tuple(dict.fromkeys(_all(intent, area)))
    if len(found) > LIMIT:
        raise ValueError(
            f"found {len(found)} rules for the network of `{area.name}` | at most {LIMIT} | join flows of `{area.name}`"
        )
    return found


def _all(intent: Intent, area: Area) -> Iterator[Entry]:
    plan = intent.plan
    inside = _inside(intent)
    for segment in area.segments:
        own = str(plan.segments[area.name, segment.name])
        for rule in rules(intent, area, segment):
            for peer in rule.peers:
                if peer == own or not _within(peer, inside):
                    continue
                source, destination = (peer, own) if rule.direction == "in" else (own, peer)
                text = f"{rule.flow} {rule.justification}"
                for ports in _ports(rule.protocol, rule.ports):
                    yield from _both_ways(rule.protocol, source, destination, ports, text)


def _both_ways(protocol: Protocol, source: str, destination: str, ports: Ports, text: str) -> Iterator[Entry]:
    clients = _NO_PORTS if protocol is Protocol.ICMP else _CLIENTS
    name = protocol.value.upper()
    yield Entry(name, source, clients, destination, ports, text)
    yield Entry(name, destination, ports, source, clients, f"answers: {text}")


def _ports(protocol: Protocol, ports: tuple[str, ...]) -> Iterator[Ports]:
    if protocol is Protocol.ICMP:
        yield _NO_PORTS
    for text in ports:
        low, _, high = text.partition("-")
        yield int(low), int(high or low)


def _inside(intent: Intent) -> tuple[ipaddress.IPv4Network, ...]:
    """The platform's own ranges, in a pool or not, and those of the other site."""
    far = (ipaddress.IPv4Network(text) for text in intent.hub.site_link.remote_cidrs)
    return (*(item.network for item in claimed(intent)), *far)


def _within(peer: str, inside: tuple[ipaddress.IPv4Network, ...]) -> bool:
    return any(ipaddress.IPv4Network(peer).subnet_of(network) for network in inside)
