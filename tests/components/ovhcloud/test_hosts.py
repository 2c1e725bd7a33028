"""What the platform's own hosts are told at their first boot, once everything is known."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from components import generated, own_key_store
from components.contract.words import Cloud, Size
from components.hosts import key_store
from components.hosts.artifact import Artifact
from components.kits import kit
from components.ovhcloud import bastion, egress, sitelink, workstation
from components.ovhcloud.machine import Seat, around, device
from plan.estate import plan_estate
from tests.hosts.identities import authority

SEED = base64.b64encode(bytes(range(48))).decode()
ONWARD = generated.private_key(SEED)
NOVA_LIMIT = 65535
VOLUME = "0f3c1a52-7f6e-4a6d-9d1b-3c5f2f4c9a10"
Calls = dict[str, tuple[Any, Any]]


@pytest.fixture(scope="module")
def calls() -> Calls:
    """The place and the spec with which the builder of each capability was called first."""
    found: Calls = {}
    builders: Any = kit(Cloud.OVHCLOUD).builders
    kept = dict(builders)

    def spy(capability: str, builder: Any) -> Any:
        def build(place: Any, spec: Any, links: Any) -> Any:
            found.setdefault(capability, (place, spec))
            return builder(place, spec, links)

        return build

    builders.update({name: spy(name, builder) for name, builder in kept.items()})
    try:
        plan_estate("ovhcloud")
    finally:
        builders.update(kept)
    return found


def _bastion(calls: Calls) -> str:
    place, spec = calls["bastion"]
    store = ["hdh-hub-recordings", "https://s3.eu-west-par.io.cloud.ovh.net", "eu-west-par"]
    return bastion.user_data(place, spec, "hdh-hub-bastion-1", [ONWARD, "AKIDEXAMPLE", "s" * 40, *store])


def _egress(calls: Calls) -> str:
    return egress.user_data(*calls["egress-allow-list"], "hdh-hub-egress-1")


def _site_link(calls: Calls) -> str:
    place, spec = calls["site-link"]
    seat = Seat("hub-legacy-1", "hdh-hub-legacy-1", 1, Size.SMALL, spec.addresses[0], None, None)
    return sitelink.user_data(place, spec, seat, ["p" * 64, "203.0.113.99"])


def _workstation(calls: Calls) -> str:
    return workstation.user_data(
        *calls["workstation"], "hdh-cardio-desk-1", generated.public_key(SEED), workstation.plain(device(VOLUME))
    )


def _key_store(calls: Calls) -> str:
    """Of an estate that keeps its keys itself; an area's, which knows the hub's store beside its own."""
    place, spec = calls["key-store"]
    # the document holds what was signed, not who signs
    signer: Any = None
    software = Artifact("https://debian-mirror.hdh.example/software/openbao.tar.gz", "5" * 64, "2.4.4")
    disk = device(VOLUME)
    making = own_key_store.Making(signer, date(2027, 6, 30), software, disk)
    signed = authority("hdh-cardio-keys").identity("hdh-cardio-keys-1", spec.addresses[0], unit=key_store.UNIT)
    known = own_key_store.Known(signed, generated.public_key(SEED), signed.authority, disk)
    # of an estate without the option, so without the flows that it brings
    clients = ("10.72.0.0/24", "10.72.1.0/24")
    area = replace(spec, client_cidrs=clients, unsealed_by=("10.64.3.253", "10.64.3.252", "10.64.3.251"))
    return own_key_store.document(area, around(place, "hdh-cardio-keys-1"), 0, "cardio", making, known)


@pytest.mark.parametrize("document", [_bastion, _egress, _site_link, _workstation, _key_store])
def test_every_document_fits_into_novas_user_data(calls: Calls, document: Callable[[Calls], str]) -> None:
    text = document(calls)
    assert text.startswith("#cloud-config\n")
    assert len(base64.b64encode(text.encode())) < NOVA_LIMIT


def test_recordings_leave_through_the_proxy_to_the_regions_storage(calls: Calls) -> None:
    assert '"proxy": "http://10.64.1.10:3128"' in _bastion(calls)
    assert "s3.eu-west-par.io.cloud.ovh.net" in _egress(calls), "the proxy lets the storage's name pass"


def test_the_gateway_is_known_to_its_peer_by_its_public_address(calls: Calls) -> None:
    document = _site_link(calls)
    assert "203.0.113.99" in document and "encap = yes" in document


def test_a_workstation_is_entered_with_the_bastions_key_only(calls: Calls) -> None:
    document = _workstation(calls)
    assert generated.public_key(SEED).split()[1] in document
    place, _ = calls["bastion"]
    for person in place.site.intent.hub.bastion.people:
        assert person.ssh_key.split()[1] not in document
