"""What people must do for the parts that the platform operates itself, as the pages of this repository say it."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from facts.document import read
from facts.load import FOLDER
from facts.model import Fact
from facts.validate import validate


class Topic(StrEnum):
    """What a duty is about. For which part, see its capabilities."""

    SETUP = "setup"
    PATCHING = "patching"
    BACKUPS = "backups"
    UNSEALING = "unsealing"
    KEYS = "keys"
    CERTIFICATES = "certificates"
    CAPACITY = "capacity"
    WATCHING = "watching"
    RECOVERY = "recovery"
    PEOPLE = "people"
    ON_CALL = "on-call"


class Duty(Fact):
    """One duty, in English and (`_fr`) in French.

    Attributes:
        capabilities: the self-operated capabilities that bring it; empty: every host of the platform's own.
        clouds: where it stands only there; empty: at every cloud.
        who: by function.
        when: how often, or on which occasion.
    """

    topic: Topic
    capabilities: tuple[str, ...] = ()
    clouds: tuple[str, ...] = ()
    who: str = Field(min_length=3)
    who_fr: str = Field(min_length=3)
    when: str = Field(min_length=3)
    when_fr: str = Field(min_length=3)
    what: str = Field(min_length=3)
    what_fr: str = Field(min_length=3)


class Duties(BaseModel):
    """`facts/duties.yaml`: id -> duty."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/duties/1"] = Field(alias="schema")
    duties: dict[str, Duty]


@cache
def duties() -> dict[str, Duty]:
    """All duties by id, in the register's order. Raises BadInput where the register is wrong."""
    return validate(read(FOLDER / "duties.yaml", what="the register of duties"), Duties).duties
