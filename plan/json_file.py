"""A JSON file of somebody else, read within limits and with a place for every fault.

Stricter than JSON parsers are: duplicate keys, NaN, infinite numbers, half of a surrogate pair and bottomless nesting
are refused, since tools disagree about what they mean or break on them later.
"""

from __future__ import annotations

import json
import math
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NoReturn

from facts.document import Path_, dotted
from facts.errors import BadInput, Place
from plan.json_places import duplicate, line_and_column, offset_of

MAX_BYTES: Final = 64_000_000
"""Some 30,000 resources with all their outputs; reading takes about ten times as much memory."""
MAX_DEPTH: Final = 100
"""Levels of objects and lists. What reads plans later descends by recursion."""
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_SHOWN_LENGTH: Final = 80
_AGAIN: Final = "export it again, and check that the export ended without an error"


@dataclass(frozen=True, slots=True)
class JsonFile:
    """Plain data of one file, and its text, from which the place of a fault is found."""

    file: Path
    data: Any = field(repr=False)
    text: str = field(repr=False)

    def bad(self, path: Path_, found: str, *, expected: str, action: str) -> BadInput:
        """The error of a fault at `path` (keys and indexes from the root), with its line."""
        line, column = line_and_column(self.text, offset_of(self.text, path))
        return BadInput(found, place=Place(self.file, line, column, dotted(path)), expected=expected, action=action)


def read(file: Path) -> JsonFile:
    """Read a file whole.

    Raises:
        BadInput: missing, unreadable, larger than `MAX_BYTES`, not UTF-8, or not one strict JSON value.
    """
    text = _text(file)
    return JsonFile(file, _parsed(text, file), text)


def strict(text: str) -> Any:
    """JSON inside a value (a secret in clear), under the same limits. Raises ValueError, which quotes nothing."""
    try:
        data = json.loads(text, **_HOOKS)
    except (ValueError, RecursionError):
        raise ValueError("no JSON") from None
    if too_deep(data):
        raise ValueError("nested too deeply")
    return data


def shown(text: object) -> str:
    """A name out of a file as a message may show it: short, on one line, without control characters."""
    plain = "".join(char if char.isprintable() else "?" for char in str(text))
    return plain if len(plain) <= _SHOWN_LENGTH else f"{plain[:_SHOWN_LENGTH]}..."


class _Refused(Exception):
    """A value that JSON parsers take and that is refused here."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Refused("duplicate")
    return found


def _constant(name: str) -> NoReturn:
    raise _Refused(f"the number `{name}`")


def _float(text: str) -> int | float:
    number = float(text)
    if math.isinf(number):
        raise _Refused("a number that is too large")
    # A port must not read 22.0.
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


_HOOKS: Final[dict[str, Any]] = {
    "object_pairs_hook": _pairs,
    "parse_constant": _constant,
    "parse_float": _float,
}


def _text(file: Path) -> str:
    start = Place(file, None, None, "")
    try:
        _check_size(file)
        with file.open("rb") as opened:
            raw = opened.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise BadInput("there is no such file", place=start, action="check its name") from None
    except IsADirectoryError:
        raise BadInput("this is a folder", place=start, expected="one file", action="name the file in it") from None
    except OSError as error:
        raise BadInput(
            f"the file cannot be read: {error.strerror}", place=start, action="check that it is a file and its rights"
        ) from None
    if len(raw) > MAX_BYTES:
        raise _too_large(file, f"more than {MAX_BYTES:,}")
    if not raw.strip():
        raise BadInput("the file is empty", place=start, expected="JSON", action=_AGAIN)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"byte {error.start} is not UTF-8",
            place=start,
            expected="JSON as UTF-8 text",
            action="save it as UTF-8 (Windows PowerShell writes UTF-16 with `>`: use `| Out-File -Encoding utf8`)",
        ) from None


def _check_size(file: Path) -> None:
    """Before anything is read; what has no size of its own (a pipe) is cut off while reading."""
    found = file.stat()
    if stat.S_ISREG(found.st_mode) and found.st_size > MAX_BYTES:
        raise _too_large(file, f"{found.st_size:,}")


def _too_large(file: Path, size: str) -> BadInput:
    return BadInput(
        f"the file has {size} bytes",
        place=Place(file, None, None, ""),
        expected=f"at most {MAX_BYTES:,}, which is some 30,000 resources",
        action="export smaller pieces (one stack, one resource group, one root module) and check each of them",
    )


def _parsed(text: str, file: Path) -> Any:
    try:
        data = json.loads(text, **_HOOKS)
    except json.JSONDecodeError as error:
        raise _no_json(error, text, file) from None
    except _Refused as error:
        raise _refused(str(error), text, file) from None
    except ValueError:
        raise _no_value("a number of thousands of digits", file) from None
    except RecursionError:
        raise _deep(file) from None
    if too_deep(data):
        raise _deep(file)
    if _SURROGATE.search(text):
        _check_surrogates(data, file)
    return data


def _no_json(error: json.JSONDecodeError, text: str, file: Path) -> BadInput:
    cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
    return BadInput(
        "the file ends in the middle" if cut else f"this is not JSON: {error.msg}",
        place=Place(file, error.lineno, error.colno, ""),
        expected="one JSON value",
        action=_AGAIN,
    )


def _refused(what: str, text: str, file: Path) -> BadInput:
    if what != "duplicate":
        return _no_value(what, file)
    offset, key = duplicate(text)
    line, column = line_and_column(text, offset)
    return BadInput(
        f"the key `{shown(key)}` stands here a second time",
        place=Place(file, line, column, ""),
        expected="each key once in an object",
        action=_AGAIN,
    )


def _no_value(what: str, file: Path) -> BadInput:
    return BadInput(f"found {what}", place=Place(file, None, None, ""), expected="numbers that JSON has", action=_AGAIN)


def _deep(file: Path) -> BadInput:
    return BadInput(
        "the document is nested too deeply",
        place=Place(file, None, None, ""),
        expected=f"at most {MAX_DEPTH} levels",
        action="check that it is what a tool exported",
    )


def too_deep(data: Any) -> bool:
    """True for more levels of objects and lists than `MAX_DEPTH`. Looks level by level, without recursion."""
    level, depth = [data] if isinstance(data, dict | list) else [], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            return True
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, Mapping) else node)
            if isinstance(child, dict | list)
        ]
    return False


def _check_surrogates(data: Any, file: Path) -> None:
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise BadInput(
            "a text holds half of a surrogate pair, which no text file can hold",
            place=Place(file, None, None, ""),
            expected="texts of whole characters",
            action=_AGAIN,
        ) from None
