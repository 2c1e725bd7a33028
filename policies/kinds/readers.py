"""Readers of inputs, from which the tables are made.

Every reader made here says by `paths` which inputs it reads (`paths_of`): tests take the tables to pieces by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar

from plan.values import UNKNOWN, Secret, revealed
from policies.kinds.table import Inputs, Reader

_R = TypeVar("_R", bound=Callable[[Inputs], Any])


def reads(*paths: str) -> Callable[[_R], _R]:
    """Marks a reader with the paths of the inputs that it reads (`rules[].ports`)."""

    def mark(reader: _R) -> _R:
        # an attribute of the function and not a class around it: readers are called for every record and attribute
        setattr(reader, "paths", paths)  # noqa: B010  (mypy knows no attributes of functions)
        return reader

    return mark


def paths_of(reader: Reader) -> tuple[str, ...]:
    """Which inputs a reader reads; empty for a constant and for a reader that does not say."""
    found: tuple[str, ...] = getattr(reader, "paths", ())
    return found


@reads()
def NOT_SAYABLE(_: Inputs) -> None:
    """The class cannot say it: the answer is None."""


def const(value: Any) -> Reader:
    """The class is always so."""
    return reads()(lambda _: value)


@lru_cache(maxsize=4096)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.replace("[]", ".[]").strip(".").split("."))


def look(value: Any, path: str) -> Any:
    """What stands at `path` (`a.b`, `rules[].ports`): revealed; None: not set, UNKNOWN: a part is not known.

    A `[]` step gives a list of what stands at the rest of the path in each member; members without it are left out.
    """
    steps = _steps(path)
    if len(steps) == 1 and type(value) is dict:
        # nearly always: the long way gives the same
        value = value.get(steps[0])
        return revealed(value) if type(value) is Secret else value
    return _look(value, steps)


def _look(value: Any, steps: tuple[str, ...]) -> Any:
    for index, step in enumerate(steps):
        kind = type(value)
        if kind is dict and step != "[]":
            # nearly always: the long way below gives the same
            value = value.get(step)
            continue
        if kind is Secret:
            value = revealed(value)
        if value is None or value is UNKNOWN:
            return value
        if step == "[]":
            if not isinstance(value, list | tuple):
                return None
            found = (_look(member, steps[index + 1 :]) for member in value)
            return [item for item in found if item is not None]
        value = value.get(step) if isinstance(value, Mapping) else None
    return revealed(value) if type(value) is Secret else value


def stands(value: Any) -> bool:
    """Whether anything stands there: what is known only after apply does, lists of nothing but empty lists do not."""
    if type(value) is list:
        return any(stands(item) for item in value)
    return value is UNKNOWN or value not in (None, "", {})


def at(path: str, default: Any = None) -> Reader:
    """What stands at `path`, or the cloud's default."""
    steps = _steps(path)

    @reads(path)
    def read(inputs: Inputs) -> Any:
        value = _look(inputs, steps)
        return default if value is None else value

    return read


def same(path: str, *values: Any, default: Any = None) -> Reader:
    """Whether the value at `path` is one of `values` (texts compared without case); `default` where it is not set."""
    wanted = {_folded(value) for value in values}
    return mapped(path, lambda value: _folded(value) in wanted, default)


def mapped(path: str, change: Callable[[Any], Any], default: Any = None) -> Reader:
    """The value at `path` changed by a function; UNKNOWN stays UNKNOWN."""
    steps = _steps(path)

    @reads(path)
    def read(inputs: Inputs) -> Any:
        value = _look(inputs, steps)
        if value is None:
            return default
        return value if value is UNKNOWN else change(value)

    return read


def is_set(path: str) -> Reader:
    """Whether anything stands at `path`. A value that is known only after apply is set."""
    steps = _steps(path)

    @reads(path)
    def read(inputs: Inputs) -> bool:
        value = _look(inputs, steps)
        return value is UNKNOWN or value not in (None, "", [], {})

    return read


def inverse(reader: Reader) -> Reader:
    """The opposite of a yes-or-no answer."""

    @reads(*paths_of(reader))
    def read(inputs: Inputs) -> Any:
        value = reader(inputs)
        return value if value is None or value is UNKNOWN else not value

    return read


