"""The machine's own firewall: closed in both directions, but for declared flows."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Literal

from components.hosts import checks
from components.hosts.cloud_config import File, Part
from components.hosts.files import filled

RULES = "/etc/nftables.conf"
ANYWHERE = ("0.0.0.0/0", "::/0")

# Between the start of the image and the end of the installation nothing may be reached from outside.
_INSTALLATION = (
    "table inet bastide_installation { chain input { type filter hook input priority 0; policy drop; "
    'iifname "lo" accept; ct state established,related accept; udp dport { 68, 546 } accept; '
    "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } accept; }; }"
)


@dataclass(frozen=True)
class Flow:
    """One declared flow: with whom, on which ports. `user` limits an outgoing flow to one local account."""

    why: str
    cidrs: tuple[str, ...]
    protocol: Literal["tcp", "udp", "esp"]
    ports: tuple[int, ...] = ()
    user: str | None = None
    anywhere: bool = False

    def __post_init__(self) -> None:
        checks.one_line("flow", self.why)
        checks.cidrs(f"flow {self.why}", self.cidrs, anywhere=self.anywhere)
        for port in self.ports:
            checks.port(f"flow {self.why}", port)
        if bool(self.ports) == (self.protocol == "esp"):
            raise checks.mismatch(f"flow {self.why}", self.ports, "ports for tcp and udp, none for esp")

    def rules(self, side: Literal["saddr", "daddr"]) -> list[str]:
        """One rule for each address family that occurs."""
        ending = f' accept comment "{self.why}"'
        owner = f'meta skuid "{self.user}" ' if self.user else ""
        return [f"{owner}{family} {side} {{ {nets} }} {self._ports()}{ending}" for family, nets in self._families()]

    def _ports(self) -> str:
        if self.protocol == "esp":
            return "meta l4proto esp"
        return f"{self.protocol} dport {{ {', '.join(str(port) for port in self.ports)} }}"

    def _families(self) -> list[tuple[str, str]]:
        networks = [ipaddress.ip_network(cidr) for cidr in self.cidrs]
        found = []
        for family, version in (("ip", 4), ("ip6", 6)):
            nets = sorted({str(net) for net in networks if net.version == version})
            if nets:
                found.append((family, ", ".join(nets)))
        return found


def firewall(inbound: tuple[Flow, ...], outbound: tuple[Flow, ...], forward: tuple[str, ...] = ()) -> Part:
    """The ruleset, loaded at every boot before the network, and a closed door during the installation."""
    rules = filled(
        "nftables.conf",
        inbound=_block([rule for flow in inbound for rule in flow.rules("saddr")]),
        outbound=_block([rule for flow in outbound for rule in flow.rules("daddr")]),
        forward=_block(list(forward)),
    )
    return Part(
        packages=("nftables",),
        files=(File(RULES, rules, "0600"),),
        early=(("cloud-init-per", "instance", "bastide-installation", "nft", _INSTALLATION),),
        commands=(
            ("nft", "--check", "--file", RULES),
            ("systemctl", "enable", "nftables"),
            ("nft", "--file", RULES),
        ),
    )


def _block(rules: list[str]) -> str:
    return "\n        ".join(rules) if rules else "# no flow is declared"
