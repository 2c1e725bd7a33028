"""What `stacks/cutover.yaml` holds. Shapes alone: what must fit together is checked in `check.py`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bastide.both import InBoth
from bastide.cutover.measure import MeasureId, Number, Value
from components.contract.fields import Name

Minutes = Annotated[int, Field(ge=0, le=525_600, strict=True)]


class PhaseId(StrEnum):
    """The phases of every wave, in this order. Up to FREEZE nothing of the legacy changes; only RETIRE destroys."""

    PREPARE = "prepare"  # nothing is built: inventory, waivers, contracts
    PROVISION = "provision"  # the target is built and empty
    REPLICATE = "replicate"  # bulk copies and delta loops; the legacy serves
    REHEARSE = "rehearse"  # the whole of it on a copy, timed
    FREEZE = "freeze"  # the legacy is read-only; the last delta
    SWITCH = "switch"  # names and identities answer at the target
    VERIFY = "verify"  # the target serves, the legacy waits
    RETIRE = "retire"  # the legacy is taken down, keys last


class Holding(StrEnum):
    """What an area of the legacy may hold. Gates ask nothing about what is not there."""

    OBJECTS = "objects"  # buckets, file shares
    DATABASES = "databases"
    AIRLOCK = "airlock"
    KEYS = "keys"


class Kind(StrEnum):
    """What a measure is, which says how a gate may ask for it."""

    PROOF = "proof"  # true or false
    COUNT = "count"  # how many there are; asked for as a least
    DIFFERENCES = "differences"  # how many are wrong, over a count that must be measured too and not be 0
    DURATION = "duration"  # a number with a unit of time
    AMOUNT = "amount"  # any other number with a unit


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Measure(Part):
    """One variable that gates may ask for.

    Attributes:
        unit: of its value; "" for a proof.
        over: for differences: the count over which they are. 0 differences over 0 objects prove nothing.
        by: who or what measures it: a command, or a function of the platform.
        hand: a person says it; else a program does, and its record is asked for.
    """

    title: InBoth
    kind: Kind
    unit: str = ""
    over: MeasureId | None = None
    by: InBoth
    hand: bool = False


class Condition(Part):
    """What a gate asks of one measure. Exactly one of `equals`, `at_most`, `at_least`.

    Attributes:
        max_age_hours: an older value is red. Always given: there is no value that holds for ever.
        of: asked only of waves that hold such things (`Wave.holds`); None: of every wave. See `asked.asked`.
    """

    measure: MeasureId
    equals: Value | None = None
    at_most: Number | None = None
    at_least: Number | None = None
    max_age_hours: Annotated[int, Field(ge=1, le=8_760, strict=True)]
    of: Holding | None = None


class Rollback(Part):
    """How a phase is undone, once it was entered.

    Attributes:
        action: what is done, in the order of doing.
        max_minutes: its budget of time.
        data_loss: what is lost by it; said also where it is nothing.
        until: the moment from which it is no longer possible; None: always possible.
    """

    action: InBoth
    max_minutes: Minutes
    data_loss: InBoth
    until: InBoth | None = None


class Phase(Part):
    """One phase of every wave.

    Attributes:
        entry, exit: gates; all of a gate's conditions must be green. The exit gate is never empty.
        rollback: how it is undone; `forbidden` where nothing can be.
        approvals: signatures of different persons, none of them the one who asked, before it is entered.
        point_of_no_return: the act in it that cannot be undone; None where there is none.
        order: for `retire`, in what order things go; keys are last.
    """

    id: PhaseId
    title: InBoth
    entry: tuple[Condition, ...] = ()
    exit: tuple[Condition, ...]
    rollback: Rollback | Literal["forbidden"]
    approvals: Annotated[int, Field(ge=0, le=5, strict=True)] = 0
    point_of_no_return: InBoth | None = None
    order: tuple[str, ...] = ()


class Wave(Part):
    """What moves together: one project space, or one shared service.

    Attributes:
        area: an area of the intents (`hub`, an environment, a space).
        holds: what the legacy's area holds; checked against its intent, so that no gate can be talked away.
        after: waves that must have left `verify` before this one enters `freeze`.
        start, end: first and last day; everything temporary of the wave is gone after `end`.
        downtime_minutes: what the users were promised: freeze, last delta, switch, verification and rollback together.
        owner: the function that answers for it (`research-services`), never a person's name.
    """

    id: Name
    title: InBoth
    area: Name
    holds: tuple[Holding, ...] = ()
    after: tuple[Name, ...] = ()
    start: date
    end: date
    downtime_minutes: Minutes
    owner: Name


class Move(Part):
    """The whole file.

    Attributes:
        legacy, target: estates.
        approvers: who may approve, in OpenSSH's format of allowed signers, beside this file.
        measures: every variable that a gate may name.
        phases: all of them, in their order: the same for every wave.
    """

    schema_: Literal["bastide/cutover/1"] = Field(alias="schema")
    legacy: Name
    target: Name
    title: InBoth
    approvers: str
    measures: dict[MeasureId, Measure]
    phases: tuple[Phase, ...] = Field(min_length=1)
    waves: tuple[Wave, ...] = Field(min_length=1)
