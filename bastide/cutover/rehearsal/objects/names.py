"""Which objects a copy cannot carry as they are, found in the manifest before anything is sent. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bastide.cutover.rehearsal.objects.manifest import Line

_NAME_BYTES: Final = 1024  # of a key at S3; Azure allows 1,024 characters
_METADATA_BYTES: Final = 2048  # at S3; Azure allows 8,192
_TAGS: Final = 10
QUOTE: Final = "\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}"
"""The copy tool's own quotation mark in names: a name with one comes out as another."""


def reason(line: Line) -> str:
    """Why it cannot be carried; "" where it can. What cannot is never sent, and is named at every gate."""
    name = line.name
    if any(part in ("", ".", "..") for part in name.split("/")):
        return "an empty part, `.` or `..` in its name: another object elsewhere"
    if any(ord(character) < 32 or ord(character) == 127 for character in name):
        return "a control character in its name"
    if len(name.encode()) > _NAME_BYTES:
        return f"a name of more than {_NAME_BYTES} bytes"
    if sum(len(key.encode()) + len(value.encode()) for key, value in line.metadata.items()) > _METADATA_BYTES:
        return f"metadata of more than {_METADATA_BYTES} bytes"
    if len(line.tags) > _TAGS:
        return f"more than {_TAGS} tags"
    return ""


def cannot(lines: Iterable[Line]) -> dict[str, str]:
    """Name -> reason, of those that cannot be carried."""
    return {line.name: why for line in lines if (why := reason(line))}
