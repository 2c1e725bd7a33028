"""Many names in little room, as shells write them: `data-{a,b}`, `node-{001..040}`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_SPLIT: Final = re.compile(r"(?P<head>.*[-_./])(?P<tail>[A-Za-z0-9]+)\Z", re.DOTALL)
_FEWEST: Final = 3
_LONGEST: Final = 200
"""Characters of one group: a longer one is written as several."""


@dataclass(frozen=True, slots=True)
class Names:
    """One text that stands for so many names."""

    text: str
    count: int


def braced(names: Iterable[str]) -> list[Names]:
    """The names by what they begin with, in the order in which they come first. A shell expands each text to its names.

    Three numbers or more of one width, each the next one, are a range. A name with a sign that braces read is itself.
    """
    grouped: dict[str, list[str]] = {}
    for name in names:
        found = _SPLIT.match(name)
        head, tail = (found["head"], found["tail"]) if found and not set(name) & set("{},") else (name, "")
        grouped.setdefault(head, []).append(tail)
    return [item for head, tails in grouped.items() for item in _group(head, tails)]


def _group(head: str, tails: Sequence[str]) -> Iterator[Names]:
    if tails[0] == "":
        yield from (Names(head, 1) for _ in tails)
        return
    pending: list[Names] = []
    length = 0
    for part in _parts(sorted(tails, key=lambda tail: (not tail.isdigit(), len(tail) if tail.isdigit() else 0, tail))):
        if pending and length + len(part.text) > _LONGEST:
            yield _written(head, pending)
            pending, length = [], 0
        pending.append(part)
        length += len(part.text) + 1
    yield _written(head, pending)


def _written(head: str, parts: Sequence[Names]) -> Names:
    count = sum(part.count for part in parts)
    if count == 1:
        return Names(f"{head}{parts[0].text}", 1)
    return Names(f"{head}{{{','.join(part.text for part in parts)}}}", count)


def _parts(tails: Sequence[str]) -> Iterator[Names]:
    """The tails, in their order; runs of numbers as ranges."""
    start = 0
    while start < len(tails):
        end = start + 1
        while end < len(tails) and _next(tails[end - 1], tails[end]):
            end += 1
        if end - start >= _FEWEST:
            yield Names(f"{tails[start]}..{tails[end - 1]}", end - start)
        else:
            yield from (Names(tail, 1) for tail in tails[start:end])
        start = end


def _next(one: str, other: str) -> bool:
    return one.isascii() and one.isdigit() and other.isdigit() and f"{int(one) + 1:0{len(one)}}" == other
