"""Connections bundled into nets: all that leave one segment of the hub, or arrive at it, are one line with branches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bastide.tender.drawing.scene import Connection, End, Scene


class Style(StrEnum):
    """What a line means; the values are classes of the drawing."""

    JOINT = "joint"  # networks joined to the hub's
    USERS = "users"  # from anybody on the internet
    ADMINISTRATION = "administration"  # to and from the bastion
    WAY_OUT = "way-out"  # to the egress proxy, and from it to the internet
    SHARED = "shared"  # other services of the hub
    SITE = "site"  # with the other site
    INSIDE = "inside"  # within an area


@dataclass
class Row:
    """What one end of a net says of it: ports, and with whom."""

    ports: dict[str, None] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)
    targets: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True)
class Net:
    """One line with branches.

    Attributes:
        anchor: the end that all others meet; `rows` has every end (`hub.bastion`, `@users`, `#prod` for an area).
        area: the area that it does not leave; "" where it does.
        missing: what would answer is not built.
        tunnel: it carries the encrypted link to the other site.
    """

    key: str
    style: Style
    anchor: str
    area: str
    missing: bool
    tunnel: bool
    rows: Mapping[str, Row]

    def arrives(self, end: str) -> bool:
        """Whether connections arrive at this end."""
        return bool(self.rows[end].sources)


def nets(scene: Scene) -> tuple[Net, ...]:
    """All nets of a scene in the order of its connections, joints of networks first."""
    homes = {segment.id: area.name for area in scene.areas for segment in area.segments}
    bundles: dict[tuple[str, str, str, bool], list[Connection]] = {}
    ports = {(item.source, item.target): item.ports for item in scene.connections}
    for item in scene.connections:
        if item.source != item.target:
            twin = ports.get((item.target, item.source)) == item.ports
            bundle = _twins(item, homes) if twin else _bundle(item, homes, _hub(scene))
            bundles.setdefault((*bundle, bool(item.missing)), []).append(item)
    purposes = _purposes(scene)
    made = (
        Net(
            key=f"{anchor} {way}{' within' if area else ''}{' missing' if missing else ''}",
            style=_style(anchor, area, items, purposes, _hub(scene)),
            anchor=anchor,
            area=area,
            missing=missing,
            tunnel=any(item.tunnel for item in items),
            rows=_rows(items),
        )
        for (anchor, way, area, missing), items in bundles.items()
    )
    return (*_joints(scene), *made)


def _hub(scene: Scene) -> frozenset[str]:
    return frozenset(segment.id for area in scene.areas if area.is_hub for segment in area.segments)


def _bundle(item: Connection, homes: Mapping[str, str], hub: frozenset[str]) -> tuple[str, str, str]:
    """Anchor, direction as the anchor sees it, and the area that is not left (the hub's own count as leaving it)."""
    source, target = homes.get(item.source, ""), homes.get(item.target, "")
    if source and source == target and item.source not in hub:
        return item.target, "in", source
    if item.source.startswith("@"):
        return item.source, "out", ""
    leaves_hub = item.source in hub and item.target not in hub and not item.target.startswith("@")
    return (item.source, "out", "") if leaves_hub else (item.target, "in", "")


def _twins(item: Connection, homes: Mapping[str, str]) -> tuple[str, str, str]:
    """The same for two ends that open the same ports to each other: one line with two heads."""
    first, second = sorted((item.source, item.target))
    home = homes.get(first, "")
    return first, f"with {second}", home if home == homes.get(second) and home else ""


def _rows(items: Iterable[Connection]) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for item in items:
        for end in (item.source, item.target):
            rows.setdefault(end, Row()).ports.update(dict.fromkeys(item.ports))
        rows[item.source].targets[item.target] = None
        rows[item.target].sources[item.source] = None
    return rows


def _joints(scene: Scene) -> Iterator[Net]:
    hub = next((area for area in scene.areas if area.is_hub), None)
    others = [area for area in scene.areas if hub is not None and not area.is_hub and (area.joined or area.missing)]
    for missing in (False, True):
        joined = [area for area in others if bool(area.missing) is missing]
        if hub is not None and joined:
            rows = {f"#{area.name}": Row() for area in (hub, *joined)}
            yield Net(f"#joint{' missing' if missing else ''}", Style.JOINT, f"#{hub.name}", "", missing, False, rows)


def _purposes(scene: Scene) -> Mapping[str, frozenset[str]]:
    return {segment.id: frozenset(thing.kind for thing in segment.things) for segment in scene.segments}


def _style(
    anchor: str,
    area: str,
    items: Iterable[Connection],
    kinds: Mapping[str, frozenset[str]],
    hub: frozenset[str],
) -> Style:
    ends = {End.USERS: Style.USERS, End.ADMINISTRATORS: Style.ADMINISTRATION, End.SITE: Style.SITE}
    ends |= {End.DESTINATIONS: Style.WAY_OUT, End.TIME: Style.WAY_OUT, End.OTHER: Style.USERS}
    if anchor.startswith("@"):
        return ends[End(anchor)]
    if area:
        return Style.INSIDE
    found = kinds.get(anchor, frozenset())
    if "Bastion" in found:
        return Style.ADMINISTRATION
    if "EgressAllowList" in found:
        return Style.WAY_OUT
    return Style.SHARED if anchor in hub else Style.INSIDE
