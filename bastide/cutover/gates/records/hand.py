"""What a person says: `decision.go=true`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import ValidationError

from bastide.cutover.gates.judge import fits
from bastide.cutover.gates.records.model import MOST_OBJECTS
from bastide.cutover.measure import Measurement, Value
from bastide.cutover.move.model import Kind, Move
from facts.errors import BadInput

_FUNCTION: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_INTEGER: Final = re.compile(r"-?[0-9]{1,18}")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,18}\.[0-9]{1,9}")


@dataclass(frozen=True)
class Said:
    """Whose word it is (a function, never a person's name), when, and about what."""

    by: str
    time: datetime
    objects: tuple[str, ...]


def said(values: Sequence[str], word: Said, move: Move) -> tuple[Measurement, ...]:
    """The measurements in `measure=value` texts.

    Raises:
        BadInput: the plan has no such measure, leaves it to a program, or the value is none of its kind.
    """
    if not _FUNCTION.fullmatch(word.by):
        raise BadInput(
            f"found --by {word.by}",
            expected="a function, in small letters: data-protection-officer",
            action="name the function, not the person",
        )
    if len(word.objects) > MOST_OBJECTS:
        raise BadInput(
            f"found {len(word.objects)} objects", expected=f"at most {MOST_OBJECTS}", action="name the first ones"
        )
    return tuple(_one(text, word, move) for text in values)


def _one(text: str, word: Said, move: Move) -> Measurement:
    name, equals, raw = text.partition("=")
    planned = move.measures.get(name)
    if planned is None or not equals:
        raise BadInput(
            f"found `{text}`",
            expected=f"MEASURE=VALUE, with one of {', '.join(key for key, one in move.measures.items() if one.hand)}",
            action="correct it",
        )
    if not planned.hand:
        raise BadInput(
            f"{name} is measured by a program ({planned.by.en}), and nobody's word takes its place",
            expected="its record",
            action="bastide cutover record measure WAVE --from FILE",
        )
    value = _value(raw)
    if value is None or not fits(planned.kind, value):
        raise BadInput(f"{name} is `{raw}`", expected=_EXPECTED[planned.kind], action="correct the value")
    try:
        return Measurement(measure=name, value=value, time=word.time, source=word.by, objects=word.objects)
    except ValidationError as error:
        raise BadInput(
            f"{name}: {error.errors(include_url=False)[0]['msg']}", expected="a measurement", action="correct it"
        ) from None


_EXPECTED: Final = {
    Kind.PROOF: "true or false",
    Kind.COUNT: "a whole number, not below 0",
    Kind.DIFFERENCES: "a whole number, not below 0",
    Kind.DURATION: "a number",
    Kind.AMOUNT: "a number",
}


def _value(raw: str) -> Value | None:
    if raw in ("true", "false"):
        return raw == "true"
    if _INTEGER.fullmatch(raw):
        return int(raw)
    return float(raw) if _DECIMAL.fullmatch(raw) else None
