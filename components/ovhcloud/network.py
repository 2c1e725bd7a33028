"""Networks, segments and firewalls. All of it is OpenStack's; only ids leave from here."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence
from typing import Any

import pulumi
import pulumi_openstack as openstack

from components.contract.handles import FirewallHandle, NetworkHandle, SegmentHandle, Text
from components.contract.intent import Hub
from components.contract.roles.network import (
    FirewallLinks,
    FirewallSpec,
    NetworkLinks,
    NetworkSpec,
    Rule,
    SegmentLinks,
    SegmentSpec,
)
from components.contract.words import Protocol, Purpose
from components.ovhcloud.choices import OvhcloudChoices
from components.ovhcloud.place import Here, present, replaced_in_place

# Segments of the hub whose hosts have an address on the internet or leave to it. All others have no default route.
_WITH_EXIT = (Purpose.EGRESS, Purpose.BASTION, Purpose.SITE_LINK)
_DIRECTIONS = {"in": "ingress", "out": "egress"}
_DESCRIPTION = 255
_ALL_PORTS = "1-65535"


def network(place: Here, spec: NetworkSpec, links: NetworkLinks) -> NetworkHandle:
    """The router of an area, its leg on the transit network, and the routes between it and the hub, both ends.

    The area's router knows the hub's range and no other: two spaces cannot reach each other. Not produced: a way to
    the internet, except from the hub; on a plain network, the leg's address of the plan (Neutron lets only the owner of
    a network choose addresses on it: the cloud gives one).
    """
    label = place.label("network")
    router = openstack.networking.Router(
        place.name,
        name=label,
        admin_state_up=True,
        external_network_id=place.choices.external_network.id if spec.internet_exit else None,
        tags=place.tag_list(),
        opts=place.options(provider="openstack"),
    )
    transit, leg, address = _transit(place, spec, links, router)
    routes = () if links.hub is None else _routes(place, spec, links.hub, router, leg, address)
    return NetworkHandle(
        urn=place.urn, id=transit, name=label, cidr=spec.cidr, router=_after(router.id, leg.id), ready=routes
    )


def _transit(
    place: Here, spec: NetworkSpec, links: NetworkLinks, router: openstack.networking.Router
) -> tuple[Text, openstack.networking.RouterInterface, Text]:
    """The transit network's id, the router's leg on it, and the leg's address.

    On the vRack each project has a network of its own on the same VLAN; without one, the hub's network is shared.
    """
    if place.choices.network_type == "plain" and links.hub is not None:
        port, leg = _leg(place, links.hub.id, None, router, _shared(place, links.hub))
        return links.hub.id, leg, port.all_fixed_ips.apply(_first)
    name = f"{place.label('network')}-transit"
    made = openstack.networking.Network(
        f"{place.name}-transit",
        name=name,
        admin_state_up=True,
        port_security_enabled=True,
        value_specs=_vlan(place.choices, spec.transit_vlan),
        tags=place.tag_list(),
        opts=place.options(provider="openstack"),
    )
    own = openstack.networking.SubnetAllocationPoolArgs(start=spec.transit_address, end=spec.transit_address)
    subnet = openstack.networking.Subnet(
        f"{place.name}-transit",
        name=name,
        network_id=made.id,
        cidr=spec.transit_cidr,
        ip_version=4,
        no_gateway=True,
        # every project has a subnet on this one wire: each gives out its own address only, and none answers DHCP
        enable_dhcp=False,
        allocation_pools=[own] if place.choices.network_type == "vrack" else None,
        tags=place.tag_list(),
        opts=place.options(provider="openstack"),
    )
    address = openstack.networking.PortFixedIpArgs(subnet_id=subnet.id, ip_address=spec.transit_address)
    return made.id, _leg(place, made.id, address, router, ())[1], spec.transit_address


def _leg(
    place: Here,
    transit: Text,
    address: openstack.networking.PortFixedIpArgs | None,
    router: openstack.networking.Router,
    after: tuple[pulumi.Resource, ...],
) -> tuple[openstack.networking.Port, openstack.networking.RouterInterface]:
    port = openstack.networking.Port(
        f"{place.name}-transit",
        name=f"{place.label('network')}-transit",
        network_id=transit,
        admin_state_up=True,
        no_security_groups=True,
        fixed_ips=None if address is None else [address],
        tags=place.tag_list(),
        opts=place.options(provider="openstack", depends_on=after),
    )
    return port, openstack.networking.RouterInterface(
        f"{place.name}-transit", router_id=router.id, port_id=port.id, opts=place.options(provider="openstack")
    )


def _shared(place: Here, hub: NetworkHandle) -> tuple[pulumi.Resource, ...]:
    """The right of this project to put a port on the hub's transit network; none is needed within one project."""
    projects = place.choices.projects
    own = projects.get(place.site.area.name)
    if own is not None and own == projects.get(place.site.intent.hub.name):
        return ()
    assert place.site.project is not None
    return (
        openstack.networking.RbacPolicyV2(
            f"{place.name}-transit",
            action="access_as_shared",
            object_type="network",
            object_id=hub.id,
            target_tenant=place.site.project.id,
            opts=place.options(provider="openstack-hub"),
        ),
    )


