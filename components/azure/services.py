"""Names that only the platform sees: its own zone, and the zones of private endpoints."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from components.azure.arm import AzurePlace, after, arm_id, inside, options
from components.azure.egress import firewall_address
from components.azure.endpoints import all_zones
from components.azure.sdk import privatedns as sdk
from components.contract.handles import ServiceHandle
from components.contract.roles.services import InternalDnsLinks, InternalDnsSpec

_GLOBAL = "global"
_TTL = 300
# Record of the intent -> the capability without which its host does not exist.
_NEEDS: Mapping[str, str] = {"time": "time-source", "packages": "package-mirror"}


def internal_dns(place: AzurePlace, spec: InternalDnsSpec, links: InternalDnsLinks) -> ServiceHandle:
    """The platform's zone with its records, and every private-link zone, each linked to the hub's network only.

    Other areas ask through the firewall. Deliberately not: a record for a host that Azure has a gap for, registration
    of hosts by themselves.
    """
    assert links.network is not None
    own = _zone(place, "", spec.domain, links.network.id)
    for host, address in sorted(spec.records.items()):
        if host not in _NEEDS or place.has(_NEEDS[host]):
            _record(place, own, spec.domain, host, _address(place, host, address))
    for zone in all_zones():
        _zone(place, "-" + zone.removeprefix("privatelink.").replace(".", "-"), zone, links.network.id)
    known = arm_id(place, "Microsoft.Network/privateDnsZones", spec.domain)
    return ServiceHandle(urn=place.urn, id=after(known, own), name=after(spec.domain, own), address="")


def _address(place: AzurePlace, host: str, address: str) -> str:
    """The firewall's address is Azure's choice, not the intent's."""
    return firewall_address(place.site.intent) if host == "proxy" else address


def _zone(place: AzurePlace, suffix: str, zone: str, network: pulumi.Input[str]) -> pulumi.Resource:
    made: pulumi.Resource = sdk.PrivateZone(
        f"{place.name}{suffix}",
        private_zone_name=zone,
        location=_GLOBAL,
        tags=place.tags(),
        **inside(place),
        opts=options(place),
    )
    sdk.VirtualNetworkLink(
        f"{place.name}{suffix}-link",
        virtual_network_link_name="hub",
        private_zone_name=after(zone, made),
        location=_GLOBAL,
        registration_enabled=False,
        virtual_network=sdk.SubResourceArgs(id=network),
        tags=place.tags(),
        **inside(place),
        opts=options(place),
    )
    return made


def _record(place: AzurePlace, zone: pulumi.Resource, domain: str, host: str, address: str) -> None:
    sdk.PrivateRecordSet(
        f"{place.name}-{host}",
        relative_record_set_name=host,
        record_type="A",
        private_zone_name=after(domain, zone),
        ttl=_TTL,
        a_records=[sdk.ARecordArgs(ipv4_address=address)],
        **inside(place),
        opts=options(place),
    )
