"""The SVG of a layout. Self-contained, deterministic; everything that comes from a plan is escaped.

Colours are presentation attributes that classes of a page can override (`.drawing .way-out`); texts and boxes take the
colour of the text around, so that the drawing follows a dark page. Nothing is told by colour alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from bastide.tender.drawing.blocks import Picture
from bastide.tender.drawing.geometry import Label, Line, Rect
from bastide.tender.drawing.icons import PATHS
from bastide.tender.drawing.layout import Layout, Route
from bastide.tender.drawing.nets import Style

FONT: Final = "Arial,Helvetica,'Liberation Sans',sans-serif"
COLOURS: Final = {
    Style.JOINT: "#7b7f86",
    Style.USERS: "#c4501b",
    Style.ADMINISTRATION: "#8a5fd0",
    Style.WAY_OUT: "#16837a",
    Style.SHARED: "#2c74d6",
    Style.SITE: "#b0457f",
    Style.INSIDE: "#76777a",
}
"""Of the lines: each has a contrast of 3 to 1 or more on white, on the boxes, and on nearly black."""
_WEIGHTS: Final = {Style.JOINT: 3, Style.SITE: 1.8, Style.INSIDE: 1}
_DASHES: Final = {Style.USERS: "2 2", Style.WAY_OUT: "10 2", Style.SHARED: "10 2 2 2"}
"""What tells lines apart on paper without colours. Short dashes are kept for what is not built."""
_MISSING: Final = "4 3"
_ARROW: Final = {
    "left": "l5-3v6z",
    "right": "l-5-3v6z",
    "up": "l-3 5h6z",
    "down": "l-3-5h6z",
}
_NOT_PLAIN: Final = re.compile(r"[^A-Za-z0-9_-]")


def svg(layout: Layout, prefix: str, title: str, description: str) -> str:
    """The document. `prefix` begins all its ids, so that several drawings stand in one page."""
    name = "drawing-" + _NOT_PLAIN.sub("-", prefix)
    size = f"{_n(layout.width)} {_n(layout.height)}"
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" role="img" viewBox="0 0 {size}" '
        f'aria-labelledby="{name}-title {name}-desc" font-family="{FONT}" font-size="9.5" fill="none" '
        f'stroke="currentColor" stroke-width="1">',
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-desc">{escape(description)}</desc>',
        _symbols(layout, name),
        *_boxes(layout),
        *(_route(route) for route in layout.routes),
        *_contents(layout, name),
        "</svg>",
    )
    return "\n".join(part for part in parts if part) + "\n"


def _symbols(layout: Layout, name: str) -> str:
    used = sorted({item.icon for box in layout.boxes for item in box.pictures if item.icon})
    return "<defs>" + "".join(f'<path id="{name}-{icon}" d="{PATHS[icon]}"/>' for icon in used) + "</defs>"


_FILLS: Final = {"internet": ".03", "outside": "0", "area": ".04", "segment": ".05", "services": "0"}


def _boxes(layout: Layout) -> Iterator[str]:
    for box in layout.boxes:
        if box.kind not in _FILLS:
            continue
        dashes = f' stroke-dasharray="{_MISSING}"' if box.dashed else ""
        weight = (
            ' stroke-width="1.5"' if box.kind == "area" else ' stroke-opacity=".5"' if box.kind == "services" else ""
        )
        corner = ' rx="6"' if box.kind in ("area", "internet") else ' rx="3"'
        fill = f' fill="currentColor" fill-opacity="{_FILLS[box.kind]}"' if _FILLS[box.kind] != "0" else ""
        yield f'<rect class="{box.kind}" {_rect(box.rect)}{corner}{fill}{weight}{dashes}/>'


def _rect(rect: Rect) -> str:
    return f'x="{_n(rect.x)}" y="{_n(rect.y)}" width="{_n(rect.w)}" height="{_n(rect.h)}"'


def _route(route: Route) -> str:
    """One net: its lines, the dots where branches meet, the heads of its arrows."""
    path = "".join(_line(line) for line in route.lines)
    dots = "".join(f"M{_n(x)} {_n(y)}h0" for x, y in route.dots)
    heads = "".join(f"M{_n(head.x)} {_n(head.y)}{_ARROW[head.to]}" for head in route.heads)
    colour = COLOURS[route.style]
    weight = _WEIGHTS.get(route.style, 1.3)
    pattern = _MISSING if route.missing else _DASHES.get(route.style)
    dashes = f' stroke-dasharray="{pattern}"' if pattern else ""
    drawn = [f'<path stroke-width="{weight}"{dashes} d="{path}"/>']
    if route.tunnel:
        drawn.insert(0, f'<path stroke-width="6" stroke-opacity=".35" d="{path}"/>')
    if dots:
        drawn.append(f'<path stroke-width="{4 if weight < 3 else 5}" stroke-linecap="round" d="{dots}"/>')
    if heads:
        drawn.append(f'<path fill="{colour}" stroke="none" d="{heads}"/>')
    return f'<g class="{route.style}" stroke="{colour}" fill="none">{"".join(drawn)}</g>'


def _line(line: Line) -> str:
    start = f"M{_n(line.x1)} {_n(line.y1)}"
    return f"{start}V{_n(line.y2)}" if line.is_vertical else f"{start}H{_n(line.x2)}"


def _contents(layout: Layout, name: str) -> Iterator[str]:
    for box in layout.boxes:
        frames = "".join(
            f'<rect {_rect(frame)} rx="2" stroke-dasharray="{_MISSING}" stroke-opacity=".8"/>' for frame in box.frames
        )
        lines = "".join(_route(sample) for sample in box.samples)
        pictures = "".join(_picture(item, name) for item in box.pictures)
        texts = "".join(_label(label) for label in box.labels)
        if pictures:
            pictures = f'<g stroke-width=".9">{pictures}</g>'
        yield f'{frames}{lines}{pictures}<g fill="currentColor" stroke="none">{texts}</g>'


def _picture(item: Picture, name: str) -> str:
    if not item.mark:
        return f'<use href="#{name}-{item.icon}" x="{_n(item.x)}" y="{_n(item.y)}"/>'
    x, y = _n(item.x + 5), _n(item.y + 5)
    return (
        f'<circle cx="{x}" cy="{y}" r="4.5"/><text x="{x}" y="{_n(item.y + 7.6)}" font-size="7.5" text-anchor="middle" '
        f'fill="currentColor" stroke="none">{escape(item.mark)}</text>'
    )


def _label(label: Label) -> str:
    attributes = [f'x="{_n(label.x)}" y="{_n(label.y)}"']
    if label.size != 9.5:
        attributes.append(f'font-size="{_n(label.size)}"')
    if label.bold:
        attributes.append('font-weight="bold"')
    if label.anchor != "start":
        attributes.append(f'text-anchor="{label.anchor}"')
    if label.faint:
        attributes.append('fill-opacity=".75"')
    return f"<text {' '.join(attributes)}>{escape(label.text)}</text>"


def _n(value: float) -> str:
    """A number with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")
