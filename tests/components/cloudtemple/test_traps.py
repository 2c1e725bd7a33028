"""The traps of Cloud Temple, each as a claim that must hold."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from plan.errors import ProgramFailed
from plan.values import UNKNOWN
from tests.components.cloudtemple.table import ACCOUNT, BUCKET, DISK, MACHINE
from tests.components.view import Changed, View, is_secret, leaves, plain

GIB = 1024**3


def test_every_machine_has_a_backup_policy_or_it_would_not_start(estate: View) -> None:
    """SecNumCloud: at least one policy, or the machine stays off (vendor's tutorials of the provider)."""
    policies = {"0" * 8 + f"-0000-4000-8000-000000000{zone}31" for zone in "567"}
    for item in estate.of(MACHINE):
        (policy,) = item.inputs["backupSlaPolicies"]
        assert policy in policies, item.urn


def test_a_machine_takes_policy_template_and_storage_of_its_own_zone(estate: View) -> None:
    machines = {item.name: item for item in estate.of(MACHINE)}
    assert {machines[f"hub-bastion-{zone}"].inputs["templateId"][-3] for zone in (1, 2)} == {"5", "6"}
    for item in machines.values():
        zone = item.inputs["templateId"][-3]
        (disk,) = item.inputs["osDisks"]
        assert {item.inputs["backupSlaPolicies"][0][-3], disk["storageRepositoryId"][-3]} == {zone}, item.urn


def test_what_has_a_treacherous_default_is_said(estate: View) -> None:
    """High availability is off by default, secure boot is the template's, the power state of other classes is `off`."""
    for item in estate.of(MACHINE):
        told = {key: item.inputs[key] for key in ("powerState", "highAvailability", "secureBoot", "bootFirmware")}
        expected = {"powerState": "on", "highAvailability": "restart", "secureBoot": True, "bootFirmware": "uefi"}
        assert told == expected, item.urn
        assert item.inputs["allowVmRestart"] is True and item.inputs["autoPowerOn"] is True


def test_a_template_has_exactly_the_adapters_of_its_machine(estate: View) -> None:
    """The provider compares the numbers only when it has begun to deploy."""
    for item in estate.of(MACHINE):
        assert int(item.inputs["templateId"][-1]) == len(item.inputs["osNetworkAdapters"]), item.urn


def test_a_machine_whose_number_of_adapters_no_template_has_is_refused_at_preview(changed: Changed) -> None:
    with pytest.raises(ProgramFailed, match="needs a machine with 1 network adapters in the zone AZ06"):
        changed(("templates: {1: 00000000-0000-4000-8000-000000000611, ", "templates: {"))


def test_a_template_of_another_shape_is_refused_at_preview(changed: Changed) -> None:
    with pytest.raises(ProgramFailed, match="has 2 network adapters and 1 disks"):
        changed(("1: 00000000-0000-4000-8000-000000000511", "1: 00000000-0000-4000-8000-000000000512"))


def test_a_template_of_another_zone_is_refused_at_preview(changed: Changed) -> None:
    """The machine would stand in the template's zone, whatever the intent says."""
    with pytest.raises(ProgramFailed, match="in the zone 00000000-0000-4000-8000-000000000701"):
        changed(("{1: 00000000-0000-4000-8000-000000000611", "{1: 00000000-0000-4000-8000-000000000711"))


def test_a_storage_of_another_zone_or_in_maintenance_is_refused_at_preview(changed: Changed) -> None:
    with pytest.raises(ProgramFailed, match="and is in maintenance"):
        changed(('"maintenanceMode":false', '"maintenanceMode":true'))


def test_a_network_that_was_not_ordered_is_refused_at_preview(changed: Changed) -> None:
    with pytest.raises(ProgramFailed, match="found no network `hdh-prod-data` in the zone AZ06"):
        changed(
            (
                '"result":{"id":"00000000-0000-4000-8000-000061000007"',
                '"result":{"id":null',
            )
        )


def test_a_network_that_carries_disks_in_the_clear_is_refused_at_preview(changed: Changed) -> None:
    with pytest.raises(ProgramFailed, match="carries disks in the clear"):
        changed(('"insecureNetworkBlockDevice":false', '"insecureNetworkBlockDevice":true'))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("cidr: 192.168.255.0/26", "cidr: 192.168.255.0/25"), "has the range 192.168.255.0/26"),
        (("vpc: 00000000-0000-4000-8000-000000000801", "vpc: 00000000-0000-4000-8000-000000000809"), "in the VPC"),
        (("exit_address: 203.0.113.200", "exit_address: 203.0.113.201"), "leaves by 203.0.113.200"),
        (('"internetIp":"203.0.113.200"', '"internetIp":""'), "leaves by no address"),
    ],
)
def test_an_edge_that_is_not_what_the_choices_say_is_refused_at_preview(
    change: tuple[str, str], message: str, changed: Changed
) -> None:
    with pytest.raises(ProgramFailed, match=message):
        changed(change)


