"""The address plan: from slots to address ranges. Append-only: a new area, segment or zone moves nothing.

Pure functions over an intent. Ranges are never derived from an order in a list, only from numbered slots (or are given
as `cidr` where they exist already).
"""

from __future__ import annotations

import ipaddress
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from components.contract.intent import Area, Hub, Intent, Segment, Space

Network = ipaddress.IPv4Network
Path = tuple[str | int, ...]

# Routers on the transit network, by kind of area: room for 15 environments and, in a /22, for 768 spaces.
_TRANSIT_ENVIRONMENTS = 16
_TRANSIT_SPACES = 256
# Numbers on the shared backbone (12 bits): 16 for each area, so 18 environments and 224 spaces.
TRANSIT_VLAN = 99
SEGMENTS_PER_AREA = 16
_VLAN_HUB, _VLAN_ENVIRONMENTS, _VLAN_SPACES, _VLAN_LAST = 100, 200, 500, 4094
# The first addresses of a segment belong to the cloud (gateway, DNS, DHCP); Azure keeps the most, five.
FIRST_HOST = 10
# Hosts of the hub that stand alone, behind the ones that stand in each zone.
_TIME_HOST, _MIRROR_HOST = 10, 11
# Hosts of our own among the services of an area, counted from the end of their segment: clouds give addresses away from
# the front, and keep the last one.
_KEY_STORE_HOSTS, _LOG_STORE_HOST = (-3, -4, -5), -6


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why the address plan cannot be made; `path` is its place in the intent."""

    path: Path
    found: str
    expected: str
    action: str


@dataclass(frozen=True, slots=True)
class Range:
    """An address range and the place in the intent that claims it."""

    network: Network
    path: Path
    name: str


class AddressPlan:
    """Address ranges of one intent. Construct it only from an intent without faults (see `faults`)."""

    def __init__(self, intent: Intent) -> None:
        self._intent = intent

    @cached_property
    def networks(self) -> dict[str, Network]:
        """Area name -> address range."""
        return {area.name: _area_network(self._intent, area) for area in self._intent.areas}

    @cached_property
    def segments(self) -> dict[tuple[str, str], Network]:
        """(area, segment) -> address range."""
        return {
            (area.name, segment.name): _segment_network(self._intent, self.networks[area.name], segment)
            for area in self._intent.areas
            for segment in area.segments
        }

    def pool(self, name: str) -> Network:
        """The range of a pool (`hub`, `environments`, `spaces`, `transit`)."""
        return Network(getattr(self._intent.addresses.pools, name))

    def transit_address(self, area: Area) -> str:
        """The address of the area's router on the transit network."""
        return str(self.pool("transit")[transit_offset(area)])

    def vlan(self, area: Area, segment: Segment) -> int:
        """The segment's number on a backbone that all areas share; the transit network is `TRANSIT_VLAN`."""
        number = segment.slot if segment.slot is not None else area.segments.index(segment)
        slot = area.slot or 0
        first = _VLAN_HUB if isinstance(area, Hub) else _VLAN_SPACES if isinstance(area, Space) else _VLAN_ENVIRONMENTS
        return first + SEGMENTS_PER_AREA * slot + number

    def proxy(self) -> str:
        """Where the platform's hosts reach named destinations: the proxy of the first listed zone."""
        egress = self._intent.hub.egress
        return self.host(self._intent.hub.name, egress.segment, egress.zones[0] - 1)

    def time(self) -> str:
        """Where the platform's hosts get their time."""
        return self.host(self._intent.hub.name, self._intent.hub.time_source.segment, _TIME_HOST)

    def mirror(self) -> str:
        """Where the platform's hosts get their packages."""
        return self.host(self._intent.hub.name, self._intent.hub.package_mirror.segment, _MIRROR_HOST)

    def key_store(self, area: Area) -> tuple[str, ...]:
        """The three hosts of the area's key store, where it stands on hosts of our own."""
        segment = self.segments[area.name, area.service_segment]
        return tuple(str(segment[index]) for index in _KEY_STORE_HOSTS)

    def log_store(self) -> str:
        """The host of the audit sink, where it stands on a host of our own."""
        return str(self.segments[self._intent.hub.name, self._intent.hub.service_segment][_LOG_STORE_HOST])

    def host(self, area: str, segment: str, index: int) -> str:
        """The fixed address of host number `index` (from 0) of a segment."""
        return str(self.segments[area, segment][FIRST_HOST + index])


