"""OpenStack's tables: what its inputs say, also where they are awkward."""

from __future__ import annotations

from typing import Any

import pytest

from plan.values import UNKNOWN, Secret
from policies.kinds import openstack
from policies.kinds.values import Disk, Flow, Listener, Route
from tests.policies.kinds import estates

WORLD_4, WORLD_6 = ("0.0.0.0/0",), ("::/0",)
EVERY_PORT = ((0, 65535),)


def read(token: str, attribute: str, **inputs: Any) -> Any:
    return openstack.TABLE[f"openstack:{token}"].attributes[attribute](inputs)


def flow(**inputs: Any) -> Flow:
    (found,) = read("networking/secGroupRule:SecGroupRule", "rules", **inputs)
    assert isinstance(found, Flow)
    return found


@pytest.mark.parametrize(
    ("inputs", "peers"),
    [
        ({"ethertype": "IPv4", "remoteIpPrefix": "0.0.0.0/0"}, WORLD_4),
        ({"ethertype": "IPv4"}, WORLD_4),
        ({"ethertype": "IPv6"}, WORLD_6),
        ({"ethertype": "IPv6", "remoteIpPrefix": "::/0"}, WORLD_6),
        ({"ethertype": "IPv4", "remoteIpPrefix": ""}, WORLD_4),
        ({"ethertype": "IPv4", "remoteIpPrefix": Secret("0.0.0.0/0")}, WORLD_4),
        ({"ethertype": "IPv4", "remoteIpPrefix": "128.0.0.0/1"}, ("128.0.0.0/1",)),
        ({"ethertype": "IPv4", "remoteIpPrefix": "10.0.0.0/8"}, ("10.0.0.0/8",)),
        ({"ethertype": "what"}, WORLD_4 + WORLD_6),
        ({}, WORLD_4 + WORLD_6),
        ({"ethertype": "IPv4", "remoteIpPrefix": UNKNOWN}, UNKNOWN),
        ({"ethertype": UNKNOWN}, UNKNOWN),
        ({"ethertype": "IPv4", "remoteGroupId": "g-1"}, ("group:g-1",)),
        ({"ethertype": "IPv4", "remoteGroupId": UNKNOWN}, ("group:known later",)),
        ({"ethertype": "IPv4", "remoteGroupId": ""}, WORLD_4),
        ({"ethertype": "IPv4", "remoteAddressGroupId": "a-1"}, WORLD_4),
    ],
)
def test_peers(inputs: dict[str, Any], peers: Any) -> None:
    assert flow(direction="ingress", protocol="tcp", portRangeMin=22, portRangeMax=22, **inputs).peers == peers


@pytest.mark.parametrize(
    ("inputs", "protocol", "ports"),
    [
        ({"protocol": "tcp", "portRangeMin": 22, "portRangeMax": 22}, "tcp", ((22, 22),)),
        ({"protocol": "tcp"}, "tcp", EVERY_PORT),
        ({"protocol": "TCP", "portRangeMin": 0, "portRangeMax": 0}, "tcp", EVERY_PORT),
        ({"protocol": "6", "portRangeMin": 20, "portRangeMax": 30}, "tcp", ((20, 30),)),
        ({}, "any", EVERY_PORT),
        ({"protocol": ""}, "any", EVERY_PORT),
        ({"protocol": "icmp", "portRangeMin": 8, "portRangeMax": 0}, "icmp", ()),
        ({"protocol": UNKNOWN, "portRangeMin": 22, "portRangeMax": 22}, UNKNOWN, ((22, 22),)),
        ({"protocol": "tcp", "portRangeMin": UNKNOWN, "portRangeMax": 22}, "tcp", UNKNOWN),
    ],
)
def test_protocol_and_ports(inputs: dict[str, Any], protocol: Any, ports: Any) -> None:
    found = flow(direction="ingress", ethertype="IPv4", remoteIpPrefix="10.0.0.0/8", **inputs)
    assert (found.protocol, found.ports) == (protocol, ports)


@pytest.mark.parametrize(
    ("direction", "way"),
    [("ingress", "in"), ("EGRESS", "out"), ("egress", "out"), ("sideways", "in"), (None, "in"), (UNKNOWN, UNKNOWN)],
)
def test_direction(direction: Any, way: Any) -> None:
    assert flow(direction=direction, ethertype="IPv4").direction == way


def test_a_rule_says_which_flow_it_carries() -> None:
    assert flow(description="HUB-001: administrators").flow == ("HUB-001",)


