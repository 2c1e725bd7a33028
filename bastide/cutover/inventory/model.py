"""What coverage says. Pure data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from plan.model import PlannedResource


class Verdict(StrEnum):
    """What a row of an inventory is. Each row has exactly one; for what stands in the plan alone, see `Absence`."""

    MANAGED = "managed"  # the plan has it
    AUTOMATIC = "automatic"  # Azure makes and removes it with something else
    IGNORED = "ignored"  # left out on purpose: reason and owner stand in the register
    UNMAPPED = "unmapped"  # of a kind for which no sovereign counterpart is known
    UNMANAGED = "unmanaged"  # exists, and the plan does not have it
    REPEATED = "repeated"  # another row is the same resource, and has the verdict


class Absence(StrEnum):
    """Why something of the plan is not in the inventory."""

    NOT_THERE = "not there"  # the inventory would show it
    NOT_LISTABLE = "not listable"  # an inventory of this form never shows its kind


@dataclass(frozen=True, slots=True)
class Row:
    """One resource of an inventory.

    Attributes:
        id: Azure's id as the inventory spells it; `key` the same as ids are compared.
        type: Azure's type (`Microsoft.Storage/storageAccounts`).
        owner: id of what an extension (a lock, a role assignment) hangs on, else "".
        manager: id of what manages it (`managedBy`), else "".
        file: name of the file, `place` where in it.
    """

    id: str
    key: str
    type: str
    file: str
    place: str
    owner: str = ""
    manager: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A row and what it is.

    Attributes:
        why: the rule, reason or kind that decides; a URN for what is managed.
        by: who answers for an ignored one.
        adopts: the plan has it and does not know its id yet.
    """

    row: Row
    verdict: Verdict
    why: str
    by: str = ""
    adopts: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """One resource of the legacy's plan.

    Attributes:
        key: its id as ids are compared; "" where it cannot be told before apply.
        known: the plan adopts it by this id; False: `up` would create it.
    """

    layer: str
    role: str
    resource: PlannedResource = field(repr=False)
    key: str
    known: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """Something of the plan that is not in the inventory."""

    planned: Planned
    why: Absence


@dataclass(frozen=True, slots=True)
class Ignored:
    """One entry of the register: what is left out, why, who answers for it, until when.

    Attributes:
        id: of one resource, exactly.
        below: of a group or resource: everything below it. One of the two is "".
        until: the last day on which it holds.
    """

    id: str
    below: str
    reason: str
    owner: str
    until: date


@dataclass(frozen=True, slots=True)
class Source:
    """One file of an inventory.

    Attributes:
        form: `listing`, `query`, `template`, `terraform state`, or the engine of a state or plan.
        subscriptions: those that its rows are of.
    """

    file: str
    form: str
    rows: int
    subscriptions: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """The whole answer.

    Attributes:
        taken: the day of the inventory, None where nobody said it.
        unseen: subscriptions of the plan that no file has a row of.
        expired: entries of the register that are past their last day and match something.
        stale: entries that match nothing.
    """

    estate: str
    on: date
    taken: date | None
    sources: tuple[Source, ...]
    unseen: tuple[str, ...]
    rows: tuple[Judged, ...]
    missing: tuple[Missing, ...]
    expired: tuple[Ignored, ...]
    stale: tuple[Ignored, ...]

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many rows of each verdict; together all rows."""
        found = dict.fromkeys(Verdict, 0)
        for item in self.rows:
            found[item.verdict] += 1
        return found

    @property
    def complete(self) -> bool:
        """Whether everything was looked at, and nothing is unmanaged, unmapped, or ignored beyond its day."""
        counts = self.counts
        return not (counts[Verdict.UNMANAGED] or counts[Verdict.UNMAPPED] or self.expired or self.unseen)


ORDER: Final = (
    Verdict.UNMANAGED,
    Verdict.UNMAPPED,
    Verdict.IGNORED,
    Verdict.AUTOMATIC,
    Verdict.MANAGED,
    Verdict.REPEATED,
)
"""What needs somebody first stands first."""
