"""The recorded bastion and a workstation behind it, booted from their user-data and used as people would use them."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from components.contract import accounts
from components.hosts import bastion, recordings, workstation
from components.hosts.cloud_config import Part
from components.hosts.data_volume import DataVolume, data_volume
from components.hosts.luks import LuksVolume, luks_volume
from components.hosts.people import BastionAccess, Person
from tests.hosts import s3_store
from tests.hosts.debian_machines import Machine, Site, run
from tests.ssh_keys import generated_pair, key_pair

pytestmark = pytest.mark.e2e

CLIENT, STRANGER, STORE, OTHER = "10.90.0.10", "10.90.0.11", "10.90.0.30", "10.90.0.31"
BASTION, WORKSTATION = "10.90.0.2", "10.90.0.20"
RETENTION_DAYS, IDLE_SECONDS = 30, 30
# What hosts configure. auditd is not among them: in a container the kernel's audit cannot be had.
OURS = ("bastide", "cloud", "ssh", "nftables", "chrony", "systemd-sysctl", "systemd-journald")


@dataclass
class Place:
    site: Site
    bastion: Machine
    workstation: Machine
    store: s3_store.Store
    keys: Path
    secrets: dict[str, str]

    def options(self, key: str, source: str = CLIENT) -> list[str]:
        """What `ssh` and `scp` are told: nothing of this machine's own settings, known hosts or agent."""
        settings = {
            "BindAddress": source,
            "ConnectTimeout": "4",
            "IdentitiesOnly": "yes",
            "IdentityAgent": "none",
            "LogLevel": "ERROR",
            "StrictHostKeyChecking": "no",
            "UserKnownHostsFile": "/dev/null",
        }
        pairs = [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]
        return ["-F", "none", "-i", str(self.keys / key), *pairs]

    def ssh(self, *arguments: str, person: str = "alice", key: str | None = None, source: str = CLIENT) -> list[str]:
        command = ["ssh", *self.options(key or person, source), "-l", person, *arguments]
        return self.site.outside_command(command)

    def try_ssh(
        self, *arguments: str, person: str = "alice", key: str | None = None, source: str = CLIENT, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        return run(*self.ssh(*arguments, person=person, key=key, source=source), check=False, stdin=stdin, timeout=40)

    def session(self, *lines: str, target: str = WORKSTATION, person: str = "alice") -> str:
        """A session with a terminal in which the lines are typed, one after the other; what the person saw."""
        process = subprocess.Popen(
            self.ssh("-tt", "-e", "none", BASTION, target, person=person),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert process.stdin and process.stdout
        time.sleep(1.5)
        for line in (*lines, "exit"):
            try:
                process.stdin.write(f"{line}\n".encode())
                process.stdin.flush()
            except BrokenPipeError:
                break
            time.sleep(0.4)
        try:
            return process.communicate(timeout=30)[0].decode(errors="replace")
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError(f"the session did not end: {process.communicate()[0]!r}") from None

    def archives(self) -> dict[str, bytes]:
        return self._objects("/recordings/")

    def manifest(self) -> list[bytes]:
        return [content for _, content in sorted(self._objects("/manifest/").items())]

    def _objects(self, part: str) -> dict[str, bytes]:
        everything = self.store.ask("all")
        return {name.split(part, 1)[1]: bytes.fromhex(value) for name, value in everything.items() if part in name}

    def wait_until_empty(self, seconds: float = 40) -> None:
        """Until every recording is sealed and uploaded."""
        end = time.monotonic() + seconds
        look = "find /var/lib/bastide/recordings /var/lib/bastide/outbox -type f"
        while self.bastion.text("sh", "-c", look).strip():
            if time.monotonic() > end:
                raise AssertionError(
                    self.bastion.text("journalctl", "-u", "bastide-seal", "-u", "bastide-upload", "-n", "30")
                )
            time.sleep(0.5)


@pytest.fixture(scope="module")
def place(debian: tuple[Path, Path]) -> Iterator[Place]:
    folder, lower = debian
    keys = folder / "keys"
    keys.mkdir()
    public = {name: key_pair(keys, name)[1] for name in ("alice", "bob", "mallory")}
    public["onward"] = generated_pair(keys, "onward")
    site = Site(folder, lower)
    store = None
    try:
        site.open()
        store = s3_store.start(STORE, 9000, folder, site.outside_command([]))
        secrets = {"onward": (keys / "onward").read_text(), "store": store.keys["bastion"][1], "luks": "p" * 40}
        first = site.start("bastion", BASTION, bastion.user_data(_bastion(public, secrets, store)))
        second = site.start("workstation", WORKSTATION, workstation.user_data(_workstation(public)))
        with ThreadPoolExecutor() as pool:
            list(pool.map(site.wait, (first, second)))
        yield Place(site, first, second, store, keys, secrets)
    finally:
        if store:
            store.close()
        site.close()


@pytest.fixture
def loop(debian: tuple[Path, Path]) -> Iterator[tuple[str, int]]:
    """A disk of this machine, with its minor number."""
    disk = debian[0] / "disk"
    run("truncate", "--size=64M", str(disk))
    attached = run("losetup", "--find", "--show", str(disk), check=False)
    if attached.returncode:
        pytest.skip(f"no loop device here: {attached.stderr.strip()}")
    device = attached.stdout.strip()
    try:
        yield device, int(device.removeprefix("/dev/loop"))
    finally:
        run("losetup", "--detach", device)


def _bastion(public: dict[str, str], secrets: dict[str, str], store: s3_store.Store) -> bastion.Bastion:
    return bastion.Bastion(
        host_name="bastion",
        time_servers=(STORE,),
        people=(Person("alice", public["alice"]), Person("bob", public["bob"])),
        targets=(f"{WORKSTATION}/32",),
        allowed_cidrs=(f"{CLIENT}/32",),
        onward_key=secrets["onward"],
        idle_seconds=IDLE_SECONDS,
        seal_period_seconds=5,
        store=bastion.RecordingStore(
            endpoint=store.endpoint,
            port=store.port,
            region=s3_store.REGION,
            bucket=s3_store.BUCKET,
            prefix=s3_store.PREFIX,
            access_key_id=store.keys["bastion"][0],
            secret_access_key=secrets["store"],
            cidrs=(f"{STORE}/32",),
            retention_days=RETENTION_DAYS,
            ca_certificate=store.certificate,
        ),
    )


def _workstation(public: dict[str, str]) -> workstation.Workstation:
    return workstation.Workstation(
        host_name="workstation",
        time_servers=(STORE,),
        bastion=BastionAccess((f"{BASTION}/32",), public["onward"]),
        researchers=("alice",),
        operators=("olga",),
    )


# --- the first boot -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bastion", "workstation"])
def test_cloud_init_finished_without_errors(place: Place, name: str) -> None:
    machine: Machine = getattr(place, name)
    assert '"errors": []' in machine.read("/run/cloud-init/result.json")
    log = machine.read("/var/log/cloud-init.log")
    assert not [line for line in log.splitlines() if "[WARNING]" in line or "[ERROR]" in line or "Traceback" in line]
    failed = machine.text("systemctl", "list-units", "--failed", "--plain", "--no-legend")
    assert [unit for unit in failed.split() if unit.startswith(OURS)] == []


@pytest.mark.parametrize("name", ["bastion", "workstation"])
def test_no_account_has_a_usable_password(place: Place, name: str) -> None:
    shadow = getattr(place, name).read("/etc/shadow")
    fields = dict(line.split(":")[:2] for line in shadow.splitlines())
    assert "root" in fields and "alice" in fields
    assert {account for account, value in fields.items() if not value.startswith(("!", "*"))} == set()


@pytest.mark.parametrize("name", ["bastion", "workstation"])
def test_no_secret_is_left_in_what_cloud_init_keeps(place: Place, name: str) -> None:
    machine: Machine = getattr(place, name)
    for secret in (place.secrets["store"], place.secrets["onward"].splitlines()[2]):
        found = machine.run(
            "grep", "-r", "-l", "-F", "-e", secret, "/var/lib/cloud", "/run/cloud-init", "/var/log", check=False
        )
        assert found.stdout == ""
    assert machine.run("test", "-e", "/etc/cloud/cloud-init.disabled", check=False).returncode == 0


def test_secrets_on_the_bastion_belong_to_their_user_alone(place: Place) -> None:
    paths = ("/etc/bastide/store.json", "/etc/bastide/onward_key", "/var/lib/bastide/recordings", "/etc/nftables.conf")
    owners = place.bastion.text("stat", "--format=%U %a", *paths).splitlines()
    assert owners == ["root 600", "onward 600", "root 700", "root 600"]
    for path in paths[:2]:
        assert as_user(place.bastion, "alice", "cat", path).returncode != 0


def as_user(machine: Machine, user: str, *command: str) -> subprocess.CompletedProcess[str]:
    return machine.run("setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", "--", *command, check=False)


def partitioned(disk: str) -> str:
    """The command that gives a disk one Linux partition: its entry, and the two bytes that end the first sector."""
    write = f"dd of={disk} bs=1 conv=notrunc status=none"
    entry, end = r"\0\0\0\0\203\0\0\0\0\10\0\0\0\0\1\0", r"\125\252"
    return f"printf '{entry}' | {write} seek=446; printf '{end}' | {write} seek=510"


def install(machine: Machine, part: Part) -> None:
    for file in part.files:
        machine.run("install", "-D", "-m", file.mode, "/dev/stdin", file.path, stdin=file.content)


# --- the door -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["alice", "root", "nobody-known"])
def test_only_keys_are_offered(place: Place, person: str) -> None:
    answer = place.try_ssh(
        "-v", "-o", "LogLevel=DEBUG1", "-o", "PreferredAuthentications=none", BASTION, person=person, key="alice"
    )
    assert re.findall(r"Authentications that can continue: (\S+)", answer.stderr) == ["publickey"]
    assert f"{person}@{BASTION}: Permission denied (publickey)." in answer.stderr


def test_only_keys_are_offered_by_the_workstation(place: Place) -> None:
    command = ["ssh", "-v", "-o", "PreferredAuthentications=none", "-o", "StrictHostKeyChecking=no"]
    known = ["-o", "UserKnownHostsFile=/dev/null"]
    answer = as_user(place.bastion, "onward", *command, *known, f"alice@{WORKSTATION}")
    assert re.findall(r"Authentications that can continue: (\S+)", answer.stderr) == ["publickey"]


def test_root_is_refused_even_with_a_key(place: Place) -> None:
    place.bastion.run("cp", "/etc/ssh/authorized_keys.d/alice", "/etc/ssh/authorized_keys.d/root")
    try:
        answer = place.try_ssh("-tt", BASTION, WORKSTATION, person="root", key="alice")
    finally:
        place.bastion.run("rm", "/etc/ssh/authorized_keys.d/root")
    assert answer.returncode == 255 and "Permission denied (publickey)" in answer.stderr


@pytest.mark.parametrize("key", ["mallory", "bob", "onward"])
def test_another_key_is_refused(place: Place, key: str) -> None:
    answer = place.try_ssh("-tt", BASTION, WORKSTATION, person="alice", key=key)
    assert answer.returncode == 255 and "Permission denied (publickey)" in answer.stderr


def test_another_source_is_not_answered(place: Place) -> None:
    answer = place.try_ssh("-tt", BASTION, WORKSTATION, source=STRANGER)
    assert answer.returncode == 255 and "timed out" in answer.stderr


def test_only_modern_algorithms(place: Place) -> None:
    for weak in ("KexAlgorithms=diffie-hellman-group14-sha256", "Ciphers=aes128-ctr", "HostKeyAlgorithms=rsa-sha2-512"):
        answer = place.try_ssh("-v", "-o", weak, "-tt", BASTION, WORKSTATION)
        assert answer.returncode == 255 and "no match" in answer.stderr.lower()


# --- no shell, no channel -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        "",
        "id",
        "/bin/sh",
        "bash -i",
        f"{WORKSTATION} id",
        f"{WORKSTATION};id",
        "$(id)",
        f"{WORKSTATION} -oProxyCommand=id",
        "alice",
    ],
)
def test_no_shell_and_no_command_on_the_bastion(place: Place, command: str) -> None:
    answer = place.try_ssh("-tt", BASTION, *([command] if command else []), stdin="id\n")
    assert answer.returncode == 1
    assert "uid=" not in answer.stdout + answer.stderr
    assert "there is no shell here" in answer.stdout or "only the address of a target is accepted" in answer.stdout


