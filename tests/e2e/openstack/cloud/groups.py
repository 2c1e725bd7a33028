"""What security groups let pass: stateful, the union of all rules of all groups of a port."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tests.e2e.openstack.cloud import traffic
from tests.e2e.openstack.cloud.model import Port, Rule, Subnet
from tests.e2e.openstack.cloud.ranges import ALL, Range, parsed, parsed_all
from tests.e2e.openstack.cloud.ranges import shared as shared_range
from tests.e2e.openstack.cloud.topology import Topology, unfiltered
from tests.e2e.openstack.cloud.traffic import EVERYTHING, Traffic

Direction = Literal["ingress", "egress"]
_ETHERTYPES = {4: "IPv4", 6: "IPv6"}


@dataclass(frozen=True)
class Host:
    """A machine at a port, or any machine that could stand in a subnet.

    Attributes:
        addresses: where it can be reached.
        sends: which addresses its packets may carry. All of them where nothing filters it.
        groups: None where nothing filters it.
        port: None for a machine that could stand there.
    """

    name: str
    wire: str
    project: str
    addresses: tuple[Range, ...]
    sends: tuple[Range, ...]
    groups: tuple[str, ...] | None
    port: Port | None = None


@dataclass(frozen=True)
class Passed:
    """What a rule lets pass with `peer`. `unknown`: why the rule is not understood; it then lets everything pass."""

    traffic: Traffic
    peer: Range
    why: str
    unknown: str = ""


def at(topology: Topology, port: Port) -> Host:
    """The machine at a port. An address pair is an address like its own."""
    own = parsed_all((*port.addresses, *port.pairs))
    open_ = unfiltered(port)
    return Host(
        name=port.name or port.id,
        wire=topology.wire(port.network),
        project=port.project,
        addresses=own,
        sends=ALL if open_ else own,
        groups=None if open_ else port.groups,
        port=port,
    )


def anywhere(topology: Topology, subnet: Subnet, group: str) -> Host:
    """Any machine that could stand in a subnet with one group."""
    cidr = (parsed(subnet.cidr),)
    named = topology.groups.get(group)
    name = f"any host of {subnet.name or subnet.id} in the group {named.name if named else group}"
    return Host(name, topology.wire(subnet.network), subnet.project, cidr, cidr, (group,))


def passed(topology: Topology, host: Host, direction: Direction, peers: Iterable[Range]) -> Iterator[Passed]:
    """What the host's groups let through between it and any address of `peers`."""
    for peer in peers:
        if host.groups is None:
            yield Passed(EVERYTHING, peer, f"{host.name} is not filtered")
            continue
        for name in host.groups:
            group = topology.groups.get(name)
            if group is None:
                yield Passed(EVERYTHING, peer, f"group {name}", f"the group {name} of {host.name} was not read")
                continue
            for rule in group.rules:
                yield from _by_rule(topology, rule, direction, peer, group.name)


def _by_rule(topology: Topology, rule: Rule, direction: Direction, peer: Range, group: str) -> Iterator[Passed]:
    if rule.direction not in ("ingress", "egress") or rule.ethertype not in _ETHERTYPES.values():
        yield Passed(EVERYTHING, peer, f"group {group}", f"{_where(group, rule)}: {rule.direction}, {rule.ethertype}")
        return
    if rule.direction != direction or rule.ethertype != _ETHERTYPES[peer.version]:
        return
    spoken = traffic.of(rule)
    unknown = _strange(topology, rule, group) if spoken is not None else f"{_where(group, rule)}: {rule.protocol}"
    remote = (peer,) if unknown and rule.prefix is None else _remote(topology, rule, peer)
    for one in remote:
        yield Passed(spoken or EVERYTHING, one, f"{_where(group, rule)} ({_worded(rule, spoken)})", unknown)


def _remote(topology: Topology, rule: Rule, peer: Range) -> tuple[Range, ...]:
    if rule.group is not None:
        allowed = topology.members(rule.group)
    else:
        allowed = (peer,) if rule.prefix is None else (parsed(rule.prefix),)
    return tuple(common for one in allowed if (common := shared_range(one, peer)) is not None)


def _strange(topology: Topology, rule: Rule, group: str) -> str:
    """What of the rule is not understood, or ""."""
    if rule.address_group is not None:
        return f"{_where(group, rule)}: the address group {rule.address_group} is not read"
    if rule.group is not None and rule.group not in topology.groups:
        return f"{_where(group, rule)}: the remote group {rule.group} was not read"
    return ""


def _where(group: str, rule: Rule) -> str:
    return f"group {group}, rule {rule.id}"


def _worded(rule: Rule, spoken: Traffic | None) -> str:
    way = "from" if rule.direction == "ingress" else "to"
    peer = rule.prefix or (f"group {rule.group}" if rule.group else "anywhere")
    return f"{spoken or rule.protocol} {way} {peer}"
