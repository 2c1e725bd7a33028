"""Data keys that the legacy's key wraps, wrapped by the target's: done, counted, and verified one by one.

What is wrapped by a key of the legacy dies with that key. A plain data key is in this process's memory for the time of
one batch, and is written nowhere.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bastide.cutover.rehearsal.keys.openbao import LEGACY, LEGACY_KEY, TARGET, TARGET_KEY
from bastide.cutover.rehearsal.keys.transit import Bao
from facts.errors import BadInput, Place

Wrapped = Mapping[str, str]
"""Name of a data key -> its ciphertext."""

_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Verified:
    """How many data keys the legacy wraps, and the names of those that the target does not hold, each with why."""

    count: int
    wrong: tuple[str, ...]


def rewrap(legacy: Wrapped, target: Wrapped, bao: Bao) -> dict[str, str]:
    """What the target is to hold: each of the legacy's keys wrapped by the target's key. Those that are stay.

    One that the legacy cannot open is left out: `verified` names it.
    """
    found = {name: value for name, value in target.items() if name in legacy}
    waiting = sorted(legacy.keys() - found.keys())
    for start in range(0, len(waiting), _AT_ONCE):
        names = waiting[start : start + _AT_ONCE]
        plain = bao.unwrap(LEGACY, LEGACY_KEY, [legacy[name] for name in names])
        opened = [(name, value) for name, value in zip(names, plain, strict=True) if value is not None]
        wrapped = bao.wrap(TARGET, TARGET_KEY, [value for _, value in opened])
        found |= {name: value for (name, _), value in zip(opened, wrapped, strict=True) if value is not None}
    return found


def verified(legacy: Wrapped, target: Wrapped, bao: Bao) -> Verified:
    """Open each key at both sides, as somebody who may not wrap, and compare the bytes."""
    names = sorted(legacy)
    held = [name for name in names if name in target]
    ours = dict(zip(names, bao.unwrap(LEGACY, LEGACY_KEY, [legacy[name] for name in names]), strict=True))
    theirs = dict(zip(held, bao.unwrap(TARGET, TARGET_KEY, [target[name] for name in held]), strict=True))
    wrong = {name: _why(ours[name], theirs.get(name), name in target) for name in names}
    return Verified(len(names), tuple(f"{name}: {why}" for name, why in wrong.items() if why))


def target_ready(bao: Bao) -> tuple[str, ...]:
    """What is wrong with the target's key: it can be taken out or deleted, or is of another kind. Nothing: ready."""
    key = bao.call("GET", f"{TARGET}/keys/{TARGET_KEY}")["data"]
    asked = {"type": "aes256-gcm96", "exportable": False, "allow_plaintext_backup": False, "deletion_allowed": False}
    return tuple(f"{name} = {key.get(name)}" for name, value in asked.items() if key.get(name) != value)


def read(file: Path) -> dict[str, str]:
    """Wrapped keys of a file; none where it is not there. Raises BadInput where it holds something else."""
    if not file.exists():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise BadInput("these are no wrapped keys", place=Place(file, 1, 1, ""), action="begin anew, in a new folder")
    return found


def write(file: Path, wrapped: Wrapped) -> None:
    """All of it or nothing."""
    new = file.with_suffix(".new")
    new.write_text(json.dumps(wrapped, sort_keys=True, indent=0), encoding="utf-8")
    new.replace(file)


def _why(ours: bytes | None, theirs: bytes | None, held: bool) -> str:
    if ours is None:
        return "the legacy cannot open it"
    if not held:
        return "not wrapped by the target"
    if theirs is None:
        return "the target cannot open it"
    return "" if hmac.compare_digest(ours, theirs) else "another key at the target"
