"""A key store's host and a disk that a key store opens, each booted from its user-data.

A program that writes down how it was started stands in for the server (`test_key_store_unit_in_debian.py` has OpenBao
itself), and `key_store_stand_in`, which obeys the test, for its API. What runs for real here: units, accounts,
firewall, TLS, tokens, LUKS.
"""

from __future__ import annotations

import base64
import hashlib
import http.server
import io
import json
import os
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from components.contract import accounts
from components.hosts import key_store, workstation
from components.hosts.artifact import Artifact
from components.hosts.data_volume import DataVolume
from components.hosts.key_store import DATA, KeyStore, TransitKey, Unsealer
from components.hosts.key_store_volume import KeyStoreVolume
from components.hosts.people import BastionAccess
from tests.hosts import key_store_stand_in
from tests.hosts.debian_machines import Machine, Site, run
from tests.hosts.disks import attach, loop_device
from tests.hosts.identities import Authority, authority, laid_out
from tests.ssh_keys import key_pair

pytestmark = pytest.mark.e2e

CLIENT, STRANGER, HUB_STORE, AREA_STORE = "10.90.0.10", "10.90.0.11", "10.90.0.30", "10.90.0.31"
KEYS, WORK = "10.90.0.70", "10.90.0.73"
PEERS = (KEYS, "10.90.0.71", "10.90.0.72")
KEY = "dev-data"
DISK = "/dev/bastide-data"
BAO = """#!/bin/sh
{ echo "$@"; id -un; env | sort; cat /etc/openbao/openbao.json "$RUNTIME_DIRECTORY/seal.json"; } >/run/openbao/started
exec sleep infinity
"""


@dataclass
class StandIn:
    """The API of one store, as a program that obeys."""

    process: subprocess.Popen[str]

    def obey(self, *words: Any) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(words or ["look"]) + "\n")
        self.process.stdin.flush()
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        return found

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()


@dataclass
class Place:
    site: Site
    keys: Machine
    work: Machine
    hub: StandIn
    store: StandIn

    def volume(self, action: str) -> subprocess.CompletedProcess[str]:
        return self.work.run("/usr/lib/bastide/key-store-volume", action, "data", check=False)


@pytest.fixture(scope="module")
def place(debian: tuple[Path, Path]) -> Iterator[Place]:
    folder, lower = debian
    area, hub = authority("key store of dev"), authority("key store of the hub")
    onward = key_pair(folder, "key-store-onward")[1]
    served = folder / "bao-software"
    served.mkdir()
    digest = _archive(served / "bao.tar.gz")
    site = Site(folder, lower, label=f"k{os.getpid() % 100000}")
    closing: list[Any] = []
    device = loop_device(folder, "key-store-disk", 64)
    try:
        site.open()
        serve = [sys.executable, "-m", http.server.__name__, "8080", "--bind", AREA_STORE, "--directory", str(served)]
        software = subprocess.Popen(site.outside_command(serve), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        closing.append(StandIn(software))  # type: ignore[arg-type]
        stores = {
            "hub": _stand_in(site, folder / "hub-store", HUB_STORE, hub, area, "seal-dev", key_store.UNIT),
            "area": _stand_in(site, folder / "area-store", AREA_STORE, area, area, KEY, KEY),
        }
        closing += stores.values()
        stores["hub"].obey("set", "sealed", True)
        stores["area"].obey("set", "sealed", True)
        documents = {
            "keys": (KEYS, key_store.user_data(_keys(area, hub, onward, digest, device))),
            "work": (WORK, workstation.user_data(_work(area, onward))),
        }
        machines = {name: site.start(name, *document) for name, document in documents.items()}
        attach(machines["keys"], device)
        with ThreadPoolExecutor() as pool:
            list(pool.map(site.wait, machines.values()))
        yield Place(site, machines["keys"], machines["work"], stores["hub"], stores["area"])
    finally:
        for one in closing:
            one.close()
        site.close()
        run("losetup", "--detach", device, check=False)


def _archive(target: Path) -> str:
    with tarfile.open(target, "w:gz") as archive:
        for name, content in (("LICENSE", b""), ("bao", BAO.encode())):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return hashlib.sha256(target.read_bytes()).hexdigest()


def _stand_in(
    site: Site, folder: Path, address: str, own: Authority, clients: Authority, key: str, unit: str
) -> StandIn:
    laid_out(folder, own.identity("store", address), own.certificate, clients.certificate)
    policy = "".join(
        f'path "{path}" {{ capabilities = ["update"] }}\n'
        for path in (f"transit/datakey/plaintext/{key}", f"transit/decrypt/{key}", "auth/token/revoke-self")
    )
    role = {"certificate": clients.certificate, "allowed_organizational_units": [unit], "token_policies": ["use"]}
    setup = [
        ("sys/mounts/transit", {"type": "transit"}),
        (f"transit/keys/{key}", {"type": "aes256-gcm96"}),
        ("sys/policies/acl/use", {"policy": policy}),
        (f"auth/cert/certs/{key}", role),
    ]
    settings = {"address": address, "port": 8200, "folder": str(folder), "setup": setup}
    command = site.outside_command([sys.executable, key_store_stand_in.__file__, json.dumps(settings)])
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "ready\n"
    return StandIn(process)


def _keys(area: Authority, hub: Authority, onward: str, digest: str, device: str) -> KeyStore:
    return KeyStore(
        host_name="keys",
        time_servers=(CLIENT,),
        bastion=BastionAccess((f"{CLIENT}/32",), onward),
        operators=("olga",),
        area="dev",
        addresses=PEERS,
        node=0,
        identity=area.identity("keys", KEYS, unit=key_store.UNIT),
        keys=(TransitKey(KEY, 90),),
        client_cidrs=(f"{CLIENT}/32",),
        volume=DataVolume(device, "raft", DATA),
        software=Artifact(f"http://{AREA_STORE}:8080/bao.tar.gz", digest, "stand-in"),
        unsealer=Unsealer((HUB_STORE,), hub.certificate),
    )


def _work(area: Authority, onward: str) -> workstation.Workstation:
    return workstation.Workstation(
        host_name="work",
        time_servers=(CLIENT,),
        bastion=BastionAccess((f"{CLIENT}/32",), onward),
        researchers=("alice",),
        volume=KeyStoreVolume(
            DISK, "data", "/srv/data", KEY, (AREA_STORE,), area.identity("work", unit=KEY), wait_seconds=3600
        ),
    )


def _until(what: Any, seconds: float = 40) -> Any:
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.3)
    return found


