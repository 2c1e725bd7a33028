"""Random damages of a journal's bytes: each replaces one piece by another."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Damage:
    """The bytes from `start` up to `end` become `new`."""

    kind: str
    start: int
    end: int
    new: bytes

    def of(self, raw: bytes) -> bytes:
        return raw[: self.start] + self.new + raw[self.end :]

    def changes(self, raw: bytes) -> bool:
        return raw[self.start : self.end] != self.new and self.of(raw) != raw


@dataclass(frozen=True)
class Journal:
    """Its bytes, and where each line begins; the last one is where it ends."""

    raw: bytes
    starts: tuple[int, ...]

    @classmethod
    def of(cls, raw: bytes) -> Journal:
        starts = [0]
        while starts[-1] < len(raw):
            starts.append(raw.index(b"\n", starts[-1]) + 1)
        return cls(raw, tuple(starts))

    def line(self, number: int) -> bytes:
        return self.raw[self.starts[number] : self.starts[number + 1]]


def flip(journal: Journal, at: random.Random) -> Damage:
    """One bit of one byte, or all of it."""
    place = at.randrange(len(journal.raw))
    byte = journal.raw[place]
    other = byte ^ (1 << at.randrange(8)) if at.random() < 0.5 else at.randrange(256)
    return Damage("flip", place, place + 1, bytes([other]))


def insert(journal: Journal, at: random.Random) -> Damage:
    place = at.randrange(len(journal.raw) + 1)
    return Damage("insert", place, place, at.randbytes(at.choice((1, 1, 1, 2, 7))))


def space(journal: Journal, at: random.Random) -> Damage:
    """What means nothing in JSON."""
    place = at.randrange(len(journal.raw) + 1)
    return Damage("space", place, place, at.choice((b" ", b"\n", b"\r", b"\t", b"\r\n")))


def delete(journal: Journal, at: random.Random) -> Damage:
    start = at.randrange(len(journal.raw))
    return Damage("delete", start, min(len(journal.raw), start + at.choice((1, 1, 2, 50, 2000))), b"")


def truncate(journal: Journal, at: random.Random) -> Damage:
    return Damage("truncate", at.randrange(len(journal.raw)), len(journal.raw), b"")


def swap(journal: Journal, at: random.Random) -> Damage:
    """Two lines change places; what is between them stays."""
    one, other = sorted(at.sample(range(len(journal.starts) - 1), 2))
    between = journal.raw[journal.starts[one + 1] : journal.starts[other]]
    new = journal.line(other) + between + journal.line(one)
    return Damage("swap", journal.starts[one], journal.starts[other + 1], new)


def duplicate(journal: Journal, at: random.Random) -> Damage:
    place = at.choice(journal.starts)
    return Damage("duplicate", place, place, journal.line(at.randrange(len(journal.starts) - 1)))


def lose(journal: Journal, at: random.Random) -> Damage:
    """A whole line, also the last."""
    number = at.randrange(len(journal.starts) - 1)
    return Damage("lose", journal.starts[number], journal.starts[number + 1], b"")


KINDS: Final[tuple[Callable[[Journal, random.Random], Damage], ...]] = (
    flip,
    flip,
    flip,
    insert,
    space,
    delete,
    truncate,
    swap,
    duplicate,
    lose,
)


def damage(journal: Journal, at: random.Random) -> Damage:
    """One that changes something."""
    while True:
        found = at.choice(KINDS)(journal, at)
        if found.changes(journal.raw):
            return found
