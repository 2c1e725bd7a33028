"""Where a value stands in JSON text. Used only where a fault is reported: it reads the text anew."""

from __future__ import annotations

import json
import re
from typing import Final

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:]')
_DECODER: Final = json.JSONDecoder()


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both 1-based."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def offset_of(text: str, path: tuple[str | int, ...]) -> int:
    """Where the value at `path` begins; that of the nearest ancestor where there is none. `text` is valid JSON."""
    at = _after_space(text, 0)
    for step in path:
        found = _member(text, at, step)
        if found is None:
            return at
        at = found
    return at


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    assert match is not None
    return match.end()


def _member(text: str, at: int, step: str | int) -> int | None:
    if text[at] == "{" and isinstance(step, str):
        return _of_object(text, at, step)
    return _of_list(text, at, step) if text[at] == "[" and isinstance(step, int) else None


def _of_object(text: str, at: int, wanted: str) -> int | None:
    at = _after_space(text, at + 1)
    while text[at : at + 1] == '"':
        key, at = _DECODER.raw_decode(text, at)
        # behind the colon
        at = _after_space(text, _after_space(text, at) + 1)
        if key == wanted:
            return at
        at = _next(text, at)
    return None


def _of_list(text: str, at: int, wanted: int) -> int | None:
    at, index = _after_space(text, at + 1), 0
    while text[at] != "]":
        if index == wanted:
            return at
        at, index = _next(text, at), index + 1
        if text[at - 1] == "]":
            return None
    return None


def _next(text: str, at: int) -> int:
    """Behind a value and its comma, or behind the bracket that ends the container."""
    _, at = _DECODER.raw_decode(text, at)
    return _after_space(text, _after_space(text, at) + 1)


def duplicate(text: str) -> tuple[int, str]:
    """Offset and name of the first key that its object has already. ValueError where there is none."""
    seen: list[set[str]] = []
    text_before: re.Match[str] | None = None
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "{[":
            seen.append(set())
        elif mark in "}]":
            seen.pop()
        elif mark == ":":
            assert text_before is not None
            key = json.loads(text_before[0])
            if key in seen[-1]:
                return text_before.start(), key
            seen[-1].add(key)
        text_before = token if mark[0] == '"' else None
    raise ValueError("no key stands twice")
