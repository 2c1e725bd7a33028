"""The key store: one of the three hosts of an OpenBao cluster, where the keys of one area live."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from components.hosts import checks
from components.hosts.artifact import Artifact, checks_proxy, fetched, way_out
from components.hosts.cloud_config import Account, File, Part
from components.hosts.data_volume import DataVolume, data_volume
from components.hosts.files import filled, text
from components.hosts.firewall import Flow
from components.hosts.hardening import Machine, host_network, machine_document, operators_door
from components.hosts.identity import HostIdentity
from components.hosts.key_store_volume import API_PORT
from components.hosts.luks import LuksVolume, luks_volume

CLUSTER_PORT: Final = API_PORT + 1
UNIT: Final = "key-store"
"""The organizational unit in the certificates of a key store's own hosts."""
DATA: Final = "/var/lib/openbao"
PROGRAM: Final = "bao"
USER: Final = "openbao"
NODES: Final = 3
_CREDENTIALS = "/run/credentials/openbao.service"
_HOME = "/etc/openbao"
# Fixed, since it owns the volume's files after the host is gone; packages count up from 100, tools down from 999.
_NUMBER = 551
_AUDIT_DAYS = 365


def transit_key(area: str, key: str) -> str:
    """How a declared key of an area is called in the area's transit engine."""
    name = f"{area}-{key}"
    checks.transit_name("transit key", name)
    return name


def reference(area: str, key: str) -> str:
    """The path of the key in the key store's API."""
    return f"transit/keys/{transit_key(area, key)}"


def seal_key(area: str) -> str:
    """The key of the hub's store that unseals the store of an area."""
    return f"seal-{area}"


@dataclass(frozen=True)
class TransitKey:
    """One key by its full name."""

    name: str
    rotation_days: int

    def __post_init__(self) -> None:
        checks.transit_name("transit key", self.name)
        checks.between(f"rotation_days of {self.name}", self.rotation_days, 1, 3650)
        if self.name.startswith("seal-"):
            raise checks.mismatch("transit key", self.name, "another name: seal- is for the keys that unseal stores")


@dataclass(frozen=True)
class Unsealer:
    """The hub's key store: its hosts, and the certificate of the authority that vouches for them."""

    addresses: tuple[str, ...]
    authority: str

    def __post_init__(self) -> None:
        if not self.addresses:
            raise checks.mismatch("addresses of the hub's key store", self.addresses, "at least one address")
        for one in self.addresses:
            checks.address("address of the hub's key store", one)
        checks.certificate("authority of the hub's key store", self.authority)


@dataclass(frozen=True, kw_only=True)
class KeyStore(Machine):
    """One host of the three. `node` is its place in `addresses`. Without an `unsealer` custodians unseal it, each host
    at every start. `volume` is mounted at `DATA`; a LUKS volume is opened by an operator after a restart.
    """

    area: str
    addresses: tuple[str, ...]
    node: int
    identity: HostIdentity
    keys: tuple[TransitKey, ...]
    client_cidrs: tuple[str, ...]
    volume: DataVolume | LuksVolume
    software: Artifact
    unsealer: Unsealer | None = None
    proxy: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.transit_name("area", self.area)
        if len(set(self.addresses)) != NODES:
            raise checks.mismatch("addresses", self.addresses, f"{NODES} different ones: two have no majority")
        for one in self.addresses:
            checks.address("addresses", one)
        checks.between("node", self.node, 0, NODES - 1)
        checks.distinct("keys", [key.name for key in self.keys])
        checks.cidrs("client_cidrs", self.client_cidrs)
        checks_proxy(self.proxy)
        if not self.operators:
            raise checks.mismatch("operators", self.operators, "at least one: somebody must initialise and unseal it")
        if self.volume.mount_point != DATA:
            raise checks.mismatch("volume", self.volume.mount_point, f"a volume mounted at {DATA}")

    @property
    def address(self) -> str:
        return self.addresses[self.node]


def user_data(host: KeyStore) -> str:
    """The `#cloud-config` of one host of a key store.

    Produced: OpenBao with raft storage on the data volume, TLS with client certificates, every request in an audit
    file and in the journal, no swap, no core dump, and the command `bastide-key-store` for the operators. Not
    produced: an initialised or unsealed store (custodians do that), a share, a token or a key in this document or on
    the host, a web interface, telemetry. What tests have seen of it with OpenBao itself stands in
    docs/key-store.md.
    """
    peers = tuple(map(host_network, host.addresses))
    software = fetched(host.software, PROGRAM, host.proxy)
    volume = luks_volume(host.volume) if isinstance(host.volume, LuksVolume) else data_volume(host.volume)
    account = Account(USER, "key store", "/usr/sbin/nologin", system=True, home="/nonexistent", number=_NUMBER)
    part = Part(
        packages=(*software.packages, *volume.packages, "logrotate", "python3"),
        accounts=(account,),
        files=(*software.files, *volume.files, *_files(host)),
        commands=(
            # Before any key is in memory. A swap area that the image brings is not used again either.
            ("swapoff", "--all"),
            ("sed", "-i", r"/\sswap\s/d", "/etc/fstab"),
            *software.commands,
            *volume.commands,
            ("systemctl", "daemon-reload"),
            ("systemctl", "enable", "openbao"),
            # A store that the hub unseals comes up when the hub's does, which may be long after this boot.
            ("systemctl", "start", "--no-block", "openbao"),
        ),
    )
    inbound = (
        Flow("clients of the key store", host.client_cidrs, "tcp", (API_PORT,)),
        Flow("hosts of the key store", peers, "tcp", (API_PORT, CLUSTER_PORT)),
    )
    return machine_document(host, operators_door(host), part, inbound=inbound, outbound=_outbound(host, peers))


