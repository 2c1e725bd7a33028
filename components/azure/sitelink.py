"""The link to the other site: a VPN gateway and one connection."""

from __future__ import annotations

from typing import Any, Final

import pulumi

from components import generated
from components.azure import names
from components.azure.arm import AzurePlace, after, arm_id, located, options, subnet_id
from components.azure.diagnostics import logs
from components.azure.egress import public_address
from components.azure.sdk import network as sdk
from components.contract.handles import ServiceHandle
from components.contract.roles.sitelink import SiteLinkLinks, SiteLinkSpec
from components.contract.words import Purpose

CONFIGURATION: Final = "link"
"""The gateway's only one."""
_KEY_LENGTH = 64
GCM: Final = {
    "ike_encryption": "GCMAES256",
    "ike_integrity": "SHA384",
    "dh_group": "ECP384",
    "ipsec_encryption": "GCMAES256",
    "ipsec_integrity": "GCMAES256",
    "pfs_group": "ECP384",
}


def site_link(place: AzurePlace, spec: SiteLinkSpec, links: SiteLinkLinks) -> ServiceHandle:
    """A zone-redundant gateway, the other site, and an IKEv2 connection between the declared ranges.

    The pre-shared key is generated and a Pulumi secret. Deliberately not: BGP (a peer could announce more than what is
    declared), a second tunnel for each zone (the gateway itself stands in several).
    """
    label = place.label("site-link")
    assert links.segment is not None
    subnet = after(subnet_id(place, names.SUBNETS[Purpose.SITE_LINK]), links.segment.subnet)
    made = gateway(place, label, subnet)
    site = sdk.LocalNetworkGateway(
        f"{place.name}-site",
        local_network_gateway_name=f"lng-{label}",
        gateway_ip_address=spec.peer_address,
        local_network_address_space=sdk.AddressSpaceArgs(address_prefixes=list(spec.remote_cidrs)),
        **located(place),
        opts=options(place),
    )
    connection = _connection(place, spec, label, made, site)
    known = arm_id(place, "Microsoft.Network/virtualNetworkGateways", f"vgw-{label}")
    logs(place, "logs", after(known, made), group="allLogs")
    return ServiceHandle(
        urn=place.urn, id=after(known, connection), name=after(f"vgw-{label}", connection), address=spec.peer_address
    )


def gateway(
    place: AzurePlace,
    label: str,
    subnet: pulumi.Input[str],
    group: pulumi.Input[str] | None = None,
    bgp: Any = None,
) -> pulumi.Resource:
    """A zone-redundant gateway with a public address; it exchanges routes where it is given how (`bgp`)."""
    address_name = f"pip-vgw-{label}"
    address = public_address(place, "address", address_name, group)
    made: pulumi.Resource = sdk.VirtualNetworkGateway(
        place.name,
        virtual_network_gateway_name=f"vgw-{label}",
        gateway_type="Vpn",
        vpn_type="RouteBased",
        vpn_gateway_generation="Generation2",
        sku=sdk.VirtualNetworkGatewaySkuArgs(name="VpnGw2AZ", tier="VpnGw2AZ"),
        active_active=False,
        enable_bgp=bgp is not None,
        bgp_settings=bgp,
        ip_configurations=[
            sdk.VirtualNetworkGatewayIPConfigurationArgs(
                name=CONFIGURATION,
                private_ip_allocation_method="Dynamic",
                subnet=sdk.SubResourceArgs(id=subnet),
                public_ip_address=sdk.SubResourceArgs(
                    id=after(arm_id(place, "Microsoft.Network/publicIPAddresses", address_name), address)
                ),
            )
        ],
        **located(place, group=group),
        opts=options(place),
    )
    return made


def _connection(
    place: AzurePlace, spec: SiteLinkSpec, label: str, gateway: pulumi.Resource, site: pulumi.Resource
) -> pulumi.Resource:
    near = arm_id(place, "Microsoft.Network/virtualNetworkGateways", f"vgw-{label}")
    far = arm_id(place, "Microsoft.Network/localNetworkGateways", f"lng-{label}")
    made: pulumi.Resource = sdk.VirtualNetworkGatewayConnection(
        f"{place.name}-connection",
        virtual_network_gateway_connection_name=f"vcn-{label}",
        connection_type="IPsec",
        connection_protocol="IKEv2",
        connection_mode="Default",
        virtual_network_gateway1=sdk.VirtualNetworkGatewayArgs(id=after(near, gateway)),
        local_network_gateway2=sdk.LocalNetworkGatewayArgs(id=after(far, site)),
        shared_key=generated.password(place, "shared-key", length=_KEY_LENGTH, symbols=False),
        enable_bgp=False,
        ipsec_policies=[sdk.IpsecPolicyArgs(**GCM, sa_data_size_kilobytes=102_400_000, sa_life_time_seconds=3600)],
        use_policy_based_traffic_selectors=True,
        traffic_selector_policies=[selectors(spec)],
        **located(place),
        # an adopted link keeps the key that the other site knows
        opts=options(place, ignore_changes=["sharedKey"]),
    )
    return made


def selectors(spec: SiteLinkSpec) -> Any:
    """What may go through the tunnel: the declared ranges of both sides."""
    return sdk.TrafficSelectorPolicyArgs(
        local_address_ranges=list(spec.local_cidrs), remote_address_ranges=list(spec.remote_cidrs)
    )
