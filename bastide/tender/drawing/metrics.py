"""How wide a text is at most, and how it is broken into lines.

Widths are those of DejaVu Sans, the widest sans-serif font that systems fall back to (hundredths of the font's size,
rounded up): what fits in it fits in Arial, Helvetica and Liberation Sans.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_FIRST: Final = 32
_REGULAR: Final = (
    *(32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34),
    *(84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99),
    *(69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53),
    *(40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84),
)
_BOLD: Final = (
    *(35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40),
    *(84, 84, 84, 59, 100, 78, 77, 74, 84, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84, 86, 74, 86, 78, 73, 69, 82, 78),
    *(111, 78, 73, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72, 68, 44, 72, 72, 35, 35, 67, 35, 105, 72, 69, 72, 72),
    *(50, 60, 48, 72, 66, 93, 65, 66, 59, 72, 37, 72, 84),
)
_ACCENTED: Final = {
    **dict.fromkeys("ÀÁÂÃÄÅ", "A"),
    **dict.fromkeys("ÈÉÊË", "E"),
    **dict.fromkeys("ÌÍÎÏ", "I"),
    **dict.fromkeys("ÒÓÔÕÖ", "O"),
    **dict.fromkeys("ÙÚÛÜ", "U"),
    **dict.fromkeys("àáâãäå", "a"),
    **dict.fromkeys("èéêë", "e"),
    **dict.fromkeys("ìíîï", "i"),
    **dict.fromkeys("òóôõö", "o"),
    **dict.fromkeys("ùúûü", "u"),
    **dict.fromkeys("ÿ", "y"),
    **dict.fromkeys("çč", "c"),
    "Ç": "C",
    "ñ": "n",
    "·": ",",
    "\N{RIGHT SINGLE QUOTATION MARK}": ",",
    "\N{LEFT SINGLE QUOTATION MARK}": ",",
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
}
_WIDEST: Final = 130
"""For characters that are in no table: signs of other writings and pictures are no wider in common fonts."""


def width(text: str, size: float, bold: bool = False) -> float:
    """The greatest width of a text on one line, in the unit of the font's size."""
    table = _BOLD if bold else _REGULAR
    return sum(_of(character, table) for character in text) * size / 100


def _of(character: str, table: tuple[int, ...]) -> int:
    index = ord(_ACCENTED.get(character, character)) - _FIRST
    return table[index] if 0 <= index < len(table) else _WIDEST


def wrapped(text: str, room: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than `room`: broken at spaces, and within a word that is too long for a line.

    At least one character stands on each line, however little room there is.
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if width(joined, size, bold) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, room, size, bold)
        lines += full
    return (*lines, line) if line or not lines else tuple(lines)


def _pieces(word: str, room: float, size: float, bold: bool) -> Iterator[str]:
    piece = ""
    for character in word:
        if piece and width(piece + character, size, bold) > room:
            yield piece
            piece = ""
        piece += character
    yield piece
