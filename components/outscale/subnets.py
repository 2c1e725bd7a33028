"""Where a segment's hosts stand: a subnet lies in one subregion here, so a segment is cut into several. Pure.

The range of a segment has four quarters. The first three are the subnets of its zones, the last holds the few subnets
that a load balancer or a NAT service needs on the internet's side. An address of the plan keeps its place in the
quarter of its host's zone, counted from the front or, in the plan's last addresses, from the end.
"""

from __future__ import annotations

import ipaddress

from components.contract.intent import Area, Hub, Intent
from facts.errors import BadInput

LARGEST_PREFIX = 26
"""Of a segment: its quarters are then of 16 addresses, of which the cloud keeps five (first four and last)."""
_QUARTERS, _FRONT_BITS = 4, 2
_FROM_END = 16


def first_zone(intent: Intent, area: Area, segment: str) -> int:
    """The zone whose subnet is the first quarter, so that its hosts stand where the plan says.

    Everyone looks for the proxy of the first listed zone at its address of the plan.
    """
    is_egress = isinstance(area, Hub) and segment == area.egress.segment
    return intent.hub.egress.zones[0] if is_egress else 1


def of_zone(cidr: str, zone: int, first: int = 1) -> ipaddress.IPv4Network:
    """The subnet of a segment in one zone (from 1); `first` is the zone of the first quarter, the others follow in
    their order, so that a further zone moves none."""
    order = (first, *(number for number in range(1, _QUARTERS) if number != first))
    return _quarters(cidr)[order.index(zone)]


def front(cidr: str, zone: int) -> ipaddress.IPv4Network:
    """The subnet on the internet's side of a segment in one zone; no host of the segment stands there."""
    return list(_quarters(cidr)[_QUARTERS - 1].subnets(prefixlen_diff=_FRONT_BITS))[zone - 1]


def address(cidr: str, planned: str, zone: int, first: int = 1) -> str:
    """The address of a host in its zone's subnet, from its address in the plan.

    Raises:
        BadInput: the segment is too small to hold it.
    """
    segment, subnet = ipaddress.IPv4Network(cidr), of_zone(cidr, zone, first)
    place = int(ipaddress.IPv4Address(planned)) - int(segment.network_address)
    behind = segment.num_addresses - place
    found = subnet.num_addresses - behind if behind <= _FROM_END and behind < place else place
    if not 0 < found < subnet.num_addresses - 1:
        raise _too_small(f"the segment {cidr}, whose quarter {subnet} has no place for {planned}")
    return str(subnet[found])


def _quarters(cidr: str) -> list[ipaddress.IPv4Network]:
    segment = ipaddress.IPv4Network(cidr)
    if segment.prefixlen > LARGEST_PREFIX:
        raise _too_small(f"the segment {cidr}")
    return list(segment.subnets(new_prefix=segment.prefixlen + 2))


def _too_small(what: str) -> BadInput:
    return BadInput(
        f"found {what}: at Outscale a subnet lies in one zone, so each segment is cut into four",
        expected="segments of /25 or larger (/26 where no host of the plan stands behind the fifteenth address)",
        action="lower addresses.segment_prefix in the intent",
    )
