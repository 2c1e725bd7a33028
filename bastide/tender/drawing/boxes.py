"""The content of each box: segments with the ends of their lines, areas with their headings, the outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bastide.tender.drawing.blocks import PAD, Block, Stub
from bastide.tender.drawing.geometry import Rect
from bastide.tender.drawing.nets import Net, Row
from bastide.tender.drawing.scene import Area, Connection, Outside, Scene, Segment, Thing
from bastide.tender.drawing.words import Say, known

_MOST_PORTS: Final = 4
_MOST_PEERS: Final = 2
_MOST_LINES: Final = 4
LEFT, RIGHT = "left", "right"


class Content:
    """Makes the blocks of one scene, in one language. `sides`: key of a net and its end -> the sides it leaves by."""

    def __init__(
        self, scene: Scene, nets: Sequence[Net], sides: Mapping[tuple[str, str], tuple[str, ...]], say: Say
    ) -> None:
        self._scene, self._say, self._sides = scene, say, sides
        self._homes = {segment.id: area for area in scene.areas for segment in area.segments}
        self._names = {segment.id: segment.name for segment in scene.segments}
        self._nets: dict[str, list[Net]] = {}
        for net in nets:
            for end in net.rows:
                self._nets.setdefault(end, []).append(net)
        self._own: Mapping[str, Connection] = {
            item.source: item for item in scene.connections if item.source == item.target
        }

    def segment(self, segment: Segment, wide: float) -> Block:
        """A segment: name and range, what stands in it, then one row for each line that ends at it."""
        block = Block(wide)
        block.heading(segment.name, segment.cidr)
        if segment.missing:
            block.text(self._say("not built", level=known(self._say, segment.missing)), faint=True)
        for thing in segment.things:
            block.thing(thing, self._scene.zones, self._say)
        self._rows(segment, block)
        return block

    def _rows(self, segment: Segment, block: Block) -> None:
        by_sides: dict[tuple[str, ...], list[Stub]] = {}
        for net in self._nets.get(segment.id, ()):
            text = self.row(segment.id, net.rows[segment.id], net.missing)
            by_sides.setdefault(tuple(sorted(self._sides[net.key, segment.id])), []).append(Stub(net.key, text))
        own = self._own.get(segment.id)
        among = [Stub("", self._say("itself", ports=self._ports(own.ports)))] if own is not None else []
        block.rows(by_sides.pop((LEFT, RIGHT), []), [])
        left, right = by_sides.get((LEFT,), []), by_sides.get((RIGHT,), [])
        # among its hosts: where fewer lines end
        block.rows(left + among, right) if len(left) <= len(right) else block.rows(left, right + among)

    def row(self, end: str, row: Row, missing: bool) -> str:
        """What one end says of a net: `22 from bastion`."""
        way = "both" if row.sources and row.targets else "in" if row.sources else "out"
        text = self._say(way, ports=self._ports(row.ports), peers=self._peers(end, {**row.sources, **row.targets}))
        return self._say("row missing", text=text) if missing else text

    def _ports(self, ports: Iterable[str]) -> str:
        listed = list(ports)
        return ", ".join(listed if len(listed) <= _MOST_PORTS else [*listed[: _MOST_PORTS - 1], "…"])

    def _peers(self, end: str, peers: Iterable[str]) -> str:
        listed = list(peers)
        if len(listed) > _MOST_PEERS:
            return self._say("segments", count=len(listed))
        return ", ".join(self.named(peer, end) for peer in listed)

    def named(self, end: str, seen_from: str = "") -> str:
        """An end in words; segments of the hub and of the same area by their own name alone."""
        if end.startswith("@"):
            return self._say(end)
        home = self._homes[end]
        alone = home.is_hub or home is self._homes.get(seen_from)
        return self._names[end] if alone and seen_from else end

    def heading(self, area: Area, wide: float) -> Block:
        """The top of an area: what it is, its range, and what belongs to its network as a whole."""
        block = Block(wide, y=PAD)
        named = self._say("space", called=area.name) if area.stage == "space" else known(self._say, area.stage)
        state = known(self._say, area.state) if area.state not in ("", "open") else ""
        block.heading(f"{named} ({state})" if state else named, area.cidr)
        facts = [area.title if area.title != named else "", known(self._say, area.classification)]
        block.text(" · ".join(text for text in facts if text), faint=True)
        if area.missing:
            block.text(self._say("not built", level=known(self._say, area.missing)), faint=True)
        block.flow(area.network, self._scene.zones, self._say)
        return block

    def services(self, area: Area, wide: float) -> Block | None:
        """What stands in no segment of an area; None where nothing does. What is not built stands in a dashed frame."""
        if not area.services:
            return None
        block = Block(wide, y=PAD / 2)
        built = [thing for thing in area.services if not thing.missing]
        missing = [thing for thing in area.services if thing.missing]
        if built:
            block.flow(built, self._scene.zones, self._say, title=self._say("services"))
        if missing:
            self._dashed(block, missing)
        return block

    def _dashed(self, block: Block, missing: Sequence[Thing]) -> None:
        block.y += PAD / 2
        top = block.y
        block.y += 2
        block.flow(missing, self._scene.zones, self._say, PAD + 2, self._say("services missing"))
        block.frames.append(Rect(PAD / 2, top, block.wide - PAD, block.y - top + 2))
        block.y += 2

    def outside(self, outside: Outside, wide: float) -> Block:
        """An end outside: what it is, and its first ranges or names."""
        block = Block(wide)
        block.text(self._say(str(outside.end)), bold=True)
        lines = outside.lines if len(outside.lines) <= _MOST_LINES else outside.lines[: _MOST_LINES - 1]
        left = len(outside.lines) - len(lines)
        more = [self._say("more", count=left)] if left else []
        if lines:
            block.text(", ".join([*lines, *more]))
        return block
