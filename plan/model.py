"""The plan: planned resources, their options, operations, diffs and gaps. Pure data, cheap to import.

Plans come from several engines and files; whatever reads a plan cannot tell from which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from plan.values import (
    UNKNOWN,
    Archive,
    Asset,
    ResourceRef,
    Secret,
    Unknown,
    masked,
    revealed,
    unknowns,
)

__all__ = [
    "NO_OPTIONS",
    "ROLE_PREFIX",
    "STACK_TYPE",
    "UNKNOWN",
    "Alias",
    "Archive",
    "Asset",
    "Base",
    "Change",
    "Diff",
    "Gap",
    "GapFacts",
    "LayerPlan",
    "Message",
    "Operation",
    "Options",
    "Package",
    "PlannedResource",
    "PolicyReport",
    "ResourceRef",
    "Secret",
    "Unknown",
    "gaps_of",
    "masked",
    "revealed",
    "role_paths",
    "unknowns",
]

STACK_TYPE: Final = "pulumi:pulumi:Stack"
ROLE_PREFIX: Final = "bastide:"
_PROVIDER_PREFIX: Final = "pulumi:providers:"
# Not things at a cloud: engine built-ins (providers, stack references) and generated secrets.
_NOT_CLOUD: Final = ("pulumi:", "random:")


class Operation(StrEnum):
    """What would happen to a resource."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"
    SAME = "same"
    READ = "read"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Alias:
    """An earlier identity of a resource: a whole URN, or the parts that differ from today's."""

    urn: str = ""
    name: str = ""
    type: str = ""
    stack: str = ""
    project: str = ""
    parent: str = ""
    no_parent: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """Resource options after inheritance from the parents. `None` means: neither set nor inherited."""

    provider: str = ""
    """URN of the explicit provider, or "" for the default provider."""
    protect: bool | None = None
    retain_on_delete: bool | None = None
    delete_before_replace: bool | None = None
    ignore_changes: tuple[str, ...] = ()
    replace_on_changes: tuple[str, ...] = ()
    additional_secret_outputs: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    deleted_with: str = ""
    replace_with: tuple[str, ...] = ()
    import_id: str = ""
    timeouts: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    plugin_url: str = ""


NO_OPTIONS: Final = Options()


@dataclass(frozen=True, slots=True)
class Package:
    """The parameterization of a package whose resources a base plugin serves (`terraform-provider`)."""

    plugin: str
    plugin_version: str = ""
    plugin_url: str = ""
    name: str = ""
    version: str = ""
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One property that differs from the state. `kind` is `add`, `update` or `delete`."""

    path: str
    kind: str
    old: Any = None
    new: Any = None
    forces_replace: bool = False


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs from the state."""

    changes: tuple[Change, ...] = ()
    replace_reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedResource:
    """One resource of a plan, with everything that is known of it before apply."""

    urn: str
    type: str
    name: str
    custom: bool
    """True for a resource of a provider, False for a component."""
    parent: str = ""
    inputs: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, Any] = field(default_factory=dict)
    """Only what is known: the outputs that components register, or the outputs in a state."""
    options: Options = NO_OPTIONS
    dependencies: tuple[str, ...] = ()
    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    operation: Operation = Operation.CREATE
    diff: Diff | None = None
    """None where the engine compares with no state."""
    package: Package | None = None
    id: str = ""
    """The provider's id where it is known: of a read (`.get()`), or from a state."""

    @property
    def is_role(self) -> bool:
        """True for a component of ours."""
        return not self.custom and self.type.startswith(ROLE_PREFIX)

    @property
    def is_provider(self) -> bool:
        """True for an explicit provider."""
        return self.type.startswith(_PROVIDER_PREFIX)

    @property
    def is_stack(self) -> bool:
        """True for the root of the layer."""
        return self.type == STACK_TYPE

    @property
    def is_cloud(self) -> bool:
        """True for what exists at a cloud: no component, provider, stack reference or generated secret."""
        return self.custom and not self.type.startswith(_NOT_CLOUD)

    @property
    def role_kind(self) -> str:
        """`Bucket` for the type `bastide:storage:Bucket`; "" for what is not a role."""
        return self.type.rpartition(":")[2] if self.is_role else ""

    @property
    def package_name(self) -> str:
        """`openstack` for `openstack:networking/network:Network` and for `pulumi:providers:openstack`."""
        return self.type.removeprefix(_PROVIDER_PREFIX).partition(":")[0]


@dataclass(frozen=True, slots=True)
class Gap:
    """What a role asks for and its cloud does not offer as code."""

    role: str
    """Role path."""
    name: str
    """Name of the role."""
    capability: str
    level: str
    reason: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Message:
    """A diagnostic of the program. `severity` is `info`, `warning` or `error`."""

    severity: str
    text: str
    urn: str = ""


