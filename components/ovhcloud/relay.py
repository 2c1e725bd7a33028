"""What a move builds at OVHcloud: relay hosts, and a router of the move's own with addresses for the link's gateways.

It stands in the hub's project, and on the hub's transit network.
"""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
import pulumi_openstack as openstack

from components import relays
from components.contract.handles import NetworkHandle, SegmentHandle, ServiceHandle
from components.contract.roles.network import NetworkLinks, NetworkSpec, SegmentLinks, SegmentSpec
from components.contract.roles.relay import RELAY, RelayLinks, RelaySpec
from components.contract.site import Builder
from components.contract.words import Purpose
from components.ovhcloud.machine import Seat, around, device, port, server
from components.ovhcloud.network import first_address, upper_half
from components.ovhcloud.place import Here, present
from components.ovhcloud.providers import OPENSTACK, OPENSTACK_HUB
from components.ovhcloud.storage import make_volume


def network(place: Here, spec: NetworkSpec, links: NetworkLinks) -> NetworkHandle:
    """A router with a leg on the hub's transit network, the routes at both ends, and a way to the internet that only
    the link's segment uses: the router is no host's default route elsewhere.
    """
    hub, label = present(links.hub, "the network of the hub"), place.label("network")
    router = openstack.networking.Router(
        place.name,
        name=label,
        admin_state_up=True,
        external_network_id=place.choices.external_network.id,
        tags=place.tag_list(),
        opts=place.options(provider=OPENSTACK),
    )
    leg = _leg(place, spec, hub, router)
    openstack.networking.RouterRoute(
        f"{place.name}-to-hub",
        router_id=router.id,
        destination_cidr=hub.cidr,
        next_hop=spec.transit_hub_address,
        opts=place.options(provider=OPENSTACK, depends_on=[leg]),
    )
    openstack.networking.RouterRoute(
        f"{place.name}-from-hub",
        router_id=hub.router,
        destination_cidr=spec.cidr,
        next_hop=spec.transit_address,
        opts=place.options(provider=OPENSTACK_HUB, depends_on=[leg]),
    )
    joined = pulumi.Output.all(router.id, leg.id).apply(lambda found: str(found[0]))
    return NetworkHandle(urn=place.urn, id=hub.id, name=label, cidr=spec.cidr, router=joined)


def _leg(
    place: Here, spec: NetworkSpec, hub: NetworkHandle, router: openstack.networking.Router
) -> openstack.networking.RouterInterface:
    made = openstack.networking.Port(
        f"{place.name}-transit",
        name=f"{place.label('network')}-transit",
        network_id=hub.id,
        admin_state_up=True,
        no_security_groups=True,
        fixed_ips=[openstack.networking.PortFixedIpArgs(ip_address=spec.transit_address)],
        tags=place.tag_list(),
        opts=place.options(provider=OPENSTACK),
    )
    return openstack.networking.RouterInterface(
        f"{place.name}-transit", router_id=router.id, port_id=made.id, opts=place.options(provider=OPENSTACK)
    )


def segment(place: Here, spec: SegmentSpec, links: SegmentLinks) -> SegmentHandle:
    """A network with port security. The link's has the router as its default route; the relays' has routes to the hub
    and to the other side, and no other.
    """
    label, outside = place.label("segment"), spec.purpose is Purpose.SITE_LINK
    vlan = {"provider:network_type": "vrack", "provider:segmentation_id": str(spec.vlan)}
    made = openstack.networking.Network(
        place.name,
        name=label,
        admin_state_up=True,
        # without it Neutron silently ignores security groups
        port_security_enabled=True,
        value_specs=None if place.choices.network_type == "plain" else vlan,
        tags=place.tag_list(),
        opts=place.options(provider=OPENSTACK),
    )
    subnet = openstack.networking.Subnet(
        place.name,
        name=label,
        network_id=made.id,
        cidr=spec.cidr,
        ip_version=4,
        gateway_ip=first_address(spec.cidr) if outside else None,
        no_gateway=None if outside else True,
        enable_dhcp=True,
        allocation_pools=[upper_half(spec.cidr)],
        tags=place.tag_list(),
        opts=place.options(provider=OPENSTACK),
    )
    joined = _joined(place, spec, made, subnet, present(links.network, "the network of a segment"))
    ready = pulumi.Output.all(subnet.id, joined.id).apply(lambda found: str(found[0]))
    return SegmentHandle(urn=place.urn, id=made.id, name=label, cidr=spec.cidr, network=made.id, subnet=ready)


def _joined(
    place: Here,
    spec: SegmentSpec,
    made: openstack.networking.Network,
    subnet: openstack.networking.Subnet,
    home: NetworkHandle,
) -> openstack.networking.RouterInterface:
    """The router at the segment's first address, and what is reached by it."""
    address = first_address(spec.cidr)
    foot = openstack.networking.Port(
        f"{place.name}-router",
        name=f"{place.label('segment')}-router",
        network_id=made.id,
        admin_state_up=True,
        # a router's port is not filtered; without this it would carry the project's default group, which allows all
        no_security_groups=True,
        fixed_ips=[openstack.networking.PortFixedIpArgs(subnet_id=subnet.id, ip_address=address)],
        tags=place.tag_list(),
        opts=place.options(provider=OPENSTACK),
    )
    ranges = {"hub": str(place.site.addresses.pool("hub"))}
    ranges |= {f"site-{number}": cidr for number, cidr in enumerate(place.site.intent.hub.site_link.remote_cidrs, 1)}
    for name, cidr in ranges.items() if spec.purpose is not Purpose.SITE_LINK else ():
        openstack.networking.SubnetRoute(
            f"{place.name}-to-{name}",
            subnet_id=subnet.id,
            destination_cidr=cidr,
            next_hop=address,
            opts=place.options(provider=OPENSTACK),
        )
    return openstack.networking.RouterInterface(
        place.name, router_id=home.router, port_id=foot.id, opts=place.options(provider=OPENSTACK)
    )


def relay(place: Here, spec: RelaySpec, links: RelayLinks) -> ServiceHandle:
    """A host on volumes that the cloud encrypts: the boot volume, and the work volume, which goes with the host."""
    bastion = present(links.bastion, "the bastion of a relay")
    seat = Seat(
        name=place.name,
        label=place.label(relays.LABEL),
        zone=spec.zone,
        size=spec.size,
        address=spec.address,
        segment=links.segment,
        firewall=links.firewall,
    )
    leg = port(place, seat)
    disk = make_volume(place, f"{place.name}-data", f"{seat.label}-data", spec.disk_gb, spec.zone)
    known = pulumi.Output.all(bastion.public_key, disk.id)
    made = server(place, seat, leg, known.apply(lambda found: document(place, spec, seat.label, *found)))
    openstack.compute.VolumeAttach(
        f"{place.name}-data", instance_id=made.id, volume_id=disk.id, opts=place.options(provider=OPENSTACK)
    )
    return ServiceHandle(urn=place.urn, id=made.id, name=seat.label, address=spec.address)


def document(place: Here, spec: RelaySpec, label: str, bastion_key: str, volume: str) -> str:
    """Pure: the document of one relay, once its volume and the bastion's key are known."""
    disk = relays.plain(device(volume))
    return relays.document(spec, around(place, label), bastion_key, disk, relays.segment_rules(place))


BUILDERS: Mapping[str, Builder] = {"network": network, "segment": segment, RELAY: relay}
