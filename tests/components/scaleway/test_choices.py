"""Wrong choices are refused with found, expected and the next action."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from components.scaleway.choices import ScalewayChoices
from stacks.catalogue import FOLDER
from tests.components.view import Changed

SECTION: dict[str, Any] = yaml.safe_load((FOLDER / "scaleway.yaml").read_text(encoding="utf-8"))["scaleway"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"zones": ["fr-par-1", "nl-ams-1"]}, "found the zone `nl-ams-1` outside the region"),
        ({"zones": ["fr-par-1", "fr-par-1"]}, "found a zone twice"),
        ({"server_types": {"small": "POP2-2C-8G"}}, "found no server_types for medium, large, xlarge"),
    ],
)
def test_a_wrong_choice_says_found_expected_and_action(change: dict[str, Any], found: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ScalewayChoices.model_validate({**SECTION, **change})
    message = str(caught.value)
    assert found in message
    assert message.count(" | ") >= 2


def test_a_word_that_no_choice_has_is_refused() -> None:
    with pytest.raises(ValidationError):
        ScalewayChoices.model_validate({**SECTION, "secret_key": "x"})


def test_zones_have_their_numbers() -> None:
    choices = ScalewayChoices.model_validate(SECTION)
    assert [choices.zone(number) for number in (1, 2, 3)] == ["fr-par-1", "fr-par-2", "fr-par-3"]


def test_an_existing_project_is_adopted_and_not_made(changed: Changed) -> None:
    old = "management_project: 00000000-0000-4000-8000-000000000002"
    now = changed((old, f"{old}\n  projects: {{prod: 11111111-1111-4111-8111-111111111111}}"))
    names = {item.name for item in now.of("account/project:Project")}
    assert "prod" not in names and "hub" in names
