"""What the platform's own hosts are told at their first boot, once everything is known."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from components import certificates, generated, own_key_store
from components.contract.words import Cloud, Size
from components.hosts import key_store
from components.hosts.identity import HostIdentity
from components.hosts.key_store_volume import KeyStoreVolume
from components.kits import kit
from components.outscale import bastion, egress, keys, sitelink, workstation
from components.outscale.machine import DATA_DEVICE, Seat, around
from components.outscale.network import Net, ZonedSegment
from plan.estate import plan_estate
from tests.components.view import View

SEED = base64.b64encode(bytes(range(48))).decode()
ONWARD = generated.private_key(SEED)
LIMIT = 500 * 1024
"""Of user data (Outscale API 1.42.0, CreateVms)."""
UNTIL = date(2031, 12, 31)
Calls = dict[str, list[tuple[Any, Any]]]


@pytest.fixture(scope="module")
def calls() -> Calls:
    """The places and the specs with which the builder of each capability was called."""
    found: Calls = {}
    builders: Any = kit(Cloud.OUTSCALE).builders
    kept = dict(builders)

    def spy(capability: str, builder: Any) -> Any:
        def build(place: Any, spec: Any, links: Any) -> Any:
            found.setdefault(capability, []).append((place, spec))
            return builder(place, spec, links)

        return build

    builders.update({name: spy(name, builder) for name, builder in kept.items()})
    try:
        plan_estate("outscale")
    finally:
        builders.update(kept)
    return found


def identity(unit: str) -> HostIdentity:
    signer = certificates.private_key(base64.b64encode(bytes(32)).decode())
    authority = certificates.authority(signer, certificates.Subject("key store", UNTIL))
    own = certificates.private_key(base64.b64encode(bytes(range(32))).decode())
    subject = certificates.Subject("host", UNTIL, ("10.64.3.61",), ("host",), unit)
    return HostIdentity(own, certificates.signed(own, subject, signer, authority), authority)


def _bastion(calls: Calls) -> str:
    place, spec = calls["bastion"][0]
    return bastion.user_data(place, spec, "hdh-hub-bastion-1", [ONWARD, "AKIDEXAMPLE", "s" * 40, "hdh-hub-recordings"])


def _egress(calls: Calls) -> str:
    return egress.user_data(*calls["egress-allow-list"][0], "hdh-hub-egress-1")


def _site_link(calls: Calls) -> str:
    place, spec = calls["site-link"][0]
    net = Net("urn", "vpc-1", "hub", "10.64.0.0/20", "{}", tables={}, internet="igw-1")
    segment = ZonedSegment("urn", "s", "link", "10.64.2.0/24", "vpc-1", "s", subnets={"2": "s"}, first=1, net=net)
    seat = Seat("hub-legacy-2", "hdh-hub-legacy-2", 2, Size.SMALL, segment, None, planned=spec.addresses[1])
    return sitelink.user_data(place, spec, seat, ["p" * 64, "203.0.113.99"])


def _workstation(calls: Calls) -> str:
    place, spec = calls["workstation"][0]
    disk = KeyStoreVolume(DATA_DEVICE, "data", "/data", "cardio-data", ("10.72.1.61",), identity("cardio-data"))
    return workstation.user_data(place, spec, "hdh-cardio-desk-1", generated.public_key(SEED), disk)


def _key_store(calls: Calls, which: int) -> str:
    place, spec = calls["key-store"][which]
    spec = replace(spec, unsealed_by=spec.unsealed_by and ("10.64.3.61", "10.64.3.124", "10.64.3.59"))
    # the document holds what was signed, not who signs
    signer: Any = None
    making = own_key_store.Making(signer, UNTIL, place.choices.key_store.artifact(), DATA_DEVICE)
    known = own_key_store.Known(
        identity(key_store.UNIT),
        generated.public_key(SEED),
        identity(key_store.UNIT).authority if spec.unsealed_by else "",
        DATA_DEVICE,
    )
    return own_key_store.document(spec, around(place, "hdh-hub-keys-1"), 0, place.site.area.name, making, known)


def _hub_keys(calls: Calls) -> str:
    return _key_store(calls, 0)


def _area_keys(calls: Calls) -> str:
    return _key_store(calls, 1)


@pytest.mark.parametrize("document", [_bastion, _egress, _site_link, _workstation, _hub_keys, _area_keys])
def test_every_document_fits_into_the_clouds_user_data(calls: Calls, document: Callable[[Calls], str]) -> None:
    text = document(calls)
    assert text.startswith("#cloud-config\n")
    assert len(base64.b64encode(text.encode())) < LIMIT


def test_recordings_leave_through_the_proxy_to_the_regions_storage(calls: Calls) -> None:
    assert '"proxy": "http://10.64.1.10:3128"' in _bastion(calls)
    assert "oos.cloudgouv-eu-west-1.outscale.com" in _bastion(calls)
    assert "oos.cloudgouv-eu-west-1.outscale.com" in _egress(calls), "the proxy lets the storage's name pass"


def test_the_proxies_let_the_key_stores_software_pass(calls: Calls) -> None:
    place, _ = calls["egress-allow-list"][0]
    assert place.choices.key_store.artifact().host in _egress(calls)


def test_the_gateway_stands_in_its_zone_and_is_known_by_its_public_address(calls: Calls) -> None:
    document = _site_link(calls)
    assert "203.0.113.99" in document
    assert "10.64.2.75" in document
    assert "aes256gcm16" in document


def test_a_seats_disk_is_the_one_that_is_attached_and_opens_with_the_areas_key(calls: Calls) -> None:
    document = _workstation(calls)
    assert "/dev/disk/by-id/scsi-0QEMU_QEMU_HARDDISK_sdb" in document
    assert "cardio-data" in document


def test_the_hubs_store_is_unsealed_by_people_and_the_others_by_the_hubs(calls: Calls) -> None:
    assert "transit/" not in _hub_keys(calls) or 'seal "transit"' not in _hub_keys(calls)
    assert "10.64.3.124" in _area_keys(calls)


def test_the_others_look_for_the_hubs_store_where_its_hosts_stand(calls: Calls, estate: View) -> None:
    standing = [
        item.inputs["primaryNics"][0]["privateIps"][0]["privateIp"]
        for item in estate.only("hub").of("outscale:index/vm:Vm")
        if item.name.startswith("hub-keys-")
    ]
    others = [(place, spec) for place, spec in calls["key-store"] if place.site.area.name != "hub"]
    assert len(standing) == 3
    assert others
    for place, spec in others:
        assert list(keys.unsealers(place, spec)) == standing


def _texts(value: Any) -> list[str]:
    if isinstance(value, tuple | list):
        return [text for item in value for text in _texts(item)]
    return [str(value)]


@pytest.mark.parametrize(
    ("capability", "document", "fields"),
    [
        ("bastion", _bastion, ("targets", "time_servers", "allowed_cidrs")),
        ("egress-allow-list", _egress, ("sources", "time_servers")),
        ("site-link", _site_link, ("peer_address", "local_cidrs", "remote_cidrs")),
        ("workstation", _workstation, ("bastion_cidr", "proxy_address", "people", "operators", "time_servers")),
        ("key-store", _hub_keys, ("addresses", "client_cidrs", "operators", "bastion_cidr", "time_servers")),
    ],
)
def test_what_is_asked_of_a_host_stands_in_its_document(
    calls: Calls, capability: str, document: Callable[[Calls], str], fields: tuple[str, ...]
) -> None:
    _, spec = calls[capability][0]
    text = document(calls)
    for field in fields:
        asked = _texts(getattr(spec, field))
        assert asked, field
        assert not [value for value in asked if value not in text], field


def test_every_declared_key_and_its_interval_stand_in_the_stores_document(calls: Calls) -> None:
    place, spec = calls["key-store"][0]
    assert spec.keys
    for key in spec.keys:
        assert f"{place.site.area.name}-{key.name}" in _hub_keys(calls)
        assert str(key.rotation_days) in _hub_keys(calls)


def test_every_allowed_name_stands_in_the_proxys_document(calls: Calls) -> None:
    _, spec = calls["egress-allow-list"][0]
    assert spec.allowed
    assert not [item.host for item in spec.allowed if item.host not in _egress(calls)]
