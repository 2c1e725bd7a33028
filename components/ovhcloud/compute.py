"""Registries. Clusters are a gap: their nodes ask for a way to the whole internet, which is not built."""

from __future__ import annotations

import pulumi_ovh as ovh

from components.contract.handles import ServiceHandle
from components.contract.roles.compute import RegistryLinks, RegistrySpec
from components.ovhcloud.place import Here, project_id
from components.ovhcloud.regions import spelled


def registry(place: Here, spec: RegistrySpec, links: RegistryLinks) -> ServiceHandle:
    """A private registry (Harbor), closed to every address but the platform's.

    It is reached over the internet, so what it sees are the platform's public addresses: until the choices name them,
    it answers to nobody. Not produced: a Harbor account (sign-in is IAM's), anonymous pulls.
    """
    label = place.label("registry")
    where = project_id(place)
    made = ovh.cloudproject.ContainerRegistry(
        place.name,
        service_name=where,
        name=label,
        region=spelled(place.choices.region, "object"),
        plan_id=place.choices.registry_plan_id,
        opts=place.options(provider="ovh"),
    )
    blocks = [
        {"ip_block": cidr, "description": "the platform"} for cidr in (*spec.client_cidrs, *place.choices.exit_cidrs)
    ]
    ovh.cloudproject.ContainerRegistryIPRestrictionsRegistry(
        place.name, service_name=where, registry_id=made.id, ip_restrictions=blocks, opts=place.options(provider="ovh")
    )
    ovh.cloudproject.ContainerRegistryIPRestrictionsManagement(
        place.name, service_name=where, registry_id=made.id, ip_restrictions=blocks, opts=place.options(provider="ovh")
    )
    ovh.CloudProjectContainerregistryIam(
        place.name, service_name=where, registry_id=made.id, opts=place.options(provider="ovh")
    )
    return ServiceHandle(urn=place.urn, id=made.id, name=label, address=made.url)
