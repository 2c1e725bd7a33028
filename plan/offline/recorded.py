"""Recorded files: what a cloud once answered (look-ups) and what stands there (inventory)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from facts.errors import BadInput, Place

ANSWERS: Final = "bastide/answers/1"
INVENTORY: Final = "bastide/inventory/1"

_ENTRIES: Final = {
    ANSWERS: ("answers", ("token", "result")),
    INVENTORY: ("resources", ("id", "type", "inputs", "outputs")),
}
_ACTION: Final = "record the file anew, or name another one"


def answers(paths: Iterable[Path]) -> list[Mapping[str, Any]]:
    """The recorded answers of all files, the first file first. Raises BadInput for a file that is none."""
    return [entry for path in paths for entry in _read(path, ANSWERS)]


def look_ups(paths: Iterable[Path]) -> list[Mapping[str, Any]]:
    """The recorded answers among files of both kinds. Raises BadInput for a file that is none of the two."""
    return [entry for path in paths if _document(path).get("schema") != INVENTORY for entry in _read(path, ANSWERS)]


def inventory(paths: Iterable[Path]) -> dict[str, Mapping[str, Any]]:
    """The recorded resources by id, in lower case: Azure writes the same id in more than one way. Raises BadInput."""
    found: dict[str, Mapping[str, Any]] = {}
    for path in paths:
        for entry in _read(path, INVENTORY):
            found[entry["id"].lower()] = entry
    return found


def _read(path: Path, schema: str) -> list[Mapping[str, Any]]:
    document = _document(path)
    if document.get("schema") != schema:
        raise _bad(path, "schema", f"the schema {document.get('schema')!r}", schema)
    name, needed = _ENTRIES[schema]
    entries = document.get(name)
    if not isinstance(entries, list):
        raise _bad(path, name, "no list", f"a list under `{name}`")
    for index, entry in enumerate(entries):
        missing = [key for key in needed if not isinstance(entry, dict) or key not in entry]
        if missing:
            raise _bad(
                path, f"{name}[{index}]", f"an entry without `{missing[0]}`", f"{', '.join(needed)} in each entry"
            )
    return entries


def _document(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
        if path.suffix == ".gz":
            raw = gzip.decompress(raw)
        document = json.loads(raw)
    except OSError as error:
        raise _bad(
            path, "", f"the file cannot be read: {error.strerror or 'no gzip file'}", "a readable file"
        ) from None
    except (ValueError, EOFError) as error:
        raise _bad(path, "", f"it is no JSON: {error}", "a JSON file") from None
    if not isinstance(document, dict):
        raise _bad(path, "", f"a {type(document).__name__}", "a JSON object")
    return document


def _bad(path: Path, place: str, found: str, expected: str) -> BadInput:
    return BadInput(found, place=Place(path, None, None, place), expected=expected, action=_ACTION)
