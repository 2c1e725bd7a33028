"""The second derivation and the estate's own plan say the same, as far as a plan can know it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

from plan.estate import plan_loaded
from plan.values import UNKNOWN
from stacks.estate import load_estate
from tests.components.test_own_keys import with_option
from tests.components.view import View, plain
from tests.e2e.openstack.cloud.compare_networks import lines
from tests.e2e.openstack.cloud.intended import intended
from tests.e2e.openstack.cloud.model import Group, Rule
from tests.e2e.openstack.cloud.wanted import Intended, Line

ON_VRACK, ON_SHARED, OWN_KEYS = "ovhcloud", "ovhcloud-loopback", "ovhcloud with key stores of its own"


@pytest.fixture(scope="module", params=[ON_VRACK, ON_SHARED, OWN_KEYS])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Intended, View]:
    if request.param == OWN_KEYS:
        estate = load_estate(ON_VRACK, with_option(ON_VRACK, tmp_path_factory.mktemp("own-keys") / "stacks"))
    else:
        estate = load_estate(request.param)
    return intended(estate), View(request.param, tuple(plan_loaded(estate)))


def _inputs(view: View, kind: str) -> list[Mapping[str, Any]]:
    return [plain(one.inputs) for one in view.of(kind)]


def _named(view: View, kind: str) -> dict[str, Mapping[str, Any]]:
    found = _inputs(view, kind)
    names = {one["name"]: one for one in found}
    assert len(names) == len(found)
    return names


def test_the_flow_matrix(both: tuple[Intended, View]) -> None:
    wanted, view = both
    names = {one.parent: plain(one.inputs)["name"] for one in view.of("SecGroup")}
    planned: dict[str, set[Line]] = defaultdict(set)
    for rule in view.of("SecGroupRule"):
        planned[names[rule.parent]] |= lines(Group("g", "g", "p", (_rule(plain(rule.inputs)),)))
    assert planned == {one.group: one.rules for one in wanted.segments if one.rules}
    assert set(names.values()) == {one.group for one in wanted.segments}


def _rule(raw: Mapping[str, Any]) -> Rule:
    low, high = raw.get("portRangeMin"), raw.get("portRangeMax")
    return Rule("r", raw["direction"], raw["ethertype"], raw["protocol"], low, high, raw["remoteIpPrefix"])


def test_networks_and_subnets(both: tuple[Intended, View]) -> None:
    wanted, view = both
    transits = [f"{one.label}-transit" for one in wanted.routers if one.exit or not wanted.shared]
    assert set(_named(view, "Network")) == {*transits, *(one.label for one in wanted.segments)}
    subnets = _named(view, "Subnet")
    for one in wanted.segments:
        planned = subnets[one.label]
        assert (planned["cidr"], planned.get("gatewayIp")) == (one.cidr, one.gateway)
        assert tuple(planned.get("dnsNameservers") or ()) == one.dns
    told = Counter((one["destinationCidr"], one["nextHop"]) for one in _inputs(view, "SubnetRoute"))
    assert told == Counter((route.destination, route.next_hop) for one in wanted.segments for route in one.routes)


def test_routers(both: tuple[Intended, View]) -> None:
    wanted, view = both
    routers = _named(view, "Router")
    assert {name: bool(one.get("externalNetworkId")) for name, one in routers.items()} == {
        one.label: one.exit for one in wanted.routers
    }
    planned = {(one["destinationCidr"], one["nextHop"]) for one in _inputs(view, "RouterRoute")}
    known = {(route.destination, route.next_hop) for one in wanted.routers for route in one.routes}
    met = {one.area: one.transit_address for one in wanted.routers}
    through = {cidr: met[area] for one in wanted.routers for cidr, area in one.areas}
    for cidr, hop in planned - known:
        # an address that the cloud gives is not known to a plan
        assert through.pop(cidr) == (None if hop is UNKNOWN else hop)
    assert (through, known - planned) == ({}, set())


def test_machines(both: tuple[Intended, View]) -> None:
    wanted, view = both
    servers, ports = _named(view, "Instance"), _named(view, "Port")
    assert set(servers) == {one.label for one in wanted.hosts}
    for one in wanted.hosts:
        port, boot = ports[one.label], servers[one.label]["blockDevices"][0]
        assert port["fixedIps"][0].get("ipAddress") == one.address
        assert tuple(pair["ipAddress"] for pair in port.get("allowedAddressPairs") or ()) == one.pairs
        assert (boot["volumeSize"], servers[one.label]["availabilityZone"]) == (one.boot_gb, one.zone)
        assert boot["volumeType"] == wanted.volume_type
    public = Counter(one["description"] for one in _inputs(view, "FloatingIp"))
    assert public == Counter(one.label for one in wanted.hosts if one.public)


def test_volumes_secrets_and_balancers(both: tuple[Intended, View]) -> None:
    wanted, view = both
    volumes = {
        name: (one["size"], one["availabilityZone"], one["volumeType"])
        for name, one in _named(view, "blockstorage/volume:Volume").items()
    }
    assert volumes == {one.label: (one.size, one.zone, wanted.volume_type) for one in wanted.volumes}
    assert set(_named(view, "SecretV1")) == {one.label for one in wanted.secrets}
    assert set(_named(view, "LoadBalancer")) == {one.label for one in wanted.balancers}
    members = {(one["address"], one["protocolPort"]) for one in _inputs(view, "loadbalancer/member:Member")}
    assert members == {(one.address, one.port) for door in wanted.balancers for one in door.members}
