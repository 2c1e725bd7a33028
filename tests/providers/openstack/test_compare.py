"""An estate that stands as intended shows no difference, and each difference is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from stacks.estate import Estate
from tests.e2e.openstack.cloud.compare import CHECKS, differences, differing_in
from tests.e2e.openstack.cloud.intended import intended
from tests.e2e.openstack.cloud.model import FloatingIp, Found, Gateway, Member, Port, Route, Rule, Share, Unmodelled

Tamper = Callable[[Found], Found]


def _changed(found: Found, kind: str, key: str, /, **values: Any) -> Found:
    """One object, by its id, with other values."""
    objects = getattr(found, kind)
    assert any(one.id == key for one in objects), f"no {key} among the {kind}"
    changed: Any = {kind: tuple(replace(one, **values) if one.id == key else one for one in objects)}
    return replace(found, **changed)


def _without(found: Found, kind: str, name: str) -> Found:
    kept = tuple(one for one in getattr(found, kind) if one.id != name)
    assert len(kept) == len(getattr(found, kind)) - 1
    left: Any = {kind: kept}
    return replace(found, **left)


def _added(found: Found, kind: str, one: object) -> Found:
    more: Any = {kind: (*getattr(found, kind), one)}
    return replace(found, **more)


def _copied(found: Found, kind: str, key: str, /, **values: Any) -> Found:
    """One object more, like the one of this id."""
    like = next(one for one in getattr(found, kind) if one.id == key)
    return _added(found, kind, replace(like, **{"id": "copy", **values}))


def _ruled(found: Found, group: str, *more: Rule, dropped: int = 0) -> Found:
    held = next(one for one in found.groups if one.id == group).rules
    return _changed(found, "groups", group, rules=(*held[dropped:], *more))


def _routed(found: Found, router: str, *more: Route) -> Found:
    held = next(one for one in found.routers if one.id == router).routes
    return _changed(found, "routers", router, routes=(*held, *more))


def test_no_difference(stands: tuple[Estate, Found]) -> None:
    assert differences(*stands) == []


CASES: list[tuple[str, Tamper, str]] = [
    (
        "networks",
        lambda f: _changed(f, "networks", "hdh-cardio-work", port_security=False),
        "network hdh-cardio-work (of cardio): port security is off",
    ),
    ("networks", lambda f: _without(f, "networks", "hdh-onco-data"), "network hdh-onco-data (of onco): missing"),
    (
        "networks",
        lambda f: _copied(f, "networks", "hdh-onco-data", name="spare"),
        "network spare (of onco): not declared",
    ),
    (
        "networks",
        lambda f: _copied(f, "networks", "hdh-onco-data"),
        "network hdh-onco-data (of onco): there 2 times",
    ),
    (
        "subnets",
        lambda f: _changed(f, "subnets", "hdh-hub-shared", gateway="10.64.3.1"),
        "subnet hdh-hub-shared (of hub): gateway is 10.64.3.1, intended is nothing",
    ),
    (
        "subnets",
        lambda f: _changed(f, "subnets", "hdh-onco-work", routes=(Route("10.72.0.0/20", "10.72.16.9"),)),
        "subnet hdh-onco-work (of onco): host routes is ",
    ),
    (
        "subnets",
        lambda f: _changed(f, "subnets", "hdh-onco-work", dns=("192.0.2.1",)),
        "subnet hdh-onco-work (of onco): name servers is 192.0.2.1, intended is nothing",
    ),
    (
        "routers",
        lambda f: _routed(f, "hdh-cardio", Route("10.72.16.0/20", "10.71.1.1")),
        "router hdh-cardio (of cardio): routes: too many 10.72.16.0/20 via 10.71.1.1",
    ),
    (
        "routers",
        lambda f: _changed(f, "ports", "hdh-cardio-hdh-hub-transit", addresses=("10.71.3.9",)),
        "router hdh-hub (of hub): routes: missing 10.72.0.0/20 via 10.71.3.9",
    ),
    (
        "routers",
        lambda f: _changed(f, "ports", "hdh-cardio-hdh-hub-transit", addresses=("192.0.2.9",)),
        "router hdh-cardio (of cardio): legs: too many 192.0.2.9 on hdh-hub-transit",
    ),
    (
        "routers",
        lambda f: _changed(f, "routers", "hdh-cardio", gateways=(Gateway("outside", ("203.0.113.131",)),)),
        "router hdh-cardio (of cardio): gateways is 1, intended is 0",
    ),
    (
        "routers",
        lambda f: _added(f, "ports", Port("leg", "", "", "hdh-onco-work", ("10.72.16.2",), (), device="hdh-cardio")),
        "router hdh-cardio (of cardio): legs: too many 10.72.16.2 on hdh-onco-work",
    ),
    (
        "flow matrix",
        lambda f: _ruled(f, "hdh-cardio-work", Rule("more", "egress", "IPv4")),
        "security group hdh-cardio-work (of cardio): a rule too many: egress IPv4 everything to anywhere",
    ),
    (
        "flow matrix",
        lambda f: _ruled(f, "hdh-cardio-data", Rule("more", "ingress", "IPv6", "tcp", 22, 22, group="hdh-onco-work")),
        "security group hdh-cardio-data (of cardio): a rule too many: ingress IPv6 tcp 22 from the group hdh-onco-work",
    ),
    (
        "flow matrix",
        lambda f: _ruled(f, "hdh-nonprod-data", dropped=1),
        "security group hdh-nonprod-data (of nonprod): no rule ingress IPv4 tcp 5432 from 10.65.16.0/24",
    ),
    (
        "flow matrix",
        lambda f: _changed(f, "groups", "hdh-onco-work", stateful=False),
        "security group hdh-onco-work (of onco): stateful is False, intended is True",
    ),
    (
        "flow matrix",
        lambda f: _copied(f, "groups", "hdh-onco-work", name="spare"),
        "security group spare (of onco): not declared",
    ),
    (
        "flow matrix",
        lambda f: _changed(f, "ports", "hdh-onco-desk-1", groups=("hdh-onco-work", "default-onco")),
        "port hdh-onco-desk-1 (of onco): carries the default security group",
    ),
    (
        "public addresses",
        lambda f: _added(f, "floating_ips", FloatingIp("f", "x", "203.0.113.9", "outside", "hdh-onco-desk-1", None)),
        "floating address 203.0.113.9 (of onco): not declared, leads to hdh-onco-desk-1",
    ),
    (
        "public addresses",
        lambda f: _added(f, "floating_ips", FloatingIp("f", "project-onco", "203.0.113.9", "outside", None, None)),
        "floating address 203.0.113.9 (of onco): not declared, leads to nothing",
    ),
    (
        "public addresses",
        lambda f: replace(f, floating_ips=f.floating_ips[1:]),
        "floating address of hdh-hub-bastion-1 (of hub): missing",
    ),
    (
        "public addresses",
        lambda f: _changed(f, "ports", "hdh-onco-desk-1", network="outside"),
        "port hdh-onco-desk-1 (of onco): stands on an external network",
    ),
    (
        "shares",
        lambda f: _added(f, "shares", Share("s", "project-cardio", "network", "x", "access_as_shared", "*")),
        "share s (of cardio): not declared: access_as_shared of the network x to *",
    ),
    (
        "ports",
        lambda f: _changed(f, "ports", "hdh-cardio-desk-1", port_security=False),
        "port hdh-cardio-desk-1 (of cardio): port security is off",
    ),
    (
        "ports",
        lambda f: _changed(f, "ports", "hdh-cardio-desk-1", pairs=("10.64.0.10",)),
        "port hdh-cardio-desk-1 (of cardio): address pairs: too many 10.64.0.10",
    ),
    (
        "ports",
        lambda f: _changed(f, "ports", "hdh-cardio-desk-1", groups=("hdh-cardio-data",)),
        "port hdh-cardio-desk-1 (of cardio): groups is hdh-cardio-data, intended is hdh-cardio-work",
    ),
    (
        "ports",
        lambda f: _changed(f, "groups", "hdh-cardio-work", project="project-onco"),
        "port hdh-cardio-desk-1 (of cardio): groups is hdh-cardio-work of the project project-onco, intended is ",
    ),
    (
        "ports",
        lambda f: _changed(f, "ports", "hdh-hub-bastion-1", addresses=("10.64.0.99",)),
        "port hdh-hub-bastion-1 (of hub): address is 10.64.0.99, intended is 10.64.0.10",
    ),
    (
        "ports",
        lambda f: _changed(f, "ports", "hdh-cardio-desk-1", addresses=("10.72.1.9",)),
        "port hdh-cardio-desk-1 (of cardio): 10.72.1.9 lies outside of 10.72.0.0/24",
    ),
    (
        "ports",
        lambda f: _copied(f, "ports", "hdh-cardio-desk-1", name="spy", addresses=("10.72.0.200",)),
        "port spy (of cardio): not declared",
    ),
    (
        "ports",
        lambda f: _copied(f, "ports", "hdh-cardio-desk-1", name="spy", project="stranger"),
        "port spy (of project stranger): stands on a network of the platform",
    ),
    (
        "servers",
        lambda f: _changed(f, "servers", "hdh-cardio-desk-1", config_drive=False),
        "server hdh-cardio-desk-1 (of cardio): config drive is False, intended is True",
    ),
    (
        "servers",
        lambda f: _changed(f, "servers", "hdh-cardio-desk-1", zone="elsewhere"),
        "server hdh-cardio-desk-1 (of cardio): zone is elsewhere, intended is ",
    ),
    (
        "servers",
        lambda f: _copied(f, "ports", "hdh-onco-desk-1", name="foot", device="hdh-cardio-desk-1"),
        "server hdh-cardio-desk-1 (of cardio): ports: too many foot",
    ),
    (
        "servers",
        lambda f: _copied(f, "servers", "hdh-cardio-desk-1", name="miner"),
        "server miner (of cardio): not declared",
    ),
    (
        "volumes",
        lambda f: _changed(f, "volumes", "hdh-prod-index", encrypted=False),
        "volume hdh-prod-index (of prod): encrypted is False, intended is True",
    ),
    (
        "volumes",
        lambda f: _changed(f, "volumes", "boot-hdh-hub-time", type="plain"),
        "volume boot-hdh-hub-time (of hub): type is plain, intended is ",
    ),
    (
        "volumes",
        lambda f: replace(f, volume_types=tuple(replace(one, provider="") for one in f.volume_types)),
        ": its volumes are not encrypted with LUKS",
    ),
    (
        "volumes",
        lambda f: _changed(f, "volumes", "hdh-prod-index", size=1),
        "volume hdh-prod-index (of prod): size is 1, intended is 500",
    ),
    (
        "volumes",
        lambda f: _changed(f, "volumes", "hdh-onco-desk-1-data", servers=()),
        "volume hdh-onco-desk-1-data (of onco): attached to is nothing, intended is hdh-onco-desk-1",
    ),
    (
        "volumes",
        lambda f: _without(f, "volumes", "boot-hdh-hub-time"),
        "boot volume of hdh-hub-time (of hub): number is 0, intended is 1",
    ),
    (
        "volumes",
        lambda f: _copied(f, "volumes", "boot-hdh-hub-time", servers=()),
        "volume without a name (of hub): not declared",
    ),
    (
        "secrets",
        lambda f: _changed(f, "secrets", "hdh-hub-alerting-token", project_access=True),
        "secret hdh-hub-alerting-token (of hub): readable by the whole project is True, intended is False",
    ),
    (
        "secrets",
        lambda f: _changed(f, "secrets", "hdh-hub-alerting-token", users=("somebody",)),
        "secret hdh-hub-alerting-token (of hub): readers is somebody, intended is nothing",
    ),
    (
        "secrets",
        lambda f: _without(f, "secrets", "hdh-hub-alerting-token"),
        "secret hdh-hub-alerting-token (of hub): missing",
    ),
    (
        "secrets",
        lambda f: _copied(f, "secrets", "key-hdh-prod-index"),
        "secret without a name (of prod): not declared",
    ),
    (
        "load balancers",
        lambda f: _changed(f, "balancers", "hdh-prod-portal", members=(Member("10.65.2.9", 22),)),
        "load balancer hdh-prod-portal (of prod): members: too many 10.65.2.9:22",
    ),
    (
        "port 22",
        lambda f: _ruled(f, "hdh-hub-bastion", Rule("m", "ingress", "IPv4", "tcp", 1, 100, "0.0.0.0/0")),
        "port 22: the internet reaches hdh-hub-bastion-1 from ",
    ),
    (
        "port 22",
        lambda f: _ruled(f, "hdh-hub-egress", Rule("m", "ingress", "IPv4", "tcp", 22, 22, "192.0.2.0/28")),
        "port 22: the internet reaches hdh-hub-egress-1: ",
    ),
    (
        "port 22",
        lambda f: _ruled(
            _ruled(f, "hdh-cardio-work", Rule("m", "egress", "IPv4", "tcp", 22, 22, "10.64.1.0/24")),
            "hdh-hub-egress",
            Rule("n", "ingress", "IPv4", None, None, None, "10.72.0.0/24"),
        ),
        "port 22: hdh-cardio-desk-1 reaches hdh-hub-egress-1: ",
    ),
    (
        "port 22",
        lambda f: _changed(f, "groups", "hdh-hub-bastion", rules=()),
        "port 22: the administrators do not reach hdh-hub-bastion-1",
    ),
    ("port 22", lambda f: replace(f, ports=()), "port 22: looked at nothing: 0 bastions and 0 other machines"),
    (
        "flows",
        lambda f: _changed(f, "routers", "hdh-onco", routes=()),
        "flow ONC-001 (tcp 22): hdh-hub-bastion-1 does not reach hdh-onco-desk-1: no way back",
    ),
    (
        "flows",
        lambda f: _ruled(f, "hdh-onco-work", dropped=5),
        "flow ONC-001 (tcp 22): hdh-hub-bastion-1 does not reach hdh-onco-desk-1: ",
    ),
    (
        "nothing that is not understood",
        lambda f: _added(f, "unmodelled", Unmodelled("trunk", "t", "project-onco")),
        "trunk t (of onco): not declared",
    ),
]


@pytest.mark.parametrize(("name", "tamper", "line"), CASES)
def test_a_difference_is_named(loopback: tuple[Estate, Found], name: str, tamper: Tamper, line: str) -> None:
    estate, found = loopback
    there = differing_in(name, intended(estate), tamper(found))
    assert any(line in one for one in there), there


def test_every_property_has_a_case() -> None:
    assert {name for name, _, _ in CASES} == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_a_project_that_was_not_read_is_a_difference(loopback: tuple[Estate, Found], name: str) -> None:
    estate, found = loopback
    projects = {area: project for area, project in found.projects.items() if area != "onco"}
    there = differing_in(name, intended(estate), replace(found, projects=projects))
    assert there == [f"{name}: the project of onco was not read"]


def test_an_empty_cloud_differs_in_every_property_that_asks_for_something(loopback: tuple[Estate, Found]) -> None:
    estate, found = loopback
    empty = Found(projects=found.projects)
    silent = [name for name in CHECKS if not differing_in(name, intended(estate), empty)]
    assert silent == ["flows", "nothing that is not understood"]