def test_no_channel_without_a_terminal(place: Place) -> None:
    answer = place.try_ssh(BASTION, WORKSTATION, stdin="id\n")
    assert answer.returncode == 1 and "a terminal is needed" in answer.stderr and "uid=" not in answer.stdout


def test_no_file_channel(place: Place, tmp_path: Path) -> None:
    answer = place.try_ssh("-s", BASTION, "sftp")
    assert answer.returncode != 0 and "subsystem request failed" in answer.stderr
    (tmp_path / "file").write_text("data")
    for mode in ("-O", "-s"):
        copy = place.site.from_outside(
            "scp", mode, *place.options("alice"), str(tmp_path / "file"), f"alice@{BASTION}:/tmp/file"
        )
        assert copy.returncode != 0
    assert place.bastion.run("test", "-e", "/tmp/file", check=False).returncode == 1


@pytest.mark.parametrize(
    "forward",
    [
        ["-W", f"{WORKSTATION}:22"],
        ["-o", "ExitOnForwardFailure=yes", "-N", "-R", "9999:127.0.0.1:22"],
        ["-o", "ExitOnForwardFailure=yes", "-N", "-w", "0:0"],
        ["-o", "ExitOnForwardFailure=yes", "-N", "-R", "/tmp/socket:127.0.0.1:22"],
    ],
)
def test_no_forward(place: Place, forward: list[str]) -> None:
    answer = place.try_ssh(*forward, BASTION)
    assert answer.returncode != 0
    assert re.search("prohibited|failed|refused|open failed|not supported|error", answer.stderr.lower())