def _routes(
    place: Here,
    spec: NetworkSpec,
    hub: NetworkHandle,
    router: openstack.networking.Router,
    leg: openstack.networking.RouterInterface,
    address: Text,
) -> tuple[openstack.networking.RouterRoute, ...]:
    """Both ends belong to this stack: an area comes and goes, and nothing of the hub's own changes."""
    near = openstack.networking.RouterRoute(
        f"{place.name}-to-hub",
        router_id=router.id,
        destination_cidr=hub.cidr,
        next_hop=spec.transit_hub_address,
        opts=place.options(provider="openstack", depends_on=[leg]),
    )
    far = openstack.networking.RouterRoute(
        f"{place.name}-from-hub",
        router_id=hub.router,
        destination_cidr=spec.cidr,
        next_hop=address,
        opts=place.options(provider="openstack-hub", depends_on=[leg]),
    )
    return near, far


def segment(place: Here, spec: SegmentSpec, links: SegmentLinks) -> SegmentHandle:
    """A network with port security, its subnet, and the area's router on the first address.

    The subnet is given out only once the router is on it: a host, a database or a floating address never comes before,
    and on the way down they go first. Not produced: a default route in the hub's segments that need none, DNS of the
    cloud in segments without exit.
    """
    label = place.label("segment")
    made = openstack.networking.Network(
        place.name,
        name=label,
        admin_state_up=True,
        # without it Neutron silently ignores security groups
        port_security_enabled=True,
        value_specs=_vlan(place.choices, spec.vlan),
        tags=place.tag_list(),
        opts=place.options(provider="openstack"),
    )
    in_hub = isinstance(place.site.area, Hub)
    subnet = _subnet(place, spec, made.id, has_gateway=not in_hub or spec.purpose in _WITH_EXIT)
    home = present(links.network, "the network of a segment")
    router = home.router
    if in_hub and spec.purpose not in _WITH_EXIT:
        interface = _interface_without_default_route(place, spec, made.id, subnet, router)
    else:
        interface = openstack.networking.RouterInterface(
            place.name, router_id=router, subnet_id=subnet.id, opts=place.options(provider="openstack")
        )
    return SegmentHandle(
        urn=place.urn,
        id=made.id,
        name=label,
        cidr=spec.cidr,
        network=pulumi.Output.all(label, made.id, made.port_security_enabled).apply(_with_port_security),
        subnet=_after(subnet.id, interface.id),
        ready=home.ready,
    )


def _subnet(place: Here, spec: SegmentSpec, network_id: Text, *, has_gateway: bool) -> openstack.networking.Subnet:
    exits = isinstance(place.site.area, Hub) and has_gateway
    return openstack.networking.Subnet(
        place.name,
        name=place.label("segment"),
        network_id=network_id,
        cidr=spec.cidr,
        ip_version=4,
        gateway_ip=first_address(spec.cidr) if has_gateway else None,
        no_gateway=None if has_gateway else True,
        enable_dhcp=True,
        dns_nameservers=list(place.choices.dns_servers) if exits else None,
        allocation_pools=[upper_half(spec.cidr)],
        tags=place.tag_list(),
        opts=place.options(provider="openstack"),
    )


def _interface_without_default_route(
    place: Here,
    spec: SegmentSpec,
    network_id: Text,
    subnet: openstack.networking.Subnet,
    router: Text,
) -> openstack.networking.RouterInterface:
    """The router by a port of its own, and routes to the platform's ranges in place of a default route."""
    address = first_address(spec.cidr)
    port = openstack.networking.Port(
        f"{place.name}-router",
        name=f"{place.label('segment')}-router",
        network_id=network_id,
        admin_state_up=True,
        # a router's port is not filtered; without this it would carry the project's default group, which allows all
        no_security_groups=True,
        fixed_ips=[openstack.networking.PortFixedIpArgs(subnet_id=subnet.id, ip_address=address)],
        tags=place.tag_list(),
        opts=place.options(provider="openstack"),
    )
    for pool in ("hub", "environments", "spaces"):
        openstack.networking.SubnetRoute(
            f"{place.name}-to-{pool}",
            subnet_id=subnet.id,
            destination_cidr=str(place.site.addresses.pool(pool)),
            next_hop=address,
            opts=place.options(provider="openstack"),
        )
    return openstack.networking.RouterInterface(
        place.name, router_id=router, port_id=port.id, opts=place.options(provider="openstack")
    )


