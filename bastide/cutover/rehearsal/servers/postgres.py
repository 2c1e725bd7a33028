"""A PostgreSQL server of a run: a cluster of its own, on loopback, with a password of its own.

It is ended with the thread that started it, also where that is killed. Its folder stays until `remove`, so that a run
goes on where it was. PostgreSQL refuses to be root: as root, an unprivileged user runs it in a private folder.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final

from bastide.cutover.rehearsal.servers.postgres_programs import Programs, fetched
from bastide.failure import ToolkitFailed
from plan.engine import held

USER: Final = "bastide"
"""The superuser of each cluster."""

HOST: Final = "127.0.0.1"
_PREFERRED: Final = ("postgres", "nobody")
_SECONDS: Final = 40.0
_PR_SET_PDEATHSIG: Final = 1
_LIBC: Final = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_SETTINGS: Final[Mapping[str, str]] = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "wal_level": "logical",
    "max_worker_processes": "16",
    "max_logical_replication_workers": "8",
    # a lost peer is noticed in seconds: on loopback nothing is ever that slow
    "wal_receiver_timeout": "5s",
    "wal_sender_timeout": "5s",
    "wal_retrieve_retry_interval": "500ms",
    "log_min_messages": "warning",
}


class Cluster:
    """One server. Made by the first `start`; later ones go on with what it held.

    Args:
        programs: PostgreSQL's.
        folder: of the run; says where the cluster is, and holds it unless the user is root.
        name: `source`, `target`: distinguishes the clusters of a run.
        settings: of the server, over those of every rehearsal.
    """

    def __init__(self, programs: Programs, folder: Path, name: str, settings: Mapping[str, str] | None = None) -> None:
        self.name = name
        self._account = _account()
        self.home = _home(folder, name, self._account)
        self._programs = _reachable(programs, self.home, self._account)
        self._settings = {**_SETTINGS, **(settings or {})}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def version(self) -> str:
        return self._programs.version

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server has said; the last of it is shown where it fails."""
        return self.home / "log"

    @property
    def passfile(self) -> Path:
        """libpq's file of passwords: the server's user can read it too, which a subscription needs."""
        return self.home / "passfile"

    @property
    def port(self) -> int:
        """Chosen at the first start; kept, for a subscription at the other server names it."""
        return int((self.home / "port").read_text(encoding="ascii"))

    @property
    def process(self) -> int:
        """The server's process. Raises ToolkitFailed where it does not run."""
        if self._process is None or self._process.poll() is not None:
            raise ToolkitFailed(f"PostgreSQL ({self.name}) does not run", f"read {self.log}")
        return self._process.pid

    def start(self) -> None:
        """Have it run and answer. Does nothing where it does.

        Raises ToolkitFailed: it does not come up; what it said is in the message.
        """
        if self._process is not None and self._process.poll() is None:
            return
        self._make()
        end = time.monotonic() + _SECONDS
        while not self._came_up(end):
            # a killed server's children, or the server of a killed run, still hold what this one needs
            if time.monotonic() > end:
                raise ToolkitFailed(
                    f"PostgreSQL ({self.name}) does not start: {self._last_words()}", f"read {self.log}"
                )
            time.sleep(0.2)

    def stop(self) -> None:
        """End it: open transactions are rolled back. Does nothing where it has ended."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End it as a crash of the machine's would, but for what the kernel still holds."""
        self._end(signal.SIGKILL)

    def remove(self) -> None:
        """End it and take its folder away."""
        self.kill()
        _removed(self.home)

    def _make(self) -> None:
        if (self.data / "PG_VERSION").exists() and self.passfile.exists():
            return
        shutil.rmtree(self.data, ignore_errors=True)
        password = secrets.token_urlsafe(24)
        self._write("port", str(_free_port()))
        self._write("password", password)
        command = ["initdb", "-D", str(self.data), "-U", USER, "-E", "UTF8", "--locale", "C", "-A", "scram-sha-256"]
        with self.log.open("ab") as log:
            made = self._begin(
                [*command, "--pwfile", str(self.home / "password"), "--no-sync", "--no-instructions"], log
            )
            made.wait()
        if made.returncode:
            raise ToolkitFailed(f"initdb failed: {self._last_words()}", f"read {self.log}")
        self._write("passfile", f"{HOST}:*:*:{USER}:{password}\n")

    def _came_up(self, end: float) -> bool:
        settings = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            self._process = self._begin(["postgres", "-D", str(self.data), "-p", str(self.port), *settings], log)
        while self._process.poll() is None:
            if _serves(self.data / "postmaster.pid", self._process.pid):
                return True
            if time.monotonic() > end:
                self.kill()
            time.sleep(0.02)
        self._process = None
        return False

    def _begin(self, command: Sequence[str], log: IO[bytes]) -> subprocess.Popen[bytes]:
        program, *arguments = command
        who: dict[str, Any] = {}
        if self._account is not None:
            who = {"user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []}

        def make() -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                [self._programs[program], *arguments],
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", "PGTZ": "UTC"},
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 (two calls of the kernel, nothing that could deadlock)
                **who,
            )

        return held.started(make, subprocess.Popen.kill)

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_SECONDS)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _write(self, name: str, text: str) -> None:
        target = self.home / name
        made = target.with_suffix(".new")
        made.write_text(text, encoding="ascii")
        made.chmod(0o600)
        if self._account is not None:
            os.chown(made, self._account.pw_uid, self._account.pw_gid)
        made.replace(target)

    def _last_words(self) -> str:
        said = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines() if self.log.exists() else []
        return said[-1] if said else "it said nothing"


