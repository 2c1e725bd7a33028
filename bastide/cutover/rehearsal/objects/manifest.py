"""What is at the source, what of it was hashed and what was copied: one file, safe against a kill at any moment."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from bastide.cutover.rehearsal.objects.sides import Blob

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS objects(
    name TEXT PRIMARY KEY, size INTEGER, mark TEXT, metadata TEXT, tags TEXT, type TEXT, earlier TEXT, held TEXT,
    seen INTEGER, hashed TEXT, sha256 TEXT, copied TEXT);
CREATE TABLE IF NOT EXISTS notes(name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS earlier(name TEXT, id TEXT, sha256 TEXT, PRIMARY KEY(name, id));
"""
_SEEN: Final = """
INSERT INTO objects(name, size, mark, metadata, tags, type, earlier, held, seen) VALUES (?,?,?,?,?,?,?,?,?)
ON CONFLICT(name) DO UPDATE SET size=excluded.size, mark=excluded.mark, metadata=excluded.metadata, tags=excluded.tags,
    type=excluded.type, earlier=excluded.earlier, held=excluded.held, seen=excluded.seen
"""

_STRAYED: Final = """
INSERT OR IGNORE INTO objects(name, size, mark, metadata, tags, type, earlier, held, seen)
VALUES (?, 0, '', '{}', '{}', '', '[]', '', -1)
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One object of the manifest. `sha256` is "" where it was not read since it last changed."""

    name: str
    size: int
    mark: str
    sha256: str
    metadata: Mapping[str, str]
    tags: Mapping[str, str]
    content_type: str
    earlier: tuple[str, ...]
    held: str


class Manifest:
    """The file, open. Every call is a transaction; one process at a time."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("PRAGMA synchronous=NORMAL")
        self._base.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._base.close()

    def see(self, blobs: Iterable[Blob]) -> None:
        """Take over a whole listing. What it does not name is gone from the source; half a listing changes nothing."""
        with self._transaction():
            (number,) = self._base.execute("SELECT coalesce(max(seen), 0) + 1 FROM objects").fetchone()
            self._base.executemany(_SEEN, (_row(blob, number) for blob in blobs))
            self._base.execute("UPDATE objects SET seen = -1 WHERE seen <> ?", (number,))

    def to_hash(self) -> list[Line]:
        return self._lines("seen > 0 AND hashed IS NOT mark")

    def to_copy(self) -> list[Line]:
        return self._lines("seen > 0 AND copied IS NOT mark")

    def gone(self) -> list[str]:
        """Names that were at the source and may be at the target."""
        return [name for (name,) in self._base.execute("SELECT name FROM objects WHERE seen < 0 ORDER BY name")]

    def left(self) -> list[str]:
        """Names of which the last listing says that not all of them was carried over and hashed."""
        where = "seen < 0 OR copied IS NOT mark OR hashed IS NOT mark"
        return [name for (name,) in self._base.execute(f"SELECT name FROM objects WHERE {where} ORDER BY name")]

    def hashed(self, line: Line, sha256: str) -> None:
        self._base.execute("UPDATE objects SET hashed=?, sha256=? WHERE name=?", (line.mark, sha256, line.name))

    def hashed_earlier(self, name: str, earlier: str, sha256: str) -> None:
        self._base.execute("INSERT OR REPLACE INTO earlier VALUES (?,?,?)", (name, earlier, sha256))

    def copied(self, lines: Iterable[Line]) -> None:
        with self._transaction():
            self._base.executemany("UPDATE objects SET copied=? WHERE name=?", ((one.mark, one.name) for one in lines))

    def forget(self, names: Iterable[str]) -> None:
        """They are gone from the target too."""
        with self._transaction():
            self._base.executemany("DELETE FROM objects WHERE name=? AND seen < 0", ((name,) for name in names))

    def strayed(self, names: Iterable[str]) -> None:
        """They were copied without having been listed: gone, and to be deleted, where no later listing has them."""
        with self._transaction():
            self._base.executemany(_STRAYED, ((name,) for name in names))

    def lines(self) -> list[Line]:
        return self._lines("seen > 0")

    def earlier(self, name: str) -> dict[str, str]:
        """Id -> SHA-256 of an object's earlier states, the oldest first."""
        return dict(self._base.execute("SELECT id, sha256 FROM earlier WHERE name=? ORDER BY id", (name,)))

    def totals(self) -> tuple[int, int]:
        """Number and bytes of all objects at the source."""
        return self._base.execute("SELECT count(*), coalesce(sum(size), 0) FROM objects WHERE seen > 0").fetchone()  # type: ignore[no-any-return]

    def write(self, file: Path) -> str:
        """Names, sizes and hashes of all objects, by name, a JSON list a line. Returns the SHA-256 of the file."""
        digest = hashlib.sha256()
        with file.open("wb") as out:
            for line in self._lines("seen > 0"):
                text = json.dumps([line.name, line.size, line.sha256]).encode() + b"\n"
                digest.update(text)
                out.write(text)
        return digest.hexdigest()

    def note(self, name: str, value: str) -> None:
        """Keep a word of ours beside the objects."""
        self._base.execute("INSERT OR REPLACE INTO notes VALUES (?,?)", (name, value))

    def noted(self, name: str) -> str:
        """The word that was kept; "" where none was."""
        found = self._base.execute("SELECT value FROM notes WHERE name=?", (name,)).fetchone()
        return str(found[0]) if found else ""

    def _lines(self, where: str) -> list[Line]:
        columns = (
            "name, size, mark, CASE WHEN hashed IS mark THEN sha256 ELSE '' END, metadata, tags, type, earlier, held"
        )
        found = self._base.execute(f"SELECT {columns} FROM objects WHERE {where} ORDER BY name")
        return [
            Line(name, size, mark, sha, json.loads(meta), json.loads(tags), kind, tuple(json.loads(old)), held)
            for name, size, mark, sha, meta, tags, kind, old, held in found
        ]

    def _transaction(self) -> _Transaction:
        return _Transaction(self._base)


class _Transaction:
    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def __enter__(self) -> None:
        self._base.execute("BEGIN IMMEDIATE")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.execute("ROLLBACK" if kind else "COMMIT")


def _row(blob: Blob, number: int) -> tuple[str | int, ...]:
    texts = (json.dumps(dict(blob.metadata)), json.dumps(dict(blob.tags)), blob.content_type)
    return (blob.name, blob.size, blob.mark, *texts, json.dumps(blob.earlier), blob.held, number)
