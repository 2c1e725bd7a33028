"""Projects."""

from __future__ import annotations

from pulumiverse_scaleway import account

from components.contract.handles import ProjectHandle
from components.contract.roles.areas import ProjectLinks, ProjectSpec
from components.scaleway.place import Here
from components.scaleway.providers import CLOUD


def project(place: Here, spec: ProjectSpec, links: ProjectLinks) -> ProjectHandle:
    """A project of the area's own, or the one that the choices name.

    Deliberately not: the organisation, its contract, its quotas.
    """
    label = place.label("project")
    existing = place.choices.projects.get(place.site.area.name)
    if existing:
        return ProjectHandle(place.urn, existing, label, "")
    made = account.Project(
        place.name,
        name=label,
        description=f"{spec.title} ({spec.classification})",
        organization_id=place.choices.organization_id,
        opts=place.options(provider=CLOUD, data=True),
    )
    return ProjectHandle(place.urn, made.id, made.name, "")