def _die_with_parent() -> None:
    # PostgreSQL's fast shutdown; set here, after the change of user, which clears it
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)


def _account() -> pwd.struct_passwd | None:
    """Whom to be in place of root; None where the user is not root."""
    if os.geteuid() != 0:
        return None
    for name in _PREFERRED:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise ToolkitFailed("PostgreSQL refuses to be root, and no unprivileged user is here", "run this as a user")


def _home(folder: Path, name: str, account: pwd.struct_passwd | None) -> Path:
    """The cluster's folder. As root not below the run's: others may not enter that."""
    folder.mkdir(parents=True, exist_ok=True)
    if account is None:
        home = (folder / name).absolute()
        home.mkdir(mode=0o700, exist_ok=True)
        return home
    told = folder / f"{name}.where"
    if told.exists():
        home = Path(told.read_text(encoding="utf-8"))
        if home.is_dir() and home.stat().st_uid == account.pw_uid:
            return home
    home = Path(tempfile.mkdtemp(prefix=f"bastide-postgres-{name}-"))
    os.chown(home, account.pw_uid, account.pw_gid)
    new = told.with_suffix(".new")
    new.write_text(str(home), encoding="utf-8")
    new.replace(told)
    return home


def _reachable(programs: Programs, home: Path, account: pwd.struct_passwd | None) -> Programs:
    """The programs where the server's user can run them: a copy where root alone may enter their folder."""
    others = stat.S_IXOTH
    if account is None or all(folder.stat().st_mode & others for folder in programs.folder.parents):
        return programs
    top = fetched()
    if top is None or top not in programs.folder.parents:
        raise ToolkitFailed(f"{account.pw_name} cannot run the programs in {programs.folder}", "move them")
    # bin, lib, share and the wheel's libraries beside them hang together
    copy = home / "programs"
    if not copy.exists():
        made = copy.with_suffix(".new")
        shutil.rmtree(made, ignore_errors=True)
        shutil.copytree(top, made, ignore=shutil.ignore_patterns("include", "pginstall", "__pycache__"))
        made.chmod(0o755)
        made.replace(copy)
    return Programs(copy / programs.folder.relative_to(top))


def _serves(file: Path, process: int) -> bool:
    """Whether the server has written that it takes connections: line 8 of its own file, line 1 is its process."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return len(lines) >= 8 and lines[0] == str(process) and lines[7].strip() == "ready"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _removed(home: Path) -> None:
    # a killed server's children may still write for a moment
    for _ in range(50):
        shutil.rmtree(home, ignore_errors=True)
        if not home.exists():
            return
        time.sleep(0.1)
    raise ToolkitFailed(f"{home} cannot be removed", "remove it by hand")
