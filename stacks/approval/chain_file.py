"""A chain in a file: added to by one writer at a time, on the disk before it is acknowledged, whole after any end.

A writer that is killed can leave a piece of a line at the end. Nobody was told that it is written; the next writer
puts the piece aside in a file of its own, and goes on. Everything else that is wrong is refused.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic

from facts.errors import BadInput, Place
from stacks.approval import chain as chains
from stacks.approval.chain import Chain, E

MAX_BYTES: Final = 500_000_000
WAIT_SECONDS: Final = 60
_PAUSE_SECONDS: Final = 0.002
_FLAGS: Final = os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
_WORDS: Final = {
    errno.ELOOP: "a symbolic link",
    errno.EISDIR: "a folder",
    errno.ENOTDIR: "a file where its folder should be",
    errno.EEXIST: "a file where its folder should be",
}


@dataclass(frozen=True)
class Kept(Generic[E]):
    """What is kept.

    Attributes:
        torn: what an interrupted writer left after the last entry; nobody was told that it is written.
    """

    entries: tuple[E, ...] = ()
    torn: bytes = b""


class ChainFile(Generic[E]):
    """One chain in one file. Remembers what it has read: where that is the same bytes, only what is new is checked."""

    def __init__(self, file: Path, chain: Chain[E], say: Callable[[str], None]) -> None:
        self._file, self._chain, self._say = file, chain, say
        self._raw = b""
        self._kept: Kept[E] = Kept()

    def read(self) -> Kept[E]:
        """Everything that is kept; nothing where there is no file.

        Raises:
            Broken: the entries are not those that were written.
            BadInput: it is no such file, or cannot be read.
        """
        try:
            with self._locked(os.O_RDONLY, fcntl.LOCK_SH) as descriptor:
                return self._checked(_all(descriptor))
        except FileNotFoundError:
            return Kept()
        except OSError as error:
            raise self._bad(f"found {_said(error)}, which cannot be read") from None

    def append(self, content: Callable[[tuple[E, ...]], Mapping[str, Any]]) -> E:
        """Add an entry, and return it once it is on the disk.

        Args:
            content: of the entry, made of those before it while nobody else can write; what it raises is raised, and
                nothing is written then. Everything but schema, number and digests. It must not use this file itself.

        Raises:
            Broken, BadInput: as `read` does; or the content is none, or it cannot be written.
        """
        try:
            self._file.parent.mkdir(exist_ok=True)
            with self._locked(os.O_RDWR | os.O_CREAT | os.O_APPEND, fcntl.LOCK_EX) as descriptor:
                kept = self._checked(_all(descriptor))
                lead, known = self._mend(descriptor, kept) if kept.torn else (b"", kept.entries)
                entry, line = self._next(known, content(known))
                self._write(descriptor, lead + line + b"\n")
                return entry
        except OSError as error:
            raise BadInput(
                f"the journal cannot be written: {_said(error)}",
                place=Place(self._file, None, None, ""),
                expected="a journal that can be written before anything is done",
                action="give the right to write it, or free some space",
            ) from None

    @contextmanager
    def _locked(self, flags: int, kind: int) -> Iterator[int]:
        while True:
            descriptor = os.open(self._file, flags | _FLAGS, 0o644)
            try:
                self._require_file(descriptor)
                self._lock(descriptor, kind)
                if not self._is_still(descriptor):
                    continue
                yield descriptor
                return
            finally:
                os.close(descriptor)

    def _lock(self, descriptor: int, kind: int) -> None:
        end = time.monotonic() + WAIT_SECONDS
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
                return
            if time.monotonic() > end:
                raise BadInput(
                    f"another process has held the journal for {WAIT_SECONDS} s",
                    place=Place(self._file, None, None, ""),
                    action="let it end, or end it, and try again; nothing was written",
                )
            time.sleep(_PAUSE_SECONDS)

    def _require_file(self, descriptor: int) -> None:
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            raise self._bad("found a folder")
        if not stat.S_ISREG(found.st_mode):
            raise self._bad("found something that is no file")
        if found.st_size > MAX_BYTES:
            raise self._bad(f"found {found.st_size:,} bytes, more than {MAX_BYTES:,}")

    def _is_still(self, descriptor: int) -> bool:
        """Whether the file was not replaced by another one (by git, say) while the lock was waited for."""
        with suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(descriptor), self._file.lstat())
        return False

    def _checked(self, raw: bytes) -> Kept[E]:
        if raw == self._raw:
            return self._kept
        ends = raw.rfind(b"\n") + 1
        whole, torn = raw[:ends], raw[ends:]
        seen = self._raw[: len(self._raw) - len(self._kept.torn)]
        if not whole.startswith(seen):
            seen = b""
        known = self._kept.entries if seen else ()
        lines = whole[len(seen) :].split(b"\n")[:-1]
        before = known[-1] if known else None
        entries = (*known, *chains.entries_of(self._chain, lines, self._place, before))
        if torn and not chains.may_begin_an_entry(torn):
            raise chains.Broken(
                "found an end that is no beginning of an entry",
                place=self._place(len(entries) + 1),
                expected="the journal as it was written: entries are added and never changed",
                action=self._chain.restore,
            )
        self._raw, self._kept = raw, Kept(entries, torn)
        return self._kept

    def _mend(self, descriptor: int, kept: Kept[E]) -> tuple[bytes, tuple[E, ...]]:
        """What must be written before the next entry, and the entries before it."""
        number = len(kept.entries) + 1
        before = kept.entries[-1] if kept.entries else None
        with suppress(BadInput):
            (entry,) = chains.entries_of(self._chain, [kept.torn], self._place, before)
            self._say(f"{self._place(number)}: entry {number} was whole but for its end, and is kept")
            return b"\n", (*kept.entries, entry)
        aside = self._put_aside(kept.torn)
        os.ftruncate(descriptor, os.fstat(descriptor).st_size - len(kept.torn))
        os.fsync(descriptor)
        self._say(
            f"{self._place(number)}: the writing of entry {number} was interrupted; its {len(kept.torn)} bytes, of "
            f"which nobody was told that they are written, are now in {aside.name}"
        )
        return b"", kept.entries

    def _put_aside(self, torn: bytes) -> Path:
        # named by its content: whoever is killed here does the same once more
        aside = self._file.with_name(f"{self._file.name}.torn-{hashlib.sha256(torn).hexdigest()[:12]}")
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _FLAGS, 0o644)
        try:
            if os.write(descriptor, torn) != len(torn):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        self._sync_folder()
        return aside

    def _next(self, known: tuple[E, ...], content: Mapping[str, Any]) -> tuple[E, bytes]:
        before = known[-1] if known else None
        try:
            entry = chains.made(self._chain, before, content)
            line = chains.line_of(entry)
        except ValueError as error:
            raise BadInput(
                f"this cannot be an entry of the journal: {str(error).splitlines()[0]}",
                place=self._place(len(known) + 1),
                action="correct what is to be written",
            ) from None
        # what is written can be read again
        chains.entries_of(self._chain, [line], self._place, before)
        return entry, line

    def _write(self, descriptor: int, data: bytes) -> None:
        """In one go. What did not fit is taken back: an entry is there as a whole, or not at all."""
        size = os.fstat(descriptor).st_size
        try:
            if os.write(descriptor, data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, size)
            raise
        if size == 0:
            self._sync_folder()

    def _sync_folder(self) -> None:
        descriptor = os.open(self._file.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _place(self, number: int) -> Place:
        return Place(self._file, number, 1, "")

    def _bad(self, found: str) -> BadInput:
        return BadInput(
            found,
            place=Place(self._file, None, None, ""),
            expected="a file of JSON lines that can be read, in its own place",
            action=self._chain.restore,
        )


def _all(descriptor: int) -> bytes:
    with os.fdopen(os.dup(descriptor), "rb") as file:
        file.seek(0)
        return file.read()


def _said(error: OSError) -> str:
    return _WORDS.get(error.errno or 0, error.strerror or "a fault")
