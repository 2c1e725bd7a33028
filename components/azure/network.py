"""Networks, segments, firewalls and flow logs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi

from components.azure import names, rules
from components.azure.arm import AzurePlace, after, arm_id, hub_group, inside, located, network_id, options, subnet_id
from components.azure.diagnostics import workspace_id
from components.azure.egress import firewall_address
from components.azure.sdk import network as sdk
from components.contract.handles import FirewallHandle, NetworkHandle, SegmentHandle, ServiceHandle
from components.contract.roles.network import (
    FirewallLinks,
    FirewallSpec,
    FlowLogLinks,
    FlowLogSpec,
    NetworkLinks,
    NetworkSpec,
    SegmentLinks,
    SegmentSpec,
)
from components.contract.words import ClusterKind, Purpose

# Azure lets no security group stand on these.
_WITHOUT_GROUP = (Purpose.EGRESS, Purpose.SITE_LINK)
# Azure's own services in these must reach their control plane; the firewall's route would cut them off.
_WITHOUT_ROUTE = (Purpose.BASTION, Purpose.EGRESS, Purpose.SITE_LINK)
_DATABRICKS = "Microsoft.Databricks/workspaces"


def network(place: AzurePlace, spec: NetworkSpec, links: NetworkLinks) -> NetworkHandle:
    """A virtual network, the route of everything to the firewall, and both peerings with the hub.

    Names are looked up at the firewall, which asks the private zones. Deliberately not: a peering between two spaces.
    """
    name = names.virtual_network(place.site.intent, place.site.area)
    way_out = firewall_address(place.site.intent)
    made = sdk.VirtualNetwork(
        place.name,
        virtual_network_name=name,
        address_space=sdk.AddressSpaceArgs(address_prefixes=[spec.cidr]),
        dhcp_options=sdk.DhcpOptionsArgs(dns_servers=[way_out]),
        private_endpoint_v_net_policies="Disabled",
        **located(place),
        opts=options(place),
    )
    routes = _routes(place, way_out)
    peerings = _peerings(place, made, name, links.hub) if links.hub else []
    return NetworkHandle(
        urn=place.urn,
        id=after(network_id(place), made, routes, *peerings),
        name=after(name, made),
        cidr=spec.cidr,
        router=way_out,
    )


def _routes(place: AzurePlace, way_out: str) -> pulumi.Resource:
    made: pulumi.Resource = sdk.RouteTable(
        f"{place.name}-routes",
        route_table_name=names.route_table(place.site.intent, place.site.area),
        disable_bgp_route_propagation=True,
        routes=[
            sdk.RouteArgs(
                name="everything-to-the-firewall",
                address_prefix="0.0.0.0/0",
                next_hop_type="VirtualAppliance",
                next_hop_ip_address=way_out,
            )
        ],
        **located(place),
        opts=options(place),
    )
    return made


def _peerings(place: AzurePlace, made: pulumi.Resource, name: str, hub: NetworkHandle) -> list[pulumi.Resource]:
    """Both ends belong to the layer that comes and goes: the hub's stack never changes for a space."""
    area = names.area_label(place.site.intent, place.site.area)
    near = sdk.VirtualNetworkPeering(
        f"{place.name}-to-hub",
        virtual_network_peering_name="to-hub",
        virtual_network_name=after(name, made),
        remote_virtual_network=sdk.SubResourceArgs(id=hub.id),
        allow_virtual_network_access=True,
        allow_forwarded_traffic=True,
        allow_gateway_transit=False,
        use_remote_gateways=True,
        **inside(place),
        opts=options(place),
    )
    far = sdk.VirtualNetworkPeering(
        f"{place.name}-from-hub",
        virtual_network_peering_name=f"to-{area}",
        virtual_network_name=hub.name,
        resource_group_name=hub_group(place),
        remote_virtual_network=sdk.SubResourceArgs(id=after(network_id(place), made)),
        allow_virtual_network_access=True,
        allow_forwarded_traffic=False,
        allow_gateway_transit=True,
        use_remote_gateways=False,
        # a gateway is offered before it is used
        opts=options(place),
    )
    return [near, far]


def segment(place: AzurePlace, spec: SegmentSpec, links: SegmentLinks) -> SegmentHandle:
    """A subnet without the cloud's default way out; its security group and route also rule private endpoints.

    The security group is named before its role makes it: a subnet whose group is missing is refused, never open.
    """
    assert links.network is not None
    label = place.label("segment")
    name = names.subnet(spec.purpose, label)
    made = sdk.Subnet(
        place.name,
        subnet_name=name,
        virtual_network_name=links.network.name,
        address_prefix=spec.cidr,
        default_outbound_access=False,
        private_endpoint_network_policies="Enabled",
        private_link_service_network_policies="Enabled",
        network_security_group=_group(place, spec.purpose, label),
        route_table=_route(place, spec.purpose, links.network),
        delegations=_delegations(place),
        **inside(place),
        opts=options(place),
    )
    known = after(subnet_id(place, name), made)
    return SegmentHandle(
        urn=place.urn, id=known, name=after(name, made), cidr=spec.cidr, network=links.network.id, subnet=known
    )


