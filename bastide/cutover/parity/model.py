"""What parity says. Pure data."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

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


class Fate(StrEnum):
    """How one right, flow or name stands. For roles, see `State`."""

    WIDER = "wider"  # the target has it and the legacy had not
    MISSING = "missing"  # the legacy has it and the target has not
    ALIKE = "alike"  # both have it
    RENAMED = "renamed"  # a name that gives way to its declared successor
    DROPPED = "dropped"  # left behind on purpose: reason, owner and day stand in the mapping
    ADDED = "added"  # at the target alone, on purpose


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody has decided on purpose, and who answers for it."""

    why: str = ""
    owner: str = ""
    day: date | None = None


UNDECIDED: Final = Decided()


@dataclass(frozen=True, slots=True)
class Entitled:
    """One right of one holder in one area.

    Attributes:
        kind: of the holder: `Person`, `Group`, `ServiceAccount`; the role whose own identity it is (`KeyStore`); or
            `Identity` for one of no role.
        legacy, target: names of the holder; "" where a side has none.
        area: name at the target, at the legacy where the target has none.
        right: a word of the intent (`work`), or an ability beyond what the holder's rights mean (`manage-keys`).
    """

    kind: str
    legacy: str
    target: str
    area: str
    right: str
    fate: Fate
    decided: Decided = UNDECIDED


@dataclass(frozen=True, slots=True)
class Reached:
    """Ports of one protocol on which one end opens connections to another, and their fate.

    Attributes:
        source, target: names of segments at the target (at the legacy where the target has none), of ends outside
            (`internet`, `administrators 192.0.2.0/28`, `time 198.51.100.1/32`, `other 198.51.100.0/24`, `site`,
            `peer`, `provider`), or, beyond the controlled way out, of a host.
        ports: rising ranges, both ends included; a protocol without ports has every port.
    """

    source: str
    target: str
    protocol: str
    ports: tuple[tuple[int, int], ...]
    fate: Fate
    decided: Decided = UNDECIDED


class NameKind(StrEnum):
    """Who answers for a name."""

    PUBLIC = "public"  # the platform's own, known to everybody
    INTERNAL = "internal"  # in the platform's internal zone
    PROVIDER = "provider"  # the legacy's cloud: it ends with the contract


@dataclass(frozen=True, slots=True)
class Named:
    """A name that clients use at the legacy, and by what they go on.

    Attributes:
        name, zone: `proxy` in `legacy.hdh.internal`; a public name stands whole in `name`, its zone is "".
        role: kind and name of the role that is reached by it, at the legacy.
        successor: the name at the target; for a provider's name the role there, whose name its cloud gives out.
    """

    kind: NameKind
    name: str
    zone: str
    role: RoleId
    successor: str
    fate: Fate
    decided: Decided = UNDECIDED


@dataclass(frozen=True)
class Parity:
    """The whole answer."""

    legacy: str
    target: str
    on: date
    roles: tuple[Compared, ...]
    entitlements: tuple[Entitled, ...] = ()
    reachability: tuple[Reached, ...] = ()
    names: tuple[Named, ...] = ()

    @property
    def counts(self) -> dict[State, int]:
        """How many roles of each state."""
        found = dict.fromkeys(State, 0)
        for item in self.roles:
            found[item.state] += 1
        return found

    @property
    def tallies(self) -> dict[str, Tally]:
        """How many objects of each part there are, and how many of them differ."""
        open_roles = [item for item in self.roles if item.state in OPEN]
        return {
            "roles": Tally(len(self.roles), len(open_roles)),
            "entitlements": _tally(
                self.entitlements, lambda item: (item.kind, item.target or item.legacy, item.area, item.right)
            ),
            "reachability": _tally(self.reachability, lambda item: (item.source, item.target, item.protocol)),
            "names": _tally(self.names, lambda item: item),
        }

    @property
    def complete(self) -> bool:
        """Whether nothing is open in any part, and there was something to compare in each."""
        return bool(self.counts[State.ALIKE]) and all(one.total and not one.open for one in self.tallies.values())


class Tally(NamedTuple):
    """Objects of one part, and how many of them are open: somebody must do something about them."""

    total: int
    open: int


Fated = TypeVar("Fated", Entitled, Reached, Named)


def _tally(items: Iterable[Fated], object_of: Callable[[Fated], Hashable]) -> Tally:
    """A flow is one object, however many of its ports have a fate of their own."""
    listed = tuple(items)
    return Tally(
        len({object_of(item) for item in listed}),
        len({object_of(item) for item in listed if item.fate in OPEN_FATES}),
    )


OPEN: Final = (State.MISSING, State.WEAKER, State.UNDECIDED)
"""What somebody must do something about, the worst first."""
OPEN_FATES: Final = (Fate.WIDER, Fate.MISSING)
"""The same of rights, flows and names: who gains is a fault as well as who loses."""
