"""The router of an area, where the cloud has neither routers nor security groups: the wall between its segments."""

from __future__ import annotations

import ipaddress
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from components.hosts import checks
from components.hosts.cloud_config import File, Part
from components.hosts.files import filled, text
from components.hosts.hardening import LIBRARY, Machine, machine_document, operators_door
from components.hosts.legs import DEFAULT, Leg, Route

FOLDER = "/etc/bastide/router"
SERVICE = "bastide-router.service"
EXIT = "exit"
# Says within this machine that the router's table let a packet pass; no packet brings a mark with it.
_MARK = "0x62617374"
# What no name on the internet stands for: a flow to everywhere never leads there (RFC 6890, special-purpose ranges).
_NOT_OUTSIDE = (
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/3",
)


@dataclass(frozen=True)
class Exit:
    """The leg to the internet. `sources` may leave by it, with its address; nobody enters. They may ask `resolvers`,
    which are outside, for names.
    """

    leg: Leg
    gateway: str
    sources: tuple[str, ...]
    resolvers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.leg.name != EXIT:
            raise checks.mismatch("leg of the exit", self.leg.name, f"the name {EXIT}")
        checks.cidrs("sources of the exit", self.sources)
        for server in self.resolvers:
            checks.address("resolvers of the exit", server)
        if not Route(DEFAULT, self.gateway).starts_at(self.leg):
            raise checks.mismatch("gateway of the exit", self.gateway, f"another host's address in {self.leg.network}")


@dataclass(frozen=True)
class SegmentRule:
    """One flow that crosses the router, once for both of its segments. `until` is its last day."""

    flow: str
    enters: str
    leaves: str
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    protocol: Literal["tcp", "udp", "icmp"]
    ports: tuple[str, ...] = ()
    until: date | None = None

    def __post_init__(self) -> None:
        checks.one_line("flow", self.flow)
        checks.cidrs(f"sources of {self.flow}", self.sources)
        checks.cidrs(f"destinations of {self.flow}", self.destinations, anywhere=self.leaves == EXIT)
        if self.protocol not in ("tcp", "udp", "icmp"):
            raise checks.mismatch(f"protocol of {self.flow}", self.protocol, "tcp, udp or icmp")
        if bool(self.ports) == (self.protocol == "icmp"):
            raise checks.mismatch(f"ports of {self.flow}", self.ports, "ports for tcp and udp, none for icmp")
        for low, _, high in (ports.partition("-") for ports in self.ports):
            for number in (low, high or low):
                checks.port(f"ports of {self.flow}", int(number) if number.isdecimal() else 0)
        if self.enters == self.leaves:
            raise checks.mismatch(f"flow {self.flow}", self.enters, "two legs: hosts of one segment pass no router")


