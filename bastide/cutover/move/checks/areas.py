"""Faults between the plan and both intents: areas that nobody moves, what they hold, addresses that are there twice."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from bastide.cutover.move.model import Holding, Move, Wave
from components.contract.addresses import Fault, Range, area_paths, networks, pool_of, pools, shared
from components.contract.intent import Area, Intent, Space


@dataclass(frozen=True)
class Sides:
    """The intents of both estates.

    Attributes:
        dropped: areas of the legacy that `stacks/mapping.yaml` drops on purpose: no wave needs to move them.
    """

    legacy: Intent
    target: Intent
    dropped: frozenset[str] = frozenset()


def faults(move: Move, sides: Sides) -> Iterator[Fault]:
    """Faults of the waves' areas. Places are those of the plan."""
    legacy = {area.name: area for area in sides.legacy.areas}
    known = {*legacy, *(area.name for area in sides.target.areas)}
    for index, wave in enumerate(move.waves):
        if wave.area not in known:
            yield _unknown(wave, index, known)
        else:
            yield from _holds(wave, index, legacy.get(wave.area))
    moved = {wave.area for wave in move.waves}
    left = [name for name in legacy if name not in moved | sides.dropped]
    if left:
        yield Fault(
            ("waves",),
            f"no wave moves {', '.join(f'`{name}`' for name in left)} of the legacy",
            "every area of the legacy in one wave, or under `dropped` in stacks/mapping.yaml",
            "add a wave, or write there who dropped it and why",
        )


def overlaps(sides: Sides) -> Iterator[Fault]:
    """Address ranges that both sides claim; with a link between them no packet would find its way.

    Places are those of the target's intent: it is the side that can still be changed.
    """
    for here, there in shared(_ranges(sides.target), _ranges(sides.legacy)):
        yield Fault(
            here.path,
            f"the range {here.network} of `{here.name}` overlaps the legacy's {there.network} (`{there.name}`)",
            "no common address: both sides run at once, joined by a link",
            "choose another range for the target, which is not built yet",
        )


def _unknown(wave: Wave, index: int, known: Collection[str]) -> Fault:
    near = difflib.get_close_matches(wave.area, known, n=1, cutoff=0.5)
    return Fault(
        ("waves", index, "area"),
        f"neither intent has an area `{wave.area}`",
        f"one of {', '.join(sorted(known))}",
        f"did you mean `{near[0]}`?" if near else "correct the area",
    )


def holdings(area: Area | None) -> tuple[Holding, ...]:
    """What an area of the legacy holds; nothing where the legacy has no such area."""
    if area is None:
        return ()
    return tuple(holding for holding in Holding if _HOLDS[holding](area))


def _holds(wave: Wave, index: int, area: Area | None) -> Iterator[Fault]:
    expected = holdings(area)
    if sorted(wave.holds) != sorted(expected):
        shown = ", ".join(expected)
        found = ", ".join(wave.holds)
        yield Fault(
            ("waves", index, "holds"),
            f"the wave `{wave.id}` says that it holds [{found}]",
            f"[{shown}], as the legacy's intent has it: gates ask for these",
            f"write `holds: [{shown}]`",
        )


_HOLDS: Final = {
    Holding.OBJECTS: lambda area: bool(area.buckets or area.file_shares),
    Holding.DATABASES: lambda area: bool(area.databases),
    Holding.AIRLOCK: lambda area: isinstance(area, Space),
    Holding.KEYS: lambda area: bool(area.keys),
}


def _ranges(intent: Intent) -> tuple[Range, ...]:
    """The pools, and the networks of areas that lie outside their pool."""
    declared = {one.path[-1]: one for one in pools(intent)}
    apart = (
        one
        for one, (area, _) in zip(networks(intent), area_paths(intent), strict=True)
        if not one.network.subnet_of(declared[pool_of(area)].network)
    )
    return (*declared.values(), *apart)
