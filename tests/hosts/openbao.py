"""OpenBao itself as the key store's hosts run it: its servers on loopback, with our own settings and command."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from bastide.cutover.rehearsal.keys import program
from components.hosts import key_store
from components.hosts.key_store import KeyStore, Unsealer
from components.hosts.key_store_volume import API_PORT
from tests.hosts.identities import Authority
from tests.hosts.test_key_store import ROOT, host, typed_at, written

FOUND = program.find()
MARKS = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        not FOUND and "CI" not in os.environ, reason="OpenBao is not here: tools/get_openbao.py gets it"
    ),
]
"""Skipped where OpenBao is not, never in continuous integration."""
CUSTODIANS = ("custodian-1", "custodian-2", "custodian-3")
VOLUME = ROOT / "components/hosts/files/key_store_volume/key-store-volume"


@dataclass
class Node:
    """One server from the files of one host, their paths moved into a folder."""

    spec: KeyStore
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def lay_out(self) -> None:
        for name in ("etc", "raft", "log", "run"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for path, content in written(self.spec).items():
            if path.startswith("/etc/openbao/"):
                self.file(path.removeprefix("/etc/openbao/")).write_text(self._moved(content))
        (self.folder / "bastide-key-store").write_text(self._moved(written(self.spec)[COMMAND_PATH]))

    def _moved(self, content: str) -> str:
        moved = {
            "/run/credentials/openbao.service": str(self.folder / "etc"),
            key_store.DATA: str(self.folder),
            # OpenBao wants the same path at every host; it is below the folder in which each one runs
            "/var/log/openbao": "log",
            'Path("/etc/openbao")': f'Path("{self.folder}/etc")',
            "/usr/local/bin/bao": str(FOUND),
        }
        for old, new in moved.items():
            content = content.replace(old, new)
        return content

    def file(self, name: str) -> Path:
        return self.folder / "etc" / name

    def start(self) -> None:
        """As the unit does."""
        with (self.folder / "log" / "output").open("ab") as output:
            self.process = subprocess.Popen(self._serve, stdout=output, stderr=output, cwd=self.folder, env=self._given)

    def does_not_start(self) -> str:
        """What it says instead."""
        done = subprocess.run(
            self._serve, capture_output=True, text=True, cwd=self.folder, env=self._given, timeout=30, check=False
        )
        assert done.returncode == 1, done.stderr
        return done.stderr

    @property
    def _serve(self) -> Sequence[str]:
        return (sys.executable, "-I", str(self.folder / "bastide-key-store"), "serve")

    @property
    def _given(self) -> dict[str, str]:
        """What systemd gives the unit."""
        return {
            "PATH": os.environ["PATH"],
            "CREDENTIALS_DIRECTORY": str(self.folder / "etc"),
            "RUNTIME_DIRECTORY": str(self.folder / "run"),
        }

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def lose(self) -> None:
        """The host and its disk are gone; one like it is built in its place."""
        self.stop()
        shutil.rmtree(self.folder)
        self.lay_out()

    def run(self, *arguments: str, typed: tuple[str, ...] = ()) -> tuple[int, str]:
        return typed_at([sys.executable, "-I", str(self.folder / "bastide-key-store"), *arguments], typed)

    def done(self, *arguments: str, typed: tuple[str, ...] = ()) -> str:
        """What was shown by a command that went well."""
        code, shown = self.run(*arguments, typed=typed)
        assert code == 0, shown
        return shown

    def said(self, words: str) -> bool:
        """Whether its status says so."""
        return words in self.run("status")[1]

    def shows(self, peers: int) -> bool:
        """Whether its status, which operators may ask for, shows so many hosts."""
        return self.run("status")[1].count("peer ") == peers

    def answers(self, code: str) -> bool:
        """Whether its health is this one."""
        return self.health == code

    @property
    def health(self) -> str:
        """The code with which it says how it is: 200 active, 429 standby, 501 new, 503 sealed, 000 not there."""
        probe = ["curl", "--silent", "--output", "/dev/null", "--write-out", "%{http_code}"]
        url = f"https://{self.spec.address}:{API_PORT}/v1/sys/health"
        command = [*probe, "--cacert", str(self.file("authority.pem")), url]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout


COMMAND_PATH = "/usr/local/sbin/bastide-key-store"


@dataclass
class Ring:
    """The PGP keys of the custodians."""

    folder: Path

    def key(self, name: str) -> str:
        return str(self.folder / f"{name}.asc")

    def opened(self, sealed: str) -> str:
        command = ["gpg", "--homedir", str(self.folder), "--batch", "--quiet", "--decrypt"]
        done = subprocess.run(command, input=base64.b64decode(sealed), capture_output=True, check=True)
        return done.stdout.decode().strip()


@contextmanager
def ring(folder: Path) -> Iterator[Ring]:
    folder.mkdir(mode=0o700)
    command = ["gpg", "--homedir", str(folder), "--batch", "--quiet"]
    for name in CUSTODIANS:
        subprocess.run([*command, "--passphrase", "", "--quick-generate-key", f"{name}@example.org"], check=True)
        export = subprocess.run([*command, "--armor", "--export", name], capture_output=True, check=True)
        (folder / f"{name}.asc").write_bytes(export.stdout)
    try:
        yield Ring(folder)
    finally:
        subprocess.run(["gpgconf", "--homedir", str(folder), "--kill", "all"], check=False)


@dataclass
class Cluster:
    """The hosts of one area.

    Attributes:
        shares: what custodians hold, in the clear: of the unseal key, or of the recovery key where the hub unseals it.
    """

    nodes: list[Node]
    ring: Ring
    issuer: Authority
    shares: list[str] = field(default_factory=list)

    @property
    def quorum(self) -> tuple[str, ...]:
        return tuple(self.shares[:2])

    @property
    def leader(self) -> Node | None:
        """The node whose health is that of an active one."""
        return next((node for node in self.nodes if node.health == "200"), None)

    @property
    def active(self) -> Node:
        until(lambda: self.leader is not None)
        found = self.leader
        assert found is not None
        return found

    def start(self) -> None:
        for node in self.nodes:
            node.start()

    def stop(self) -> None:
        for node in self.nodes:
            node.stop()

    def initialised(self) -> str:
        """The root token, after its shares were given to the custodians."""
        first = self.nodes[0]
        until(lambda: first.run("status")[0] == 0)
        keys = [self.ring.key(name) for name in CUSTODIANS]
        shown = first.done("init", "--threshold", "2", "--custodian", *keys, "--root", self.ring.key("custodian-1"))
        sealed = [line for line in shown.splitlines() if re.fullmatch(r"[A-Za-z0-9+/=]{100,}", line)]
        assert len(sealed) == len(CUSTODIANS) + 1
        *self.shares, root = map(self.ring.opened, sealed)
        return root

    def unseal(self) -> None:
        for node in self.nodes:
            until(partial(node.said, "initialized: True"))
            node.done("unseal", typed=self.quorum)

    def set_up(self, root: str) -> str:
        shown = self.active.done("setup", typed=(root,))
        assert "the root token is revoked" in shown, shown
        return shown

    def new_root(self) -> str:
        """A root token, by a quorum of the custodians."""
        shown = self.active.done("root", "--root", self.ring.key("custodian-1"), typed=self.quorum)
        return self.ring.opened(shown.strip().splitlines()[-1])


@contextmanager
def cluster(
    folder: Path, custodians: Ring, issuer: Authority, addresses: tuple[str, ...], unsealer: Unsealer | None = None
) -> Iterator[Cluster]:
    """Hosts that are laid out and not started; gone at the end."""
    nodes = []
    for number, address in enumerate(addresses):
        identity = issuer.identity(f"keys-{number}", address, unit=key_store.UNIT)
        spec = replace(
            host(unsealer=unsealer),
            host_name=f"keys-{number}",
            addresses=addresses,
            node=number,
            identity=identity,
        )
        nodes.append(Node(spec, folder / f"node-{number}"))
    made = Cluster(nodes, custodians, issuer)
    try:
        for node in nodes:
            node.lay_out()
        yield made
    finally:
        made.stop()


def until(what: Callable[[], object], seconds: float = 60) -> None:
    """Wait for it."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.5)


def client(issuer: Authority, folder: Path, key: str) -> ModuleType:
    """The program that opens disks, with the certificate of a host whose disk `key` opens."""
    identity = issuer.identity("work", unit=key)
    home = f"{folder}/volume-data"
    for ending, content in (
        (".crt", identity.certificate),
        (".key", identity.private_key),
        ("-ca.pem", identity.authority),
    ):
        Path(home + ending).write_text(content)
    module = loaded("key_store_volume_of_a_test", VOLUME)
    module.HOME = folder  # type: ignore[attr-defined]
    return module


def loaded(name: str, program: Path) -> ModuleType:
    """A program of a host as a module."""
    loader = SourceFileLoader(name, str(program))
    spec = spec_from_loader(name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def asked(of: Cluster, key: str) -> dict[str, object]:
    """The settings with which a host's disk asks for its key."""
    return {"name": "data", "key": key, "addresses": list(of.nodes[0].spec.addresses), "port": API_PORT}
