"""Rectangles, texts and lines on the sheet. Units are those of the drawing: 1200 are its width."""

from __future__ import annotations

from dataclasses import dataclass

from bastide.tender.drawing.metrics import width


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def overlaps(self, other: Rect) -> bool:
        """Whether they have more than a border in common."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def holds(self, other: Rect) -> bool:
        """Whether the other lies in it, borders included."""
        return self.x <= other.x and other.right <= self.right and self.y <= other.y and other.bottom <= self.bottom


@dataclass(frozen=True)
class Label:
    """One line of text; `y` is its base line. `anchor` is `start`, `middle` or `end`."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    anchor: str = "start"
    faint: bool = False

    @property
    def box(self) -> Rect:
        """The room that it takes at most."""
        wide = width(self.text, self.size, self.bold)
        left = {"start": self.x, "middle": self.x - wide / 2, "end": self.x - wide}[self.anchor]
        return Rect(left, self.y - self.size * 0.8, wide, self.size)


@dataclass(frozen=True)
class Line:
    """A horizontal or vertical line."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def is_vertical(self) -> bool:
        return self.x1 == self.x2

    @property
    def box(self) -> Rect:
        return Rect(min(self.x1, self.x2), min(self.y1, self.y2), abs(self.x2 - self.x1), abs(self.y2 - self.y1))
