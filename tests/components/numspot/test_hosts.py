"""What our own hosts are told at their first boot: base64 in the plan, whole only once everything is known."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from components import generated, own_key_store
from components.contract.words import Cloud
from components.hosts.identity import HostIdentity
from components.hosts.key_store_volume import KeyStoreVolume
from components.kits import kit
from components.numspot import audit, bastion, machine, workstation
from plan.estate import plan_estate
from tests.components.view import View, plain

LIMIT = 500 * 1024
"""Bytes of user data (documentation, Create a VM)."""
SEED = base64.b64encode(bytes(range(48))).decode()
ONWARD = generated.private_key(SEED)
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----"
IDENTITY = HostIdentity("-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----", CERTIFICATE, CERTIFICATE)
VOLUME = KeyStoreVolume(
    device=machine.DEVICE,
    name="data",
    mount_point="/data",
    key="cardio-data",
    addresses=("10.72.1.253",),
    identity=IDENTITY,
)
Calls = dict[str, tuple[Any, Any]]


@pytest.fixture(scope="module")
def calls() -> Calls:
    """The place and the spec with which the builder of each capability was called first."""
    found: Calls = {}
    builders: Any = kit(Cloud.NUMSPOT).builders
    kept = dict(builders)

    def spy(capability: str, builder: Any) -> Any:
        def build(place: Any, spec: Any, links: Any) -> Any:
            found.setdefault(capability, (place, spec))
            return builder(place, spec, links)

        return build

    builders.update({name: spy(name, builder) for name, builder in kept.items()})
    try:
        plan_estate("numspot")
    finally:
        builders.update(kept)
    return found


def _bastion(calls: Calls) -> str:
    place, spec = calls["bastion"]
    return bastion.document(place, spec, calls["audit-sink"][1], "hdh-hub-bastion-1", ONWARD, "w" * 48, CERTIFICATE)


def _sink(calls: Calls) -> str:
    place, spec = calls["audit-sink"]
    return audit.document(place, spec, "hdh-hub-audit", IDENTITY, VOLUME, "w" * 48, "a" * 48)


def _workstation(calls: Calls) -> str:
    place, spec = calls["workstation"]
    return workstation.document(place, spec, "hdh-cardio-desk-1", generated.public_key(SEED), VOLUME)


def _key_store(calls: Calls) -> str:
    place, spec = calls["key-store"]
    choices = place.choices
    # the document holds what was signed, not who signs
    signer: Any = None
    making = own_key_store.Making(signer, choices.machine_keys_until, choices.key_store.artifact(), machine.DEVICE)
    known = own_key_store.Known(IDENTITY, generated.public_key(SEED), "", machine.DEVICE)
    return own_key_store.document(spec, machine.around(place, "hdh-hub-keys-1"), 0, "hub", making, known)


@pytest.mark.parametrize("document", [_bastion, _sink, _workstation, _key_store])
def test_every_document_fits_into_the_clouds_user_data(calls: Calls, document: Callable[[Calls], str]) -> None:
    text = document(calls)
    assert text.startswith("#cloud-config\n")
    assert len(base64.b64encode(text.encode())) < LIMIT


def test_recordings_go_straight_to_the_sink(calls: Calls) -> None:
    text = _bastion(calls)
    assert "https://10.64.3.250" in text
    assert "objectstorage" not in text


@pytest.mark.parametrize("document", [_sink, _workstation, _key_store])
def test_a_data_volume_is_found_by_its_id(calls: Calls, document: Callable[[Calls], str]) -> None:
    text = document(calls)
    assert machine.DEVICE in text
    assert "/dev/sdb" not in text and "/dev/xvdb" not in text


def test_the_sinks_volume_opens_with_a_key_of_the_hub(calls: Calls) -> None:
    assert "/var/lib/log-store" in _sink(calls)
    assert "/data" in _workstation(calls)


def planned(estate: View, host: str) -> str:
    text = base64.b64decode(plain(estate.one("Vm", host).inputs["userData"])).decode()
    assert text.startswith("#cloud-config\n")
    return text


@pytest.mark.parametrize("host", ["hub-egress-1", "hub-egress-2", "hub-packages"])
def test_who_asks_for_names_asks_both_places_where_the_cloud_may_answer(estate: View, host: str) -> None:
    text = planned(estate, host)
    assert "10.64.0.1" in text and "10.64.1.2" in text


def test_who_asks_nobody_is_told_of_no_resolver(estate: View) -> None:
    text = planned(estate, "hub-time")
    assert "10.64.0.1/32" not in text and "10.64.1.2/32" not in text


def test_the_proxy_lets_through_the_list_and_the_regions_object_storage(estate: View) -> None:
    text = planned(estate, "hub-egress-1")
    assert "annuaire.sante.fr" in text
    assert "objectstorage.cloudgouv-eu-west-1.numspot.com" in text


def test_the_programs_of_our_own_come_from_a_name_on_the_egress_list(estate: View, calls: Calls) -> None:
    place, spec = calls["egress-allow-list"]
    allowed = {item.host for item in spec.allowed}
    assert {place.choices.key_store.artifact().host, place.choices.log_store.artifact().host} <= allowed


def test_a_cache_that_the_image_cannot_hold_is_refused() -> None:
    machine.check_cache(40, "hub-packages", 20)
    machine.check_cache(10, "hub-time", 0)
    with pytest.raises(ValueError, match="found an image of 40 GB for `hub-packages`, whose cache takes 500"):
        machine.check_cache(40, "hub-packages", 500)
