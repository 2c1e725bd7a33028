"""The log store, booted from its user-data with the real server: what it has locked, no key of it can take away."""

from __future__ import annotations

import base64
import datetime
import hashlib
import http.server
import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from components import certificates
from components.hosts import bastion, log_store
from components.hosts.artifact import Artifact
from components.hosts.data_volume import DataVolume
from components.hosts.identity import HostIdentity
from components.hosts.log_store import LOGS, RECORDINGS, LogStore, StoreKey
from components.hosts.people import Person
from tests.built_tools import built_tool
from tests.hosts import log_store_client
from tests.hosts.debian_machines import Machine, Site, run
from tests.hosts.disks import attach, loop_device
from tests.ssh_keys import key_pair

pytestmark = pytest.mark.e2e

CLIENT, STRANGER, SOFTWARE = "10.90.0.10", "10.90.0.11", "10.90.0.31"
STORE, BASTION, SPOILED = "10.90.0.60", "10.90.0.61", "10.90.0.62"
DAYS = 365
KEYS = {"writer": StoreKey("writer", "w" * 40), "auditor": StoreKey("auditor", "a" * 40)}
UNTIL = datetime.date(2040, 1, 1)


@dataclass
class Place:
    site: Site
    store: Machine
    bastion: Machine
    spoiled: Machine
    folder: Path

    def act(self, who: str, *acts: list[Any]) -> list[Any]:
        """Let a client act with a key of the store; `root` is the server's own, read out of its process."""
        key = self.root_key() if who == "root" else (KEYS[who].id, KEYS[who].secret)
        request = {
            "endpoint": f"https://{STORE}",
            "ca": str(self.folder / "log-store-ca.pem"),
            "region": log_store.REGION,
            "key": key,
            "acts": acts,
        }
        command = [sys.executable, log_store_client.__file__]
        done = self.site.from_outside(*command, stdin=json.dumps(request))
        assert done.returncode == 0, done.stderr[-3000:]
        found: list[Any] = json.loads(done.stdout)
        return found

    def root_key(self) -> tuple[str, str]:
        pid = self.store.text("pgrep", "--exact", "versitygw").strip()
        lines = dict(line.split("=", 1) for line in self.store.read(f"/proc/{pid}/environ").split("\0") if line)
        return lines["ROOT_ACCESS_KEY"], lines["ROOT_SECRET_KEY"]

    def restart(self) -> None:
        self.store.run("systemctl", "restart", "log-store")


