"""The way out: a proxy in each zone, for the cloud filters nothing by name."""

from __future__ import annotations

import pulumi

from components.contract.handles import HostHandle, Text
from components.contract.roles.egress import EgressAllowListLinks, EgressAllowListSpec
from components.documents import Surroundings, proxy_document
from components.outscale.machine import Seat, host
from components.outscale.place import Here


def egress_allow_list(place: Here, spec: EgressAllowListSpec, links: EgressAllowListLinks) -> HostHandle:
    """A proxy host in each listed zone, behind the NAT service of that zone.

    Its list is the intent's, and the region's object storage, whose one name serves every customer's buckets.
    Deliberately not: SSH on the host (it is replaced, not administered), a public address of its own.
    """
    ids: dict[str, Text] = {}
    addresses: dict[str, Text] = {}
    for zone, planned in zip(spec.zones, spec.addresses, strict=True):
        seat = Seat(
            name=f"{place.name}-{zone}",
            label=f"{place.label('egress-allow-list')}-{zone}",
            zone=zone,
            size=spec.size,
            segment=links.segment,
            firewall=links.firewall,
            planned=planned,
        )
        ids[str(zone)] = host(place, seat, pulumi.Output.secret(user_data(place, spec, seat.label))).vm_id
        addresses[str(zone)] = seat.address or planned
    return HostHandle(place.urn, ids, addresses)


def user_data(place: Here, spec: EgressAllowListSpec, label: str) -> str:
    """Pure: the document of one proxy."""
    found = Surroundings(label, place.site.intent.plan, place.choices.dns_servers)
    return proxy_document(spec, found, place.choices.object_host)
