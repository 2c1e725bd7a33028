"""From the plan of an estate to the scene of its drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bastide.tender.drawing.areas import areas
from bastide.tender.drawing.connections import connections, merged, other_ranges
from bastide.tender.drawing.exposed import exposed
from bastide.tender.drawing.outside import surroundings
from bastide.tender.drawing.rules import walled
from bastide.tender.drawing.scene import Area, Connection, End, Outside, Scene
from policies.view import View

MOST_AREAS: Final = 15
"""More are named and not drawn: nobody reads such a drawing."""


def scene(view: View, estate: str, cloud: str) -> Scene:
    """What the drawing of an estate shows. A plan without areas of ours gives an empty one."""
    found = areas(view, cloud)
    drawn, left = found[:MOST_AREAS], found[MOST_AREAS:]
    walls = walled(view)
    around = surroundings(view, _with(drawn, "EgressAllowList"))
    both, one_sided = connections(walls, around)
    known = {segment.id for area in drawn for segment in area.segments}
    links = _with(drawn, "SiteLink")
    joined = tuple(
        replace(item, tunnel=_is_tunnel(item, links))
        for item in merged(both, exposed(view))
        if all(end in known or end.startswith("@") for end in (item.source, item.target))
    )
    return Scene(
        estate=estate,
        areas=drawn,
        outside=_met(around.ends, joined, other_ranges(walls, around)),
        connections=joined,
        one_sided=tuple(item for item in one_sided if item.segment in known),
        zones=tuple(sorted({zone for thing in Scene(estate, drawn).things for zone in thing.zones})),
        omitted=tuple(area.name for area in left),
    )


def _with(drawn: Iterable[Area], kind: str) -> frozenset[str]:
    """The segments in which something of this kind stands."""
    return frozenset(
        segment.id for area in drawn for segment in area.segments if any(thing.kind == kind for thing in segment.things)
    )


def _is_tunnel(item: Connection, links: frozenset[str]) -> bool:
    return End.SITE in (item.source, item.target) and bool(links & {item.source, item.target})


def _met(ends: Iterable[Outside], found: Iterable[Connection], others: tuple[str, ...]) -> tuple[Outside, ...]:
    """The ends that connections meet."""
    met = {end for item in found for end in (item.source, item.target)}
    return tuple(replace(item, lines=others) if item.end is End.OTHER else item for item in ends if item.end in met)
