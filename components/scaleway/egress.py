"""The way out: a proxy in each zone, for the cloud filters nothing by name."""

from __future__ import annotations

from components.contract.handles import HostHandle, Text
from components.contract.roles.egress import EgressAllowListLinks, EgressAllowListSpec
from components.documents import proxy_document
from components.scaleway.machine import HostSpec, around, host
from components.scaleway.place import Here


def egress_allow_list(place: Here, spec: EgressAllowListSpec, links: EgressAllowListLinks) -> HostHandle:
    """A proxy host in each listed zone, behind the hub's public gateway.

    Its list is the intent's, and the region's object storage, which has no address of its own on a private network.
    Deliberately not: SSH on the host (it is replaced, not administered).
    """
    ids: dict[str, Text] = {}
    addresses: dict[str, Text] = {}
    for zone, address in zip(spec.zones, spec.addresses, strict=True):
        name = f"{place.label('egress-allow-list')}-{zone}"
        built = host(
            place,
            HostSpec(
                name,
                f"-{zone}",
                zone,
                spec.size,
                proxy_document(spec, around(place, name), place.choices.object_host),
                address,
            ),
            links.segment,
            links.firewall,
        )
        ids[str(zone)], addresses[str(zone)] = built.server.id, built.address
    return HostHandle(place.urn, ids, addresses)
