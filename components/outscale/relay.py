"""What a move builds at Outscale: relay hosts, and a way to the internet for the gateways of the link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pulumi

from components import generated, relays
from components.contract.handles import NetworkHandle, SegmentHandle, ServiceHandle
from components.contract.roles.network import NetworkLinks, NetworkSpec, SegmentLinks, SegmentSpec
from components.contract.roles.relay import RELAY, RelayLinks, RelaySpec
from components.contract.site import Builder
from components.contract.words import Purpose
from components.outscale import network as own
from components.outscale.machine import DATA_DEVICE, Seat, around, attached, host, volume, zoned
from components.outscale.place import Here, present


def network(place: Here, spec: NetworkSpec, links: NetworkLinks) -> NetworkHandle:
    """An area's Net with an internet service, which by itself routes nothing."""
    return own.network(place, replace(spec, internet_exit=True), links)


def segment(place: Here, spec: SegmentSpec, links: SegmentLinks) -> SegmentHandle:
    """A segment as any; the link's alone has a default route to the internet service."""
    made = own.segment(place, spec, links)
    if spec.purpose is not Purpose.SITE_LINK:
        return made
    found = zoned(made)
    name = place.name.removeprefix(f"{place.site.area.name}-")
    route = own.to_internet(place, place.name, found.net.tables[name], found.net.internet)
    return replace(found, ready=(*found.ready, route))


def relay(place: Here, spec: RelaySpec, links: RelayLinks) -> ServiceHandle:
    """A host with a work volume that it encrypts itself. Its document and the state have the passphrase, a secret in
    both: nothing on the volume must be read after the host is gone.
    """
    bastion = present(links.bastion, "the bastion of a relay")
    label = place.label(relays.LABEL)
    seat = Seat(place.name, label, spec.zone, spec.size, links.segment, links.firewall, planned=spec.address)
    disk = volume(place, f"{place.name}-data", f"{label}-data", spec.disk_gb, spec.zone)
    passphrase = generated.password(place, "passphrase", length=64, symbols=False)
    known = pulumi.Output.all(bastion.public_key, passphrase)
    vm = host(place, seat, known.apply(lambda found: document(place, spec, label, *found)))
    attached(place, f"{place.name}-data", vm, disk.volume_id)
    return ServiceHandle(place.urn, vm.vm_id, label, vm.private_ip)


def document(place: Here, spec: RelaySpec, label: str, bastion_key: str, passphrase: str) -> str:
    """Pure: the document of one relay, once its keys are known."""
    disk = relays.luks(DATA_DEVICE, passphrase)
    return relays.document(spec, around(place, label), bastion_key, disk, relays.segment_rules(place))


BUILDERS: Mapping[str, Builder] = {"network": network, "segment": segment, RELAY: relay}
