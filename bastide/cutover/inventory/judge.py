"""Rows of an inventory against the legacy's plan: each row in exactly one class. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from bastide.cutover.inventory.automatic import Known, automatic, known
from bastide.cutover.inventory.model import (
    Absence,
    Coverage,
    Ignored,
    Judged,
    Missing,
    Planned,
    Row,
    Source,
    Verdict,
)
from bastide.cutover.inventory.rows import comparable, group_of, subscription_of
from plan import arm_id
from plan.arm_types import arm_type
from policies.kinds.tables import entry

_NO_COUNTERPART: Final = frozenset({"refused", "unknown"})
_WHOLE: Final = frozenset({"state", "terraform", "terraform state", "preview", "builtin", "pulumi"})
"""Forms that list whatever they hold, children and extensions too."""
_KINDS: Final = 8192
"""Azure has some 4,000 kinds; what else differs is the owner of a lock."""
_OWN_TABLE: Final = ("microsoft.authorization/", "microsoft.resources/", "microsoft.insights/diagnosticsettings")
"""Types that a listing never shows, and a query only of another table."""


def coverage(
    estate: str,
    subscription: str,
    planned: Sequence[Planned],
    sources: Sequence[tuple[Source, Sequence[Row]]],
    register: Sequence[Ignored],
    *,
    on: date,
    taken: date | None = None,
) -> Coverage:
    """What of an inventory the legacy's plan has, and what of the plan the inventory does not."""
    rows = [row for _, found in sources for row in found]
    by_key = {item.key: item for item in planned if item.key}
    judge = _Judge(by_key, known(planned, subscription), register, on)
    judged = tuple(judge.row(row) for row in rows)
    seen = {row.key for row in rows}
    listable = _Listable(sources)
    expected = {name for item in planned if (name := subscription_of(item.key))}
    return Coverage(
        estate=estate,
        on=on,
        taken=taken,
        sources=tuple(source for source, _ in sources),
        unseen=tuple(sorted(expected - {name for source, _ in sources for name in source.subscriptions})),
        rows=judged,
        missing=tuple(Missing(item, listable.absence(item)) for item in planned if item.key not in seen),
        expired=tuple(item for item in register if item in judge.matched and item.until < on),
        stale=tuple(item for item in register if item not in judge.matched),
    )


class _Judge:
    """Judges rows one after the other; remembers what it has seen."""

    def __init__(self, planned: Mapping[str, Planned], plan: Known, register: Sequence[Ignored], on: date) -> None:
        self._planned, self._plan, self._on = planned, plan, on
        self._by_id = {comparable(item.id): item for item in register if item.id}
        self._below = {comparable(item.below): item for item in register if item.below}
        self._seen: dict[str, Row] = {}
        self.matched: set[Ignored] = set()

    def row(self, row: Row) -> Judged:
        first = self._seen.setdefault(row.key, row)
        if first is not row:
            return Judged(row, Verdict.REPEATED, f"{first.file}: {first.place}")
        found = self._planned.get(row.key)
        ignored = self._ignored(row)
        if found is not None:
            return Judged(row, Verdict.MANAGED, found.resource.urn, adopts=not found.known)
        if ignored is not None and ignored.until >= self._on:
            return Judged(row, Verdict.IGNORED, ignored.reason, ignored.owner)
        made = automatic(row, self._plan)
        if made:
            return Judged(row, Verdict.AUTOMATIC, made)
        unmapped = no_counterpart(row.type, row.owner)
        if unmapped:
            return Judged(row, Verdict.UNMAPPED, unmapped)
        return Judged(row, Verdict.UNMANAGED, "the plan does not have it")

    def _ignored(self, row: Row) -> Ignored | None:
        """The entry that names it, or the nearest thing that it lies below."""
        found = self._by_id.get(row.key) or (self._around(row.key) if self._below else None)
        if found is not None:
            self.matched.add(found)
        return found

    def _around(self, key: str) -> Ignored | None:
        parts = key.split("/")
        spots = ("/".join(parts[:length]) for length in range(len(parts) - 1, 1, -1))
        return next((self._below[spot] for spot in spots if spot in self._below), None)


@lru_cache(maxsize=_KINDS)
def no_counterpart(kind: str, owner: str) -> str:
    """Why nothing is known to take the place of a kind at a sovereign cloud; "" where something is."""
    token = arm_type(kind, owner).token
    found = entry(token)
    if found.kind not in _NO_COUNTERPART:
        return ""
    if found.kind == "unknown":
        return f"{kind} is in no table of kinds"
    return f"{token}: {found.attributes['reason']({})}"


class _Listable:
    """Whether an inventory would show something if it were there."""

    def __init__(self, sources: Iterable[tuple[Source, Sequence[Row]]]) -> None:
        known = tuple(sources)
        self._types = {row.type.casefold() for _, rows in known for row in rows}
        self._whole = any(source.form in _WHOLE for source, _ in known)
        self._listed = any(source.form in ("listing", "query") for source, _ in known)
        self._exported = {group_of(row.key) for source, rows in known if source.form == "template" for row in rows}

    def absence(self, item: Planned) -> Absence:
        parts = arm_id.parsed(item.key)
        kind = parts.type.casefold() if parts is not None else ""
        top = kind.count("/") == 1 and not kind.startswith(_OWN_TABLE)
        shown = (
            self._whole
            or kind in self._types
            or (self._listed and top)
            or (group_of(item.key) in self._exported and not kind.startswith(_OWN_TABLE))
        )
        return Absence.NOT_THERE if shown else Absence.NOT_LISTABLE
