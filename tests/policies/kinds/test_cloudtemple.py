"""Cloud Temple's table: what its inputs say, also where they are awkward."""

from __future__ import annotations

from typing import Any

import pytest

from plan.values import UNKNOWN, Secret
from policies.kinds import cloudtemple
from policies.kinds.values import Disk
from tests.policies.kinds import estates

HOST = "ComputeIaasOpensourceVirtualMachine"


def read(name: str, attribute: str, **inputs: Any) -> Any:
    return cloudtemple.TABLE[f"cloudtemple:index/{name[0].lower()}{name[1:]}:{name}"].attributes[attribute](inputs)


@pytest.mark.parametrize(
    ("inputs", "public"),
    [
        ({"accessType": "private"}, False),
        ({"accessType": "Private"}, False),
        ({"accessType": "public"}, True),
        ({"accessType": "public", "whitelists": ["192.0.2.1/32"]}, True),
        ({"accessType": "custom", "whitelists": ["192.0.2.1/32"]}, False),
        ({"accessType": "custom", "whitelists": ["192.0.2.1/32", "0.0.0.0/0"]}, True),
        ({"accessType": "custom", "whitelists": ["0.0.0.0/1", "128.0.0.0/1"]}, True),
        ({"accessType": "custom", "whitelists": ["::/0"]}, True),
        ({"accessType": "custom", "whitelists": ["everybody"]}, True),
        ({"accessType": "custom", "whitelists": []}, True),
        ({"accessType": "custom"}, True),
        ({"accessType": "custom", "whitelists": UNKNOWN}, UNKNOWN),
        ({"accessType": "custom", "whitelists": ["192.0.2.1/32", UNKNOWN]}, UNKNOWN),
        ({"accessType": "custom", "whitelists": ["0.0.0.0/0", UNKNOWN]}, True),
        ({"accessType": UNKNOWN}, UNKNOWN),
        ({"accessType": "new word"}, True),
        ({}, True),
    ],
)
def test_a_bucket_is_public_unless_a_short_list_says_who_reaches_it(inputs: dict[str, Any], public: Any) -> None:
    assert read("ObjectStorageBucket", "public", **inputs) is public


@pytest.mark.parametrize(("word", "versioned"), [("Enabled", True), ("Suspended", False), (None, False)])
def test_versions(word: Any, versioned: bool) -> None:
    assert read("ObjectStorageBucket", "versioned", versioning=word) is versioned


@pytest.mark.parametrize(
    ("role", "able"),
    [
        ("read_write", {"read-data", "write-data", "delete-data"}),
        ("owner", {"all"}),
        (UNKNOWN, {"all"}),
        (None, {"all"}),
    ],
)
def test_a_role_that_is_not_known_may_do_everything(role: Any, able: set[str]) -> None:
    for (grant,) in (
        read("ObjectStorageBucket", "policies", aclEntries=[{"role": role, "storageAccount": "a"}]),
        read("ObjectStorageAclEntry", "grants", role=role, storageAccount="a", bucket="b"),
    ):
        assert (grant.principal, set(grant.capabilities), grant.wildcard) == ("a", able, able == {"all"})
    assert read("ObjectStorageBucket", "policies", aclEntries=UNKNOWN) is UNKNOWN
    assert read("ObjectStorageBucket", "policies") == ()


@pytest.mark.parametrize(("policies", "backed_up"), [(["a"], True), ([], False), (None, False), (UNKNOWN, True)])
def test_a_host_is_backed_up_where_it_has_a_policy(policies: Any, backed_up: bool) -> None:
    assert read(HOST, "backed_up", backupSlaPolicies=policies) is backed_up
    assert read("ComputeVirtualMachine", "backed_up", backupSlaPolicies=policies) is backed_up


def test_both_documents_of_a_host_count() -> None:
    documents = {"cloud_config": Secret("ssh_pwauth: true"), "network_config": "version: 2"}
    assert read(HOST, "texts", cloudInit=documents) == ("ssh_pwauth: true", "version: 2")
    assert read(HOST, "password_login", cloudInit=documents) is True
    assert read(HOST, "secret_texts", cloudInit=documents) is False
    assert read(HOST, "secret_texts", cloudInit=Secret(documents)) is True


def test_windows_is_entered_with_a_password() -> None:
    assert read("ComputeVirtualMachine", "password_login", customize={"windowsConfig": {"timezone": 1}}) is True
    assert read("ComputeVirtualMachine", "password_login", customize={"networkConfigs": []}) is None


@pytest.mark.parametrize(
    ("interval", "hours"),
    [
        ({"hours": 4}, 4),
        ({"minutes": 30}, 0.5),
        ({}, None),
        (None, None),
        (UNKNOWN, UNKNOWN),
        ({"hours": UNKNOWN}, UNKNOWN),
    ],
)
def test_how_often_a_copy_is_made(interval: Any, hours: Any) -> None:
    found = read("ComputeIaasOpensourceReplicationPolicy", "interval_hours", interval=interval)
    assert found is hours if hours is UNKNOWN else found == hours


def test_the_copy_goes_to_an_id_that_names_no_region() -> None:
    assert read("ComputeIaasOpensourceReplicationPolicy", "copy_location", storageRepositoryId="id") == "id"


def test_real_records() -> None:
    host = estates.record("cloudtemple", HOST, "hub-bastion-1")
    assert (host["public_ip"], host["backed_up"], host["secret_texts"]) == (False, True, True)
    assert host["disks"] == (Disk(True, False),)
    assert host.tags is not None and host.tags["owner"] == "technical-directorate"
    # neither the provider nor the class names a region
    assert host.location is None and host.has_place and not host.is_global
    disk = estates.record("cloudtemple", "ComputeIaasOpensourceVirtualDisk", "hub-audit-data")
    assert (disk["encrypted"], disk["customer_key"], disk["size_gb"]) == (True, False, 500)
    assert [found.name for found in disk.refs("host")] == ["hub-audit"]
    bucket = estates.record("cloudtemple", "ObjectStorageBucket", "state")
    assert (bucket["public"], bucket["versioned"], bucket["encrypted"]) == (False, True, True)
    assert [grant.principal for grant in bucket["policies"]] == ["hdh-state-writer"]
    account = estates.record("cloudtemple", "ObjectStorageStorageAccount", "state")
    assert (account["owner"], account["expires"]) == ("application", None)
    address = estates.record("cloudtemple", "VpcFloatingIp", "hub-bastion-1")
    assert [found.resource.type for found in address.refs("target")] == ["cloudtemple:index/vpcStaticIp:VpcStaticIp"]
