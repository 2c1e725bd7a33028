"""The way out: a proxy host in each zone, behind the hub's router."""

from __future__ import annotations

import pulumi

from components.cloudtemple.machine import HostSpec, host, inside
from components.cloudtemple.place import Here
from components.contract.handles import HostHandle, Text
from components.contract.roles.egress import EgressAllowListLinks, EgressAllowListSpec
from components.documents import Surroundings, proxy_document


def egress_allow_list(place: Here, spec: EgressAllowListSpec, links: EgressAllowListLinks) -> HostHandle:
    """A proxy host in each listed zone. Deliberately not: an address on the internet, a leg towards it."""
    ids: dict[str, Text] = {}
    for zone, address in zip(spec.zones, spec.addresses, strict=True):
        name = f"{place.label('egress-allow-list')}-{zone}"
        document = pulumi.Output.secret(user_data(place, spec, name))
        adapters, routes = inside(place, links.segment, links.firewall, zone, address)
        asked = HostSpec(
            name, f"-{zone}", zone, spec.size, document, adapters, routes, resolvers=place.choices.dns_servers
        )
        ids[str(zone)] = host(place, asked).id
    addresses: dict[str, Text] = {str(zone): address for zone, address in zip(spec.zones, spec.addresses, strict=True)}
    return HostHandle(urn=place.urn, ids=ids, addresses=addresses)


def user_data(place: Here, spec: EgressAllowListSpec, name: str) -> str:
    """Pure. The tenant's object storage is one more name: Cloud Temple has no private way to it."""
    found = Surroundings(name, place.site.intent.plan, place.choices.dns_servers)
    return proxy_document(spec, found, place.choices.object_host)
