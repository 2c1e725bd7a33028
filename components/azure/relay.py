"""What a move builds at Azure, which it leaves: a network of its own with a gateway, endpoints of the data, names.

Everything stands in a resource group of the move's own, and in a network that is joined to no other: private endpoints
need no way into the networks of the services that they stand for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pulumi

from components.azure import names, rules, sitelink
from components.azure.arm import AzurePlace, after, arm_id, group_id, located, network_id, options, subnet_id
from components.azure.choices import Choices
from components.azure.diagnostics import logs
from components.azure.providers import AZURE
from components.azure.sdk import Provider, network, resources
from components.azure.submodule import submodule
from components.contract.handles import (
    FirewallHandle,
    NetworkHandle,
    ProjectHandle,
    SegmentHandle,
    ServiceHandle,
)
from components.contract.intent import Area, Intent
from components.contract.names import BLOCKS, label_of, role_name
from components.contract.roles.areas import NoLinks, ProjectLinks, ProjectSpec
from components.contract.roles.network import (
    FirewallLinks,
    FirewallSpec,
    NetworkLinks,
    NetworkSpec,
    SegmentSpec,
)
from components.contract.roles.relay import (
    ENDPOINT,
    NAMES,
    FarEndLinks,
    ReplicationEndpointLinks,
    ReplicationEndpointSpec,
    SwitchedNamesSpec,
    WalledLinks,
)
from components.contract.roles.sitelink import SiteLinkSpec
from components.contract.site import Builder, ProviderScope
from components.contract.words import Purpose

_dns: Any = submodule("dns")
# For a cloud that has no GCM: the best that both ends know, and nothing below.
_CBC: Final = {
    "ike_encryption": "AES256",
    "ike_integrity": "SHA256",
    "dh_group": "ECP256",
    "ipsec_encryption": "AES256",
    "ipsec_integrity": "SHA256",
    "pfs_group": "ECP256",
}
# Capability -> ARM type, sub-resource of its private link, domain of its public names.
_SERVICES: Final[Mapping[str, tuple[str, str, str]]] = {
    "bucket": ("Microsoft.Storage/storageAccounts", "blob", "blob.core.windows.net"),
    "file-share": ("Microsoft.Storage/storageAccounts", "file", "file.core.windows.net"),
    "database": ("Microsoft.DBforPostgreSQL/flexibleServers", "postgresqlServer", "postgres.database.azure.com"),
}


def providers(scope: ProviderScope) -> Mapping[str, pulumi.ProviderResource]:
    """Azure alone: every secret of a move is made at the target."""
    choices: Choices = scope.choices
    made = Provider(
        AZURE, subscription_id=choices.subscription, tenant_id=choices.tenant, disable_pulumi_partner_id=True
    )
    return {AZURE: made}


def host_name(intent: Intent, capability: str, source: str) -> str:
    """The name by which clients know the service that plays a role of the legacy."""
    return f"{_label(intent, capability, source)[1]}.{_SERVICES[capability][2]}"


def project(place: AzurePlace, spec: ProjectSpec, links: ProjectLinks) -> ProjectHandle:
    """A resource group. Deliberately not: a delete lock, which would outlive the move."""
    name = names.resource_group(place.site.intent, place.site.area)
    group = resources.ResourceGroup(
        place.name,
        resource_group_name=name,
        location=place.choices.region,
        tags=place.tags(),
        opts=options(place),
    )
    return ProjectHandle(urn=place.urn, id=after(group_id(place, name), group), name=after(name, group), backbone="")


def move_network(place: AzurePlace, spec: NetworkSpec, links: NetworkLinks) -> NetworkHandle:
    """A virtual network with nothing but the gateway and the endpoints. Deliberately not: a peering, a way out."""
    name = names.virtual_network(place.site.intent, place.site.area)
    made = network.VirtualNetwork(
        place.name,
        virtual_network_name=name,
        address_space=network.AddressSpaceArgs(address_prefixes=[spec.cidr]),
        private_endpoint_v_net_policies="Disabled",
        **_here(place),
        opts=options(place),
    )
    return NetworkHandle(
        urn=place.urn, id=after(network_id(place), made), name=after(name, made), cidr=spec.cidr, router=""
    )


def firewall(place: AzurePlace, spec: FirewallSpec, links: FirewallLinks) -> FirewallHandle:
    """The security group of a segment that is yet to come: its flows, and an explicit end of everything else both ways.

    Deliberately not: one for the gateway's subnet, where Azure forbids it.
    """
    if spec.purpose is Purpose.SITE_LINK:
        return FirewallHandle(urn=place.urn, ids={"0": ""})
    name = names.security_group(place.label("segment"))
    made = network.NetworkSecurityGroup(
        place.name,
        network_security_group_name=name,
        security_rules=rules.security_rules(spec.cidr, spec.rules, ()),
        flush_connection=True,
        **_here(place, *dict.fromkeys(rule.flow for rule in spec.rules)),
        opts=options(place),
    )
    known = arm_id(place, "Microsoft.Network/networkSecurityGroups", name)
    return FirewallHandle(urn=place.urn, ids={"0": after(known, made)})


def segment(place: AzurePlace, spec: SegmentSpec, links: WalledLinks) -> SegmentHandle:
    """A subnet without the cloud's default way out. Only the gateway gives it routes: to the declared ranges."""
    assert links.network is not None and links.firewall is not None
    name = names.subnet(spec.purpose, place.label("segment"))
    walled = spec.purpose is not Purpose.SITE_LINK
    made = network.Subnet(
        place.name,
        subnet_name=name,
        virtual_network_name=links.network.name,
        address_prefix=spec.cidr,
        default_outbound_access=False,
        private_endpoint_network_policies="Enabled",
        private_link_service_network_policies="Enabled",
        network_security_group=network.NetworkSecurityGroupArgs(id=links.firewall.at(1)) if walled else None,
        resource_group_name=_group(place),
        opts=options(place),
    )
    known = after(subnet_id(place, name), made)
    return SegmentHandle(
        urn=place.urn, id=known, name=after(name, made), cidr=spec.cidr, network=links.network.id, subnet=known
    )


