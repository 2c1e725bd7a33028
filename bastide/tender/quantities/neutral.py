"""Text cells that a spreadsheet must not run as formulas."""

from __future__ import annotations

from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001  (spreadsheets take them too)


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula, spaces in front of it included."""
    return text.startswith(_STARTS) or text.lstrip(" \u00a0").startswith(_STARTS)


def neutral(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would run it: it then shows it."""
    return f"'{text}" if starts_formula(text) else text
