"""Address ranges of both intents -> addresses.*."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from bastide.cutover.gates.records.model import named
from bastide.cutover.measure import Measurement
from bastide.cutover.move.model import Move
from components.contract.addresses import Range, claimed, shared
from stacks.intents import intent_of

_SOURCE: Final = "both intents"


def measured(move: Move, folder: Path, now: datetime) -> tuple[Measurement, ...]:
    """Ranges of the target that overlap one of the legacy, over all ranges: pools and networks of areas.

    Raises:
        BadInput: an intent is wrong.
    """
    legacy, target = (claimed(intent_of(folder / f"{name}.yaml")) for name in (move.legacy, move.target))
    both = {f"{_said(here)} and {_said(there)} of the legacy" for here, there in shared(target, legacy)}
    return (
        Measurement(measure="addresses.ranges", value=len(legacy) + len(target), time=now, source=_SOURCE),
        Measurement(measure="addresses.overlaps", value=len(both), time=now, source=_SOURCE, objects=named(both)),
    )


def _said(one: Range) -> str:
    kind, name = ("pool", one.path[-1]) if one.path[0] == "addresses" else ("area", one.name)
    return f"{kind} {name} {one.network}"
