"""What rclone leaves behind, carried by our own clients: earlier states, tags, names it would change, deletions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from bastide.cutover.rehearsal.objects.hashing import THREADS
from bastide.cutover.rehearsal.objects.manifest import Line
from bastide.cutover.rehearsal.objects.names import QUOTE
from bastide.cutover.rehearsal.objects.sides import Failure, Source, Target, missing


def carry_earlier(source: Source, target: Target, lines: Iterable[Line]) -> set[str]:
    """Write the earlier states, the oldest first, below what is copied next. Returns the names that failed.

    The time of such a version at the target is that of the copy: S3 sets it itself.
    """
    return _each(lambda line: _earlier(source, target, line), (line for line in lines if line.earlier))


def carry_current(source: Source, target: Target, lines: Iterable[Line]) -> set[str]:
    """Write the objects whose names the copy tool would change. Returns the names that failed."""
    return _each(lambda line: _current(source, target, line), (line for line in lines if QUOTE in line.name))


def carry_tags(target: Target, lines: Iterable[Line]) -> set[str]:
    """Set the tags of what was copied. Returns the names that failed."""
    return _each(lambda line: target.tag(line.name, line.tags), (line for line in lines if line.tags))


def delete(target: Target, names: Iterable[str]) -> set[str]:
    """Delete what is gone at the source; below a lock it stays as an old version. Returns what is deleted."""
    with ThreadPoolExecutor(THREADS) as pool:
        return {name for name in pool.map(lambda name: _deleted(target, name), names) if name is not None}


def _earlier(source: Source, target: Target, line: Line) -> None:
    for earlier in line.earlier:
        stream = source.stream(line.name, earlier)
        target.put(line.name, stream, stream.properties.metadata or {}, line.content_type)


def _current(source: Source, target: Target, line: Line) -> None:
    target.put(line.name, source.stream(line.name), line.metadata, line.content_type)


def _deleted(target: Target, name: str) -> str | None:
    try:
        target.delete(name)
    except Failure as error:
        return name if missing(error) else None
    return name


def _each(do: Callable[[Line], None], lines: Iterable[Line]) -> set[str]:
    def failed(line: Line) -> str | None:
        try:
            do(line)
        except Failure:
            return line.name
        return None

    with ThreadPoolExecutor(THREADS) as pool:
        return {name for name in pool.map(failed, lines) if name is not None}
