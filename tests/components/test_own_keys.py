"""Key stores of the estate's own where the cloud sells a key service: an option at Scaleway and OVHcloud."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from facts import load
from plan.estate import plan_estate
from stacks.catalogue import FOLDER
from tests.components.view import View, at, is_secret

OPTION = {
    "own_key_store": {
        "software": {
            "url": "https://debian-mirror.hdh.example/software/openbao.tar.gz",
            "sha256": "5" * 64,
            "version": "2.4.4",
        },
        "machine_keys_until": "2027-06-30",
        "authorities_until": "2030-06-30",
    }
}
MACHINES = {
    "scaleway": ("scaleway:instance/server:Server", "cloudInit", "scaleway:block/volume:Volume"),
    "ovhcloud": ("openstack:compute/instance:Instance", "userData", "openstack:blockstorage/volume:Volume"),
}
KEYS = {"scaleway": "scaleway:keymanager/key:Key", "ovhcloud": "ovh:Okms/serviceKey:ServiceKey"}
AREAS = ("hub", "prod", "nonprod", "cardio", "onco", "vaccin", "methods")


def with_option(estate: str, folder: Path) -> Path:
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__", "*.py", "layers", "package"))
    file = folder / f"{estate}.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    data[estate] |= OPTION
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=MACHINES)
def own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> View:
    estate: str = request.param
    folder = with_option(estate, tmp_path_factory.mktemp(estate) / "stacks")
    return View(estate, plan_estate(estate, folder=folder))


def test_each_area_has_three_hosts_with_a_protected_disk_and_no_key_of_the_cloud(own: View) -> None:
    machine, document, volume = MACHINES[own.name]
    for area in AREAS:
        for number in (1, 2, 3):
            host = own.one(machine, f"{area}-keys-{number}")
            assert all(is_secret(value) for value in at(host.inputs, document))
            disk = own.one(volume, f"{area}-keys-{number}")
            assert disk.options.protect
            assert disk.options.retain_on_delete
    assert not own.has(KEYS[own.name])


def test_every_key_is_one_of_its_areas_store(own: View) -> None:
    roles = [item for plan in own.layers for item in plan.resources if item.role_kind == "Key"]
    stores = {item.urn for plan in own.layers for item in plan.resources if item.role_kind == "KeyStore"}
    assert len(stores) == len(AREAS)
    assert roles
    assert all(role.inputs["links"]["store"] in stores for role in roles)


def test_the_flows_of_the_stores_are_open_and_named(own: View) -> None:
    for plan in own.layers[1:]:
        rules = [
            rule
            for item in plan.resources
            if item.role_kind == "Firewall"
            for rule in item.inputs["spec"]["rules"]
            if rule["flow"].startswith("K-")
        ]
        assert {"8200", "8201"} <= {port for rule in rules for port in rule["ports"]}, plan.layer


def test_what_the_cloud_could_do_with_its_own_keys_is_a_gap_in_words_of_the_option(own: View) -> None:
    words = load.own_key_store()
    cloud = load.capabilities(own.name)
    for plan in own.layers:
        for gap in plan.gaps:
            if gap.capability in words and cloud[gap.capability].level != words[gap.capability].level:
                assert (gap.level, gap.reason) == (
                    words[gap.capability].level.value,
                    words[gap.capability].note,
                ), gap
    asked = {gap.capability for plan in own.layers for gap in plan.gaps}
    assert {"bucket.customer-key", "key.hsm", "secret.customer-key"} <= asked
    assert "key.rotation" not in asked


def test_no_service_of_the_cloud_is_given_a_key_that_it_does_not_know(own: View) -> None:
    texts = [str(item.inputs) for item in own.cloud if item.type not in {MACHINES[own.name][0]}]
    assert not [text for text in texts if "transit/keys/" in text]
    if own.name == "scaleway":
        kinds = own.of("BucketServerSideEncryptionConfiguration")
        assert all("AES256" in str(item.inputs) and "kms" not in str(item.inputs) for item in kinds)


def test_the_other_layers_are_unsealed_by_the_hubs(own: View) -> None:
    (hub,) = [item for item in own.layer("hub").resources if item.role_kind == "KeyStore"]
    for plan in own.layers[2:]:
        (store,) = [item for item in plan.resources if item.role_kind == "KeyStore"]
        assert store.inputs["spec"]["unsealed_by"] == hub.inputs["spec"]["addresses"]
        assert "key_store" in plan.outputs


def test_without_the_option_nothing_of_it_is_there(plans: dict[str, tuple[object, ...]]) -> None:
    for estate, (machine, _, _) in MACHINES.items():
        view = View(estate, plans[estate])  # type: ignore[arg-type]
        assert not [item.name for item in view.of(machine) if "-keys-" in item.name]
        assert view.has(KEYS[estate])
