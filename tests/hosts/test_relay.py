"""The document of a relay: what it reaches, by which names, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from components.hosts.data_volume import DataVolume
from components.hosts.firewall import Flow
from components.hosts.luks import LuksVolume
from components.hosts.people import BastionAccess
from components.hosts.relay import Relay, user_data

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFTQmfounrcFlIyLdxx1CG+z8I6Cf5B+iq3Bhnc8PU58"
PASSPHRASE = "p" * 64
NAMES = {"account.blob.example": "10.17.240.10", "server.database.example": "10.17.240.40"}


def relay(**changed: Any) -> Relay:
    asked: dict[str, Any] = {
        "host_name": "hdh-move-relay-1",
        "time_servers": ("10.64.1.20",),
        "package_source": "http://10.64.1.21:3142",
        "bastion": BastionAccess(("10.64.0.0/24",), KEY),
        "operators": ("platform-operator-1",),
        "names": NAMES,
        "egress": (Flow("MOV-004", ("10.17.240.0/24",), "tcp", (443, 5432)),),
        "proxy": "http://10.64.1.10:3128",
        "volume": LuksVolume(device="/dev/sdb", name="data", mount_point="/data", passphrase=PASSPHRASE),
    }
    return Relay(**(asked | changed))


def files(host: Relay) -> dict[str, str]:
    return {item["path"]: item["content"] for item in yaml.safe_load(user_data(host))["write_files"]}


def test_names_of_the_other_side_lead_across_the_link() -> None:
    lines = files(relay())["/etc/cloud/templates/hosts.debian.tmpl"].splitlines()
    assert lines[0] == "## template:jinja"
    assert {f"{address} {name}" for name, address in NAMES.items()} <= set(lines)


def test_the_other_side_is_never_asked_by_the_proxy() -> None:
    text = files(relay())["/etc/environment"]
    assert 'no_proxy="localhost,127.0.0.1,account.blob.example,server.database.example"' in text
    assert 'https_proxy="http://10.64.1.10:3128"' in text


def test_it_brings_the_copy_tools() -> None:
    assert {"rclone", "postgresql-client"} <= set(yaml.safe_load(user_data(relay()))["packages"])


def test_only_the_bastion_comes_in_and_only_flows_go_out() -> None:
    rules = files(relay())["/etc/nftables.conf"]
    assert "ip saddr { 10.64.0.0/24 } tcp dport { 22 }" in rules
    assert "ip daddr { 10.17.240.0/24 } tcp dport { 443, 5432 }" in rules


def test_the_work_volume_is_the_operators() -> None:
    for volume in (relay().volume, DataVolume(device="/dev/sdb", name="data", mount_point="/data")):
        script = files(relay(volume=volume))["/usr/lib/bastide/first-boot"]
        assert "install -d -m 1770 -g bastide-operators /data" in script


def test_a_secret_is_not_shown() -> None:
    assert PASSPHRASE not in repr(relay())


@pytest.mark.parametrize(
    "changed",
    [
        {"operators": ()},
        {"names": {"not a name": "10.0.0.1"}},
        {"names": {"account.blob.example": "nowhere"}},
        {"proxy": "http://proxy.example:3128"},
    ],
    ids=str,
)
def test_it_refuses(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="expected"):
        relay(**changed)
