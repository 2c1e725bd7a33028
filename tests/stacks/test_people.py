"""Whoever has an account at a seat gets there: the bastion knows the same person by the same name."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import yaml

import components.ovhcloud.bastion
import components.ovhcloud.machine
import components.ovhcloud.workstation
import components.scaleway.bastion
import components.scaleway.workstation
from components import generated
from components.contract import accounts
from components.contract.intent import MOST_PEOPLE
from components.contract.roles.bastion import Person
from components.contract.words import Cloud
from components.kits import kit
from plan.estate import plan_estate

SEED = base64.b64encode(bytes(range(48))).decode()
PRIVATE, PUBLIC = generated.private_key(SEED), generated.public_key(SEED)
VOLUME = "0f3c1a52-7f6e-4a6d-9d1b-3c5f2f4c9a10"
KEYS = "/etc/ssh/authorized_keys.d"
Document = dict[str, Any]
Calls = dict[str, list[tuple[Any, Any]]]


def _scaleway_bastion(place: Any, spec: Any) -> str:
    planted = (PRIVATE, "SCWEXAMPLE", "s" * 40, "hdh-hub-recordings")
    return components.scaleway.bastion.document(place, spec, "bastion-1", *planted)


def _scaleway_workstation(place: Any, spec: Any) -> str:
    data = components.scaleway.workstation.luks(f"/dev/disk/by-id/scsi-0SCW_sbs_volume-{VOLUME}", "p" * 64)
    return components.scaleway.workstation.document(place, spec, "seat-1", data, PUBLIC)


def _ovhcloud_bastion(place: Any, spec: Any) -> str:
    store = ["hdh-hub-recordings", "https://s3.eu-west-par.io.cloud.ovh.net", "eu-west-par"]
    planted = [PRIVATE, "AKIDEXAMPLE", "s" * 40, *store]
    return components.ovhcloud.bastion.user_data(place, spec, "bastion-1", planted)


def _ovhcloud_workstation(place: Any, spec: Any) -> str:
    volume = components.ovhcloud.workstation.plain(components.ovhcloud.machine.device(VOLUME))
    return components.ovhcloud.workstation.user_data(place, spec, "seat-1", PUBLIC, volume)


DOCUMENTS: dict[str, tuple[Callable[[Any, Any], str], Callable[[Any, Any], str]]] = {
    "scaleway": (_scaleway_bastion, _scaleway_workstation),
    "ovhcloud": (_ovhcloud_bastion, _ovhcloud_workstation),
}


@pytest.fixture(scope="module", params=DOCUMENTS)
def estate(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def calls(estate: str) -> Iterator[Calls]:
    """Places and specs with which the builders of the estate's bastion and workstations were called."""
    found: Calls = defaultdict(list)
    builders: Any = kit(Cloud(estate)).builders
    kept = {name: builders[name] for name in ("bastion", "workstation")}

    def spy(capability: str) -> Any:
        def build(place: Any, spec: Any, links: Any) -> Any:
            found[capability].append((place, spec))
            return kept[capability](place, spec, links)

        return build

    builders.update({name: spy(name) for name in kept})
    try:
        plan_estate(estate)
    finally:
        builders.update(kept)
    yield found


@pytest.fixture(scope="module")
def the_bastion(estate: str, calls: Calls) -> Document:
    (call,) = calls["bastion"]
    document: Document = yaml.safe_load(DOCUMENTS[estate][0](*call))
    return document


@pytest.fixture(scope="module")
def seats(estate: str, calls: Calls) -> dict[str, tuple[Any, Document]]:
    """Name of a seat -> its spec and its document."""
    make = DOCUMENTS[estate][1]
    return {place.name: (spec, yaml.safe_load(make(place, spec))) for place, spec in calls["workstation"]}


def users(document: Document) -> dict[str, dict[str, Any]]:
    return {user["name"]: user for user in document["users"]}


def file(document: Document, path: str) -> str:
    (content,) = [item["content"] for item in document["write_files"] if item["path"] == path]
    return str(content)


def test_every_person_of_a_seat_has_an_account_of_that_name_there_and_at_the_bastion(
    the_bastion: Document, seats: dict[str, tuple[Any, Document]]
) -> None:
    assert len(seats) == 7
    passing = users(the_bastion)
    for seat, (spec, document) in seats.items():
        for person in (*spec.people, *spec.operators):
            assert passing[person]["shell"] == "/usr/lib/bastide/session", seat
            assert users(document)[person]["shell"] == "/bin/bash", seat
            assert PUBLIC.split()[1] in file(document, f"{KEYS}/{person}"), "the bastion's key, not the person's"


def test_everybody_the_intent_names_passes_the_bastion_with_the_own_key(the_bastion: Document, calls: Calls) -> None:
    ((place, _),) = calls["bastion"]
    for person in place.site.intent.hub.bastion.people:
        assert person.ssh_key in file(the_bastion, f"{KEYS}/{person.id}")


def test_a_bastion_with_as_many_people_as_an_intent_may_name_fits_into_every_clouds_user_data(
    estate: str, calls: Calls
) -> None:
    ((place, spec),) = calls["bastion"]
    full = replace(
        spec, people=tuple(Person(f"{number:02}".rjust(24, "a"), _key(number)) for number in range(MOST_PEOPLE))
    )
    assert len(base64.b64encode(DOCUMENTS[estate][0](place, full).encode())) < 65_535


def _key(number: int) -> str:
    parts = (b"ssh-ed25519", number.to_bytes(32, "big"))
    blob = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return f"ssh-ed25519 {base64.b64encode(blob).decode()}"


def test_at_a_seat_nobody_has_an_account_whom_the_intent_does_not_name_there(
    seats: dict[str, tuple[Any, Document]],
) -> None:
    for spec, document in seats.values():
        assert users(document).keys() == {"root", *spec.people, *spec.operators}


def test_who_works_at_a_seat_never_administers_it(seats: dict[str, tuple[Any, Document]]) -> None:
    for spec, document in seats.values():
        for person in spec.people:
            assert "bastide-operators" not in users(document)[person]["groups"]
        assert not {*spec.people} & {*spec.operators}


def test_a_person_owns_the_same_files_at_every_seat(seats: dict[str, tuple[Any, Document]]) -> None:
    for spec, document in seats.values():
        for person in (*spec.people, *spec.operators):
            assert users(document)[person]["uid"] == accounts.number(person)


def test_every_seat_mounts_its_data_volume_by_the_volumes_own_name(
    estate: str, seats: dict[str, tuple[Any, Document]]
) -> None:
    device = {"scaleway": f"scsi-0SCW_sbs_volume-{VOLUME}", "ovhcloud": "virtio-0f3c1a52-7f6e-4a6d-9"}[estate]
    settings = {"scaleway": "/etc/bastide/luks-data", "ovhcloud": "/etc/bastide/volume-data"}[estate]
    for _, document in seats.values():
        assert f"device=/dev/disk/by-id/{device}\n" in file(document, settings)
        assert "1770 -g bastide-researchers /data" in file(document, "/usr/lib/bastide/first-boot")
