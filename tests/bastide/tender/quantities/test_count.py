"""What a few resources add to the bill, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bastide.tender.candidate import Candidate
from bastide.tender.part import Basis
from bastide.tender.quantities.declared import DeclaredQuantities
from bastide.tender.quantities.model import State
from policies.examples import ExampleResource
from policies.model import Lang
from tests.bastide.tender.quantities.said import UNSAID, all_said, bill_of, line_of, raw
from tests.bastide.tender.sections.by_hand import made, resource, role

pytestmark = pytest.mark.xdist_group("tender")

SERVER = "scaleway:instance/server:Server"
VOLUME = "scaleway:block/volume:Volume"


def _host(name: str, parent: str, type_: Any = "POP2-2C-8G", disk: Any = 30) -> ExampleResource:
    root = {"sizeInGb": disk, "volumeType": "sbs_volume"}
    return resource(SERVER, name, parent, type=type_, rootVolume=root)


def _gap(capability: str) -> dict[str, str]:
    return {"capability": capability, "level": "absent"}


def small() -> Candidate:
    """Two workstations, a bastion of two hosts, a cluster and an HSM key in vain, a database of two nodes, buckets."""
    return made(
        role("access:Workstation", "desk-1"),
        _host("desk-1", "desk-1", "POP2-8C-32G", 30),
        resource(VOLUME, "desk-1-data", "desk-1", sizeInGb=500),
        role("access:Workstation", "desk-2"),
        _host("desk-2", "desk-2", "POP2-4C-16G", 30),
        resource(VOLUME, "desk-2-data", "desk-2", sizeInGb=200.5),
        role("access:Bastion", "bastion"),
        _host("bastion-1", "bastion"),
        _host("bastion-2", "bastion", disk=40),
        resource("scaleway:instance/ip:Ip", "bastion-1", "bastion"),
        resource("scaleway:instance/ip:Ip", "bastion-2", "bastion"),
        role("compute:Cluster", "compute", spec={"nodes": 3, "size": "large"}, gaps=[_gap("cluster")]),
        role("keys:Key", "soft", spec={"protection": "software"}),
        resource("scaleway:keymanager/key:Key", "soft", "soft"),
        role("keys:Key", "hard", spec={"protection": "hsm"}, gaps=[_gap("key.hsm")]),
        resource("scaleway:keymanager/key:Key", "hard", "hard"),
        role("data:Database", "core", spec={}),
        resource(
            "scaleway:databases/instance:Instance",
            "core",
            "core",
            nodeType="DB-POP2-8C-32G",
            isHaCluster=True,
            volumeSizeInGb=500,
        ),
        role("storage:Bucket", "prod-main-copy", spec={"locked_days": 90, "replicated": True}),
        resource("scaleway:object/bucket:Bucket", "prod-main-copy", "prod-main-copy"),
        role("storage:Bucket", "prod-catalogue", spec={"locked_days": None, "replicated": False}),
        role("storage:FileShare", "share", spec={"size_gb": 500}, gaps=[_gap("file-share")]),
        role("audit:AuditSink", "audit", spec={"retention_days": 365}),
        resource("scaleway:observability/source:Source", "audit", "audit"),
    )


BY_HAND = {
    "Q-CPU-01": "12",
    "Q-MEM-01": "48",
    "Q-CPU-02": "4",
    "Q-MEM-02": "16",
    "Q-K8S-01": "1",
    "Q-CPU-03": "24",
    "Q-MEM-03": "96",
    "Q-DSK-01": "130",
    "Q-DSK-02": "700.5",
    "Q-FIL-01": "500",
    "Q-OBJ-01": "2500",
    "Q-OBJ-02": "2500",
    "Q-OBJ-03": "2500",
    "Q-REG-01": "0",
    "Q-IPV-01": "2",
    "Q-NAT-01": "0",
    "Q-VPN-01": "0",
    "Q-VPN-02": "0",
    "Q-NET-01": "0",
    "Q-LBA-01": "0",
    "Q-NET-02": "2",
    "Q-KMS-01": "1",
    "Q-KMS-02": "1",
    "Q-KMS-03": "0",
    "Q-KMS-04": "1.5",
    "Q-SEC-01": "0",
    "Q-DBS-01": "16",
    "Q-DBS-02": "64",
    "Q-DBS-03": "500",
    # 10 GB a day: 10 x 365 / 12 taken in a month, 10 x 365 kept
    "Q-LOG-01": "304.166667",
    "Q-LOG-02": "3650",
    "Q-BCK-01": "9000",
    "Q-MIG-01": "120",
    "Q-MIG-02": "150",
    "Q-MIG-03": "4",
}


def test_a_small_plan_agrees_with_a_hand_count() -> None:
    bill = bill_of(small())
    found = {line.id: line.quantity for line in bill.lines}
    assert found == BY_HAND
    assert bill.uncounted == ()


def test_quantities_over_the_contract_are_those_of_all_its_months() -> None:
    bill = bill_of(small())
    assert bill.months == 48
    assert line_of(bill, "Q-CPU-01").total == str(12 * 48)
    assert line_of(bill, "Q-DSK-02").total == "33624"
    # what is paid once is not multiplied
    assert line_of(bill, "Q-MIG-01").total == "120"
    assert [(phase.id, phase.months) for phase in bill.phases] == [("build", 3), ("switch", 1), ("operation", 44)]


def test_what_is_asked_for_in_vain_is_counted_and_told_apart() -> None:
    bill = bill_of(small())
    cluster, keys = line_of(bill, "Q-CPU-03"), line_of(bill, "Q-KMS-02")
    assert (cluster.asked, keys.asked, line_of(bill, "Q-KMS-01").asked) == ("24", "1", "0")
    assert [(origin.what, origin.state) for origin in cluster.origins] == [("cluster", State.ASKED)]


def test_a_flavour_that_nobody_has_written_down_makes_the_line_unknown_and_never_0() -> None:
    desk = role("access:Workstation", "desk")
    hosts = (_host("one", "desk", "PRO9-XL"), _host("two", "desk", "PRO9-XL"), _host("three", "desk"))
    line = line_of(bill_of(made(desk, *hosts)), "Q-CPU-01")
    assert (line.quantity, line.total, line.at_least, line.basis) == (None, None, "2", Basis.NOT_ASSESSABLE)
    assert line.unknown == ("flavour PRO9-XL (2): its cores and memory are in no register",)
    assert line.ask


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"type": {"unknown": True}}, "known only after apply"),
        ({"type": {"secret": "POP2-2C-8G"}}, "known only after apply"),
        ({}, "does not say how large"),
    ],
)
def test_a_flavour_that_cannot_be_read_makes_the_line_unknown(inputs: dict[str, Any], said: str) -> None:
    line = line_of(bill_of(made(resource(SERVER, "one", **inputs))), "Q-CPU-02")
    assert line.quantity is None
    assert [said in text for text in line.unknown] == [True]


def test_secrets_are_shown_nowhere() -> None:
    desk = role("access:Workstation", "desk")
    host = _host("one", "desk", {"secret": "hunter2"}, {"secret": 4711})
    disk = resource(VOLUME, "disk", "desk", sizeInGb={"secret": 4711})
    text = bill_of(made(desk, host, disk)).model_dump_json()
    assert "hunter2" not in text
    assert "4711" not in text


@pytest.mark.parametrize("size", [{"unknown": True}, None, "500", True, -1])
def test_a_size_that_is_no_number_makes_the_line_unknown(size: Any) -> None:
    line = line_of(bill_of(made(resource(VOLUME, "disk", sizeInGb=size))), "Q-DSK-02")
    assert (line.quantity, line.at_least) == (None, "0")
    assert line.unknown


def test_resources_that_no_line_knows_are_reported() -> None:
    candidate = made(resource("scaleway:kubernetes/cluster:Cluster", "k"), resource("scaleway:new/thing:Thing", "t"))
    found = bill_of(candidate).uncounted
    assert {(item.type, item.count) for item in found} == {
        ("scaleway:kubernetes/cluster:Cluster", 1),
        ("scaleway:new/thing:Thing", 1),
    }


def test_where_hosts_of_the_platform_do_it_the_empty_line_says_so() -> None:
    store = role("keys:KeyStore", "keys")
    line = line_of(bill_of(made(store, _host("one", "keys"), _host("two", "keys"))), "Q-KMS-01")
    assert line.quantity == "0"
    assert "(KeyStore: 2)" in line.note
    assert "Q-CPU-02" in line.note


def test_what_nobody_has_said_is_unknown_with_who_must_say_it() -> None:
    data = raw(backup_gb=UNSAID)
    data["contract"]["months"] = UNSAID
    data["phases"][0]["months"] = UNSAID
    bill = bill_of(small(), DeclaredQuantities.model_validate(data))
    backups, legacy = line_of(bill, "Q-BCK-01"), line_of(bill, "Q-MIG-03")
    assert (backups.quantity, backups.unknown, backups.ask) == (None, ("how much",), ("somebody",))
    assert (legacy.quantity, legacy.ask) == (None, ("somebody",))
    assert (bill.months, bill.ask_months) == (None, "somebody")
    # a month is known without a duration, the contract is not
    assert (line_of(bill, "Q-CPU-01").quantity, line_of(bill, "Q-CPU-01").total) == ("12", None)
    assert line_of(bill, "Q-REG-01").total == "0"


def test_buckets_that_nobody_has_declared_are_unknown() -> None:
    bucket = role("storage:Bucket", "new-bucket", spec={"locked_days": None})
    line = line_of(bill_of(made(bucket)), "Q-OBJ-01")
    assert (line.quantity, line.unknown) == (None, ("nobody has declared the size of bucket new-bucket",))


def test_buckets_declared_together_must_stand_in_one_line() -> None:
    data = raw()
    data["buckets"] = [{"id": "both", "names": ["one", "two"], "tb": data["buckets"][0]["tb"]}]
    candidate = made(
        role("storage:Bucket", "one", spec={"locked_days": 30}),
        role("storage:Bucket", "two", spec={"locked_days": None}),
    )
    bill = bill_of(candidate, DeclaredQuantities.model_validate(data))
    for id_ in ("Q-OBJ-01", "Q-OBJ-02"):
        line = line_of(bill, id_)
        assert line.quantity is None
        assert "declare them apart" in line.unknown[0]


def test_the_same_bill_in_french() -> None:
    bill = bill_of(made(_host("one", "", "PRO9-XL"), lang=Lang.FR), all_said(moved_tb=UNSAID))
    assert line_of(bill, "Q-CPU-02").unknown == (
        "gabarit PRO9-XL (1) : ses cœurs et sa mémoire ne figurent dans aucun registre",
    )
    assert line_of(bill, "Q-MIG-01").ask == ("quelqu'un",)
    assert line_of(bill, "Q-CPU-02").unit_label == "vCPU·mois"
