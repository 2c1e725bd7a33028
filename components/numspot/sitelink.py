"""The link to the other site: the cloud's VPN gateway, static routes only."""

from __future__ import annotations

import pulumi_numspot as numspot

from components.contract.handles import ServiceHandle
from components.contract.roles.sitelink import SiteLinkLinks, SiteLinkSpec
from components.numspot.place import Here, present
from components.numspot.providers import CLOUD

_TYPE = "ipsec.1"
"""The only type there is."""


def site_link(place: Here, spec: SiteLinkSpec, links: SiteLinkLinks) -> ServiceHandle:
    """One connection to one peer for the declared ranges; the hub's route tables send these, and no others, to it.

    The cloud makes the pre-shared key: no argument of the provider takes one. It is a secret output, for whoever runs
    the peer. The peer alone decides the ciphers, among AES-CBC with SHA-256 and some weak ones that it must refuse.
    Deliberately not: a second connection (the cloud makes one between two gateways), BGP (its tunnels take addresses of
    169.254.254.0/24 only), a route learned from the peer.
    """
    home = present(links.network, "the network of the site link")
    peer = numspot.ClientGateway(
        f"{place.name}-peer",
        bgp_asn=spec.peer_asn,
        connection_type=_TYPE,
        public_ip=spec.peer_address,
        opts=place.options(provider=CLOUD),
    )
    made = numspot.VpnConnection(
        place.name,
        client_gateway_id=peer.id,
        virtual_gateway_id=home.router,
        connection_type=_TYPE,
        static_routes_only=True,
        routes=[{"destination_ip_range": cidr} for cidr in spec.remote_cidrs],
        opts=place.options(provider=CLOUD, secret_outputs=("vpnOptions", "clientGatewayConfiguration")),
    )
    return ServiceHandle(place.urn, made.id, place.label("site-link"), "")
