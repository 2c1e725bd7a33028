"""Wrong choices are refused with found, expected and the next action."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from components.numspot.choices import NumspotChoices
from stacks.catalogue import FOLDER

SECTION: dict[str, Any] = yaml.safe_load((FOLDER / "numspot.yaml").read_text(encoding="utf-8"))["numspot"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"availability_zone": "eu-west-2a"}, "found the zone `eu-west-2a` outside the region"),
        ({"availability_zone": "mars-1"}, "found the zone `mars-1` outside the region"),
        ({"vm_types": {"small": "ns-gus6-2c8r"}}, "found no vm_types for medium, large, xlarge"),
        ({"authorities_until": "2027-01-01"}, "found authorities until 2027-01-01"),
    ],
)
def test_a_wrong_choice_says_found_expected_and_action(change: dict[str, Any], found: str) -> None:
    with pytest.raises(ValidationError) as caught:
        NumspotChoices.model_validate({**SECTION, **change})
    message = str(caught.value)
    assert found in message
    assert message.count(" | ") >= 2


@pytest.mark.parametrize(
    "change",
    [
        {"client_secret": "x"},
        {"volume_type": "gold"},
        {"space_id": "one"},
        {"image": "debian"},
        {"bridges": {"prod": "not an id"}},
        {"key_store": {**SECTION["key_store"], "sha256": "short"}},
        {"vm_types": {**SECTION["vm_types"], "small": "t2.micro"}},
    ],
)
def test_what_no_choice_may_be_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        NumspotChoices.model_validate({**SECTION, **change})


def test_addresses_of_the_cloud_follow_the_region() -> None:
    choices = NumspotChoices.model_validate({**SECTION, "region": "eu-west-2", "availability_zone": "eu-west-2c"})
    assert (choices.api, choices.object_endpoint) == (
        "https://api.eu-west-2.numspot.com",
        "https://objectstorage.eu-west-2.numspot.com",
    )
