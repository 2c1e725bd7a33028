"""Where a role is built: cloud, layer, area, choices, providers, names and tags. Given to every builder."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

import pulumi
from pydantic import BaseModel, ConfigDict

from components.contract.addresses import AddressPlan
from components.contract.exemptions import Exemption, Exemptions
from components.contract.handles import IdentityHandle, NetworkHandle, ProjectHandle
from components.contract.intent import Area, Intent
from components.contract.names import DEFAULT_RULE, NameRule, role_names
from components.contract.tags import tags
from components.contract.words import Cloud
from facts.model import Capability


class Choices(BaseModel):
    """Base of a cloud's choices: regions, flavours, images. Subclasses in `components/<cloud>/choices.py`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def regions(self) -> Mapping[str, str]:
        """Key in the choices file -> region id, for every region that the estate would use."""
        raise NotImplementedError

    def zone_count(self) -> int:
        """How many zones the choices name."""
        raise NotImplementedError

    def offered(self, cloud: Mapping[str, Capability]) -> Mapping[str, Capability]:
        """What is offered to this estate: all that the cloud offers, unless the choices do something themselves."""
        return cloud


C = TypeVar("C", bound=Choices)
Builder = Callable[..., Any]
"""`(place, spec, links) -> handle` for one role at one cloud."""


@dataclass(frozen=True)
class CloudKit:
    """Everything that is particular to one cloud.

    Attributes:
        packages: provider packages that its stacks may use (besides `random`).
        builders: capability id of a role -> builder. Exactly the roles whose level is built.
        providers: `(choices, site inputs) -> explicit providers by package name`.
    """

    cloud: Cloud
    choices: type[Choices]
    packages: frozenset[str]
    builders: Mapping[str, Builder]
    name_rules: Mapping[str, NameRule]
    providers: Callable[[ProviderScope], Mapping[str, pulumi.ProviderResource]]


@dataclass(frozen=True)
class ProviderScope:
    """What a cloud needs to open its providers for one layer.

    `project` is None in the bootstrap layer, which makes the projects. `hub_project` is there for the ends of links
    that lie in the hub (both ends of a link belong to the stack that comes and goes).
    """

    choices: Any
    layer: str
    project: ProjectHandle | None
    hub_project: ProjectHandle | None


@dataclass(frozen=True)
class OnwardKey:
    """The key by which the hosts of an estate know its recorded bastion."""

    private: pulumi.Output[str]
    public: pulumi.Output[str]


@dataclass(frozen=True)
class Site:
    """One layer of an estate while it is built."""

    kit: CloudKit
    estate: str
    layer: str
    intent: Intent
    area: Area
    choices: Any
    offered: Mapping[str, Capability]
    providers: Mapping[str, pulumi.ProviderResource]
    project: ProjectHandle | None = None
    deployer: IdentityHandle | None = None
    """Who deploys this layer. Access policies of its resources must always keep it, or nobody can deploy again.
    None in the bootstrap layer, whose deployer is a person with the organisation's own rights."""
    hub_network: NetworkHandle | None = None
    hub_project: ProjectHandle | None = None
    """Where the bootstrap layer may put what belongs to no area (the bucket of the state), once it is made."""
    onward: OnwardKey | None = None
    """In the hub only, where the bastion is one of our own: hosts that are built before it must know it too."""

    @cached_property
    def labels(self) -> Mapping[tuple[str, str], str]:
        """(capability, role name) -> cloud name, before the cloud's spelling."""
        return {(name.capability, name.name): name.label for name in role_names(self.intent)}

    @property
    def addresses(self) -> AddressPlan:
        return self.intent.plan

    def place(self, role: pulumi.Resource, name: str, exemptions: Exemptions | None = None) -> Place[Any]:
        return Place(self, role, name, exemptions or Exemptions())

    def for_area(self, area: Area) -> Site:
        """The same site seen from another area: its tags and names (the bootstrap layer builds for all areas)."""
        return replace(self, area=area)


@dataclass(frozen=True)
class Place(Generic[C]):
    """What a builder knows: the role it builds, where, and how to name, tag and protect what it makes."""

    site: Site
    role: pulumi.Resource
    name: str
    exemptions: Exemptions = field(default_factory=Exemptions)

    @property
    def choices(self) -> C:
        choices: C = self.site.choices
        return choices

    @property
    def urn(self) -> pulumi.Output[str]:
        # the URN alone, without the wait for the role's children that comes with `role.urn`: a role may link to the
        # role that holds it
        urn: Awaitable[Any] = self.role.urn.future()
        return pulumi.Output.from_input(urn)

    def has(self, capability: str) -> bool:
        """Whether the cloud builds this capability."""
        return self.site.offered[capability].level.built

    def label(self, capability: str) -> str:
        """The cloud name of this role's main resource, in the cloud's spelling."""
        rule = self.site.kit.name_rules.get(capability, DEFAULT_RULE)
        derived = f"{self.site.intent.platform.prefix}-{self.name}"
        return rule.spell(self.site.labels.get((capability, self.name), derived))

    def exempt(
        self,
        *,
        rule: str,
        resource: pulumi.Resource,
        reason: str,
        author: str,
        approver: str,
        ticket: str,
        since: date,
        until: date,
    ) -> None:
        """Accept one failure of a rule at one resource of this role for a time: see `contract.exemptions`."""
        self.exemptions.add(Exemption(rule, resource, reason, author, approver, ticket, since, until))

    def tags(self, *flows: str) -> dict[str, str]:
        return tags(self.site.intent, self.site.area, flows=flows)

    def tag_list(self, *flows: str) -> list[str]:
        """Tags as `key=value` texts, sorted, for clouds that have only words."""
        return [f"{key}={value}" for key, value in sorted(self.tags(*flows).items())]

    def options(
        self,
        *,
        provider: str,
        data: bool = False,
        depends_on: Sequence[pulumi.Resource] = (),
        ignore_changes: Sequence[str] = (),
        secret_outputs: Sequence[str] = (),
        replace_on_changes: Sequence[str] = (),
    ) -> pulumi.ResourceOptions:
        """Options of a resource of this role.

        Args:
            provider: which of the site's explicit providers.
            data: it bears data: protected, and kept when it leaves the program.
        """
        return pulumi.ResourceOptions(
            parent=self.role,
            provider=self.site.providers[provider],
            protect=True if data else None,
            retain_on_delete=True if data else None,
            depends_on=list(depends_on),
            ignore_changes=list(ignore_changes) or None,
            additional_secret_outputs=list(secret_outputs) or None,
            replace_on_changes=list(replace_on_changes) or None,
        )
