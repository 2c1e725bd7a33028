"""Research workstations."""

from __future__ import annotations

import pulumi

from components import own_key_store
from components.contract.flows import seat_rules
from components.contract.handles import ServiceHandle
from components.contract.roles.workstation import WorkstationLinks, WorkstationSpec
from components.documents import workstation_document
from components.hosts.key_store_volume import KeyStoreVolume
from components.numspot.machine import DEVICE, HostSpec, around, data_volume, host
from components.numspot.place import Here, present


def workstation(place: Here, spec: WorkstationSpec, links: WorkstationLinks) -> ServiceHandle:
    """A host on its segment with a data volume that it encrypts itself, under a key of the area's own store.

    Deliberately not: a public address, a fixed address (seats are told apart by name), any destination that no flow
    names.
    """
    bastion = present(links.bastion, "the bastion of a workstation")
    name = place.label("workstation")
    volume = own_key_store.encrypted_volume(place, links.key, name, place.choices.machine_keys_until, DEVICE)
    known = pulumi.Output.all(bastion.public_key, volume)
    text = known.apply(lambda found: document(place, spec, name, *found))
    asked = HostSpec(name, "", spec.size, text)
    built = host(place, asked, links.segment, links.firewall)
    data_volume(place, "", spec.disk_gb, built)
    return ServiceHandle(place.urn, built.id, name, built.private_ip)


def document(place: Here, spec: WorkstationSpec, name: str, bastion_key: str, volume: KeyStoreVolume) -> str:
    """Pure: the document of one seat, once its volume and keys are known."""
    rules = seat_rules(place.site.intent, place.site.area, place.name)
    return workstation_document(spec, around(place, name), bastion_key, volume, rules)
