"""The objects as a part of a rehearsal. See `bastide.cutover.rehearsal.run.Part`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from bastide.cutover.measure import Measurement
from bastide.cutover.rehearsal.objects import carry, check, copy, make, names
from bastide.cutover.rehearsal.objects.hashing import hash_pending
from bastide.cutover.rehearsal.objects.loopback import Loopback
from bastide.cutover.rehearsal.objects.manifest import Line, Manifest
from bastide.cutover.rehearsal.objects.sides import Blob, Failure, Source, Target, patient
from bastide.cutover.rehearsal.objects.writer import Writer, may_write
from bastide.cutover.rehearsal.servers import programs
from bastide.cutover.rehearsal.settings import ObjectsSettings, secret
from bastide.failure import ToolkitFailed

SEED: Final = 20_261_129
_LOCK_UNTIL: Final = "lock-until"
_LOOPS: Final = 12
_PAUSE_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Size:
    """What is made on loopback, and how patient the part is there."""

    objects: int = 10_240
    bytes: int = 1024 * make.MIB
    patience_seconds: float = 120.0
    settled_seconds: float = 15.0
    lock_days: int = 1


@dataclass(frozen=True, slots=True)
class _Loop:
    """One delta loop: how many objects and bytes it carried in how many seconds of copying, and what it could not."""

    carried: int
    bytes: int
    seconds: float
    failed: int


class ObjectsPart:
    """Moves the objects of one container into one bucket.

    Args:
        folder: of this part in the run; holds the manifest, logs, and the loopback servers. No key is ever in it.
        settings: real endpoints; None: servers of our own with objects of our own, of `size`.
        report: is told now and then what is being done.
    """

    name = "objects"

    def __init__(
        self, folder: Path, settings: ObjectsSettings | None, report: Callable[[str], None], size: Size | None = None
    ) -> None:
        self._folder, self._settings, self._report, self._size = folder, settings, report, size or Size()
        self._rclone = programs.rclone()
        self.loopback = Loopback(folder) if settings is None else None
        self._writer = Writer(self.loopback.writer) if self.loopback is not None else None
        self.programs: Mapping[str, str] = {}
        self._held = False

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        if self.loopback is not None:
            self.loopback.start()
        self._manifest = Manifest(self._folder / "manifest.db")
        self._manifest.strayed(copy.said(self._folder))
        self.programs = {
            "rclone": copy.version(self._rclone),
            "azure-storage-blob": metadata.version("azure-storage-blob"),
            "boto3": metadata.version("boto3"),
        }
        if self.loopback is not None:
            servers = (self.loopback.azurite.program, self.loopback.s3.program)
            self.programs |= {one.name: one.version for one in servers}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer is not None:
            self._writer.stop()
        self._manifest.close()
        if self.loopback is not None:
            self.loopback.stop()

    def prepare(self) -> tuple[Measurement, ...]:
        """On loopback, make the objects; then list the source. Measures what there is."""
        if self.loopback is not None:
            self._report(f"making {self._size.objects:,} objects, {self._size.bytes / make.MIB:,.0f} MiB")
            with _asking("the source"):
                make.make(self.source, self._planned, self._report)
                self.loopback.open()
        self._list()
        return self._totals()

    def replicate(self) -> tuple[Measurement, ...]:
        """Copy everything, then what has changed since, until a loop takes no longer than a moment.

        Measures the rate over all loops of this process, and what there is.
        """
        patient(self.target.make_bucket, self._patience, "the target")
        if self._writer is not None:
            self._writer.start()
        carried, seconds, since = 0, 0.0, time.monotonic()
        for _ in range(_LOOPS):
            loop = self._loop()
            carried, seconds = carried + loop.bytes, seconds + loop.seconds
            if loop.carried:
                since = time.monotonic()
            # some always fail while others write: they are gone or changed by the time that they are copied
            if (loop.carried or not loop.failed) and loop.seconds <= self._settled:
                break
            if loop.failed:
                if time.monotonic() - since > self._patience:
                    break
                time.sleep(_PAUSE_SECONDS)
        rate = (self._measure("objects.bytes_per_second", round(carried / seconds, 1)),) if carried else ()
        return (*rate, *self._totals())

    def freeze(self) -> tuple[Measurement, ...]:
        """Take the right to write from the applications, prove it with their own addresses, and copy the last delta.

        With real endpoints the right is taken by those who may, before this step; here it is proved alone.
        """
        if self.loopback is not None and self._writer is not None:
            self._writer.start()
            with _asking("the source"):
                self.loopback.freeze()
            self._writer.await_refusal()
            self._writer.stop()
        writing = self._writers(still=True)
        self._until_nothing_is_left()
        left = self._manifest.left()
        none = () if self._addresses() else ("no writer's address is configured: nothing is proved",)
        return (
            self._measure("legacy.read_only", not writing and not none, (*writing, *none)),
            self._measure("delta.left", len(left), left),
            *self._totals(),
        )

    def verify(self) -> tuple[Measurement, ...]:
        """Read every object back at the target, and compare it with the manifest that was made at the source."""
        found = patient(lambda: check.check(self.target, self._manifest, self._report), self._patience, "the target")
        self._manifest.note("read-back", f"{found.read} {found.seconds:.3f}")
        return check.measurements(found, datetime.now(UTC), self._by)

    def rollback(self) -> tuple[Measurement, ...]:
        """Give the right to write back, prove it by a write, and prove that nothing at the source was changed by us."""
        if self.loopback is not None:
            with _asking("the source"):
                self.loopback.open()
        refused = self._writers(still=False)
        before = {line.name: line.mark for line in self._manifest.lines()}
        now = {blob.name: blob.mark for blob in self._blobs()}
        changed = [name for name, mark in before.items() if now.get(name) != mark]
        none = () if self._addresses() else ("no writer's address is configured: nothing is proved",)
        wrong = (*refused, *changed, *none)
        return (self._measure("rehearsal.rollback_done", not wrong, wrong),)

    def manifest(self) -> str:
        """Write `manifest.jsonl`: name, size and SHA-256 of each object at the source, as it was frozen."""
        return self._manifest.write(self._folder / "manifest.jsonl")

    @property
    def source(self) -> Source:
        if self.loopback is not None:
            return self.loopback.source()
        side = self._given.source
        return Source(side.endpoint, side.account, side.container, secret(side.key))

    @property
    def target(self) -> Target:
        if self.loopback is not None:
            return self.loopback.target(("GOVERNANCE", self._lock_until(self._size.lock_days)))
        side = self._given.target
        lock = (side.lock_mode, self._lock_until(side.lock_days)) if side.lock_mode else None
        return Target(side.endpoint, side.region, side.bucket, secret(side.access), secret(side.secret), lock)

    def _loop(self) -> _Loop:
        """Everything that the source has and the target has not, once; and the hashes of what is new at the source."""
        self._list()
        pending = self._manifest.to_copy()
        cannot = names.cannot(pending)
        lines = [line for line in pending if line.name not in cannot]
        source, target = self.source, self.target
        begun = time.monotonic()
        failed = carry.carry_earlier(source, target, lines) | carry.carry_current(source, target, lines)
        rest = [line for line in lines if line.name not in failed]
        done = self._copied(source, target, rest)
        tagged = [line for line in rest if line.name in done]
        done -= carry.carry_tags(target, tagged)
        carried = [line for line in rest if line.name in done]
        self._manifest.copied(carried)
        self._manifest.forget(carry.delete(target, self._manifest.gone()))
        seconds = time.monotonic() - begun
        self._report(f"copied {len(carried):,} of {len(lines):,} objects")
        unread = hash_pending(source, self._manifest, self._report)
        return _Loop(len(carried), sum(line.size for line in carried), seconds, len(lines) - len(carried) + unread)

    def _copied(self, source: Source, target: Target, lines: list[Line]) -> set[str]:
        by_us = {line.name for line in lines if names.QUOTE in line.name}
        by_rclone = [line.name for line in lines if line.name not in by_us]
        if not by_rclone:
            return by_us
        transfers = self._settings.transfers if self._settings is not None else 8
        done = copy.copy(self._rclone, source, target, by_rclone, self._folder, transfers, self._without(by_rclone))
        self._manifest.strayed(done.names)
        for name, said in list(done.failed.items())[:3]:
            self._report(f"{name}: {said}")
        return by_us | set(done.names)

    def _without(self, names: list[str]) -> list[str] | None:
        """The objects that are not among these, where the others are most of the source; else None."""
        everything = {line.name for line in self._manifest.lines()}
        others = sorted(everything - set(names))
        whole = len(others) < len(names) and len(everything) <= copy.WHOLE_AT_MOST
        return others if whole and all(map(copy.can_be_left_out, others)) else None

    def _until_nothing_is_left(self) -> None:
        since = time.monotonic()
        while True:
            loop = self._loop()
            self._list()
            left = self._manifest.left()
            if not set(left) - set(names.cannot(self._manifest.lines())):
                return
            if loop.carried:
                since = time.monotonic()
            if time.monotonic() - since > self._patience:
                return
            time.sleep(_PAUSE_SECONDS)

    def _list(self) -> None:
        self._manifest.see(self._blobs())

    def _blobs(self) -> list[Blob]:
        found = patient(lambda: list(self.source.blobs()), self._patience, "the source")
        if self.loopback is not None and not self._held:
            self._require_planned({blob.name for blob in found})
            self._held = True
        return found

    def _require_planned(self, there: set[str]) -> None:
        """Our own source, killed with the runner, may have lost what was made there. Raises ToolkitFailed."""
        if not all(made.name in there for made in self._planned):
            raise ToolkitFailed(
                "the source has lost what it held: its server was killed before it had written that down",
                "begin a new rehearsal, without --resume",
            )

    @cached_property
    def _planned(self) -> list[make.Made]:
        return list(make.plan(self._size.objects, self._size.bytes, SEED))

    def _writers(self, *, still: bool) -> list[str]:
        """Which of the applications' addresses may write (`still`), or may not; by number, for they are secrets."""
        with _asking("the source"):
            return [
                f"writer {number}"
                for number, address in enumerate(self._addresses(), start=1)
                if may_write(address) is still
            ]

    def _addresses(self) -> list[str]:
        if self.loopback is not None:
            return [self.loopback.writer()]
        return [secret(variable) for variable in self._given.source.writers]

    def _lock_until(self, days: int) -> datetime:
        """The same for the whole run, in whole seconds, also after a resume."""
        if not self._manifest.noted(_LOCK_UNTIL):
            until = (datetime.now(UTC) + timedelta(days=days)).replace(microsecond=0)
            self._manifest.note(_LOCK_UNTIL, until.isoformat())
        return datetime.fromisoformat(self._manifest.noted(_LOCK_UNTIL))

    def _totals(self) -> tuple[Measurement, ...]:
        count, size = self._manifest.totals()
        return (self._measure("objects.count", count), self._measure("objects.bytes", size))

    def _measure(self, measure: str, value: bool | int | float, found: tuple[str, ...] | list[str] = ()) -> Measurement:
        shown = tuple(sorted(found))[:100]
        return Measurement(measure=measure, value=value, time=datetime.now(UTC), source=self._by, objects=shown)

    @property
    def _by(self) -> str:
        return f"bastide rehearsal, rclone {self.programs['rclone']}"

    @property
    def _given(self) -> ObjectsSettings:
        assert self._settings is not None
        return self._settings

    @property
    def _patience(self) -> float:
        return self._settings.patience_seconds if self._settings is not None else self._size.patience_seconds

    @property
    def _settled(self) -> float:
        return self._settings.settled_seconds if self._settings is not None else self._size.settled_seconds


@contextmanager
def _asking(whose: str) -> Iterator[None]:
    """A side that fails here is the run's end, which may be resumed."""
    try:
        yield
    except Failure as error:
        raise ToolkitFailed(
            f"{whose} does not do what it is asked ({type(error).__name__})", "mend it, then run again with --resume"
        ) from None
