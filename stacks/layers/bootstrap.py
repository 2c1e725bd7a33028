"""The bootstrap layer: what must exist before any other layer can be deployed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pulumi

from components.contract.handles import IdentityHandle, ProjectHandle
from components.contract.intent import Area, Space
from components.contract.names import DEPLOYER, LINK, STATE
from components.contract.outputs import BootstrapOutputs
from components.contract.roles.access import (
    Grant,
    GrantLinks,
    GrantSpec,
    IdentityLinks,
    ServiceAccount,
    ServiceAccountSpec,
)
from components.contract.roles.areas import Project, ProjectLinks, ProjectSpec
from components.contract.roles.storage import Bucket, BucketLinks, BucketSpec
from components.contract.site import Site
from components.contract.words import Classification, Right


def build(site: Site) -> BootstrapOutputs:
    """A project and a deployer for each area, the deployers' right to link it to the hub, the bucket of the state.

    The hub comes first: the other areas' projects join its backbone, and their deployers get a right in it.
    """
    hub = site.intent.hub
    first = _area(site.for_area(hub), hub, None)
    site = replace(site, hub_project=first[0])
    made = {
        area.name: first if area is hub else _area(site.for_area(area), area, site.hub_project)
        for area in site.intent.areas
    }
    outputs = BootstrapOutputs(
        {area: project for area, (project, _) in made.items()}, {area: deployer for area, (_, deployer) in made.items()}
    )
    _state(site)
    return outputs


def _area(
    site: Site, area: Area, hub_project: ProjectHandle | None
) -> tuple[ProjectHandle | None, IdentityHandle | None]:
    """`hub_project`: None for the hub itself, and where the cloud has no projects."""
    project = Project(area.name, ProjectSpec(area.title, area.classification), ProjectLinks(hub_project), site)
    purpose = f"deploys the layer of {area.name}"
    account = ServiceAccount(
        f"{area.name}-{DEPLOYER}",
        ServiceAccountSpec(purpose),
        IdentityLinks(project.handle),
        site,
        parent=project,
    )
    _grant(site, project, DEPLOYER, GrantSpec(Right.DEPLOY, _end(area), purpose), account.handle, project.handle)
    if area is not site.intent.hub:
        # below the area's own project: a space comes and goes as one, with what it may do in the hub
        spec = GrantSpec(Right.LINK, _end(area), f"links the network of {area.name} to the hub's")
        _grant(site, project, LINK, spec, account.handle, hub_project)
    return project.handle, account.handle


def _end(area: Area) -> date | None:
    """A space's deployer ends with the space; the others end when their layer is retired."""
    return area.ends if isinstance(area, Space) else None


def _grant(
    site: Site,
    parent: pulumi.Resource,
    suffix: str,
    spec: GrantSpec,
    identity: IdentityHandle | None,
    project: ProjectHandle | None,
) -> None:
    Grant(f"{site.area.name}-{suffix}", spec, GrantLinks(identity, project), site, parent=parent)


def _state(site: Site) -> None:
    # no key of the platform here: the state must be readable before the key stores exist, and Pulumi encrypts the
    # secrets in it itself
    spec = BucketSpec(
        purpose="Pulumi state of all layers", classification=Classification.INTERNAL, locked_days=None, replicated=False
    )
    Bucket(STATE, spec, BucketLinks(key=None, segment=None), site)
