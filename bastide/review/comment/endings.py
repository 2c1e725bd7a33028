"""What comes to an end soon: exemptions that cover something, and facts that the plans rest on. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from bastide.review.comment.model import Ending, Ends, Found
from facts.inventory import Item
from plan.origin import CLOUDS

DAYS: Final = 60
_WORD: Final = re.compile(r"[\w-]+")
_CLOUDS: Final = frozenset(CLOUDS.values())


def endings(found: Iterable[Found], facts: Iterable[Item], clouds: Collection[str], on: date) -> tuple[Ending, ...]:
    """What ends on a day or up to `DAYS` later, the first first. What has ended is a finding already."""
    last = on + timedelta(days=DAYS)
    all_of_them = (*_exemptions(found), *_facts([item for item in facts if _concerns(item, clouds)]))
    soon = {item for item in all_of_them if on <= item.until <= last}
    return tuple(sorted(soon, key=lambda item: (item.until, item.kind, item.what, item.place)))


def _exemptions(found: Iterable[Found]) -> Iterator[Ending]:
    counted: dict[tuple[str, str, date, str], int] = {}
    for item in found:
        if item.exemption is not None:
            key = (item.exemption.id, item.rule, item.exemption.until, item.exemption.ticket)
            counted[key] = counted.get(key, 0) + 1
    for (name, rule, until, ticket), count in counted.items():
        yield Ending(Ends.EXEMPTION, until, name, rule, ticket, count)


def _facts(items: Iterable[Item]) -> Iterator[Ending]:
    """A fact with an end by itself; those whose check grows old together, a file and a day."""
    old: dict[tuple[str, date], int] = {}
    for item in items:
        if item.until is not None:
            yield Ending(Ends.FACT, item.until, item.path, f"{item.file}:{item.line}", item.value, 1)
        if item.believed_until is not None:
            key = (item.file, item.believed_until)
            old[key] = old.get(key, 0) + 1
    for (file, until), count in old.items():
        yield Ending(Ends.CHECK, until, file, file, "", count)


def _concerns(item: Item, clouds: Collection[str]) -> bool:
    """Whether it is of one of these clouds, or of none in particular."""
    words = _WORD.findall(f"{item.file} {item.path}")
    named = {cloud for cloud in _CLOUDS for word in words if word == cloud or word.startswith(f"{cloud}-")}
    return not named or bool(named & set(clouds))