def transit_offset(area: Area) -> int:
    """The area's place on the transit network: by kind and slot, so that a new area moves none."""
    if isinstance(area, Hub):
        return 1
    slot = area.slot if area.slot is not None else 0
    return (_TRANSIT_SPACES if isinstance(area, Space) else _TRANSIT_ENVIRONMENTS) + slot


def pool_of(area: Area) -> str:
    """The name of the pool in which the area has its slot."""
    if isinstance(area, Hub):
        return "hub"
    return "spaces" if isinstance(area, Space) else "environments"


def faults(intent: Intent) -> list[Fault]:
    """Everything that keeps the plan from being made: exhausted pools, slots used twice, overlaps."""
    found = [*(list(_exhausted(intent)) or _backbone(intent)), *_overlaps(pools(intent))]
    if found:
        return found
    plan = intent.plan
    found = list(_overlaps(networks(intent)))
    for area, path in area_paths(intent):
        segments = [
            Range(plan.segments[area.name, segment.name], (*path, "segments", index), f"{area.name}.{segment.name}")
            for index, segment in enumerate(area.segments)
        ]
        found += _overlaps(segments)
        found += _outside(plan.networks[area.name], segments, area.name)
    return found or list(_crowded(intent))


def pools(intent: Intent) -> list[Range]:
    """The declared pools."""
    declared = intent.addresses.pools
    return [
        Range(Network(getattr(declared, name)), ("addresses", "pools", name), f"the pool {name}")
        for name in type(declared).model_fields
    ]


def networks(intent: Intent) -> list[Range]:
    """The network of each area. Only of an intent whose plan can be made."""
    return [Range(intent.plan.networks[area.name], path, area.name) for area, path in area_paths(intent)]


def claimed(intent: Intent) -> list[Range]:
    """Everything that an intent claims: its pools, and the network of each area, in a pool or not."""
    return [*pools(intent), *networks(intent)]


def shared(near: Iterable[Range], far: Iterable[Range]) -> Iterator[tuple[Range, Range]]:
    """Each two ranges of two sides that have an address in common."""
    for here, there in itertools.product(near, far):
        if here.network.overlaps(there.network):
            yield here, there


def area_paths(intent: Intent) -> Iterator[tuple[Area, Path]]:
    """Each area with its place in the intent file."""
    yield intent.hub, ("hub",)
    for index, environment in enumerate(intent.environments):
        yield environment, ("environments", index)
    for index, space in enumerate(intent.spaces):
        yield space, ("spaces", index)


def _area_network(intent: Intent, area: Area) -> Network:
    if area.cidr is not None:
        return Network(area.cidr)
    assert area.slot is not None
    return _nth(Network(getattr(intent.addresses.pools, pool_of(area))), intent.addresses.network_prefix, area.slot)


def _segment_network(intent: Intent, network: Network, segment: Segment) -> Network:
    if segment.cidr is not None:
        return Network(segment.cidr)
    assert segment.slot is not None
    return _nth(network, intent.addresses.segment_prefix, segment.slot)


def _nth(pool: Network, prefix: int, slot: int) -> Network:
    size = 1 << (32 - prefix)
    return Network((int(pool.network_address) + slot * size, prefix))


def _capacity(pool: Network, prefix: int) -> int:
    return 1 << (prefix - pool.prefixlen) if prefix >= pool.prefixlen else 0


