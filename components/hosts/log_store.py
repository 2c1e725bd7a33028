"""The log store: a locked S3 store on a host of our own, for clouds whose object storage has no lock."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from components.hosts import checks
from components.hosts.artifact import Artifact, checks_proxy, fetched, way_out
from components.hosts.cloud_config import Account, File, Part
from components.hosts.data_volume import DataVolume, data_volume
from components.hosts.files import filled, text
from components.hosts.firewall import Flow
from components.hosts.hardening import LIBRARY, Doors, Machine, machine_document
from components.hosts.identity import HostIdentity
from components.hosts.key_store_volume import KeyStoreVolume, key_store_flow, key_store_volume

REGION = "bastide"
LOGS, RECORDINGS = "logs", "recordings"
DATA = "/var/lib/log-store"
PORT = 443
PROGRAM = "versitygw"
USER = "log-store"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{2,62}")
_SHORTEST_SECRET = 32
# Fixed, since it owns the volume's files after the host is gone; packages count up from 100, tools down from 999.
_NUMBER = 550
# Long enough for a bastion to try again what it does not know to have arrived.
_FREEZE_AFTER_SECONDS = 900


@dataclass(frozen=True)
class StoreKey:
    """An S3 key: an id and its secret, both chosen by the program."""

    id: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise checks.mismatch("key id", self.id, "3 to 63 letters, digits and hyphens")
        checks.one_line(f"secret of {self.id}", self.secret, secret=True)
        if len(self.secret) < _SHORTEST_SECRET:
            raise checks.mismatch(f"secret of {self.id}", f"{len(self.secret)} characters", "32 or more, random")


@dataclass(frozen=True, kw_only=True)
class LogStore(Machine):
    """`writer` may add locked objects, `auditor` may read; there is no third key. `volume` is mounted at `DATA`."""

    address: str
    identity: HostIdentity
    client_cidrs: tuple[str, ...]
    retention_days: int
    volume: DataVolume | KeyStoreVolume
    software: Artifact
    writer: StoreKey
    auditor: StoreKey
    proxy: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.address("address", self.address)
        checks.cidrs("client_cidrs", self.client_cidrs)
        checks.between("retention_days", self.retention_days, 1, 36500)
        checks.distinct("key ids", (self.writer.id, self.auditor.id))
        checks_proxy(self.proxy)
        if self.volume.mount_point != DATA:
            raise checks.mismatch("volume", self.volume.mount_point, f"a volume mounted at {DATA}")
        if self.operators or self.bastion is not None:
            raise checks.mismatch("operators", self.operators, "none: a log store has no shell for anyone")


def user_data(host: LogStore) -> str:
    """The `#cloud-config` of a log store.

    Produced: versitygw on the data volume, TLS on port 443 for the given networks, two buckets with versions and a
    COMPLIANCE lock, a key that may only add and one that may only read. The server's own all-powerful key is random,
    new at every start, in the memory of its process alone: no account, file or person has it. What has been stored
    for a quarter of an hour is immutable on the disk as well. Not produced: a shell for anyone (a log store is
    replaced, not administered), a web interface, a way to delete, an end of what is kept: nothing removes objects
    whose date is past.
    """
    clients = Flow("clients of the log store", host.client_cidrs, "tcp", (PORT,))
    volume, waits = _volume(host.volume)
    out = [way_out(host.software, host.proxy)]
    if isinstance(host.volume, KeyStoreVolume):
        out.append(key_store_flow(host.volume))
    account = Account(USER, "log store", "/usr/sbin/nologin", system=True, home="/nonexistent", number=_NUMBER)
    software = fetched(host.software, PROGRAM, host.proxy)
    part = Part(
        packages=(*software.packages, *volume.packages, "python3"),
        accounts=(account,),
        files=(*software.files, *volume.files, *_files(host, waits)),
        commands=(
            *software.commands,
            *volume.commands,
            ("systemctl", "daemon-reload"),
            ("systemctl", "enable", "log-store", "log-store-freeze.timer"),
            # A volume of the key store may open long after this boot; the service comes with it.
            ("systemctl", "start", *(("--no-block",) if waits else ()), "log-store", "log-store-freeze.timer"),
        ),
    )
    return machine_document(host, Doors(), part, inbound=(clients,), outbound=tuple(out))


def _volume(volume: DataVolume | KeyStoreVolume) -> tuple[Part, str]:
    """The part, and the unit that the service has to wait for ("" where the volume is there at once)."""
    if isinstance(volume, KeyStoreVolume):
        return key_store_volume(volume), volume.unit
    return data_volume(volume), ""


def _files(host: LogStore, waits: str) -> tuple[File, ...]:
    unit = filled("log_store/log-store.service", data=DATA, user=USER, waits=waits or "local-fs.target")
    freeze = filled("log_store/log-store-freeze.service", data=DATA, seconds=str(_FREEZE_AFTER_SECONDS))
    return (
        File("/etc/bastide/log-store.json", _settings(host), "0600"),
        File("/etc/bastide/log-store.crt", host.identity.certificate.strip() + "\n"),
        File("/etc/bastide/log-store-ca.pem", host.identity.authority.strip() + "\n"),
        File("/etc/bastide/log-store.key", host.identity.private_key.strip() + "\n", "0600"),
        File(f"{LIBRARY}/log-store", text("log_store/log-store"), "0755"),
        File(f"{LIBRARY}/freeze", text("log_store/freeze"), "0700"),
        File("/etc/systemd/system/log-store.service", unit),
        File("/etc/systemd/system/log-store-freeze.service", freeze),
        File("/etc/systemd/system/log-store-freeze.timer", text("log_store/log-store-freeze.timer")),
    )


def _settings(host: LogStore) -> str:
    buckets = {name: {"retention_days": host.retention_days} for name in (LOGS, RECORDINGS)}
    keys = {role: {"id": key.id, "secret": key.secret} for role, key in _keys(host)}
    settings = {"address": host.address, "port": PORT, "region": REGION, "buckets": buckets, "keys": keys}
    return json.dumps(settings, indent=2) + "\n"


def _keys(host: LogStore) -> tuple[tuple[str, StoreKey], ...]:
    return ("writer", host.writer), ("auditor", host.auditor)
