"""The way out: a proxy for each listed zone, for the cloud filters nothing by name."""

from __future__ import annotations

from components.contract.handles import HostHandle, Text
from components.contract.roles.egress import EgressAllowListLinks, EgressAllowListSpec
from components.documents import proxy_document
from components.numspot.machine import HostSpec, around, host
from components.numspot.place import Here, present


def egress_allow_list(place: Here, spec: EgressAllowListSpec, links: EgressAllowListLinks) -> HostHandle:
    """A proxy host for each listed zone, behind the hub's NAT gateway.

    Its list is the intent's, and the region's object storage, which has no address of its own on a private network.
    Deliberately not: SSH on the host (it is replaced, not administered).
    """
    segment = str(present(links.segment, "the segment of the proxies").cidr)
    ids: dict[str, Text] = {}
    addresses: dict[str, Text] = {}
    for zone, address in zip(spec.zones, spec.addresses, strict=True):
        name = f"{place.label('egress-allow-list')}-{zone}"
        document = proxy_document(spec, around(place, name, asks_names_in=segment), place.choices.object_host)
        asked = HostSpec(name, f"-{zone}", spec.size, document, address)
        ids[str(zone)] = host(place, asked, links.segment, links.firewall).id
        addresses[str(zone)] = address
    return HostHandle(place.urn, ids, addresses)
