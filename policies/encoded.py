"""Texts inside texts: base64 with or without gzip, as user-data carries files and whole documents."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_TOKEN: Final = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
_LINES: Final = re.compile(
    r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{8,}={0,2}[ \t]*\n(?:[ \t]*[A-Za-z0-9+/_-]+={0,2}[ \t]*(?:\n|\Z))+"
)
_STARTS: Final = 3
"""A word alone on a line before a block is no part of it: a block is read from each of its first lines."""
_GZIP: Final = b"\x1f\x8b"
_MOST: Final = 4_000_000
_DEPTH: Final = 4
_READABLE: Final = 0.9
_CACHED: Final = 4096


@lru_cache(maxsize=_CACHED)
def decoded_in(text: str, depth: int = _DEPTH) -> tuple[str, ...]:
    """Every readable text that stands encoded in a text, and what stands encoded in those.

    What decodes to no readable text (keys, hashes, certificates) gives nothing.
    """
    if depth == 0:
        return ()
    found: dict[str, None] = {}
    for block in _blocks(text):
        inner = _readable(block)
        if inner:
            found[inner] = None
            found.update(dict.fromkeys(decoded_in(inner, depth - 1)))
    return tuple(found)


def _blocks(text: str) -> Iterator[str]:
    for match in _LINES.finditer(text):
        lines = match.group(0).split()
        yield from ("".join(lines[start:]) for start in range(min(_STARTS, len(lines))))
    yield from (match.group(0) for match in _TOKEN.finditer(text))


def _readable(block: str) -> str:
    data = _bytes(block)
    if data.startswith(_GZIP):
        try:
            # a bomb gives only so much
            data = zlib.decompressobj(wbits=31).decompress(data, _MOST)
        except zlib.error:
            return ""
    # UTF-16, as PowerShell takes its commands
    text = data.replace(b"\0", b"").decode("utf-8", errors="replace")
    if not text:
        return ""
    readable = sum(sign.isprintable() or sign.isspace() for sign in text if sign != "\N{REPLACEMENT CHARACTER}")
    return text if readable >= _READABLE * len(text) else ""


def _bytes(block: str) -> bytes:
    plain = block.rstrip("=").replace("-", "+").replace("_", "/")
    # one sign too many is no part of it
    plain = plain[: len(plain) - 1] if len(plain) % 4 == 1 else plain
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4))
    except (ValueError, binascii.Error):
        return b""
