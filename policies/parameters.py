"""The numbers and lists that rules apply, from `policies/parameters.yaml`: dated, sourced, never hidden in code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from facts.day import Day
from facts.document import read
from facts.validate import validate

FILE: Final = Path(__file__).resolve().parent / "parameters.yaml"

T = TypeVar("T")
Days = Annotated[int, Field(ge=1, le=36_600)]
Hours = Annotated[int, Field(ge=1, le=744)]
Parts = tuple[Annotated[str, StringConstraints(pattern=r"[a-z0-9./_-]{3,}")], ...]
Words = tuple[Annotated[str, StringConstraints(pattern=r"[a-z0-9@.-]+")], ...]
Sentence = Annotated[str, StringConstraints(min_length=10)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Parameter(_Strict, Generic[T]):
    """One number or list.

    Attributes:
        source: the clause it serves, and whose choice the value is.
        checked: the day on which somebody last looked at it. A parameter does not expire: it is a choice, no fact.
        note: what is not certain about it, and who must find out.
    """

    value: T
    source: Sentence
    checked: Day
    note: Sentence


class Vpn(_Strict):
    """What a tunnel between sites may use. Words in lower case, in every spelling that a cloud or strongSwan has."""

    ike_min: Literal[1, 2]
    ciphers: Words
    integrity: Words
    groups: Words


class Retention(_Strict):
    """Days for which logs are kept. Above the maximum a justification is needed."""

    minimum: Days
    default: Days
    maximum: Days

    @model_validator(mode="after")
    def _rising(self) -> Retention:
        if not self.minimum <= self.default <= self.maximum:
            raise ValueError(
                f"found {self.minimum}, {self.default}, {self.maximum} | minimum <= default <= maximum | "
                "correct the three numbers"
            )
        return self


class Categories(_Strict):
    """Events of which a delivery of logs must leave none out, in the words of the clouds, lower case.

    Attributes:
        everything: words that stand for all events.
        resource: of a single resource, where they are named one by one.
        control_plane: of the account or subscription itself.
        locked_copy: tables of a store of logs that its locked copy holds.
    """

    everything: Words
    resource: Words
    control_plane: Words
    locked_copy: Words


class AlertEvents(_Strict):
    """Parts of names of events, lower case, by what they tell of. A name counts where it holds one of the parts."""

    rights: Parts
    keys: Parts
    egress: Parts


class Pair(_Strict):
    """Two sets of abilities that nobody may hold together: any of the one with any of the other."""

    name: Sentence
    nom: Sentence
    one: Words = Field(min_length=1)
    other: Words = Field(min_length=1)


class Parameters(_Strict):
    """`policies/parameters.yaml`.

    Attributes:
        key_types: type of key -> sizes in bits.
        ssh_key_types: type of an SSH key -> least bits; 0 where the type has one size.
        incompatible_rights: in the abilities of `Grant.capabilities`.
        incompatible_intents: in the rights of an intent (`work`, `review`, ...).
    """

    schema_: Literal["bastide/parameters/1"] = Field(alias="schema")
    key_types: Parameter[Mapping[str, tuple[int, ...]]]
    key_rotation_days_max: Parameter[Days]
    tls_floor: Parameter[Literal["1.2", "1.3"]]
    vpn: Parameter[Vpn]
    ssh_key_types: Parameter[Mapping[str, int]]
    log_retention_days: Parameter[Retention]
    log_categories: Parameter[Categories]
    alert_events: Parameter[AlertEvents]
    backup_hours_max: Parameter[Hours]
    production_only: Parameter[Words]
    mandatory_tags: Parameter[Words]
    incompatible_rights: Parameter[tuple[Pair, ...]]
    incompatible_intents: Parameter[tuple[Pair, ...]]
    shared_names: Parameter[Words]


@cache
def parameters() -> Parameters:
    """The parameters, read at the first question.

    Raises:
        BadInput: the file is missing or wrong; with line and path.
    """
    return load(FILE)


def load(file: Path) -> Parameters:
    """The parameters of one file. Raises BadInput as `parameters` does."""
    return validate(read(file, what="the parameters of the rules"), Parameters)
