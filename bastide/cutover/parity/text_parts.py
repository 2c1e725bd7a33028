"""Rights, flows and names that differ, for people. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from rich.markup import escape

from bastide.cutover.parity.model import OPEN_FATES, Decided, Entitled, Fate, Named, Parity, Reached
from bastide.cutover.parity.reach.ports import written
from bastide.review.findings.report import printable

_SAID: Final = {
    Fate.WIDER: "at the target alone",
    Fate.MISSING: "at the legacy alone",
    Fate.RENAMED: "go on by the counterpart",
    Fate.DROPPED: "left behind on purpose",
    Fate.ADDED: "new on purpose",
}
_DO: Final = {
    "Rights": "change the grant or the list of persons, or decide it under `entitlements` in stacks/mapping.yaml",
    "Flows": "change the flow in the intent, or decide it under `flows` in stacks/mapping.yaml",
    "Names": "close the gap of the role that serves it, or name a successor under `names` in stacks/mapping.yaml",
}
_SHOWN: Final = 12


class _Line(NamedTuple):
    """One thing that differs. Things of one head of which the same is said stand together."""

    fate: Fate
    head: str
    what: str
    why: str


def lines(parity: Parity, *, detail: bool) -> Iterator[str]:
    """What is open; with `detail` all that differs, what was decided on purpose too."""
    parts: dict[str, Iterable[_Line]] = {
        "Rights": (_right(item) for item in parity.entitlements),
        "Flows": (_flow(item) for item in parity.reachability),
        "Names": (_name(item) for item in parity.names),
    }
    for head, found in parts.items():
        yield from _part(head, list(found), detail=detail)


def _part(head: str, found: list[_Line], *, detail: bool) -> Iterator[str]:
    for fate in _SAID if detail else OPEN_FATES:
        listed = [line for line in found if line.fate is fate]
        if listed:
            yield f"[bold]{head} {_SAID[fate]}[/bold]"
            yield from _grouped(listed, len(listed) if detail else _SHOWN)
            if fate in OPEN_FATES:
                yield f"  do: {_DO[head]}"
            yield ""


def _grouped(listed: list[_Line], most: int) -> Iterator[str]:
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in listed:
        alike[line.head, line.why].append(line.what)
    for (head, why), what in alike.items():
        more = f", ... {len(what) - most} more (--detail)" if len(what) > most else ""
        yield f"  {_plain(head)}: {_plain(', '.join(what[:most]))}{more}"
        if why:
            yield f"    {_plain(why)}"


def _right(item: Entitled) -> _Line:
    return _Line(
        item.fate, f"{item.kind} {item.right}", f"{item.target or item.legacy} in {item.area}", _why(item.decided)
    )


def _flow(item: Reached) -> _Line:
    return _Line(item.fate, f"to {item.target}, {item.protocol} {written(item.ports)}", item.source, _why(item.decided))


def _name(item: Named) -> _Line:
    if item.fate is Fate.RENAMED:
        return _Line(item.fate, item.zone or "public", f"{item.name} → {item.successor}", _why(item.decided))
    return _Line(item.fate, item.zone or "public", item.name, _why(item.decided))


def _why(item: Decided) -> str:
    return f"{item.why} ({item.owner}, {item.day})" if item.owner else item.why


def _plain(text: str) -> str:
    return escape(printable(text))
