"""What parity measures, in the shape that the journal and the gates read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version
from typing import Final

from bastide.cutover.measure import Measurement
from bastide.cutover.parity.model import OPEN_FATES, Compared, Entitled, Fated, Named, Parity, Reached, State

_OBJECTS: Final = 100


def measured(parity: Parity, time: datetime) -> tuple[Measurement, ...]:
    """The counts of one comparison, and of what differs the names.

    Args:
        time: when the plans were made, with its offset from UTC. Not the day of evaluation.
    """
    source = f"bastide parity {version('bastide')}, {parity.legacy} to {parity.target}"

    def one(measure: str, value: int, objects: Iterable[str] = ()) -> Measurement:
        named = tuple(sorted(set(objects)))[:_OBJECTS]
        return Measurement(measure=measure, value=value, time=time, source=source, objects=named)

    tallies = parity.tallies
    return (
        *(one(f"parity.{state.value}", parity.counts[state], _roles(parity, state)) for state in _STATES),
        one("parity.roles", tallies["roles"].total),
        one("entitlements.differences", tallies["entitlements"].open, map(_right, _open(parity.entitlements))),
        one("entitlements.count", tallies["entitlements"].total),
        one("reachability.differences", tallies["reachability"].open, map(_flow, _open(parity.reachability))),
        one("reachability.flows", tallies["reachability"].total),
        one("names.missing", tallies["names"].open, map(_name, _open(parity.names))),
        one("names.count", tallies["names"].total),
    )


_STATES: Final = (State.MISSING, State.WEAKER, State.UNDECIDED)


def _roles(parity: Parity, state: State) -> Iterable[str]:
    return (_role(item) for item in parity.roles if item.state is state)


def _role(item: Compared) -> str:
    return f"{item.kind} {item.legacy or item.target}"


def _open(items: Iterable[Fated]) -> list[Fated]:
    return [item for item in items if item.fate in OPEN_FATES]


def _right(item: Entitled) -> str:
    return f"{item.kind} {item.target or item.legacy}: {item.right} in {item.area}"


def _flow(item: Reached) -> str:
    return f"{item.source} to {item.target} by {item.protocol}"


def _name(item: Named) -> str:
    return f"{item.name} in {item.zone}" if item.zone else item.name
