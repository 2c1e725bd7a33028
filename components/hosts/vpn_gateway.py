"""The VPN gateway: one IKEv2 tunnel to one peer, strong or not at all."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import Literal

from components.hosts import checks
from components.hosts.cloud_config import File, Part
from components.hosts.files import filled, text
from components.hosts.firewall import Flow
from components.hosts.hardening import Machine, host_network, machine_document, operators_door

CONNECTION = "/etc/swanctl/conf.d/bastide.conf"


@dataclass(frozen=True, kw_only=True)
class VpnGateway(Machine):
    """One gateway of a pair. `start` says who opens the tunnel: `start` at once, `trap` with the first
    packet, `none` the peer. `local_id` and `peer_id` are the addresses unless address translation lies
    between.
    """

    local_address: str
    peer_address: str
    local_cidrs: tuple[str, ...]
    remote_cidrs: tuple[str, ...]
    pre_shared_key: str = field(repr=False)
    local_id: str | None = None
    peer_id: str | None = None
    start: Literal["start", "trap", "none"] = "start"
    force_udp: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.address("local_address", self.local_address)
        checks.address("peer_address", self.peer_address)
        checks.cidrs("local_cidrs", self.local_cidrs)
        checks.cidrs("remote_cidrs", self.remote_cidrs)
        for what, value in (("local_id", self.local_id), ("peer_id", self.peer_id)):
            if value is not None and not checks.is_address(value):
                checks.fqdn(what, value)
        checks.one_line("pre_shared_key", self.pre_shared_key, secret=True)
        if len(self.pre_shared_key) < 32:
            raise checks.mismatch("pre_shared_key", f"{len(self.pre_shared_key)} characters", "32 or more, random")
        if self.start not in ("start", "trap", "none"):
            raise checks.mismatch("start", self.start, "start, trap or none")
        self._check_overlap()

    def _check_overlap(self) -> None:
        for local in map(ipaddress.ip_network, self.local_cidrs):
            for remote in map(ipaddress.ip_network, self.remote_cidrs):
                if local.version == remote.version and local.overlaps(remote):
                    raise checks.mismatch("remote_cidrs", str(remote), f"a network apart from the local {local}")


def user_data(host: VpnGateway) -> str:
    """The `#cloud-config` of a VPN gateway.

    Produced: strongSwan with one connection (IKEv2, AES-256-GCM, SHA-384, ECP-384) and a firewall that
    forwards between the two sides only what goes through the tunnel. Not produced: a weaker proposal, a way
    in the clear when the tunnel is down, address translation, BGP.
    """
    peer = (host_network(host.peer_address),)
    flows = (
        Flow("key exchange with the peer", peer, "udp", (500, 4500)),
        Flow("tunnel to the peer", peer, "esp"),
    )
    part = Part(
        packages=("charon-systemd", "libstrongswan-standard-plugins", "strongswan-swanctl"),
        files=(
            File(CONNECTION, configuration(host), "0600"),
            File("/etc/strongswan.d/bastide.conf", text("strongswan-bastide.conf")),
        ),
        commands=(("systemctl", "enable", "strongswan"), ("systemctl", "restart", "strongswan")),
    )
    return machine_document(
        host,
        operators_door(host),
        part,
        inbound=flows,
        outbound=flows,
        forward=forward_rules(host),
        forwarding=True,
    )


def configuration(host: VpnGateway) -> str:
    return filled(
        "swanctl.conf",
        local_address=host.local_address,
        peer_address=host.peer_address,
        local_id=host.local_id or host.local_address,
        peer_id=host.peer_id or host.peer_address,
        local_cidrs=",".join(host.local_cidrs),
        remote_cidrs=",".join(host.remote_cidrs),
        start=host.start,
        dpd_action={"start": "restart", "trap": "trap", "none": "clear"}[host.start],
        encap="yes" if host.force_udp else "no",
        secret=host.pre_shared_key.encode().hex(),
    )


def forward_rules(host: VpnGateway) -> tuple[str, ...]:
    """Only packets that came out of the tunnel come in, only packets that go into it go out."""
    rules = []
    for family, version in (("ip", 4), ("ip6", 6)):
        local, remote = _nets(host.local_cidrs, version), _nets(host.remote_cidrs, version)
        if local and remote:
            rules.append(f"{family} saddr {{ {remote} }} {family} daddr {{ {local} }} meta ipsec exists accept")
            rules.append(f"{family} saddr {{ {local} }} {family} daddr {{ {remote} }} rt ipsec exists accept")
    return tuple(rules)


def _nets(cidrs: tuple[str, ...], version: int) -> str:
    return ", ".join(sorted(cidr for cidr in cidrs if ipaddress.ip_network(cidr).version == version))
