"""People and machines: groups, service accounts, grants, sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from components.contract.handles import IdentityHandle, ProjectHandle, ServiceHandle
from components.contract.role import Links, Role, Spec
from components.contract.words import Right


@dataclass(frozen=True)
class GroupSpec(Spec):
    ESSENTIAL = ("group",)
    title: str


@dataclass(frozen=True)
class IdentityLinks(Links):
    project: ProjectHandle | None


class Group(Role[GroupSpec, IdentityLinks, IdentityHandle]):
    """A group of people. Deliberately not: its members, who come from the identity provider, never from code."""

    TOKEN = "bastide:access:Group"


@dataclass(frozen=True)
class ServiceAccountSpec(Spec):
    ESSENTIAL = ("service-account",)
    purpose: str


class ServiceAccount(Role[ServiceAccountSpec, IdentityLinks, IdentityHandle]):
    """An identity for a machine. Deliberately not: a long-lived key; keys are issued apart, with an end."""

    TOKEN = "bastide:access:ServiceAccount"


@dataclass(frozen=True)
class GrantSpec(Spec):
    ESSENTIAL = ("grant",)
    right: Right
    until: date | None
    """None only for the deployer of a layer (in its area and in the hub), whose end is the layer's."""
    justification: str

    def features(self) -> tuple[str, ...]:
        return ("grant.expiry",) if self.until else ()


@dataclass(frozen=True)
class GrantLinks(Links):
    identity: IdentityHandle | None
    project: ProjectHandle | None


class Grant(Role[GrantSpec, GrantLinks, ServiceHandle]):
    """A right of one identity in one area, with an end where the cloud enforces one.

    `link` is the right of another area's deployer in the hub: to make the hub's end of its own link, and nothing else
    that the cloud can tell apart. Deliberately not: a wildcard, a right over a whole organisation, a right for a single
    person.
    """

    TOKEN = "bastide:access:Grant"


@dataclass(frozen=True)
class IdentityProviderSpec(Spec):
    ESSENTIAL = ("identity-provider",)
    title: str


class IdentityProvider(Role[IdentityProviderSpec, IdentityLinks, ServiceHandle]):
    """Sign-in for people, with a second factor."""

    TOKEN = "bastide:access:IdentityProvider"
