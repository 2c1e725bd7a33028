"""The data keys as a part of a rehearsal, on a real OpenBao on loopback.

Both sides are transit engines of one OpenBao: the legacy's wraps as Azure Key Vault does (RSA-OAEP with SHA-256). That
Azure itself opens what it has wrapped is not rehearsed: docs/rehearsal-database.md says who must prove it.
"""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from bastide.cutover.measure import Measurement, Value
from bastide.cutover.rehearsal.keys import rewrap
from bastide.cutover.rehearsal.keys.openbao import LEGACY, LEGACY_KEY, OpenBao
from bastide.cutover.rehearsal.keys.program import required

KEYS: Final = 200
_BYTES: Final = 32
_NAMES: Final = 100


class KeysPart:
    """See `bastide.cutover.rehearsal.run.Part`. Plain data keys are nowhere but in OpenBao's answers."""

    name = "keys"

    def __init__(self, folder: Path, keys: int = KEYS) -> None:
        self._folder, self._keys = folder, keys
        program = required()
        self._bao = OpenBao(program, folder / "openbao")
        self._version = _version(program)
        self.programs: Mapping[str, str] = {"openbao": self._version}

    def __enter__(self) -> Self:
        self._bao.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bao.stop()

    def prepare(self) -> tuple[Measurement, ...]:
        """Have the legacy wrap data keys, and look at the target's key."""
        have = rewrap.read(self._legacy)
        names = [name for number in range(1, self._keys + 1) if (name := f"data-key-{number:05}") not in have]
        plain = [secrets.token_bytes(_BYTES) for _ in names]
        wrapped = self._bao.may("wrap").wrap(LEGACY, LEGACY_KEY, plain)
        rewrap.write(
            self._legacy, {**have, **{name: value for name, value in zip(names, wrapped, strict=True) if value}}
        )
        wrong = rewrap.target_ready(self._bao.may("verify"))
        return (self._one("keys.target_ready", not wrong, wrong),)

    def replicate(self) -> tuple[Measurement, ...]:
        """Wrap each by the target's key. Measures nothing: `verify` does."""
        done = rewrap.rewrap(rewrap.read(self._legacy), rewrap.read(self._target), self._bao.may("rewrap"))
        rewrap.write(self._target, done)
        return ()

    def freeze(self) -> tuple[Measurement, ...]:
        """The keys that came since."""
        return self.replicate()

    def verify(self) -> tuple[Measurement, ...]:
        """Open each at both sides and compare."""
        found = rewrap.verified(rewrap.read(self._legacy), rewrap.read(self._target), self._bao.may("verify"))
        return (self._one("keys.count", found.count), self._one("keys.unwrapped", len(found.wrong), found.wrong))

    def manifest(self) -> str:
        """Keys are counted; a list of them would say what there is to open."""
        return ""

    def rollback(self) -> tuple[Measurement, ...]:
        """Nothing of the legacy was changed: each of its keys still opens there."""
        legacy = rewrap.read(self._legacy)
        opened = self._bao.may("verify").unwrap(LEGACY, LEGACY_KEY, list(legacy.values()))
        shut = [name for name, value in zip(legacy, opened, strict=True) if value is None]
        return (self._one("rehearsal.rollback_done", bool(legacy) and not shut, shut),)

    @property
    def _legacy(self) -> Path:
        return self._folder / "keys-legacy.json"

    @property
    def _target(self) -> Path:
        return self._folder / "keys-target.json"

    def _one(self, measure: str, value: Value, names: Iterable[str] = ()) -> Measurement:
        source, shown = f"OpenBao {self._version}", tuple(sorted(names))[:_NAMES]
        return Measurement(measure=measure, value=value, time=datetime.now(UTC), source=source, objects=shown)


def _version(program: Path) -> str:
    said = subprocess.run([str(program), "version"], capture_output=True, text=True, check=False, timeout=60).stdout
    return said.split()[1].removeprefix("v") if len(said.split()) > 1 else "unknown"
