"""Research workstations."""

from __future__ import annotations

import hashlib
import ipaddress

import pulumi

from components import own_key_store
from components.cloudtemple.machine import HostSpec, data_disk, host, inside
from components.cloudtemple.place import Here, around, present
from components.contract.flows import seat_rules
from components.contract.handles import ServiceHandle
from components.contract.names import seat_name
from components.contract.roles.workstation import WorkstationLinks, WorkstationSpec
from components.documents import workstation_document
from components.hosts.key_store_volume import KeyStoreVolume
from facts.errors import BadInput

_FIRST, _KEPT_AT_THE_END = 32, 16
"""Below and above stand the hosts with a number in the address plan."""


def workstation(place: Here, spec: WorkstationSpec, links: WorkstationLinks) -> ServiceHandle:
    """A host on its segment with a data disk that only the area's key opens, beneath the encryption that the cloud has.

    Deliberately not: a public address, any destination that no flow names, a DHCP address.
    """
    bastion = present(links.bastion, "the bastion of a workstation")
    name = place.label("workstation")
    volume = own_key_store.encrypted_volume(
        place, links.key, name, place.choices.machine_keys_until, place.choices.data_device
    )
    known = pulumi.Output.all(bastion.public_key, volume)
    document: pulumi.Output[str] = pulumi.Output.secret(known.apply(lambda found: user_data(place, spec, name, *found)))
    address = seat_address(place)
    adapters, routes = inside(place, links.segment, links.firewall, spec.zone, address)
    asked = HostSpec(name, "", spec.zone, spec.size, document, adapters, routes, bears_data=True)
    made = host(place, asked)
    data_disk(place, asked, made, spec.disk_gb)
    return ServiceHandle(urn=place.urn, id=made.id, name=name, address=address)


def user_data(place: Here, spec: WorkstationSpec, name: str, onward_key: str, volume: KeyStoreVolume) -> str:
    """Pure. `onward_key`: how the bastions are known."""
    rules = seat_rules(place.site.intent, place.site.area, place.name)
    return workstation_document(spec, around(place, name), onward_key, volume, rules)


def seat_address(place: Here) -> str:
    """The address of a seat, from its name alone, so that one more seat moves none.

    Raises BadInput where two seats would get one address, or the chosen one lies elsewhere.
    """
    area, chosen = place.site.area, place.choices.seats
    kinds = {
        seat_name(area, kind, seat): kind.segment for kind in area.workstations for seat in range(1, kind.seats + 1)
    }
    segment = place.site.addresses.segments[area.name, kinds[place.name]]
    own = chosen.get(place.name) or _computed(place.name, segment)
    for other, where in kinds.items():
        if other == place.name or where != kinds[place.name]:
            continue
        if own == (chosen.get(other) or _computed(other, segment)):
            raise BadInput(
                f"`{place.name}` and `{other}` would both have the address {own}",
                expected="an address of its own for each seat",
                action=f"name a free address of {segment} for one of them under `seats`",
            )
    if ipaddress.IPv4Address(own) not in segment:
        raise BadInput(
            f"the address {own} of `{place.name}` lies outside of its segment",
            expected=f"an address of {segment}",
            action="correct `seats`",
        )
    return own


def _computed(name: str, segment: ipaddress.IPv4Network) -> str:
    last = max(_FIRST + 1, segment.num_addresses - _KEPT_AT_THE_END)
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return str(segment[_FIRST + number % (last - _FIRST)])
