"""A scene with positions: boxes, texts and lines on one sheet."""

from __future__ import annotations

from dataclasses import dataclass

from bastide.tender.drawing.blocks import Block, Picture
from bastide.tender.drawing.geometry import Label, Line, Rect
from bastide.tender.drawing.nets import Style


@dataclass(frozen=True)
class Head:
    """The head of an arrow: its point, and where to it shows (`left`, `right`, `up`, `down`)."""

    x: float
    y: float
    to: str


@dataclass(frozen=True)
class Route:
    """The drawn line of one net (or of one of its parts).

    Attributes:
        touches: where it ends at the border of a box: id of the box and the point.
        dots: where its branches meet.
    """

    key: str
    style: Style
    missing: bool
    tunnel: bool
    lines: tuple[Line, ...]
    heads: tuple[Head, ...] = ()
    dots: tuple[tuple[float, float], ...] = ()
    touches: tuple[tuple[str, float, float], ...] = ()


@dataclass(frozen=True)
class Box:
    """One box with its content.

    Attributes:
        kind: `area`, `segment`, `services`, `outside`, `internet`, `sheet` and `legend` (without a border).
        id: `hub.bastion`, `#hub`, `@users`; "" where nothing points to it.
        frames: dashed frames in it.
        samples: lines of the legend.
    """

    kind: str
    id: str
    rect: Rect
    dashed: bool = False
    labels: tuple[Label, ...] = ()
    pictures: tuple[Picture, ...] = ()
    frames: tuple[Rect, ...] = ()
    samples: tuple[Route, ...] = ()


@dataclass(frozen=True)
class Layout:
    """One sheet."""

    width: float
    height: float
    boxes: tuple[Box, ...] = ()
    routes: tuple[Route, ...] = ()


def placed(kind: str, id: str, block: Block, x: float, y: float, high: float = 0, dashed: bool = False) -> Box:
    """The box of a block, with its upper left corner at this point, at least this high."""
    return Box(
        kind,
        id,
        Rect(x, y, block.wide, max(block.high, high)),
        dashed,
        tuple(
            Label(item.x + x, item.y + y, item.text, item.size, item.bold, item.anchor, item.faint)
            for item in block.labels
        ),
        tuple(Picture(item.x + x, item.y + y, item.icon, item.mark) for item in block.pictures),
        tuple(Rect(item.x + x, item.y + y, item.w, item.h) for item in block.frames),
    )
