"""The guards against the network work: the one in this process, and the namespace that children cannot leave."""

from __future__ import annotations

import errno
import os
import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests import network_guard
from tests.conftest import REPOSITORY
from tools.no_network import CLAIM

TOOL = REPOSITORY / "tools" / "no_network.py"
FAR = "192.0.2.1"  # a documentation address: nobody answers there
REACH_OUT = f"""
import socket, sys
try:
    socket.create_connection(("{FAR}", 443), 5)
except OSError as error:
    sys.exit(error.errno)
"""


def _refusal(host: str) -> pytest.RaisesExc[network_guard.BeyondLoopback]:
    return pytest.raises(network_guard.BeyondLoopback, match=re.escape(host))


@pytest.mark.parametrize("host", [FAR, "2001:db8::1"])
def test_a_connection_beyond_loopback_is_refused(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as connection, network_guard.expected() as seen, _refusal(host):
        connection.connect((host, 443))
    assert seen == [f"socket.connect {host}"]


def test_a_datagram_beyond_loopback_is_refused() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender, network_guard.expected() as seen, _refusal(FAR):
        sender.sendto(b"x", (FAR, 53))
    assert seen == [f"socket.sendto {FAR}"]


def test_no_name_is_looked_up() -> None:
    with network_guard.expected() as seen:
        for look_up in (socket.gethostbyname, lambda name: socket.getaddrinfo(name, 443)):
            with _refusal("state.example"):
                look_up("state.example")
    assert seen == ["socket.gethostbyname state.example", "socket.getaddrinfo state.example"]


def test_code_that_gets_over_the_refusal_is_still_seen() -> None:
    with network_guard.expected() as seen, pytest.raises(OSError, match="must not reach"):
        urllib.request.urlopen("https://state.example/", timeout=1)
    assert seen


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        for host in ("127.0.0.1", "localhost"):
            socket.create_connection((host, server.getsockname()[1]), 5).close()
    assert network_guard.refused() == []


@pytest.mark.parametrize(
    ("host", "local"),
    [
        *((host, True) for host in ("127.0.0.1", "127.9.9.9", "::1", "0.0.0.0", "localhost", "")),
        *((host, False) for host in (FAR, "fe80::1%eth0", "localhost.example", "127.0.0.1.example")),
    ],
)
def test_what_is_local(host: str, local: bool) -> None:
    assert network_guard.is_local(host) is local


SUITE = """
import socket
def test_quiet():
    try:
        socket.create_connection(("192.0.2.1", 443), 1)
    except OSError:
        pass
"""


def _pytest(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A suite of one test, which reaches out and hides it, under this suite's conftest."""
    (folder / "test_it.py").write_text(SUITE)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:cacheprovider", "test_it.py"]
    own = {**os.environ, "COLUMNS": "200", "PYTHONPATH": str(REPOSITORY), **environment}
    own.pop("PYTEST_ADDOPTS", None)
    return subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, check=False, timeout=120)


def test_a_test_that_hides_its_attempt_fails(tmp_path: Path) -> None:
    done = _pytest(tmp_path, **{CLAIM: ""})
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"the test reached beyond loopback: socket.getaddrinfo {FAR}" in done.stdout


def test_a_suite_that_says_it_is_without_a_network_is_held_to_it(tmp_path: Path) -> None:
    done = _pytest(tmp_path, **{CLAIM: "1"})
    beyond = network_guard.interfaces_beyond_loopback()
    if beyond:
        assert done.returncode == 4, done.stdout + done.stderr
        assert f"{CLAIM} is set, and there is {beyond[0]}" in done.stdout + done.stderr
    else:
        assert os.environ.get(CLAIM), "there is no network here, and nobody said so: run the suite by make test-offline"
        assert done.returncode == 1, done.stdout + done.stderr


def _inside(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(TOOL), *command], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.e2e
def test_a_child_in_the_namespace_cannot_reach_out_and_knows_it() -> None:
    done = _inside(sys.executable, "-c", REACH_OUT)
    assert done.returncode == errno.ENETUNREACH, done.stderr
    shown = _inside(sys.executable, "-c", f"import os, socket; print(os.environ['{CLAIM}'], socket.if_nameindex())")
    assert shown.stdout.startswith("1 [(1, 'lo')]")


@pytest.mark.e2e
def test_loopback_works_in_the_namespace() -> None:
    code = "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname(), 5)"
    done = _inside(sys.executable, "-W", "ignore", "-c", code)
    assert done.returncode == 0, done.stderr


@pytest.mark.e2e
def test_the_end_of_the_command_is_that_of_the_tool() -> None:
    assert _inside(sys.executable, "-c", "raise SystemExit(7)").returncode == 7
    missing = _inside("no-such-command")
    assert (missing.returncode, missing.stderr.splitlines()[0]) == (
        2,
        "error: no-such-command cannot be started: No such file or directory",
    )
    assert _inside().returncode == 2
