"""Everything that a comment says, before it is written in a language and a length. Pure data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from bastide.review.properties import Property
from plan.model import Operation
from policies.model import Level, Severity, Text


class Noun(StrEnum):
    """What a resource is called in the comment. Some hold data of the platform, see `Changed.data`."""

    DATABASE = "database"
    BUCKET = "bucket"
    VOLUME = "volume"
    SHARE = "share"
    KEY_STORE = "key store"
    KEY = "key"
    SECRET = "secret"
    REGISTRY = "registry"
    LOG_STORE = "log store"
    BACKUP = "backup"
    MACHINE = "machine"
    PROTECTED = "protected"
    UNKNOWN = "unknown"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Changed:
    """One resource that changes.

    Attributes:
        data: it holds data of the platform, is protected, or no table knows whether it does: losing it loses data.
        kept: it leaves the plan and stays at the cloud.
        erased: it is updated, and the cloud carries that out by erasing its disk.
        follows: it is replaced with what it depends on, and by no change of its own.
        properties: nothing is cut.
    """

    stack: str
    operation: Operation
    noun: Noun
    type: str
    name: str
    role: str
    data: bool
    kept: bool
    erased: bool
    follows: bool
    properties: tuple[Property, ...]

    @property
    def loses(self) -> bool:
        """Something goes: it is deleted, made anew, or erased."""
        return self.erased or self.operation in (Operation.DELETE, Operation.REPLACE)


@dataclass(frozen=True, slots=True)
class Exemption:
    """Under which exemption a failure stands."""

    id: str
    reason: str
    approver: str
    ticket: str
    until: date


@dataclass(frozen=True, slots=True)
class Found:
    """A failure, or what is known only after apply.

    Attributes:
        level: what a failure means; None for what is unknown.
        new: whether the base did not have it; None where nothing is compared.
    """

    stack: str
    rule: str
    severity: Severity
    level: Level | None
    urn: str
    role: str
    name: str
    subject: str
    message: Text
    properties: tuple[str, ...]
    exemption: Exemption | None
    new: bool | None
    stops: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What the rules say: all failures and unknowns, and how many failures of the base are gone."""

    on: date
    facts: str
    against: str
    found: tuple[Found, ...]
    fixed: int


@dataclass(frozen=True, slots=True)
class Exposure:
    """One way in that is opened: which ports to whom. Both are "" where the plan does not say them so plainly."""

    stack: str
    name: str
    rule: str
    ports: str
    sources: str


class Ends(StrEnum):
    """What comes to an end soon."""

    EXEMPTION = "exemption"
    FACT = "fact"
    CHECK = "check"
    """Facts that must be checked again."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends within the next days. `place` is a rule or a file, `detail` what is stated, `count` of how many."""

    kind: Ends
    until: date
    what: str
    place: str
    detail: str
    count: int


@dataclass(frozen=True, slots=True)
class GapChange:
    """A gap that comes with this change, or goes with it."""

    stack: str
    role: str
    name: str
    capability: str
    level: str
    reason: Text
    opened: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What the engine or a policy says of a plan."""

    stack: str
    error: bool
    text: str


@dataclass(frozen=True)
class Comment:
    """All of a comment.

    Attributes:
        stacks: every stack that was looked at, changed or not.
        findings: None where the rules were not asked.
        gaps_standing: how many gaps there are, the new ones among them.
        again: the command that shows the whole.
    """

    stacks: tuple[str, ...]
    bases: tuple[str, ...]
    cautions: tuple[str, ...]
    engines: tuple[str, ...]
    changed: tuple[Changed, ...]
    notes: tuple[Note, ...]
    refused: bool
    findings: Findings | None
    exposures: tuple[Exposure, ...]
    endings: tuple[Ending, ...]
    gaps: tuple[GapChange, ...]
    gaps_standing: int
    again: str

    @cached_property
    def lost(self) -> tuple[Changed, ...]:
        """What is deleted, replaced or erased, what holds data first."""
        return tuple(sorted((item for item in self.changed if item.loses), key=lambda item: not item.data))

    @cached_property
    def data_lost(self) -> tuple[Changed, ...]:
        return tuple(item for item in self.lost if item.data)

    @cached_property
    def counts(self) -> Mapping[Operation, int]:
        return Counter(item.operation for item in self.changed)

    @cached_property
    def by_stack(self) -> Mapping[str, Sequence[Changed]]:
        """Stacks that change anything, in the order in which they were looked at."""
        found: dict[str, list[Changed]] = {stack: [] for stack in self.stacks}
        for item in self.changed:
            found.setdefault(item.stack, []).append(item)
        return {stack: items for stack, items in found.items() if items}

    def failures(self, level: Level, *, new: bool) -> list[Found]:
        """Failures of a level that no exemption covers: new ones (all, where nothing is compared) or the others."""
        return [
            item
            for item in self.looked_at
            if item.level == level and item.exemption is None and (item.new is not False) is new
        ]

    @property
    def looked_at(self) -> tuple[Found, ...]:
        return self.findings.found if self.findings else ()

    @property
    def compared(self) -> bool:
        """Whether findings are told apart by what the base had."""
        return bool(self.findings and self.findings.against)

    @cached_property
    def exempted(self) -> list[Found]:
        return [item for item in self.looked_at if item.exemption is not None]

    @cached_property
    def unknown(self) -> list[Found]:
        """Known only after apply: to be checked again then."""
        return [item for item in self.looked_at if item.level is None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, what was found, what was expected, what to do."""

    place: str
    found: str
    expected: str
    action: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no plan. `own` where the toolkit itself failed; `code` is the exit code of the command."""

    faults: tuple[Fault, ...]
    own: bool
    code: int
    again: str
