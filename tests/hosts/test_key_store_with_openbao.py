"""The key store with OpenBao itself: three hosts on loopback, with our own settings and command.

Skipped where OpenBao is not (never in continuous integration): `tools/get_openbao.py` gets it.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from bastide.cutover.rehearsal.keys import program
from components.hosts import key_store
from components.hosts.key_store import KeyStore
from tests.hosts.identities import Authority, authority, laid_out
from tests.hosts.test_key_store import COMMAND, ROOT, host, typed_at

FOUND = program.find()
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        not FOUND and "CI" not in os.environ, reason="OpenBao is not here: tools/get_openbao.py gets it"
    ),
]
ADDRESSES = ("127.0.0.31", "127.0.0.32", "127.0.0.33")
VOLUME = ROOT / "components/hosts/files/key_store_volume/key-store-volume"
CUSTODIANS = ("custodian-1", "custodian-2", "custodian-3")


@dataclass
class Node:
    """One server with the settings of one host, its paths moved into a folder."""

    spec: KeyStore
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def lay_out(self) -> None:
        home = laid_out(self.folder / "etc", self.spec.identity)
        for name in ("raft", "log", "run"):
            (self.folder / name).mkdir()
        settings = json.dumps(key_store.configuration(self.spec))
        moved = {
            "/run/credentials/openbao.service/certificate.pem": f"{home}/certificate.pem",
            "/run/credentials/openbao.service/key.pem": f"{home}/key.pem",
            "/run/credentials/openbao.service/authority.pem": f"{home}/authority.pem",
            key_store.DATA: str(self.folder),
            # OpenBao wants the same path at every host; it is below the folder in which each one runs
            "/var/log/openbao": "log",
        }
        for old, new in moved.items():
            settings = settings.replace(old, new)
        (home / "openbao.json").write_text(settings)
        told = {"address": self.spec.address, "addresses": list(self.spec.addresses), "port": key_store.API_PORT}
        (home / "host.json").write_text(
            json.dumps({**told, "unit": key_store.UNIT, "unsealed_by": [], "seal_key": "seal-dev"})
        )
        (home / "keys.json").write_text(key_store.declaration(self.spec.keys))
        script = COMMAND.read_text().replace('Path("/etc/openbao")', f'Path("{home}")')
        (self.folder / "bastide-key-store").write_text(script)

    def start(self) -> None:
        with (self.folder / "output").open("ab") as output:
            command = [str(FOUND), "server", f"-config={self.folder}/etc/openbao.json"]
            self.process = subprocess.Popen(command, stdout=output, stderr=output, cwd=self.folder)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def run(self, *arguments: str, typed: tuple[str, ...] = ()) -> tuple[int, str]:
        return typed_at([sys.executable, "-I", str(self.folder / "bastide-key-store"), *arguments], typed)


@dataclass
class Cluster:
    nodes: list[Node]
    gpg: Path
    issuer: Authority
    shares: list[str] = field(default_factory=list)

    def secret(self, sealed: str) -> str:
        command = ["gpg", "--homedir", str(self.gpg), "--batch", "--quiet", "--decrypt"]
        return subprocess.run(command, input=base64.b64decode(sealed), capture_output=True, check=True).stdout.decode()

    def key(self, name: str) -> str:
        return str(self.gpg / f"{name}.asc")

    def new_root(self, node: Node) -> str:
        code, shown = node.run("root", "--root", self.key("custodian-1"), typed=tuple(self.shares[:2]))
        assert code == 0, shown
        return self.secret(shown.strip().splitlines()[-1])


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("openbao")
    gpg = folder / "gpg"
    gpg.mkdir(mode=0o700)
    for name in CUSTODIANS:
        keyring = ["gpg", "--homedir", str(gpg), "--batch", "--quiet"]
        subprocess.run([*keyring, "--passphrase", "", "--quick-generate-key", f"{name}@example.org"], check=True)
        export = subprocess.run([*keyring, "--armor", "--export", name], capture_output=True, check=True)
        (gpg / f"{name}.asc").write_bytes(export.stdout)
    issuer = authority("key store of a test")
    nodes = []
    for number, address in enumerate(ADDRESSES):
        identity = issuer.identity(f"keys-{number}", address, unit=key_store.UNIT)
        spec = replace(host(), host_name=f"keys-{number}", addresses=ADDRESSES, node=number, identity=identity)
        nodes.append(Node(spec, folder / f"node-{number}"))
    made = Cluster(nodes, gpg, issuer)
    try:
        for node in nodes:
            node.folder.mkdir()
            node.lay_out()
            node.start()
        _ceremony(made)
        yield made
    finally:
        for node in nodes:
            node.stop()
        subprocess.run(["gpgconf", "--homedir", str(gpg), "--kill", "all"], check=False)


def _ceremony(cluster: Cluster) -> None:
    first = cluster.nodes[0]
    _until(lambda: first.run("status")[0] == 0)
    keys = [cluster.key(name) for name in CUSTODIANS]
    code, shown = first.run("init", "--threshold", "2", "--custodian", *keys, "--root", cluster.key("custodian-1"))
    assert code == 0, shown
    sealed = [line for line in shown.splitlines() if re.fullmatch(r"[A-Za-z0-9+/=]{100,}", line)]
    assert len(sealed) == 4
    cluster.shares = [cluster.secret(line).strip() for line in sealed[:3]]
    for node in cluster.nodes:
        _until(lambda node=node: "initialized: True" in node.run("status")[1])
        code, shown = node.run("unseal", typed=tuple(cluster.shares[:2]))
        assert code == 0, shown
    _until(lambda: _leader(cluster) is not None)
    leader = _leader(cluster)
    assert leader is not None
    code, shown = leader.run("setup", typed=(cluster.secret(sealed[3]).strip(),))
    assert code == 0 and "the root token is revoked" in shown, shown


def _leader(cluster: Cluster) -> Node | None:
    """The node whose health is that of an active one."""
    for node in cluster.nodes:
        probe = ["curl", "--silent", "--output", "/dev/null", "--write-out", "%{http_code}"]
        url = f"https://{node.spec.address}:{key_store.API_PORT}/v1/sys/health"
        found = subprocess.run(
            [*probe, "--cacert", str(node.folder / "etc/authority.pem"), url],
            capture_output=True,
            text=True,
            check=False,
        )
        if found.stdout == "200":
            return node
    return None


def _until(what: object, seconds: float = 60) -> None:
    assert callable(what)
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.5)


def _client(cluster: Cluster, folder: Path, key: str) -> ModuleType:
    """The program that opens disks, with the certificate of a host whose disk `key` opens."""
    identity = cluster.issuer.identity("work", unit=key)
    home = f"{folder}/volume-data"
    for ending, content in (
        (".crt", identity.certificate),
        (".key", identity.private_key),
        ("-ca.pem", identity.authority),
    ):
        Path(home + ending).write_text(content)
    loader = SourceFileLoader("key_store_volume_of_a_test", str(VOLUME))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    module.HOME = folder  # type: ignore[attr-defined]
    return module


def _settings(key: str) -> dict[str, object]:
    return {"name": "data", "key": key, "addresses": list(ADDRESSES), "port": key_store.API_PORT}


def test_three_hosts_are_one_cluster_and_status_says_so(cluster: Cluster) -> None:
    for node in cluster.nodes:
        code, shown = node.run("status")
        assert code == 0 and len(re.findall(r"^peer ", shown, re.MULTILINE)) == 3, shown


def test_a_disk_s_key_comes_back_and_only_for_its_own_certificate(cluster: Cluster, tmp_path: Path) -> None:
    client = _client(cluster, tmp_path, "dev-data")
    with client.KeyStore(_settings("dev-data")) as store:
        key, wrapped = store.data_key()
    with client.KeyStore(_settings("dev-data")) as store:
        assert store.unwrapped(wrapped) == key
        with pytest.raises(client.UnavailableError, match="403"):
            store.ask("transit/decrypt/dev-logs", {"ciphertext": wrapped})
    with pytest.raises(client.UnavailableError, match="refused auth/cert/login"):
        client.KeyStore(_settings("dev-logs")).__enter__()


def test_setup_again_changes_nothing_and_a_quorum_makes_a_new_root_token(cluster: Cluster) -> None:
    leader = _leader(cluster)
    assert leader is not None
    code, shown = leader.run("setup", typed=(cluster.new_root(leader),))
    assert code == 0 and "made" not in shown and " set" not in shown, shown


def test_every_request_is_in_the_audit_file_without_its_secrets(cluster: Cluster) -> None:
    written = "".join((node.folder / "log/audit.log").read_text() for node in cluster.nodes if _audited(node))
    assert '"path":"auth/cert/login"' in written and '"path":"transit/keys/dev-data"' in written
    assert not any(share in written for share in cluster.shares)


def _audited(node: Node) -> bool:
    return (node.folder / "log/audit.log").exists()


def test_the_loss_of_the_leader_stops_nothing(cluster: Cluster, tmp_path: Path) -> None:
    client = _client(cluster, tmp_path, "dev-data")
    with client.KeyStore(_settings("dev-data")) as store:
        key, wrapped = store.data_key()
    lost = _leader(cluster)
    assert lost is not None
    # a host that has just joined has no vote for the first seconds; `status` says so
    _until(lambda: "no vote" not in lost.run("status")[1])
    lost.stop()
    try:
        _until(lambda: _leader(cluster) not in (None, lost))
        with client.KeyStore(_settings("dev-data")) as store:
            assert store.unwrapped(wrapped) == key
    finally:
        lost.start()
        _until(lambda: lost.run("status")[0] == 0)
        assert lost.run("unseal", typed=tuple(cluster.shares[:2]))[0] == 0


def test_a_snapshot_is_taken_without_a_secret(cluster: Cluster, tmp_path: Path) -> None:
    leader = _leader(cluster)
    assert leader is not None
    code, shown = leader.run("snapshot", str(tmp_path / "snapshot"))
    assert code == 0 and (tmp_path / "snapshot").stat().st_size > 1000, shown