@dataclass(frozen=True, kw_only=True)
class Router(Machine):
    """`legs`: one in each segment and one in the transit network; the leg of the `exit` is not among them. `beside`
    names flows that are declared and do not cross this router, for the reader of the ruleset.
    """

    legs: tuple[Leg, ...]
    routes: tuple[Route, ...] = ()
    rules: tuple[SegmentRule, ...] = ()
    exit: Exit | None = None
    beside: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.all_legs) < 2:
            raise checks.mismatch("legs", self.legs, "at least two: a router joins networks")
        checks.distinct("legs", [_set(leg) for leg in self.all_legs])
        checks.distinct("MACs of legs", [leg.mac for leg in self.all_legs if leg.mac])
        self._check_apart()
        for name in self.beside:
            checks.one_line("beside", name)
        for rule in self.rules:
            self._check_rule(rule)
        for source in self.exit.sources if self.exit else ():
            if not _within(source, [leg.network for leg in self.legs]):
                raise checks.mismatch("sources of the exit", source, "a range in the network of a leg")

    @property
    def all_legs(self) -> tuple[Leg, ...]:
        return (*self.legs, self.exit.leg) if self.exit else self.legs

    @property
    def all_routes(self) -> tuple[Route, ...]:
        return (*self.routes, Route(DEFAULT, self.exit.gateway)) if self.exit else self.routes

    def behind(self, leg: Leg) -> tuple[Route, ...]:
        """The routes that start at this leg."""
        return tuple(route for route in self.routes if route.starts_at(leg))

    def _check_apart(self) -> None:
        for first, second in itertools.combinations(self.all_legs, 2):
            if first.network.overlaps(second.network):
                raise checks.mismatch(f"leg {second.name}", str(second.network), f"a network apart from {first.name}")
        for route in self.routes:
            if not any(route.starts_at(leg) for leg in self.legs):
                raise checks.mismatch(f"next hop of {route.cidr}", route.via, "another host in the network of a leg")
            if route.source is not None and route.source not in {leg.address for leg in self.all_legs}:
                raise checks.mismatch(f"source towards {route.cidr}", route.source, "the address of a leg")
            if route.network.prefixlen == 0:
                raise checks.mismatch("routes", route.cidr, "a bounded range; the rest is the exit's")
        for one, other in itertools.combinations(self.legs, 2):
            for mine, theirs in itertools.product(self.behind(one), self.behind(other)):
                if mine.network.overlaps(theirs.network):
                    raise checks.mismatch(f"route {theirs.cidr}", theirs.via, f"ranges apart from those of {one.name}")

    def _check_rule(self, rule: SegmentRule) -> None:
        """A range that no leg leads to would be a rule that looks like an allowed flow and never is one."""
        known = {leg.name: leg for leg in self.legs}
        for what, name, ranges in (
            ("sources", rule.enters, rule.sources),
            ("destinations", rule.leaves, rule.destinations),
        ):
            if what == "destinations" and self.exit and name == EXIT:
                continue
            if name not in known:
                raise checks.mismatch(f"flow {rule.flow}", name, f"one of the legs {', '.join(sorted(known))}")
            reach = [known[name].network, *(route.network for route in self.behind(known[name]))]
            for cidr in ranges:
                if not any(ipaddress.IPv4Network(cidr).overlaps(network) for network in reach):
                    raise checks.mismatch(f"{what} of {rule.flow}", cidr, f"a range that leg {name} leads to")
        if rule.leaves == EXIT and self.exit:
            for cidr in rule.sources:
                if not _within(cidr, [ipaddress.IPv4Network(source) for source in self.exit.sources]):
                    raise checks.mismatch(f"sources of {rule.flow}", cidr, "one of the sources of the exit")


def user_data(host: Router) -> str:
    """The `#cloud-config` of an area's router.

    Produced: a ruleset that lets through the listed flows and drops everything else, each adapter bound to the ranges
    behind it; a count and a limited record in the journal of what was refused; the routes; source translation for the
    sources of the exit. Forwarding is on only while all of it is in place. Not produced: a way in from the internet,
    IPv6, a name or address service, a second router that takes over, a record of what was let through.
    """
    forward = (f'meta mark {_MARK} accept comment "let through by the table bastide_router"',)
    return machine_document(host, operators_door(host), _part(host), forward=forward)


def _part(host: Router) -> Part:
    legs = "".join(f"{_set(leg)} {leg.address}/{leg.prefix} {leg.mac or '-'}\n" for leg in host.all_legs)
    script = f"{LIBRARY}/router-legs"
    return Part(
        packages=("iproute2", "nftables"),
        files=(
            File(f"{FOLDER}/rules.nft", ruleset(host), "0600"),
            File(f"{FOLDER}/legs", legs, "0600"),
            File(
                f"{FOLDER}/routes",
                "".join(f"{route.cidr} {route.via} {route.source or '-'}\n" for route in host.all_routes),
                "0600",
            ),
            File(script, text("router/legs"), "0700"),
            File(f"/etc/systemd/system/{SERVICE}", text("router/bastide-router.service")),
            File("/etc/systemd/system/nftables.service.d/bastide-router.conf", text("router/nftables-stop.conf")),
            File("/etc/systemd/networkd.conf.d/bastide.conf", text("router/networkd.conf")),
            File("/etc/sysctl.d/91-bastide-router.conf", text("router/sysctl.conf")),
        ),
        commands=(
            ("nft", "--check", "--file", f"{FOLDER}/rules.nft"),
            ("systemctl", "restart", "systemd-sysctl"),
            ("systemctl", "daemon-reload"),
            ("systemctl", "enable", SERVICE),
            ("systemctl", "restart", SERVICE),
        ),
    )


