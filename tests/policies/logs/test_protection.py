"""Backups: how often, of what, and what is a copy itself."""

from __future__ import annotations

from typing import Any

import pytest

from policies.logs.protection import is_daily
from tests.policies.net.asking import asked, fails, role, thing


@pytest.mark.parametrize(
    ("hours", "daily"),
    [(24, True), (1, True), (0, False), (-24, False), (25, False), ("24", False), (None, False), (True, False)],
)
def test_daily(hours: Any, daily: bool) -> None:
    assert is_daily(hours, 24) is daily


@pytest.mark.parametrize("days", [0, -1, None, "35", False])
def test_a_database_without_days_of_backup_fails(days: Any) -> None:
    inputs = {"backupScheduleFrequency": 24, "disableBackup": False}
    database = thing(
        "scaleway:databases/instance:Instance",
        "core",
        **inputs,
        **({"backupScheduleRetention": days} if days is not None else {}),
    )
    assert fails("BCK-001", database)


def test_an_unknown_part_does_not_hide_a_bad_one() -> None:
    database = thing(
        "scaleway:databases/instance:Instance",
        "core",
        backupScheduleFrequency=168,
        backupScheduleRetention={"unknown": True},
        disableBackup=False,
    )
    assert [item.result.value for item in asked("BCK-001", database)] == ["unknown", "fail"]


def test_a_locked_bucket_without_days_is_not_locked() -> None:
    lock = thing(
        "scaleway:object/bucketLockConfiguration:BucketLockConfiguration", "lock", bucket={"ref": "data"}, rule={}
    )
    bucket = thing("scaleway:object/bucket:Bucket", "data", name="hdh-data", objectLockEnabled=True)
    assert fails("BCK-001", bucket, lock, about="data")


def test_a_copy_that_is_made_once_is_no_plan() -> None:
    host = thing("ovh:CloudProject/instance:Instance", "sink", "audit", region="GRA")
    once = thing("ovh:CloudProject/instanceSnapshot:InstanceSnapshot", "once", "audit", instanceId={"ref": "sink"})
    again = thing(
        "ovh:CloudProject/workflowBackup:WorkflowBackup", "again", "audit", instanceId={"ref": "sink"}, cron="0 2 * * *"
    )
    audit = role("audit:AuditSink", "audit", retention_days=400)
    why = [text for text in fails("LOG-003", audit, host, once, about="audit", cloud="ovhcloud") if "backs" in text]
    assert len(why) == 1
    assert not [
        text for text in fails("LOG-003", audit, host, again, about="audit", cloud="ovhcloud") if "backs" in text
    ]


def test_a_disk_is_saved_only_if_all_its_hosts_are() -> None:
    machine = "cloudtemple:index/computeIaasOpensourceVirtualMachine:ComputeIaasOpensourceVirtualMachine"
    sla = ["00000000-0000-4000-8000-000000000531"]
    seat = role("access:Workstation", "seat")
    one, two = thing(machine, "one", "seat", backupSlaPolicies=sla), thing(machine, "two", "seat", backupSlaPolicies=[])
    disk = thing("cloudtemple:index/computeIaasOpensourceVirtualDisk:ComputeIaasOpensourceVirtualDisk", "disk", "seat")
    assert not fails("BCK-001", seat, one, disk, cloud="cloudtemple")
    assert fails("BCK-001", seat, one, two, disk, cloud="cloudtemple")


def test_a_vault_below_another_role_is_asked_for_its_log() -> None:
    locked = {"securitySettings": {"immutabilitySettings": {"state": "Locked"}}}
    store = role("storage:Bucket", "elsewhere")
    vault = thing("azure-native:recoveryservices:Vault", "vault", "elsewhere", properties=locked)
    assert fails("BCK-003", store, vault, cloud="azure") == [
        "access to vault is not logged: nobody can review it each month"
    ]


@pytest.mark.parametrize("place", ["us-east-1", "eu-west-eri", "nowhere"])
def test_a_copy_abroad_is_no_copy(place: str) -> None:
    database = thing("ovh:CloudProject/database:Database", "core", backupRegions=[place], nodes=[{"region": "GRA"}])
    assert fails("BCK-002", database, cloud="ovhcloud")


def test_a_copy_in_the_same_region_is_none() -> None:
    database = thing("ovh:CloudProject/database:Database", "core", backupRegions=["GRA"], nodes=[{"region": "GRA"}])
    assert fails("BCK-002", database, cloud="ovhcloud")
