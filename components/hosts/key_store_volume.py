"""A data volume encrypted in the guest, whose passphrase only the area's key store can open."""

from __future__ import annotations

import json
from dataclasses import dataclass

from components.hosts import checks
from components.hosts.cloud_config import File, Part
from components.hosts.files import filled, text
from components.hosts.firewall import Flow
from components.hosts.hardening import LIBRARY, host_network
from components.hosts.identity import HostIdentity

API_PORT = 8200


@dataclass(frozen=True)
class KeyStoreVolume:
    """`device` is an empty disk, or one that carries a LUKS volume this host's key opens; anything else is left alone.

    `key` is the full name of the transit key; the `identity` must say it as its unit. `addresses` are the key store's
    hosts. The disk may be attached until `wait_seconds` after the host has come to it; for the key store it waits as
    long as it takes.
    """

    device: str
    name: str
    mount_point: str
    key: str
    addresses: tuple[str, ...]
    identity: HostIdentity
    wait_seconds: int = 600

    def __post_init__(self) -> None:
        checks.account("volume name", self.name)
        checks.device("device", self.device)
        checks.path("mount_point", self.mount_point)
        checks.transit_name("key", self.key)
        checks.between("wait_seconds", self.wait_seconds, 0, 3600)
        checks.distinct("addresses of the key store", self.addresses)
        if not self.addresses:
            raise checks.mismatch("addresses of the key store", self.addresses, "at least one address")
        for one in self.addresses:
            checks.address("address of the key store", one)

    @property
    def unit(self) -> str:
        """The systemd unit after which it is mounted."""
        return f"bastide-volume-{self.name}.service"


def key_store_flow(volume: KeyStoreVolume) -> Flow:
    """The flow by which root asks for the key."""
    return Flow("key store", tuple(map(host_network, volume.addresses)), "tcp", (API_PORT,), user="root")


def key_store_volume(volume: KeyStoreVolume, *, group: str = "root", mode: str = "0755") -> Part:
    """The volume, formatted once (LUKS2, AES-256-XTS) under a random data key, opened and mounted at every start.

    The data key comes from the key store's transit engine, over mutual TLS, and stays in memory for the moment of use.
    Kept is only its wrapped form, in the LUKS header of the disk itself: a rebuilt host opens the same disk. The mount
    point gets `group` and `mode` once it is mounted. While the key store is sealed or silent, the unit waits and says
    so in the journal. Not produced: another key slot, a passphrase that a person types, a key on any disk. Without
    the transit key nobody opens the disk again.
    """
    settings = json.dumps(
        {
            "device": volume.device,
            "name": volume.name,
            "mount_point": volume.mount_point,
            "group": group,
            "mode": mode,
            "key": volume.key,
            "addresses": list(volume.addresses),
            "port": API_PORT,
            "wait_seconds": volume.wait_seconds,
        },
        indent=2,
    )
    home = f"/etc/bastide/volume-{volume.name}"
    return Part(
        packages=("cryptsetup-bin", "e2fsprogs", "python3"),
        files=(
            File(f"{home}.json", settings + "\n"),
            File(f"{home}.crt", volume.identity.certificate.strip() + "\n"),
            File(f"{home}-ca.pem", volume.identity.authority.strip() + "\n"),
            File(f"{home}.key", volume.identity.private_key.strip() + "\n", "0600"),
            File(f"{LIBRARY}/key-store-volume", text("key_store_volume/key-store-volume"), "0700"),
            File(f"/etc/systemd/system/{volume.unit}", filled("key_store_volume/volume.service", name=volume.name)),
        ),
        commands=(
            ("systemctl", "daemon-reload"),
            ("systemctl", "enable", volume.unit),
            ("systemctl", "start", "--no-block", volume.unit),
        ),
    )
