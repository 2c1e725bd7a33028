"""From the JSON of OpenStack's APIs to the model, with what a real one answered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.openstack.cloud import parsing
from tests.e2e.openstack.cloud.model import Gateway, Listener, Member, Route, Rule, Unmodelled
from tests.providers.openstack.api import NETWORK, VOLUME

ROUTER: dict[str, Any] = {
    "id": "r1",
    "name": "r",
    "project_id": "p",
    "routes": [{"destination": "10.2.0.0/16", "nexthop": "10.9.0.2"}, {"destination": "10.1.0.0/16", "nexthop": "h"}],
    "external_gateway_info": {
        "network_id": "ext",
        "enable_snat": False,
        "external_fixed_ips": [{"subnet_id": "s", "ip_address": "198.51.100.5"}],
    },
}
PORT: dict[str, Any] = {
    "id": "o1",
    "name": "",
    "project_id": "p",
    "network_id": "n1",
    "fixed_ips": [{"subnet_id": "s", "ip_address": "10.0.0.5"}],
    "security_groups": ["g1"],
    "port_security_enabled": True,
    "allowed_address_pairs": [{"ip_address": "10.16.0.0/12", "mac_address": "fa:16:3e:00:00:01"}],
    "device_owner": "compute:nova",
    "device_id": "m1",
}
SERVER: dict[str, Any] = {
    "id": "m1",
    "name": "m",
    "tenant_id": "p",
    "OS-EXT-AZ:availability_zone": "nova",
    "config_drive": "True",
    "metadata": {"owner": "platform"},
    "os-extended-volumes:volumes_attached": [{"id": "v1"}, {"id": "v2"}],
    "OS-EXT-SRV-ATTR:user_data": "bm90IGtlcHQ=",
}


@pytest.mark.parametrize(
    ("more", "wire"),
    [
        ({}, "vxlan/-/17"),
        ({"provider:network_type": "vrack", "provider:segmentation_id": 99}, "vrack/-/99"),
        ({"provider:network_type": "flat", "provider:physical_network": "public"}, "flat/public/17"),
        ({"provider:network_type": "local"}, "n1"),
        ({"provider:network_type": None}, "n1"),
    ],
)
def test_networks_with_one_number_are_one_wire(more: dict[str, Any], wire: str) -> None:
    assert parsing.network({**NETWORK, **more}).wire == wire


def test_a_router_with_its_gateway() -> None:
    found = parsing.router(ROUTER)
    assert found.gateways == (Gateway("ext", ("198.51.100.5",), snat=False),)
    assert found.routes == (Route("10.1.0.0/16", "h"), Route("10.2.0.0/16", "10.9.0.2"))
    assert parsing.router({**ROUTER, "external_gateway_info": None}).gateways == ()
    several = [ROUTER["external_gateway_info"], {"network_id": "ext2", "external_fixed_ips": []}]
    assert [one.snat for one in parsing.router({**ROUTER, "external_gateways": several}).gateways] == [False, True]


def test_a_port_with_its_address_pairs() -> None:
    found = parsing.port(PORT)
    assert (found.addresses, found.pairs, found.groups) == (("10.0.0.5",), ("10.16.0.0/12",), ("g1",))
    assert (found.owner, found.device, found.port_security) == ("compute:nova", "m1", True)


@pytest.mark.parametrize("key", ["port_security_enabled", "security_groups", "allowed_address_pairs"])
def test_what_must_be_said_and_is_not_is_an_error(key: str) -> None:
    with pytest.raises(KeyError, match=key):
        parsing.port({name: value for name, value in PORT.items() if name != key})


def test_rules_by_prefix_by_group_and_by_number() -> None:
    rule = {
        "id": "x",
        "direction": "ingress",
        "ethertype": "IPv4",
        "protocol": 6,
        "port_range_min": 1,
        "port_range_max": 2,
        "remote_ip_prefix": None,
        "remote_group_id": "g2",
        "remote_address_group_id": "a1",
    }
    group = {"id": "g", "name": "g", "project_id": "p", "stateful": False, "security_group_rules": [rule]}
    found = parsing.group(group)
    assert found.rules == (Rule("x", "ingress", "IPv4", "6", 1, 2, None, "g2", "a1"),)
    assert not found.stateful


def test_a_server_without_its_user_data() -> None:
    found = parsing.server(SERVER)
    assert (found.config_drive, found.volumes, found.zone) == (True, ("v1", "v2"), "nova")
    assert "bm90IGtlcHQ=" not in repr(found)
    assert not parsing.server({**SERVER, "config_drive": ""}).config_drive


def test_a_volume_that_nobody_names() -> None:
    found = parsing.volume(VOLUME)
    assert (found.name, found.key, found.encrypted) == ("", "k1", True)
    assert parsing.volume({key: value for key, value in VOLUME.items() if key != "encryption_key_id"}).key is None


def test_a_type_without_encryption() -> None:
    assert parsing.volume_type({"id": "y", "name": "plain"}, {}).provider == ""


def test_a_balancer_with_its_parts() -> None:
    raw = {
        "id": "b",
        "name": "b",
        "project_id": "p",
        "vip_address": "a",
        "vip_network_id": "n",
        "vip_port_id": "o",
    }
    found = parsing.balancer(
        raw, [{"protocol": "TCP", "protocol_port": 443}], [{"address": "10.0.0.9", "protocol_port": 8443}]
    )
    assert (found.listeners, found.members) == ((Listener("TCP", 443),), (Member("10.0.0.9", 8443),))


def test_what_is_not_modelled_is_kept_in_sight() -> None:
    scoped = {**NETWORK, "ipv4_address_scope": "s1"}
    split = {**NETWORK, "id": "n2", "segments": [{}]}
    assert list(parsing.unmodelled_networks([NETWORK, scoped, split])) == [
        Unmodelled("address scope", "n1", "p1"),
        Unmodelled("network of several segments", "n2", "p1"),
    ]
    forwarding = {"id": "f", "project_id": "p", "port_forwardings": [{"external_port": 22}]}
    assert list(parsing.unmodelled_floating([forwarding, {**forwarding, "port_forwardings": []}])) == [
        Unmodelled("port forwarding", "f", "p")
    ]
