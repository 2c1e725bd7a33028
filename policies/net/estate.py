"""Where the areas and segments of an estate lie, as its roles say: read once from a view. Pure.

What is declared is taken from the roles in the plan, never from the cloud's resources: those are what is judged by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from typing import Any, Final, NamedTuple

from facts.errors import BadInput
from facts.load import capabilities
from facts.model import Level
from policies.kept import kept, kept_of_view
from policies.kinds.readers import look
from policies.net.addresses import Network, covered, network, networks
from policies.net.spans import Spans
from policies.record import Record
from policies.view import View

HUB: Final = "hub"
SPACE: Final = "space"


class Segment(NamedTuple):
    """One segment as its role declares it."""

    range: Network
    purpose: str
    area: str
    urn: str


class Estate:
    """The declared geography of one view.

    Attributes:
        segments: every segment that a role declares.
        ranges: area -> ranges of its networks.
        hubs: names of the areas that all others are joined to.
        bastion_ranges: from where people may reach the bastion.
    """

    def __init__(self, view: View) -> None:
        self.segments: tuple[Segment, ...] = tuple(_segments(view))
        self.ranges: Mapping[str, tuple[Network, ...]] = _ranges(view)
        self.hubs = frozenset(record.area.name for record in view.records if record.area.stage == HUB)
        self.bastion_ranges = networks(_texts(view, "role.Bastion", "allowed_cidrs"))
        self._met: dict[Network, tuple[str, ...]] = {}
        self._areas = Spans((one, name) for name, ranges in self.ranges.items() for one in ranges)
        self._spans = Spans((segment.range, segment) for segment in self.segments)

    @cached_property
    def hub_ranges(self) -> tuple[Network, ...]:
        """Ranges of the hub's networks; empty where the plan has no hub."""
        return tuple(one for name in self.hubs for one in self.ranges.get(name, ()))

    @cached_property
    def services(self) -> tuple[Network, ...]:
        """Ranges of the segments in which the hub's services for all areas stand."""
        return self._purposes("egress", "shared", "bastion")

    def _purposes(self, *names: str) -> tuple[Network, ...]:
        return tuple(segment.range for segment in self.segments if segment.purpose in names)

    @cached_property
    def bastions(self) -> tuple[Network, ...]:
        """Ranges of the segments that bastions stand in; empty where the plan has none."""
        return self._purposes("bastion")

    def areas_meeting(self, one: Network) -> tuple[str, ...]:
        """The areas whose networks share an address with a range."""
        found = self._met.get(one)
        if found is None:
            met = set(self._areas.meeting(one))
            found = self._met[one] = tuple(name for name in self.ranges if name in met) if met else ()
        return found

    def others(self, area: str, one: Network) -> list[str]:
        """Areas beside this one and the hub that a range reaches into."""
        return [name for name in self.areas_meeting(one) if name != area and name not in self.hubs]

    def meeting(self, one: Network) -> list[Segment]:
        """The segments that share an address with a range."""
        return list(self._spans.meeting(one))

    def in_area(self, area: str, one: Network) -> bool:
        """Whether all of a range lies in an area's network."""
        return covered(one, self.ranges.get(area, ()))


def _segments(view: View) -> Iterator[Segment]:
    for record in view.of("role.Segment"):
        spec = record.raw("spec")
        found = network(str(look(spec, "cidr")))
        if found is not None:
            yield Segment(found, str(look(spec, "purpose")), record.area.name, record.urn)


def _ranges(view: View) -> dict[str, tuple[Network, ...]]:
    found: dict[str, tuple[Network, ...]] = {}
    for record in view.of("role.Network"):
        declared = networks([str(look(record.raw("spec"), "cidr"))])
        found[record.area.name] = (*found.get(record.area.name, ()), *declared)
    return found


def _texts(view: View, kind: str, field: str) -> list[str]:
    values = (look(record.raw("spec"), field) for record in view.of(kind))
    return [str(item) for value in values if isinstance(value, list | tuple) for item in value]


@kept_of_view
def estate(view: View) -> Estate:
    """The geography of a view, made at the first question."""
    return Estate(view)


def spec_of(record: Record | None) -> Mapping[str, Any]:
    """The spec of a role; empty where there is none."""
    spec = record.raw("spec") if record is not None and record.is_role else None
    return spec if isinstance(spec, Mapping) else {}


@kept
def purpose_of(record: Record) -> str:
    """What the segment is for that a record was made for or stands in: by its role, or the role's link; else ""."""
    role = record if record.is_role else record.owner
    purpose = look(spec_of(role), "purpose")
    if isinstance(purpose, str):
        return purpose
    linked = record.view.linked(record, "segment")
    found = look(spec_of(linked), "purpose")
    return found if isinstance(found, str) else ""


def ref_names(record: Record) -> AbstractSet[str]:
    """The names by which a record points to others, itself or by a setting of it."""
    if not record.facets:
        return record.entry.refs.keys()
    return dict.fromkeys(ref for part in record.parts for ref in part.entry.refs).keys()


def is_backbone(record: Record) -> bool:
    """A wire that all areas share, made with the cloud's projects: it has no addresses, the networks on it have."""
    owner = record.owner
    return owner is not None and owner.kind == "role.Project" and record.raw("cidrs") is None


@kept
def seats(record: Record) -> tuple[Record, ...]:
    """A record and what of the network it is put on (table of routes, segment, network): each has a say.

    A route counts for the area whose table it is in, whoever wrote it.
    """
    names = ref_names(record) & {"network", "networks", "gateway", "table"}
    found = (other for ref in sorted(names) for other in record.refs(ref))
    return (record, *(other for other in found if other.kind in ("net.route", "net.subnet", "net.vpc")))


def gap(record: Record, *capabilities: str) -> str:
    """`capability (level)` of the first of these that the cloud lacks, "" where it lacks none.

    The gaps of the record's role come first; a role that has no word for it (a bucket of the audit sink) is answered
    from the table of the cloud.
    """
    role = record if record.is_role else record.owner
    gaps = role.raw("gaps") if role is not None else ()
    for item in gaps if isinstance(gaps, list | tuple) else ():
        if look(item, "capability") in capabilities:
            return f"{look(item, 'capability')} ({look(item, 'level')})"
    if role is None:
        return ""
    lacking = ((name, level) for name in capabilities if (level := level_of(record.plan.cloud, name)) is not None)
    return next((f"{name} ({level})" for name, level in lacking if not level.built), "")


@cache
def level_of(cloud: str, capability: str) -> Level | None:
    """What the facts say of a capability of a cloud; None for a cloud without a table."""
    try:
        return capabilities(cloud)[capability].level
    except (BadInput, KeyError):
        return None
