"""The shape of what is known of providers: who owns them, which law reaches them, what is qualified until when."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag, model_validator

from facts.day import Day
from facts.marked import Marked, Maybe, Missing, Term, branch
from facts.model import Country, Fact

KindPattern = Annotated[str, StringConstraints(pattern=r"^(\*|[a-z0-9]+(\.[a-z0-9_]+)?)$")]
"""`*`, one neutral kind (`store.object`), or a family (`store`: it and all below it)."""

Percent = Annotated[float, Field(ge=0, le=100)]


class Parent(BaseModel):
    """Who stands at the end of the chain of owners."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=2)
    country: Country


class ForeignLaw(Term):
    """A law or order of a country outside the European Union that reaches the provider, or has been used against it."""

    law: str = Field(min_length=3)
    country: Country


class Disclosure(StrEnum):
    """Which of the three public statements of HDS EXI 31 a provider makes. For what is true, see the other fields."""

    QUALIFIED = "qualified"  # SecNumCloud-qualified: no access imposed by a third country's law
    NO_TRANSFER = "no-transfer"  # not qualified, no transfer
    TABLE = "table"  # a table of transfers and remote accesses


class Provider(BaseModel):
    """One company whose service or host can appear in an environment.

    Holdings, veto and board are those of parties outside the European Union (SecNumCloud 19.6.b), of capital or
    votes, whichever is more, direct or indirect.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=2)
    seat: Maybe[Country]
    parent: Maybe[Parent]
    largest_holding: Maybe[Percent]
    holdings: Maybe[Percent]
    veto: Maybe[bool]
    board: Maybe[bool]
    foreign_laws: Maybe[tuple[ForeignLaw, ...]]
    remote_access: Maybe[bool]
    disclosure: Maybe[Disclosure]


class OtherProvider(BaseModel):
    """A company that runs no estate: its seat settles the question, or nobody has asked the others yet."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=2)
    seat: Maybe[Country]


class Providers(BaseModel):
    """`facts/providers.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/providers/1"] = Field(alias="schema")
    providers: dict[str, Provider]
    """Providers of infrastructure: cloud -> provider."""
    others: dict[str, OtherProvider]
    """Owners of hosts and services."""


class Scope(BaseModel):
    """Which services a row is about. The most telling row wins: plan over none, kind over family, region over all."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kinds: tuple[KindPattern, ...] = Field(min_length=1)
    regions: tuple[str, ...] = Field(min_length=1)
    """Ids as in `facts/regions.yaml`, or `*`."""
    plans: tuple[str, ...] = ()
    """Commercial plans; empty: whatever the plan."""


class Status(StrEnum):
    """How far a service is on the way to SecNumCloud. For whether it counts on a day, see `in_force`."""

    NONE = "none"
    J0 = "J0"  # accepted at milestone J0
    IN_PROGRESS = "in-progress"
    QUALIFIED = "qualified"


class SecNumCloudRow(Scope, Term, Marked):
    """What is known of the SecNumCloud qualification of some services of a provider."""

    status: Status
    version: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _says_what_exactly(self) -> Self:
        if self.status is Status.QUALIFIED:
            _definite(self, "`status: qualified`")
        return self


class HdsRow(Scope, Term, Marked):
    """What is known of the HDS certification of some services of a provider."""

    covered: bool
    version: str = ""
    activities: tuple[Annotated[int, Field(ge=1, le=6)], ...] = ()
    """Numbers 1 to 6 of CSP R.1111-9."""
    note: str = ""

    @model_validator(mode="after")
    def _says_what_exactly(self) -> Self:
        if self.covered:
            _definite(self, "`covered: true`")
            if not self.activities:
                raise ValueError(
                    "found `covered: true` without `activities` | the activities that the certificate names | "
                    "take them from the certificate, or write `unknown` and `ask`"
                )
        return self


def _definite(row: SecNumCloudRow | HdsRow, what: str) -> None:
    """Good news must say of which version, where and when, or it would cover what nobody has seen."""
    if row.since is None or row.until is None or not row.version or "*" in row.regions:
        raise ValueError(
            f"found {what} without version, since, until or a list of regions | all four, from the certificate | "
            "complete it, or write `unknown` and `ask` instead"
        )


class MissingRow(Scope, Missing):
    """Services of which the status is not known."""


SecNumCloud = Annotated[
    Annotated[SecNumCloudRow, Tag("known")] | Annotated[MissingRow, Tag("missing")], Discriminator(branch)
]
Hds = Annotated[Annotated[HdsRow, Tag("known")] | Annotated[MissingRow, Tag("missing")], Discriminator(branch)]


class HdsVersion(Term, Marked):
    """From when until when certificates of a version of the HDS reference are accepted."""


class Qualifications(BaseModel):
    """`facts/qualifications.yaml`: provider -> rows."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/qualifications/1"] = Field(alias="schema")
    secnumcloud: dict[str, tuple[SecNumCloud, ...]]
    hds_versions: dict[str, HdsVersion]
    hds: dict[str, tuple[Hds, ...]]

    @model_validator(mode="after")
    def _no_two_rows_of_one_service(self) -> Self:
        for table, rows_of in (("secnumcloud", self.secnumcloud), ("hds", self.hds)):
            for provider, rows in rows_of.items():
                _refuse_twins(f"{table}.{provider}", rows)
        return self


def _refuse_twins(where: str, rows: tuple[Scope, ...]) -> None:
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        for key in ((k, r, p) for k in row.kinds for r in row.regions for p in row.plans or ("",)):
            if key in seen:
                raise ValueError(
                    f"found two rows of {where} for kind `{key[0]}`, region `{key[1]}` | one row for each | "
                    "remove one, or tell them apart by `plans`"
                )
            seen.add(key)


class Subprocessor(Term, Fact):
    """An external service that has been admitted, and for what."""

    name: str = Field(min_length=2)
    host: str = Field(min_length=2)
    services: tuple[str, ...] = Field(min_length=1)


class Subprocessors(BaseModel):
    """`facts/subprocessors.yaml`: id -> service."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/subprocessors/1"] = Field(alias="schema")
    subprocessors: dict[str, Subprocessor]


class DerogationRow(Term, Marked):
    """A decision that lets an estate be what the rules do not allow, until its last day."""

    authority: str = Field(min_length=2)
    reference: str = Field(min_length=2)
    since: Day
    until: Day
    note: str = ""


Derogation = Annotated[
    Annotated[DerogationRow, Tag("known")] | Annotated[Missing, Tag("missing")], Discriminator(branch)
]


class Derogations(BaseModel):
    """`facts/derogations.yaml`: estate -> what is covered -> decision."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/derogations/1"] = Field(alias="schema")
    estates: dict[str, dict[Literal["foreign-control", "authorisation"], Derogation]]
