"""The areas of a plan with their networks and segments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bastide.tender.drawing.scene import Area, Segment, Thing
from bastide.tender.drawing.shown import shown, spec
from bastide.tender.drawing.things import (
    DRAWN,
    ENDPOINT,
    EXIT,
    NETWORK_HOST,
    Zones,
    endpoints,
    missing,
    segment_of,
    things,
)
from policies.record import Record
from policies.view import View

_AREAS: Final = ("role.Environment", "role.ProjectSpace")
_STAGES: Final = ("hub", "production", "non-production", "space")


@dataclass(frozen=True)
class _Reading:
    view: View
    zones: Zones
    endpoints: Counter[str]


def areas(view: View, cloud: str) -> tuple[Area, ...]:
    """All areas: the hub first, then environments, then spaces, each in the order of the plans."""
    reading = _Reading(view, Zones(cloud), endpoints(view))
    made = [_area(reading, record) for record in view.of(*_AREAS)]
    return tuple(sorted(made, key=lambda area: _STAGES.index(area.stage) if area.stage in _STAGES else 2))


def _area(reading: _Reading, record: Record) -> Area:
    view = reading.view
    roles = list(_below(view, record))
    network = next((role for role in roles if role.kind == "role.Network"), None)
    segments = [role for role in roles if role.kind == "role.Segment"]
    area = Area(
        name=shown(record.name),
        title=shown(spec(record, "title")),
        stage="space" if record.kind == "role.ProjectSpace" else shown(spec(record, "stage")),
        classification=shown(spec(record, "classification")),
        state=shown(spec(record, "state")),
        segments=tuple(_segment(reading, record, item, roles) for item in segments),
        services=things(view, _services(view, roles), reading.zones),
    )
    return area if network is None else _with_network(reading, area, network, segments)


def _below(view: View, record: Record) -> Iterator[Record]:
    for role in view.made_for(record):
        if role.kind.startswith("role."):
            yield role
            yield from _below(view, role)


def _services(view: View, roles: Sequence[Record]) -> Iterator[Record]:
    for role in roles:
        kind = role.kind.removeprefix("role.")
        if kind in DRAWN and kind not in ("Network", "Segment") and segment_of(view, role) is None:
            yield role


def _with_network(reading: _Reading, area: Area, network: Record, segments: Sequence[Record]) -> Area:
    view, zones = reading.view, reading.zones
    made = view.made_for(network)
    level = missing(network, made)
    found = (things(view, [network], zones), things(view, segments, zones))
    return replace(
        area,
        cidr=shown(spec(network, "cidr")),
        missing=level,
        joined=view.linked(network, "hub") is not None and not level,
        joints=sum(record.kind == "net.peering" for record in made),
        network=tuple(_own(*found)),
    )


def _own(network: Sequence[Thing], segments: Sequence[Thing]) -> Iterator[Thing]:
    """Hosts of the network, and its way out, which some clouds make with the segment that it serves."""
    for thing in network:
        if thing.hosts:
            yield Thing(NETWORK_HOST, thing.hosts, thing.hosts, thing.zones)
    exits = [thing for thing in (*network, *segments) if thing.public]
    if exits:
        yield Thing(
            EXIT,
            zones=tuple(sorted({zone for thing in exits for zone in thing.zones})),
            addresses=sum(thing.addresses for thing in exits),
            public=True,
        )


def _segment(reading: _Reading, area: Record, segment: Record, roles: Sequence[Record]) -> Segment:
    view = reading.view
    standing = [role for role in roles if segment_of(view, role) is segment]
    count = reading.endpoints[segment.urn]
    private = (Thing(ENDPOINT, count),) if count else ()
    return Segment(
        id=segment_id(area, segment),
        name=shown(segment.name.removeprefix(f"{area.name}-")),
        cidr=shown(spec(segment, "cidr")),
        missing=missing(segment, view.made_for(segment)),
        things=(*things(view, standing, reading.zones), *private),
    )


def segment_id(area: Record, segment: Record) -> str:
    """`hub.bastion`."""
    return f"{shown(area.name)}.{shown(segment.name.removeprefix(f'{area.name}-'))}"
