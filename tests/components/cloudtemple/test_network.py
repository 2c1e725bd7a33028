"""Ordered networks, the routers between them, and who has a way to the internet."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from components.hosts.router import FOLDER
from plan.errors import ProgramFailed
from plan.model import PlannedResource
from stacks.catalogue import FOLDER as STACKS
from tests.components.cloudtemple.table import MACHINE
from tests.components.view import Changed, View, plain

AREAS = ("hub", "prod", "nonprod", "cardio", "onco", "vaccin", "methods")
EDGE = ipaddress.IPv4Network("192.168.255.0/26")


def document(item: PlannedResource) -> Any:
    return yaml.safe_load(plain(item.inputs["cloudInit"])["cloud_config"])


def network_of(item: PlannedResource) -> Any:
    return yaml.safe_load(plain(item.inputs["cloudInit"])["network_config"])["ethernets"]


def file(item: PlannedResource, path: str) -> str:
    (found,) = [entry["content"] for entry in document(item)["write_files"] if entry["path"] == path]
    return str(found)


def addresses(item: PlannedResource) -> Iterator[ipaddress.IPv4Interface]:
    for adapter in network_of(item).values():
        yield ipaddress.IPv4Interface(adapter["addresses"][0])


def names_of_networks() -> dict[str, str]:
    """Id of an ordered network -> its name, as the recorded answers have it."""
    answers = json.loads((STACKS / "cloudtemple.answers.json").read_text(encoding="utf-8"))["answers"]
    return {
        item["result"]["id"]: item["args"]["name"]
        for item in answers
        if "name" in item["args"] and "id" in item["result"]
    }


def routers(estate: View) -> dict[str, PlannedResource]:
    return {area: estate.one(MACHINE, area) for area in AREAS}


def test_every_area_has_a_router_with_a_leg_in_each_segment_and_on_the_transit_network(estate: View) -> None:
    known = names_of_networks()
    legs = {
        area: [known[adapter["networkId"]] for adapter in item.inputs["osNetworkAdapters"]]
        for area, item in routers(estate).items()
    }
    assert legs == {
        "hub": ["hdh-hub-bastion", "hdh-hub-egress", "hdh-hub-site-link", "hdh-hub-shared", "hdh-transit", "hdh-edge"],
        "prod": ["hdh-prod-portal", "hdh-prod-cluster", "hdh-prod-data", "hdh-transit"],
        "nonprod": ["hdh-nonprod-cluster", "hdh-nonprod-data", "hdh-transit"],
        "cardio": ["hdh-cardio-work", "hdh-cardio-data", "hdh-transit"],
        "onco": ["hdh-onco-work", "hdh-onco-data", "hdh-transit"],
        "vaccin": ["hdh-vaccin-work", "hdh-transit"],
        "methods": ["hdh-methods-work", "hdh-transit"],
    }


def test_an_area_leads_to_the_hub_and_to_no_other_area(estate: View) -> None:
    for area, item in routers(estate).items():
        if area == "hub":
            continue
        lines = file(item, f"{FOLDER}/routes").split("\n")
        assert {line.split()[0] for line in lines if line} == {"10.64.0.0/20"}, area
        assert {line.split()[1] for line in lines if line} == {"10.71.0.1"}, area


def test_only_the_hubs_router_and_the_ways_in_stand_at_the_edge(estate: View) -> None:
    """A host there is one that the internet can reach, or that can reach it."""
    at_the_edge = {item.name for item in estate.of(MACHINE) if any(one in EDGE for one in addresses(item))}
    assert at_the_edge == {"hub", "hub-bastion-1", "hub-bastion-2", "hub-legacy-1", "hub-legacy-2"}


def test_every_other_host_has_one_adapter_and_its_segments_router_as_the_only_way(estate: View) -> None:
    others = [item for item in estate.of(MACHINE) if item.name not in AREAS]
    inside = [item for item in others if not any(one in EDGE for one in addresses(item))]
    assert len(inside) == 44 - len(AREAS) - 4
    for item in inside:
        (adapter,) = network_of(item).values()
        own = ipaddress.IPv4Interface(adapter["addresses"][0])
        assert adapter["routes"] == [{"to": "0.0.0.0/0", "via": str(own.network[1])}], item.urn


def test_a_host_at_the_edge_reaches_the_platform_by_its_router_and_all_else_outside(estate: View) -> None:
    for name in ("hub-bastion-1", "hub-legacy-2"):
        inner, outer = network_of(estate.one(MACHINE, name)).values()
        assert {way["to"] for way in inner["routes"]} == {"10.64.0.0/16", "10.65.0.0/16", "10.72.0.0/13"}
        assert outer["routes"] == [{"to": "0.0.0.0/0", "via": "192.168.255.1"}]


def test_a_host_stands_on_the_network_of_its_segment_as_its_own_zone_knows_it(estate: View) -> None:
    known = names_of_networks()
    for name, network in (("hub-bastion-2", "hdh-hub-bastion"), ("cardio-gpu-free-1", "hdh-cardio-work")):
        first = estate.one(MACHINE, name).inputs["osNetworkAdapters"][0]["networkId"]
        assert known[first] == network
        # the third group of digits says the zone in the recorded answers
        assert first[-8] == "6", name


def test_a_host_is_made_once_its_areas_router_is_there(estate: View) -> None:
    for item in estate.of(MACHINE):
        area = item.name.partition("-")[0]
        if item.name not in AREAS:
            router = estate.one(MACHINE, area).urn
            assert router in item.dependencies, item.urn


def test_floating_addresses_end_at_the_reserved_address_of_their_host(estate: View) -> None:
    reserved = {item.name: item.inputs for item in estate.of("VpcStaticIp")}
    for item in estate.of(MACHINE):
        outside = [one for one in addresses(item) if one in EDGE]
        if outside:
            mac = item.inputs["osNetworkAdapters"][-1]["macAddress"]
            assert (reserved[item.name]["ipAddress"], reserved[item.name]["macAddress"]) == (str(outside[0].ip), mac)
    for item in estate.of("VpcFloatingIpBinding"):
        own = {dependency.rpartition("::")[2] for dependency in item.dependencies if "Vpc" in dependency}
        assert own == {item.name}


def test_the_way_out_is_the_proxies_times_and_mirrors_alone(estate: View) -> None:
    rules = file(estate.one(MACHINE, "hub"), f"{FOLDER}/rules.nft")
    (line,) = [line for line in rules.split("\n") if "snat ip to" in line]
    assert line.rstrip().endswith("snat ip to 192.168.255.10")
    ranges = [ipaddress.IPv4Network(text) for text in re.findall(r"[0-9.]+/[0-9]+", line)]
    assert {str(address) for network in ranges for address in network} == {
        f"10.64.1.{last}" for last in (10, 11, 12, 20, 21)
    }


def test_every_flow_of_an_area_stands_in_its_routers_rules_or_does_not_cross_it(estate: View) -> None:
    rules = file(estate.one(MACHINE, "prod"), f"{FOLDER}/rules.nft")
    within_one_segment = {"PRD-001", "PRD-005"}
    for flow in [f"PRD-{number:03}" for number in range(1, 13)]:
        assert (f'comment "{flow}"' in rules) is (flow not in within_one_segment), flow
    assert "type filter hook forward priority filter - 10; policy drop;" in rules


def test_one_more_segment_than_a_machine_has_adapters_is_refused(changed: Changed) -> None:
    more = "".join(f"\n      - {{name: more-{number}, purpose: data, slot: {number}}}" for number in range(3, 7))
    with pytest.raises(ProgramFailed, match="needs a machine with 8 network adapters"):
        changed(("      - {name: data, purpose: data, slot: 2}", "      - {name: data, purpose: data, slot: 2}" + more))
