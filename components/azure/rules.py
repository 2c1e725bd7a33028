"""From the flows of a segment to the rules of its network security group. Pure, apart from the argument classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from components.azure.sdk import network
from components.contract.roles.network import Rule
from components.contract.words import Protocol

_FIRST_FLOW = 200
_LAST = 4096
_DESCRIPTION = 140
_PROTOCOLS = {Protocol.TCP: "Tcp", Protocol.UDP: "Udp", Protocol.ICMP: "Icmp"}


@dataclass(frozen=True, slots=True)
class ServiceRule:
    """A rule that Azure demands of a subnet in which a service of its own stands. `peer` is an address range or tag."""

    name: str
    direction: Literal["in", "out"]
    peers: tuple[str, ...]
    ports: tuple[str, ...]
    why: str
    protocol: str = "Tcp"


_PLANE = ("8080", "5701")
_HOST_PORTS = ("22", "3389")
BASTION: tuple[ServiceRule, ...] = (
    ServiceRule("gateway-manager", "in", ("GatewayManager",), ("443",), "control plane of Azure Bastion"),
    ServiceRule("balancer", "in", ("AzureLoadBalancer",), ("443",), "health probes of Azure Bastion"),
    ServiceRule("data-plane-in", "in", ("VirtualNetwork",), _PLANE, "data plane of Azure Bastion", "*"),
    ServiceRule("hosts", "out", ("VirtualNetwork",), _HOST_PORTS, "sessions of Azure Bastion", "*"),
    ServiceRule("cloud", "out", ("AzureCloud",), ("443",), "diagnostics and recordings of Azure Bastion"),
    ServiceRule("data-plane-out", "out", ("VirtualNetwork",), _PLANE, "data plane of Azure Bastion", "*"),
    ServiceRule(
        "revocation", "out", ("Internet",), ("80",), "certificate revocation lists, demanded by Azure Bastion", "*"
    ),
)
GATEWAY: tuple[ServiceRule, ...] = (
    ServiceRule("portal", "in", ("Internet",), ("443",), "the portal is the HTTPS entry from the internet"),
    ServiceRule("gateway-manager", "in", ("GatewayManager",), ("65200-65535",), "control plane of Application Gateway"),
    ServiceRule("balancer", "in", ("AzureLoadBalancer",), ("*",), "health probes of Application Gateway", "*"),
)
CLUSTER: tuple[ServiceRule, ...] = (
    ServiceRule("balancer", "in", ("AzureLoadBalancer",), ("*",), "health probes of the cluster's nodes", "*"),
)


def security_rules(cidr: str, rules: Iterable[Rule], service: Iterable[ServiceRule]) -> list[Any]:
    """Service rules, flows, and an explicit end of everything else in both directions."""
    made = [_service(number, rule, cidr) for number, rule in enumerate(service, 100)]
    known = tuple(rules)
    for direction in ("in", "out"):
        these = [rule for rule in known if rule.direction == direction]
        made += [_flow(priority, rule, cidr) for priority, rule in priorities(these)]
    return [*made, _end("Inbound"), _end("Outbound")]


def priorities(rules: Iterable[Rule]) -> list[tuple[int, Rule]]:
    """A priority for each rule, from the number in its flow id: a new flow moves no other, save one of its number."""
    last, found = _FIRST_FLOW - 1, []
    for rule in sorted(rules, key=lambda rule: (_number(rule), rule.flow)):
        last = max(last + 1, _FIRST_FLOW + _number(rule))
        found.append((last, rule))
    return found


def _number(rule: Rule) -> int:
    return int(rule.flow.rpartition("-")[2])


def _flow(priority: int, rule: Rule, cidr: str) -> Any:
    end = f" (until {rule.until})" if rule.until else ""
    return _rule(
        name=f"{rule.flow}-{rule.direction}",
        priority=priority,
        inbound=rule.direction == "in",
        protocol=_PROTOCOLS[rule.protocol],
        peers=rule.peers,
        ports=rule.ports or ("*",),
        cidr=cidr,
        description=f"{rule.flow}: {rule.justification}{end}",
    )


def _service(priority: int, rule: ServiceRule, cidr: str) -> Any:
    return _rule(
        name=f"azure-{rule.name}",
        priority=priority,
        inbound=rule.direction == "in",
        protocol=rule.protocol,
        peers=rule.peers,
        ports=rule.ports,
        cidr=cidr,
        description=f"demanded by Azure: {rule.why}",
    )


def _rule(
    *,
    name: str,
    priority: int,
    inbound: bool,
    protocol: str,
    peers: tuple[str, ...],
    ports: tuple[str, ...],
    cidr: str,
    description: str,
) -> Any:
    near, far = ("destination", "source") if inbound else ("source", "destination")
    return network.SecurityRuleArgs(
        name=name,
        priority=priority,
        direction="Inbound" if inbound else "Outbound",
        access="Allow",
        protocol=protocol,
        description=description[:_DESCRIPTION],
        source_port_range="*",
        **_one_or_many("destination_port_range", ports),
        **{f"{near}_address_prefix": cidr},
        **_one_or_many(f"{far}_address_prefix", peers),
    )


def _one_or_many(field: str, values: tuple[str, ...]) -> Mapping[str, Any]:
    """Tags such as `Internet` are refused in the plural fields, and Azure reads one value back from the singular."""
    if len(values) == 1:
        return {field: values[0]}
    plural = f"{field}es" if field.endswith("prefix") else f"{field}s"
    return {plural: list(values)}


def _end(direction: str) -> Any:
    return network.SecurityRuleArgs(
        name=f"deny-all-{'in' if direction == 'Inbound' else 'out'}",
        priority=_LAST,
        direction=direction,
        access="Deny",
        protocol="*",
        description="everything that no flow allows is closed",
        source_port_range="*",
        source_address_prefix="*",
        destination_port_range="*",
        destination_address_prefix="*",
    )
