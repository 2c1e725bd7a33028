"""A key store of which nothing is left but a snapshot: new hosts with OpenBao itself take it in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from components.hosts.key_store import Unsealer
from tests.hosts.identities import authority
from tests.hosts.openbao import MARKS, Cluster, Ring, asked, client, cluster, ring, until

pytestmark = MARKS
HUB = ("127.0.0.61", "127.0.0.62", "127.0.0.63")
AREA = ("127.0.0.64", "127.0.0.65", "127.0.0.66")
KEY = "dev-data"


class Kept(NamedTuple):
    """What is left of a store: a snapshot, and a disk with its wrapped key."""

    snapshot: str
    key: bytes
    wrapped: str


@pytest.fixture(scope="module")
def custodians(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ring]:
    with ring(tmp_path_factory.mktemp("custodians") / "gpg") as found:
        yield found


@pytest.fixture(scope="module")
def hub(custodians: Ring, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("hub"), custodians, authority("key store of the hub"), HUB) as made:
        made.start()
        root = made.initialised()
        made.unseal()
        made.set_up(root)
        yield made


@pytest.fixture(scope="module")
def area(hub: Cluster, custodians: Ring, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    issuer = authority("key store of dev")
    unsealer = Unsealer(HUB, hub.issuer.certificate)
    with cluster(tmp_path_factory.mktemp("area"), custodians, issuer, AREA, unsealer) as made:
        vouching = str(made.nodes[0].file("authority.pem"))
        hub.active.done("trust", "dev", vouching, typed=(hub.new_root(),))
        made.start()
        made.set_up(made.initialised())
        yield made


def test_a_store_that_stands_takes_its_own_snapshot(area: Cluster, tmp_path: Path) -> None:
    kept = _kept(area, tmp_path)
    area.active.done("restore", kept.snapshot, typed=(area.new_root(),))
    _is_back(area, kept, tmp_path)


def test_a_new_store_takes_none_once_other_hosts_have_joined_it(area: Cluster, tmp_path: Path) -> None:
    kept = _kept(area, tmp_path)
    _lose(area)
    area.start()
    root = area.initialised()
    until(lambda: all(node.health in ("200", "429") for node in area.nodes))
    code, shown = area.active.run("restore", kept.snapshot, typed=(root,))
    assert code == 1 and "found more hosts in this new store" in shown, shown
    _lose(area)
    first, *others = area.nodes
    first.start()
    root = area.initialised()
    until(partial(first.answers, "200"))
    assert "restart openbao here" in first.done("restore", kept.snapshot, typed=(root,))
    first.stop()
    first.start()
    until(partial(first.answers, "200"))
    for node in others:
        node.start()
    _is_back(area, kept, tmp_path)


def test_a_store_of_custodians_comes_back_with_their_shares_of_the_snapshot_s_time(
    hub: Cluster, tmp_path: Path
) -> None:
    kept, shares = _kept(hub, tmp_path), hub.shares
    _lose(hub)
    first, *others = hub.nodes
    first.start()
    root = hub.initialised()
    first.done("unseal", typed=hub.quorum)
    until(partial(first.answers, "200"))
    first.done("restore", kept.snapshot, typed=(root,))
    until(partial(first.answers, "503"))
    # those of the store that was there for a moment are worth nothing any more
    code, shown = first.run("unseal", typed=hub.quorum)
    assert code == 1, shown
    hub.shares = shares
    for node in others:
        node.start()
    hub.unseal()
    _is_back(hub, kept, tmp_path)


def _kept(of: Cluster, folder: Path) -> Kept:
    _is_whole(of)
    disk = client(of.issuer, folder, KEY)
    with disk.KeyStore(asked(of, KEY)) as session:
        key, wrapped = session.data_key()
    of.active.done("snapshot", str(folder / "snapshot"))
    return Kept(str(folder / "snapshot"), key, wrapped)


def _lose(of: Cluster) -> None:
    of.stop()
    for node in of.nodes:
        node.lose()


def _is_back(of: Cluster, kept: Kept, folder: Path) -> None:
    """All hosts are there and let operators in, and the disk is opened by the program that its host has."""
    _is_whole(of)
    disk = client(of.issuer, folder, KEY)
    with disk.KeyStore(asked(of, KEY)) as session:
        assert session.unwrapped(kept.wrapped) == kept.key


def _is_whole(of: Cluster) -> None:
    for node in of.nodes:
        until(partial(node.shows, len(of.nodes)))
