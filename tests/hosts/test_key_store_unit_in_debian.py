"""OpenBao itself inside the confinement of its unit, on a host that was booted from its user-data."""

from __future__ import annotations

import hashlib
import http.server
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from components.hosts import key_store
from components.hosts.artifact import Artifact
from components.hosts.data_volume import DataVolume
from components.hosts.key_store import DATA, KeyStore, TransitKey
from components.hosts.people import BastionAccess
from tests.hosts.debian_machines import Machine, Site, run
from tests.hosts.disks import attach, loop_device
from tests.hosts.identities import authority
from tests.hosts.openbao import FOUND, MARKS, until
from tests.ssh_keys import key_pair

pytestmark = MARKS
CLIENT, MIRROR, KEYS = "10.90.0.10", "10.90.0.31", "10.90.0.80"
ASK = """
import http.client, json, ssl, sys
trust = ssl.create_default_context(cafile="/etc/openbao/authority.pem")
trust.load_cert_chain("/etc/openbao/certificate.pem", "/etc/openbao/key.pem")
way = http.client.HTTPSConnection(sys.argv[1], 8200, context=trust)
way.request(sys.argv[2], "/v1/" + sys.argv[3], sys.argv[4] if len(sys.argv) > 4 else None)
answer = way.getresponse()
print(json.dumps({"status": answer.status, "said": json.loads(answer.read() or "{}")}))
"""


@pytest.fixture(scope="module")
def keys(debian: tuple[Path, Path]) -> Iterator[Machine]:
    folder, lower = debian
    served = folder / "real-software"
    served.mkdir()
    site = Site(folder, lower, label=f"u{os.getpid() % 100000}")
    device = loop_device(folder, "unit-disk", 64)
    software: subprocess.Popen[bytes] | None = None
    try:
        site.open()
        serve = [sys.executable, "-m", http.server.__name__, "8080", "--bind", MIRROR, "--directory", str(served)]
        digest = _archive(served / "bao.tar.gz")
        software = subprocess.Popen(site.outside_command(serve), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        machine = site.start("unit", KEYS, key_store.user_data(_spec(folder, digest, device)))
        attach(machine, device)
        site.wait(machine)
        yield machine
    finally:
        if software:
            software.kill()
            software.wait()
        site.close()
        run("losetup", "--detach", device, check=False)


def _archive(target: Path) -> str:
    assert FOUND is not None
    with tarfile.open(target, "w:gz", compresslevel=1) as archive:
        archive.add(FOUND, "bao")
    return hashlib.sha256(target.read_bytes()).hexdigest()


def _spec(folder: Path, digest: str, device: str) -> KeyStore:
    return KeyStore(
        host_name="keys",
        time_servers=(CLIENT,),
        bastion=BastionAccess((f"{CLIENT}/32",), key_pair(folder, "key-store-unit")[1]),
        operators=("olga",),
        area="hub",
        addresses=(KEYS, "10.90.0.81", "10.90.0.82"),
        node=0,
        identity=authority("key store of the hub").identity("keys", KEYS, unit=key_store.UNIT),
        keys=(TransitKey("hub-data", 90),),
        client_cidrs=(f"{CLIENT}/32",),
        volume=DataVolume(device, "raft", DATA),
        software=Artifact(f"http://{MIRROR}:8080/bao.tar.gz", digest, "itself"),
    )


def _ask(machine: Machine, method: str, path: str, **body: Any) -> dict[str, Any]:
    sent = [json.dumps(body)] if body else []
    found: dict[str, Any] = json.loads(machine.text("python3", "-c", ASK, KEYS, method, path, *sent))
    return found


def test_it_starts_opens_and_audits_inside_its_confinement(keys: Machine) -> None:
    status = ("/usr/local/sbin/bastide-key-store", "status")
    until(lambda: keys.run(*status, check=False).returncode == 0)
    assert "initialized: False" in keys.text(*status)
    made = _ask(keys, "PUT", "sys/init", secret_shares=1, secret_threshold=1)
    assert made["status"] == 200
    opened = _ask(keys, "PUT", "sys/unseal", key=made["said"]["keys"][0])
    assert opened["status"] == 200 and opened["said"]["sealed"] is False
    until(lambda: _ask(keys, "GET", "sys/health")["status"] == 200)
    # without a token it is refused, and written down
    assert _ask(keys, "GET", "sys/mounts")["status"] == 403
    assert '"path":"sys/mounts"' in keys.read("/var/log/openbao/audit.log")
    assert keys.text("stat", "--format=%U %a", "/var/log/openbao/audit.log").strip() == "openbao 600"
    journal = keys.text("journalctl", "--no-pager", "--unit=openbao", "--output=cat")
    assert '"path":"sys/mounts"' in journal and made["said"]["keys"][0] not in journal


def test_what_confines_it_is_in_force(keys: Machine) -> None:
    number = keys.text("systemctl", "show", "openbao", "--property=MainPID", "--value").strip()
    said = dict(line.split(":\t", 1) for line in keys.read(f"/proc/{number}/status").splitlines() if ":\t" in line)
    assert said["Seccomp"].strip() == "2" and said["NoNewPrivs"].strip() == "1"
    assert int(said["CapEff"], 16) == int(said["CapBnd"], 16) == 0
    assert said["Uid"].split()[0] == "551"


def test_it_starts_again_with_what_it_kept(keys: Machine) -> None:
    keys.run("systemctl", "restart", "openbao")
    until(lambda: "sealed: True" in keys.run("/usr/local/sbin/bastide-key-store", "status", check=False).stdout)
    assert "initialized: True" in keys.text("/usr/local/sbin/bastide-key-store", "status")