def site_link(place: AzurePlace, spec: SiteLinkSpec, links: FarEndLinks) -> ServiceHandle:
    """A zone-redundant gateway, and an IKEv2 connection to the target's by its key: one to each of its gateways where
    that speaks BGP only, else one to the first for the declared ranges.

    Deliberately not: a key of its own, a cipher that the target's end could do without. With BGP the target's end says
    which ranges there are, and filters both ways.
    """
    label = place.label("site-link")
    assert links.segment is not None
    bgp = _bgp(place, spec, links, label) if links.gateway.tunnels else None
    gateway = sitelink.gateway(place, label, links.segment.subnet, _group(place), bgp)
    ends = links.addresses if links.gateway.tunnels else links.addresses[:1]
    made = [_connected(place, spec, links, gateway, number) for number, _ in enumerate(ends)]
    known = arm_id(place, "Microsoft.Network/virtualNetworkGateways", f"vgw-{label}")
    logs(place, "logs", after(known, gateway), group="allLogs")
    return ServiceHandle(
        urn=place.urn, id=after(known, *made), name=after(f"vgw-{label}", *made), address=spec.peer_address
    )


def _bgp(place: AzurePlace, spec: SiteLinkSpec, links: FarEndLinks, label: str) -> Any:
    """The AS number of this end, and its address in each tunnel."""
    return network.BgpSettingsArgs(
        asn=spec.local_asn,
        bgp_peering_addresses=[
            network.IPConfigurationBgpPeeringAddressArgs(
                ipconfiguration_id=_configuration(place, label),
                custom_bgp_ip_addresses=[tunnel.peer for tunnel in links.gateway.tunnels],
            )
        ],
    )


def _configuration(place: AzurePlace, label: str) -> str:
    return arm_id(
        place, "Microsoft.Network/virtualNetworkGateways/ipConfigurations", f"vgw-{label}", sitelink.CONFIGURATION
    )


def _connected(
    place: AzurePlace, spec: SiteLinkSpec, links: FarEndLinks, gateway: pulumi.Resource, number: int
) -> pulumi.Resource:
    """The connection to one of the target's gateways."""
    label = place.label("site-link")
    name, suffix = f"{label}-{number + 1}", f"-{number + 1}"
    near = arm_id(place, "Microsoft.Network/virtualNetworkGateways", f"vgw-{label}")
    far = arm_id(place, "Microsoft.Network/localNetworkGateways", f"lng-{name}")
    site = network.LocalNetworkGateway(
        f"{place.name}{suffix}-site",
        local_network_gateway_name=f"lng-{name}",
        gateway_ip_address=links.addresses[number],
        **_here(place),
        **_far_ranges(spec, links, number),
        opts=options(place),
    )
    made: pulumi.Resource = network.VirtualNetworkGatewayConnection(
        f"{place.name}{suffix}-connection",
        virtual_network_gateway_connection_name=f"vcn-{name}",
        connection_type="IPsec",
        connection_protocol="IKEv2",
        connection_mode="Default",
        virtual_network_gateway1=network.VirtualNetworkGatewayArgs(id=after(near, gateway)),
        local_network_gateway2=network.LocalNetworkGatewayArgs(id=after(far, site)),
        shared_key=links.pre_shared_key,
        ipsec_policies=[
            network.IpsecPolicyArgs(
                **(sitelink.GCM if links.gateway.gcm else _CBC),
                sa_data_size_kilobytes=102_400_000,
                sa_life_time_seconds=3600,
            )
        ],
        **_here(place),
        **_routing(place, spec, links, number),
        opts=options(place),
    )
    return made