@pytest.mark.parametrize(
    ("deleted", "default"),
    [(True, "deny"), (False, "allow"), (None, "allow"), ("true", "allow"), (UNKNOWN, UNKNOWN)],
)
def test_a_group_lets_out_unless_the_default_rules_go(deleted: Any, default: Any) -> None:
    assert read("networking/secGroup:SecGroup", "default_out", deleteDefaultRules=deleted) == default
    assert read("networking/secGroup:SecGroup", "default_in", deleteDefaultRules=deleted) == "deny"


@pytest.mark.parametrize(
    ("inputs", "external"),
    [
        ({}, False),
        ({"external": False, "shared": False}, False),
        ({"external": True}, True),
        ({"shared": "true"}, True),
        ({"external": UNKNOWN}, UNKNOWN),
        ({"external": UNKNOWN, "shared": True}, True),
    ],
)
def test_a_network_is_shared_with_others(inputs: dict[str, Any], external: Any) -> None:
    assert read("networking/network:Network", "external", **inputs) is external


@pytest.mark.parametrize("token", ["networking/network:Network", "networking/port:Port"])
@pytest.mark.parametrize(
    ("inputs", "enforced"),
    [
        ({}, None),
        ({"portSecurityEnabled": True}, True),
        ({"portSecurityEnabled": True, "valueSpecs": {"mtu": "1400"}}, True),
        ({"portSecurityEnabled": True, "valueSpecs": {"port_security_enabled": "true"}}, True),
        ({"portSecurityEnabled": True, "valueSpecs": {"port_security_enabled": "false"}}, False),
        ({"portSecurityEnabled": False, "valueSpecs": {"port_security_enabled": "true"}}, False),
        ({"valueSpecs": {"port_security_enabled": "False"}}, False),
        ({"portSecurityEnabled": True, "valueSpecs": {"port_security_enabled": UNKNOWN}}, UNKNOWN),
        ({"portSecurityEnabled": True, "valueSpecs": UNKNOWN}, UNKNOWN),
    ],
)
def test_an_additional_option_switches_groups_off(token: str, inputs: dict[str, Any], enforced: Any) -> None:
    assert read(token, "port_security", **inputs) is enforced


def test_an_additional_option_shares_a_network() -> None:
    for option in ("router:external", "shared"):
        assert read("networking/network:Network", "external", valueSpecs={option: "true"}) is True
        assert read("networking/network:Network", "external", valueSpecs={option: "false"}) is False


def test_a_router_with_a_way_out() -> None:
    assert read("networking/router:Router", "external", externalNetworkId=UNKNOWN) is True
    assert read("networking/router:Router", "external") is False


@pytest.mark.parametrize(
    ("inputs", "public"),
    [
        ({"networks": [{"port": UNKNOWN}]}, False),
        ({"networks": [{"port": "p-1"}, {"name": "Ext-Net"}]}, True),
        ({"networks": [{"name": "ext-net"}]}, True),
        ({"networks": [{"name": "hdh-prod-data"}]}, False),
        ({"networks": [{"uuid": "00000000-0000-4000-8000-000000000001"}]}, True),
        ({"networks": [{"uuid": UNKNOWN}]}, UNKNOWN),
        ({"networks": [UNKNOWN, {"name": "Ext-Net"}]}, True),
        ({"networks": [UNKNOWN]}, UNKNOWN),
        ({"networks": UNKNOWN}, UNKNOWN),
        ({"networks": []}, True),
        ({}, True),
        ({"networkMode": "auto"}, True),
        ({"networkMode": "none"}, False),
    ],
)
def test_a_host_in_the_public_network(inputs: dict[str, Any], public: Any) -> None:
    assert read("compute/instance:Instance", "public_ip", **inputs) is public


@pytest.mark.parametrize(
    ("devices", "disks"),
    [
        (None, (Disk(False, None),)),
        ([], (Disk(False, None),)),
        (UNKNOWN, UNKNOWN),
        ([{"sourceType": "image", "destinationType": "volume", "volumeType": "classic-luks"}], (Disk(True, None),)),
        ([{"sourceType": "image", "destinationType": "volume", "volumeType": "Classic-LUKS"}], (Disk(True, None),)),
        ([{"sourceType": "image", "destinationType": "volume", "volumeType": "classic"}], (Disk(False, None),)),
        ([{"sourceType": "image", "destinationType": "volume"}], (Disk(False, None),)),
        ([{"sourceType": "image", "destinationType": "local", "volumeType": "classic-luks"}], (Disk(False, None),)),
        ([{"sourceType": "volume", "destinationType": "volume"}], ()),
        ([{"sourceType": "image", "destinationType": "volume", "volumeType": UNKNOWN}], (Disk(UNKNOWN, None),)),
    ],
)
def test_disks_of_a_host(devices: Any, disks: Any) -> None:
    assert read("compute/instance:Instance", "disks", blockDevices=devices) == disks


