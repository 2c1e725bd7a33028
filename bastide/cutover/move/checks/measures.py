"""Faults of the list of measures: what each kind of measure needs to be judged at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bastide.cutover.move.model import Kind, Measure, Move
from components.contract.addresses import Fault

TIMES: Final = ("seconds", "minutes", "hours", "days")


def faults(move: Move) -> Iterator[Fault]:
    """Differences without a count to be over, units that do not fit their kind."""
    for name, measure in move.measures.items():
        path = ("measures", name)
        if measure.kind is Kind.DIFFERENCES:
            yield from _over(move, name, measure)
        elif measure.over is not None:
            yield Fault(
                (*path, "over"),
                f"found `over: {measure.over}` at a measure of the kind {measure.kind}",
                "`over` only at differences",
                "remove it, or make the kind `differences`",
            )
        yield from _unit(name, measure)


def _over(move: Move, name: str, measure: Measure) -> Iterator[Fault]:
    counts = sorted(other for other, found in move.measures.items() if found.kind is Kind.COUNT)
    expected = f"one of the counts: {', '.join(counts)}" if counts else "a measure of the kind count"
    action = "name what they are counted over: 0 differences over 0 objects prove nothing"
    path = ("measures", name, "over")
    if measure.over is None:
        yield Fault(path, f"the differences `{name}` say not over what they are", expected, action)
    elif measure.over not in move.measures:
        yield Fault(path, f"there is no measure `{measure.over}`", expected, action)
    elif move.measures[measure.over].kind is not Kind.COUNT:
        kind = move.measures[measure.over].kind
        yield Fault(path, f"`{measure.over}` is of the kind {kind}, not a count", expected, action)


def _unit(name: str, measure: Measure) -> Iterator[Fault]:
    path = ("measures", name, "unit")
    if measure.kind is Kind.PROOF and measure.unit:
        yield Fault(path, f"found the unit `{measure.unit}` at a proof", "none: it is true or false", "remove it")
    if measure.kind is Kind.DURATION and measure.unit not in TIMES:
        yield Fault(
            path,
            f"found the unit `{measure.unit}` at a duration" if measure.unit else f"the duration `{name}` has no unit",
            f"one of {', '.join(TIMES)}",
            "name the unit of its values",
        )
    if measure.kind is Kind.AMOUNT and not measure.unit:
        yield Fault(path, f"the amount `{name}` has no unit", "the unit of its values, such as `bytes`", "add it")