def _far_ranges(spec: SiteLinkSpec, links: FarEndLinks, number: int) -> dict[str, Any]:
    """What lies behind the target's gateway: as declared, or as it says itself."""
    asked = links.gateway
    if asked.tunnels:
        peer = asked.tunnels[number].cloud
        return {"bgp_settings": network.BgpSettingsArgs(asn=asked.asn, bgp_peering_address=peer)}
    ranges = network.AddressSpaceArgs(address_prefixes=list(spec.remote_cidrs))
    return {"local_network_address_space": ranges}


def _routing(place: AzurePlace, spec: SiteLinkSpec, links: FarEndLinks, number: int) -> dict[str, Any]:
    asked = links.gateway
    if asked.tunnels:
        own = network.GatewayCustomBgpIpAddressIpConfigurationArgs(
            custom_bgp_ip_address=asked.tunnels[number].peer,
            ip_configuration_id=_configuration(place, place.label("site-link")),
        )
        return {"enable_bgp": True, "gateway_custom_bgp_ip_addresses": [own]}
    return {
        "enable_bgp": False,
        "use_policy_based_traffic_selectors": True,
        "traffic_selector_policies": [sitelink.selectors(spec)],
    }


def endpoint(place: AzurePlace, spec: ReplicationEndpointSpec, links: ReplicationEndpointLinks) -> ServiceHandle:
    """A private endpoint at a fixed address. That its only member is named as its group is not verified at Azure."""
    assert links.segment is not None
    kind, member, _ = _SERVICES[spec.capability]
    area, label = _label(place.site.intent, spec.capability, spec.source)
    target = arm_id(place, kind, label, group=names.resource_group(place.site.intent, area))
    name = f"pe-{place.site.area.name}-{label}-{member}".lower()
    made = network.PrivateEndpoint(
        place.name,
        private_endpoint_name=name,
        custom_network_interface_name=f"{name}-nic",
        private_link_service_connections=[
            network.PrivateLinkServiceConnectionArgs(name=name, private_link_service_id=target, group_ids=[member])
        ],
        ip_configurations=[
            network.PrivateEndpointIPConfigurationArgs(
                name=name, group_id=member, member_name=member, private_ip_address=spec.address
            )
        ],
        subnet=network.SubnetArgs(id=links.segment.subnet),
        **_here(place),
        opts=options(place),
    )
    known = arm_id(place, "Microsoft.Network/privateEndpoints", name)
    return ServiceHandle(urn=place.urn, id=after(known, made), name=after(name, made), address=spec.address)


def _label(intent: Intent, capability: str, source: str) -> tuple[Area, str]:
    """The area and the cloud name of the role `source`."""
    block = next(name for name, found in BLOCKS.items() if found == capability)
    area, item = next(
        (area, item) for area in intent.areas for item in getattr(area, block) if role_name(area, item) == source
    )
    return area, names.NAME_RULES[capability].spell(label_of(intent.platform.prefix, area, item))


def switched_names(place: AzurePlace, spec: SwitchedNamesSpec, links: NoLinks) -> ServiceHandle:
    """A public zone and its address records. Deliberately not: the delegation, which the parent zone's holder makes."""
    zone = _dns.Zone(
        place.name,
        zone_name=spec.zone,
        zone_type="Public",
        location="global",
        resource_group_name=_group(place),
        tags=place.tags(),
        opts=options(place),
    )
    for name, address in spec.records.items():
        _dns.RecordSet(
            f"{place.name}-{name}",
            relative_record_set_name=name,
            record_type="A",
            zone_name=after(spec.zone, zone),
            resource_group_name=_group(place),
            ttl=spec.ttl_seconds,
            a_records=[_dns.ARecordArgs(ipv4_address=address)],
            opts=options(place),
        )
    known = arm_id(place, "Microsoft.Network/dnsZones", spec.zone)
    return ServiceHandle(urn=place.urn, id=after(known, zone), name=after(spec.zone, zone), address="")


def _here(place: AzurePlace, *flows: str) -> dict[str, Any]:
    return located(place, *flows, group=_group(place))


def _group(place: AzurePlace) -> pulumi.Output[str]:
    """The move's resource group, once it is there: it is made in the same stack."""
    made = place.site.project
    assert made is not None
    return pulumi.Output.from_input(made.name)


BUILDERS: Mapping[str, Builder] = {
    "project": project,
    "network": move_network,
    "segment": segment,
    "firewall": firewall,
    "site-link": site_link,
    ENDPOINT: endpoint,
    NAMES: switched_names,
}
