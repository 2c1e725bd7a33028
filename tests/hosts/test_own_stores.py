"""The log store, what is fetched, and the documents that cloud builders ask for: without a machine."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from components import documents
from components.contract.addresses import AddressPlan
from components.contract.roles.audit import AuditSinkSpec
from components.contract.roles.bastion import BastionSpec, Person
from components.contract.roles.keys import DeclaredKey, KeyStoreSpec
from components.contract.words import BastionMode, Protection, Size
from components.documents import Surroundings
from components.hosts import key_store, log_store, workstation
from components.hosts.artifact import Artifact, way_out
from components.hosts.data_volume import DataVolume
from components.hosts.key_store import Unsealer
from components.hosts.key_store_volume import KeyStoreVolume
from components.hosts.log_store import LogStore, StoreKey
from components.hosts.people import BastionAccess
from stacks.intents import read_intent
from tests.hosts.identities import authority
from tests.hosts.test_user_data import SECRET_KEY, ed25519

ROOT = Path(__file__).resolve().parents[2]
AUTHORITY = authority("a store")
SOFTWARE = Artifact("https://software.example.org/versitygw_1.8.0_Linux_x86_64.tar.gz", "a" * 64, "1.8.0")
PROXY = "http://10.0.1.10:3128"
WRITER, AUDITOR = StoreKey("writer", "written-secret-" + "w" * 30), StoreKey("auditor", "audited-secret-" + "a" * 30)
CLOUD_LIMIT = 65_535
"""Bytes of base64 that the narrowest of the clouds takes (OpenStack Nova's user data)."""


def log_host(**changes: Any) -> LogStore:
    given: dict[str, Any] = {
        "host_name": "logs",
        "time_servers": ("10.0.0.5",),
        "address": "10.0.3.9",
        "identity": AUTHORITY.identity("logs", "10.0.3.9"),
        "client_cidrs": ("10.0.1.0/28",),
        "retention_days": 365,
        "volume": DataVolume("/dev/vdb", "logs", log_store.DATA),
        "software": SOFTWARE,
        "writer": WRITER,
        "auditor": AUDITOR,
        "proxy": PROXY,
    }
    return LogStore(**{**given, **changes})


def disk(mount_point: str = "/srv/data", **changes: Any) -> KeyStoreVolume:
    given: dict[str, Any] = {
        "device": "/dev/vdb",
        "name": "data",
        "mount_point": mount_point,
        "key": "dev-data",
        "addresses": ("10.0.5.10", "10.0.5.11", "10.0.5.12"),
        "identity": AUTHORITY.identity("host", unit="dev-data"),
    }
    return KeyStoreVolume(**{**given, **changes})


def written(document: str) -> dict[str, str]:
    return {item["path"]: item["content"] for item in yaml.safe_load(document)["write_files"]}


# --- what is fetched ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sha256": "A" * 64}, "64 digits"),
        ({"sha256": "a" * 63}, "64 digits"),
        ({"sha256": ""}, "64 digits"),
        ({"url": "https://software.example.org/bao.deb"}, "a .tar.gz archive"),
        ({"url": "ftp://software.example.org/bao.tar.gz"}, "a URL https://"),
        ({"url": "https://user:pass@software.example.org/bao.tar.gz"}, "no user"),
        ({"url": "https://software.example.org/$(id).tar.gz"}, "a URL https://"),
        ({"version": "latest release"}, "a version such as"),
    ],
)
def test_software_is_pinned_or_refused(changes: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        replace(SOFTWARE, **changes)


def test_software_leaves_through_the_proxy_or_comes_from_an_address() -> None:
    assert way_out(SOFTWARE, PROXY).cidrs == ("10.0.1.10/32",) and way_out(SOFTWARE, PROXY).ports == (3128,)
    direct = way_out(replace(SOFTWARE, url="http://10.0.1.9:8080/x.tar.gz"), None)
    assert (direct.cidrs, direct.ports, direct.user) == (("10.0.1.9/32",), (8080,), "root")
    with pytest.raises(ValueError, match="where no proxy is given"):
        way_out(SOFTWARE, None)


# --- the log store --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"operators": ("olga",), "bastion": BastionAccess(("10.0.1.2/32",), ed25519(9))}, "no shell for anyone"),
        ({"volume": DataVolume("/dev/vdb", "logs", "/srv")}, "a volume mounted at"),
        ({"auditor": WRITER}, "each of them once"),
        ({"retention_days": 0}, "a whole number from 1"),
        ({"client_cidrs": ("::/0",)}, "a bounded network"),
    ],
)
def test_a_wrong_argument_of_a_log_store_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        log_host(**changes)


