"""A data volume encrypted in the guest, for clouds whose volumes are not encrypted at rest."""

from __future__ import annotations

from dataclasses import dataclass, field

from components.hosts import checks
from components.hosts.cloud_config import File, Part
from components.hosts.files import filled, text


@dataclass(frozen=True)
class LuksVolume:
    """`device` is an empty disk or one that this passphrase opens; anything else on it stops the first boot."""

    device: str
    name: str
    mount_point: str
    passphrase: str = field(repr=False)

    def __post_init__(self) -> None:
        checks.account("volume name", self.name)
        checks.device("device", self.device)
        checks.path("mount_point", self.mount_point)
        checks.one_line("passphrase", self.passphrase, secret=True)
        if len(self.passphrase) < 32:
            raise checks.mismatch("passphrase", f"{len(self.passphrase)} characters", "32 or more, random")


def luks_volume(volume: LuksVolume) -> Part:
    """The volume, formatted once (LUKS2, AES-256-XTS, Argon2id), opened and mounted.

    The passphrase comes in a file in memory, root's alone, erased after use. Not produced: a key on the disk.
    So after a restart the volume stays closed until an operator runs `/usr/lib/bastide/unlock-<name>` and
    types it.
    """
    waiting = f"/run/bastide/luks-{volume.name}"
    values = {
        "device": volume.device,
        "name": volume.name,
        "mount_point": volume.mount_point,
        "waiting": waiting,
    }
    unlock = f"/usr/lib/bastide/unlock-{volume.name}"
    settings = filled("luks/settings", **values)
    return Part(
        packages=("cryptsetup-bin", "e2fsprogs"),
        files=(
            File(waiting, volume.passphrase, "0600"),
            File(f"/etc/bastide/luks-{volume.name}", settings),
            File(f"/usr/lib/bastide/format-{volume.name}", text("luks/format"), "0700"),
            File(unlock, text("luks/unlock"), "0700"),
        ),
        commands=(
            (f"/usr/lib/bastide/format-{volume.name}",),
            (unlock, waiting),
            ("shred", "--remove", waiting),
        ),
    )