def ruleset(host: Router) -> str:
    """The router's own table; its sets of adapters are empty until the service fills them."""
    return filled(
        "router/router.nft",
        mark=_MARK,
        sets=_lines(4, [f"set {_set(leg)} {{ type ifname; }}" for leg in host.all_legs]),
        own=_lines(8, [f"iifname @{_set(leg)} ip saddr {leg.network} accept" for leg in host.legs]),
        networks=_nets(str(leg.network) for leg in host.legs),
        behind=_lines(8, list(_behind(host))),
        flows=_lines(
            8, [*map(_flow, host.rules), *_names(host), *(f"# not by this router: {name}" for name in host.beside)]
        ),
        translation=_lines(8, list(_translation(host))),
    )


def _behind(host: Router) -> Iterator[str]:
    for leg in host.legs:
        ranges = [route.cidr for route in host.behind(leg)]
        if ranges:
            yield f"iifname @{_set(leg)} ip saddr {{ {_nets(ranges)} }} accept"
    if host.exit:
        routed = [*(str(leg.network) for leg in host.legs), *(route.cidr for route in host.routes)]
        yield f"iifname @{_set(host.exit.leg)} ip saddr != {{ {_nets(routed)} }} accept"


def _flow(rule: SegmentRule) -> str:
    parts = [f"iifname @leg_{_sign(rule.enters)} oifname @leg_{_sign(rule.leaves)}"]
    parts.append(f"ip saddr {{ {_nets(rule.sources)} }}")
    if DEFAULT in rule.destinations:
        parts.append(f"ip daddr != {{ {', '.join(_NOT_OUTSIDE)} }}")
    else:
        parts.append(f"ip daddr {{ {_nets(rule.destinations)} }}")
    if rule.protocol == "icmp":
        parts.append("icmp type echo-request")
    else:
        parts.append(f"{rule.protocol} dport {{ {_ports(rule.ports)} }}")
    if rule.until:
        # the clock of every host is in UTC
        parts.append(f'meta time < "{rule.until + timedelta(days=1)} 00:00:00"')
    parts.append(f'ct state new counter goto passed comment "{rule.flow}"')
    return " ".join(parts)


def _names(host: Router) -> Iterator[str]:
    if host.exit and host.exit.resolvers:
        ends = f"ip saddr {{ {_nets(host.exit.sources)} }} ip daddr {{ {', '.join(host.exit.resolvers)} }}"
        for protocol in ("udp", "tcp"):
            yield f'oifname @{_set(host.exit.leg)} {ends} {protocol} dport 53 ct state new goto passed comment "names"'


def _translation(host: Router) -> Iterator[str]:
    if host.exit:
        leg = host.exit.leg
        yield f"oifname @{_set(leg)} ip saddr {{ {_nets(host.exit.sources)} }} snat ip to {leg.address}"


def _ports(ports: Iterable[str]) -> str:
    """Ranges that touch or overlap are one: nftables refuses a set that names a port twice."""
    bounds = sorted((int(low), int(high or low)) for low, _, high in (item.partition("-") for item in ports))
    merged: list[tuple[int, int]] = []
    for low, high in bounds:
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in merged)


def _nets(cidrs: Iterable[str]) -> str:
    return ", ".join(str(net) for net in ipaddress.collapse_addresses(map(ipaddress.IPv4Network, cidrs)))


def _within(cidr: str, reach: Iterable[ipaddress.IPv4Network]) -> bool:
    network = ipaddress.IPv4Network(cidr)
    return any(network.subnet_of(whole) for whole in ipaddress.collapse_addresses(reach))


def _set(leg: Leg) -> str:
    return f"leg_{_sign(leg.name)}"


def _sign(name: str) -> str:
    """nftables takes no hyphen in the name of a set."""
    return name.replace("-", "_")


def _lines(width: int, lines: list[str]) -> str:
    return f"\n{' ' * width}".join(lines) if lines else "# nothing"
