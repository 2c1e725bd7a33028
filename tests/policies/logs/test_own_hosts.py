"""Hosts of our own: where they keep their logs, whether they send them away, and what their clock follows."""

from __future__ import annotations

import pytest

from policies.examples import Case, plan_of
from policies.logs.shipping import ships
from policies.logs.times import allowed_for, own_servers
from policies.view import View
from tests.policies.net.asking import asked, fails, role, thing

SERVER = "scaleway:instance/server:Server"
TIME = role("net:TimeSource", "time", address="10.64.1.20", servers=["198.51.100.123"], clients=[])


def host(document: str, name: str = "host", parent: str = "") -> dict[str, object]:
    return thing(SERVER, name, parent, cloudInit=document)


@pytest.mark.parametrize(
    ("document", "sent"),
    [
        ('#cloud-config\n- *.* action(type="omfwd" target="10.0.0.9")\n', True),
        ("#cloud-config\nwrite_files:\n- content: |\n    *.* @@logs.hdh.internal:6514\n", True),
        ("#cloud-config\npackages: [systemd-journal-upload]\n", True),
        ("#cloud-config\npackages: [rsyslog, auditd]\n", False),
        ("#cloud-config\nusers:\n- name: admin@hdh.example\n", False),
    ],
)
def test_whether_a_host_sends_its_logs(document: str, sent: bool) -> None:
    view = View([plan_of(Case(title="a host", expect="pass", resources=(host(document),)))])  # type: ignore[arg-type]
    assert ships(view.of("compute.vm")[0]) is sent
    assert bool(fails("LOG-003", host(document))) is not sent


def test_a_key_store_whose_documents_set_no_audit_log_fails() -> None:
    store = role("keys:KeyStore", "keys", protection="software")
    assert fails("LOG-001", store, host("#cloud-config\npackages: [openbao]\n", "one", "keys"), about="keys")
    told = "#cloud-config\n- path: /var/log/openbao/audit.log\n"
    assert not fails("LOG-001", store, host(told, "one", "keys"), about="keys")


def test_one_of_several_hosts_without_audit_log_is_enough_to_fail() -> None:
    store = role("keys:KeyStore", "keys", protection="software")
    told = host("#cloud-config\n- path: /var/log/openbao/audit.log\n", "one", "keys")
    assert fails("LOG-001", store, told, host("#cloud-config\n", "two", "keys"), about="keys")


def test_time_of_the_internet_is_for_the_time_server_alone() -> None:
    resources = (TIME, host("", "clock", "time"), host("", "desk"))
    view = View([plan_of(Case(title="time", expect="pass", resources=resources))])  # type: ignore[arg-type]
    named = {item.name: allowed_for(item) for item in view.of("compute.vm")}
    assert named == {"clock": {"198.51.100.123"}, "desk": {"10.64.1.20"}}
    assert own_servers(view) == {"10.64.1.20"}


def test_a_gap_is_no_time_source() -> None:
    gap = {**TIME, "inputs": {**TIME["inputs"], "gaps": [{"capability": "time-source", "level": "absent"}]}}
    assert fails("LOG-005", gap, host("#cloud-config\n- server 10.64.1.20 iburst\n"))


def test_a_strange_server_in_a_secret_document_is_not_shown() -> None:
    desk = thing(
        "outscale:index/vm:Vm",
        "desk",
        userData={"secret": "#cloud-config\nwrite_files:\n- content: |\n    server pl4nted.example.org\n"},
    )
    told = fails("LOG-005", TIME, desk, cloud="outscale")
    assert told
    assert not any("pl4nted" in text for text in told)


def test_a_role_that_gives_a_strange_server_fails_though_the_document_is_unknown() -> None:
    seat = role("access:Workstation", "seat", time_servers=["10.64.1.20", "192.0.2.44"])
    desk = thing("ovh:index/cloudInstance:CloudInstance", "desk", "seat", userData={"unknown": True})
    assert fails("LOG-005", TIME, seat, desk, cloud="ovhcloud")


def test_a_store_of_logs_on_one_disk_is_no_backup() -> None:
    sink = role("audit:AuditSink", "audit", retention_days=365)
    host_alone = thing("numspot:index/vm:Vm", "store", "audit", imageId="ami-00000000")
    told = [
        verdict.info.en
        for verdict in asked("LOG-003", sink, host_alone, cloud="numspot", about="audit")
        if verdict.info
    ]
    assert any("one host and one disk" in text for text in told)
