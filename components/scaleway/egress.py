"""The way out: a proxy in each zone, for the cloud filters nothing by name."""

from __future__ import annotations

from components.contract.handles import HostHandle, Text
from components.contract.roles.egress import EgressAllowListLinks, EgressAllowListSpec
from components.hosts.egress_proxy import Destination, EgressProxy, user_data
from components.scaleway.machine import DNS, PROXY_PORT, HostSpec, host, packages
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
            HostSpec(name, f"-{zone}", zone, spec.size, user_data(_proxy(place, spec, name)), address),
            links.segment,
            links.firewall,
        )
        ids[str(zone)], addresses[str(zone)] = built.server.id, built.address
    return HostHandle(place.urn, ids, addresses)


def _proxy(place: Here, spec: EgressAllowListSpec, name: str) -> EgressProxy:
    storage = Destination(place.choices.object_host)
    listed = tuple(Destination(item.host, item.port) for item in spec.allowed)
    return EgressProxy(
        host_name=name,
        time_servers=spec.time_servers,
        dns_servers=DNS,
        package_source=packages(place),
        allowed_cidrs=spec.sources,
        destinations=tuple(dict.fromkeys((*listed, storage))),
        port=PROXY_PORT,
    )
