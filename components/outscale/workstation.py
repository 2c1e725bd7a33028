"""Research workstations."""

from __future__ import annotations

import pulumi

from components import own_key_store
from components.contract.flows import seat_rules
from components.contract.handles import ServiceHandle
from components.contract.roles.workstation import WorkstationLinks, WorkstationSpec
from components.documents import workstation_document
from components.hosts.key_store_volume import KeyStoreVolume
from components.outscale.machine import DATA_DEVICE, Seat, around, attached, host, volume
from components.outscale.place import Here, present


def workstation(place: Here, spec: WorkstationSpec, links: WorkstationLinks) -> ServiceHandle:
    """A host on its segment with a data volume that only a key of the area's store opens, at every start anew.

    Deliberately not: a public address, a fixed address (seats are told apart by name), any destination that no flow
    names.
    """
    bastion = present(links.bastion, "the bastion of a workstation")
    seat = Seat(place.name, place.label("workstation"), spec.zone, spec.size, links.segment, links.firewall)
    disk = volume(place, f"{place.name}-data", f"{seat.label}-data", spec.disk_gb, spec.zone)
    opened = own_key_store.encrypted_volume(place, links.key, seat.label, place.choices.machine_keys_until, DATA_DEVICE)
    known = pulumi.Output.all(bastion.public_key, opened)
    vm = host(place, seat, known.apply(lambda found: user_data(place, spec, seat.label, *found)))
    attached(place, f"{place.name}-data", vm, disk.volume_id)
    return ServiceHandle(place.urn, vm.vm_id, seat.label, vm.private_ip)


def user_data(place: Here, spec: WorkstationSpec, label: str, bastion_key: str, disk: KeyStoreVolume) -> str:
    """Pure: the document of one seat, once its volume and keys are known."""
    rules = seat_rules(place.site.intent, place.site.area, place.name)
    return workstation_document(spec, around(place, label), bastion_key, disk, rules)
