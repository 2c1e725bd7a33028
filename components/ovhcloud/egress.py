"""The way out: a proxy host in each zone."""

from __future__ import annotations

import pulumi

from components.contract.handles import HostHandle, Text
from components.contract.roles.egress import EgressAllowListLinks, EgressAllowListSpec
from components.hosts import egress_proxy as host
from components.ovhcloud.machine import PROXY_PORT, Seat, package_source, port, server
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
    named = [host.Destination(item.host, item.port) for item in spec.allowed]
    storage = host.Destination(s3_host(place.choices.region))
    return host.user_data(
        host.EgressProxy(
            host_name=label,
            time_servers=spec.time_servers,
            dns_servers=place.choices.dns_servers,
            package_source=package_source(place),
            allowed_cidrs=spec.sources,
            destinations=(*named, *([] if storage in named else [storage])),
            port=PROXY_PORT,
        )
    )
