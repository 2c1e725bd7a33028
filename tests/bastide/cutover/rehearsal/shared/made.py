"""Measurements, a part that counts what it is asked, and a plan for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from bastide.cutover.measure import Measurement, Value
from bastide.cutover.rehearsal.run import Plan
from bastide.cutover.rehearsal.settings import LOOPBACK, Settings

GREEN: Mapping[str, Value] = {
    "objects.count": 3,
    "objects.bytes": 30,
    "objects.bytes_per_second": 10.0,
    "objects.missing": 0,
    "objects.different": 0,
    "objects.unhashed": 0,
    "objects.extra": 0,
    "delta.left": 0,
    "legacy.read_only": True,
    "rehearsal.rollback_done": True,
    "rehearsal.margin_minutes": 1.5,
}


def measured(measure: str, value: Value, *objects: str, time: datetime | None = None) -> Measurement:
    return Measurement(measure=measure, value=value, time=time or datetime.now(UTC), source="a test", objects=objects)


def all_of(values: Mapping[str, Value]) -> tuple[Measurement, ...]:
    return tuple(measured(measure, value) for measure, value in values.items())


@dataclass
class Counting:
    """A part that measures what it is told, and remembers its steps; `dies_in` ends it once, as a kill would."""

    name: str
    values: Mapping[str, Value]
    steps: list[str] = field(default_factory=list)
    dies_in: str = ""
    listed: str = ""
    programs: Mapping[str, str] = field(default_factory=lambda: {"program": "1.0"})

    def __enter__(self) -> Self:
        self.steps.append("enter")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.steps.append("exit")

    def prepare(self) -> tuple[Measurement, ...]:
        return self._step("prepare")

    def replicate(self) -> tuple[Measurement, ...]:
        return self._step("replicate")

    def freeze(self) -> tuple[Measurement, ...]:
        return self._step("freeze")

    def verify(self) -> tuple[Measurement, ...]:
        self._step("verify")
        return all_of(self.values)

    def rollback(self) -> tuple[Measurement, ...]:
        return self._step("rollback")

    def manifest(self) -> str:
        return self.listed

    def _step(self, name: str) -> tuple[Measurement, ...]:
        self.steps.append(name)
        if self.dies_in == name:
            self.dies_in = ""
            raise KeyboardInterrupt
        return ()


def plan(folder: Path, settings: Settings = LOOPBACK, wave: str = "hub") -> Plan:
    return Plan(wave, folder, settings, 60, ("objects",))
