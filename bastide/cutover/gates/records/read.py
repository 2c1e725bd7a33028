"""A file of a program as measurements, whichever program wrote it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bastide.cutover.gates.records import check, inventory, measured, parity, preview, rehearsal
from bastide.cutover.gates.records.model import Asked, Found, Reader
from bastide.cutover.measure import Measurement
from plan import json_file
from plan.json_file import JsonFile, shown

READERS: Final[Mapping[str, Reader]] = {
    inventory.SCHEMA: inventory.read,
    parity.SCHEMA: parity.read,
    preview.SCHEMA: preview.read,
    check.SCHEMA: check.read,
    rehearsal.SCHEMA: rehearsal.read,
    measured.SCHEMA: measured.read,
}
"""Schema of a document -> what reads it."""


_WORDS: Final = 1000
"""As many signs as the words of an entry may have."""


def read(path: Path, asked: Asked) -> Found:
    """What a file holds; in its words the file's name and the digest of its text, by which it can be told later.

    Raises:
        BadInput: it cannot be read, is no record, is of another move, estate, wave or day, or holds what a person says.
    """
    file = json_file.read(path)
    schema = _schema(file.data)
    reader = READERS.get(schema)
    if reader is None:
        raise file.bad(
            (),
            f"found the schema `{shown(schema)}`" if schema else "found no schema",
            expected=f"one of {', '.join(READERS)}",
            action="name a record that one of the commands wrote with --format json",
        )
    found = reader(file, asked)
    _require_by_programs(file, found.measurements, asked)
    digest = hashlib.sha256(file.text.encode("utf-8")).hexdigest()
    words = f"{shown(path.name)}, SHA-256 {digest}"
    return Found(found.measurements, f"{words}; {found.words}"[:_WORDS] if found.words else words)


def _schema(data: Any) -> str:
    """Of a document, or of the first in a list of them."""
    first = data[0] if isinstance(data, list) and data else data
    schema = first.get("schema") if isinstance(first, dict) else None
    return schema if isinstance(schema, str) else ""


def _require_by_programs(file: JsonFile, found: Sequence[Measurement], asked: Asked) -> None:
    for one in found:
        planned = asked.move.measures.get(one.measure)
        if planned is not None and planned.hand:
            raise file.bad(
                (),
                f"the record says {one.measure}, which no program measures",
                expected="what a person says from that person",
                action=f"bastide cutover record measure {asked.wave} {one.measure}=VALUE --by FUNCTION",
            )
