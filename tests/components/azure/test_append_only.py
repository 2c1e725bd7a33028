"""Adding something changes nothing that is there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from components.azure.rules import priorities
from components.contract.roles.network import Rule
from components.contract.words import Protocol
from tests.components.azure.conftest import Change, Legacy, plain


def behind(old: str, new: str) -> Change:
    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, old + new, 1)

    return change


SPACE = """
  - name: added
    label: hdh-ws-added
    title: One more space
    classification: internal
    retention_days: 365
    state: open
    starts: 2026-06-01
    ends: 2027-05-31
    cidr: 10.20.20.0/22
    segments:
      - {name: work, purpose: workstations, cidr: 10.20.20.0/24}
    keys:
      - {name: data, protection: hsm, rotation_days: 365}
    groups:
      - {name: reviewers, title: Reviewers of the airlock}
    airlock: {reviewers: reviewers, keep_days: 30, key: data}
"""
ADDITIONS: dict[str, Change] = {
    "a zone": lambda text: text.replace("zones: 2\n", "zones: 3\n", 1),
    "a zone of the bastion, the firewall and the link": lambda text: text.replace(
        "zones: 2\n", "zones: 3\n", 1
    ).replace("zones: [1, 2]", "zones: [1, 2, 3]"),
    "a segment": behind(
        "- {name: data, purpose: data, cidr: 10.17.17.0/24}",
        "\n      - {name: more, purpose: shared, cidr: 10.17.18.0/24}",
    ),
    "a segment in a space that has one only": behind(
        "- {name: work, purpose: workstations, cidr: 10.20.12.0/24}",
        "\n      - {name: data, purpose: data, cidr: 10.20.13.0/24}",
    ),
    "a seat": lambda text: text.replace("seats: 3", "seats: 4", 1),
    "a bucket": behind(
        "- {name: catalogue, label: sthdhprodcatalogue, key: data, purpose: metadata and documentation}",
        "\n      - {name: more, label: sthdhprodmore, key: data, purpose: something more}",
    ),
    "a space": lambda text: text + SPACE,
}


def moved(before: Legacy, now: Legacy) -> list[str]:
    kept = {item.urn: plain(item.inputs) for item in now.cloud}
    return [item.urn for item in before.cloud if repr(kept.get(item.urn)) != repr(plain(item.inputs))]


@pytest.mark.parametrize("what", ADDITIONS)
def test_an_addition_changes_no_other_resource(legacy: Legacy, changed: Callable[..., Legacy], what: str) -> None:
    assert moved(legacy, changed(ADDITIONS[what])) == []


def test_a_flow_changes_only_the_groups_of_its_own_area(legacy: Legacy, changed: Callable[..., Legacy]) -> None:
    flow = "\n      - {id: LNP-007, from: cluster, to: data, ports: [6432], justification: one more}"
    before = "{id: LNP-006, from: cluster, to: hub.shared, ports: [443], justification: images and log ingestion}"
    names = {urn.rpartition("::")[2] for urn in moved(legacy, changed(behind(before, flow)))}
    assert names == {"nonprod-cluster", "nonprod-data"}


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
