"""For how long logs are kept: limits of a day, and what justifies more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from policies.logs import retention
from policies.parameters import parameters
from tests.policies.net.asking import fails, thing

SOURCE = "scaleway:observability/source:Source"
LIMITS = parameters().log_retention_days.value


@pytest.mark.parametrize(
    ("day", "least"),
    [(date(2026, 11, 28), 183), (date(2029, 3, 25), 183), (date(2029, 3, 26), 365), (date(2035, 1, 1), 365)],
)
def test_the_floor_rises_when_the_regulation_applies(day: date, least: int) -> None:
    assert retention.floor(day) == least


@pytest.mark.parametrize("days", [LIMITS.minimum, LIMITS.default, LIMITS.maximum])
def test_the_limits_themselves_are_allowed(days: int) -> None:
    assert not fails("LOG-002", thing(SOURCE, "search", retentionDays=days))


@pytest.mark.parametrize("days", [1, 30, LIMITS.minimum - 1, LIMITS.maximum + 1, 3650, 0, -1, "365", True])
def test_what_is_outside_or_no_number_fails(days: Any) -> None:
    assert fails("LOG-002", thing(SOURCE, "search", retentionDays=days))


def test_nothing_set_fails() -> None:
    assert fails("LOG-002", thing("azure-native:operationalinsights:Workspace", "logs"), cloud="azure")


@pytest.mark.parametrize(("tag", "refused"), [("730", False), ("729", True), ("for ever", True), ("99999999", True)])
def test_a_tag_justifies_where_there_is_no_area(tag: str, refused: bool) -> None:
    logs = thing("azure-native:operationalinsights:Workspace", "logs", retentionInDays=730, tags={"retention": tag})
    assert bool(fails("LOG-002", logs, cloud="azure")) is refused


def test_a_tag_does_not_outdo_the_area() -> None:
    logs = thing("azure-native:operationalinsights:Workspace", "logs", retentionInDays=730, tags={"retention": "730"})
    assert fails("LOG-002", logs, cloud="azure", area={"stage": "hub", "name": "hub", "retention_days": 365})
