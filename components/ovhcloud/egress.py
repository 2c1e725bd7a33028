"""The way out: a proxy host in each zone."""

from __future__ import annotations

import pulumi

from components.contract.handles import HostHandle, Text
from components.contract.roles.egress import EgressAllowListLinks, EgressAllowListSpec
from components.documents import Surroundings, proxy_document
from components.ovhcloud.machine import Seat, port, server
from components.ovhcloud.place import Here
from components.ovhcloud.regions import s3_host


def egress(place: Here, spec: EgressAllowListSpec, links: EgressAllowListLinks) -> HostHandle:
    """A proxy host in each zone, behind the hub's router. Not produced: a public address of its own."""
    ids: dict[str, Text] = {}
    for zone, address in zip(spec.zones, spec.addresses, strict=True):
        seat = Seat(
            name=f"{place.name}-{zone}",
            label=f"{place.label('egress-allow-list')}-{zone}",
            zone=zone,
            size=spec.size,
            address=address,
            segment=links.segment,
            firewall=links.firewall,
        )
        document = pulumi.Output.secret(user_data(place, spec, seat.label))
        ids[str(zone)] = server(place, seat, port(place, seat), document).id
    addresses: dict[str, Text] = {str(zone): address for zone, address in zip(spec.zones, spec.addresses, strict=True)}
    return HostHandle(urn=place.urn, ids=ids, addresses=addresses)


def user_data(place: Here, spec: EgressAllowListSpec, label: str) -> str:
    """Pure. The region's object storage is one more name: OVHcloud has no private way to it."""
    found = Surroundings(label, place.site.intent.plan, place.choices.dns_servers)
    return proxy_document(spec, found, s3_host(place.choices.region))