def _group(place: AzurePlace, purpose: Purpose, label: str) -> Any:
    if purpose in _WITHOUT_GROUP:
        return None
    return sdk.NetworkSecurityGroupArgs(id=_group_id(place, label))


def _group_id(place: AzurePlace, label: str) -> str:
    return arm_id(place, "Microsoft.Network/networkSecurityGroups", names.security_group(label))


def _route(place: AzurePlace, purpose: Purpose, network: NetworkHandle) -> Any:
    if purpose in _WITHOUT_ROUTE or _is_gateway(place, _segment_name(place)):
        return None
    table = names.route_table(place.site.intent, place.site.area)
    return sdk.RouteTableArgs(id=after(arm_id(place, "Microsoft.Network/routeTables", table), network.id))


def _is_gateway(place: AzurePlace, segment: str) -> bool:
    """Whether the area's application gateway stands in the segment."""
    area = place.site.area
    chosen = place.choices.gateways.get(area.name)
    return segment == chosen if chosen else segment in {portal.segment for portal in area.portals}


def _segment_name(place: AzurePlace) -> str:
    return place.name.removeprefix(f"{place.site.area.name}-")


def _delegations(place: AzurePlace) -> Sequence[Any] | None:
    area = place.site.area
    given = {cluster.segment for cluster in area.clusters if cluster.kind is ClusterKind.ANALYTICS}
    if given and area.name in place.choices.analytics:
        given.add(place.choices.analytics[area.name].containers)
    if _segment_name(place) not in given:
        return None
    return [sdk.DelegationArgs(name="databricks", service_name=_DATABRICKS)]


def firewall(place: AzurePlace, spec: FirewallSpec, links: FirewallLinks) -> FirewallHandle:
    """The security group of a segment: its flows inline, and an explicit end of everything else both ways.

    Deliberately not: one on the subnets of the firewall and the gateway, where Azure forbids it.
    """
    if spec.purpose in _WITHOUT_GROUP:
        return FirewallHandle(urn=place.urn, ids={"0": ""})
    label = place.label("segment")
    made = sdk.NetworkSecurityGroup(
        place.name,
        network_security_group_name=names.security_group(label),
        security_rules=rules.security_rules(spec.cidr, spec.rules, _service_rules(place, spec)),
        flush_connection=True,
        **located(place, *dict.fromkeys(rule.flow for rule in spec.rules)),
        opts=options(place),
    )
    return FirewallHandle(urn=place.urn, ids={"0": after(_group_id(place, label), made)})


def _service_rules(place: AzurePlace, spec: FirewallSpec) -> tuple[rules.ServiceRule, ...]:
    if spec.purpose is Purpose.BASTION:
        return rules.BASTION
    if _is_gateway(place, spec.segment):
        return rules.GATEWAY
    return rules.CLUSTER if spec.purpose is Purpose.CLUSTER else ()


def flow_log(place: AzurePlace, spec: FlowLogSpec, links: FlowLogLinks) -> ServiceHandle:
    """A flow log of the whole virtual network (those of security groups are being retired), to the locked account."""
    assert links.network is not None and links.audit is not None
    watcher = place.choices.network_watcher
    name = f"fl-{names.area_label(place.site.intent, place.site.area)}"
    made = sdk.FlowLog(
        place.name,
        flow_log_name=name,
        network_watcher_name=watcher.name,
        resource_group_name=watcher.group,
        location=place.choices.region,
        target_resource_id=links.network.id,
        storage_id=links.audit.bucket,
        enabled=True,
        format=sdk.FlowLogFormatParametersArgs(type="JSON", version=2),
        retention_policy=sdk.RetentionPolicyParametersArgs(enabled=True, days=spec.retention_days),
        flow_analytics_configuration=_analytics(place),
        tags=place.tags(),
        opts=options(place),
    )
    known = arm_id(place, "Microsoft.Network/networkWatchers/flowLogs", watcher.name, name, group=watcher.group)
    return ServiceHandle(urn=place.urn, id=after(known, made), name=after(name, made), address="")


def _analytics(place: AzurePlace) -> Any:
    return sdk.TrafficAnalyticsPropertiesArgs(
        network_watcher_flow_analytics_configuration=sdk.TrafficAnalyticsConfigurationPropertiesArgs(
            enabled=True,
            traffic_analytics_interval=60,
            workspace_region=place.choices.region,
            workspace_resource_id=workspace_id(place),
        )
    )
