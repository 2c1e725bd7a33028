"""Clusters and registries."""

from __future__ import annotations

import pulumi
import pulumi_openstack as openstack
import pulumi_ovh as ovh

from components.contract.handles import ServiceHandle
from components.contract.roles.compute import ClusterLinks, ClusterSpec, RegistryLinks, RegistrySpec
from components.ovhcloud.backbone import project_id
from components.ovhcloud.place import Here, present
from components.ovhcloud.regions import spelled

_ANTI_AFFINITY_AT_MOST = 5


def cluster(place: Here, spec: ClusterSpec, links: ClusterLinks) -> ServiceHandle:
    """Managed Kubernetes on the segment's network, one pool of nodes without public addresses, and who may reach it.

    Its control plane has a public address (a gap) that answers to the bastions and to the platform's own way out only.
    Not produced: a default route for the nodes. They leave through the hub, and only to the ranges that the choices
    name for control planes.
    """
    segment = present(links.segment, "the segment of a cluster")
    label = place.label("cluster")
    where = project_id(place)
    made = ovh.cloudproject.Kube(
        place.name,
        service_name=where,
        name=label,
        region=place.choices.region,
        plan="standard",
        version=place.choices.kubernetes_version,
        update_policy="MINIMAL_DOWNTIME",
        private_network_id=segment.network,
        # both always: without the nodes' subnet the creation races with the network (PR 775)
        nodes_subnet_id=segment.subnet,
        load_balancers_subnet_id=segment.subnet,
        private_network_configuration=ovh.cloudproject.KubePrivateNetworkConfigurationArgs(
            default_vrack_gateway="", private_network_routing_as_default=True
        ),
        opts=place.options(provider="ovh", secret_outputs=["kubeconfig", "kubeconfigAttributes"]),
    )
    _nodes(place, spec, links, made)
    return ServiceHandle(urn=place.urn, id=made.id, name=label, address=made.url)


def _nodes(place: Here, spec: ClusterSpec, links: ClusterLinks, made: ovh.cloudproject.Kube) -> None:
    """The pool, once the control plane is closed to others and the nodes have their way to it."""
    where = project_id(place)
    allowed = ovh.cloudproject.KubeIpRestrictions(
        place.name,
        service_name=where,
        kube_id=made.id,
        ips=[*spec.admin_cidrs, *place.choices.exit_cidrs],
        opts=place.options(provider="ovh"),
    )
    ovh.cloudproject.KubeNodePool(
        f"{place.name}-1",
        service_name=where,
        kube_id=made.id,
        name=f"{place.label('cluster')}-1",
        flavor_name=place.choices.flavors[spec.size],
        # one zone is all that a pool takes; the number is its name, so that a second zone is a second pool
        availability_zones=[place.choices.zone(1)],
        desired_nodes=spec.nodes,
        min_nodes=spec.nodes,
        max_nodes=spec.nodes,
        autoscale=False,
        anti_affinity=spec.nodes <= _ANTI_AFFINITY_AT_MOST,
        attach_floating_ips=ovh.cloudproject.KubeNodePoolAttachFloatingIpsArgs(enabled=False),
        opts=place.options(provider="ovh", depends_on=[allowed, *_control_plane_routes(place, links)]),
    )


def _control_plane_routes(place: Here, links: ClusterLinks) -> list[pulumi.Resource]:
    """Through the hub's router; a cluster of the hub itself leaves there already."""
    hub = place.site.intent.hub
    ranges = () if place.site.area is hub else place.choices.kubernetes_control_plane_cidrs
    return [
        openstack.networking.RouterRoute(
            f"{place.name}-{cidr.replace('/', '-')}",
            router_id=present(links.network, "the network of a cluster").router,
            destination_cidr=cidr,
            next_hop=place.site.addresses.transit_address(hub),
            opts=place.options(provider="openstack"),
        )
        for cidr in ranges
    ]


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
