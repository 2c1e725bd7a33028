"""The cloud that the tests run on: the one that OS_* names, else the loopback one, started where its scripts are."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CHOICE: Final = "BASTIDE_OPENSTACK_LOOPBACK"
"""The environment variable that names the folder of the loopback cloud's scripts."""
HERE: Final = Path(__file__).resolve().parent / "loopback"
_BESIDE: Final = Path(__file__).resolve().parents[4] / "shared" / "openstack-loopback"
_COPY: Final = "openstack-loopback"
_START_SECONDS: Final = 1200
_END_SECONDS: Final = 60
_OURS: Final = "\nfrom os_loopback import invented\n\ninvented.install(LoopbackNetworkDriver)\n"
"""What is added to the loopback's Octavia driver."""
_DRIVER: Final = "compute_driver = fake.LoopbackDriver\n"
_RESIZE: Final = "allow_resize_to_same_host = true\n"
"""What is added to the loopback's Nova, which has one host: it gives a server another size there or nowhere."""
_BEGIN_AGAIN: Final = (
    ("plugins/os_loopback/octavia.py", _OURS, ("octavia-worker", "cinder-volume")),
    ("etc/nova/nova.conf", _RESIZE, ("nova-api", "nova-compute", "nova-conductor", "nova-scheduler")),
)
"""A file of a cloud that somebody else started, what is ours in it, and the services that begin again with it."""


class NoCloudError(Exception):
    """There is no cloud to test on: why, and how to name one."""


def variables(scripts_in: Path) -> dict[str, str]:
    """The OS_* variables of an administrator of the cloud.

    `scripts_in`: where a copy of the loopback's scripts may lie, with what we add to them.

    Raises NoCloudError where no cloud is named and the loopback one is not here.
    """
    named = {name: value for name, value in os.environ.items() if name.startswith("OS_")}
    if "OS_AUTH_URL" in named or "OS_CLOUD" in named:
        return named
    scripts = _scripts()
    if not (scripts / "up.sh").is_file():
        raise NoCloudError(
            "there is no OpenStack to test on: OS_AUTH_URL is not set, and the loopback cloud is not here. "
            "Set the OS_* variables of an administrator (an openrc file), "
            f"or {CHOICE} to the folder of the loopback cloud's scripts; then: make openstack"
        )
    return _started(_with_ours(scripts, scripts_in))


@dataclass(frozen=True)
class Loopback:
    """The loopback cloud, whose services can be killed."""

    scripts: Path

    def kill(self, service: str) -> None:
        """All its processes, as they are."""
        pid = int((_home(self.scripts) / "pids" / service).read_text(encoding="ascii").split()[0])
        os.killpg(pid, signal.SIGKILL)

    def start(self) -> None:
        """Whatever is not running."""
        _up(self.scripts)

    def stop(self) -> None:
        """All of it; what it keeps stays, and is there at its next start."""
        _run(self.scripts, "down.sh")


def at_work() -> bool:
    """Whether somebody has started the loopback cloud already, who may want to keep it."""
    scripts = _scripts()
    return (scripts / "env.sh").is_file() and any(map(_is_alive, (_home(scripts) / "pids").glob("*")))


def _is_alive(pid_file: Path) -> bool:
    try:
        os.kill(int(pid_file.read_text(encoding="ascii").split()[0]), 0)
    except (ProcessLookupError, PermissionError, ValueError, IndexError):
        return False
    return True


def _scripts() -> Path:
    return Path(os.environ.get(CHOICE) or _BESIDE)


def loopback(scripts_in: Path) -> Loopback | None:
    """The one that `variables` started, None where it is another cloud."""
    scripts = scripts_in / _COPY
    return Loopback(scripts) if scripts.is_dir() else None


def _with_ours(scripts: Path, folder: Path) -> Path:
    """A copy of the scripts, with what these tests ask of the cloud's stand-ins for hardware beyond what they do."""
    copy = folder / _COPY
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(scripts, copy)
    plugins = copy / "plugins" / "os_loopback"
    shutil.copy(HERE / "invented.py", plugins)
    with (plugins / "octavia.py").open("a", encoding="utf-8") as driver:
        driver.write(_OURS)
    start = copy / "up.sh"
    text = start.read_text(encoding="utf-8")
    assert _DRIVER in text, f"{start} sets up Nova otherwise now: see where {_RESIZE.strip()} belongs"
    start.write_text(text.replace(_DRIVER, _DRIVER + _RESIZE), encoding="utf-8")
    return copy


def _started(scripts: Path) -> dict[str, str]:
    home = _home(scripts)
    for name, ours, services in _BEGIN_AGAIN:
        file = home / name
        if file.is_file() and ours not in file.read_text(encoding="utf-8"):
            for service in services:
                _stop(home / "pids" / service)
    _up(scripts)
    # an empty cloud has no way to the internet and no encrypted volumes
    _run(scripts, "seed.sh")
    return _openrc(scripts)


def _home(scripts: Path) -> Path:
    return Path(_said(scripts, '. "$1/env.sh" && echo "$OSL_HOME"').strip())


def _up(scripts: Path) -> None:
    if shutil.which("qemu-img") is None:
        # it installs what the machine lacks, and would take the one that we put in front for the real one
        _run(scripts, "up.sh")
        _stop(_home(scripts) / "pids" / "cinder-volume")
    _run(scripts, "up.sh", f"{HERE}{os.pathsep}{os.environ['PATH']}")


def _run(scripts: Path, script: str, path: str | None = None) -> None:
    environment = _without_a_cloud() | ({"PATH": path} if path else {})
    subprocess.run(["bash", str(scripts / script)], env=environment, check=True, timeout=_START_SECONDS)


def _stop(pid_file: Path) -> None:
    """End a service, and wait for its end: `up.sh` starts what is not there."""
    if not pid_file.is_file():
        return
    pid = int(pid_file.read_text(encoding="ascii").split()[0])
    end = time.monotonic() + _END_SECONDS
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGTERM)
        while time.monotonic() < end:
            os.kill(pid, 0)
            time.sleep(0.2)


def _openrc(scripts: Path) -> dict[str, str]:
    said = _said(scripts, '. "$1/openrc" && export -p | grep -E "^declare -x OS_"')
    words = (shlex.split(line)[2] for line in said.splitlines())
    return dict(word.split("=", 1) for word in words)


def _said(scripts: Path, command: str) -> str:
    whole = ["bash", "-c", command, "-", str(scripts)]
    done = subprocess.run(whole, env=_without_a_cloud(), capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def _without_a_cloud() -> dict[str, str]:
    """The environment without what names a cloud: the scripts name their own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("OS_")}