def test_a_password_of_a_host() -> None:
    assert read("compute/instance:Instance", "password_login", adminPass=Secret("x")) is True
    assert read("compute/instance:Instance", "password_login", userData="#cloud-config\nssh_pwauth: true\n") is True
    assert read("compute/instance:Instance", "password_login", userData="#cloud-config\nssh_pwauth: false\n") is False
    assert read("compute/instance:Instance", "password_login", userData=Secret(UNKNOWN)) is UNKNOWN


@pytest.mark.parametrize(
    ("kind", "encrypted"),
    [("high-speed-gen2-luks", True), ("high-speed-gen2", False), ("luks", False), (None, False), (UNKNOWN, UNKNOWN)],
)
def test_a_volume_is_encrypted_by_its_type(kind: Any, encrypted: Any) -> None:
    assert read("blockstorage/volume:Volume", "encrypted", volumeType=kind) is encrypted


@pytest.mark.parametrize(
    ("inputs", "public"),
    [
        ({"vipNetworkId": "00000000-0000-4000-8000-000000000001"}, True),
        ({"vipNetworkId": UNKNOWN}, False),
        ({"vipSubnetId": UNKNOWN}, False),
        ({"vipPortId": UNKNOWN}, True),
        ({}, True),
    ],
)
def test_a_public_load_balancer(inputs: dict[str, Any], public: bool) -> None:
    assert read("loadbalancer/loadBalancer:LoadBalancer", "public", **inputs) is public


@pytest.mark.parametrize(
    ("inputs", "listener"),
    [
        ({"protocol": "TCP", "protocolPort": 443}, Listener("tcp", 443, None)),
        ({"protocol": "HTTPS", "protocolPort": 443}, Listener("https", 443, None)),
        ({"protocol": "HTTP", "protocolPort": 80}, Listener("http", 80, "")),
        ({"protocol": "TERMINATED_HTTPS", "protocolPort": 443}, Listener("https", 443, "1.0")),
        (
            {"protocol": "TERMINATED_HTTPS", "protocolPort": 443, "tlsVersions": ["TLSv1.3", "TLSv1.2"]},
            Listener("https", 443, "1.2"),
        ),
        (
            {"protocol": "TERMINATED_HTTPS", "protocolPort": 443, "tlsVersions": ["TLSv1.3", "SSLv3"]},
            Listener("https", 443, "1.0"),
        ),
        ({"protocol": "TERMINATED_HTTPS", "tlsVersions": UNKNOWN}, Listener("https", None, UNKNOWN)),
        ({"protocol": UNKNOWN, "protocolPort": 1}, Listener(UNKNOWN, 1, UNKNOWN)),
    ],
)
def test_entries_of_a_load_balancer(inputs: dict[str, Any], listener: Listener) -> None:
    assert read("loadbalancer/listener:Listener", "listeners", **inputs) == (listener,)


def test_the_way_behind_a_load_balancer() -> None:
    pool = "loadbalancer/pool:Pool"
    assert read(pool, "listeners", protocol="HTTP") == (Listener("http", None, ""),)
    assert read(pool, "listeners", protocol="HTTP", tlsEnabled=True) == ()
    assert read(pool, "listeners", protocol="TCP") == ()


@pytest.mark.parametrize(
    ("lists", "public"),
    [
        ({}, False),
        ({"containerRead": ".r:*,.rlistings"}, True),
        ({"containerRead": "project:user"}, False),
        ({"containerWrite": "*:*"}, True),
        ({"containerRead": UNKNOWN}, UNKNOWN),
    ],
)
def test_a_container_of_swift(lists: dict[str, Any], public: Any) -> None:
    assert read("objectstorage/container:Container", "public", **lists) is public


@pytest.mark.parametrize(
    ("payload", "is_secret"), [(None, True), (Secret("x"), True), ("x", False), (Secret(UNKNOWN), True)]
)
def test_a_stored_secret_is_one_in_the_plan_too(payload: Any, is_secret: bool) -> None:
    assert read("keymanager/secretV1:SecretV1", "value_is_secret", payload=payload) is is_secret


