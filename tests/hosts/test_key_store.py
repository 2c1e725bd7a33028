"""The key store without a machine: its settings, and its command against a stand-in of the API, typed at a terminal."""

from __future__ import annotations

import base64
import json
import os
import pty
import re
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from components.hosts import files, key_store
from components.hosts.artifact import Artifact
from components.hosts.data_volume import DataVolume
from components.hosts.key_store import DATA, KeyStore, TransitKey, Unsealer
from components.hosts.luks import LuksVolume
from components.hosts.people import BastionAccess
from tests.hosts.identities import Authority, authority, laid_out
from tests.hosts.key_store_stand_in import KeyStoreState, opened, sealed_for, serve
from tests.hosts.test_user_data import ed25519

ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = ("10.0.5.10", "10.0.5.11", "10.0.5.12")
COMMAND = ROOT / "components/hosts/files/key_store/bastide-key-store"
PROMPT = re.compile(rb"Passphrase \([^)]*\): ")
AUTHORITY = authority("key store of hdh-dev")
HUB = authority("key store of the hub")


def host(**changes: Any) -> KeyStore:
    given: dict[str, Any] = {
        "host_name": "keys-1",
        "time_servers": ("10.0.0.5",),
        "bastion": BastionAccess(("10.0.1.2/32",), ed25519(9)),
        "operators": ("olga",),
        "area": "dev",
        "addresses": ADDRESSES,
        "node": 1,
        "identity": AUTHORITY.identity("keys-1", ADDRESSES[1], unit=key_store.UNIT),
        "keys": (TransitKey("dev-data", 90), TransitKey("dev-logs", 365)),
        "client_cidrs": ("10.0.5.0/24",),
        "volume": DataVolume("/dev/vdb", "raft", DATA),
        "software": Artifact("https://software.example.org/bao.tar.gz", "0" * 64, "2.4.1"),
        "proxy": "http://10.0.1.10:3128",
    }
    return KeyStore(**{**given, **changes})


def written(store: KeyStore) -> dict[str, str]:
    document = yaml.safe_load(key_store.user_data(store))
    return {item["path"]: item["content"] for item in document["write_files"]}


# --- settings -----------------------------------------------------------------------------------------------------


def test_the_settings_are_closed_encrypted_and_audited_twice() -> None:
    found = json.loads(written(host())["/etc/openbao/openbao.json"])
    listener = found["listener"][0]["tcp"]
    assert len(found["listener"]) == 1 and listener["address"] == "10.0.5.11:8200"
    assert listener["tls_min_version"] == "tls12" and "tls_disable" not in listener
    assert "tls_disable_client_certs" not in listener and listener["disable_unauthed_rekey_endpoints"] is True
    assert found["ui"] is False and "telemetry" not in found
    # OpenBao refuses `disable_mlock = false` and has no mlock any more: the unit forbids swap
    assert "disable_mlock" not in found
    assert [item["options"]["file_path"] for item in found["audit"]] == [
        "/var/log/openbao/audit.log",
        "stdout",
    ]
    raft = found["storage"]["raft"]
    assert raft["node_id"] == "keys-1" and raft["path"].startswith(f"{DATA}/")
    assert [join["leader_api_addr"] for join in raft["retry_join"]] == [f"https://{one}:8200" for one in ADDRESSES]
    assert all(join["leader_ca_cert_file"] and join["leader_client_key_file"] for join in raft["retry_join"])


def test_the_unit_forbids_swap_core_dumps_and_rights() -> None:
    unit = written(host())["/etc/systemd/system/openbao.service"]
    for line in ("MemorySwapMax=0", "LimitCORE=0", "CapabilityBoundingSet=", "NoNewPrivileges=yes", "User=openbao"):
        assert f"\n{line}\n" in unit
    assert "$MAINPID" in unit and "hub.pem" not in unit
    first = written(host())["/usr/lib/bastide/first-boot"]
    assert first.index("swapoff --all") < first.index("fetch-bao") < first.index("systemctl start --no-block openbao")