# --- the host of a key store --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["keys", "work"])
def test_cloud_init_finished_without_errors(place: Place, name: str) -> None:
    machine: Machine = getattr(place, name)
    assert '"errors": []' in machine.read("/run/cloud-init/result.json"), machine.read("/var/log/cloud-init-output.log")
    log = machine.read("/var/log/cloud-init.log")
    assert not [line for line in log.splitlines() if "[WARNING]" in line or "[ERROR]" in line or "Traceback" in line]


def test_the_store_waits_for_the_hub_and_starts_with_a_token_in_memory_alone(place: Place) -> None:
    started = "/run/openbao/started"
    assert place.keys.run("test", "-e", started, check=False).returncode == 1
    journal = place.keys.text("journalctl", "--no-pager", "--unit=openbao", "--output=cat")
    assert f"the key store of the hub does not unseal this one yet: {HUB_STORE} is sealed" in journal
    place.hub.obey("set", "sealed", False)
    _until(lambda: place.keys.run("test", "-s", started, check=False).returncode == 0)
    time.sleep(1)
    said = place.keys.read(started)
    assert "server -config=/etc/openbao/openbao.json -config=/run/openbao/seal.json" in said and "\nopenbao\n" in said
    token = dict(line.split("=", 1) for line in said.splitlines() if line.startswith(("BAO_TOKEN=", "VAULT_TOKEN=")))
    assert len(set(token.values())) == 1 and token["BAO_TOKEN"].startswith("s.")
    seal = json.loads(place.keys.read("/run/openbao/seal.json"))["seal"][0]["transit"]
    assert seal["address"] == f"https://{HUB_STORE}:8200" and seal["key_name"] == "seal-dev" and "token" not in seal
    for name in ("tls_ca_cert", "tls_client_cert", "tls_client_key"):
        assert place.keys.run("test", "-r", seal[name], check=False).returncode == 0
    found = place.keys.run(
        "grep", "-r", "-l", "-F", token["BAO_TOKEN"], "/etc", "/var", "/usr/lib/bastide", check=False
    )
    assert found.stdout == ""