def test_clients_of_a_share() -> None:
    access = "sharedfilesystem/shareAccess:ShareAccess"
    assert read(access, "clients", accessType="ip", accessTo="10.0.0.0/24") == ("10.0.0.0/24",)
    assert read(access, "clients", accessType="ip", accessTo="0.0.0.0/0") == WORLD_4
    assert read(access, "clients", accessType="user", accessTo="alice") == WORLD_4


def test_a_role_that_nobody_knows_is_everything() -> None:
    assert openstack.access.able("network_operator") == {"manage-network"}
    assert openstack.access.able("administrator") == {"all"}
    assert openstack.access.able("new_role") == {"all"}


def test_a_planned_rule() -> None:
    record = estates.record(
        "ovhcloud", "networking/secGroupRule:SecGroupRule", "hub-bastion-HUB-001-in-tcp-22-192.0.2.0-28"
    )
    (rule,) = record["rules"]
    assert rule[:6] == ("in", True, "tcp", ((22, 22),), ("192.0.2.0/28",), ("HUB-001",))
    assert [item.kind for item in record.refs("group")] == ["net.sg"]
    assert not record.has_place


def test_a_planned_host_and_its_card() -> None:
    host = estates.record("ovhcloud", "compute/instance:Instance", "hub-bastion-1")
    assert host["public_ip"] is False
    assert host["disks"] == (Disk(True, None),)
    assert host["secret_texts"] is True
    assert host.location == "eu-west-par-a"
    assert host.tags is not None and host.tags["space"] == "shared"
    (card,) = host.refs("ports")
    assert card["port_security"] is True
    assert [group.kind for group in card.refs("groups")] == ["net.sg"]
    addresses = [other for other in host.view.pointing_to(card, "net.public_ip")]
    assert len(addresses) == 1 and addresses[0].location == "EU-WEST-PAR"


def test_a_planned_card_that_does_not_say_is_as_its_network() -> None:
    cards = [
        card for card in estates.view("ovhcloud").of("net.port") if "portSecurityEnabled" not in card.resource.inputs
    ]
    assert cards
    assert {card["port_security"] for card in cards} == {True}


def test_a_planned_group_network_and_portal() -> None:
    group = estates.record("ovhcloud", "networking/secGroup:SecGroup", "hub-bastion")
    assert (group["default_in"], group["default_out"], group["stateful"]) == ("deny", "deny", True)
    assert group.tags is not None and group.tags["flow"].startswith("HUB-001+HUB-002+")
    network = estates.record("ovhcloud", "networking/network:Network", "hub-bastion")
    assert (network["port_security"], network["external"], network["transitive"]) == (True, False, False)
    portal = estates.record("ovhcloud", "loadbalancer/loadBalancer:LoadBalancer", "prod-portal")
    assert portal["public"] is True
    assert portal["listeners"] == (Listener("tcp", 443, None),)
    route = estates.record("ovhcloud", "networking/routerRoute:RouterRoute", "prod-to-hub")
    assert route["routes"] == (Route("10.64.0.0/20", "host"),)


def test_a_planned_volume_and_secret() -> None:
    volume = estates.record("ovhcloud", "blockstorage/volume:Volume", "cardio-desk-1-data")
    assert (volume["encrypted"], volume["customer_key"], volume["size_gb"]) == (True, False, 500)
    assert [host.kind for host in volume.refs("host")] == ["compute.vm"]
    secret = estates.record("ovhcloud", "keymanager/secretV1:SecretV1", "prod-application")
    assert secret["value_is_secret"] is True


def test_an_empty_text_is_nothing() -> None:
    networks = [{"name": "Ext-Net", "uuid": "x", "port": ""}]
    assert read("compute/instance:Instance", "public_ip", networks=networks) is True
    assert read("loadbalancer/loadBalancer:LoadBalancer", "public", vipSubnetId="", vipNetworkId="x") is True


@pytest.mark.parametrize(
    ("unrestricted", "owner"),
    [(None, "application"), (False, "application"), (True, "user"), ("true", "user"), (UNKNOWN, UNKNOWN)],
)
def test_a_credential_that_may_make_others_is_its_users(unrestricted: Any, owner: Any) -> None:
    reader = openstack.TABLE["openstack:identity/applicationCredential:ApplicationCredential"].attributes["owner"]
    assert reader({} if unrestricted is None else {"unrestricted": unrestricted}) == owner