def test_a_local_forward_carries_nothing(place: Place) -> None:
    forward = ["-v", "-N", "-L", f"127.0.0.1:2222:{WORKSTATION}:22", "-L", "127.0.0.1:2223:/run/dbus/system_bus_socket"]
    process = subprocess.Popen(place.ssh(*forward, BASTION), stderr=subprocess.PIPE, text=True)
    try:
        time.sleep(2)
        assert place.site.reaches("127.0.0.1", 2222) and place.site.reaches("127.0.0.1", 2223)
        time.sleep(1)
    finally:
        process.kill()
    assert "channel 2: open failed: administratively prohibited" in process.communicate()[1]
    # The client is told no reason for a socket; the server's journal says that it was refused, not that it failed.
    assert "refused streamlocal port forward" in place.bastion.text("journalctl", "--no-pager", "-u", "ssh")


def test_a_person_may_use_sudo_for_nothing_else(place: Place) -> None:
    for command in (["id"], ["-u", "onward", "/bin/sh"], ["-u", "onward", "/usr/lib/bastide/connect", "10.0.0.1 -v"]):
        answer = as_user(place.bastion, "alice", "sudo", "--non-interactive", *command)
        assert answer.returncode != 0 and "uid=" not in answer.stdout


# --- targets ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", [OTHER, "127.0.0.1", "10.90.0.21", "::1", "1", ":"])
def test_a_target_outside_the_list_is_refused(place: Place, target: str) -> None:
    answer = place.try_ssh("-tt", BASTION, target)
    assert answer.returncode == 1 and "is not a target of this bastion" in answer.stdout


