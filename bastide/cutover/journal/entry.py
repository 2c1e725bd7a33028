"""One entry of the journal. Pure data: how entries are chained, kept and checked stands beside it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from bastide.cutover.measure import Measurement
from bastide.cutover.move.model import PhaseId
from components.contract.fields import Name

SCHEMA = "bastide/journal/1"
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Words = Annotated[str, StringConstraints(min_length=3, max_length=1000)]


class Event(StrEnum):
    """What happened. A phase is entered and left through its gates, and undone through its rollback alone."""

    BEGUN = "begun"  # the first entry: of which move and which target
    MEASURED = "measured"  # values, with where and when they come from
    REQUESTED = "requested"  # somebody asks that a phase may be entered
    SIGNED = "signed"  # whoever asked has signed that request: it was really them
    APPROVED = "approved"  # somebody else has signed such a request
    ENTERED = "entered"  # the entry gate was green, and the phase has begun
    LEFT = "left"  # the exit gate was green, and the phase is done
    ROLLED_BACK = "rolled-back"  # the phase was undone
    NOTED = "noted"  # words for who reads it later; changes nothing


class Content(BaseModel):
    """What an entry says, before it is chained.

    Attributes:
        wave, phase: what it is about; None for `begun`, and where a note is about the whole move.
        by: who says it: for `requested`, the address under which the person signs elsewhere; else account@machine.
        measurements: for `measured`.
        request: for `signed` and `approved`, the digest of the `requested` entry that is signed; for `entered`, of the
            one it uses.
        signature: for `signed` and `approved`, OpenSSH's armoured signature of the text that names that digest.
        plan: digest of `stacks/cutover.yaml` as it was; a gate holds for the plan it was judged by.
        words: the reason, the note, or for `rolled-back` what was done.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    event: Event
    wave: Name | None = None
    phase: PhaseId | None = None
    by: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    measurements: tuple[Measurement, ...] = ()
    request: Digest | None = None
    signature: Annotated[str, StringConstraints(max_length=4000)] = ""
    plan: Digest
    words: Words | Literal[""] = ""


class Entry(Content):
    """One line of the journal.

    Attributes:
        number: counts entries, from 1.
        time: of the writing, in UTC; never before that of the entry before it.
        previous: digest of the entry before; "" for the first.
        digest: SHA-256 over everything else of the entry, in one canonical way to write it.
    """

    schema_: Literal["bastide/journal/1"] = Field(alias="schema")
    number: Annotated[int, Field(ge=1, strict=True)]
    time: AwareDatetime
    previous: Digest | Literal[""]
    digest: Digest
