"""The signs by which the rules know that a host encrypts its disk are those that the hosts' documents have."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from components.hosts import key_store, log_store
from components.hosts.cloud_config import Part, document
from components.hosts.data_volume import DataVolume, data_volume
from components.hosts.key_store_volume import key_store_volume
from components.hosts.luks import LuksVolume, luks_volume
from policies.crypto.own_disks import Own, hosts_of, own_encryption
from policies.crypto.password_doors import password_doors
from policies.examples import Case, ExampleResource, plan_of
from policies.view import View
from tests.hosts.test_key_store import host as key_store_host
from tests.hosts.test_own_stores import disk, log_host

LUKS = LuksVolume("/dev/vdb", "data", "/data", "p" * 64)
PARTS = {
    "a key of the area's store": (key_store_volume(disk()), Own.KEY),
    "a passphrase": (luks_volume(LUKS), Own.KEY),
    "as it is": (data_volume(DataVolume("/dev/vdb", "data", "/data")), Own.NONE),
}
DOCUMENTS = {
    **{name: (document("desk", (part,)), own) for name, (part, own) in PARTS.items()},
    "a key store": (key_store.user_data(key_store_host()), Own.CONTENT),
    "a log store on a plain disk": (log_store.user_data(log_host()), Own.NONE),
    "a log store under a key": (log_store.user_data(log_host(volume=disk(log_store.DATA, name="logs"))), Own.KEY),
    "nothing": (document("desk", (Part(),)), Own.NONE),
}


def view_of(*documents: Any, linked: bool = True) -> View:
    desk = ExampleResource(type="bastide:access:Workstation", name="desk", inputs={"spec": {}, "links": {}, "gaps": []})
    data = ExampleResource(type="outscale:index/volume:Volume", name="data", parent="desk" if linked else "")
    hosts = [
        ExampleResource(type="outscale:index/vm:Vm", name=f"host-{n}", parent="desk", inputs={"userData": text})
        for n, text in enumerate(documents)
    ]
    return View([plan_of(Case(title="t", expect="pass", cloud="outscale", resources=(desk, data, *hosts)))])


def own(view: View) -> Own:
    return own_encryption(next(item for item in view.of("store.block")))


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_documents_of_our_own_hosts(text: str, expected: Own) -> None:
    assert own(view_of({"secret": text})) is expected
    assert own(view_of({"secret": base64.b64encode(text.encode()).decode()})) is expected


@pytest.mark.parametrize(("text", "_"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_no_document_of_ours_opens_a_door_for_passwords(text: str, _: Own) -> None:
    assert password_doors(text) == ()


def test_every_host_of_a_disk_must_encrypt_it() -> None:
    good, bad = ({"secret": DOCUMENTS[name][0]} for name in ("a passphrase", "as it is"))
    assert own(view_of(good, bad)) is Own.NONE
    assert own(view_of(good, {"secret": {"unknown": True}})) is Own.LATER
    assert own(view_of(bad, {"secret": {"unknown": True}})) is Own.NONE


def test_a_disk_without_host_is_encrypted_by_nobody() -> None:
    assert own(view_of()) is Own.NONE
    assert own(view_of({"secret": DOCUMENTS["a passphrase"][0]}, linked=False)) is Own.NONE


def test_a_host_is_found_by_the_attachment_before_the_role() -> None:
    plain = ExampleResource(
        type="outscale:index/vm:Vm", name="other", inputs={"userData": {"secret": "#cloud-config\n"}}
    )
    desk = ExampleResource(type="bastide:access:Workstation", name="desk", inputs={"spec": {}, "links": {}, "gaps": []})
    data = ExampleResource(type="outscale:index/volume:Volume", name="data", parent="desk")
    good = ExampleResource(
        type="outscale:index/vm:Vm",
        name="host",
        parent="desk",
        inputs={"userData": {"secret": DOCUMENTS["a passphrase"][0]}},
    )
    link = ExampleResource(
        type="outscale:index/volumeLink:VolumeLink",
        name="link",
        inputs={"volumeId": {"ref": "data"}, "vmId": {"ref": "other"}},
    )
    view = View([plan_of(Case(title="t", expect="fail", cloud="outscale", resources=(desk, data, good, plain, link)))])
    volume = next(item for item in view.of("store.block"))
    assert [item.name for item in hosts_of(volume)] == ["other"]
    assert own_encryption(volume) is Own.NONE
