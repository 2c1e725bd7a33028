"""What is expected of an estate, against values worked out by hand from the example intent."""

from __future__ import annotations

from stacks.estate import Estate, load_estate
from tests.e2e.openstack.cloud.intended import intended
from tests.e2e.openstack.cloud.model import Found, Listener, Member, Route
from tests.e2e.openstack.cloud.wanted import Intended, Line, WantedHost, WantedSegment


def _wanted(stands: tuple[Estate, Found]) -> Intended:
    return intended(stands[0])


def _segment(wanted: Intended, label: str) -> WantedSegment:
    return next(one for one in wanted.segments if one.label == label)


def _host(wanted: Intended, label: str) -> WantedHost:
    return next(one for one in wanted.hosts if one.label == label)


def _texts(lines: frozenset[Line]) -> set[str]:
    return {str(line) for line in lines}


def test_the_flow_matrix_of_a_space(stands: tuple[Estate, Found]) -> None:
    wanted = _wanted(stands)
    assert _texts(_segment(wanted, "hdh-cardio-work").rules) == {
        "ingress IPv4 tcp 22 from 10.64.0.0/24",
        "egress IPv4 tcp 5432 to 10.72.1.0/24",
        "egress IPv4 tcp 2049 to 10.72.1.0/24",
        "egress IPv4 tcp 3128 to 10.64.1.0/24",
        "egress IPv4 tcp 3142 to 10.64.1.0/24",
        "egress IPv4 tcp 443 to 10.64.3.0/24",
        "egress IPv4 udp 123 to 10.64.1.0/24",
    }
    assert _texts(_segment(wanted, "hdh-cardio-data").rules) == {
        "ingress IPv4 tcp 5432 from 10.72.0.0/24",
        "ingress IPv4 tcp 2049 from 10.72.0.0/24",
    }


def test_the_flow_matrix_of_the_hub(stands: tuple[Estate, Found]) -> None:
    wanted = _wanted(stands)
    bastion = _texts(_segment(wanted, "hdh-hub-bastion").rules)
    assert {line for line in bastion if line.startswith("ingress")} == {
        "ingress IPv4 tcp 22 from 192.0.2.0/28",
        "ingress IPv4 tcp 22 from 198.51.100.16/29",
    }
    assert "egress IPv4 tcp 22 to 10.72.0.0/13" in bastion
    link = _texts(_segment(wanted, "hdh-hub-site-link").rules)
    assert {"ingress IPv4 udp 4500 from 203.0.113.10/32", "egress IPv4 udp 500 to 203.0.113.10/32"} <= link


def test_only_the_proxy_reaches_the_internet(stands: tuple[Estate, Found]) -> None:
    wanted = _wanted(stands)
    everywhere = {one.label: one for one in wanted.segments if any(line.peer == "0.0.0.0/0" for line in one.rules)}
    assert set(everywhere) == {"hdh-hub-egress"}
    rules = everywhere["hdh-hub-egress"].rules
    assert {line.traffic for line in rules if line.peer == "0.0.0.0/0"} == {"tcp 443"}
    servers = {f"{server}/32" for server in _segment(wanted, "hdh-hub-egress").dns}
    assert {line.peer for line in rules if line.traffic in ("tcp 53", "udp 53")} == servers != set()


def test_segments_without_a_way_out_get_routes_in_its_place(stands: tuple[Estate, Found]) -> None:
    wanted = _wanted(stands)
    assert {one.label for one in wanted.segments if one.gateway is None} == {"hdh-hub-shared"}
    shared = _segment(wanted, "hdh-hub-shared")
    ranges = ("10.64.0.0/16", "10.65.0.0/16", "10.72.0.0/13")
    assert shared.routes == tuple(Route(one, "10.64.3.1") for one in ranges)
    assert {one.label for one in wanted.segments if one.dns} == {
        "hdh-hub-bastion",
        "hdh-hub-egress",
        "hdh-hub-site-link",
    }


def test_routers(stands: tuple[Estate, Found]) -> None:
    wanted = _wanted(stands)
    routers = {one.area: one for one in wanted.routers}
    assert [area for area, one in routers.items() if one.exit] == ["hub"]
    assert routers["onco"].routes == {Route("10.64.0.0/20", "10.71.0.1")}
    assert routers["onco"].transit_address == (None if wanted.shared else "10.71.1.1")
    assert routers["hub"].transit_address == "10.71.0.1"
    assert routers["hub"].routes == {Route("10.16.0.0/12", "10.64.2.10")}
    assert ("10.72.16.0/20", "onco") in routers["hub"].areas
    assert {area: len(one.areas) for area, one in routers.items() if one.areas} == {"hub": 6}


def test_machines(stands: tuple[Estate, Found]) -> None:
    wanted = _wanted(stands)
    assert {one.label for one in wanted.hosts if one.public} == {
        "hdh-hub-bastion-1",
        "hdh-hub-bastion-2",
        "hdh-hub-legacy-1",
        "hdh-hub-legacy-2",
    }
    assert wanted.bastions == {"hdh-hub-bastion-1", "hdh-hub-bastion-2"}
    assert {one.label for one in wanted.hosts if one.pairs} == {"hdh-hub-legacy-1", "hdh-hub-legacy-2"}
    assert _host(wanted, "hdh-hub-packages").boot_gb == 40
    assert _host(wanted, "hdh-hub-time").address == "10.64.1.20"
    assert _host(wanted, "hdh-cardio-desk-3").address is None


def test_nobody_has_a_seat_in_a_frozen_space(stands: tuple[Estate, Found]) -> None:
    seats = {one.area for one in _wanted(stands).hosts}
    assert seats == {"hub", "cardio", "onco", "vaccin"}


def test_volumes_secrets_and_balancers(stands: tuple[Estate, Found]) -> None:
    wanted = _wanted(stands)
    volumes = {one.label: (one.size, one.host) for one in wanted.volumes}
    assert volumes["hdh-prod-index"] == (500, "")
    assert volumes["hdh-cardio-gpu-free-1-data"] == (1000, "hdh-cardio-gpu-free-1")
    assert len(volumes) == 9
    assert {one.label for one in wanted.secrets} == {
        "hdh-hub-alerting-token",
        "hdh-nonprod-application",
        "hdh-prod-application",
        "hdh-prod-portal-session",
    }
    (door,) = wanted.balancers
    assert (door.label, door.listeners) == ("hdh-prod-portal", frozenset({Listener("TCP", 443)}))
    assert door.members == {Member("10.65.0.10", 443), Member("10.65.0.11", 443)}


def test_flows_have_a_segment_at_each_end(stands: tuple[Estate, Found]) -> None:
    flows = {one.id: one for one in _wanted(stands).flows}
    assert (flows["CAR-001"].source, flows["CAR-001"].to) == (("hub", "bastion"), ("cardio", "work"))
    assert str(flows["CAR-006"].traffic) == "udp 123"
    assert not {"HUB-001", "HUB-002", "HUB-018", "HUB-020"} & set(flows)


def test_how_the_transit_network_is_shared() -> None:
    assert not intended(load_estate("ovhcloud")).shared
    assert intended(load_estate("ovhcloud-loopback")).shared