def test_a_store_of_an_area_is_told_who_unseals_it_and_gets_no_token() -> None:
    store = host(unsealer=Unsealer(("10.0.1.50", "10.0.1.51", "10.0.1.52"), HUB.certificate))
    found = written(store)
    settings = json.loads(found["/etc/openbao/host.json"])
    assert settings["seal_key"] == "seal-dev" and settings["unsealed_by"] == ["10.0.1.50", "10.0.1.51", "10.0.1.52"]
    assert "LoadCredential=hub.pem:/etc/openbao/hub.pem" in found["/etc/systemd/system/openbao.service"]
    assert "seal" not in json.loads(found["/etc/openbao/openbao.json"])
    rules = found["/etc/nftables.conf"]
    assert re.search(r'skuid "openbao" ip daddr \{ 10\.0\.1\.50/32.*tcp dport \{ 8200 \} accept', rules)


def test_the_three_documents_differ_by_host_alone_and_fit_every_cloud() -> None:
    texts = [key_store.user_data(host(node=node, host_name=f"keys-{node}")) for node in range(3)]
    assert len(set(texts)) == 3
    assert all(len(base64.b64encode(text.encode())) < 65_535 for text in texts)
    one = host()
    assert key_store.user_data(one) == key_store.user_data(replace(one))


def test_only_the_private_key_is_secret_and_it_is_root_s_alone() -> None:
    document = yaml.safe_load(key_store.user_data(store := host()))
    modes = {item["path"]: item["permissions"] for item in document["write_files"]}
    assert modes["/etc/openbao/key.pem"] == "0600"
    assert "PRIVATE KEY" not in repr(store)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"addresses": ADDRESSES[:2]}, "3 different ones: two have no majority"),
        ({"operators": ()}, "at least one: somebody must initialise"),
        ({"volume": DataVolume("/dev/vdb", "raft", "/srv")}, f"a volume mounted at {DATA}"),
        ({"keys": (TransitKey("dev-data", 90), TransitKey("dev-data", 30))}, "each of them once"),
        ({"node": 3}, "a whole number from 0 to 2"),
        ({"proxy": "http://proxy.example.org:3128"}, "a URL whose host is an address"),
        ({"client_cidrs": ("0.0.0.0/0",)}, "a bounded network"),
    ],
)
def test_a_wrong_argument_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        host(**changes)


@pytest.mark.parametrize("name", ["seal-dev", "Dev", "a/b", "", "a" * 64])
def test_a_name_that_is_no_path_or_means_something_else_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="transit key"):
        TransitKey(name, 90)


def test_a_declared_key_has_one_name_everywhere() -> None:
    assert key_store.transit_key("dev", "data") == "dev-data"
    assert key_store.reference("dev", "data") == "transit/keys/dev-data"
    declared = json.loads(written(host())["/etc/openbao/keys.json"])
    assert declared["keys"] == [{"name": "dev-data", "rotation_days": 90}, {"name": "dev-logs", "rotation_days": 365}]


def test_a_luks_volume_is_possible_and_its_passphrase_is_erased() -> None:
    volume = LuksVolume("/dev/vdb", "raft", DATA, "p" * 40)
    first = written(host(volume=volume))["/usr/lib/bastide/first-boot"]
    assert (
        first.index("unlock-raft") < first.index("shred --remove") < first.index("systemctl start --no-block openbao")
    )


# --- what setup raises, and what it never lowers -------------------------------------------------------------------


@pytest.fixture(scope="module")
def command() -> ModuleType:
    loader = SourceFileLoader("bastide_key_store", str(COMMAND))
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode
    try:
        spec = spec_from_loader(loader.name, loader)
        assert spec is not None
        module = module_from_spec(spec)
        loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module


