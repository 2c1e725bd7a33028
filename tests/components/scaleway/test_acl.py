"""From flows to the rules of a VPC's access list."""

from __future__ import annotations

import copy

import pytest

from components.contract.check import faults
from components.contract.intent import Area, Intent
from components.scaleway import acl
from stacks.catalogue import FOLDER
from stacks.intents import read_intent
from tests.contract.intents import EXAMPLE

INTENT = read_intent(FOLDER / "hdh.yaml")


def area(name: str) -> Area:
    return next(item for item in INTENT.areas if item.name == name)


def test_a_flow_between_two_segments_stands_once_with_its_answer() -> None:
    found = [entry for entry in acl.entries(INTENT, area("prod")) if "PRD-003" in entry.description]
    assert [(item.source, item.destination, item.source_ports, item.destination_ports) for item in found] == [
        ("10.65.1.0/24", "10.65.2.0/24", (1024, 65535), (5432, 5432)),
        ("10.65.2.0/24", "10.65.1.0/24", (5432, 5432), (1024, 65535)),
    ]


def test_a_flow_within_one_segment_is_not_the_lists_matter() -> None:
    assert not [entry for entry in acl.entries(INTENT, area("prod")) if "PRD-005" in entry.description]


@pytest.mark.parametrize("flow", ["HUB-001", "HUB-018", "HUB-019", "HUB-025", "OUT-001"])
def test_flows_with_the_internet_are_not_the_lists_matter(flow: str) -> None:
    assert not [entry for entry in acl.entries(INTENT, area("hub")) if flow in entry.description]


def test_more_rules_than_a_list_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acl, "LIMIT", 3)
    with pytest.raises(ValueError, match=r"found \d+ rules for the network of `prod`"):
        acl.entries(INTENT, area("prod"))


def test_an_area_outside_the_pools_is_in_the_hubs_list_too() -> None:
    data = copy.deepcopy(EXAMPLE)
    area = data["environments"][1]
    del area["slot"]
    area["cidr"] = "10.200.0.0/20"
    for number, (source, to, protocol, ports) in enumerate(
        [
            ("nonprod.cluster", "egress", "tcp", [3128, 3142]),
            ("nonprod.cluster", "egress", "udp", [123]),
            ("nonprod.cluster", "shared", "tcp", [443]),
            ("bastion", "nonprod.cluster", "tcp", [22]),
        ]
    ):
        data["hub"]["flows"].append(
            {
                "id": f"HUB-{101 + number}",
                "from": source,
                "to": to,
                "protocol": protocol,
                "ports": ports,
                "justification": "of the area outside the pools",
            }
        )
    intent = Intent.model_validate(data)
    assert faults(intent) == []
    crossing = {
        (item.source, item.destination, item.destination_ports)
        for item in acl.entries(intent, intent.environments[1])
        if not item.description.startswith("answers") and ("10.64." in item.source or "10.64." in item.destination)
    }
    hub = {(item.source, item.destination, item.destination_ports) for item in acl.entries(intent, intent.hub)}
    assert crossing
    assert crossing <= hub