def _exhausted(intent: Intent) -> Iterator[Fault]:
    plan = intent.addresses
    for area, path in area_paths(intent):
        pool = Network(getattr(plan.pools, pool_of(area)))
        if area.slot is not None:
            yield from _slot_fault(area.slot, _capacity(pool, plan.network_prefix), path, f"the pool {pool}")
        capacity = _capacity(Network(area.cidr), plan.segment_prefix) if area.cidr else 0
        capacity = capacity or 1 << (plan.segment_prefix - plan.network_prefix)
        for index, segment in enumerate(area.segments):
            if segment.slot is not None:
                yield from _slot_fault(
                    segment.slot, capacity, (*path, "segments", index), f"the network of `{area.name}`"
                )


def _backbone(intent: Intent) -> Iterator[Fault]:
    limits = {
        "environments": (_VLAN_SPACES - _VLAN_ENVIRONMENTS) // SEGMENTS_PER_AREA,
        "spaces": (_VLAN_LAST - _VLAN_SPACES) // SEGMENTS_PER_AREA,
        "hub": 1,
    }
    for area, path in area_paths(intent):
        if area.slot is not None:
            yield from _slot_fault(area.slot, limits[pool_of(area)], path, "the numbering of the shared backbone")
        for index, segment in enumerate(area.segments):
            if segment.slot is not None:
                yield from _slot_fault(
                    segment.slot,
                    SEGMENTS_PER_AREA,
                    (*path, "segments", index),
                    f"the segment numbering of `{area.name}`",
                )


def _slot_fault(slot: int, capacity: int, path: Path, where: str) -> Iterator[Fault]:
    if slot >= capacity:
        yield Fault(
            (*path, "slot"),
            f"found slot {slot}, but {where} is exhausted: it has {capacity} slots",
            f"a slot from 0 to {capacity - 1}" if capacity else "a pool larger than the networks in it",
            "use a free slot, or enlarge the range",
        )


def _overlaps(ranges: list[Range]) -> Iterator[Fault]:
    ordered = sorted(ranges, key=lambda item: (item.network.network_address, item.network.prefixlen))
    for first, second in itertools.pairwise(ordered):
        if first.network.overlaps(second.network):
            late, early = (first, second) if str(first.path) > str(second.path) else (second, first)
            yield Fault(
                late.path,
                f"the range {late.network} of `{late.name}` overlaps {early.network} of `{early.name}`",
                "ranges without a common address",
                "use another slot or cidr",
            )


def _crowded(intent: Intent) -> Iterator[Fault]:
    """Hosts stand at fixed places of their segment, which must reach so far."""
    for (area, path, index), place in _highest_places(intent).items():
        segment = intent.areas[area].segments[index]
        network = intent.plan.segments[intent.areas[area].name, segment.name]
        if place >= network.num_addresses - 1:
            yield Fault(
                (*path, "segments", index),
                f"the segment `{segment.name}` has {network.num_addresses} addresses, and a host at number {place}",
                f"a range with more than {place + 1} addresses",
                "lower addresses.segment_prefix, or give the segment a larger cidr",
            )


def _highest_places(intent: Intent) -> dict[tuple[int, Path, int], int]:
    """(number of the area, its place in the file, number of the segment) -> the highest place of a host there."""
    hub = intent.hub
    in_hub = [
        *((block.segment, max(block.zones) - 1) for block in (hub.bastion, hub.egress, hub.site_link)),
        (hub.time_source.segment, _TIME_HOST),
        (hub.package_mirror.segment, _MIRROR_HOST),
    ]
    found: dict[tuple[int, Path, int], int] = {}
    for number, (area, path) in enumerate(area_paths(intent)):
        hosts = [(portal.segment, portal.backends - 1) for portal in area.portals]
        for name, index in [*hosts, *(in_hub if area is hub else ())]:
            for position, segment in enumerate(area.segments):
                if segment.name == name:
                    key = (number, path, position)
                    found[key] = max(found.get(key, 0), FIRST_HOST + index)
    return found


def _outside(network: Network, segments: list[Range], area: str) -> Iterator[Fault]:
    for item in segments:
        if not item.network.subnet_of(network):
            yield Fault(
                item.path,
                f"the range {item.network} of `{item.name}` lies outside the network of `{area}`",
                f"a range within {network}",
                "correct the segment's address",
            )
