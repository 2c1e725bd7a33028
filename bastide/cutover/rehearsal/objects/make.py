"""What is moved in a rehearsal on loopback: objects of all sizes and names, the same for the same seed."""

from __future__ import annotations

import contextlib
import hashlib
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from azure.core.exceptions import ResourceExistsError
from azure.storage.blob import ContainerClient

from bastide.cutover.rehearsal.objects.hashing import THREADS
from bastide.cutover.rehearsal.objects.sides import Source

MIB: Final = 1024 * 1024
LARGE: Final = (*(64 * MIB,) * 4, *(16 * MIB,) * 16, *(4 * MIB,) * 64, *(MIB,) * 160)
_BLOCK: Final = 4 * MIB
_HISTORY_EVERY, _TAGS_EVERY, _EMPTY_EVERY, _HARD_EVERY = 500, 300, 400, 5
HARD: Final = (
    "with a space.txt",
    " a space first",
    "a space last ",
    "caf\N{LATIN SMALL LETTER E WITH ACUTE} composed",
    "cafe\N{COMBINING ACUTE ACCENT} decomposed",
    "\N{GREEK SMALL LETTER ALPHA}\N{CJK UNIFIED IDEOGRAPH-65E5}\N{CJK UNIFIED IDEOGRAPH-672C}\N{DNA DOUBLE HELIX}",
    "a full stop at the end.",
    "folder with a full stop./object",
    "...",
    "100%.csv",
    "%20 is no space",
    "plus+plus",
    "hash#tag",
    "question?mark=1&more",
    "semicolon; comma, 'single' \"double\"",
    "star * < > | :",
    "full width\N{FULLWIDTH FULL STOP}",
    "\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}quotation of the copy tool",
    "[brackets] {braces}",
    "long-" + "n" * 240,
    "deep/" * 150 + "end",
    "CASE",
    "case",
)
"""Names that copies are known to lose, change or confuse."""


@dataclass(frozen=True, slots=True)
class Made:
    """One object to make; `states` earlier ones of other content before it."""

    name: str
    size: int
    seed: int
    states: int = 0
    tags: tuple[tuple[str, str], ...] = ()

    def content(self, state: int | None = None) -> bytes:
        """Its bytes, now or in an earlier state."""
        own = hashlib.sha256(f"{self.seed}/{state}/{self.name}".encode()).digest()
        block = _block(self.seed)
        return (own + block * (self.size // len(block) + 1))[: self.size]


def plan(count: int, size: int, seed: int) -> Iterator[Made]:
    """`count` objects of `size` bytes in all; the largest take at most nine tenths of it, the smallest have none."""
    large = _large(count, size)
    small = count - len(large)
    filled = [number for number in range(small) if number % _EMPTY_EVERY]
    sizes = dict(zip(filled, _spread(size - sum(large), len(filled)), strict=True))
    for number, name in enumerate(_names(count)):
        if number >= small:
            yield Made(name, large[number - small], seed)
            continue
        states = 2 if number % _HISTORY_EVERY == 1 else 0
        tags = (("purpose", "research use"),) if number % _TAGS_EVERY == 2 else ()
        yield Made(name, sizes.get(number, 0), seed, states, tags)


def _large(count: int, size: int) -> list[int]:
    found: list[int] = []
    for one in LARGE:
        if sum(found) + one <= size * 9 // 10 and len(found) < count // 10:
            found.append(one)
    return found


def _spread(total: int, count: int) -> list[int]:
    """`count` sizes of `total` bytes in all: in pairs, of which one has more and the other as much less."""
    each, more = divmod(total, count)
    sizes = [each + (1 if number < more else 0) for number in range(count)]
    for number in range(0, count - 1, 2):
        swing = each * (number % 97) // 100
        sizes[number] += swing
        sizes[number + 1] -= swing
    return sizes


def make(source: Source, objects: list[Made], report: Callable[[str], None]) -> None:
    """Bring the container to hold them. What it holds already of them, from a run that was killed, is left.

    Raises what the SDK raises.
    """
    client = ContainerClient(
        source.endpoint,
        source.container,
        credential=source.key,
        # larger ones are staged in blocks, and so have no MD5 that anybody could compare
        max_single_put_size=2 * _BLOCK,
        max_block_size=_BLOCK,
        retry_total=2,
    )
    with contextlib.suppress(ResourceExistsError):
        client.create_container()
    there = {blob.name: (blob.size, len(blob.earlier)) for blob in source.blobs()}
    lacking = [one for one in objects if there.get(one.name) != (one.size, one.states)]
    with ThreadPoolExecutor(THREADS) as pool:
        for number, _ in enumerate(pool.map(lambda one: _put(source, client, one), lacking), start=1):
            if number % 1000 == 0:
                report(f"made {number:,} of {len(lacking):,} objects")


def _put(source: Source, client: ContainerClient, made: Made) -> None:
    if made.size <= _BLOCK and not made.states and not made.tags:
        content = made.content()
        source.put(made.name, content, _metadata(content))
        return
    blob = client.get_blob_client(made.name)
    if made.states:
        # a killed run may have left some of them
        blob.upload_blob(b"", overwrite=True)
        blob.delete_blob(delete_snapshots="include")
    for state in (*range(made.states), None):
        content = made.content(state)
        blob.upload_blob(content, overwrite=True, metadata=_metadata(content), tags=dict(made.tags) or None)
        if state is not None:
            blob.create_snapshot()


def _metadata(content: bytes) -> dict[str, str]:
    return {"sha256": hashlib.sha256(content).hexdigest(), "classification": "health"}


def _names(count: int) -> Iterator[str]:
    for number in range(count):
        if number % _HARD_EVERY == 3:
            yield f"names/{number // _HARD_EVERY // len(HARD):03}/{HARD[number // _HARD_EVERY % len(HARD)]}"
        else:
            yield f"cohort-{number % 20:02}/person-{number // 20:05}/{number:06}.parquet"


@lru_cache(maxsize=2)
def _block(seed: int) -> bytes:
    return random.Random(seed).randbytes(MIB)
