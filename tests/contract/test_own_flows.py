"""Flows of the parts that a cloud makes us operate: added once, opened at both ends, never twice the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from components.contract import check
from components.contract.flows import rules
from components.contract.intent import Area, Intent
from components.contract.own_flows import KEY_STORE_PORT, LOG_STORE_PORT, completed, faults
from facts.model import Capability, Level
from stacks.catalogue import FOLDER
from stacks.intents import read_intent


def offered(**levels: Level) -> Mapping[str, Capability]:
    """Everything automated but what is named (with `_` for `-`)."""
    names = {"key-store": Level.AUTOMATED, "audit-sink": Level.AUTOMATED}
    names |= {name.replace("_", "-"): level for name, level in levels.items()}
    return {
        name: Capability(
            level=level, note="of a test", note_fr="d'un essai", source="of a test", checked=date(2026, 11, 25)
        )
        for name, level in names.items()
    }


OURS = offered(key_store=Level.SELF_OPERATED, audit_sink=Level.SELF_OPERATED)


@pytest.fixture(scope="module")
def intent() -> Intent:
    return read_intent(FOLDER / "hdh.yaml")


def added(before: Intent, after: Intent) -> dict[str, list[str]]:
    """Area -> `from>to:protocol/ports` of the flows that are new."""
    old = {flow.id for area in before.areas for flow in area.flows}
    return {
        area.name: [
            f"{flow.source}>{flow.to}:{flow.protocol}/{','.join(map(str, flow.ports))}"
            for flow in area.flows
            if flow.id not in old
        ]
        for area in after.areas
    }


def opened(intent: Intent, area: Area, segment: str, direction: str) -> set[tuple[str, str, str]]:
    """(protocol, port, peer) of a segment's firewall."""
    home = next(item for item in area.segments if item.name == segment)
    found = [rule for rule in rules(intent, area, home) if rule.direction == direction]
    return {(rule.protocol.value, port, peer) for rule in found for port in rule.ports for peer in rule.peers}


def area_of(intent: Intent, name: str) -> Area:
    return next(area for area in intent.areas if area.name == name)


def test_a_cloud_with_the_services_keeps_the_intent_as_it_is(intent: Intent) -> None:
    assert completed(intent, offered()) is intent


@pytest.mark.parametrize("level", [Level.ABSENT, Level.API, Level.MANUAL])
def test_a_gap_brings_no_flow(intent: Intent, level: Level) -> None:
    assert completed(intent, offered(key_store=level, audit_sink=level)) is intent


def test_the_completed_intent_is_a_good_one(intent: Intent) -> None:
    assert check.faults(completed(intent, OURS)) == []


def test_completing_twice_adds_nothing(intent: Intent) -> None:
    once = completed(intent, OURS)
    assert completed(once, OURS) == once


def test_an_area_gets_the_flows_of_its_key_store_and_no_other(intent: Intent) -> None:
    found = added(intent, completed(intent, offered(key_store=Level.SELF_OPERATED)))
    assert found["prod"] == [
        "cluster>data:tcp/8200",
        "data>data:tcp/8200",
        "data>data:tcp/8201",
        "hub.bastion>data:tcp/22",
        "data>hub.egress:tcp/3128,3142",
        "data>hub.egress:udp/123",
        "data>hub.shared:tcp/8200",
    ]
    # its service segment is that of the workstations: what they may do is declared already
    assert found["vaccin"] == ["work>work:tcp/8200", "work>work:tcp/8201", "work>hub.shared:tcp/8200"]


def test_the_hub_opens_the_other_ends(intent: Intent) -> None:
    found = added(intent, completed(intent, OURS))["hub"]
    assert found == [
        "bastion>shared:tcp/443",
        "shared>shared:tcp/8200",
        "shared>shared:tcp/8201",
        "environments>shared:tcp/8200",
        "spaces>shared:tcp/8200",
    ]


def test_the_log_store_alone_opens_one_way_to_it(intent: Intent) -> None:
    found = added(intent, completed(intent, offered(audit_sink=Level.SELF_OPERATED)))
    assert found.pop("hub") == [f"bastion>shared:tcp/{LOG_STORE_PORT}"]
    assert not any(found.values())


def test_an_area_without_keys_gets_nothing(intent: Intent) -> None:
    methods = area_of(intent, "methods")
    without = intent.changed(
        spaces=tuple(area.model_copy(update={"keys": ()}) if area == methods else area for area in intent.spaces)
    )
    assert added(without, completed(without, OURS))["methods"] == []


def test_both_firewalls_of_the_way_to_the_hubs_store_are_open(intent: Intent) -> None:
    full = completed(intent, OURS)
    cardio, plan = area_of(full, "cardio"), full.plan
    shared, data = str(plan.segments["hub", "shared"]), plan.segments["cardio", "data"]
    assert ("tcp", str(KEY_STORE_PORT), shared) in opened(full, cardio, "data", "out")
    assert ("tcp", str(KEY_STORE_PORT), str(plan.pool("spaces"))) in opened(full, full.hub, "shared", "in")
    assert data.subnet_of(plan.pool("spaces"))


def test_no_space_reaches_the_key_store_of_another(intent: Intent) -> None:
    full = completed(intent, OURS)
    for area in full.spaces:
        home = area.service_segment
        for _, port, peer in opened(full, area, home, "in"):
            if port == str(KEY_STORE_PORT):
                assert any(peer == str(full.plan.segments[area.name, item.name]) for item in area.segments)


def test_nobody_could_unseal_without_operators(intent: Intent) -> None:
    store = intent.hub.key_store.model_copy(update={"operators": ()})
    without = intent.changed(hub=intent.hub.model_copy(update={"key_store": store}))
    (fault,) = faults(without, OURS)
    assert fault.path == ("hub", "key_store")
    assert "no operators" in fault.found
    assert faults(without, offered()) == []
    assert faults(intent, OURS) == []