@pytest.mark.parametrize(
    ("standing", "days", "expected"),
    [
        ({"auto_rotate_period": 90 * 86400}, 90, {}),
        ({"auto_rotate_period": "2160h0m0s"}, 90, {}),
        ({"auto_rotate_period": 30 * 86400}, 90, {}),
        ({"auto_rotate_period": 365 * 86400}, 90, {"auto_rotate_period": "2160h"}),
        ({"auto_rotate_period": 0}, 90, {"auto_rotate_period": "2160h"}),
        ({}, 90, {"auto_rotate_period": "2160h"}),
        ({"deletion_allowed": True, "auto_rotate_period": 86400}, 90, {"deletion_allowed": False}),
        ({"auto_rotate_period": 0}, 0, {}),
    ],
)
def test_a_setting_is_raised_and_never_lowered(
    command: ModuleType, standing: dict[str, Any], days: int, expected: dict[str, Any]
) -> None:
    assert command.changes(standing, days) == expected


@pytest.mark.parametrize(
    ("standing", "fault"),
    [
        ({"type": "aes128-gcm96"}, "type aes128-gcm96"),
        ({"exportable": True}, "exportable True"),
        ({"allow_plaintext_backup": True}, "allow_plaintext_backup True"),
        ({"imported": True}, "imported True"),
    ],
)
def test_a_key_that_cannot_be_trusted_is_a_fault(command: ModuleType, standing: dict[str, Any], fault: str) -> None:
    good = {"type": "aes256-gcm96", "exportable": False, "allow_plaintext_backup": False, "derived": False}
    assert command.faults(good) == []
    assert command.faults({**good, **standing}) == [fault]


def test_a_pgp_key_is_the_same_with_and_without_armour(command: ModuleType, tmp_path: Path) -> None:
    binary = b"\x99\x01\x0d" + bytes(range(200))
    encoded = base64.encodebytes(binary).decode()
    armour = f"-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: x\n\n{encoded}=abcd\n-----END PGP PUBLIC KEY BLOCK-----\n"
    (tmp_path / "binary").write_bytes(binary)
    (tmp_path / "armour").write_text(armour)
    (tmp_path / "other").write_text("no key\n")
    assert command.pgp_key(tmp_path / "binary") == command.pgp_key(tmp_path / "armour")
    with pytest.raises(command.KeyStoreError, match="found no public PGP key"):
        command.pgp_key(tmp_path / "other")


def test_the_recording_of_a_session_masks_what_is_typed(command: ModuleType) -> None:
    """The bastion records what people type, but for answers to the prompts that its sudoers names."""
    sudoers = files.filled("bastion/sudoers", group="people")
    pattern = re.search(r'passprompt_regex="([^"]+)"', sudoers)
    assert pattern and re.search(pattern[1], command.PROMPT.format("share of the unseal key, decrypted"))


# --- the command at a terminal -------------------------------------------------------------------------------------


@dataclass
class Place:
    """A store that answers, and the command of one of its hosts."""

    state: KeyStoreState
    script: Path
    home: Path

    def run(self, *arguments: str, typed: tuple[str, ...] = (), terminal: bool = True) -> tuple[int, str]:
        """The exit code and everything that was shown, in a terminal of its own."""
        line = [sys.executable, "-I", str(self.script), *arguments]
        if not terminal:
            done = subprocess.run(
                line, input="\n".join(typed), capture_output=True, text=True, check=False, start_new_session=True
            )
            return done.returncode, done.stdout + done.stderr
        return typed_at(line, typed)

    def key(self, name: str) -> str:
        path = self.home / f"{name}.pgp"
        path.write_bytes(b"\x99" + name.encode() * 20)
        return str(path)

    def pgp(self, name: str) -> str:
        return base64.b64encode(Path(self.key(name)).read_bytes()).decode()

    def setup(self, *arguments: str) -> tuple[int, str]:
        """Setup with a root token that the store has just got."""
        root = f"s.root{len(self.state.asked)}"
        self.state.tokens[root] = ["root"]
        return self.run("setup", *arguments, typed=(root,))


