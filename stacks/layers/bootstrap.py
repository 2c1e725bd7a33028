"""The bootstrap layer: what must exist before any other layer can be deployed."""

from __future__ import annotations

from components.contract.handles import IdentityHandle, ProjectHandle
from components.contract.intent import Area, Space
from components.contract.names import DEPLOYER, STATE
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
    """A project and a deployer for each area, and the bucket of the Pulumi state."""
    made = {area.name: _project(site.for_area(area), area) for area in site.intent.areas}
    outputs = BootstrapOutputs(
        {area: project for area, (project, _) in made.items()}, {area: deployer for area, (_, deployer) in made.items()}
    )
    _state(site)
    outputs.export()
    return outputs


def _project(site: Site, area: Area) -> tuple[ProjectHandle | None, IdentityHandle | None]:
    project = Project(area.name, ProjectSpec(area.title, area.classification), ProjectLinks(), site)
    name = f"{area.name}-{DEPLOYER}"
    account = ServiceAccount(
        name,
        ServiceAccountSpec(f"deploys the layer of {area.name}"),
        IdentityLinks(project.handle),
        site,
        parent=project,
    )
    # a space's deployer ends with the space; the others end when their layer is retired
    until = area.ends if isinstance(area, Space) else None
    Grant(
        name,
        GrantSpec(Right.DEPLOY, until, f"deploys the layer of {area.name}"),
        GrantLinks(account.handle, project.handle),
        site,
        parent=project,
    )
    return project.handle, account.handle


def _state(site: Site) -> None:
    # no key of the platform here: the state must be readable before the key stores exist, and Pulumi encrypts the
    # secrets in it itself
    spec = BucketSpec(
        purpose="Pulumi state of all layers", classification=Classification.INTERNAL, locked_days=None, replicated=False
    )
    Bucket(STATE, spec, BucketLinks(key=None, segment=None), site)
