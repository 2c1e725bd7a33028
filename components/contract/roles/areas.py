"""Roles that hold other roles, and the cloud's container of an area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from components.contract.handles import Handle, ProjectHandle
from components.contract.role import ContainerRole, Links, Role, Spec
from components.contract.words import Classification, SpaceState, Stage


@dataclass(frozen=True)
class ProjectSpec(Spec):
    ESSENTIAL = ("project",)
    title: str
    classification: Classification


@dataclass(frozen=True)
class ProjectLinks(Links):
    hub: ProjectHandle | None
    """The hub's project, whose backbone this one joins; None for the hub itself."""


class Project(Role[ProjectSpec, ProjectLinks, ProjectHandle]):
    """The cloud's own container of one area (project, resource group), in the bootstrap layer.

    Produces: the container, and its attachment to the estate's private backbone where the cloud has one.
    Deliberately not: anything inside it. Protected: deleting it deletes the area.
    """

    TOKEN = "bastide:area:Project"


@dataclass(frozen=True)
class EnvironmentSpec(Spec):
    ESSENTIAL = ("environment",)
    title: str
    stage: Stage
    classification: Classification
    retention_days: int


@dataclass(frozen=True)
class NoLinks(Links):
    pass


class Environment(ContainerRole[EnvironmentSpec, NoLinks, Handle]):
    """Hub, production or non-production as a whole: every role of the layer is below it.

    Produces nothing itself.
    """

    TOKEN = "bastide:area:Environment"


@dataclass(frozen=True)
class ProjectSpaceSpec(Spec):
    ESSENTIAL = ("project-space",)
    title: str
    state: SpaceState
    classification: Classification
    retention_days: int
    starts: date
    ends: date


class ProjectSpace(ContainerRole[ProjectSpaceSpec, NoLinks, Handle]):
    """The sealed workspace of one research project: its own network, key, storage, workstations, airlock and end.

    Produces nothing itself. Workstations stand below it only while the space is `open`.
    """

    TOKEN = "bastide:area:ProjectSpace"


@dataclass(frozen=True)
class AirlockSpec(Spec):
    ESSENTIAL = ("airlock",)
    keep_days: int
    stages: tuple[str, ...]

    def features(self) -> tuple[str, ...]:
        return ("airlock.separation", "airlock.review", "airlock.expiry")


@dataclass(frozen=True)
class AirlockLinks(Links):
    reviewers: Handle | None


class Airlock(ContainerRole[AirlockSpec, AirlockLinks, Handle]):
    """The only way in or out of a space: a bucket for each stage (inbox, review, outbox), below it.

    Deliberately not: a direct path between inside and outside. Only reviewers move objects on; the two-person rule
    (requester is never reviewer) is checked over the grants.
    """

    TOKEN = "bastide:area:Airlock"