def test_the_keys_of_a_log_store_are_long_and_stay_out_of_repr() -> None:
    with pytest.raises(ValueError, match="32 or more, random") as error:
        StoreKey("writer", "short-secret")
    assert "short-secret" not in str(error.value)
    assert WRITER.secret not in repr(log_host())


def test_a_log_store_on_an_encrypted_disk_waits_for_it_and_may_ask_for_its_key() -> None:
    files = written(log_store.user_data(log_host(volume=disk(log_store.DATA))))
    unit = files["/etc/systemd/system/log-store.service"]
    assert "Requires=bastide-volume-data.service" in unit and "After=network.target bastide-volume-data.service" in unit
    assert "tcp dport { 8200 } accept" in files["/etc/nftables.conf"]
    assert "systemctl start --no-block log-store" in files["/usr/lib/bastide/first-boot"]


def test_both_buckets_are_kept_for_the_whole_time() -> None:
    settings = json.loads(written(log_store.user_data(log_host()))["/etc/bastide/log-store.json"])
    assert settings["buckets"] == {"logs": {"retention_days": 365}, "recordings": {"retention_days": 365}}
    assert set(settings["keys"]) == {"writer", "auditor"}


# --- a disk of the key store ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"key": "transit/keys/x"}, "lower-case letters, digits and hyphens"),
        ({"addresses": ()}, "at least one address"),
        ({"addresses": ("keys.example.org",)}, "an IP address"),
        ({"device": "/etc/passwd"}, "a path below /dev"),
    ],
)
def test_a_wrong_argument_of_a_disk_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        disk(**changes)


def test_a_workstation_takes_such_a_disk_and_only_root_asks_for_its_key() -> None:
    host = workstation.Workstation(
        host_name="work",
        time_servers=("10.0.0.5",),
        bastion=BastionAccess(("10.0.1.2/32",), ed25519(9)),
        researchers=("alice",),
        volume=disk(),
    )
    files = written(workstation.user_data(host))
    settings = json.loads(files["/etc/bastide/volume-data.json"])
    assert (settings["group"], settings["mode"]) == (workstation.RESEARCHERS_GROUP, "1770")
    rule = next(line for line in files["/etc/nftables.conf"].splitlines() if "{ 8200 }" in line)
    assert rule.strip().startswith('meta skuid "root" ip daddr')
    assert "PRIVATE KEY" not in repr(host)


# --- documents ------------------------------------------------------------------------------------------------------


@cache
def around() -> Surroundings:
    return Surroundings("host-1", AddressPlan(read_intent(ROOT / "stacks/hdh.yaml")))


def key_spec(**changes: Any) -> KeyStoreSpec:
    given: dict[str, Any] = {
        "protection": Protection.HSM,
        "keys": (DeclaredKey("data", 90),),
        "size": Size.SMALL,
        "zones": (1, 2, 3),
        "addresses": ("10.0.5.10", "10.0.5.11", "10.0.5.12"),
        "unsealed_by": ("10.0.1.50", "10.0.1.51", "10.0.1.52"),
        "client_cidrs": ("10.0.5.0/24",),
        "operators": ("olga",),
        "bastion_cidr": "10.0.1.0/28",
        "time_servers": ("10.0.0.5",),
    }
    return KeyStoreSpec(**{**given, **changes})


