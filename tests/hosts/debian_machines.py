"""Machines for the proof: a real Debian with its own systemd, booted in a container with the generated user-data.

systemd is process 1 of each machine, cloud-init runs by its own units from a NoCloud seed, and every machine has a
network namespace of its own behind one bridge, so neither sshd nor nftables of a test touches the machine it runs on.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

OUTSIDE = ("10.90.0.10", "10.90.0.11", "10.90.0.30", "10.90.0.31")


def run(
    *command: str, check: bool = True, stdin: str | None = None, timeout: int = 120
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, timeout=timeout)
    if check and done.returncode:
        raise AssertionError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done


@dataclass
class Machine:
    """One booted machine."""

    name: str
    root: Path
    process: subprocess.Popen[bytes]
    leader: int
    console: Path

    def run(self, *command: str, check: bool = True, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command inside, as root, beside whatever the machine does itself."""
        inside = [
            "nsenter",
            "--target",
            str(self.leader),
            "--mount",
            "--uts",
            "--ipc",
            "--net",
            "--pid",
            "--root",
            "--wd",
        ]
        clean = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "TERM=dumb"]
        return run(*inside, "--", *clean, *command, check=check, stdin=stdin)

    def text(self, *command: str, check: bool = True) -> str:
        return self.run(*command, check=check).stdout

    def read(self, path: str) -> str:
        return self.text("cat", path)


@dataclass
class Site:
    """One bridge with the addresses of the outside, and the machines behind it."""

    folder: Path
    lower: Path
    label: str = field(default_factory=lambda: f"b{os.getpid() % 100000}")
    machines: list[Machine] = field(default_factory=list)
    namespaces: list[str] = field(default_factory=list)

    @property
    def outside(self) -> str:
        return f"{self.label}-out"

    def open(self) -> None:
        self._namespace(self.outside)
        self._in(self.outside, "link", "add", "bridge", "type", "bridge")
        for address in OUTSIDE:
            self._in(self.outside, "address", "add", f"{address}/24", "dev", "bridge")
        self._in(self.outside, "link", "set", "bridge", "up")

    def boot(self, name: str, address: str, user_data: str) -> Machine:
        """Start a machine from its user-data and wait until cloud-init has said that it is done."""
        machine = self.start(name, address, user_data)
        self.wait(machine)
        return machine

    def start(self, name: str, address: str, user_data: str) -> Machine:
        root = self._root(name, user_data)
        namespace = f"{self.label}-{name}"
        self._connect(namespace, f"v{len(self.namespaces)}", address)
        console = self.folder / f"{name}.console"
        command = ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--boot", f"--directory={root}"]
        command += [f"--machine={name}", f"--network-namespace-path=/run/netns/{namespace}"]
        command += ["--capability=CAP_NET_ADMIN", "--resolv-conf=off", "--timezone=off", "--link-journal=no"]
        with console.open("wb") as output:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        machine = Machine(name, root, process, _leader(process, console), console)
        self.machines.append(machine)
        return machine

    def wait(self, machine: Machine, seconds: int = 120) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if (machine.root / "run/cloud-init/result.json").exists() or _exists(
                machine, "/run/cloud-init/result.json"
            ):
                return
            time.sleep(0.2)
        raise AssertionError(
            f"{machine.name} did not finish its first boot:\n{machine.console.read_text(errors='replace')}"
        )

    def close(self) -> None:
        for machine in self.machines:
            # Its process 1 takes all its processes with it, then systemd-nspawn ends; the other way round they stay.
            os.kill(machine.leader, signal.SIGKILL)
            machine.process.wait(timeout=60)
            run("umount", "--lazy", str(machine.root), check=False)
        for namespace in reversed(self.namespaces):
            run("ip", "netns", "delete", namespace, check=False)

    def from_outside(
        self, *command: str, stdin: str | None = None, timeout: int = 60
    ) -> subprocess.CompletedProcess[str]:
        return run(*self.outside_command(command), check=False, stdin=stdin, timeout=timeout)

    def reaches(self, address: str, port: int, source: str = OUTSIDE[0]) -> bool:
        """Whether a connection opens from outside."""
        bound = "('127.0.0.1', 0)" if address.startswith("127.") else f"('{source}', 0)"
        script = f"import socket; socket.create_connection(('{address}', {port}), 2, {bound})"
        return self.from_outside(sys.executable, "-W", "ignore", "-c", script).returncode == 0

    def outside_command(self, command: Sequence[str]) -> list[str]:
        return ["ip", "netns", "exec", self.outside, *command]

    def _root(self, name: str, user_data: str) -> Path:
        place = self.folder / name
        for part in ("upper", "work", "root"):
            (place / part).mkdir(parents=True)
        layers = f"lowerdir={self.lower},upperdir={place}/upper,workdir={place}/work"
        # `volatile`: nothing of a test's machine is worth the time to write it to the disk when it ends.
        run("mount", "-t", "overlay", "overlay", "-o", f"{layers},volatile", str(place / "root"))
        root = place / "root"
        seed = root / "var/lib/cloud/seed/nocloud"
        seed.mkdir(parents=True)
        (seed / "user-data").write_text(user_data)
        (seed / "meta-data").write_text(f"instance-id: {name}-{self.label}\n")
        settings = "datasource_list: [NoCloud]\nnetwork: {config: disabled}\n"
        (root / "etc/cloud/cloud.cfg.d/99-test.cfg").write_text(settings)
        return root

    def _connect(self, namespace: str, link: str, address: str) -> None:
        self._namespace(namespace)
        self._in(self.outside, "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", namespace)
        self._in(self.outside, "link", "set", link, "master", "bridge", "up")
        self._in(namespace, "address", "add", f"{address}/24", "dev", "eth0")
        self._in(namespace, "link", "set", "eth0", "up")
        self._in(namespace, "route", "add", "default", "via", OUTSIDE[0])

    def _namespace(self, name: str) -> None:
        run("ip", "netns", "add", name)
        self.namespaces.append(name)
        self._in(name, "link", "set", "lo", "up")

    @staticmethod
    def _in(namespace: str, *command: str) -> None:
        run("ip", "-netns", namespace, *command)


def unpack(archive: Path, folder: Path) -> Path:
    root = folder / "debian"
    root.mkdir()
    run("tar", "--extract", f"--file={archive}", f"--directory={root}", "--numeric-owner", "--same-permissions")
    return root


def _exists(machine: Machine, path: str) -> bool:
    return machine.run("test", "-e", path, check=False).returncode == 0


def _leader(process: subprocess.Popen[bytes], console: Path) -> int:
    """The machine's process 1, as this machine numbers it."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    for _ in range(100):
        if process.poll() is not None:
            said = console.read_text(errors="replace")
            raise AssertionError(f"systemd-nspawn ended with {process.returncode}: {said}")
        for child in children.read_text().split():
            if Path(f"/proc/{child}/comm").read_text().strip() in ("systemd", "init"):
                return int(child)
        time.sleep(0.1)
    raise AssertionError("systemd-nspawn started no machine")
