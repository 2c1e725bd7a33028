"""The link to the other site: the cloud's VPN gateways, routes by BGP only."""

from __future__ import annotations

import ipaddress

from pulumiverse_scaleway import ipam, s2svpn, secrets

from components import generated
from components.contract.handles import SegmentHandle, ServiceHandle
from components.contract.roles.sitelink import SiteLinkLinks, SiteLinkSpec
from components.scaleway.place import Here, bare, project_id
from components.scaleway.providers import CLOUD
from components.scaleway.secret_store import stored

# The range in which the legacy's gateway accepts BGP addresses; one /30 for each zone.
_TUNNELS = ipaddress.IPv4Network("169.254.21.0/24")
_CIPHER = {"encryption": "aes256gcm", "integrity": "sha384", "dh_group": "ecp384"}


def site_link(place: Here, spec: SiteLinkSpec, links: SiteLinkLinks) -> ServiceHandle:
    """A gateway and a connection in each listed zone, to one peer, for the declared ranges only.

    The cloud's own AS number is 12876: the peer is configured for that one, whatever the intent says.
    Deliberately not: IPv6, a cipher below AES-256-GCM, a group below ECP-384, a key made by the cloud.
    """
    if links.segment is None:
        raise ValueError(f"found no segment for `{place.name}` | a private network | the gateways stand on one")
    label = place.label("site-link")
    peer = s2svpn.CustomerGateway(
        f"{place.name}-peer",
        name=f"{label}-peer",
        asn=spec.peer_asn,
        ipv4_public=spec.peer_address,
        region=place.choices.region,
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    routes = s2svpn.RoutingPolicy(
        f"{place.name}-routes",
        name=f"{label}-routes",
        is_ipv6=False,
        prefix_filter_ins=list(spec.remote_cidrs),
        prefix_filter_outs=list(spec.local_cidrs),
        region=place.choices.region,
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    value = generated.password(place, "pre-shared-key", length=64, symbols=False)
    shared = stored(place, f"{place.name}-pre-shared-key", f"{label}-pre-shared-key", value, None)
    gateways = {
        zone: _connected(place, label, zone, address, links.segment, peer, routes, shared)
        for zone, address in zip(spec.zones, spec.addresses, strict=True)
    }
    return ServiceHandle(place.urn, gateways[spec.zones[0]].id, label, "")


def _connected(
    place: Here,
    label: str,
    zone: int,
    address: str,
    segment: SegmentHandle,
    peer: s2svpn.CustomerGateway,
    routes: s2svpn.RoutingPolicy,
    shared: tuple[secrets.Secret, secrets.Version],
) -> s2svpn.Gateway:
    gateway = _gateway(place, label, zone, address, segment)
    entry, version = shared
    tunnel = list(_TUNNELS.subnets(new_prefix=30))[zone]
    s2svpn.Connection(
        f"{place.name}-{zone}",
        name=f"{label}-{zone}",
        vpn_gateway_id=gateway.id,
        customer_gateway_id=peer.id,
        is_ipv6=False,
        initiation_policy="vpn_gateway",
        enable_route_propagation=True,
        secret_id=bare(entry.id),
        secret_version=version.revision.apply(int),
        bgp_config_ipv4s=[
            s2svpn.ConnectionBgpConfigIpv4Args(
                routing_policy_id=routes.id, private_ip=f"{tunnel[1]}/30", peer_private_ip=f"{tunnel[2]}/30"
            )
        ],
        ikev2_ciphers=[s2svpn.ConnectionIkev2CipherArgs(**_CIPHER)],
        esp_ciphers=[s2svpn.ConnectionEspCipherArgs(encryption=_CIPHER["encryption"], dh_group=_CIPHER["dh_group"])],
        region=place.choices.region,
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    return gateway


def _gateway(place: Here, label: str, zone: int, address: str, segment: SegmentHandle) -> s2svpn.Gateway:
    private = ipam.Ip(
        f"{place.name}-{zone}",
        address=address,
        sources=[ipam.IpSourceArgs(private_network_id=segment.network)],
        is_ipv6=False,
        region=place.choices.region,
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    return s2svpn.Gateway(
        f"{place.name}-{zone}",
        name=f"{label}-{zone}",
        gateway_type=place.choices.vpn_gateway_type,
        private_network_id=segment.network,
        ipam_private_ipv4_id=private.id,
        region=place.choices.region,
        zone=place.choices.zone(zone),
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
