"""`mapping.yaml`: which role of the legacy becomes which role of the target, reviewed by people.

Parity compares along it. A role that is in neither of its lists is a fault of parity, never a silent difference; so is
a right, a flow or a name that differs and of which it does not say that this is meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from components.contract.fields import Host, Name, Ports, Sentence
from components.contract.intent import Intent, Space
from components.contract.names import DEPLOYER, role_name, role_names
from facts.day import Day
from facts.document import Document, Path_, read
from facts.errors import BadInput, BadInputs
from facts.validate import validate
from stacks.catalogue import FOLDER

FILE = FOLDER / "mapping.yaml"
RoleId = tuple[str, str]
"""Kind of a role (`Bucket`) and its name (`prod-main`)."""

Pattern = Annotated[str, StringConstraints(pattern=r"^(\*|\*?[a-z0-9.-]+\*?)$", max_length=253)]
"""A name, or the beginning or the end of several (`*-operators`, `prod-*`, `*`)."""

# Capability whose names `role_names` lists -> the kind of role.
KINDS: Mapping[str, str] = {
    "project": "Project",
    "network": "Network",
    "segment": "Segment",
    "key-store": "KeyStore",
    "key": "Key",
    "secret": "Secret",
    "bucket": "Bucket",
    "volume": "Volume",
    "file-share": "FileShare",
    "database": "Database",
    "cluster": "Cluster",
    "backup": "Backup",
    "certificate": "Certificate",
    "portal": "Portal",
    "group": "Group",
    "service-account": "ServiceAccount",
    "grant": "Grant",
    "workstation": "Workstation",
    "bastion": "Bastion",
    "egress-allow-list": "EgressAllowList",
    "site-link": "SiteLink",
    "audit-sink": "AuditSink",
    "alert-route": "AlertRoute",
    "time-source": "TimeSource",
    "package-mirror": "PackageMirror",
    "identity-provider": "IdentityProvider",
    "registry": "Registry",
    "internal-dns": "InternalDns",
}


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    role: str
    """Kind of the role: `Bucket`."""


class Mapped(Part):
    """A role that moves. `by` is a function, never a person's name."""

    legacy: str
    target: str
    reviewed: Day
    by: Name
    note: Sentence | None = None


class Dropped(Part):
    """A role of the legacy that has no successor, and who answers for that."""

    legacy: str
    reason: Sentence
    owner: Name
    date: Day


class Added(Part):
    """A role of the target that the legacy never had, and who answers for that."""

    target: str
    reason: Sentence
    owner: Name
    date: Day


class Decision(BaseModel):
    """What a function has decided on purpose, on a date. A name may begin or end with `*`, for anything there."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    reason: Sentence
    owner: Name
    date: Day


class EntitlementDecision(Decision):
    """A right that is left behind, or new at the target.

    Attributes:
        who: the holder, by the name of its role or the id of the person: at the legacy for what is left behind, at the
            target for what is new.
        area: hub, environment or space, on the same side.
        right: a word of the intent (`work`), or an ability beyond what the holder's rights mean (`manage-keys`).
    """

    who: Pattern
    area: Pattern
    right: Name

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        return _bounded(self, self.who, self.area)


class FlowDecision(Decision):
    """Ports that are closed at the target, or newly open there.

    Attributes:
        source, to: segments by the names of their roles (at the legacy for what is closed, at the target for what is
            new; `*` means segments only), an end outside (`internet`, `administrators`, `site`, `peer`, `time`,
            `provider`), or an allowed host.
        protocol: `any` for all of them.
        ports: empty for every port.
    """

    source: Pattern = Field(alias="from")
    to: Pattern
    protocol: Literal["tcp", "udp", "icmp", "any"] = "tcp"
    ports: tuple[Ports, ...] = ()

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        return _bounded(self, self.source, self.to)


class NameDecision(Decision):
    """A public name of the legacy, and the one at the target by which clients go on; none where they do not."""

    legacy: Host
    target: Host | None = None


D = TypeVar("D", bound=Decision)


def _bounded(decision: D, one: str, other: str) -> D:
    if one == other == "*":
        raise ValueError("found `*` for both | a name for one of them at least | say for whom it is decided")
    return decision


class EntitlementDecisions(BaseModel):
    """What is decided of rights."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    dropped: tuple[EntitlementDecision, ...] = ()
    added: tuple[EntitlementDecision, ...] = ()