def configuration(host: KeyStore) -> dict[str, object]:
    """OpenBao's own settings (openbao.org/docs/configuration); the seal, which needs a token, is not among them.

    `disable_mlock` is not set: OpenBao has no mlock any more and refuses `false` (openbao pull request 363); the unit
    forbids swap instead. Audit devices are declared here, for OpenBao makes none through its API.
    """
    tls = {"tls_cert_file": f"{_CREDENTIALS}/certificate.pem", "tls_key_file": f"{_CREDENTIALS}/key.pem"}
    joins = [
        {
            "leader_api_addr": f"https://{address}:{API_PORT}",
            "leader_ca_cert_file": f"{_CREDENTIALS}/authority.pem",
            "leader_client_cert_file": tls["tls_cert_file"],
            "leader_client_key_file": tls["tls_key_file"],
        }
        for address in host.addresses
    ]
    listener = {
        "address": f"{host.address}:{API_PORT}",
        "cluster_address": f"{host.address}:{CLUSTER_PORT}",
        "tls_min_version": "tls12",
        "disable_unauthed_rekey_endpoints": True,
        **tls,
    }
    return {
        "cluster_name": host.area,
        "api_addr": f"https://{host.address}:{API_PORT}",
        "cluster_addr": f"https://{host.address}:{CLUSTER_PORT}",
        "ui": False,
        "log_format": "json",
        "storage": {"raft": {"path": f"{DATA}/raft", "node_id": host.host_name, "retry_join": joins}},
        "listener": [{"tcp": listener}],
        "audit": [
            {
                "type": "file",
                "path": "file",
                "options": {"file_path": "/var/log/openbao/audit.log", "mode": "0600"},
            },
            {"type": "file", "path": "journal", "options": {"file_path": "stdout"}},
        ],
    }


def declaration(keys: tuple[TransitKey, ...]) -> str:
    """What `bastide-key-store setup --keys` takes; a running host gets a newer one in this form."""
    listed = [{"name": key.name, "rotation_days": key.rotation_days} for key in keys]
    return json.dumps({"schema": "bastide/transit-keys/1", "keys": listed}, indent=1) + "\n"


def _outbound(host: KeyStore, peers: tuple[str, ...]) -> tuple[Flow, ...]:
    flows = [
        way_out(host.software, host.proxy),
        Flow("hosts of the key store", peers, "tcp", (API_PORT, CLUSTER_PORT), user=USER),
    ]
    if host.unsealer is not None:
        hub = tuple(map(host_network, host.unsealer.addresses))
        flows.append(Flow("key store of the hub", hub, "tcp", (API_PORT,), user=USER))
    return tuple(flows)


def _files(host: KeyStore) -> tuple[File, ...]:
    identity = host.identity
    hub = (File(f"{_HOME}/hub.pem", host.unsealer.authority.strip() + "\n"),) if host.unsealer else ()
    return (
        *hub,
        File(f"{_HOME}/openbao.json", json.dumps(configuration(host), indent=1) + "\n"),
        File(f"{_HOME}/host.json", _host_settings(host)),
        File(f"{_HOME}/keys.json", declaration(host.keys)),
        File(f"{_HOME}/certificate.pem", identity.certificate.strip() + "\n"),
        File(f"{_HOME}/authority.pem", identity.authority.strip() + "\n"),
        File(f"{_HOME}/key.pem", identity.private_key.strip() + "\n", "0600"),
        # The service runs it as well, as its own account; what it may do is said by the files it can read.
        File("/usr/local/sbin/bastide-key-store", text("key_store/bastide-key-store"), "0755"),
        File("/etc/systemd/system/openbao.service", _unit(host)),
        File("/etc/logrotate.d/openbao", filled("key_store/logrotate", days=str(_AUDIT_DAYS))),
    )


def _host_settings(host: KeyStore) -> str:
    settings = {
        "address": host.address,
        "addresses": list(host.addresses),
        "port": API_PORT,
        "unit": UNIT,
        "unsealed_by": list(host.unsealer.addresses) if host.unsealer else [],
        "seal_key": seal_key(host.area),
    }
    return json.dumps(settings, indent=1) + "\n"


def _unit(host: KeyStore) -> str:
    names = ["certificate.pem", "key.pem", "authority.pem", *(["hub.pem"] if host.unsealer else [])]
    loaded = "\n".join(f"LoadCredential={name}:{_HOME}/{name}" for name in names)
    return filled("key_store/openbao.service", data=DATA, user=USER, credentials=loaded)
