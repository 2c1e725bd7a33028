"""Disks that a machine of the proof gets beside its own, as a cloud attaches them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.hosts.debian_machines import Machine, run


def loop_device(folder: Path, name: str, megabytes: int) -> str:
    """The device of a new disk. Skips the test where this machine has no loop devices."""
    disk = folder / name
    run("truncate", f"--size={megabytes}M", str(disk))
    attached = run("losetup", "--find", "--show", str(disk), check=False)
    if attached.returncode:
        pytest.skip(f"no loop device here: {attached.stderr.strip()}")
    return attached.stdout.strip()


def attach(machine: Machine, device: str) -> None:
    """The disk comes to the host after its start."""
    end = time.monotonic() + 60
    while machine.run("mknod", device, "b", "7", device.removeprefix("/dev/loop"), check=False).returncode:
        assert time.monotonic() < end, "the machine has no /dev"
        time.sleep(0.2)
