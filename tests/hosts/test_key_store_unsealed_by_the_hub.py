"""Two key stores of OpenBao itself: the hub's, which custodians unseal, and an area's, which the hub's unseals."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from components.hosts import key_store
from components.hosts.key_store import Unsealer
from tests.hosts.identities import authority
from tests.hosts.openbao import MARKS, Cluster, asked, client, cluster, loaded, ring, until

pytestmark = MARKS
HUB = ("127.0.0.41", "127.0.0.42", "127.0.0.43")
AREA = ("127.0.0.51", "127.0.0.52", "127.0.0.53")
KEY, SEAL = "dev-data", key_store.seal_key("dev")
WEEK = 7 * 86400
PERIOD = "SEAL_PERIOD = 600, 7 * DAY"


class Stores(NamedTuple):
    """Both, and what the area's hosts said before the hub trusted them."""

    hub: Cluster
    area: Cluster
    stranger: str
    trusting: str


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    folder = tmp_path_factory.mktemp("openbao")
    of_hub, of_area = authority("key store of the hub"), authority("key store of dev")
    unsealer = Unsealer(HUB, of_hub.certificate)
    with (
        ring(folder / "gpg") as custodians,
        cluster(folder / "hub", custodians, of_hub, HUB) as hub,
        cluster(folder / "area", custodians, of_area, AREA, unsealer) as area,
    ):
        hub.start()
        root = hub.initialised()
        hub.unseal()
        hub.set_up(root)
        stranger = area.nodes[0].does_not_start()
        vouching = area.nodes[0].file("authority.pem")
        trusting = hub.active.done("trust", "dev", str(vouching), typed=(hub.new_root(),))
        area.start()
        root = area.initialised()
        area.set_up(root)
        yield Stores(hub, area, stranger, trusting)


def test_a_store_that_the_hub_does_not_trust_yet_waits_and_says_why(stores: Stores) -> None:
    assert f"gives no token for {SEAL}" in stores.stranger


def test_trust_makes_the_key_and_ends_the_root_token(stores: Stores) -> None:
    assert f"key {SEAL}: made" in stores.trusting and "the root token is revoked" in stores.trusting


def test_trust_again_changes_nothing(stores: Stores) -> None:
    vouching = str(stores.area.nodes[0].file("authority.pem"))
    shown = stores.hub.active.done("trust", "dev", vouching, typed=(stores.hub.new_root(),))
    assert "made" not in shown and " set" not in shown, shown


def test_the_area_s_store_is_one_cluster_that_nobody_unsealed(stores: Stores) -> None:
    for node in stores.area.nodes:
        until(partial(node.said, "peer keys-2"))
        shown = node.done("status")
        assert shown.count("peer ") == 3 and "type: transit" in shown and "sealed: False" in shown, shown


def test_nobody_can_unseal_it_with_shares(stores: Stores) -> None:
    code, shown = stores.area.nodes[0].run("unseal", typed=stores.area.quorum)
    assert code == 1 and "the hub's key store unseals this one" in shown


def test_after_a_restart_of_all_its_hosts_it_opens_by_itself(stores: Stores, tmp_path: Path) -> None:
    disk = client(stores.area.issuer, tmp_path, KEY)
    assert stores.area.active
    with disk.KeyStore(asked(stores.area, KEY)) as session:
        key, wrapped = session.data_key()
    stores.area.stop()
    stores.area.start()
    assert stores.area.active
    with disk.KeyStore(asked(stores.area, KEY)) as session:
        assert session.unwrapped(wrapped) == key


def test_while_the_hub_s_store_is_sealed_the_area_s_goes_on_and_none_of_it_starts(
    stores: Stores, tmp_path: Path
) -> None:
    disk = client(stores.area.issuer, tmp_path, KEY)
    stores.hub.stop()
    stores.hub.start()
    for node in stores.hub.nodes:
        until(partial(node.answers, "503"))
    with disk.KeyStore(asked(stores.area, KEY)) as session:
        assert session.data_key()
    follower = next(node for node in stores.area.nodes if node is not stores.area.leader)
    follower.stop()
    said = follower.does_not_start()
    assert "does not unseal this one yet" in said and "sealed" in said
    stores.hub.unseal()
    assert stores.hub.active
    follower.start()
    until(partial(follower.answers, "429"))


