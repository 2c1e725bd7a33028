"""A plain data volume, for clouds that encrypt their volumes themselves."""

from __future__ import annotations

from dataclasses import dataclass

from components.hosts import checks
from components.hosts.cloud_config import File, Part
from components.hosts.files import filled, text

_LONGEST_LABEL = 16  # of ext4


@dataclass(frozen=True)
class DataVolume:
    """`device` is a blank disk or one that carries the file system this host makes; anything else on it stops the
    first boot. It may be attached until `wait_seconds` after the boot has come to it.
    """

    device: str
    name: str
    mount_point: str
    wait_seconds: int = 600

    def __post_init__(self) -> None:
        checks.account("volume name", self.name)
        if len(self.label) > _LONGEST_LABEL:
            raise checks.mismatch("volume name", self.name, f"{_LONGEST_LABEL - len('bastide-')} characters at most")
        checks.device("device", self.device)
        checks.path("mount_point", self.mount_point)
        checks.between("wait_seconds", self.wait_seconds, 0, 3600)

    @property
    def label(self) -> str:
        """The label of the file system, by which a rebuilt host knows the volume again."""
        return f"bastide-{self.name}"


def data_volume(volume: DataVolume) -> Part:
    """The volume with its file system (ext4, made once), mounted now and at every start: by UUID, `nofail`, `nodev`,
    `nosuid`.

    Blank means that libblkid knows nothing on it: no file system, partition table, RAID, LVM or LUKS. It does not mean
    zeros: a new volume that the cloud encrypts reads as noise. Not produced: encryption (that is the cloud's, or
    `luks_volume`), a repair of a damaged file system.
    """
    settings = filled(
        "data_volume/settings",
        device=volume.device,
        label=volume.label,
        mount_point=volume.mount_point,
        wait_seconds=str(volume.wait_seconds),
    )
    format_, mount = (f"/usr/lib/bastide/{verb}-volume-{volume.name}" for verb in ("format", "mount"))
    return Part(
        packages=("e2fsprogs",),
        files=(
            File(f"/etc/bastide/volume-{volume.name}", settings),
            File(format_, text("data_volume/format"), "0700"),
            File(mount, text("data_volume/mount"), "0700"),
        ),
        commands=((format_,), (mount,)),
    )
