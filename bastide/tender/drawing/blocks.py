"""What stands inside one box: lines of text, pictures and marks, at positions relative to the box."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from bastide.tender.drawing.geometry import Label, Rect
from bastide.tender.drawing.icons import OF_KIND, SIDE
from bastide.tender.drawing.metrics import width, wrapped
from bastide.tender.drawing.scene import Thing
from bastide.tender.drawing.things import NETWORK_HOST
from bastide.tender.drawing.words import Say, known

LINE: Final = 12
"""From one line of text to the next; all heights are multiples of half of it."""
SIZE: Final = 9.5
TITLE: Final = 11
PAD: Final = 6
_BASE: Final = 9.2
"""From the top of a line to the base of its text."""
_MARK: Final = 11
_ICON: Final = SIDE + 3
_BETWEEN: Final = 10


@dataclass(frozen=True)
class Picture:
    """A small picture at its upper left corner; `mark` is the text of a zone's mark, "" for an icon of that name."""

    x: float
    y: float
    icon: str
    mark: str = ""

    @property
    def box(self) -> Rect:
        return Rect(self.x, self.y, SIDE, SIDE)


class Stub(NamedTuple):
    """The end of a net's line at a box, and what is said of it."""

    key: str
    text: str


def _wide(stub: Stub) -> float:
    return width(stub.text, SIZE)


@dataclass
class Block:
    """The content of a box of this width, growing downwards.

    Attributes:
        y: where the next line begins.
        frames: dashed frames around what is not built.
        stubs: key of a net -> where its line meets the border.
    """

    wide: float
    y: float = PAD
    labels: list[Label] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    frames: list[Rect] = field(default_factory=list)
    stubs: dict[str, float] = field(default_factory=dict)

    @property
    def room(self) -> float:
        """How wide a line of text may be."""
        return self.wide - 2 * PAD

    @property
    def high(self) -> float:
        """Height of the box: a multiple of half a line."""
        return -(-(self.y + PAD) // PAD) * PAD

    def rows(self, left: Sequence[Stub], right: Sequence[Stub]) -> None:
        """Ends of lines: two share a line of text where there is room for both, the widest with the narrowest."""
        waiting = sorted(left, key=_wide)
        for other in sorted(right, key=_wide, reverse=True):
            if waiting and _wide(waiting[0]) + _wide(other) + 2 * PAD <= self.room:
                top = self.y
                self._stub(waiting.pop(0))
                self.y = top
            self._stub(other, end=True)
        for one in waiting:
            self._stub(one)

    def _stub(self, stub: Stub, end: bool = False) -> None:
        self.stubs[stub.key] = self.text(stub.text, end=end)

    def text(self, text: str, size: float = SIZE, bold: bool = False, faint: bool = False, end: bool = False) -> float:
        """A text, wrapped; the middle of its first line."""
        middle = self.y + LINE / 2
        for line in wrapped(text, self.room, size, bold):
            x, anchor = (self.wide - PAD, "end") if end else (PAD, "start")
            self.labels.append(Label(x, self.y + _BASE, line, size, bold, anchor, faint))
            self.y += LINE
        return middle

    def heading(self, text: str, right: str) -> None:
        """A bold text, and a faint one at the right, on the same line where there is room."""
        fits = width(text, TITLE, True) + width(right, SIZE) + PAD <= self.room
        if fits:
            self.labels.append(Label(self.wide - PAD, self.y + _BASE, right, SIZE, anchor="end", faint=True))
        self.text(text, TITLE, bold=True)
        if right and not fits:
            self.text(right, faint=True)

    def thing(self, thing: Thing, zones: Sequence[str], say: Say) -> None:
        """One thing on a line (or more) of its own, in a dashed frame where it is not built."""
        top = self.y
        if thing.missing:
            self.y += 2
        self._items([_Item(OF_KIND[thing.kind], described(thing, say), _marks(thing, zones))], PAD + 2)
        if thing.missing:
            self.frames.append(Rect(PAD, top, self.room, self.y - top + 2))
            self.y += 4

    def flow(
        self, things: Iterable[Thing], zones: Sequence[str], say: Say, inset: float = PAD, title: str = ""
    ) -> None:
        """Several things one after the other behind a title, as many on a line as there is room for."""
        start = inset
        for line in wrapped(title, self.wide - 2 * inset, SIZE, True) if title else ():
            self.y += LINE if start > inset else 0
            self.labels.append(Label(inset, self.y + _BASE, line, SIZE, True))
            start = inset + width(line, SIZE, True) + _BETWEEN
        items = [_Item(OF_KIND[item.kind], described(item, say), _marks(item, zones)) for item in things]
        self._items(items, inset, start)

    def _items(self, items: Iterable[_Item], inset: float, start: float = 0) -> None:
        x, used = max(start, inset), start > inset
        for item in items:
            if used and x + item.wide > self.wide - inset:
                x, used = inset, False
                self.y += LINE
            x = self._item(item, x, inset)
            used = True
        if used:
            self.y += LINE

    def _item(self, item: _Item, x: float, inset: float) -> float:
        self.pictures.append(Picture(x, self.y + 1, item.icon))
        lines = wrapped(item.text, max(self.wide - inset - x - _ICON, 3 * _ICON), SIZE)
        for index, line in enumerate(lines):
            self.y += LINE if index else 0
            self.labels.append(Label(x + _ICON, self.y + _BASE, line, SIZE))
        end = x + _ICON + width(lines[-1], SIZE) + 3
        if item.marks and end + len(item.marks) * _MARK > self.wide - inset:
            self.y += LINE
            end = x + _ICON
        for mark in item.marks:
            self.pictures.append(replace(mark, x=end, y=self.y + 1))
            end += _MARK
        return end + _BETWEEN


@dataclass(frozen=True)
class _Item:
    icon: str
    text: str
    marks: tuple[Picture, ...]

    @property
    def wide(self) -> float:
        return _ICON + width(self.text, SIZE) + 3 + len(self.marks) * _MARK


def _marks(thing: Thing, zones: Sequence[str]) -> tuple[Picture, ...]:
    public = max(thing.addresses, int(thing.public))
    shown = [Picture(0, 0, "globe")] * public if public <= 4 else [Picture(0, 0, "globe")]
    return (*shown, *(Picture(0, 0, "", str(zones.index(zone) + 1)) for zone in thing.zones))


def described(thing: Thing, say: Say) -> str:
    """A thing in words: `2 bastions, 4 hosts`."""
    one, _, several = say(thing.kind).partition("|")
    text = say("several", count=thing.count, what=several) if thing.count > 1 else one
    if thing.measure:
        unit, amount = thing.measure
        text = f"{text}, {say(unit, count=amount)}"
    if thing.hosts and thing.kind != NETWORK_HOST and not thing.count == thing.hosts > 1:
        text = f"{text}, {say('host') if thing.hosts == 1 else say('hosts', count=thing.hosts)}"
    return say("missing thing", what=text, level=known(say, thing.missing)) if thing.missing else text