def test_the_server_s_files_are_its_own_and_its_folder_is_on_the_volume(place: Place) -> None:
    paths = ("/etc/openbao/key.pem", f"{DATA}/raft", "/var/log/openbao", "/usr/local/bin/bao", "/run/openbao")
    owners = place.keys.text("stat", "--format=%U %a", *paths).splitlines()
    assert owners == ["root 600", "openbao 700", "openbao 700", "root 755", "openbao 700"]
    assert place.keys.text("findmnt", "--noheadings", "--output", "FSTYPE", DATA).strip() == "ext4"
    assert place.keys.text("id", "-u", "openbao").strip() == "551"
    shown = place.keys.text("systemctl", "show", "openbao", "--property=MemorySwapMax,LimitCORE,NoNewPrivileges")
    assert set(shown.split()) == {"MemorySwapMax=0", "LimitCORE=0", "NoNewPrivileges=yes"}
    place.keys.run("logrotate", "--debug", "/etc/logrotate.d/openbao")


def test_the_firewall_knows_clients_peers_and_the_hub_alone(place: Place) -> None:
    place.keys.run("nft", "--check", "--file", "/etc/nftables.conf")
    listen = ["nsenter", "--target", str(place.keys.leader), "--net", "python3", "-m", "http.server"]
    opened = [
        subprocess.Popen([*listen, port], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for port in ("8200", "8201")
    ]
    try:
        inside = ("sh", "-c", f"nc -z {KEYS} 8200 && nc -z {KEYS} 8201")
        _until(lambda: place.keys.run(*inside, check=False).returncode == 0)
        assert place.site.reaches(KEYS, 8200, CLIENT)
        assert not place.site.reaches(KEYS, 8201, CLIENT) and not place.site.reaches(KEYS, 8200, STRANGER)
    finally:
        for one in opened:
            one.kill()
            one.wait()
    as_server = ("setpriv", "--reuid=551", "--regid=551", "--clear-groups", "--", "nc", "-z", "-w", "2")
    assert place.keys.run(*as_server, HUB_STORE, "8200", check=False).returncode == 0
    assert place.keys.run(*as_server, AREA_STORE, "8200", check=False).returncode == 1


def test_operators_alone_have_the_command_and_it_says_what_is_wrong(place: Place) -> None:
    as_olga = ("setpriv", "--reuid=olga", "--regid=olga", "--init-groups", "--")
    denied = place.keys.run(*as_olga, "/usr/local/sbin/bastide-key-store", "status", check=False)
    assert denied.returncode != 0 and "ermission denied" in denied.stderr
    said = place.keys.run(*as_olga, "sudo", "--non-interactive", "bastide-key-store", "status", check=False)
    assert said.returncode == 1 and f"{KEYS} does not answer" in said.stderr
    assert "journalctl -u openbao" in said.stderr and "Traceback" not in said.stderr


# --- a disk that the key store opens --------------------------------------------------------------------------------


def test_the_disk_is_opened_with_a_key_that_only_the_key_store_unwraps(place: Place) -> None:
    place.work.run("sh", "-c", f"truncate --size=64M /var/disk; ln -s /var/disk {DISK}")
    journal = ("journalctl", "--no-pager", "--unit=bastide-volume-data", "--output=cat")
    _until(lambda: "is sealed" in place.work.text(*journal))
    assert place.store.obey()["data_keys"] == [] and "crypto_LUKS" not in _kind(place)
    place.store.obey("set", "sealed", False)
    _until(lambda: "crypto_LUKS" in _kind(place))
    _until(lambda: place.store.obey()["tokens"] == 1)  # the one of the test: the host gave its own back
    data_keys = place.store.obey()["data_keys"]
    assert len(data_keys) == 1
    dump = place.work.text("cryptsetup", "luksDump", DISK)
    assert "aes-xts-plain64" in dump and "bastide-key-store" in dump
    assert len([line for line in dump.splitlines() if line.strip().endswith(": luks2")]) == 1  # one key slot
    token = json.loads(place.work.text("cryptsetup", "token", "export", "--token-id", "0", DISK))
    assert token["key"] == KEY and token["wrapped"].startswith("vault:v1:")
    key = base64.b64decode(data_keys[0])
    opens = ("sh", "-c", f"base64 -d | cryptsetup open --test-passphrase --key-file - {DISK}")
    assert place.work.run(*opens, stdin=data_keys[0]).returncode == 0
    assert place.work.run(*opens, stdin=base64.b64encode(bytes(32)).decode(), check=False).returncode == 2
    found = place.work.run("grep", "-r", "-l", "-a", "-F", data_keys[0], "/etc", "/var", "/run", check=False)
    assert found.stdout == "" and key not in (place.work.root / "var/disk").read_bytes()[:32_000_000]
    _opened_as_far_as_this_kernel_can(place)


def _kind(place: Place) -> str:
    return place.work.run("blkid", "--probe", DISK, check=False).stdout


def _opened_as_far_as_this_kernel_can(place: Place) -> None:
    """Without a device mapper the last step cannot be shown; the reason must then be this one and no other."""
    if Path("/dev/mapper/control").exists():
        _until(lambda: place.work.run("mountpoint", "-q", "/srv/data", check=False).returncode == 0)
        group = place.work.text("stat", "--format=%G %a", "/srv/data").strip()
        assert group == f"{workstation.RESEARCHERS_GROUP} 1770"
        return
    said = _until(lambda: place.work.text("journalctl", "--no-pager", "-u", "bastide-volume-data", "--output=cat"))
    _until(lambda: "cryptsetup open ended with" in place.work.text("journalctl", "-u", "bastide-volume-data"))
    said = place.work.text("journalctl", "--no-pager", "-u", "bastide-volume-data", "--output=cat")
    assert "device-mapper" in said and "No key available" not in said, said


def test_the_key_is_asked_for_again_and_nothing_else_opens(place: Place) -> None:
    assert place.volume("check").returncode == 0
    place.store.obey("set", "sealed", True)
    sealed = place.volume("check")
    assert sealed.returncode == 1 and f"{AREA_STORE} is sealed" in sealed.stderr and "Traceback" not in sealed.stderr
    place.store.obey("set", "sealed", False)
    place.store.obey("forget", KEY, True)
    gone = place.volume("check")
    assert gone.returncode == 1 and "not found or disabled" in gone.stderr
    place.store.obey("forget", KEY, False)
    assert place.volume("check").returncode == 0
    assert len(place.store.obey()["data_keys"]) == 1


def test_another_certificate_gets_no_key(place: Place) -> None:
    own = place.work.read("/etc/bastide/volume-data.crt"), place.work.read("/etc/bastide/volume-data.key")
    stranger = authority("key store of another area").identity("work", unit=KEY)
    try:
        _identity(place, stranger.certificate, stranger.private_key)
        refused = place.volume("check")
        assert refused.returncode == 1 and "Traceback" not in refused.stderr
    finally:
        _identity(place, *own)
    assert place.volume("check").returncode == 0


def _identity(place: Place, certificate: str, key: str) -> None:
    for ending, content in (("crt", certificate), ("key", key)):
        place.work.run("tee", f"/etc/bastide/volume-data.{ending}", stdin=content)


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("mkfs.ext4 -q /var/other", "found TYPE=ext4"),
        ("echo secret | cryptsetup luksFormat --batch-mode --pbkdf pbkdf2 /var/other", "without a wrapped key of ours"),
    ],
)
def test_a_used_disk_is_never_written_to(place: Place, command: str, found: str) -> None:
    place.work.run("sh", "-c", f"rm -f /var/other; truncate --size=64M /var/other; {command}; ln -sf /var/other {DISK}")
    before = place.work.text("sha256sum", "/var/other")
    try:
        refused = place.volume("open")
        assert refused.returncode == 1 and found in refused.stderr and "nothing was changed" in refused.stderr
        assert place.work.text("sha256sum", "/var/other") == before
    finally:
        place.work.run("ln", "-sf", "/var/disk", DISK)


def test_another_key_than_the_certificate_s_is_refused(place: Place) -> None:
    settings = place.work.read("/etc/bastide/volume-data.json")
    place.work.run("tee", "/etc/bastide/volume-data.json", stdin=settings.replace(f'"{KEY}"', '"dev-other"'))
    try:
        refused = place.volume("check")
    finally:
        place.work.run("tee", "/etc/bastide/volume-data.json", stdin=settings)
    assert refused.returncode == 1 and "refused auth/cert/login" in refused.stderr


def test_the_host_s_key_is_root_s_alone_and_the_api_is_open_to_root_alone(place: Place) -> None:
    owners = place.work.text("stat", "--format=%U %a", "/etc/bastide/volume-data.key").strip()
    assert owners == "root 600"
    alice = str(accounts.number("alice"))
    reach = ("nc", "-z", "-w", "2", AREA_STORE, "8200")
    assert place.work.run(*reach, check=False).returncode == 0
    assert place.work.run("setpriv", f"--reuid={alice}", "--clear-groups", "--", *reach, check=False).returncode == 1
