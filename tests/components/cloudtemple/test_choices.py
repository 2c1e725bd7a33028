"""What an estate at Cloud Temple may choose, and what is refused with a reason."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from components.cloudtemple.choices import CloudTempleChoices
from stacks.catalogue import FOLDER

Data = dict[str, Any]
CHOSEN: Data = yaml.safe_load((FOLDER / "cloudtemple.yaml").read_text(encoding="utf-8"))["cloudtemple"]


def chosen(change: Callable[[Data], object] | None = None) -> CloudTempleChoices:
    data = copy.deepcopy(CHOSEN)
    if change:
        change(data)
    return CloudTempleChoices.model_validate(data)


def test_the_estates_own_choices_are_good_ones() -> None:
    found = chosen()
    assert [found.zone(number).name for number in (1, 2, 3)] == ["AZ05", "AZ06", "AZ07"]
    assert found.object_endpoint == "https://hdh-example.s3.fr1.cloud-temple.com"
    assert found.regions() == {"region": "FR1"} and found.zone_count() == 3


def test_addresses_at_the_edge_never_meet() -> None:
    edge = chosen().edge
    own = [edge.gateway, edge.exit(), *(take(zone) for zone in (1, 2, 3) for take in (edge.bastion, edge.site_link))]
    assert len(set(own)) == len(own) == 8


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data["zones"][1].update(name="AZ99"), "found the zone `AZ99`"),
        (lambda data: data["zones"][1].update(name="AZ05"), "found a zone's name twice"),
        (
            lambda data: data["zones"][1].update(machine_manager=data["zones"][0]["machine_manager"]),
            "found a zone's machine_manager twice",
        ),
        (lambda data: data["zones"][0].update(templates={}), "at least 1 item"),
        (
            lambda data: data["zones"][0]["templates"].update({8: data["zones"][0]["storage"]}),
            "less than or equal to 7",
        ),
        (lambda data: data["zones"][0].update(storage="sr-1"), "match pattern"),
        (lambda data: data["edge"].update(cidr="192.168.255.0/27"), "found the edge network 192.168.255.0/27"),
        (lambda data: data["edge"].update(gateway="192.168.254.1"), "found the gateway 192.168.254.1"),
        (lambda data: data["sizes"].pop("large"), "found no sizes for large"),
        (lambda data: data.update(console_cidrs=[]), "at least 1 item"),
        (lambda data: data.update(console_cidrs=["0.0.0.0/0"]), "a large part of the whole internet"),
        (lambda data: data.update(data_device="/dev/disk/by-id/x"), "match pattern"),
        (lambda data: data.update(authorities_until="2027-01-01"), "authorities that live longer"),
        (lambda data: data["key_store"].update(url="https://mirror.hdh.example/openbao.zip"), "tar.gz"),
        (lambda data: data.update(secret_id="x"), "Extra inputs are not permitted"),
    ],
)
def test_a_bad_choice_is_refused(change: Callable[[Data], object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        chosen(change)
