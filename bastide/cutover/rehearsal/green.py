"""Whether a rehearsal is green by itself. The gates of the move ask more, and with ages; this decides its exit code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from bastide.cutover.measure import Measurement

_OVER: Final[Mapping[str, str]] = {
    "objects.missing": "objects.count",
    "objects.different": "objects.count",
    "objects.unhashed": "objects.count",
    "objects.extra": "objects.count",
    "delta.left": "objects.count",
    "tables.without_identity": "tables.count",
    "database.tables_different": "tables.count",
    "database.not_replicated": "tables.count",
    "database.ddl_drift": "tables.count",
    "database.sequences_behind": "database.sequences",
    "database.slots_left": "database.slots_seen",
    "keys.unwrapped": "keys.count",
}
"""Differences, each over its count."""
_PROOFS: Final = frozenset({"legacy.read_only", "rehearsal.rollback_done"})
_AT_LEAST_ZERO: Final = frozenset({"rehearsal.margin_minutes"})
_AT_MOST: Final[Mapping[str, float]] = {"database.lag_seconds": 5.0}


def reds(measurements: Iterable[Measurement]) -> frozenset[str]:
    """The measures that are not as they must be. 0 differences over 0 objects prove nothing, and are red.

    Of the measures of one part, what it did not measure is red; a part of which nothing was measured was not asked for.
    """
    values = {one.measure: one.value for one in measurements}
    parts = {measure.partition(".")[0] for measure in values}
    # a part is asked for all of its differences once it has measured anything: by its own name, or by the count
    expected = {one for one, count in _OVER.items() if one.partition(".")[0] in parts or count in values}
    red = {measure for measure in expected if not _none(values.get(measure), values.get(_OVER[measure]))}
    red |= {measure for measure in _PROOFS if values.get(measure) is not True}
    red |= {measure for measure in _AT_LEAST_ZERO if not _least(values.get(measure), 0)}
    red |= {one for one, most in _AT_MOST.items() if one in values and not float(values[one]) <= most}
    return frozenset(red)


def _none(differences: object, count: object) -> bool:
    return _number(differences) and differences == 0 and _least(count, 1)


def _least(value: object, least: float) -> bool:
    return _number(value) and float(value) >= least  # type: ignore[arg-type]


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
