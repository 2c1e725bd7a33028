"""In which zones classes of azure-native say that they stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from bastide.traits import zones_of
from plan.values import UNKNOWN
from policies.kinds.azure_native import TABLE
from policies.kinds.azure_native.zones import ZONES
from policies.kinds.readers import paths_of
from tests.policies.kinds import estates
from tests.policies.kinds.wrong import WRONG

ON = date(2026, 11, 28)
HA = {"mode": "ZoneRedundant", "standbyAvailabilityZone": "2"}


@pytest.mark.parametrize("token", sorted(ZONES))
def test_a_reader_is_that_of_its_class_and_breaks_on_nothing(token: str) -> None:
    reader = TABLE[token].zones
    assert reader is ZONES[token] and reader({}) is None
    for wrong in WRONG:
        reader({path.partition(".")[0].partition("[")[0]: wrong for path in paths_of(reader)})


@pytest.mark.parametrize(
    ("token", "inputs", "zones"),
    [
        ("compute:Disk", {"zones": ["1"]}, ("1",)),
        ("network:BastionHost", {"zones": ["1", "2", "3"]}, ("1", "2", "3")),
        ("network:BastionHost", {"zones": UNKNOWN}, UNKNOWN),
        ("dbforpostgresql:Server", {"availabilityZone": "1", "highAvailability": HA}, ("1", "2")),
        ("dbforpostgresql:Server", {"availabilityZone": "1", "highAvailability": {**HA, "mode": "Disabled"}}, ("1",)),
        ("dbforpostgresql:Server", {"availabilityZone": "1", "highAvailability": {**HA, "mode": UNKNOWN}}, UNKNOWN),
        ("dbforpostgresql:Server", {"availabilityZone": "1"}, ("1",)),
        ("containerservice:ManagedCluster", {"agentPoolProfiles": [{"availabilityZones": ["1", "2"]}, {}]}, ("1", "2")),
        ("containerservice:ManagedCluster", {"agentPoolProfiles": [{"availabilityZones": UNKNOWN}]}, UNKNOWN),
    ],
)
def test_the_zones_that_inputs_name(token: str, inputs: Mapping[str, Any], zones: Any) -> None:
    assert TABLE[f"azure-native:{token}"].zones(inputs) == zones


def test_zones_are_counted_alike_where_a_place_is_one_and_where_a_resource_names_them() -> None:
    azure, scaleway = estates.view("azure-legacy"), estates.view("scaleway")
    assert zones_of(azure.of("admin.bastion"), ON) == 3
    assert zones_of([item for item in azure.of("compute.vm") if item.area.name == "cardio"], ON) == 2
    assert zones_of([item for item in scaleway.of("compute.vm") if item.area.name == "cardio"], ON) == 2
    assert zones_of(azure.of("kms.vault"), ON) is None
    assert zones_of((), ON) is None