def test_its_token_may_use_its_own_seal_key_and_nothing_else(stores: Stores) -> None:
    session = _session(stores)
    sealed = session.ask("POST", f"transit/encrypt/{SEAL}", {"plaintext": "c2VhbA=="})["data"]["ciphertext"]
    opened = session.ask("POST", f"transit/decrypt/{SEAL}", {"ciphertext": sealed})["data"]["plaintext"]
    assert opened == "c2VhbA=="
    for method, path in (
        ("GET", f"transit/keys/{SEAL}"),
        ("POST", f"transit/keys/{SEAL}/rotate"),
        ("POST", f"transit/decrypt/{KEY}"),
        ("POST", f"transit/datakey/plaintext/{SEAL}"),
        ("GET", "sys/storage/raft/configuration"),
    ):
        assert session.request(method, path, {} if method == "POST" else None)[0] == 403, path


def test_its_token_lasts_as_long_as_it_is_renewed(stores: Stores) -> None:
    """OpenBao renews the token of its seal itself; after a week without a renewal it ends."""
    session = _session(stores)
    found = session.ask("GET", "auth/token/lookup-self")["data"]
    assert found["policies"] == [SEAL] and found["renewable"] is True
    assert found["period"] == WEEK and found["explicit_max_ttl"] == 0
    renewed = session.ask("POST", "auth/token/renew-self", {})["auth"]
    assert renewed["lease_duration"] == WEEK


def test_a_certificate_of_the_area_that_is_no_host_of_its_store_gets_no_token(stores: Stores) -> None:
    node = stores.area.nodes[0]
    stranger = stores.area.issuer.identity("work", unit=KEY)
    files = node.folder / "stranger"
    files.mkdir()
    for name, content in (("certificate.pem", stranger.certificate), ("key.pem", stranger.private_key)):
        (files / name).write_text(content)
    (files / "hub.pem").write_text(node.file("hub.pem").read_text())
    command = _command(node.folder)
    session = command.Store(_told(stores), stores.hub.active.spec.address, files, "hub.pem")
    with pytest.raises(command.KeyStoreError, match=f"gives no token for {SEAL}"):
        session.login(SEAL)


def test_its_token_is_renewed_for_longer_than_its_period(stores: Stores) -> None:
    """No test waits for a week: the same with a period of twenty seconds."""
    hub, area = stores.hub.active, stores.area
    command, vouching = hub.folder / "bastide-key-store", str(area.nodes[0].file("authority.pem"))
    ours = command.read_text()
    assert ours.count(PERIOD) == 1
    command.write_text(ours.replace(PERIOD, "SEAL_PERIOD = 600, 20"))
    hub.done("trust", "dev", vouching, typed=(stores.hub.new_root(),))
    follower = next(node for node in area.nodes if node is not area.leader)
    follower.stop()
    follower.start()
    until(partial(follower.answers, "429"))
    before = len(_renewals(stores))
    time.sleep(65)
    renewed = _renewals(stores)[before:]
    assert len(renewed) >= 3 and not [answer for answer in renewed if "error" in answer]
    command.write_text(ours)
    hub.done("trust", "dev", vouching, typed=(stores.hub.new_root(),))


def _renewals(stores: Stores) -> list[dict[str, Any]]:
    """What the hub has answered to hosts that asked for more time, as its audit has it."""
    logs = (node.folder / "log/audit.log" for node in stores.hub.nodes)
    lines = (json.loads(line) for log in logs if log.exists() for line in log.read_text().splitlines())
    return [line for line in lines if line["type"] == "response" and line["request"]["path"] == "auth/token/renew-self"]


def _session(stores: Stores) -> Any:
    """What a host of the area gets when it starts."""
    node = stores.area.nodes[0]
    session = _command(node.folder).Store(_told(stores), stores.hub.active.spec.address, node.folder / "etc", "hub.pem")
    session.login(SEAL)
    return session


def _told(stores: Stores) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(stores.area.nodes[0].file("host.json").read_text())
    return told


def _command(folder: Path) -> ModuleType:
    return loaded("bastide_key_store_of_a_host", folder / "bastide-key-store")