def test_a_person_without_account_at_the_target_is_refused_there(place: Place) -> None:
    assert "Permission denied (publickey)" in place.session("id", person="bob")


# --- the recording ------------------------------------------------------------------------------------------------


@dataclass
class Recorded:
    seen: str
    name: str
    archive: bytes
    key: str


@pytest.fixture(scope="module")
def recorded(place: Place) -> Recorded:
    place.wait_until_empty()
    before = set(place.store.ask("list"))
    typed = [
        "whoami; hostname",
        "echo typed-$((6 * 7))",
        "read -r -s -p 'Password: ' it",
        "never-shown-never-kept",
        "\n~?",
    ]
    seen = place.session(*typed)
    place.wait_until_empty()
    (key,) = [name for name in set(place.store.ask("list")) - before if "/recordings/" in name]
    return Recorded(seen, key.split("/recordings/")[1], bytes.fromhex(place.store.ask("get", name=key)), key)


def test_a_session_reaches_the_target_under_the_person_s_own_name(recorded: Recorded) -> None:
    assert "this session of alice to 10.90.0.20 is recorded" in recorded.seen
    assert re.search(r"alice\r\nworkstation\r\n", recorded.seen)
    assert "typed-42" in recorded.seen


def test_no_escape_to_the_client_inside_the_bastion(recorded: Recorded) -> None:
    assert "Supported escape sequences" not in recorded.seen