@pytest.mark.parametrize("retention", ["34", "0"])
def test_a_backup_policy_that_keeps_too_little_is_refused_at_preview(retention: str, changed: Changed) -> None:
    with pytest.raises(ProgramFailed, match=f"keeps {retention} copies"):
        changed(('"retention":40', f'"retention":{retention}'))


def test_a_backup_policy_that_rests_keeps_nothing(changed: Changed) -> None:
    with pytest.raises(ProgramFailed, match="keeps 0 copies"):
        changed(('"temporarilyDisabled":false', '"temporarilyDisabled":true'))


def test_documents_of_the_first_boot_are_secrets_under_the_two_keys_that_the_provider_takes(estate: View) -> None:
    for item in estate.of(MACHINE):
        assert set(item.inputs["cloudInit"]) == {"cloud_config", "network_config"}, item.urn
        assert all(is_secret(value) for value in item.inputs["cloudInit"].values()), item.urn


def test_a_host_knows_its_adapters_by_the_mac_addresses_that_it_was_given(estate: View) -> None:
    """The cloud gives out no addresses on these networks, and the order of adapters is nobody's promise."""
    known = 0
    for item in estate.of(MACHINE):
        text = plain(item.inputs["cloudInit"])["network_config"]
        given = [adapter["macAddress"] for adapter in item.inputs["osNetworkAdapters"]]
        adapters = yaml.safe_load(text)["ethernets"].values()
        assert [adapter["match"]["macaddress"] for adapter in adapters] == given, item.urn
        assert all(adapter["dhcp4"] is False and len(adapter["addresses"]) == 1 for adapter in adapters)
        known += 1
    assert known == 44


def test_no_two_machines_have_one_mac_address(estate: View) -> None:
    """The hypervisor would not start the second one."""
    given = [adapter["macAddress"] for item in estate.of(MACHINE) for adapter in item.inputs["osNetworkAdapters"]]
    assert len(set(given)) == len(given) > 44


def test_a_machine_without_data_is_gone_before_the_next_one_with_its_mac_address_starts(estate: View) -> None:
    for item in estate.of(MACHINE):
        assert bool(item.options.delete_before_replace) is not bool(item.options.protect), item.urn


def test_a_machine_is_protected_exactly_where_a_data_disk_hangs_on_it(estate: View) -> None:
    """Nobody says whether a deleted machine takes its disks with it."""
    holders = {urn for item in estate.of(DISK) for urn in item.property_dependencies["virtualMachineId"]}
    protected = {item.urn for item in estate.of(MACHINE) if item.options.protect}
    assert protected == holders
    assert {item.name for item in estate.of(MACHINE) if item.urn not in protected} == {
        *("hub", "prod", "nonprod", "cardio", "onco", "vaccin", "methods"),
        *("hub-bastion-1", "hub-bastion-2", "hub-egress-1", "hub-egress-2", "hub-legacy-1", "hub-legacy-2"),
        *("hub-time", "hub-packages"),
    }


def test_sizes_are_in_bytes_and_no_disk_is_larger_than_the_largest(estate: View, changed: Changed) -> None:
    assert estate.one(DISK, "cardio-desk-1-data").inputs["size"] == 500 * GIB
    assert {item.inputs["memory"] for item in estate.of(MACHINE)} <= {size * GIB for size in (8, 16, 32, 64)}
    with pytest.raises(ProgramFailed, match="asks for a disk of 2001 GB"):
        changed(("key: audit, disk_gb: 500", "key: audit, disk_gb: 2001"))


def test_disks_are_written_to_and_never_booted_from(estate: View) -> None:
    for item in estate.of(DISK):
        assert (item.inputs["mode"], item.inputs["bootable"], item.inputs["connected"]) == ("RW", False, True)


def test_no_bucket_is_open_to_the_internet(estate: View) -> None:
    """`public` means 0.0.0.0/0; `private` means whatever addresses Cloud Temple calls its own."""
    for item in estate.of(BUCKET):
        assert item.inputs["accessType"] == "custom", item.urn
        own = ["203.0.113.200/32", "203.0.113.224/28"]
        administrators = ["192.0.2.0/28", "198.51.100.16/29"] if item.name == "state" else []
        assert item.inputs["whitelists"] == [*own, *administrators], item.urn


def test_every_bucket_is_versioned_and_the_console_may_reach_it(estate: View) -> None:
    """The provider sets versioning only on a bucket that the console reaches."""
    for item in estate.of(BUCKET):
        assert item.inputs["versioning"] == "Enabled"
        assert "203.0.113.224/28" in item.inputs["whitelists"]