def firewall(place: Here, spec: FirewallSpec, links: FirewallLinks) -> FirewallHandle:
    """A security group without OpenStack's two allow-all egress rules, and one rule for each direction, port and peer.

    Not produced: a rule for IPv6, a rule by group (a peer is always a range of the address plan).
    """
    rules = (*spec.rules, *_names(place, spec))
    flows = dict.fromkeys(rule.flow for rule in rules)
    group = openstack.networking.SecGroup(
        place.name,
        name=place.label("firewall"),
        description=f"flows of the segment {spec.segment}",
        delete_default_rules=True,
        stateful=True,
        tags=[*place.tag_list(), *(f"flow={flow}" for flow in flows)],
        opts=place.options(provider="openstack"),
    )
    made: dict[tuple[str, str, str, str], pulumi.Resource] = {}
    for rule in rules:
        for port in rule.ports or ("",):
            for peer in rule.peers:
                # Neutron refuses the same rule twice: the first flow that asks for it carries it
                key = (rule.direction, rule.protocol.value, port, peer)
                if key not in made:
                    made[key] = _rule(place, group, rule, port, peer)
    return FirewallHandle(urn=place.urn, ids={"0": group.id}, ready=tuple(made.values()))


def _names(place: Here, spec: FirewallSpec) -> Iterator[Rule]:
    """The proxy's way to the cloud's resolver, which stands outside of every segment here: names are its work."""
    if isinstance(place.site.area, Hub) and spec.purpose is Purpose.EGRESS:
        for protocol in (Protocol.UDP, Protocol.TCP):
            yield Rule(
                flow=place.site.area.egress.allowed[0].id,
                direction="out",
                protocol=protocol,
                ports=("53",),
                peers=tuple(f"{address}/32" for address in place.choices.dns_servers),
                justification="names of the allowed destinations, from the resolver of the cloud",
                until=None,
            )


def _rule(
    place: Here, group: openstack.networking.SecGroup, rule: Rule, port: str, peer: str
) -> openstack.networking.SecGroupRule:
    first, last = _port_range(port)
    until = f" (until {rule.until.isoformat()})" if rule.until else ""
    parts = (rule.flow, rule.direction, rule.protocol.value, port, peer.replace("/", "-"))
    return openstack.networking.SecGroupRule(
        "-".join((place.name, *(part for part in parts if part))),
        security_group_id=group.id,
        direction=_DIRECTIONS[rule.direction],
        ethertype="IPv4",
        protocol=rule.protocol.value,
        port_range_min=first,
        port_range_max=last,
        remote_ip_prefix=peer,
        description=f"{rule.flow}: {rule.justification}{until}"[:_DESCRIPTION],
        opts=replaced_in_place(place.options(provider="openstack")),
    )


def _port_range(port: str) -> tuple[int | None, int | None]:
    """First and last port; None: all of the protocol's. Neutron keeps a whole range as none, and a rule that names it
    would be made anew after each refresh."""
    if port in ("", _ALL_PORTS):
        return None, None
    low, _, high = port.partition("-")
    return int(low), int(high or low)


def first_address(cidr: str) -> str:
    return str(ipaddress.IPv4Network(cidr)[1])


def upper_half(cidr: str) -> openstack.networking.SubnetAllocationPoolArgs:
    """What the cloud gives out by itself. The lower half is for the fixed addresses of the address plan."""
    network_range = ipaddress.IPv4Network(cidr)
    start = network_range[network_range.num_addresses // 2]
    return openstack.networking.SubnetAllocationPoolArgs(start=str(start), end=str(network_range[-2]))


def _vlan(choices: OvhcloudChoices, number: int) -> dict[str, str] | None:
    if choices.network_type == "plain":
        return None
    return {"provider:network_type": "vrack", "provider:segmentation_id": str(number)}


def _with_port_security(found: list[Any]) -> str:
    """The network's id, if its port security is really on: an adopted network may be older than the feature."""
    label, identifier, enabled = found
    if enabled is False:
        raise RuntimeError(f"the network {label} has no port security, so that its security groups would be ignored")
    return str(identifier)


def _first(addresses: Sequence[str]) -> str:
    """A port's address; a cloud that gave none has built no leg."""
    if not addresses:
        raise RuntimeError("the router's leg on the transit network has no address")
    return str(addresses[0])


def _after(value: Text, other: Text) -> pulumi.Output[str]:
    """`value`, to be had only once `other` is there too."""
    return pulumi.Output.all(value, other).apply(lambda pair: str(pair[0]))
