"""Registries. Clusters are a gap: nodes would have no way to their control plane but one to the whole internet."""

from __future__ import annotations

from pulumiverse_scaleway import registry as registries

from components.contract.handles import ServiceHandle
from components.contract.roles.compute import RegistryLinks, RegistrySpec
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD


def registry(place: Here, spec: RegistrySpec, links: RegistryLinks) -> ServiceHandle:
    """A private namespace. Deliberately not: public images. The cloud restricts no source address here."""
    made = registries.Namespace(
        place.name,
        name=place.label("registry"),
        description="container images of the platform",
        is_public=False,
        region=place.choices.region,
        project_id=project_id(place),
        opts=place.options(provider=CLOUD),
    )
    return ServiceHandle(place.urn, made.id, made.name, made.endpoint)