class FlowDecisions(BaseModel):
    """What is decided of flows."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    dropped: tuple[FlowDecision, ...] = ()
    added: tuple[FlowDecision, ...] = ()


class RoleMapping(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/mapping/1"] = Field(alias="schema")
    mappings: tuple[Mapped, ...]
    dropped: tuple[Dropped, ...] = ()
    added: tuple[Added, ...] = ()
    entitlements: EntitlementDecisions = EntitlementDecisions()
    flows: FlowDecisions = FlowDecisions()
    names: tuple[NameDecision, ...] = ()

    @property
    def legacy(self) -> frozenset[RoleId]:
        """Every role of the legacy that the file speaks of."""
        return frozenset(
            {
                *((item.role, item.legacy) for item in self.mappings),
                *((item.role, item.legacy) for item in self.dropped),
            }
        )

    @property
    def target(self) -> frozenset[RoleId]:
        """Every role of the target that the file speaks of."""
        return frozenset(
            {*((item.role, item.target) for item in self.mappings), *((item.role, item.target) for item in self.added)}
        )


@dataclass(frozen=True)
class Unlisted:
    """Roles of the two intents that the mapping does not speak of."""

    legacy: tuple[RoleId, ...]
    target: tuple[RoleId, ...]


def load_mapping(legacy: Intent, target: Intent, file: Path = FILE) -> RoleMapping:
    """Read the mapping and check it against both intents.

    Raises:
        BadInput: the file is wrong; it names a role that an intent does not have; it speaks of one role twice.
    """
    document = read(file, what="the mapping of legacy roles to target roles")
    mapping = validate(document, RoleMapping)
    faults = [
        *_dangling(document, mapping, "legacy", roles(legacy)),
        *_dangling(document, mapping, "target", roles(target)),
        *_twice(document, mapping, "legacy"),
        *_twice(document, mapping, "target"),
    ]
    if faults:
        raise faults[0] if len(faults) == 1 else BadInputs(faults)
    return mapping


def unlisted(mapping: RoleMapping, legacy: Intent, target: Intent) -> Unlisted:
    """What neither list of the mapping speaks of: each one must be decided before parity can hold."""
    return Unlisted(
        legacy=tuple(sorted(roles(legacy) - mapping.legacy)), target=tuple(sorted(roles(target) - mapping.target))
    )


def roles(intent: Intent) -> frozenset[RoleId]:
    """Every role that an intent asks for, also those that a cloud has a gap for or that a space's state keeps away."""
    named = ((KINDS[name.capability], name.name) for name in role_names(intent))
    return frozenset({*named, *_without_cloud_name(intent)} - _without_keys(intent))


def _without_keys(intent: Intent) -> set[RoleId]:
    """Areas without keys have no key store, though they have a name for one."""
    return {("KeyStore", area.name) for area in intent.areas if not area.keys}


def _without_cloud_name(intent: Intent) -> Iterator[RoleId]:
    """Roles that hold others, share a name or have none at the cloud."""
    for area in intent.areas:
        space = isinstance(area, Space)
        yield ("ProjectSpace" if space else "Environment", area.name)
        if space:
            yield ("Airlock", area.name)
        yield ("FlowLog", area.name)
        yield ("Grant", f"{area.name}-{DEPLOYER}")
        yield from (("Firewall", role_name(area, segment)) for segment in area.segments)


def _entries(mapping: RoleMapping, side: str) -> Iterator[tuple[Path_, RoleId]]:
    blocks: tuple[tuple[str, Iterable[Part]], ...] = (
        ("mappings", mapping.mappings),
        ("dropped", mapping.dropped),
        ("added", mapping.added),
    )
    for block, items in blocks:
        for index, item in enumerate(items):
            name = getattr(item, side, None)
            if name is not None:
                yield (block, index, side), (item.role, name)


def _dangling(document: Document, mapping: RoleMapping, side: str, known: frozenset[RoleId]) -> Iterator[BadInput]:
    for path, (kind, name) in _entries(mapping, side):
        if (kind, name) not in known:
            alike = sorted(other for found, other in known if found == kind)
            yield BadInput(
                f"the {side} has no {kind} `{name}`",
                place=document.place(path),
                expected=f"one of {', '.join(alike)}" if alike else "a kind of role that the intent has",
                action="correct the name, or remove the entry",
            )


def _twice(document: Document, mapping: RoleMapping, side: str) -> Iterator[BadInput]:
    """A legacy role has one fate; a target role may take in several legacy roles, and is then not `added` too."""
    entries = list(_entries(mapping, side))
    if side == "target":
        taken = {role for path, role in entries if path[0] == "mappings"}
        entries = [(path, role) for path, role in entries if path[0] == "added" and role in taken]
        repeated = {role for _, role in entries}
    else:
        repeated = {role for role, count in Counter(role for _, role in entries).items() if count > 1}
    for path, (kind, name) in entries:
        if (kind, name) in repeated:
            yield BadInput(
                f"the {side} {kind} `{name}` stands in the mapping more than once",
                place=document.place(path),
                expected="one fate for each role",
                action="keep one of the entries",
            )
