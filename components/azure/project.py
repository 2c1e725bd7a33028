"""The container of an area: a resource group that cannot be deleted by mistake."""

from __future__ import annotations

import pulumi

from components.azure import names
from components.azure.arm import AzurePlace, after, group_id, options
from components.azure.rights import define_link_role
from components.azure.sdk import authorization, resources
from components.contract.handles import ProjectHandle
from components.contract.intent import Hub
from components.contract.roles.areas import ProjectLinks, ProjectSpec


def project(place: AzurePlace, spec: ProjectSpec, links: ProjectLinks) -> ProjectHandle:
    """A resource group and its delete lock; in the hub also the role by which other areas' deployers link theirs.

    Deliberately not: a subscription of its own.
    """
    name = names.resource_group(place.site.intent, place.site.area)
    group = resources.ResourceGroup(
        place.name,
        resource_group_name=name,
        location=place.choices.region,
        tags=place.tags(),
        opts=options(place, data=True),
    )
    known = after(name, group)
    authorization.ManagementLockAtResourceGroupLevel(
        f"{place.name}-lock",
        resource_group_name=known,
        lock_name="no-delete",
        level="CanNotDelete",
        notes="Nothing in this area is deleted without a procedure.",
        opts=options(place),
    )
    ready: list[pulumi.Resource] = [group]
    if isinstance(place.site.area, Hub):
        ready.append(define_link_role(place, after(group_id(place, name), group)))
    return ProjectHandle(urn=place.urn, id=after(group_id(place, name), *ready), name=known, backbone="")
