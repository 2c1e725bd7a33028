"""Holes made by hand, through the cloud's own API, in each direction: each is found, and gone when it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.e2e.openstack.cloud.sealing import sealed
from tests.e2e.openstack.standing import Standing

pytestmark = [pytest.mark.openstack, pytest.mark.xdist_group("openstack")]

ONE, OTHER = "cardio", "onco"
Hole = Callable[[Standing], Any]


@contextmanager
def tampered(stood: Standing, hole: Hole) -> Iterator[list[str]]:
    """What the claim says while the hole is there."""
    mend = hole(stood)
    try:
        yield sealed(stood.estate, stood.read_network()).holes
    finally:
        mend()


def _rule(stood: Standing, area: str, direction: str, peer: str) -> Callable[[], object]:
    network: Any = stood.admin.network
    group = next(one for one in network.security_groups() if one.name == f"hdh-{area}-work")
    made = network.create_security_group_rule(
        security_group_id=group.id, direction=direction, ethertype="IPv4", protocol="tcp", remote_ip_prefix=peer
    )
    return lambda: network.delete_security_group_rule(made)


def _range(stood: Standing, area: str) -> str:
    return next(str(one.cidr) for one in stood.admin.network.subnets() if one.name == f"hdh-{area}-work")


def _route(stood: Standing, area: str, destination: str) -> Callable[[], object]:
    network: Any = stood.admin.network
    router = next(one for one in network.routers() if one.name == f"hdh-{area}")
    other = next(one for one in network.ports() if one.name == f"hdh-{OTHER}-transit")
    routes = [*router.routes, {"destination": destination, "nexthop": other.fixed_ips[0]["ip_address"]}]
    network.update_router(router, routes=routes)
    return lambda: network.update_router(router, routes=routes[:-1])


def _gateway(stood: Standing, area: str) -> Callable[[], object]:
    network: Any = stood.admin.network
    router = next(one for one in network.routers() if one.name == f"hdh-{area}")
    outside = next(iter(network.networks(is_router_external=True)))
    network.update_router(router, external_gateway_info={"network_id": outside.id})
    return lambda: network.update_router(router, external_gateway_info={})


def _no_port_security(stood: Standing, area: str) -> Callable[[], object]:
    network: Any = stood.admin.network
    port = next(one for one in network.ports() if one.name.startswith(f"hdh-{area}-desk"))
    # the update below changes this object too
    groups = list(port.security_group_ids)
    network.update_port(port, security_groups=[], port_security_enabled=False)
    return lambda: network.update_port(port, port_security_enabled=True, security_groups=groups)


@pytest.mark.parametrize(
    ("named", "hole"),
    [
        (f"{ONE}", lambda stood: _rule(stood, ONE, "egress", _range(stood, OTHER))),
        (f"{ONE}", lambda stood: _rule(stood, ONE, "ingress", _range(stood, OTHER))),
        (f"{ONE}", lambda stood: _route(stood, ONE, _range(stood, OTHER))),
        (f"{ONE}", lambda stood: _rule(stood, ONE, "egress", "0.0.0.0/0")),
        (f"{ONE}", lambda stood: _rule(stood, ONE, "ingress", "0.0.0.0/0")),
        (f"{ONE}", lambda stood: _gateway(stood, ONE)),
        (f"{ONE}", lambda stood: _no_port_security(stood, ONE)),
    ],
    ids=[
        "space-to-space-by-a-rule",
        "space-from-space-by-a-rule",
        "space-to-space-by-a-route",
        "space-to-internet-by-a-rule",
        "internet-to-space-by-a-rule",
        "space-to-internet-by-a-gateway",
        "a-host-without-port-security",
    ],
)
def test_a_hole_in_any_direction_is_found_and_gone_when_it_is_mended(stood: Standing, named: str, hole: Hole) -> None:
    with tampered(stood, hole) as holes:
        assert [line for line in holes if named in line]
    assert sealed(stood.estate, stood.read_network()).holes == []
