"""The way in from the internet."""

from __future__ import annotations

import pulumi_openstack as openstack

from components.contract.handles import SegmentHandle, ServiceHandle
from components.contract.roles.portal import PortalLinks, PortalSpec
from components.ovhcloud.place import Here, present

_HTTPS = 443


def portal(place: Here, spec: PortalSpec, links: PortalLinks) -> ServiceHandle:
    """A load balancer that passes TCP 443 on to the portal's hosts, which end TLS.

    Its address lies on the public network itself, so the area's router stays without a way out. Not produced: a
    firewall for web applications (a gap), a certificate or a private key, port 80.
    """
    segment = present(links.segment, "the segment of a portal")
    label = place.label("portal")
    balancer = openstack.loadbalancer.LoadBalancer(
        place.name,
        name=label,
        description=spec.host,
        vip_network_id=place.choices.external_network.id,
        flavor_id=place.choices.load_balancer_flavor_id,
        admin_state_up=True,
        tags=place.tag_list(),
        opts=place.options(provider="openstack"),
    )
    pool = openstack.loadbalancer.Pool(
        place.name,
        name=label,
        loadbalancer_id=balancer.id,
        protocol="TCP",
        lb_method="SOURCE_IP",
        tags=place.tag_list(),
        opts=place.options(provider="openstack"),
    )
    openstack.loadbalancer.Listener(
        place.name,
        name=label,
        loadbalancer_id=balancer.id,
        protocol="TCP",
        protocol_port=_HTTPS,
        default_pool_id=pool.id,
        tags=place.tag_list(),
        opts=place.options(provider="openstack"),
    )
    _members(place, spec, pool, segment)
    return ServiceHandle(urn=place.urn, id=balancer.id, name=label, address=balancer.vip_address)


def _members(place: Here, spec: PortalSpec, pool: openstack.loadbalancer.Pool, segment: SegmentHandle) -> None:
    label = place.label("portal")
    openstack.loadbalancer.Monitor(
        place.name,
        name=label,
        pool_id=pool.id,
        type="TLS-HELLO",
        delay=10,
        timeout=5,
        max_retries=3,
        opts=place.options(provider="openstack"),
    )
    for address in spec.backends:
        openstack.loadbalancer.Member(
            f"{place.name}-{address}",
            name=f"{label}-{address}",
            pool_id=pool.id,
            address=address,
            protocol_port=_HTTPS,
            subnet_id=segment.subnet,
            tags=place.tag_list(),
            opts=place.options(provider="openstack"),
        )
