"""The head and the foot of the sheet: what it is, and what its signs mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bastide.tender.drawing.blocks import LINE, PAD, SIZE, Block, Picture
from bastide.tender.drawing.geometry import Label, Line, Rect
from bastide.tender.drawing.layout import Box, Route, placed
from bastide.tender.drawing.metrics import width
from bastide.tender.drawing.nets import Style
from bastide.tender.drawing.scene import Scene
from bastide.tender.drawing.words import Say

SAMPLE: Final = 22
_TITLE: Final = 14


def header(scene: Scene, title: str, say: Say, wide: float, margin: float) -> Box:
    """The title of the sheet, with what is counted."""
    block = Block(wide - 2 * margin, y=PAD)
    block.y += 2
    title = say("title", estate=title)
    numbers = say("counts", **counts(scene)) if scene.areas else say("empty")
    fits = width(title, _TITLE, True) + width(numbers, SIZE) + 2 * PAD <= block.room
    if fits:
        block.labels.append(Label(block.wide - PAD, block.y + 9, numbers, SIZE, anchor="end"))
    block.text(title, _TITLE, bold=True)
    if not fits:
        block.y += PAD
        block.text(numbers)
    if scene.omitted:
        block.text(say("omitted", names=", ".join(scene.omitted)))
    return placed("sheet", "", block, margin, 0)


def counts(scene: Scene) -> dict[str, int]:
    """What is drawn, by number."""
    return {
        "areas": len(scene.areas),
        "segments": sum(1 for _ in scene.segments),
        "hosts": sum(thing.hosts for thing in scene.things),
        "addresses": sum(thing.addresses for thing in scene.things),
        "connections": len(scene.connections),
    }


@dataclass(frozen=True)
class Sample:
    """A sign of the legend: `icon` or `mark` (see `Picture`), or a line of a style, or a dashed frame."""

    text: str
    style: Style | None = None
    tunnel: bool = False
    icon: str = ""
    mark: str = ""


def samples(scene: Scene, routes: Iterable[Route], say: Say) -> tuple[Sample, ...]:
    """All signs that the drawing uses."""
    drawn = tuple(routes)
    used = {route.style for route in drawn}
    return (
        *(Sample(say(str(style)), style) for style in Style if style in used),
        *([Sample(say("tunnel"), Style.SITE, tunnel=True)] if any(route.tunnel for route in drawn) else []),
        Sample(say("dashed")),
        Sample(say("public"), icon="globe"),
        *(Sample(say("zone", called=zone), mark=str(index + 1)) for index, zone in enumerate(scene.zones)),
        *(() if scene.zones or not scene.areas else (Sample(say("no zones"), mark="?"),)),
    )


def footer(scene: Scene, routes: Iterable[Route], say: Say, wide: float, margin: float, y: float) -> Box:
    """The legend, in as many lines as it takes."""
    labels, pictures, frames = [], [], []
    lines: list[Route] = []
    x, row = margin, y
    for sample in samples(scene, routes, say):
        sign = SAMPLE if sample.style or not (sample.icon or sample.mark) else 10
        taken = sign + 5 + width(sample.text, SIZE) + 16
        if x > margin and x + taken > wide - margin:
            x, row = margin, row + LINE + 3
        if sample.style:
            line = Line(x, row + LINE / 2, x + SAMPLE, row + LINE / 2)
            lines.append(Route("", sample.style, False, sample.tunnel, (line,)))
        elif sample.icon or sample.mark:
            pictures.append(Picture(x, row + 1, sample.icon, sample.mark))
        else:
            frames.append(Rect(x, row + 1.5, SAMPLE, 9))
        labels.append(Label(x + sign + 5, row + 9.2, sample.text, SIZE))
        x += taken
    rect = Rect(margin, y, wide - 2 * margin, row + LINE - y)
    return Box("legend", "", rect, False, tuple(labels), tuple(pictures), tuple(frames), tuple(lines))