def first(*readers: Reader) -> Reader:
    """The first answer that is not None."""

    @reads(*(path for reader in readers for path in paths_of(reader)))
    def read(inputs: Inputs) -> Any:
        return next((value for value in (reader(inputs) for reader in readers) if value is not None), None)

    return read


def place(*paths: str, ignored: tuple[str, ...] = ()) -> Reader:
    """Where a resource lies by several inputs (zone, then region): the first, as long as the others agree with it.

    A zone begins with its region's name. Where two disagree, both are given in one text that is no place at all.
    """
    readers = tuple(at(path) for path in paths)

    @reads(*paths)
    def read(inputs: Inputs) -> Any:
        found = [value for value in (reader(inputs) for reader in readers) if value not in (None, "", *ignored)]
        if UNKNOWN in found:
            return UNKNOWN
        spellings = [str(value).casefold() for value in found]
        if any(not spellings[0].startswith(spelling) for spelling in spellings[1:]):
            return " / ".join(map(str, found))
        return found[0] if found else None

    return read


def any_of(answers: tuple[Any, ...]) -> Any:
    """Several yes-or-no answers as one: yes where one is yes. For `Entry.combine`."""
    known = [answer for answer in answers if answer is not UNKNOWN]
    return True if any(known) else UNKNOWN if len(known) < len(answers) else False


def all_of(answers: tuple[Any, ...]) -> Any:
    """Several yes-or-no answers as one: no where one is no. For `Entry.combine`."""
    known = [answer for answer in answers if answer is not UNKNOWN]
    return False if not all(known) else UNKNOWN if len(known) < len(answers) else True


def joined(answers: tuple[Any, ...]) -> Any:
    """Several tuples as one; an UNKNOWN one stays as a member. For `Entry.combine`."""
    return tuple(item for answer in answers for item in ((answer,) if answer is UNKNOWN else answer))


def texts(path: str) -> Reader:
    """The texts at `path` as a tuple; None where nothing is set."""
    steps = _steps(path)

    @reads(path)
    def read(inputs: Inputs) -> Any:
        value = _look(inputs, steps)
        if value is None or value is UNKNOWN:
            return value
        items = value if isinstance(value, list | tuple) else [value]
        return tuple(revealed(item) for item in items)

    return read


def pairs(path: str, separator: str = "=") -> Reader:
    """Tags written as a list of texts (`owner=x`) as a mapping. Texts without separator are left out; what is no list
    is given as it is.

    A key that is written twice keeps both values, joined by `+`: none may hide behind another.
    """
    steps = _steps(path)

    @reads(path)
    def read(inputs: Inputs) -> Any:
        value = _look(inputs, steps)
        if value is None or value is UNKNOWN:
            return value
        if type(value) is list and all(type(item) is str for item in value):
            return _split(tuple(value), separator)
        if not isinstance(value, list | tuple):
            return value
        return _joined(str(item).partition(separator) for item in map(revealed, value) if item is not UNKNOWN)

    return read


@lru_cache(maxsize=4096)
def _split(texts: tuple[str, ...], separator: str) -> Mapping[str, str]:
    # everything in an area has the same tags
    return MappingProxyType(_joined(text.partition(separator) for text in texts))


def _joined(split: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for key, found, text in split:
        if not found:
            continue
        joined[key] = f"{joined[key]}+{text}" if key in joined else text
    return joined


def unsayable(*names: str) -> Mapping[str, Reader]:
    """Attributes that a class cannot say, for a table."""
    return dict.fromkeys(names, NOT_SAYABLE)


def keyed(path: str, key: str = "key", value: str = "value") -> Reader:
    """Tags written as a list of `{key, value}` as a mapping. What is no list is given as it is."""
    steps = _steps(path)

    @reads(path)
    def read(inputs: Inputs) -> Any:
        items = _look(inputs, steps)
        if not isinstance(items, list | tuple):
            return items
        return {str(look(item, key)): look(item, value) for item in items if revealed(item) is not UNKNOWN}

    return read


def each(value: Any) -> Iterable[Any]:
    """The members of a list of inputs, revealed; nothing where it is not set. UNKNOWN members stay."""
    value = revealed(value)
    return (revealed(item) for item in value) if isinstance(value, list | tuple) else ()


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