@dataclass(frozen=True, slots=True)
class PolicyReport:
    """What a Pulumi policy pack reported. `level` is `advisory` or `mandatory`; `urn` is "" for the whole stack."""

    urn: str
    rule: str
    pack: str
    level: str
    message: str


@dataclass(frozen=True, slots=True)
class Base:
    """What a plan is compared with.

    Attributes:
        kind: `state` (an exported state) or `revision` (a commit, applied to offline providers).
        name: the file or the revision as it was named.
        commit: the full commit of a revision.
        approximate: why the comparison cannot be exact; "" where it is.
    """

    kind: str
    name: str
    commit: str = ""
    approximate: str = ""


@dataclass(frozen=True)
class LayerPlan:
    """The plan of one layer of an estate."""

    stack: str
    """The estate."""
    layer: str
    cloud: str
    engine: str
    """`builtin`, `pulumi`, or what kind of file the plan was read from."""
    providers: str
    """`none`, `offline`, `real`, or `mixed`: see `packages`."""
    resources: tuple[PlannedResource, ...]
    gaps: tuple[Gap, ...] = ()
    outputs: Mapping[str, Any] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()
    packages: Mapping[str, str] = field(default_factory=dict)
    """Provider package -> `offline` or `real`; empty where no provider was asked."""
    base: Base | None = None
    """None where the plan is compared with nothing: then all is new."""
    policies: tuple[PolicyReport, ...] = ()
    state: Mapping[str, Any] = field(default_factory=dict)
    """Where the stack's state is kept (kind, host, region, country, ...); empty for a run that keeps none."""

    @property
    def refused(self) -> bool:
        """True where the engine or a mandatory policy refuses the plan."""
        return any(item.severity == "error" for item in self.messages) or any(
            item.level == "mandatory" for item in self.policies
        )

    @cached_property
    def by_urn(self) -> Mapping[str, PlannedResource]:
        """Resources by URN."""
        return {resource.urn: resource for resource in self.resources}

    @cached_property
    def _role_paths(self) -> Mapping[str, str]:
        return role_paths(self.resources)

    def role_path(self, resource: PlannedResource) -> str:
        """`ProjectSpace/Airlock/Bucket`: kinds of the roles from the outermost one to the resource's owner.

        A role is its own owner. "" for what stands outside all roles. KeyError for a resource of another
        plan.
        """
        return self._role_paths[resource.urn]


def role_paths(resources: Iterable[PlannedResource]) -> dict[str, str]:
    """The role path of every resource, by URN. A parent that is missing ends the path."""
    by_urn = {resource.urn: resource for resource in resources}
    paths: dict[str, str] = {}
    for resource in by_urn.values():
        pending = _pending_ancestry(resource, by_urn, paths)
        path = paths.get(pending[-1].parent, "") if pending else ""
        for member in reversed(pending):
            if member.is_role:
                path = f"{path}/{member.role_kind}" if path else member.role_kind
            paths[member.urn] = path
    return paths


def _pending_ancestry(
    resource: PlannedResource, by_urn: Mapping[str, PlannedResource], done: Mapping[str, str]
) -> list[PlannedResource]:
    pending: dict[str, PlannedResource] = {}
    current: PlannedResource | None = resource
    # A broken state file can hold a cycle of parents: `pending` ends it.
    while current is not None and current.urn not in done and current.urn not in pending:
        pending[current.urn] = current
        current = by_urn.get(current.parent)
    return list(pending.values())


GapFacts = Callable[[str, str], tuple[str, str, str]]
"""(capability, level) -> (reason, source, date), from the facts of the plan's cloud."""


def gaps_of(resources: Iterable[PlannedResource], facts: GapFacts) -> tuple[Gap, ...]:
    """The gaps that roles carry in their input `gaps`, joined with the facts; sorted.

    Raises ValueError where a role's `gaps` is not a list of `{"capability", "level"}`: a gap never falls
    silent.
    """
    known = tuple(resources)
    paths = role_paths(known)
    gaps = [
        _gap(role, paths[role.urn], record, facts) for role in known if role.is_role for record in _gap_records(role)
    ]
    return tuple(sorted(gaps, key=lambda gap: (gap.role, gap.name, gap.capability, gap.level)))


def _gap_records(role: PlannedResource) -> list[Any]:
    records = role.inputs.get("gaps")
    if records is None:
        return []
    if not isinstance(records, list | tuple):
        raise ValueError(f"{role.urn}: the input `gaps` must be a list that is known at preview, found {records!r}")
    return list(records)


def _gap(role: PlannedResource, path: str, record: Any, facts: GapFacts) -> Gap:
    capability = record.get("capability") if isinstance(record, Mapping) else None
    level = record.get("level") if isinstance(record, Mapping) else None
    if not (isinstance(capability, str) and capability and isinstance(level, str) and level):
        raise ValueError(f"{role.urn}: a gap needs `capability` and `level`, found {record!r}")
    reason, source, date = facts(capability, level)
    return Gap(path, role.name, capability, level, reason, source, date)
