"""What hosts of the platform's own and their volumes take, counted as the bill of quantities counts it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any, Final

from bastide.review.findings.report import printable
from bastide.tender.candidate import Candidate
from bastide.tender.part import Part, Source
from bastide.tender.quantities.counted import Counted, counted
from plan.values import UNKNOWN
from policies.record import Record


class Sized(Part):
    """Hosts of one size.

    Attributes:
        flavour: as the cloud calls it; "" where the plan says cores and memory itself.
        vcpu: of one host; None where no source says it, and so for `memory_gib`.
    """

    flavour: str
    count: int
    vcpu: int | None
    memory_gib: int | None


class Consumed(Part):
    """What hosts and their disks take.

    Attributes:
        unknown: hosts of which nobody knows the size; `vcpu` and `memory_gib` are those of the others.
        bare: hosts without a document of ours: they hold a place and nothing of ours runs on them.
        disks: data volumes; `disks_gb` their size, None where one of them is not known.
    """

    hosts: int
    vcpu: int
    memory_gib: int
    unknown: int
    bare: int
    disks: int
    disks_gb: int | None


_CORES: Final = ("Q-CPU-01", "Q-CPU-02")
_MEMORY: Final = ("Q-MEM-01", "Q-MEM-02")
_VOLUME: Final = "Q-DSK-02"


class Sizes:
    """Reads what resources of one candidate take."""

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate
        self._choices: Mapping[str, Any] = candidate.definition.choices.model_dump(mode="json")
        self._read: dict[str, Sequence[Counted]] = {}

    def consumed(self, records: Sequence[Record]) -> Consumed:
        """All hosts and volumes among these."""
        hosts = [record for record in records if record.kind == "compute.vm"]
        sizes = [self.size(host) for host in hosts]
        disks = [self._gb(record) for record in records if record.kind == "store.block"]
        return Consumed(
            hosts=len(hosts),
            vcpu=sum(size.vcpu or 0 for size in sizes),
            memory_gib=sum(size.memory_gib or 0 for size in sizes),
            unknown=sum(size.vcpu is None or size.memory_gib is None for size in sizes),
            bare=sum(not _has_document(host) for host in hosts),
            disks=len(disks),
            disks_gb=_sum(disks),
        )

    def size(self, host: Record) -> Sized:
        """One host."""
        lines = self._counted(host)
        cores, memory = (next((item for item in lines if item.line in ids), None) for ids in (_CORES, _MEMORY))
        return Sized(
            flavour=printable(cores.detail) if cores else "",
            count=1,
            vcpu=_whole(cores.amount) if cores else None,
            memory_gib=_whole(memory.amount) if memory else None,
        )

    def sources(self, records: Iterable[Record]) -> tuple[Source, ...]:
        """Of the flavours of hosts, each once."""
        flavours = (item.flavour for record in records if record.kind == "compute.vm" for item in self._counted(record))
        found = {(one.source, one.checked.isoformat()) for one in flavours if one is not None}
        return tuple(Source(text=text, checked=checked) for text, checked in sorted(found))

    def _gb(self, disk: Record) -> int | None:
        amounts = [item.amount for item in self._counted(disk) if item.line == _VOLUME]
        return _whole(amounts[0]) if amounts else None

    def _counted(self, record: Record) -> Sequence[Counted]:
        found = self._read.get(record.urn)
        if found is None:
            found = self._read[record.urn] = counted(record, self._choices, self.candidate.on) or ()
        return found


def _whole(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount.to_integral_value(ROUND_CEILING))


def _sum(amounts: Sequence[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _has_document(host: Record) -> bool:
    texts = host.raw("texts")
    return texts is UNKNOWN or bool(texts)


def grouped(sizes: Iterable[Sized]) -> tuple[Sized, ...]:
    """The hosts of each size together, small ones first."""
    counts: dict[Sized, int] = {}
    for size in sizes:
        counts[size] = counts.get(size, 0) + 1
    found = [size.model_copy(update={"count": count}) for size, count in counts.items()]
    return tuple(sorted(found, key=lambda size: (size.vcpu or 0, size.flavour)))