def key_document(spec: KeyStoreSpec, **changes: Any) -> str:
    given: dict[str, Any] = {
        "area": "dev",
        "identity": AUTHORITY.identity("host-1", "10.0.5.10", unit=key_store.UNIT),
        "bastion_key": ed25519(9),
        "volume": DataVolume("/dev/vdb", "raft", key_store.DATA),
        "software": SOFTWARE,
        "unsealer": Unsealer(spec.unsealed_by, AUTHORITY.certificate) if spec.unsealed_by else None,
    }
    return documents.key_store_document(spec, around(), 0, **{**given, **changes})


def test_the_key_store_of_an_area_has_its_keys_its_unsealer_and_its_way_to_software() -> None:
    files = written(key_document(key_spec()))
    assert [key["name"] for key in json.loads(files["/etc/openbao/keys.json"])["keys"]] == ["dev-data"]
    assert json.loads(files["/etc/openbao/host.json"])["unsealed_by"] == ["10.0.1.50", "10.0.1.51", "10.0.1.52"]
    assert f"proxy='{around().proxy}'" in files["/etc/bastide/artifact-bao"]
    assert "/etc/ssh/authorized_keys.d/olga" in files


def test_an_area_may_be_unsealed_by_its_custodians_and_never_by_another_store() -> None:
    alone = json.loads(written(key_document(key_spec(), unsealer=None))["/etc/openbao/host.json"])
    assert alone["unsealed_by"] == []
    with pytest.raises(ValueError, match="unsealer: found"):
        key_document(key_spec(), unsealer=Unsealer(("10.9.9.9",), AUTHORITY.certificate))
    with pytest.raises(ValueError, match="unsealer: found"):
        key_document(key_spec(unsealed_by=()), unsealer=Unsealer(("10.9.9.9",), AUTHORITY.certificate))


def test_recordings_go_to_the_log_store_directly_and_over_its_own_authority() -> None:
    spec = AuditSinkSpec(365, 500, "10.0.3.9", ("10.0.1.0/28",), ("10.0.0.5",))
    uploads = documents.log_store_uploads(spec, WRITER, AUTHORITY.certificate)
    assert WRITER.secret not in repr(uploads)
    people = (Person("alice", ed25519(1)),)
    spec_of_bastion = BastionSpec(
        mode=BastionMode.RECORDED,
        size=Size.SMALL,
        zones=(1,),
        addresses=("10.0.1.2",),
        allowed_cidrs=("203.0.113.0/28",),
        targets=("10.0.5.0/24",),
        people=people,
        idle_minutes=15,
        recordings_days=365,
        time_servers=("10.0.0.5",),
    )
    files = written(documents.bastion_document(spec_of_bastion, around(), SECRET_KEY, uploads))
    store = json.loads(files["/etc/bastide/store.json"])
    assert (store["endpoint"], store["bucket"], store["proxy"]) == ("https://10.0.3.9", "recordings", "")
    assert store["ca_file"] == "/etc/bastide/store-ca.pem"
    assert files["/etc/bastide/store-ca.pem"].strip() == AUTHORITY.certificate.strip()
    assert re.search(r'skuid "root" ip daddr \{ 10\.0\.3\.9/32 \} tcp dport \{ 443 \}', files["/etc/nftables.conf"])


@pytest.mark.parametrize("name", ["log store", "key store"])
def test_every_document_fits_the_narrowest_cloud(name: str) -> None:
    """With more operators and keys than an area is likely to have."""
    spec = AuditSinkSpec(365, 500, "10.0.3.9", ("10.0.1.0/28",), ("10.0.0.5",))
    given: dict[str, Any] = {"software": SOFTWARE, "writer": WRITER, "auditor": AUDITOR}
    identity = AUTHORITY.identity("host-1", "10.0.3.9")
    if name == "log store":
        text = documents.audit_store_document(spec, around(), identity=identity, volume=disk(log_store.DATA), **given)
    else:
        keys = tuple(DeclaredKey(f"purpose-{number}", 90) for number in range(12))
        text = key_document(key_spec(keys=keys, operators=("olga", "omar", "otto", "ozan")))
    assert len(base64.b64encode(text.encode())) < CLOUD_LIMIT
