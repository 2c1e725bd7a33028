"""What no plan can say, as the platform declares it in `stacks/quantities.yaml`: duration, phases, volumes, traffic."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

import stacks
from bastide.both import InBoth
from facts.document import read
from facts.model import Fact
from facts.validate import validate

FILE: Final = Path(stacks.__file__).resolve().parent / "quantities.yaml"

T = TypeVar("T")
Months = Annotated[int, Field(ge=1, le=240)]
PhaseMonths = Annotated[int, Field(ge=0, le=60)]
Volume = Annotated[Decimal, Field(ge=0, le=Decimal("1e9"), decimal_places=6)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,40}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Unsaid(_Strict):
    """What must be said and is not. Never taken for nothing.

    Attributes:
        ask: who must say it.
    """

    unknown: InBoth
    ask: InBoth


class Declared(Fact, Generic[T]):
    """One value, who says so, and on which day."""

    value: T


def _branch(value: Any) -> str:
    """Which of the two is meant: decided by the key, so that faults are those of one of them."""
    unsaid = isinstance(value, Unsaid) or (isinstance(value, dict) and "unknown" in value)
    return "unsaid" if unsaid else "known"


if TYPE_CHECKING:
    Maybe = Declared[T] | Unsaid
else:

    class Maybe:
        """`{value, source, checked}`, or `{unknown, ask}`."""

        def __class_getitem__(cls, value: Any) -> Any:
            return Annotated[
                Annotated[Declared[value], Tag("known")] | Annotated[Unsaid, Tag("unsaid")], Discriminator(_branch)
            ]


class Contract(_Strict):
    """How long is paid for, and in what.

    Attributes:
        months: from the first order at the candidate to the end, the months of the move included.
        currency: ISO 4217; prices in any other are refused.
    """

    months: Maybe[Months]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"


class Phase(_Strict):
    """One phase of the move, in order, in which the candidate's side is already paid for.

    Attributes:
        legacy: the legacy runs, and is paid, in it too.
        moves: the data are moved in it: what is paid once falls due in this phase.
    """

    id: Id
    title: InBoth
    months: Maybe[PhaseMonths]
    legacy: bool
    moves: bool = False


class Buckets(_Strict):
    """How much lies in some buckets together, in terabytes (10¹² bytes), by the names of their roles."""

    id: Id
    names: tuple[Annotated[str, Field(min_length=2)], ...] = Field(min_length=1)
    tb: Maybe[Volume]


class Volumes(_Strict):
    """What is consumed without standing in any plan.

    Attributes:
        traffic_out_tb_month: from the candidate to the internet.
        log_gb_day: logs of all sources together.
        key_operations_million_month: calls that use a key.
        backup_gb: all kept backups together, as stored.
        moved_tb: data that the candidate takes in from the legacy.
        legacy_egress_tb: data that leave Azure, repeated copies included.
    """

    traffic_out_tb_month: Maybe[Volume]
    log_gb_day: Maybe[Volume]
    key_operations_million_month: Maybe[Volume]
    backup_gb: Maybe[Volume]
    moved_tb: Maybe[Volume]
    legacy_egress_tb: Maybe[Volume]


class DeclaredQuantities(_Strict):
    """`stacks/quantities.yaml`: the same for all candidates."""

    schema_: Literal["bastide/quantities/1"] = Field(alias="schema")
    contract: Contract
    phases: tuple[Phase, ...]
    buckets: tuple[Buckets, ...]
    volumes: Volumes

    @model_validator(mode="after")
    def _whole(self) -> DeclaredQuantities:
        _once("phase", (phase.id for phase in self.phases))
        _once("group of buckets", (group.id for group in self.buckets))
        _once("bucket", (name for group in self.buckets for name in group.names))
        if self.phases and sum(phase.moves for phase in self.phases) != 1:
            raise ValueError(
                "found not exactly one phase with `moves: true` | one phase in which the data are moved | "
                "mark the phase in which the copy is paid"
            )
        self._fits()
        return self

    def _fits(self) -> None:
        months, phases = known(self.contract.months), self.phase_months
        if months is not None and phases is not None and phases > months:
            raise ValueError(
                f"found phases of {phases} months in a contract of {months} | phases that fit into the contract | "
                "correct `contract.months` or the phases"
            )

    @property
    def phase_months(self) -> int | None:
        """Months of all phases together, None where one is not known."""
        found = [known(phase.months) for phase in self.phases]
        return None if None in found else sum(month for month in found if month is not None)

    @property
    def legacy_months(self) -> int | None:
        """Months in which both sides run, None where one phase is not known."""
        found = [known(phase.months) for phase in self.phases if phase.legacy]
        return None if None in found else sum(month for month in found if month is not None)


def known(value: Declared[T] | Unsaid) -> T | None:
    """The value, None where nobody has said it."""
    return value.value if isinstance(value, Declared) else None


def _once(what: str, names: Iterator[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"found the {what} `{name}` twice | each {what} once | remove one of the two")
        seen.add(name)


@cache
def declared() -> DeclaredQuantities:
    """What this repository declares.

    Raises:
        BadInput: the file is missing or wrong.
    """
    return read_declared(FILE)


def read_declared(file: Path) -> DeclaredQuantities:
    """What a file declares. Raises BadInput as `declared` does."""
    return validate(read(file, what="the declared quantities"), DeclaredQuantities)
