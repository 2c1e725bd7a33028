"""Faults of the conditions of gates: each asks for one known measure, in the one way its kind allows."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterator
from typing import Final

from bastide.cutover.measure import Number, Value
from bastide.cutover.move.asked import Side, asked
from bastide.cutover.move.model import Condition, Kind, Move, Phase
from components.contract.addresses import Fault, Path

OPERATORS: Final = ("equals", "at_most", "at_least")


def faults(move: Move) -> Iterator[Fault]:
    """Faults of every gate of every phase."""
    for index, phase in enumerate(move.phases):
        for side, conditions in ((Side.ENTRY, phase.entry), (Side.EXIT, phase.exit)):
            path = ("phases", index, side.value)
            for number, condition in enumerate(conditions):
                yield from _condition(move, condition, (*path, number))
            yield from _twice(conditions, path)
        yield from _empty(move, phase, ("phases", index, Side.EXIT.value))


def _empty(move: Move, phase: Phase, path: Path) -> Iterator[Fault]:
    action = "say what must be measured before the phase counts as done"
    if not phase.exit:
        yield Fault(path, f"the exit gate of `{phase.id}` is empty", "at least one condition", action)
        return
    bare = [wave.id for wave in move.waves if not asked(phase, wave, Side.EXIT)]
    if bare:
        yield Fault(
            path,
            f"the exit gate of `{phase.id}` asks nothing of {', '.join(f'`{name}`' for name in bare)}",
            "at least one condition that concerns every wave (without `of`, or of what the wave holds)",
            action,
        )


def _condition(move: Move, condition: Condition, path: Path) -> Iterator[Fault]:
    measure = move.measures.get(condition.measure)
    if measure is None:
        near = difflib.get_close_matches(condition.measure, move.measures, n=1, cutoff=0.5)
        yield Fault(
            (*path, "measure"),
            f"there is no measure `{condition.measure}`",
            "one that stands under `measures`",
            f"did you mean `{near[0]}`?" if near else "correct its name, or add it under `measures`",
        )
    given = [(name, value) for name in OPERATORS if (value := getattr(condition, name)) is not None]
    if len(given) != 1:
        yield Fault(
            path,
            f"found {' and '.join(f'`{name}`' for name, _ in given)}" if given else "nothing is asked of the measure",
            f"exactly one of {', '.join(OPERATORS)}",
            "keep one of them" if given else "add one of them",
        )
        return
    ((operator, value),) = given
    if not _finite(value):
        yield Fault((*path, operator), f"found `{value}`", "a finite number", "correct the value")
    elif measure is not None and not any(name == operator and fits(value) for name, fits in _ALLOWED[measure.kind]):
        yield Fault(
            (*path, operator),
            f"found `{operator}: {_shown(value)}` for `{condition.measure}`, a measure of the kind {measure.kind}",
            _EXPECTED[measure.kind],
            "ask for it in the way of its kind",
        )


def _twice(conditions: tuple[Condition, ...], path: Path) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for number, condition in enumerate(conditions):
        for operator in OPERATORS:
            if getattr(condition, operator) is None:
                continue
            if (condition.measure, operator) in seen:
                yield Fault(
                    (*path, number),
                    f"`{condition.measure}` is asked for with `{operator}` a second time in this gate",
                    "each measure once in each way",
                    "keep the stricter of the two",
                )
            seen.add((condition.measure, operator))


def _finite(value: Value) -> bool:
    return isinstance(value, int) or math.isfinite(value)


def _shown(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _true(value: Value) -> bool:
    return value is True


def _number(value: Value) -> bool:
    return not isinstance(value, bool)


def _whole(least: int, most: float = math.inf) -> Callable[[Value], bool]:
    # False == 0: a count is never a yes-or-no
    def fits(value: Value) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

    return fits


_RANGE: Final = (("at_most", _number), ("at_least", _number))
_ALLOWED: Final[dict[Kind, tuple[tuple[str, Callable[[Value], bool]], ...]]] = {
    Kind.PROOF: (("equals", _true),),
    Kind.COUNT: (("at_least", _whole(1)),),
    Kind.DIFFERENCES: (("equals", _whole(0, 0)), ("at_most", _whole(0))),
    Kind.DURATION: _RANGE,
    Kind.AMOUNT: _RANGE,
}
_EXPECTED: Final = {
    Kind.PROOF: "`equals: true`",
    Kind.COUNT: "`at_least` with a whole number of at least 1: a count that may be 0 proves nothing",
    Kind.DIFFERENCES: "`equals: 0`, or `at_most` with a whole number",
    Kind.DURATION: "`at_most` or `at_least` with a number",
    Kind.AMOUNT: "`at_most` or `at_least` with a number",
}


def asks(conditions: tuple[Condition, ...], measure: str) -> bool:
    """Whether a gate asks that there be none of these differences at all."""
    none: tuple[Number, ...] = (0,)
    return any(one.measure == measure and (one.equals in none or one.at_most in none) for one in conditions)
