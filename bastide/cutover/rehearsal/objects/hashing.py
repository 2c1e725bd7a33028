"""The hashes of the manifest: every object of the source read as a stream, once for each of its states."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from bastide.cutover.rehearsal.objects.manifest import Line, Manifest
from bastide.cutover.rehearsal.objects.sides import Failure, Source

THREADS: Final = 8
Report = Callable[[str], None]


def hash_pending(source: Source, manifest: Manifest, report: Report) -> int:
    """Read what was not read since it last changed; returns how many could not be.

    An object that changes while it is read, or that is gone by then, stays unhashed: the next listing says what it is.
    """
    pending = manifest.to_hash()
    failed = 0
    with ThreadPoolExecutor(THREADS) as pool:
        for number, (line, digest) in enumerate(pool.map(lambda one: _read(source, one, manifest), pending), start=1):
            if digest:
                manifest.hashed(line, digest)
            else:
                failed += 1
            if number % 1000 == 0:
                report(f"read {number:,} of {len(pending):,} objects of the source")
    return failed


def _read(source: Source, line: Line, manifest: Manifest) -> tuple[Line, str]:
    try:
        digest, etag = source.digest(line.name)
        if etag != line.mark.partition("\n")[0]:
            return line, ""
        known = manifest.earlier(line.name) if line.earlier else {}
        for earlier in line.earlier:
            if earlier not in known:
                manifest.hashed_earlier(line.name, earlier, source.digest(line.name, earlier)[0])
    except Failure:
        return line, ""
    return line, digest
