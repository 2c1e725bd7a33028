"""A Debian root to test hosts in: made once by debootstrap, kept as an archive, unpacked for each run.

Where packages come from is what this machine's own apt says; no host name is written here, and none stays in the
root. Run as a program it makes the archive and prints its path: `python tools/debian_root.py bookworm`.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What the user-data of every host lists, and what boots: cloud-init finds it installed and needs no network.
# fmt: off
PACKAGES = (
    "auditd", "ca-certificates", "charon-systemd", "chrony", "cloud-init", "cryptsetup-bin", "curl", "dbus",
    "e2fsprogs", "iproute2", "libstrongswan-standard-plugins", "logrotate", "netcat-openbsd", "nftables", "nginx-light",
    "openssh-server", "python3", "squid", "strongswan-swanctl", "sudo", "systemd", "systemd-sysv",
    "unattended-upgrades",
)
# fmt: on
NEEDED = {
    "curl": "curl",
    "debootstrap": "debootstrap",
    "ip": "iproute2",
    "openssl": "openssl",
    "ssh": "openssh-client",
    "systemd-nspawn": "systemd-container",
}
FORMAT = "3"


class UnavailableError(Exception):
    """This machine cannot make the root; the message says why and what to install."""


def require() -> None:
    """Say exactly what is missing before anything is tried."""
    if os.geteuid() != 0:
        raise UnavailableError("not root: making a Debian root and network namespaces needs it (sudo -E ...)")
    missing = sorted({package for program, package in NEEDED.items() if shutil.which(program) is None})
    if missing:
        raise UnavailableError(f"programs are missing: apt-get install -y --no-install-recommends {' '.join(missing)}")


def archive(suite: str = "bookworm") -> Path:
    """The archive of the root, made now if this machine has none yet."""
    require()
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bastide"
    base.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256("\n".join([FORMAT, suite, *PACKAGES]).encode()).hexdigest()[:12]
    target = base / f"debian-root-{suite}-{digest}.tar"
    with _alone(base / "debian-root.lock"):
        if not target.exists():
            _make(suite, target)
    return target


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Two test processes must not build at the same time: the second waits and finds the archive."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _make(suite: str, target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="bastide-debian-") as folder:
        root = Path(folder) / "root"
        _run("debootstrap", "--variant=minbase", suite, str(root), _mirror(suite))
        _install(root)
        partial = target.with_suffix(".partial")
        _run("tar", "--create", "--numeric-owner", "--xattrs", f"--file={partial}", f"--directory={root}", ".")
        partial.replace(target)


def _install(root: Path) -> None:
    """Install with this machine's sources and network, then leave no trace of either in the root."""
    sources = root / "etc/apt/sources.list.d"
    borrowed = [*_copy_sources(sources), root / "etc/apt/apt.conf.d/99borrowed", root / "etc/resolv.conf"]
    borrowed[-2].write_text(_acquire_settings())
    shutil.copy("/etc/resolv.conf", borrowed[-1])
    quiet = root / "usr/sbin/policy-rc.d"
    quiet.write_text("#!/bin/sh\nexit 101\n")
    quiet.chmod(0o755)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    _run("chroot", str(root), "apt-get", "update", environment=environment)
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES]
    _run("chroot", str(root), *install, environment=environment)
    _run("chroot", str(root), "apt-get", "clean")
    # Each host must start its own service itself: none may be running because this root happens to hold it.
    _run("chroot", str(root), "systemctl", "disable", "nginx", "nftables", "squid", "ssh", "strongswan")
    for path in (*borrowed, quiet, root / "etc/apt/sources.list"):
        path.unlink(missing_ok=True)
    shutil.rmtree(root / "var/lib/apt/lists")
    for name in ("etc/machine-id", "etc/apt/sources.list"):
        (root / name).write_text("")
    for key in (root / "etc/ssh").glob("ssh_host_*"):
        key.unlink()


def _copy_sources(target: Path) -> list[Path]:
    copies = []
    candidates = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]
    for path in candidates:
        if path.suffix in (".list", ".sources") and path.exists() and "debian" in path.read_text():
            copies.append(Path(shutil.copy(path, target / f"borrowed-{path.name}")))
    return copies


def _acquire_settings() -> str:
    """Proxies and checks of this machine's apt, in the form that apt reads."""
    dumped = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=True).stdout
    return "".join(f"{line}\n" for line in dumped.splitlines() if re.match(r'Acquire::(http|https|Check)\S* "', line))


def _mirror(suite: str) -> str:
    """The first source of this machine that holds the suite."""
    for path in sorted(Path("/etc/apt/sources.list.d").glob("*.sources")):
        for stanza in path.read_text().split("\n\n"):
            uri = re.search(r"^URIs:\s*(\S+)", stanza, re.MULTILINE)
            suites = re.search(r"^Suites:(.*)$", stanza, re.MULTILINE)
            if uri and suites and suite in suites[1].split():
                return uri[1]
    lists = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*.list"))]
    for path in lists:
        line = re.search(rf"^deb\s+(?:\[[^]]*\]\s+)?(\S+)\s+{suite}\s", path.read_text() if path.exists() else "", re.M)
        if line:
            return line[1]
    raise UnavailableError(f"this machine's apt has no source for {suite}: add one, then apt-get update")


def _run(*command: str, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise RuntimeError(
            f"{' '.join(command[:4])} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}"
        )


if __name__ == "__main__":
    try:
        print(archive(*sys.argv[1:2]))
    except UnavailableError as reason:
        sys.exit(str(reason))