def test_the_recording_verifies(place: Place, recorded: Recorded) -> None:
    archives, manifest = place.archives(), place.manifest()
    assert recorded.name in archives and len(manifest) == len(archives)
    assert recordings.breaks(manifest, archives) == []


def test_a_changed_or_missing_recording_is_noticed(place: Place, recorded: Recorded) -> None:
    archives, manifest = place.archives(), place.manifest()
    changed = {**archives, recorded.name: recorded.archive[:-1] + b"x"}
    assert [text for text in recordings.breaks(manifest, changed) if recorded.name in text and "SHA-256" in text]
    missing = {name: content for name, content in archives.items() if name != recorded.name}
    assert [text for text in recordings.breaks(manifest, missing) if "is missing" in text]
    if len(manifest) > 1:
        assert [text for text in recordings.breaks(manifest[1:], archives) if "chained" in text]


def test_the_recording_holds_input_with_timing_and_output_without_the_password(recorded: Recorded) -> None:
    with tarfile.open(fileobj=io.BytesIO(recorded.archive)) as archive:
        parts = {Path(item.name).name: archive.extractfile(item).read() for item in archive if item.isfile()}  # type: ignore[union-attr]
    assert b"echo typed-$((6 * 7))" in parts["ttyin"] and b"typed-42" in parts["ttyout"]
    assert {line.split()[0] for line in parts["timing"].splitlines()} >= {b"3", b"4"}
    assert b"never-shown-never-kept" not in parts["ttyin"] + parts["ttyout"]
    assert b"*" * 10 in parts["ttyin"]


def test_the_recording_replays_with_a_tool_of_debian(place: Place, recorded: Recorded) -> None:
    place.bastion.run("rm", "-rf", "/tmp/replay")
    place.bastion.run("mkdir", "/tmp/replay")
    # The layer below a mounted /tmp of the machine is not this folder: hand the archive over by standard input.
    text = recorded.archive.hex()
    place.bastion.run(
        "python3", "-c", "import sys; open('/tmp/r.tar','wb').write(bytes.fromhex(sys.stdin.read()))", stdin=text
    )
    place.bastion.run("tar", "--extract", "--file=/tmp/r.tar", "--directory=/tmp/replay")
    name = recorded.name.split("/")[1].removesuffix(".tar")
    listed = place.bastion.text("sudoreplay", "-d", "/tmp/replay", "-l")
    assert "alice" in listed and f"/usr/lib/bastide/connect {WORKSTATION}" in listed
    replayed = place.bastion.text("sudoreplay", "-s", "100", "-m", "0.01", f"/tmp/replay/{name}")
    assert "echo typed-$((6 * 7))" in replayed and "typed-42" in replayed and "workstation" in replayed


def test_the_recording_is_locked_in_the_store(place: Place, recorded: Recorded) -> None:
    head = place.store.ask("head", name=recorded.key)
    assert head["mode"] == "COMPLIANCE"
    until = datetime.fromisoformat(head["until"]).astimezone(UTC)
    assert abs(until - datetime.now(UTC) - timedelta(days=RETENTION_DAYS)) < timedelta(hours=1)
    assert place.store.ask("delete", name=recorded.key) == "refused: AccessDenied"


def test_the_bastion_s_key_for_the_store_can_only_write(place: Place, recorded: Recorded) -> None:
    for action in ("get", "head", "list", "delete"):
        assert str(place.store.ask(action, who="bastion", name=recorded.key)).startswith("refused: ")


