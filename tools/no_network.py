"""Run a command where there is no network but loopback: `no_network.py COMMAND [ARGUMENT...]`.

Linux only; as root, or where a user may make namespaces. What holds inside is told to the command as
BASTIDE_NO_NETWORK=1. Exits as the command does; with 2 where there can be no such place.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import socket
import struct
import sys
from pathlib import Path
from typing import Final

CLAIM: Final = "BASTIDE_NO_NETWORK"
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_SIOCSIFFLAGS: Final = 0x8914
_IFF_UP: Final = 0x1


def main() -> int:
    command = sys.argv[1:]
    if not command:
        return _say("no command", "name one: no_network.py COMMAND [ARGUMENT...]")
    try:
        _leave_the_network()
    except OSError as error:
        return _say(
            f"this machine allows no network namespace here ({error.strerror})",
            "run it as root, or allow it to users (sysctl kernel.unprivileged_userns_clone, "
            "kernel.apparmor_restrict_unprivileged_userns)",
        )
    _raise_loopback()
    others = [name for _, name in socket.if_nameindex() if name != "lo"]
    if others:
        return _say(f"the namespace has the interfaces {', '.join(others)}", "report it: a new one has loopback only")
    os.environ[CLAIM] = "1"
    try:
        os.execvp(command[0], command)
    except OSError as error:
        return _say(f"{command[0]} cannot be started: {error.strerror}", "check its name")


def _leave_the_network() -> None:
    uid, gid = os.geteuid(), os.getegid()
    _unshare(_CLONE_NEWNET if uid == 0 else _CLONE_NEWUSER | _CLONE_NEWNET)
    if uid:
        # the same user inside: tests that ask who they are must not find root
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


def _unshare(flags: int) -> None:
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, "it needs Linux")
    if ctypes.CDLL(None, use_errno=True).unshare(flags):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))


def _say(found: str, action: str) -> int:
    print(f"error: {found}\n  do: {action}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
