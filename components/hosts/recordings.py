"""The proof that recordings are whole: manifest entries form one chain, and each names the SHA-256 of its archive."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping


def breaks(manifest: Iterable[bytes], archives: Mapping[str, bytes]) -> list[str]:
    """What is wrong with one chain, in words; empty when every entry and every archive verifies.

    `manifest` holds the entries as stored, in the order of their names; `archives` maps `PERSON/RECORDING.tar` to
    its content. Not seen here: entries cut off at the end of a chain. The lock of the bucket answers for those.
    """
    found: list[str] = []
    previous, listed = "0" * 64, set()
    for number, raw in enumerate(manifest, start=1):
        entry = json.loads(raw)
        if entry["sequence"] != number:
            found.append(f"entry {number}: found sequence {entry['sequence']}, expected {number}")
        if entry["previous"] != previous:
            found.append(f"entry {number}: the entry before it is not the one it was chained to")
        previous = hashlib.sha256(raw).hexdigest()
        listed.add(entry["recording"])
        found += _archive(number, entry["recording"], entry["sha256"], archives)
    found += [f"{name}: in no entry of the manifest" for name in sorted(set(archives) - listed)]
    return found


def _archive(number: int, name: str, expected: str, archives: Mapping[str, bytes]) -> list[str]:
    if name not in archives:
        return [f"entry {number}: {name} is missing"]
    actual = hashlib.sha256(archives[name]).hexdigest()
    return [] if actual == expected else [f"entry {number}: {name} has SHA-256 {actual}, expected {expected}"]
