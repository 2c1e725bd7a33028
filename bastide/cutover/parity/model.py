"""What parity says. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from bastide.tender.sections.keys_holder import Holder
from bastide.traits import Exposure

RoleId = tuple[str, str]
"""Kind of a role (`Bucket`) and its name (`prod-main`)."""


class State(StrEnum):
    """How a role of the legacy, or of the target alone, stands. For in what it is weaker, see `Trait`."""

    ALIKE = "alike"  # its counterpart is planned, and nothing of it is weaker
    WEAKER = "weaker"  # its counterpart is planned, and something of it is weaker or not known
    MISSING = "missing"  # its counterpart is not planned, or is a gap
    UNDECIDED = "undecided"  # the mapping does not speak of it
    DROPPED = "dropped"  # on purpose: reason, owner and day stand in the mapping
    ADDED = "added"  # at the target alone, on purpose


class Trait(StrEnum):
    """In what a counterpart can be weaker."""

    RETENTION = "retention"
    ENCRYPTION = "encryption"
    ZONES = "zones"
    AVAILABILITY = "availability"
    EXPOSURE = "exposure"
    FEATURE = "feature"
    BACKUP = "backup"


@dataclass(frozen=True)
class Strength:
    """How strong one role is, as its plan shows it.

    Attributes:
        days: attribute -> the fewest days of all its resources; 0 is for ever.
        holder: of the key of what stores data, the weakest; None where it stores none.
        zones: in how many it stands; None where the plan names none.
        takes_over: a second node takes over, at all that say it; None where nothing says it.
        exposure: the widest; None where nothing listens.
        lacks: features that are gaps (`customer-key`); `missing`: level of the role's own gap, "" where it is built.
        backed_up: a backup role of its area names it.
    """

    days: Mapping[str, int] = field(default_factory=dict)
    holder: Holder | None = None
    zones: int | None = None
    takes_over: bool | None = None
    exposure: Exposure | None = None
    lacks: frozenset[str] = frozenset()
    missing: str = ""
    backed_up: bool = False


@dataclass(frozen=True, slots=True)
class Weakness:
    """In what a counterpart is weaker: the property, and both values as they are shown."""

    trait: Trait
    what: str
    legacy: str
    target: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One role and its fate.

    Attributes:
        kind: of the role (`Bucket`).
        legacy, target: its names; "" where a side has none.
        weaknesses: for WEAKER, in what; for MISSING, nothing.
        why: for MISSING why; for DROPPED and ADDED the reason, with `owner` and `day`.
    """

    kind: str
    legacy: str
    target: str
    state: State
    weaknesses: tuple[Weakness, ...] = ()
    why: str = ""
    owner: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Parity:
    """The whole answer."""

    legacy: str
    target: str
    on: date
    roles: tuple[Compared, ...]

    @property
    def counts(self) -> dict[State, int]:
        """How many roles of each state."""
        found = dict.fromkeys(State, 0)
        for item in self.roles:
            found[item.state] += 1
        return found

    @property
    def complete(self) -> bool:
        """Whether nothing is missing, weaker or undecided, and there was something to compare."""
        counts = self.counts
        return bool(counts[State.ALIKE]) and not any(counts[state] for state in OPEN)


OPEN: Final = (State.MISSING, State.WEAKER, State.UNDECIDED)
"""What somebody must do something about, the worst first."""
