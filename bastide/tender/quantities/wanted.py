"""What roles ask for and the plan has no resource for: a bidder fills or prices it all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from bastide.tender.quantities.readers import amount_of, gaps_of
from components.contract.words import Size
from policies.kinds.readers import look
from policies.record import Record

SIZES: Final[Mapping[Size, tuple[int, int]]] = {
    Size.SMALL: (2, 8),
    Size.MEDIUM: (4, 16),
    Size.LARGE: (8, 32),
    Size.XLARGE: (16, 64),
}
"""Cores and GiB of memory that a size of the intent asks for at least."""

Spec = Mapping[str, Any]


class Wanted(NamedTuple):
    """What one role asks for on one line. `amount` None where the role does not say how much."""

    line: str
    capability: str
    amount: Decimal | None


def _cluster(spec: Spec) -> Iterator[tuple[str, Decimal | None]]:
    nodes = amount_of(look(spec, "nodes"))
    yield "Q-K8S-01", Decimal(1)
    yield from _sized(spec, ("Q-CPU-03", "Q-MEM-03"), nodes)


def _database(spec: Spec) -> Iterator[tuple[str, Decimal | None]]:
    nodes = Decimal(2 if look(spec, "highly_available") is True else 1)
    yield from _sized(spec, ("Q-DBS-01", "Q-DBS-02"), nodes)
    yield "Q-DBS-03", amount_of(look(spec, "storage_gb"))


def _sized(spec: Spec, lines: tuple[str, str], nodes: Decimal | None) -> Iterator[tuple[str, Decimal | None]]:
    size = look(spec, "size")
    each = SIZES.get(Size(size)) if size in tuple(Size) else None
    for line, amount in zip(lines, each or (None, None), strict=True):
        yield line, None if amount is None or nodes is None else amount * nodes


def _volume(line: str) -> Callable[[Spec], Iterator[tuple[str, Decimal | None]]]:
    def read(spec: Spec) -> Iterator[tuple[str, Decimal | None]]:
        yield line, amount_of(look(spec, "size_gb"))

    return read


def _one(line: str) -> Callable[[Spec], Iterator[tuple[str, Decimal | None]]]:
    def read(_: Spec) -> Iterator[tuple[str, Decimal | None]]:
        yield line, Decimal(1)

    return read


def _key(spec: Spec) -> Iterator[tuple[str, Decimal | None]]:
    yield "Q-KMS-02" if look(spec, "protection") == "hsm" else "Q-KMS-01", Decimal(1)


ASKED: Final[Mapping[str, Callable[[Spec], Iterator[tuple[str, Decimal | None]]]]] = {
    "cluster": _cluster,
    "database": _database,
    "file-share": _volume("Q-FIL-01"),
    "key": _key,
    "key.hsm": _key,
    "portal": _one("Q-LBA-01"),
    "registry": _one("Q-REG-01"),
    "secret": _one("Q-SEC-01"),
    "volume": _volume("Q-DSK-02"),
}
"""Capability that is missing -> what its role asks for. A missing feature of something that is built adds nothing."""


def wanted(role: Record) -> Iterator[Wanted]:
    """What a role asks for in vain; each line once, whatever is missing of it."""
    spec = role.raw("spec")
    missing = gaps_of(role)
    seen: set[str] = set()
    for capability, ask in ASKED.items():
        if capability in missing:
            for line, amount in ask(spec):
                if line not in seen:
                    seen.add(line)
                    yield Wanted(line, capability, amount)