def test_an_uploaded_recording_leaves_the_disk_and_its_manifest_stays(place: Place, recorded: Recorded) -> None:
    assert place.bastion.text("find", "/var/lib/bastide/outbox", "/var/lib/bastide/recordings", "-type", "f") == ""
    kept = place.bastion.text("sh", "-c", "cat /var/lib/bastide/manifest/*.json")
    assert recorded.name in kept


# --- fail closed --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", ["ro", "size=4k,nr_inodes=1"])
def test_without_recording_there_is_no_session(place: Place, options: str) -> None:
    recordings_folder = "/var/lib/bastide/recordings"
    place.bastion.run("mount", "-t", "tmpfs", "-o", options, "tmpfs", recordings_folder)
    try:
        seen = place.session("hostname")
    finally:
        place.bastion.run("umount", recordings_folder)
    assert "workstation" not in seen.replace(WORKSTATION, "") and "is recorded" not in seen
    assert "sudo: " in seen


def test_a_session_ends_when_its_recording_can_no_longer_be_written(place: Place) -> None:
    recordings_folder = "/var/lib/bastide/recordings"
    place.bastion.run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", recordings_folder)
    try:
        seen = place.session("head -c 300000 /dev/zero | tr '\\0' x; echo", "echo still-$((40 + 2))-here", "sleep 3")
    finally:
        place.bastion.run("umount", "--lazy", recordings_folder)
    assert "is recorded" in seen and "still-42-here" not in seen


def test_an_idle_session_is_ended_and_its_recording_is_whole(place: Place) -> None:
    started = time.monotonic()
    command = place.ssh("-tt", BASTION, WORKSTATION)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.wait(timeout=IDLE_SECONDS + 30)
    assert IDLE_SECONDS - 5 < time.monotonic() - started < IDLE_SECONDS + 25
    place.wait_until_empty()
    assert b'"state": "complete"' in place.manifest()[-1]


# --- the upload ---------------------------------------------------------------------------------------------------


def test_a_recording_stays_on_disk_while_the_store_is_away_and_is_uploaded_later(place: Place) -> None:
    place.wait_until_empty()
    before = len(place.archives())
    away = ["ip", "-netns", place.site.outside, "address"]
    run(*away, "delete", f"{STORE}/24", "dev", "bridge")
    try:
        place.session("echo away")
        waiting = _wait_for_refusal(place)
    finally:
        run(*away, "add", f"{STORE}/24", "dev", "bridge")
    assert waiting.endswith(".tar")
    place.wait_until_empty(60)
    assert len(place.archives()) == before + 1
    assert recordings.breaks(place.manifest(), place.archives()) == []


def test_a_recording_stays_on_disk_while_the_store_refuses_the_key(place: Place) -> None:
    place.wait_until_empty()
    settings = place.bastion.read("/etc/bastide/store.json")
    wrong = settings.replace(place.secrets["store"], "W" * 40)
    write = ("sh", "-c", "cat >/etc/bastide/store.json")
    place.bastion.run(*write, stdin=wrong)
    try:
        place.session("echo refused")
        waiting = _wait_for_refusal(place)
        journal = place.bastion.text("journalctl", "--no-pager", "-u", "bastide-upload", "-n", "20")
    finally:
        place.bastion.run(*write, stdin=settings)
    assert waiting.endswith(".tar") and "PUT answered 403" in journal and "SignatureDoesNotMatch" in journal
    place.wait_until_empty(60)


def _wait_for_refusal(place: Place) -> str:
    """Wait until an upload was tried and failed; the recording that still waits on the disk."""
    start = time.time()
    for _ in range(60):
        lines = place.bastion.text("journalctl", "--no-pager", "-u", "bastide-upload", f"--since=@{start:.0f}")
        if "kept and tried again" in lines and ".tar" in _outbox(place):
            return _outbox(place)
        time.sleep(0.5)
    raise AssertionError("no upload was tried")


def _outbox(place: Place) -> str:
    return place.bastion.text("find", "/var/lib/bastide/outbox", "-name", "*.tar").strip()


