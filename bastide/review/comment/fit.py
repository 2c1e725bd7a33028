"""A comment that fits: whole blocks at a lower level of detail, never a cut text. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bastide.review.comment.parts import DROPPED, ORDER, STEPS

BOUND: Final = 60_000
"""Characters. GitHub takes 65,536; the rest is for what a pipeline writes around it. Four bytes each at most."""

Block = Callable[[str, int], str]
"""A block by its name, at a level of detail; "" where it has nothing to say."""
Note = Callable[[tuple[str, ...]], str]
"""What says that these blocks were shortened."""


class TooLong(Exception):
    """Even the shortest form is too long. `parts` are the lengths of its blocks."""

    def __init__(self, parts: Mapping[str, int]) -> None:
        super().__init__("too long")
        self.parts = parts


@dataclass(frozen=True, slots=True)
class Fitted:
    """The text, and the names of the blocks that say less than they could."""

    text: str
    cut: tuple[str, ...]


def whole(block: Block, head: str) -> str:
    """All blocks with every detail, however long."""
    return _joined(head, {name: block(name, 0) for name in ORDER if name != "cut_note"})


def fitted(block: Block, note: Note, head: str, bound: int = BOUND, first: Mapping[str, int] | None = None) -> Fitted:
    """All blocks, shortened step by step until they fit. `head` is the first line of the text, whatever is cut.

    `first`: block -> level to begin with, for what cannot fit with more.

    Raises:
        TooLong: nothing is left that could be shortened.
    """
    draft = _Draft(block, note, head, bound, first or {})
    for name, level in STEPS:
        if draft.fits:
            break
        draft.shorten(name, level)
    for name in DROPPED:
        if draft.fits:
            break
        draft.drop(name)
    if not draft.fits:
        raise TooLong({name: len(text) for name, text in draft.parts.items()})
    for name, level in reversed(STEPS):
        draft.restore(name, level)
    return Fitted(_joined(head, draft.parts), draft.cut)


class _Draft:
    """The blocks as they are now, and every form of each that was written."""

    def __init__(self, block: Block, note: Note, head: str, bound: int, first: Mapping[str, int]) -> None:
        self._block, self._note, self._head, self._bound = block, note, head, bound
        self._levels = {name: first.get(name, 0) for name in ORDER if name != "cut_note"}
        self._written = {(name, level): block(name, level) for name, level in self._levels.items()}
        self._dropped: set[str] = set()
        self._settle()

    @property
    def cut(self) -> tuple[str, ...]:
        """The blocks that say less than they could."""
        return tuple(
            name
            for name, level in self._levels.items()
            if name in self._dropped or (level and self._written[name, level])
        )

    @property
    def fits(self) -> bool:
        return _length(self.parts, self._head) <= self._bound

    def _settle(self) -> None:
        self.parts = {
            name: "" if name in self._dropped else self._written[name, level] for name, level in self._levels.items()
        }
        if self.cut:
            self.parts["cut_note"] = self._note(self.cut)

    def shorten(self, name: str, level: int) -> None:
        """Take a block to its next level, unless that is no shorter."""
        if level <= self._levels[name]:
            return
        text = self._written[name, level] = self._block(name, level)
        if len(text) < len(self.parts[name]):
            self._levels[name] = level
            self._settle()

    def drop(self, name: str) -> None:
        if self.parts[name]:
            self._dropped.add(name)
            self._settle()

    def restore(self, name: str, level: int) -> None:
        """Take a block back from this level to the one before, where what was cut later has made room for it."""
        earlier = [one for block, one in self._written if block == name and one < level]
        if self._levels[name] != level or name in self._dropped or not earlier:
            return
        self._levels[name] = max(earlier)
        self._settle()
        if not self.fits:
            self._levels[name] = level
            self._settle()


def _joined(head: str, parts: Mapping[str, str]) -> str:
    return "\n\n".join((head, *(parts[name] for name in ORDER if parts.get(name)))) + "\n"


def _length(parts: Mapping[str, str], head: str) -> int:
    return len(head) + 1 + sum(len(text) + 2 for text in parts.values() if text)
