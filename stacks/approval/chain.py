"""A chain of entries: a line of JSON each, written in one way, with the digest of the entry before it. Pure.

That nothing was changed, left out or put in between shows in the lines alone. That entries are missing at the end, or
that all of them were made anew, does not: somebody outside must hold the digest of an entry.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Generic, Protocol, TypeVar

from pydantic import ValidationError

from facts.errors import BadInput, Place
from stacks.approval import canonical

START: Final = ""
"""What the first entry has for the digest of the one before it."""
_MARK: Final = b"\xef\xbb\xbf"


class Link(Protocol):
    """What every entry has. `number` counts from 1; `digest` is over everything else."""

    @property
    def number(self) -> int: ...
    @property
    def previous(self) -> str: ...
    @property
    def digest(self) -> str: ...
    def model_dump(self, *, mode: str, by_alias: bool) -> dict[str, Any]: ...


E = TypeVar("E", bound=Link)
Where = Callable[[int], Place]
"""The place of an entry by its number. Columns are those of the line."""


def _nothing(_before: Any, _entry: Any) -> str:
    return ""


@dataclass(frozen=True)
class Chain(Generic[E]):
    """One kind of chain.

    Attributes:
        schema: every entry names it.
        parse: an entry of what JSON says; raises pydantic's ValidationError.
        restore: what to do where the chain is broken.
        follows: what is wrong with an entry after the one before it (None: it is the first), beyond number and
            digests; "" for nothing.
    """

    schema: str
    parse: Callable[[Any], E]
    restore: str
    follows: Callable[[E | None, E], str] = _nothing


class Broken(BadInput):
    """The lines are entries, but not those that were written: one was changed, or does not follow from the last."""

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(Broken, place=self.place, expected=self.expected, action=self.action), (self.found,)


def line_of(entry: Link) -> bytes:
    """The entry as it is kept, without a line feed."""
    return canonical.line(entry.model_dump(mode="json", by_alias=True)).encode("utf-8")


def made(chain: Chain[E], before: E | None, content: Mapping[str, Any]) -> E:
    """The entry that follows `before`, of everything but its schema, number and digests.

    Raises:
        ValueError: the content is none of such an entry (pydantic's ValidationError is one).
    """
    whole = {
        "schema": chain.schema,
        "number": before.number + 1 if before else 1,
        "previous": before.digest if before else START,
        **content,
    }
    # the digest of a draft: only now its values are written as those of an entry are
    draft = chain.parse({**whole, canonical.DIGEST: "0" * 64})
    data = draft.model_dump(mode="json", by_alias=True)
    entry = chain.parse({**data, canonical.DIGEST: canonical.own_digest(data)})
    if found := chain.follows(before, entry):
        raise ValueError(found)
    return entry


def entries_of(chain: Chain[E], lines: Sequence[bytes], where: Where, before: E | None = None) -> tuple[E, ...]:
    """The entries of these lines, of which the first follows `before`.

    Raises:
        Broken: an entry was changed, or does not follow from the one before it.
        BadInput: a line is none of such a chain.
    """
    found: list[E] = []
    for line in lines:
        number = before.number + 1 if before else 1
        before = _entry(chain, line, before, where(number))
        found.append(before)
    return tuple(found)


def may_begin_an_entry(piece: bytes) -> bool:
    """Whether these bytes may be what is left of a line whose writing was interrupted."""
    # after a loss of power a file can be longer than what reached it: the rest of it are zeros
    text = piece.rstrip(b"\0").decode("utf-8", errors="ignore")
    if not text.startswith('{"'[: len(text)]):
        return False
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return True
    return end == len(text)


def _entry(chain: Chain[E], line: bytes, before: E | None, place: Place) -> E:
    data = _data(chain, line, place)
    try:
        entry = chain.parse(data)
    except ValidationError as error:
        raise _broken(chain, place, f"no entry: {_first(error)}") from None
    if canonical.own_digest(data) != entry.digest:
        raise _broken(chain, place, "an entry that was changed")
    number, previous = (before.number + 1, before.digest) if before else (1, START)
    if (entry.number, entry.previous) != (number, previous):
        raise _broken(chain, place, f"entry {entry.number}, a line that does not follow from the one before it")
    if found := chain.follows(before, entry):
        raise _broken(chain, place, found)
    return entry


def _data(chain: Chain[E], line: bytes, place: Place) -> dict[str, Any]:
    if line.startswith(_MARK):
        raise _unreadable(chain, place, 0, "a byte order mark")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _unreadable(chain, place, error.start, f"byte {line[error.start]:#04x}, which is not UTF-8") from None
    try:
        data = json.loads(text)
        again = canonical.line(data)
    except json.JSONDecodeError as error:
        raise _unreadable(chain, place, error.pos, f"no JSON: {error.msg}") from None
    except (ValueError, RecursionError):
        raise _unreadable(chain, place, 0, "a value that no entry has") from None
    if again != text:
        column = next(
            (at for at, (one, other) in enumerate(zip(text, again, strict=False)) if one != other), len(again)
        )
        raise _broken(chain, _at(place, column), "a line that is not written as entries are")
    if not isinstance(data, dict):
        raise _broken(chain, place, "no entry")
    return data


def _first(error: ValidationError) -> str:
    detail = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}"


def _at(place: Place, column: int) -> Place:
    return Place(place.file, place.line, column + 1, place.path)


def _unreadable(chain: Chain[E], place: Place, column: int, found: str) -> BadInput:
    return BadInput(
        f"found {found}", place=_at(place, column), expected="a line of JSON, in UTF-8", action=chain.restore
    )


def _broken(chain: Chain[E], place: Place, found: str) -> Broken:
    return Broken(
        f"found {found}",
        place=place,
        expected="the journal as it was written: entries are added and never changed",
        action=chain.restore,
    )