# --- the firewall -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bastion", "workstation"])
def test_the_ruleset_loads_and_drops_by_default(place: Place, name: str) -> None:
    machine: Machine = getattr(place, name)
    machine.run("nft", "--check", "--file", "/etc/nftables.conf")
    rules = machine.text("nft", "list", "ruleset")
    assert len(re.findall(r"hook (?:input|forward|output) priority filter; policy drop;", rules)) == 3
    assert "bastide_installation" not in rules
    assert machine.text("systemctl", "is-enabled", "nftables").strip() == "enabled"


def test_an_undeclared_port_is_dropped_in_both_directions(place: Place) -> None:
    with _listening(place.bastion.leader, 8080), _outside_listening(place, 8080):
        assert as_user(place.bastion, "alice", "nc", "-z", "-w", "2", "127.0.0.1", "8080").returncode == 0
        assert place.site.reaches(BASTION, 22)
        assert not place.site.reaches(BASTION, 8080)
        assert place.site.reaches(OTHER, 8080)
        assert place.bastion.run("nc", "-z", "-w", "2", OTHER, "8080", check=False).returncode == 1


def test_only_the_onward_account_reaches_targets_and_only_root_the_store(place: Place) -> None:
    reach = ["nc", "-z", "-w", "2"]
    assert as_user(place.bastion, "onward", *reach, WORKSTATION, "22").returncode == 0
    assert as_user(place.bastion, "alice", *reach, WORKSTATION, "22").returncode == 1
    assert as_user(place.bastion, "onward", *reach, STORE, "9000").returncode == 1


class _Listener:
    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.7)

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()


def _listening(leader: int, port: int) -> _Listener:
    return _Listener(["nsenter", "--target", str(leader), "--net", "python3", "-m", "http.server", str(port)])


def _outside_listening(place: Place, port: int, address: str = OTHER) -> _Listener:
    return _Listener(place.site.outside_command(["python3", "-m", "http.server", str(port), "--bind", address]))


# --- the workstation ----------------------------------------------------------------------------------------------


def test_a_researcher_gets_no_rights_and_no_way_out(place: Place) -> None:
    assert as_user(place.workstation, "alice", "sudo", "--non-interactive", "id").returncode != 0
    assert as_user(place.workstation, "olga", "sudo", "--non-interactive", "id").returncode == 0
    with _outside_listening(place, 443), _outside_listening(place, 9001, CLIENT):
        for address, port in ((OTHER, "443"), (CLIENT, "9001"), (BASTION, "22")):
            assert as_user(place.workstation, "alice", "nc", "-z", "-w", "2", address, port).returncode == 1


def test_the_metadata_of_the_cloud_answers_root_alone(place: Place) -> None:
    run("ip", "-netns", place.site.outside, "address", "add", "169.254.169.254/32", "dev", "bridge")
    with _outside_listening(place, 80, "169.254.169.254"):
        reach = ["nc", "-z", "-w", "2", "169.254.169.254", "80"]
        assert place.workstation.run(*reach, check=False).returncode == 0
        assert as_user(place.workstation, "alice", *reach).returncode == 1


def test_the_workstation_answers_the_bastion_alone_and_only_with_a_terminal(place: Place) -> None:
    assert not place.site.reaches(WORKSTATION, 22)
    onward = ["ssh", "-F", "/etc/bastide/onward_ssh_config", "-o", "RequestTTY=no", "-l", "alice", WORKSTATION]
    answer = as_user(place.bastion, "onward", *onward, "cat /etc/hostname")
    assert answer.returncode == 1 and "files go through the airlock" in answer.stderr
    assert (
        "subsystem request failed" in as_user(place.bastion, "onward", *onward[:-1], "-s", WORKSTATION, "sftp").stderr
    )
    assert as_user(place.workstation, "alice", "touch", "/etc/ssh/authorized_keys.d/alice").returncode != 0


# --- the data volumes ---------------------------------------------------------------------------------------------


