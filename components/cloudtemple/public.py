"""Addresses on the internet, for the hosts of the ways in. They are translated ones."""

from __future__ import annotations

import pulumi_cloudtemple as cloudtemple

from components.cloudtemple import lookups
from components.cloudtemple.machine import Machine
from components.cloudtemple.place import Here
from components.cloudtemple.providers import CLOUD
from components.contract.handles import Text
from components.hosts.legs import mac_address


def static_address(place: Here, suffix: str, label: str, outside: str, machine: Machine) -> Text:
    """The reservation of a host's address on the edge network, by its MAC address: nobody else gets it."""
    made = cloudtemple.VpcStaticIp(
        f"{place.name}{suffix}",
        private_network_id=lookups.edge(place),
        mac_address=mac_address(outside),
        ip_address=outside,
        resource_description=label,
        opts=place.options(provider=CLOUD, depends_on=[machine]),
    )
    return made.id


def floating_address(place: Here, suffix: str, label: str) -> cloudtemple.VpcFloatingIp:
    """An address on the internet. The host's own firewall says who may come: nothing filters before it."""
    return cloudtemple.VpcFloatingIp(f"{place.name}{suffix}", description=label, opts=place.options(provider=CLOUD))


def bind(place: Here, suffix: str, floating: cloudtemple.VpcFloatingIp, static: Text) -> None:
    cloudtemple.VpcFloatingIpBinding(
        f"{place.name}{suffix}", floating_ip_id=floating.id, static_ip_id=static, opts=place.options(provider=CLOUD)
    )
