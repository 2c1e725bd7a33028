"""What the steps found, as measurements. Pure: the one place that knows the measures' ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bastide.cutover.measure import Measurement, Value
from bastide.cutover.rehearsal.database.drift import Drift
from bastide.cutover.rehearsal.database.findings import Finding, Trap
from bastide.cutover.rehearsal.database.freeze import Proof
from bastide.cutover.rehearsal.database.replicate import Lag
from bastide.cutover.rehearsal.database.rollback import RolledBack
from bastide.cutover.rehearsal.database.slots import Slot
from bastide.cutover.rehearsal.database.verify import Comparison

_NAMES: Final = 100


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes measurements of one moment: `source` says by which programs, `time` when."""

    source: str
    time: datetime

    def preflight(self, findings: Iterable[Finding], tables: int) -> tuple[Measurement, ...]:
        found = tuple(findings)
        lost = [finding.name for finding in found if finding.trap is Trap.WITHOUT_IDENTITY]
        left = [f"{finding.name} ({finding.trap})" for finding in found if finding.left_out]
        return (
            self._one("tables.count", tables),
            self._differences("tables.without_identity", lost),
            self._differences("database.not_replicated", left),
        )

    def replication(self, lag: Lag, drift: Drift, seen: Iterable[str]) -> tuple[Measurement, ...]:
        return (self.lag(lag), self.drift(drift), self._one("database.slots_seen", len(tuple(seen))))

    def lag(self, lag: Lag) -> Measurement:
        late = () if lag.reached else (f"not caught up; {lag.bytes:,} bytes of WAL behind when asked",)
        return self._one("database.lag_seconds", round(lag.seconds, 3), late)

    def drift(self, drift: Drift) -> Measurement:
        return self._differences("database.ddl_drift", drift.names)

    def frozen(self, proof: Proof, seconds: float) -> tuple[Measurement, ...]:
        return (
            self._one("legacy.read_only", proof.holds, proof.open),
            self._one("database.final_delta_seconds", round(seconds, 3)),
        )

    def compared(self, found: Comparison, lost: Iterable[str], left_out: Iterable[str]) -> tuple[Measurement, ...]:
        return (
            self._one("tables.count", found.tables),
            self._one("database.rows", found.rows),
            self._differences("database.tables_different", (*found.different, *lost)),
            self._differences("database.not_replicated", (*found.left_out, *left_out)),
        )

    def sequences(self, behind: Iterable[str], count: int) -> tuple[Measurement, ...]:
        return (
            self._one("database.sequences", count),
            self._differences("database.sequences_behind", behind),
        )

    def ended(self, found: RolledBack, seen: Iterable[str]) -> tuple[Measurement, ...]:
        return (*self.slots(found.left, seen), self._one("rehearsal.rollback_done", found.done, found.serves.open))

    def slots(self, left: Iterable[Slot], seen: Iterable[str]) -> tuple[Measurement, ...]:
        return (
            self._one("database.slots_seen", len(tuple(seen))),
            self._differences("database.slots_left", map(str, left)),
        )

    def _differences(self, measure: str, names: Iterable[str]) -> Measurement:
        found = tuple(names)
        return self._one(measure, len(found), found)

    def _one(self, measure: str, value: Value, names: Iterable[str] = ()) -> Measurement:
        shown = tuple(sorted(names))[:_NAMES]
        return Measurement(measure=measure, value=value, time=self.time, source=self.source, objects=shown)
