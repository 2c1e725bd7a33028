"""The key store with OpenBao itself: three hosts on loopback, with our own settings and command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosts.identities import authority
from tests.hosts.openbao import MARKS, Cluster, Node, asked, client, cluster, ring, until

pytestmark = MARKS
ADDRESSES = ("127.0.0.31", "127.0.0.32", "127.0.0.33")
KEY = "dev-data"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("openbao")
    with (
        ring(folder / "gpg") as custodians,
        cluster(folder, custodians, authority("key store of a test"), ADDRESSES) as made,
    ):
        made.start()
        root = made.initialised()
        made.unseal()
        made.set_up(root)
        yield made


def test_three_hosts_are_one_cluster_and_status_says_so(store: Cluster) -> None:
    for node in store.nodes:
        assert len(re.findall(r"^peer ", node.done("status"), re.MULTILINE)) == 3


def test_a_disk_s_key_comes_back_and_only_for_its_own_certificate(store: Cluster, tmp_path: Path) -> None:
    disk = client(store.issuer, tmp_path, KEY)
    with disk.KeyStore(asked(store, KEY)) as session:
        key, wrapped = session.data_key()
    with disk.KeyStore(asked(store, KEY)) as session:
        assert session.unwrapped(wrapped) == key
        with pytest.raises(disk.UnavailableError, match="403"):
            session.ask("transit/decrypt/dev-logs", {"ciphertext": wrapped})
    with pytest.raises(disk.UnavailableError, match="refused auth/cert/login"):
        disk.KeyStore(asked(store, "dev-logs")).__enter__()


def test_setup_again_changes_nothing_and_a_quorum_makes_a_new_root_token(store: Cluster) -> None:
    shown = store.set_up(store.new_root())
    assert "made" not in shown and " set" not in shown, shown


def test_every_request_is_in_the_audit_file_without_its_secrets(store: Cluster) -> None:
    written = "".join((node.folder / "log/audit.log").read_text() for node in store.nodes if _audited(node))
    assert '"path":"auth/cert/login"' in written and '"path":"transit/keys/dev-data"' in written
    assert not any(share in written for share in store.shares)


def _audited(node: Node) -> bool:
    return (node.folder / "log/audit.log").exists()


def test_the_loss_of_the_leader_stops_nothing(store: Cluster, tmp_path: Path) -> None:
    disk = client(store.issuer, tmp_path, KEY)
    with disk.KeyStore(asked(store, KEY)) as session:
        key, wrapped = session.data_key()
    lost = store.active
    # a host that has just joined has no vote for the first seconds; `status` says so
    until(lambda: not lost.said("no vote"))
    lost.stop()
    try:
        until(lambda: store.leader not in (None, lost))
        with disk.KeyStore(asked(store, KEY)) as session:
            assert session.unwrapped(wrapped) == key
    finally:
        lost.start()
        until(lambda: lost.run("status")[0] == 0)
        lost.done("unseal", typed=store.quorum)


def test_a_snapshot_is_taken_without_a_secret(store: Cluster, tmp_path: Path) -> None:
    store.active.done("snapshot", str(tmp_path / "snapshot"))
    assert (tmp_path / "snapshot").stat().st_size > 1000
