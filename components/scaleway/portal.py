"""The HTTPS entry. Certificates are a gap: no class orders one from the platform's authority."""

from __future__ import annotations

from pulumiverse_scaleway import loadbalancers

from components.contract.handles import ServiceHandle
from components.contract.roles.portal import PortalLinks, PortalSpec
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD

_HTTPS = 443


def portal(place: Here, spec: PortalSpec, links: PortalLinks) -> ServiceHandle:
    """A load balancer that passes TCP 443 on to the portal's hosts, which end TLS.

    Deliberately not: port 80, a certificate or its key here, the cloud's edge service (it stands in no region).
    """
    if links.segment is None:
        raise ValueError(f"found no segment for `{place.name}` | the hosts' private network | the portal needs it")
    label, zone = place.label("portal"), place.choices.zone(1)
    address = loadbalancers.Ip(
        f"{place.name}-address",
        is_ipv6=False,
        project_id=project_id(place),
        zone=zone,
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    balancer = loadbalancers.LoadBalancer(
        place.name,
        name=label,
        description=spec.host,
        type=place.choices.load_balancer_type,
        ip_ids=[address.id],
        external_private_networks=True,
        ssl_compatibility_level="ssl_compatibility_level_modern",
        project_id=project_id(place),
        zone=zone,
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    attached = loadbalancers.PrivateNetwork(
        f"{place.name}-segment",
        lb_id=balancer.id,
        private_network_id=links.segment.network,
        project_id=project_id(place),
        zone=zone,
        opts=place.options(provider=CLOUD),
    )
    _listener(place, spec, balancer, attached)
    return ServiceHandle(place.urn, balancer.id, balancer.name, address.ip_address)


def _listener(
    place: Here,
    spec: PortalSpec,
    balancer: loadbalancers.LoadBalancer,
    attached: loadbalancers.PrivateNetwork,
) -> None:
    backend = loadbalancers.Backend(
        f"{place.name}-hosts",
        lb_id=balancer.id,
        name="hosts",
        forward_protocol="tcp",
        forward_port=_HTTPS,
        server_ips=list(spec.backends),
        health_check_tcp={},
        on_marked_down_action="shutdown_sessions",
        opts=place.options(provider=CLOUD, depends_on=[attached]),
    )
    loadbalancers.Frontend(
        f"{place.name}-https",
        lb_id=balancer.id,
        backend_id=backend.id,
        name="https",
        inbound_port=_HTTPS,
        enable_access_logs=True,
        opts=place.options(provider=CLOUD),
    )