def test_rights_stand_in_the_bucket_and_nowhere_else(estate: View) -> None:
    """The bucket reads all rights back: one written as a resource of its own would be taken away by the next run."""
    assert not estate.has("cloudtemple:index/objectStorageAclEntry:ObjectStorageAclEntry")
    accounts = {item.name: item for item in estate.of(ACCOUNT)}
    for item in estate.of(BUCKET):
        (entry,) = item.inputs["aclEntries"]
        assert entry["role"] == "read_write"
        assert item.property_dependencies["aclEntries"] == (accounts[item.name].urn,), item.urn
        assert accounts[item.name].inputs["name"] == f"{item.inputs['name']}-writer"


def test_a_role_that_may_do_everything_is_refused_at_preview(changed: Changed) -> None:
    with pytest.raises(ProgramFailed, match="may do s3:\\*"):
        changed(('"permissions":["s3:Get*","s3:List*","s3:*Object"]', '"permissions":["s3:*"]'))


def test_the_key_of_the_whole_namespace_is_never_made(estate: View) -> None:
    """To make it is to make it anew: everybody who has the old one is shut out."""
    assert not estate.has("cloudtemple:index/objectStorageGlobalAccessKey:ObjectStorageGlobalAccessKey")


def test_no_token_is_made_by_code(estate: View) -> None:
    assert not estate.has("cloudtemple:index/iamPersonalAccessToken:IamPersonalAccessToken")


def test_the_providers_credentials_stand_nowhere(estate: View) -> None:
    found = [item for plan in estate.layers for item in plan.resources if item.type == "pulumi:providers:cloudtemple"]
    assert found
    for item in found:
        assert not [value for _, value in leaves(plain(item.inputs)) if value not in (None, UNKNOWN)], item.urn


def test_names_of_object_storage_are_what_the_provider_takes(estate: View) -> None:
    for item in estate.of(BUCKET):
        assert re.fullmatch(r"[a-z0-9-]{3,63}", item.inputs["name"]), item.urn


def test_two_seats_with_one_computed_address_are_refused_until_one_is_chosen(changed: Changed, estate: View) -> None:
    taken = _address(estate, "cardio-desk-1")
    with pytest.raises(ProgramFailed, match="would both have the address"):
        changed(
            ("object_namespace: hdh-example", f"object_namespace: hdh-example\n  seats: {{cardio-desk-2: {taken}}}")
        )


def test_a_chosen_address_is_the_seats(changed: Changed) -> None:
    view = changed(
        ("object_namespace: hdh-example", "object_namespace: hdh-example\n  seats: {cardio-desk-2: 10.72.0.77}")
    )
    assert _address(view, "cardio-desk-2") == "10.72.0.77"


def test_a_chosen_address_outside_of_the_segment_is_refused(changed: Changed) -> None:
    with pytest.raises(ProgramFailed, match="lies outside of its segment"):
        changed(
            ("object_namespace: hdh-example", "object_namespace: hdh-example\n  seats: {cardio-desk-2: 10.72.1.77}")
        )


def test_what_cloud_temple_cannot_do_is_a_gap(estate: View) -> None:
    gaps = {(gap.capability, gap.level) for plan in estate.layers for gap in plan.gaps}
    assert gaps == {
        ("airlock.expiry", "manual"),
        ("airlock.review", "manual"),
        ("alert-route", "manual"),
        ("audit-sink.control-plane", "api"),
        ("bucket.customer-key", "absent"),
        ("bucket.lock", "manual"),
        ("bucket.private-endpoint", "absent"),
        ("certificate", "manual"),
        ("cluster", "manual"),
        ("cluster.private", "absent"),
        ("database", "manual"),
        ("database.backup-retention", "manual"),
        ("database.customer-key", "absent"),
        ("database.high-availability", "manual"),
        ("file-share", "absent"),
        ("file-share.clients", "absent"),
        ("file-share.customer-key", "absent"),
        ("flow-log", "absent"),
        ("grant", "manual"),
        ("grant.expiry", "absent"),
        ("group", "absent"),
        ("identity-provider", "manual"),
        ("internal-dns", "absent"),
        ("key.hsm", "absent"),
        ("portal", "absent"),
        ("portal.waf", "absent"),
        ("project", "manual"),
        ("registry", "absent"),
        ("registry.clients", "absent"),
        ("secret", "absent"),
        ("secret.customer-key", "absent"),
        ("service-account", "manual"),
        ("site-link.asn", "absent"),
        ("site-link.bgp", "absent"),
        ("volume", "absent"),
    }


def _address(view: View, name: str) -> str:
    network: Any = yaml.safe_load(plain(view.one(MACHINE, name).inputs["cloudInit"])["network_config"])
    (adapter,) = network["ethernets"].values()
    return str(adapter["addresses"][0]).partition("/")[0]
