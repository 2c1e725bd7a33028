"""The HTTPS entry. Certificates are a gap: no class orders one from the platform's authority."""

from __future__ import annotations

import pulumi
import pulumi_numspot as numspot

from components.contract.flows import ANYWHERE
from components.contract.handles import SegmentHandle, ServiceHandle
from components.contract.roles.portal import PortalLinks, PortalSpec
from components.numspot.place import Here, present, tag_blocks
from components.numspot.providers import CLOUD

_HTTPS = 443


def portal(place: Here, spec: PortalSpec, links: PortalLinks) -> ServiceHandle:
    """A load balancer that passes TCP 443 on to the portal's hosts, which end TLS, with a security group of its own.

    The hosts are registered by the stack that brings them (`backend_vm_ids`): the cloud takes the ids of VMs, or public
    addresses, and no private one. Deliberately not: port 80, a certificate or its key here.
    """
    segment = present(links.segment, "the segment of the portal")
    address = numspot.PublicIp(f"{place.name}-address", tags=tag_blocks(place), opts=place.options(provider=CLOUD))
    balancer = numspot.LoadBalancer(
        place.name,
        name=place.label("portal"),
        type="internet-facing",
        subnets=[segment.subnet],
        security_groups=[_entry(place, segment)],
        public_ip=address.public_ip,
        listeners=[
            {
                "load_balancer_port": _HTTPS,
                "load_balancer_protocol": "TCP",
                "backend_port": _HTTPS,
                "backend_protocol": "TCP",
            }
        ],
        health_check={
            "protocol": "TCP",
            "port": _HTTPS,
            "check_interval": 30,
            "timeout": 5,
            "healthy_threshold": 2,
            "unhealthy_threshold": 2,
        },
        tags=tag_blocks(place),
        opts=place.options(provider=CLOUD),
    )
    return ServiceHandle(place.urn, balancer.id, place.label("portal"), address.public_ip)


def _entry(place: Here, segment: SegmentHandle) -> pulumi.Output[str]:
    """The only group that the whole internet may enter, on this one port; it lets out to the portal's hosts only."""
    group = numspot.SecurityGroup(
        f"{place.name}-entry",
        name=f"{place.label('portal')}-entry",
        description="load balancer of the portal, HTTPS only",
        vpc_id=segment.network,
        tags=tag_blocks(place),
        opts=place.options(provider=CLOUD),
    )
    for suffix, flow, peer in (("in", "Inbound", ANYWHERE), ("out", "Outbound", segment.cidr)):
        numspot.SecurityGroupRule(
            f"{place.name}-entry-{suffix}",
            security_group_id=group.id,
            flow=flow,
            ip_protocol="tcp",
            from_port_range=_HTTPS,
            to_port_range=_HTTPS,
            ip_range=peer,
            opts=place.options(provider=CLOUD),
        )
    return group.id