def test_a_volume_is_formatted_once_and_a_used_disk_never(place: Place) -> None:
    volume = LuksVolume("/dev/bastide-data", "data", "/srv/data", place.secrets["luks"])
    machine, part = place.workstation, luks_volume(volume)
    install(machine, part)
    machine.run("truncate", "--size=64M", "/var/disk")
    machine.run("ln", "-s", "/var/disk", volume.device)
    machine.run("mkfs.ext4", "-q", volume.device)
    refused = machine.run("/usr/lib/bastide/format-data", check=False)
    assert refused.returncode == 1 and "found TYPE=ext4 where an empty disk" in refused.stderr
    machine.run("sh", "-c", f": >/var/disk; truncate --size=64M /var/disk; {partitioned('/var/disk')}")
    refused = machine.run("/usr/lib/bastide/format-data", check=False)
    assert refused.returncode == 1 and "found PTTYPE=dos where an empty disk" in refused.stderr
    machine.run("sh", "-c", ": >/var/disk; truncate --size=64M /var/disk")
    machine.run("/usr/lib/bastide/format-data")
    dump = machine.text("cryptsetup", "luksDump", volume.device)
    assert "aes-xts-plain64" in dump and "argon2id" in dump and re.search(r"Cipher key:\s+512 bits", dump)
    machine.run("/usr/lib/bastide/format-data")
    assert machine.text("cryptsetup", "luksDump", volume.device) == dump
    opened = ["cryptsetup", "open", "--test-passphrase", "--key-file", "-", volume.device]
    assert machine.run(*opened, stdin=volume.passphrase).returncode == 0
    assert machine.run(*opened, stdin="another", check=False).returncode == 2


def test_a_plain_volume_is_formatted_once_and_a_used_disk_never(place: Place) -> None:
    machine, volume = place.workstation, DataVolume("/dev/bastide-plain", "plain", "/srv/plain", wait_seconds=2)
    install(machine, data_volume(volume))
    format_ = "/usr/lib/bastide/format-volume-plain"
    late = machine.run(format_, check=False)
    assert late.returncode == 1 and "not attached after 2 seconds" in late.stderr
    blank = "rm -f /var/plain; truncate --size=64M /var/plain"
    used = {
        "mkfs.ext4 -q /var/plain": "found TYPE=ext4",
        "mkfs.ext4 -q -L data /var/plain": "found LABEL=data TYPE=ext4",
        "mkswap -q /var/plain": "found TYPE=swap",
        partitioned("/var/plain"): "found PTTYPE=dos",
    }
    machine.run("ln", "-s", "/var/plain", volume.device)
    for command, found in used.items():
        machine.run("sh", "-c", f"{blank}; {command}")
        before = machine.text("sha256sum", "/var/plain")
        refused = machine.run(format_, check=False)
        assert refused.returncode == 1 and found in refused.stderr, refused.stderr
        assert machine.text("sha256sum", "/var/plain") == before
    # what a new volume looks like that the cloud encrypts
    machine.run("sh", "-c", f"{blank}; dd if=/dev/urandom of=/var/plain bs=1M count=64 conv=notrunc status=none")
    machine.run(format_)
    before = machine.text("sha256sum", "/var/plain")
    machine.run(format_)
    assert machine.text("sha256sum", "/var/plain") == before


def test_a_plain_volume_is_mounted_by_its_identity_and_only_once(place: Place, loop: tuple[str, int]) -> None:
    machine, (device, minor) = place.workstation, loop
    machine.run("mknod", device, "b", "7", str(minor))
    volume = DataVolume(device, "loop", "/srv/loop")
    part = data_volume(volume)
    install(machine, part)
    for _ in range(2):
        for command in part.commands:
            machine.run(*command)
    options = machine.text("findmnt", "--noheadings", "--output", "OPTIONS", "/srv/loop")
    assert "nodev" in options and "nosuid" in options
    lines = [line for line in machine.read("/etc/fstab").splitlines() if "/srv/loop" in line]
    assert len(lines) == 1 and re.fullmatch(r"UUID=\S+ /srv/loop ext4 nofail,nodev,nosuid 0 2", lines[0])
    machine.run("install", "-d", "-m", "1770", "-g", workstation.RESEARCHERS_GROUP, "/srv/loop")
    assert as_user(machine, "alice", "touch", "/srv/loop/of-alice").returncode == 0
    assert machine.text("stat", "--format=%u", "/srv/loop/of-alice").strip() == str(accounts.number("alice"))
    machine.run("umount", "/srv/loop")
    assert as_user(machine, "alice", "touch", "/srv/loop/beside").returncode != 0
