"""The table of what was seen of each kind says what was recorded, and is none before every column was looked at."""

from __future__ import annotations

import pytest

from tests.e2e.openstack.planned import Change, alike
from tests.e2e.openstack.record import Record

NETWORK, PORT = "openstack:networking/network:Network", "openstack:networking/port:Port"


@pytest.fixture
def record() -> Record:
    found = Record()
    for column in ("created", "no change", "refreshed"):
        found.count(column, [NETWORK, PORT, PORT, "ovh:Dbaas/logs:Logs", "bastide:net:Network"])
    found.note("updated", PORT, ["securityGroupIds"])
    found.note("updated", PORT, ["adminStateUp"])
    found.note("replaced", NETWORK, [])
    found.count("destroyed", [PORT, PORT])
    return found


def rows(record: Record) -> dict[str, list[str]]:
    lines = [line.strip("| ").split(" | ") for line in record.page().splitlines() if line.startswith("| ")]
    return {line[0]: line[1:] for line in lines}


def test_it_is_whole_once_every_column_was_looked_at(record: Record) -> None:
    assert not record.whole
    record.count("kept", [])
    assert record.whole


def test_each_kind_has_what_was_seen_of_it(record: Record) -> None:
    record.count("kept", [NETWORK])
    found = rows(record)
    assert found["`Network`"] == ["1", "1", "1", "-", "with what it stands on", "-", "1"]
    assert found["`Port`"] == ["2", "2", "2", "`adminStateUp`, `securityGroupIds`", "-", "2", "-"]
    assert found["all"][:3] == ["3", "3", "3"]
    assert "`Logs`" not in found


def change(**other: object) -> Change:
    return Change(**{"kind": PORT, "operation": "replace", "changed": ("name",), "replacing": (), **other})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        ({"replacing": ("name",)}, True),
        ({"operation": "update"}, False),
        ({"changed": ("name", "tags")}, False),
        ({"kind": NETWORK}, False),
    ],
)
def test_two_plans_say_the_same_where_operation_and_properties_are(other: dict[str, object], same: bool) -> None:
    assert alike(change(), change(**other)) is same


def test_two_reasons_of_providers_must_be_the_same() -> None:
    assert not alike(change(replacing=("name",)), change(replacing=("networkId",)))
