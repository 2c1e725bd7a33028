"""The world, in every spelling that a provider takes: raw inputs of each cloud, all caught by NET-001."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from plan.model import STACK_TYPE, LayerPlan, PlannedResource
from policies.context import Context
from policies.evaluate import verdicts
from policies.model import Result
from policies.profiles import profile
from policies.rules import rule
from policies.view import View

ROOT = f"urn:pulumi:w::bastide::{STACK_TYPE}::bastide-w"
Made = list[tuple[str, dict[str, Any]]]


def view_of(cloud: str, made: Made) -> View:
    """The resources in one plan; each but the first points to the first by whatever input it has for a group."""
    resources = [PlannedResource(ROOT, STACK_TYPE, "bastide-w", False)]
    first = ""
    for number, (token, inputs) in enumerate(made):
        urn = f"urn:pulumi:w::bastide::{token}::r{number}"
        first = first or urn
        links = ("securityGroupId", "networkSecurityGroupName")
        needs: dict[str, tuple[str, ...]] = {key: (first,) for key in links if key in inputs}
        resources.append(PlannedResource(urn, token, f"r{number}", True, ROOT, inputs, property_dependencies=needs))
    return View([LayerPlan("w", "hub", cloud, "builtin", "none", tuple(resources))])


def results(cloud: str, made: Made, rule_id: str = "NET-001") -> set[Result]:
    """Everything that a rule says of the groups and rules."""
    view = view_of(cloud, made)
    context = Context(date(2026, 11, 28), profile("target"), view)
    asked = rule(rule_id)
    found = [verdict for record in view.of("net.sg", "net.sg_rule") for verdict in verdicts(asked, record, context)]
    assert not [verdict for verdict in found if verdict.info and "itself failed" in verdict.info.en]
    # what a group does by default is asked by the last test of this file
    return {
        verdict.result for verdict in found if not {"default_in", "default_out", "stateful"} & {*verdict.properties}
    }


# --- what one rule looks like at each cloud: peers in its own spelling -> resources


def scaleway(peers: list[str], ports: tuple[int, int] = (22, 22), protocol: str = "TCP") -> Made:
    rules = [_scaleway_rule(peer, ports, protocol) for peer in peers]
    return [("scaleway:instance/securityGroup:SecurityGroup", {"inboundDefaultPolicy": "drop", "inboundRules": rules})]


def _scaleway_rule(peer: str, ports: tuple[int, int], protocol: str) -> dict[str, Any]:
    made = {"action": "accept", "protocol": protocol, "portRange": f"{ports[0]}-{ports[1]}"}
    return made if peer == "nothing" else {**made, "ipRange": peer}


def scaleway_rules(peers: list[str], ports: tuple[int, int] = (22, 22), protocol: str = "TCP") -> Made:
    group: Made = [("scaleway:instance/securityGroup:SecurityGroup", {"inboundDefaultPolicy": "drop"})]
    rules = [_scaleway_rule(peer, ports, protocol) for peer in peers]
    return [
        *group,
        ("scaleway:instance/securityGroupRules:SecurityGroupRules", {"securityGroupId": "g", "inboundRules": rules}),
    ]


def scaleway_list(peers: list[str], ports: tuple[int, int] = (22, 22), protocol: str = "TCP") -> Made:
    rules = [
        {
            "action": "accept",
            "protocol": protocol,
            "source": peer,
            "destination": "10.64.0.0/24",
            "dstPortLow": ports[0],
            "dstPortHigh": ports[1],
        }
        for peer in peers
    ]
    return [("scaleway:network/acl:Acl", {"defaultPolicy": "drop", "isIpv6": False, "rules": rules})]


def openstack(peers: list[str], ports: tuple[int, int] = (22, 22), protocol: str = "tcp") -> Made:
    made: Made = [("openstack:networking/secGroup:SecGroup", {"deleteDefaultRules": True})]
    for peer in peers:
        inputs: dict[str, Any] = {"securityGroupId": "g", "direction": "ingress", "protocol": protocol}
        inputs |= {"ethertype": "IPv6" if ":" in peer else "IPv4", "portRangeMin": ports[0], "portRangeMax": ports[1]}
        made.append(
            (
                "openstack:networking/secGroupRule:SecGroupRule",
                inputs if peer == "nothing" else {**inputs, "remoteIpPrefix": peer},
            )
        )
    return made


def _outscale_like(package: str) -> Callable[..., Made]:
    def made(peers: list[str], ports: tuple[int, int] = (22, 22), protocol: str = "tcp") -> Made:
        found: Made = [(f"{package}:index/securityGroup:SecurityGroup", {})]
        for peer in peers:
            inputs: dict[str, Any] = {"securityGroupId": "g", "flow": "Inbound", "ipProtocol": protocol}
            inputs |= {"fromPortRange": ports[0], "toPortRange": ports[1]}
            found.append(
                (
                    f"{package}:index/securityGroupRule:SecurityGroupRule",
                    inputs if peer == "nothing" else {**inputs, "ipRange": peer},
                )
            )
        return found

    return made


outscale, numspot = _outscale_like("outscale"), _outscale_like("numspot")


def _azure_rule(peer: str, ports: tuple[int, int], protocol: str, number: int) -> dict[str, Any]:
    made = {
        "access": "Allow",
        "direction": "Inbound",
        "name": f"rule-{number}",
        "priority": 200 + number,
        "protocol": protocol,
        "sourcePortRange": "*",
        "destinationAddressPrefix": "10.64.0.0/24",
        "destinationPortRange": str(ports[0]) if ports[0] == ports[1] else f"{ports[0]}-{ports[1]}",
    }
    return made if peer == "nothing" else {**made, "sourceAddressPrefix": peer}


def azure(peers: list[str], ports: tuple[int, int] = (22, 22), protocol: str = "Tcp") -> Made:
    rules = [_azure_rule(peer, ports, protocol, number) for number, peer in enumerate(peers)]
    return [("azure-native:network:NetworkSecurityGroup", {"networkSecurityGroupName": "nsg", "securityRules": rules})]


def azure_rules(peers: list[str], ports: tuple[int, int] = (22, 22), protocol: str = "Tcp") -> Made:
    group: Made = [("azure-native:network:NetworkSecurityGroup", {"networkSecurityGroupName": "nsg"})]
    made = [
        {**_azure_rule(peer, ports, protocol, number), "networkSecurityGroupName": "nsg"}
        for number, peer in enumerate(peers)
    ]
    return [*group, *(("azure-native:network:SecurityRule", inputs) for inputs in made)]


def azure_plural(peers: list[str], ports: tuple[int, int] = (22, 22), protocol: str = "Tcp") -> Made:
    inputs = _azure_rule("nothing", ports, protocol, 0)
    port = inputs.pop("destinationPortRange")
    inputs |= {"sourceAddressPrefixes": [peer for peer in peers if peer != "nothing"], "destinationPortRanges": [port]}
    return [
        (
            "azure-native:network:NetworkSecurityGroup",
            {"networkSecurityGroupName": "nsg", "securityRules": [inputs]},
        )
    ]


WAYS: Mapping[str, tuple[str, Callable[..., Made]]] = {
    "azure: inside the group": ("azure", azure),
    "azure: rules of their own": ("azure", azure_rules),
    "azure: lists of prefixes": ("azure", azure_plural),
    "numspot": ("numspot", numspot),
    "outscale": ("outscale", outscale),
    "ovhcloud": ("ovhcloud", openstack),
    "scaleway: inside the group": ("scaleway", scaleway),
    "scaleway: rules of their own": ("scaleway", scaleway_rules),
    "scaleway: list of the network": ("scaleway", scaleway_list),
}
EVERY_WAY = pytest.mark.parametrize(("cloud", "made"), WAYS.values(), ids=list(WAYS))

WORLDS: Mapping[str, list[str]] = {
    "IPv4": ["0.0.0.0/0"],
    "IPv6": ["::/0"],
    "IPv6 written out": ["0:0:0:0:0:0:0:0/0"],
    "IPv4 with host bits": ["10.0.0.1/0"],
    "an address that nobody has": ["0.0.0.0"],
    "a star": ["*"],
    "Internet": ["Internet"],
    "internet": ["internet"],
    "Any": ["Any"],
    "with blanks": [" 0.0.0.0/0 "],
    "a word that nobody knows": ["everybody-and-their-dog"],
    "half of IPv4": ["128.0.0.0/1"],
    "half of IPv6": ["::/1"],
    "other half of IPv6": ["8000::/1"],
    "all of public IPv6": ["2000::/3"],
    "IPv4 inside IPv6": ["::ffff:0:0/96"],
    "halves": ["0.0.0.0/1", "128.0.0.0/1"],
    "quarters": ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"],
    "quarters but one": ["64.0.0.0/2", "128.0.0.0/2"],
    "more than a /8": ["23.0.0.0/8", "24.0.0.0/16"],
    "a /8 in slices": ["23.0.0.0/9", "23.128.0.0/9", "25.0.0.0/24"],
    "the world after a range of ours": ["192.0.2.0/28", "0.0.0.0/0"],
    "the world less a hole": [f"{first}.0.0.0/8" for first in range(1, 224) if first != 10],
}


@EVERY_WAY
@pytest.mark.parametrize("peers", WORLDS.values(), ids=list(WORLDS))
def test_every_spelling_of_the_world(cloud: str, made: Callable[..., Made], peers: list[str]) -> None:
    assert Result.FAIL in results(cloud, made(peers))


@EVERY_WAY
def test_no_prefix_and_no_group(cloud: str, made: Callable[..., Made]) -> None:
    # a list of a network must name its ends; the others take a rule without any
    peers = ["0.0.0.0/0"] if made is scaleway_list else ["nothing"]
    assert Result.FAIL in results(cloud, made(peers))


@EVERY_WAY
@pytest.mark.parametrize("ports", [(22, 22), (3389, 3389), (1, 65535), (20, 23), (3000, 4000), (6443, 6443)])
def test_ranges_of_ports_across_administration(cloud: str, made: Callable[..., Made], ports: tuple[int, int]) -> None:
    assert Result.FAIL in results(cloud, made(["0.0.0.0/0"], ports=ports))


@EVERY_WAY
def test_port_0_is_every_port(cloud: str, made: Callable[..., Made]) -> None:
    assert Result.FAIL in results(cloud, made(["0.0.0.0/0"], ports=(0, 0)))


def _way(made: Callable[..., Made]) -> str:
    return next(name for name, (_, way) in WAYS.items() if way is made)


ANY: Mapping[Callable[..., Made], tuple[str, ...]] = {
    azure: ("*", "Any", "any"),
    azure_plural: ("*",),
    azure_rules: ("*",),
    numspot: ("-1", "tcp", "TCP", "6"),
    openstack: ("", "any", "tcp", "TCP", "6", "0"),
    outscale: ("-1", "tcp", "TCP", "6"),
    scaleway: ("ANY", "any", "tcp"),
    scaleway_list: ("ANY", "any"),
    scaleway_rules: ("ANY",),
}


SPOKEN = {f"{_way(made)}: {word or 'none'}": (made, word) for made, words in ANY.items() for word in words}


@pytest.mark.parametrize(("made", "protocol"), SPOKEN.values(), ids=list(SPOKEN))
def test_protocols(made: Callable[..., Made], protocol: str) -> None:
    cloud = next(cloud for cloud, way in WAYS.values() if way is made)
    assert Result.FAIL in results(cloud, made(["0.0.0.0/0"], protocol=protocol))


@EVERY_WAY
@pytest.mark.parametrize("peer", ["192.0.2.0/28", "10.0.0.0/8", "198.51.100.7/32", "10.64.0.0/24"])
def test_a_range_of_ours_is_not_the_world(cloud: str, made: Callable[..., Made], peer: str) -> None:
    found = results(cloud, made([peer]))
    assert Result.PASS in found
    assert Result.FAIL not in found


@EVERY_WAY
def test_a_port_that_administers_nothing(cloud: str, made: Callable[..., Made]) -> None:
    assert Result.FAIL not in results(cloud, made(["0.0.0.0/0"], ports=(443, 443)))


@EVERY_WAY
def test_undeclared_openings_to_the_world_are_caught_whatever_the_port(cloud: str, made: Callable[..., Made]) -> None:
    assert Result.FAIL in results(cloud, made(["0.0.0.0/0"], ports=(5432, 5432)), "NET-002")


def test_a_default_that_accepts_is_the_world() -> None:
    view = view_of("scaleway", [("scaleway:instance/securityGroup:SecurityGroup", {"inboundDefaultPolicy": "accept"})])
    context = Context(date(2026, 11, 28), profile("target"), view)
    found = verdicts(rule("NET-001"), view.of("net.sg")[0], context)
    assert Result.FAIL in {verdict.result for verdict in found}
