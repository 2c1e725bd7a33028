"""Clusters and registries."""

from __future__ import annotations

from pulumiverse_scaleway import kubernetes
from pulumiverse_scaleway import registry as registries

from components.contract.handles import ServiceHandle
from components.contract.roles.compute import ClusterLinks, ClusterSpec, RegistryLinks, RegistrySpec
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD


def cluster(place: Here, spec: ClusterSpec, links: ClusterLinks) -> ServiceHandle:
    """A cluster on its segment's private network, one pool without public addresses, the ranges of its control plane.

    Deliberately not: a gateway by which nodes would reach the whole internet, deletion of volumes with the cluster.
    """
    if links.segment is None or links.firewall is None:
        raise ValueError(f"found no segment or firewall for `{place.name}` | both | nodes need their walls")
    label = place.label("cluster")
    made = kubernetes.Cluster(
        place.name,
        name=label,
        type="kapsule",
        version=place.choices.kubernetes_version,
        cni="cilium",
        private_network_id=links.segment.network,
        delete_additional_resources=False,
        auto_upgrade=kubernetes.ClusterAutoUpgradeArgs(
            enable=True, maintenance_window_day="sunday", maintenance_window_start_hour=2
        ),
        region=place.choices.region,
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD, secret_outputs=("kubeconfigs",)),
    )
    kubernetes.Pool(
        f"{place.name}-nodes",
        cluster_id=made.id,
        name=f"{label}-nodes",
        node_type=place.choices.node_types[spec.size],
        size=spec.nodes,
        autohealing=True,
        public_ip_disabled=True,
        security_group_id=links.firewall.at(1),
        # not waited for: see `cluster.private` in the facts
        wait_for_pool_ready=False,
        region=place.choices.region,
        zone=place.choices.zone(1),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    kubernetes.Acl(
        f"{place.name}-acl",
        cluster_id=made.id,
        acl_rules=[kubernetes.AclAclRuleArgs(ip=cidr, description="administration") for cidr in spec.admin_cidrs],
        region=place.choices.region,
        opts=place.options(provider=CLOUD),
    )
    return ServiceHandle(place.urn, made.id, made.name, made.apiserver_url)


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
