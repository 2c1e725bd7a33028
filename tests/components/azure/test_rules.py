"""Azure's rules have priorities; those of flows never move."""

from __future__ import annotations

from components.azure.rules import priorities
from components.contract.roles.network import Rule
from components.contract.words import Protocol


def rule(flow: str) -> Rule:
    return Rule(flow, "in", Protocol.TCP, ("443",), ("10.0.0.0/24",), "because", None)


def test_a_flow_has_the_priority_of_its_number_whatever_stands_before_it() -> None:
    assert [number for number, _ in priorities([rule("A-003"), rule("A-001")])] == [201, 203]
    assert dict((item.flow, number) for number, item in priorities([rule("A-002"), rule("A-003"), rule("A-001")])) == {
        "A-001": 201,
        "A-002": 202,
        "A-003": 203,
    }


def test_two_flows_of_one_number_get_priorities_of_their_own() -> None:
    assert [number for number, _ in priorities([rule("A-001"), rule("B-001"), rule("A-002")])] == [201, 202, 203]
