"""What one resource adds to the bill, read from its inputs: the readers that the table of provider types is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from facts.flavours import Flavour, flavour, is_stale
from plan.values import MASKED_SECRET, MASKED_UNKNOWN
from policies.kinds.readers import look, stands
from policies.record import Record

_GIBIBYTE: Final = 2**30
_USERS: Final = "Workstation"
"""The role whose hosts are the users'; all other hosts do what the platform operates itself."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one resource adds to one line.

    Attributes:
        amount: None where it is not known.
        detail: flavour or class.
        unknown: name of the sentence (words.py) that says what is not known, "" where the amount is known.
        flavour: the fact that the amount rests on.
    """

    line: str
    amount: Decimal | None
    detail: str = ""
    unknown: str = ""
    flavour: Flavour | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One resource, and what is known besides it.

    Attributes:
        inputs: of the resource, masked: what is read here is shown.
        choices: what the estate's own file chooses.
        on: the day on which facts must be believed.
    """

    record: Record
    inputs: Mapping[str, Any]
    choices: Mapping[str, Any]
    on: date

    def at(self, path: str) -> Any:
        """What stands at a path of the inputs."""
        return look(self.inputs, path)


Reader = Callable[[Asked], Iterable[Counted]]


def amount_of(value: Any, per: int = 1) -> Decimal | None:
    """A number of a plan as an exact decimal; None for what is no number, not set, or known only after apply."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        return None
    return Decimal(str(value)) / per


def piece(line: str, when: str = "", other: str = "") -> Reader:
    """One piece. Where nothing stands at `when`, one of another line."""

    def read(asked: Asked) -> Iterator[Counted]:
        yield Counted(line if not when or stands(asked.at(when)) else other, Decimal(1))

    return read


def size(line: str, path: str, of_class: str = "", per: int = 1) -> Reader:
    """The size at a path, or the sum of the sizes at a path with `[]`."""

    def read(asked: Asked) -> Iterator[Counted]:
        found = asked.at(path)
        found_class = asked.at(of_class) if of_class else ""
        detail = found_class if isinstance(found_class, str) else ""
        for value in found if isinstance(found, list) and found else [found]:
            amount = amount_of(value, per)
            yield Counted(line, amount, detail, "" if amount is not None else "size")

    return read


def chosen(line: str, choice: str) -> Reader:
    """A size that the estate's file says and the plan does not."""

    def read(asked: Asked) -> Iterator[Counted]:
        amount = amount_of(look(asked.choices, choice))
        yield Counted(line, amount, choice, "" if amount is not None else "size")

    return read


def _lines_of_host(asked: Asked) -> tuple[str, str]:
    owner = asked.record.owner
    users = owner is not None and owner.kind == f"role.{_USERS}"
    return ("Q-CPU-01", "Q-MEM-01") if users else ("Q-CPU-02", "Q-MEM-02")


def host(path: str) -> Reader:
    """Cores and memory of a host by its flavour."""

    def read(asked: Asked) -> Iterator[Counted]:
        yield from _by_flavour(asked, asked.at(path), _lines_of_host(asked), 1)

    return read


def machine(cores: str, memory: str) -> Reader:
    """Cores and bytes of memory that the plan itself names."""

    def read(asked: Asked) -> Iterator[Counted]:
        lines = _lines_of_host(asked)
        for line, amount in zip(
            lines, (amount_of(asked.at(cores)), amount_of(asked.at(memory), _GIBIBYTE)), strict=True
        ):
            yield Counted(line, amount, "", "" if amount is not None else "size")

    return read


def _by_flavour(asked: Asked, name: Any, lines: tuple[str, str], nodes: int | None) -> Iterator[Counted]:
    if not isinstance(name, str) or name in (MASKED_SECRET, MASKED_UNKNOWN) or nodes is None:
        for line in lines:
            yield Counted(line, None, "", "size" if name is None else "after apply")
        return
    found = flavour(asked.record.cloud, name)
    if found is None or is_stale(found, asked.on):
        for line in lines:
            yield Counted(line, None, name, "flavour" if found is None else "old flavour")
        return
    cores, memory = lines
    yield Counted(cores, Decimal(found.vcpu * nodes), name, flavour=found)
    yield Counted(memory, Decimal(found.memory_gib * nodes), name, flavour=found)


def database(path: str, nodes: Callable[[Asked], int | None], storage: str) -> Reader:
    """Cores and memory of all nodes, storage once."""
    stored = size("Q-DBS-03", storage)

    def read(asked: Asked) -> Iterator[Counted]:
        yield from _by_flavour(asked, asked.at(path), ("Q-DBS-01", "Q-DBS-02"), nodes(asked))
        yield from stored(asked)

    return read


def pair_or_one(path: str) -> Callable[[Asked], int | None]:
    """Two nodes where a yes stands at the path, else one."""

    def nodes(asked: Asked) -> int | None:
        found = asked.at(path)
        return None if found == MASKED_UNKNOWN else 2 if found is True else 1

    return nodes


def listed(path: str) -> Callable[[Asked], int | None]:
    """As many nodes as stand in a list."""

    def nodes(asked: Asked) -> int | None:
        found = asked.at(path)
        return len(found) if isinstance(found, list) and found else None

    return nodes


def key(asked: Asked) -> Iterator[Counted]:
    """One key, under the protection that is asked for. What the cloud cannot protect so is counted as asked for."""
    owner = asked.record.owner
    protection = look(owner.raw("spec"), "protection") if owner is not None else None
    if protection == "hsm" and owner is not None and "key.hsm" in gaps_of(owner):
        return
    yield Counted("Q-KMS-02" if protection == "hsm" else "Q-KMS-01", Decimal(1))


def gaps_of(role: Record) -> frozenset[str]:
    """The capabilities that a role asks for and does not get."""
    found = role.raw("gaps")
    return frozenset(
        gap["capability"] for gap in found or () if isinstance(gap, Mapping) and isinstance(gap.get("capability"), str)
    )


def nothing(_: Asked) -> tuple[Counted, ...]:
    """A joint or setting of something that is counted itself, or what is counted from roles (buckets, logs)."""
    return ()
