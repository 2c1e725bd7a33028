"""Public keys of SSH: which kind, how strong."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping


def fault(text: str, least: Mapping[str, int]) -> str:
    """Why a public key is not accepted: its type, or its bits; "" for one that is. The blob decides, not the label."""
    words = text.split()
    blob = _blob(words[1]) if len(words) > 1 else None
    if blob is None:
        return "no public key"
    parts = _parts(blob)
    if not parts:
        return "no public key"
    kind = parts[0].decode("ascii", "replace")
    if kind != words[0]:
        return f"{words[0][:40]} over {kind[:40]}"
    if kind not in least:
        return kind[:40]
    if least[kind] and (len(parts) < 3 or _bits(parts[2]) < least[kind]):
        return f"{kind} {_bits(parts[2]) if len(parts) > 2 else 0}"
    return ""


def same_key(text: str) -> str:
    """What two spellings of one key have in common: its blob, without label and comment."""
    words = text.split()
    return words[1] if len(words) > 1 else text


def _blob(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _parts(blob: bytes) -> list[bytes]:
    """The length-prefixed fields; what is cut short is left out."""
    parts = []
    while len(blob) >= 4:
        size = int.from_bytes(blob[:4], "big")
        if size > len(blob) - 4:
            break
        parts.append(blob[4 : 4 + size])
        blob = blob[4 + size :]
    return parts


def _bits(number: bytes) -> int:
    return int.from_bytes(number, "big").bit_length()
