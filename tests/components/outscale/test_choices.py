"""What an estate at Outscale may choose, and what it is told otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from components.outscale.choices import OutscaleChoices
from tests.conftest import REPOSITORY

FILE = REPOSITORY / "stacks" / "outscale.yaml"


def chosen(**other: Any) -> OutscaleChoices:
    data: dict[str, Any] = yaml.safe_load(Path(FILE).read_text(encoding="utf-8"))["outscale"]
    return OutscaleChoices.model_validate(data | other)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"subregions": ["eu-west-2a"]}, "outside the region"),
        ({"subregions": ["cloudgouv-eu-west-1a"] * 2}, "found a subregion twice"),
        ({"vm_types": {"small": "tinav6.c2r8p2"}}, "found no vm_types for medium, large, xlarge"),
        ({"vm_types": {"small": "t2.small"}}, "vm_types"),
        ({"writer_account": "000000000001"}, "found the hub's account as the writers'"),
        ({"authorities_until": "2026-12-31"}, "authorities that live longer"),
        ({"dns_servers": ["resolver.example"]}, "found the address `resolver.example`"),
        ({"hub_account": "1"}, "hub_account"),
        ({"image": "debian"}, "image"),
        ({"key_store": {"url": "https://x.example/bao.tar.gz", "sha256": "0", "version": "1"}}, "sha256"),
        ({"secret_key": "x"}, "secret_key"),
        ({"api_authority": "-----BEGIN PRIVATE KEY-----"}, "found no certificate of an authority"),
        ({"api_cidrs": []}, "api_cidrs"),
    ],
)
def test_a_bad_choice_is_refused_in_words(other: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        chosen(**other)


def test_both_regions_can_be_chosen_and_each_has_its_own_object_storage() -> None:
    assert chosen().object_endpoint == "https://oos.cloudgouv-eu-west-1.outscale.com"
    other = chosen(region="eu-west-2", subregions=["eu-west-2a", "eu-west-2b"])
    assert other.object_endpoint == "https://oos.eu-west-2.outscale.com"
    assert other.regions() == {"region": "eu-west-2"}


def test_a_zones_place_is_its_number() -> None:
    assert [chosen().zone(number)[-1] for number in (1, 2, 3)] == ["a", "b", "c"]
    assert chosen().zone_count() == 3