def typed_at(command: list[str], typed: tuple[str, ...]) -> tuple[int, str]:
    """Run a command at a terminal of its own and answer its prompts; the exit code and all that was shown."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, start_new_session=True)
    os.close(follower)
    return _conversation(process, leader, list(typed))


def _conversation(process: subprocess.Popen[bytes], leader: int, typed: list[str]) -> tuple[int, str]:
    shown, answered, end = b"", 0, time.monotonic() + 30
    while time.monotonic() < end:
        ready, _, _ = select.select([leader], [], [], 0.2)
        if ready:
            try:
                shown += os.read(leader, 65536)
            except OSError:
                break  # the last process that had the terminal is gone
        elif process.poll() is not None:
            break
        if len(PROMPT.findall(shown)) > answered and typed:
            os.write(leader, typed.pop(0).encode() + b"\n")
            answered += 1
    os.close(leader)
    return process.wait(timeout=10), shown.decode()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    yield from _place(tmp_path, unsealed_by=[])


def _place(folder: Path, unsealed_by: list[str], sealing: str = "shamir") -> Iterator[Place]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = laid_out(folder / "home", AUTHORITY.identity("keys-1", "127.0.0.1", unit=key_store.UNIT), _clients())
    settings = {"address": "127.0.0.1", "addresses": ["127.0.0.1", "b", "c"], "port": port, "unit": key_store.UNIT}
    (home / "host.json").write_text(json.dumps({**settings, "unsealed_by": unsealed_by, "seal_key": "seal-dev"}))
    (home / "keys.json").write_text(key_store.declaration(host().keys))
    script = folder / "bastide-key-store"
    script.write_text(COMMAND.read_text().replace('Path("/etc/openbao")', f'Path("{home}")'))
    state = KeyStoreState(sealing)
    server = serve(state, "127.0.0.1", port, home)
    try:
        yield Place(state, script, home)
    finally:
        server.shutdown()
        server.server_close()


def _clients() -> str:
    return AUTHORITY.certificate + HUB.certificate


def _login(state: KeyStoreState, who: Authority, role: str, unit: str) -> int:
    certificate = who.identity("host", unit=unit).certificate
    from cryptography import x509  # noqa: PLC0415  a form that only this look-up needs
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    shown = x509.load_pem_x509_certificate(certificate.encode()).public_bytes(Encoding.DER)
    return state.answer("POST", "auth/cert/login", {"name": role}, "", shown)[0]


def test_the_whole_ceremony_shows_no_share_and_no_token_in_the_clear(place: Place) -> None:
    names = ("ana", "ben", "cy")
    custodians = [place.key(name) for name in names]
    code, shown = place.run("init", "--threshold", "2", "--custodian", *custodians, "--root", place.key("olga"))
    assert code == 0, shown
    shares, root = place.state.shares, next(iter(place.state.tokens))
    for secret in (*shares, root):
        assert secret not in shown and base64.b64encode(secret.encode()).decode() not in shown
    for name, share in zip(names, shares, strict=True):
        assert sealed_for(place.pgp(name), share) in shown
    assert opened(place.pgp("olga"), sealed_for(place.pgp("olga"), root)) == root

    code, shown = place.run("unseal", typed=(shares[0], shares[2]))
    assert code == 0 and "unsealed" in shown and not place.state.sealed
    assert not any(share in shown for share in shares)

    code, shown = place.run("setup", typed=(root,))
    assert code == 0 and "the root token is revoked" in shown, shown
    assert root not in shown and root not in place.state.tokens and place.state.tokens == {}
    assert sorted(place.state.keys) == ["dev-data", "dev-logs"]

    code, shown = place.run("root", "--root", place.key("olga"), typed=(shares[1], shares[0]))
    assert code == 0, shown
    again = [token for token, policies in place.state.tokens.items() if policies == ["root"]]
    assert len(again) == 1 and again[0] not in shown and sealed_for(place.pgp("olga"), again[0]) in shown


def test_init_wants_a_quorum_of_different_people_and_happens_once(place: Place) -> None:
    one, two = place.key("ana"), place.key("ben")
    for custodians, threshold in (([one, one], "2"), ([one, two], "1"), ([one, two], "3")):
        code, shown = place.run("init", "--threshold", threshold, "--custodian", *custodians, "--root", one)
        assert code == 1 and "each with a key of their own" in shown
    assert not place.state.initialized
    assert place.run("init", "--threshold", "2", "--custodian", one, two, "--root", one)[0] == 0
    code, shown = place.run("init", "--threshold", "2", "--custodian", one, two, "--root", one)
    assert code == 1 and "initialized already; nothing was changed" in shown


def test_a_store_that_the_hub_unseals_gets_recovery_shares(tmp_path: Path) -> None:
    for place in _place(tmp_path, ["10.0.1.50"], "transit"):
        keys = [place.key("ana"), place.key("ben")]
        code, shown = place.run("init", "--threshold", "2", "--custodian", *keys, "--root", keys[0])
        assert code == 0 and "recovery share for ana.pgp" in shown, shown
        code, shown = place.run("unseal")
        assert code == 1 and "the hub's key store unseals this one" in shown
        place.state.ready()
        code, shown = place.run("trust", "dev", str(place.home / "authority.pem"))
        assert code == 1 and "only the hub's key store unseals others" in shown


def test_setup_makes_what_is_declared_and_a_second_time_changes_nothing(place: Place) -> None:
    place.state.ready()
    assert place.setup()[0] == 0
    key = place.state.keys["dev-data"]
    wanted = {"type": "aes256-gcm96", "exportable": False, "allow_plaintext_backup": False, "deletion_allowed": False}
    assert {name: key[name] for name in wanted} == wanted and key["auto_rotate_period"] == 90 * 86400
    before = json.dumps([place.state.policies, place.state.roles, place.state.mounts, place.state.logins])
    secret = key["secret"]
    code, shown = place.setup()
    assert code == 0 and "made" not in shown and "enabled" not in shown and " set" not in shown
    assert json.dumps([place.state.policies, place.state.roles, place.state.mounts, place.state.logins]) == before
    assert place.state.keys["dev-data"]["secret"] is secret
    assert not [asked for asked in place.state.asked if asked.startswith("DELETE")]


def test_a_newer_declaration_adds_and_raises_and_keeps_what_it_no_longer_names(place: Place) -> None:
    place.state.ready()
    place.setup()
    newer = place.home / "newer.json"
    newer.write_text(key_store.declaration((TransitKey("dev-data", 30), TransitKey("dev-new", 90))))
    code, shown = place.setup("--keys", str(newer))
    assert code == 0 and "key dev-logs stands here and is not declared: kept" in shown
    assert sorted(place.state.keys) == ["dev-data", "dev-logs", "dev-new"]
    assert place.state.keys["dev-data"]["auto_rotate_period"] == 30 * 86400
    newer.write_text(key_store.declaration((TransitKey("dev-data", 365),)))
    assert place.setup("--keys", str(newer))[0] == 0
    assert place.state.keys["dev-data"]["auto_rotate_period"] == 30 * 86400


def test_a_key_that_can_be_exported_stops_setup_and_the_root_token_stays_for_the_next_try(place: Place) -> None:
    place.state.ready()
    place.setup()
    place.state.keys["dev-logs"]["exportable"] = True
    code, shown = place.setup()
    assert code == 1 and "key dev-logs has exportable True" in shown and "the root token is still good" in shown
    assert ["root"] in place.state.tokens.values()


def test_each_certificate_opens_its_own_key_and_nothing_else(place: Place) -> None:
    place.state.ready()
    place.setup()
    assert _login(place.state, AUTHORITY, "dev-data", "dev-data") == 200
    assert _login(place.state, AUTHORITY, "dev-data", "dev-logs") == 400
    assert _login(place.state, AUTHORITY, "operate", "dev-data") == 400
    assert _login(place.state, HUB, "dev-data", "dev-data") == 400
    token = next(iter(place.state.tokens))
    wrapped = place.state.answer("POST", "transit/datakey/plaintext/dev-data", {"bits": 256}, token, None)
    assert wrapped[0] == 200
    for method, path in (
        ("POST", "transit/datakey/plaintext/dev-logs"),
        ("POST", "transit/decrypt/dev-logs"),
        ("GET", "transit/keys/dev-data"),
        ("POST", "transit/keys/dev-data/config"),
        ("GET", "sys/storage/raft/snapshot"),
    ):
        assert place.state.answer(method, path, {"ciphertext": "", "bits": 256}, token, None)[0] == 403, path


def test_the_hub_trusts_the_hosts_of_an_area_with_one_seal_key(place: Place) -> None:
    place.state.ready()
    place.setup()
    (place.home / "area.pem").write_text(HUB.certificate)
    place.state.tokens["s.again"] = ["root"]
    code, shown = place.run("trust", "dev", str(place.home / "area.pem"), typed=("s.again",))
    assert code == 0 and "key seal-dev: made" in shown, shown
    assert place.state.roles["seal-dev"]["token_period"] > 0
    assert _login(place.state, HUB, "seal-dev", key_store.UNIT) == 200
    assert _login(place.state, AUTHORITY, "seal-dev", key_store.UNIT) == 400
    assert _login(place.state, HUB, "seal-dev", "dev-data") == 400
    code, shown = place.setup()
    assert code == 0 and "seal-dev" not in shown


def test_status_and_snapshot_need_no_secret_and_leave_no_token(place: Place) -> None:
    code, shown = place.run("status")
    assert code == 0 and "initialized: False" in shown
    place.state.ready()
    place.setup()
    code, shown = place.run("status", terminal=False)
    assert code == 0 and "peer n0: n0:8201 leader" in shown and "expected" not in shown
    target = place.home / "snapshot"
    assert place.run("snapshot", str(target), terminal=False)[0] == 0
    assert target.read_bytes() == b"a snapshot" and target.stat().st_mode & 0o777 == 0o600
    assert place.run("snapshot", str(target), terminal=False)[0] == 1
    assert place.state.tokens == {}


def test_after_a_loss_a_snapshot_comes_back_and_a_host_is_forgotten(place: Place) -> None:
    place.state.ready(root="s.one")
    place.setup()
    (place.home / "old").write_text("a snapshot")
    place.state.tokens["s.two"] = ["root"]
    code, shown = place.run("restore", str(place.home / "old"), typed=("s.one",))
    assert code == 0 and "unseal each host with the shares of the snapshot's time" in shown
    code, shown = place.run("remove", "keys-2", typed=("s.two",))
    assert code == 0 and "the root token is revoked" in shown, shown
    assert place.state.changed == [("snapshot-force", {"sent": "a snapshot"}), ("remove-peer", {"server_id": "keys-2"})]


def test_a_secret_is_typed_at_a_terminal_or_not_at_all(place: Place) -> None:
    place.state.ready(root="s.root")
    code, shown = place.run("setup", typed=("s.root",), terminal=False)
    assert code == 1 and "a terminal is needed" in shown and "Traceback" not in shown
    place.state.tokens["s.other"] = ["operate"]
    code, shown = place.run("setup", typed=("s.other",))
    assert code == 1 and ("not a root token" in shown or "403" in shown)


def test_a_store_that_is_away_or_another_one_is_said(place: Place) -> None:
    (place.home / "authority.pem").write_text(HUB.certificate)
    code, shown = place.run("status")
    assert (
        code == 1 and "does not answer" in shown and "CERTIFICATE_VERIFY_FAILED" in shown and "Traceback" not in shown
    )
