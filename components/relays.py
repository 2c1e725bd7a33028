"""From the role of a relay to its host's document: the same at every cloud. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from components.contract.flows import rules as rules_of
from components.contract.roles.network import Rule
from components.contract.roles.relay import RelaySpec
from components.contract.site import Place
from components.contract.words import Protocol
from components.documents import PROXY_PORT, Surroundings
from components.hosts import relay
from components.hosts.data_volume import DataVolume
from components.hosts.firewall import Flow
from components.hosts.luks import LuksVolume
from components.hosts.people import BastionAccess

MOUNT_POINT = "/data"
LABEL = "relay"
"""The capability by which the label of a relay is asked."""


def luks(device: str, passphrase: str) -> LuksVolume:
    return LuksVolume(device=device, name="data", mount_point=MOUNT_POINT, passphrase=passphrase)


def plain(device: str) -> DataVolume:
    """For a cloud that encrypts the volume itself."""
    return DataVolume(device=device, name="data", mount_point=MOUNT_POINT)


def segment_rules(place: Place[Any]) -> tuple[Rule, ...]:
    """The rules of the segment in which the area's relays stand: the area's segment of services."""
    area = place.site.area
    home = next(item for item in area.segments if item.name == area.service_segment)
    return rules_of(place.site.intent, area, home)


def document(
    spec: RelaySpec, around: Surroundings, bastion_key: str, volume: LuksVolume | DataVolume, rules: Iterable[Rule]
) -> str:
    """The document of one relay, once its volume and the bastion's key are known."""
    return relay.user_data(
        relay.Relay(
            host_name=around.host_name,
            time_servers=spec.time_servers,
            # its names come from its own hosts file: a resolver would be a way out
            dns_servers=(),
            package_source=around.packages,
            bastion=BastionAccess((spec.bastion_cidr,), bastion_key),
            operators=spec.operators,
            names=spec.names,
            egress=tuple(_outgoing(rules)),
            proxy=f"http://{spec.proxy_address}:{PROXY_PORT}",
            volume=volume,
        )
    )


def _outgoing(rules: Iterable[Rule]) -> Iterable[Flow]:
    for rule in rules:
        if rule.direction == "out" and rule.protocol is Protocol.TCP:
            yield Flow(rule.flow, rule.peers, "tcp", tuple(int(port) for port in rule.ports))
