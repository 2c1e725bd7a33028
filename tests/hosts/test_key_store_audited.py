"""A key store of OpenBao itself whose audit has nowhere to go."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosts.identities import authority
from tests.hosts.openbao import MARKS, Cluster, Node, asked, client, cluster, ring

pytestmark = MARKS
ADDRESSES = ("127.0.0.71", "127.0.0.72", "127.0.0.73")
KEY = "dev-data"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Cluster]:
    """One host of a store; its audit file and its output lie in a file system of their own, of 8 MiB."""
    with (
        ring(tmp_path / "gpg") as custodians,
        cluster(tmp_path, custodians, authority("key store of a test"), ADDRESSES) as made,
    ):
        log = made.nodes[0].folder / "log"
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m,mode=0700", "tmpfs", str(log)], check=True)
        try:
            made.nodes[:] = made.nodes[:1]
            made.start()
            root = made.initialised()
            made.unseal()
            made.set_up(root)
            yield made
        finally:
            made.stop()
            subprocess.run(["umount", str(log)], check=True)


def test_what_cannot_be_written_down_is_not_done(store: Cluster, tmp_path: Path) -> None:
    node, disk = store.nodes[0], client(store.issuer, tmp_path, KEY)
    with disk.KeyStore(asked(store, KEY)) as session:
        assert session.data_key()
        filler = _fill(node)
        with pytest.raises(disk.UnavailableError, match="500"):
            session.data_key()
        with pytest.raises(disk.UnavailableError):
            disk.KeyStore(asked(store, KEY)).__enter__()
        filler.unlink()
        assert session.data_key()


def _fill(node: Node) -> Path:
    """A file that takes all space that is left for the audit."""
    filler = node.folder / "log" / "filler"
    with filler.open("wb", buffering=0) as output:
        try:
            while True:
                output.write(b"\0" * 4096)
        except OSError:
            pass
        return filler
