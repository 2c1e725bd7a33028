"""From flows to rules: both directions, nothing more."""

from __future__ import annotations

from typing import Any

from components.contract.flows import ANYWHERE, client_cidrs, rules
from components.contract.intent import Intent


def test_a_flow_is_a_rule_at_each_of_its_ends_and_nowhere_else(example: dict[str, Any]) -> None:
    intent = Intent.model_validate(example)
    prod = intent.environments[0]
    found = {
        (segment.name, rule.direction)
        for segment in prod.segments
        for rule in rules(intent, prod, segment)
        if rule.flow == "PRD-003"
    }
    assert found == {("cluster", "out"), ("data", "in")}


def test_only_the_proxys_way_out_is_open_to_everywhere(example: dict[str, Any]) -> None:
    intent = Intent.model_validate(example)
    open_rules = {
        (area.name, segment.name, rule.direction)
        for area in intent.areas
        for segment in area.segments
        for rule in rules(intent, area, segment)
        if ANYWHERE in rule.peers
    }
    assert open_rules == {("hub", "egress", "out")}


def test_a_flow_for_another_port_opens_no_service_that_filters_sources_only(example: dict[str, Any]) -> None:
    flow = {"id": "PRD-099", "from": "portal", "to": "data", "ports": [6432], "justification": "a pool"}
    example["environments"][0]["flows"].append(flow)
    intent = Intent.model_validate(example)
    prod = intent.environments[0]
    data = next(segment for segment in prod.segments if segment.name == "data")
    cluster = str(intent.plan.segments["prod", "cluster"])
    assert client_cidrs(intent, prod, data, 5432) == (cluster,)
    assert str(intent.plan.segments["prod", "portal"]) in client_cidrs(intent, prod, data, 6432)
