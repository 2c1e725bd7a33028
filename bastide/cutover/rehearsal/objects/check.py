"""Is the target what the manifest says? Every byte is read back, by another client than the one that copied."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bastide.cutover.measure import Measurement
from bastide.cutover.rehearsal.objects.hashing import THREADS
from bastide.cutover.rehearsal.objects.manifest import Line, Manifest
from bastide.cutover.rehearsal.objects.names import cannot
from bastide.cutover.rehearsal.objects.sides import Failure, Target, missing, refused

_NAMES: Final = 100
_OWN: Final = frozenset({"mtime", "tier"})
"""Metadata that the copy tool adds at S3."""
_HOLD: Final = "legal hold"
_LOCK_SLACK: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found. Each is a list of names, with what is wrong where it is not the bytes.

    Attributes:
        unhashed: objects of which one side could not be read, so that nothing is proved.
        count, size: objects and bytes of the manifest.
        read: bytes that were read back at the target, in `seconds`.
    """

    missing: tuple[str, ...]
    different: tuple[str, ...]
    extra: tuple[str, ...]
    unhashed: tuple[str, ...]
    count: int
    size: int
    read: int
    seconds: float

    @property
    def well(self) -> bool:
        return self.count > 0 and not (self.missing or self.different or self.extra or self.unhashed)


def check(target: Target, manifest: Manifest, report: Callable[[str], None]) -> Checked:
    """Compare the whole bucket with the whole manifest. Raises what the client raises where no listing can be had."""
    begun, there = time.monotonic(), target.names()
    lines = manifest.lines()
    reasons = cannot(lines)
    gone = [f"{line.name}{_why(reasons.get(line.name))}" for line in lines if line.name not in there]
    extra = sorted(set(there) - {line.name for line in lines})
    different: list[str] = []
    unhashed: list[str] = []
    with ThreadPoolExecutor(THREADS) as pool:
        looked_at = (line for line in lines if line.name in there)
        answers = pool.map(lambda line: _one(target, line, manifest, reasons), looked_at)
        for number, (line, verdict, why) in enumerate(answers, start=1):
            if verdict is not None:
                {"missing": gone, "different": different, "unhashed": unhashed}[verdict].append(line.name + _why(why))
            if number % 1000 == 0:
                report(f"read back {number:,} of {len(lines):,} objects")
    count, size = manifest.totals()
    read = sum(there[line.name] for line in lines if line.name in there)
    gone, different, unhashed = sorted(gone), sorted(different), sorted(unhashed)
    seconds = time.monotonic() - begun
    return Checked(tuple(gone), tuple(different), tuple(extra), tuple(unhashed), count, size, read, seconds)


def measurements(found: Checked, time: datetime, source: str) -> tuple[Measurement, ...]:
    """The measures of the gates. `source` names the programs."""
    lists = {
        "objects.missing": found.missing,
        "objects.different": found.different,
        "objects.unhashed": found.unhashed,
        "objects.extra": found.extra,
    }
    counts = {"objects.count": found.count, "objects.bytes": found.size}
    return (
        *(
            Measurement(measure=measure, value=len(names), time=time, source=source, objects=names[:_NAMES])
            for measure, names in lists.items()
        ),
        *(Measurement(measure=measure, value=value, time=time, source=source) for measure, value in counts.items()),
    )


def _one(
    target: Target, line: Line, manifest: Manifest, reasons: Mapping[str, str]
) -> tuple[Line, str | None, str | None]:
    if line.name in reasons:
        return line, "different", reasons[line.name]
    if not line.sha256:
        return line, "unhashed", "the source was not read since it last changed"
    try:
        verdict, why = _read_back(target, line, manifest)
    except Failure as error:
        if missing(error):
            return line, "missing", None
        return line, "unhashed", "refused" if refused(error) else "not readable at the target"
    return line, verdict, why


def _read_back(target: Target, line: Line, manifest: Manifest) -> tuple[str | None, str | None]:
    digest, head = target.digest(line.name)
    if digest != line.sha256:
        return "different", None
    wrong = next(iter(_parts(target, line, head, manifest)), None)
    return ("different" if wrong else None), wrong


def _parts(target: Target, line: Line, head: Mapping[str, Any], manifest: Manifest) -> Iterable[str]:
    """What besides the bytes is not as it was."""
    if _plain(head.get("Metadata", {})) != _plain(line.metadata):
        yield "metadata"
    if head.get("ContentType") != line.content_type:
        yield "content type"
    if line.tags and target.tags(line.name) != dict(line.tags):
        yield "tags"
    if target.lock is not None or line.held:
        head = target.head(line.name)
    if line.held and not _held(line.held, head):
        yield f"lock: {line.held} at the source"
    if target.lock is not None and not _locked(head, *target.lock):
        yield "lock"
    if line.earlier and not _contained(target, line, manifest):
        yield "earlier states"


def _plain(metadata: Mapping[str, str]) -> dict[str, str]:
    """As S3 keeps it: names in small letters. Azure takes no two names that differ in that alone."""
    return {key.lower(): value for key, value in metadata.items() if key.lower() not in _OWN}


def _locked(head: Mapping[str, Any], mode: str, until: datetime) -> bool:
    """The same mode or the stricter one, and at least as long."""
    kept: datetime | None = head.get("ObjectLockRetainUntilDate")
    return head.get("ObjectLockMode") in (mode, "COMPLIANCE") and kept is not None and kept >= until - _LOCK_SLACK


def _held(held: str, head: Mapping[str, Any]) -> bool:
    """Whether what stands on an object at the source stands on it here: a legal hold, and a retention as long."""
    until: datetime | None = head.get("ObjectLockRetainUntilDate")
    return all(
        head.get("ObjectLockLegalHoldStatus") == "ON"
        if part == _HOLD
        else until is not None and until >= datetime.fromisoformat(part)
        for part in held.split(", ")
    )


def _contained(target: Target, line: Line, manifest: Manifest) -> bool:
    """Whether the earlier states are among the target's old versions, in their order; a repeated copy adds others."""
    wanted = [sha for one, sha in manifest.earlier(line.name).items() if one in line.earlier]
    there = iter([target.digest(line.name, version)[0] for version in reversed(target.versions(line.name)[1:])])
    return len(wanted) == len(line.earlier) and all(any(sha == found for found in there) for sha in wanted)


def _why(reason: str | None) -> str:
    return f" ({reason})" if reason else ""