@pytest.fixture(scope="module")
def place(debian: tuple[Path, Path]) -> Iterator[Place]:
    folder, lower = debian
    program = built_tool("s3server")
    served = folder / "software"
    served.mkdir()
    digest = _archive(program, served / "versitygw.tar.gz")
    identity = _identity(folder)
    public = key_pair(folder, "log-store-person")[1]
    site = Site(folder, lower, label=f"l{os.getpid() % 100000}")
    device, serving = loop_device(folder, "log-store-disk", 256), None
    try:
        site.open()
        serve = [sys.executable, "-m", http.server.__name__, "8080", "--bind", SOFTWARE, "--directory", str(served)]
        serving = subprocess.Popen(site.outside_command(serve), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        documents = {
            "store": (STORE, log_store.user_data(_store("store", identity, digest, device))),
            "spoiled": (SPOILED, log_store.user_data(_store("spoiled", identity, "0" * 64, device))),
            "recording": (BASTION, bastion.user_data(_bastion(folder, public, identity.authority))),
        }
        machines = {name: site.start(name, *document) for name, document in documents.items()}
        attach(machines["store"], device)
        with ThreadPoolExecutor() as pool:
            list(pool.map(site.wait, machines.values()))
        yield Place(site, machines["store"], machines["recording"], machines["spoiled"], folder)
    finally:
        if serving:
            serving.kill()
            serving.wait()
        site.close()
        run("losetup", "--detach", device, check=False)


def _archive(program: Path, target: Path) -> str:
    """As its maker publishes it: the program in a folder, beside other files."""
    with tarfile.open(target, "w:gz", compresslevel=1) as archive:
        notice = tarfile.TarInfo("versitygw_1.8.0_Linux_x86_64/LICENSE")
        archive.addfile(notice, io.BytesIO(b""))
        archive.add(program, "versitygw_1.8.0_Linux_x86_64/versitygw")
    return hashlib.sha256(target.read_bytes()).hexdigest()


def _identity(folder: Path) -> HostIdentity:
    keys = [certificates.private_key(base64.b64encode(os.urandom(32)).decode()) for _ in range(2)]
    authority = certificates.authority(keys[0], certificates.Subject("log store of a test", UNTIL))
    subject = certificates.Subject("store", UNTIL, addresses=(STORE,))
    own = certificates.signed(keys[1], subject, keys[0], authority)
    (folder / "log-store-ca.pem").write_text(authority)
    return HostIdentity(keys[1], own, authority)


def _store(name: str, identity: HostIdentity, digest: str, device: str) -> LogStore:
    return LogStore(
        host_name=name,
        time_servers=(CLIENT,),
        address=STORE,
        identity=identity,
        client_cidrs=(f"{CLIENT}/32", f"{BASTION}/32"),
        retention_days=DAYS,
        volume=DataVolume(device, "logs", log_store.DATA),
        software=Artifact(f"http://{SOFTWARE}:8080/versitygw.tar.gz", digest, "1.8.0"),
        writer=KEYS["writer"],
        auditor=KEYS["auditor"],
    )


def _bastion(folder: Path, public: str, authority: str) -> bastion.Bastion:
    return bastion.Bastion(
        host_name="bastion",
        time_servers=(CLIENT,),
        people=(Person("alice", public),),
        targets=(f"{CLIENT}/32",),
        allowed_cidrs=(f"{CLIENT}/32",),
        onward_key=(folder / "log-store-person").read_text(),
        store=bastion.RecordingStore(
            endpoint=f"https://{STORE}",
            region=log_store.REGION,
            bucket=RECORDINGS,
            access_key_id=KEYS["writer"].id,
            secret_access_key=KEYS["writer"].secret,
            cidrs=(f"{STORE}/32",),
            retention_days=DAYS,
            ca_certificate=authority,
        ),
    )


# --- the first boot -----------------------------------------------------------------------------------------------


def test_the_store_runs_and_its_first_boot_had_no_error(place: Place) -> None:
    result = place.store.read("/run/cloud-init/result.json")
    assert '"errors": []' in result, place.store.read("/var/log/cloud-init-output.log")[-3000:]
    assert place.store.text("systemctl", "is-active", "log-store").strip() == "active"
    assert place.store.text("systemctl", "is-enabled", "log-store").strip() == "enabled"
    assert place.store.text("findmnt", "--noheadings", "--output", "FSTYPE", log_store.DATA).strip() == "ext4"
    assert place.act("auditor", ["rule", LOGS], ["rule", RECORDINGS]) == [["Enabled", "COMPLIANCE", DAYS]] * 2


def test_a_wrong_checksum_stops_the_first_boot_before_anything_is_installed(place: Place) -> None:
    said = place.spoiled.read("/var/log/cloud-init-output.log")
    assert "versitygw: the archive has SHA-256" in said and f"expected {'0' * 64}; nothing was installed" in said
    assert "runcmd" in place.spoiled.read("/run/cloud-init/result.json")
    assert place.spoiled.run("test", "-e", "/usr/local/bin/versitygw", check=False).returncode == 1
    assert place.spoiled.text("systemctl", "is-active", "log-store", check=False).strip() == "inactive"
    assert "bastide-artifact" not in place.spoiled.text("ls", "/var/tmp")


def test_nobody_has_a_way_in_and_no_key_is_left_lying(place: Place) -> None:
    assert place.store.text("systemctl", "is-active", "ssh", check=False).strip() == "inactive"
    assert not place.site.reaches(STORE, 22)
    assert place.site.reaches(STORE, 443, CLIENT) and not place.site.reaches(STORE, 443, STRANGER)
    root = place.root_key()[1]
    for secret in (root, KEYS["writer"].secret):
        where = ("/etc", "/var/lib", "/var/log", "/run/cloud-init", "/usr/lib/bastide")
        found = place.store.run("grep", "-r", "-l", "-F", "-e", secret, *where, check=False).stdout.split()
        assert [path for path in found if not path.startswith("/var/log/journal")] == (
            ["/etc/bastide/log-store.json"] if secret != root else []
        )
    journal = place.store.text("journalctl", "--no-pager", "--output=cat")
    assert root not in journal and KEYS["writer"].secret not in journal
    owners = place.store.text("stat", "--format=%U %a", "/etc/bastide/log-store.json", "/etc/bastide/log-store.key")
    assert owners.splitlines() == ["root 600", "root 600"]


def test_the_server_is_confined(place: Place) -> None:
    pid = place.store.text("pgrep", "--exact", "versitygw").strip()
    status = dict(
        line.split(":\t", 1) for line in place.store.read(f"/proc/{pid}/status").splitlines() if ":\t" in line
    )
    assert status["Uid"].split() == ["550"] * 4
    assert status["NoNewPrivs"] == "1" and status["Seccomp"] == "2"
    assert int(status["CapBnd"], 16) == 1 << 10  # CAP_NET_BIND_SERVICE alone
    listening = place.store.text("ss", "--tcp", "--listening", "--numeric", "--no-header", "--processes")
    assert [line.split()[3] for line in listening.splitlines() if "versitygw" in line] == [f"{STORE}:443"]


# --- the lock -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bucket", [LOGS, RECORDINGS])
def test_no_key_removes_shortens_or_weakens_what_is_locked_nor_after_a_restart(place: Place, bucket: str) -> None:
    version = place.act("writer", ["put", bucket, "one.log", "first", 30])[0]
    locked = place.act("auditor", ["until", bucket, "one.log", version])[0]
    assert locked[0] == "COMPLIANCE"
    for restart in (False, True):
        if restart:
            place.restart()
        for who in ("writer", "auditor", "root"):
            answers = place.act(who, ["attack", bucket, "one.log", version])[0]
            assert len(answers) == 8 and all(answer.startswith("refused: ") for answer in answers.values()), answers
        read = place.act("auditor", ["get", bucket, "one.log", version], ["until", bucket, "one.log", version])
        assert read == ["first", locked]


def test_another_object_of_the_same_name_leaves_the_first_as_it_was(place: Place) -> None:
    first, second = place.act("writer", ["put", LOGS, "same.log", "first", 30], ["put", LOGS, "same.log", "second", 30])
    assert first != second
    assert place.act("root", ["hide", LOGS, "same.log"]) == ["marked"]
    found = place.act("auditor", ["get", LOGS, "same.log", first], ["get", LOGS, "same.log", second])
    assert found == ["first", "second"]


def test_an_object_without_a_lock_of_its_own_is_under_the_bucket_s(place: Place) -> None:
    version = place.act("writer", ["put", LOGS, "plain.log", "plain"])[0]
    answers = place.act("root", ["attack", LOGS, "plain.log", version])[0]
    assert {name: answers[name] for name in answers if name.startswith("delete")} == {
        "delete": "refused: AccessDenied",
        "delete, bypassing": "refused: AccessDenied",
        "delete many": "refused: AccessDenied",
        "delete the bucket": "refused: BucketNotEmpty",
    }


def test_a_rule_that_was_taken_away_comes_back_and_a_longer_one_stays(place: Place) -> None:
    done = place.act("root", ["reconfigure", LOGS])[0]
    assert done["take the rule away"] == "done"  # the server's own key can: nobody has it, and it does not last
    place.restart()
    assert place.act("auditor", ["rule", LOGS]) == [["Enabled", "COMPLIANCE", DAYS]]
    assert place.act("writer", ["tried", "names", LOGS]) == ["refused: AccessDenied"]
    place.store.run("sed", "-i", 's/"retention_days": 365/"retention_days": 30/', "/etc/bastide/log-store.json")
    try:
        place.restart()
        assert place.act("auditor", ["rule", LOGS]) == [["Enabled", "COMPLIANCE", DAYS]]
    finally:
        place.store.run("sed", "-i", 's/"retention_days": 30/"retention_days": 365/', "/etc/bastide/log-store.json")
        place.restart()


def test_the_writer_only_writes_and_the_auditor_only_reads(place: Place) -> None:
    version = place.act("writer", ["put", LOGS, "rights.log", "text", 30])[0]
    refused = "refused: AccessDenied"
    assert (
        place.act(
            "writer", ["tried", "get", LOGS, "rights.log", version], ["tried", "names", LOGS], ["tried", "rule", LOGS]
        )
        == [refused] * 3
    )
    added, hidden = place.act("auditor", ["tried", "put", LOGS, "x", "y"], ["tried", "hide", LOGS, "rights.log"])
    assert added in (refused, "refused: closed") and hidden == refused
    assert "x" not in place.act("auditor", ["names", LOGS])[0]
    for who in ("writer", "auditor"):
        assert set(place.act(who, ["reconfigure", LOGS])[0].values()) == {refused}


def test_the_server_s_own_key_is_another_one_after_each_start(place: Place) -> None:
    before = place.root_key()[1]
    place.restart()
    assert place.root_key()[1] != before and len(before) == 64


def test_what_is_frozen_not_even_the_server_s_account_can_change(place: Place) -> None:
    version = place.act("writer", ["put", LOGS, "frozen.log", "cold", 30])[0]
    path = f"{log_store.DATA}/objects/{LOGS}/frozen.log"
    as_server = ("setpriv", "--reuid=550", "--regid=550", "--clear-groups", "--")
    assert place.store.run(*as_server, "sh", "-c", f": >>{path}", check=False).returncode == 0
    place.store.run("/usr/lib/bastide/freeze", "0")
    for act in (f": >>{path}", f"rm -f {path}", f"mv {path} {path}.x", f"ln {path} {path}.y"):
        assert place.store.run(*as_server, "sh", "-c", act, check=False).returncode != 0, act
    again = place.act("writer", ["tried", "put", LOGS, "frozen.log", "again", 30])[0]
    assert again != "done"
    place.restart()
    assert place.act("auditor", ["get", LOGS, "frozen.log", version]) == ["cold"]
    assert place.act("auditor", ["versions", LOGS, "frozen.log"]) == [[version]]
    assert place.store.text("systemctl", "is-active", "log-store-freeze.timer").strip() == "active"
    place.store.run("systemctl", "start", "log-store-freeze.service")


# --- the bastion --------------------------------------------------------------------------------------------------


def test_the_bastion_s_upload_works_unchanged_and_its_objects_are_locked(place: Place) -> None:
    outbox = "/var/lib/bastide/outbox/chain/recordings/alice"
    place.bastion.run("install", "-d", "-m", "0700", outbox)
    place.bastion.run("tee", f"{outbox}/one.tar", stdin="a recording")
    place.bastion.run("systemctl", "start", "bastide-upload.service")
    assert place.bastion.run("test", "-e", f"{outbox}/one.tar", check=False).returncode == 1
    name = "chain/recordings/alice/one.tar"
    assert name in place.act("auditor", ["names", RECORDINGS])[0]
    version = place.act("auditor", ["versions", RECORDINGS, name])[0][0]
    mode, until = place.act("auditor", ["until", RECORDINGS, name, version])[0]
    left = datetime.datetime.fromisoformat(until) - datetime.datetime.now(datetime.UTC)
    assert mode == "COMPLIANCE" and datetime.timedelta(days=DAYS - 1) < left <= datetime.timedelta(days=DAYS)
    assert place.act("auditor", ["get", RECORDINGS, name, version]) == ["a recording"]
    answers = place.act("root", ["attack", RECORDINGS, name, version])[0]
    assert all(answer.startswith("refused: ") for answer in answers.values()), answers
