"""Networks, segments and firewalls.

Three walls, for the cloud has none that does all: a VPC for each area; its access list between private networks; and
security groups on what hosts exchange with the internet. Between hosts of one segment stands the hosts' own firewall.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pulumi
from pulumiverse_scaleway import instance, ipam
from pulumiverse_scaleway import network as net

from components.contract.handles import FirewallHandle, NetworkHandle, SegmentHandle, Text
from components.contract.roles.network import (
    FirewallLinks,
    FirewallSpec,
    NetworkLinks,
    NetworkSpec,
    Rule,
    SegmentLinks,
    SegmentSpec,
)
from components.contract.words import Purpose
from components.scaleway import acl
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD, HUB

# Addresses .5 to .7 of a segment: the gateways of zones 1 to 3, below the hosts' own.
_GATEWAY_OFFSET = 4


@dataclass(frozen=True)
class ExitNetwork(NetworkHandle):
    """The hub's network with its gateways, by zone number as text."""

    gateways: Mapping[str, Text]

    def exported(self) -> dict[str, object]:
        """Without the gateways: no other layer may attach to them."""
        return {key: value for key, value in super().exported().items() if key != "gateways"}


def network(place: Here, spec: NetworkSpec, links: NetworkLinks) -> NetworkHandle:
    """A VPC with both access lists closed by default, joined to the hub's VPC, or in the hub its public gateways.

    Deliberately not: packets of one area passing through the hub to another (`enable_transitivity`), a gateway's own
    bastion, outgoing mail, any rule for IPv6.
    """
    label = place.label("network")
    vpc = net.Vpc(
        place.name,
        name=label,
        region=place.choices.region,
        project_id=project_id(place),
        enable_transitivity=False,
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    ready = (*_access_lists(place, vpc), *(_join(place, spec, vpc, links.hub, label) if links.hub else ()))
    if spec.internet_exit:
        gateways = _gateways(place, label)
        return ExitNetwork(place.urn, vpc.id, vpc.name, spec.cidr, vpc.id, gateways, ready=ready)
    return NetworkHandle(place.urn, vpc.id, vpc.name, spec.cidr, vpc.id, ready=ready)


def _access_lists(place: Here, vpc: net.Vpc) -> Iterator[net.Acl]:
    for suffix, is_ipv6, entries in (
        ("acl", False, acl.entries(place.site.intent, place.site.area)),
        ("acl-ipv6", True, ()),
    ):
        yield net.Acl(
            f"{place.name}-{suffix}",
            vpc_id=vpc.id,
            region=place.choices.region,
            is_ipv6=is_ipv6,
            default_policy="drop",
            rules=[_acl_rule(entry) for entry in entries],
            opts=place.options(provider=CLOUD),
        )


def _acl_rule(entry: acl.Entry) -> net.AclRuleArgs:
    return net.AclRuleArgs(
        action="accept",
        protocol=entry.protocol,
        source=entry.source,
        src_port_low=entry.source_ports[0],
        src_port_high=entry.source_ports[1],
        destination=entry.destination,
        dst_port_low=entry.destination_ports[0],
        dst_port_high=entry.destination_ports[1],
        description=entry.description,
    )


def _join(place: Here, spec: NetworkSpec, vpc: net.Vpc, hub: NetworkHandle, label: str) -> Iterator[net.Route]:
    """Both ends of the link and a route at each: a connector by itself carries nothing, one alone is an orphan."""
    ends = (
        ("to-hub", CLOUD, vpc.id, hub.id, hub.cidr),
        ("from-hub", HUB, hub.id, vpc.id, spec.cidr),
    )
    for suffix, provider, near, far, destination in ends:
        connector = net.Connector(
            f"{place.name}-{suffix}",
            name=f"{label}-{suffix}",
            region=place.choices.region,
            vpc_id=near,
            target_vpc_id=far,
            tags=place.tag_list(),
            opts=place.options(provider=provider),
        )
        yield net.Route(
            f"{place.name}-{suffix}",
            vpc_id=near,
            region=place.choices.region,
            destination=destination,
            nexthop_vpc_connector_id=connector.id,
            description=f"{label}-{suffix}",
            tags=place.tag_list(),
            opts=place.options(provider=provider),
        )


def _gateways(place: Here, label: str) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for number in place.site.intent.hub.egress.zones:
        zone = place.choices.zone(number)
        if zone not in place.choices.gateway_zones:
            continue
        address = net.PublicGatewayIp(
            f"{place.name}-exit-{number}",
            project_id=project_id(place),
            zone=zone,
            tags=place.tag_list(),
            opts=place.options(provider=CLOUD),
        )
        gateway = net.PublicGateway(
            f"{place.name}-exit-{number}",
            name=f"{label}-exit-{number}",
            type=place.choices.gateway_type,
            ip_id=address.id,
            bastion_enabled=False,
            enable_smtp=False,
            project_id=project_id(place),
            zone=zone,
            tags=place.tag_list(),
            opts=place.options(provider=CLOUD),
        )
        found[str(number)] = gateway.id
    if not found:
        raise ValueError(
            f"found no zone of `{place.site.intent.hub.egress.name}` in which the cloud has public gateways | one of "
            f"gateway_zones ({', '.join(place.choices.gateway_zones)}) among hub.egress.zones | name such a zone: "
            "without a gateway nothing of the platform reaches a destination outside"
        )
    return found


def segment(place: Here, spec: SegmentSpec, links: SegmentLinks) -> SegmentHandle:
    """A private network; only the one of the egress proxy is attached to the public gateways.

    Deliberately not: default routes of other private networks, a gateway for any other purpose.
    """
    vpc = links.network
    ready: list[pulumi.Resource] = [*(vpc.ready if vpc else ())]
    made = net.PrivateNetwork(
        place.name,
        name=place.label("segment"),
        region=place.choices.region,
        project_id=project_id(place),
        vpc_id=vpc.id if vpc else None,
        ipv4_subnet=net.PrivateNetworkIpv4SubnetArgs(subnet=spec.cidr),
        enable_default_route_propagation=False,
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    if spec.purpose is Purpose.EGRESS and isinstance(vpc, ExitNetwork):
        for number, gateway in vpc.gateways.items():
            ready.append(_attached(place, spec, made, int(number), gateway))
    return SegmentHandle(place.urn, made.id, made.name, spec.cidr, made.id, made.id, ready=tuple(ready))


def _attached(
    place: Here, spec: SegmentSpec, made: net.PrivateNetwork, number: int, gateway: Text
) -> net.GatewayNetwork:
    address = ipam.Ip(
        f"{place.name}-exit-{number}",
        address=str(ipaddress.IPv4Network(spec.cidr)[_GATEWAY_OFFSET + number]),
        sources=[ipam.IpSourceArgs(private_network_id=made.id)],
        is_ipv6=False,
        region=place.choices.region,
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    return net.GatewayNetwork(
        f"{place.name}-exit-{number}",
        gateway_id=gateway,
        private_network_id=made.id,
        enable_masquerade=True,
        ipam_configs=[net.GatewayNetworkIpamConfigArgs(push_default_route=True, ipam_ip_id=address.id)],
        zone=place.choices.zone(number),
        opts=place.options(provider=CLOUD),
    )


def firewall(place: Here, spec: FirewallSpec, links: FirewallLinks) -> FirewallHandle:
    """A security group in each zone, closed in both directions but for the segment's flows.

    The cloud applies it to what hosts exchange with the internet; between private networks the VPC's access list holds
    the same flows. Rules carry no text there, so the group's tags carry the flows.
    """
    ids: dict[str, Text] = {}
    ready: list[pulumi.Resource] = []
    flows = tuple(dict.fromkeys(rule.flow for rule in spec.rules))
    for number in range(1, place.site.intent.platform.zones + 1):
        group = instance.SecurityGroup(
            f"{place.name}-{number}",
            name=f"{place.label('segment')}-{number}",
            description=f"{spec.segment}: {len(flows)} flows, everything else closed",
            inbound_default_policy="drop",
            outbound_default_policy="drop",
            stateful=True,
            enable_default_security=True,
            external_rules=True,
            zone=place.choices.zone(number),
            project_id=project_id(place),
            tags=place.tag_list(*flows),
            opts=place.options(provider=CLOUD),
        )
        ready.append(_ruled(place, number, group, spec.rules))
        ids[str(number)] = group.id
    return FirewallHandle(place.urn, ids, ready=tuple(ready))


def _ruled(
    place: Here, number: int, group: instance.SecurityGroup, rules: tuple[Rule, ...]
) -> instance.SecurityGroupRules:
    return instance.SecurityGroupRules(
        f"{place.name}-{number}",
        security_group_id=group.id,
        inbound_rules=[
            instance.SecurityGroupRulesInboundRuleArgs(
                action="accept", protocol=item.protocol, ip_range=item.peer, port_range=item.ports
            )
            for item in _opened(rules, "in")
        ],
        outbound_rules=[
            instance.SecurityGroupRulesOutboundRuleArgs(
                action="accept", protocol=item.protocol, ip_range=item.peer, port_range=item.ports
            )
            for item in _opened(rules, "out")
        ],
        opts=place.options(provider=CLOUD),
    )


@dataclass(frozen=True)
class _Opened:
    """One rule of a security group; `ports` is a range, None with ICMP."""

    protocol: str
    peer: str
    ports: str | None


def _opened(rules: tuple[Rule, ...], direction: str) -> list[_Opened]:
    return [
        _Opened(rule.protocol.value.upper(), peer, ports)
        for rule in rules
        if rule.direction == direction
        for peer in rule.peers
        for ports in _ranges(rule)
    ]


def _ranges(rule: Rule) -> list[str | None]:
    found: list[str | None] = [port if "-" in port else f"{port}-{port}" for port in rule.ports]
    return found or [None]
