"""`python -m plan.offline`: how it starts, how it ends, and what it says of bad input."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from plan.errors import EngineFailed
from plan.fixtures import answers_from
from plan.offline.provider import Recorded
from plan.offline.server import Servers
from plan.offline.tables import ROOT

START = (sys.executable, "-m", "plan.offline")


def started(*arguments: str) -> tuple[subprocess.Popen[str], dict[str, Any]]:
    process = subprocess.Popen(
        [*START, *arguments], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, json.loads(process.stdout.readline())


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*START, *arguments], cwd=ROOT, input="", capture_output=True, text=True, timeout=60, check=False
    )


def test_it_says_where_each_package_listens() -> None:
    process, said = started()
    assert said["schema"] == "bastide/offline/1"
    assert said["pid"] == process.pid
    assert set(said["ports"]) == {
        *("aws", "scaleway", "ovh", "openstack", "azure-native", "random", "terraform-provider")
    }
    assert len(set(said["ports"].values())) == 7
    for port in said["ports"].values():
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    process.communicate("", timeout=20)
    assert process.returncode == 0


def test_it_ends_when_its_input_closes_even_if_its_starter_is_killed(tmp_path: Path) -> None:
    # the starter holds the only other end of the pipe, and dies without a word
    script = (
        "import os, signal, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-m', 'plan.offline'], stdin=subprocess.PIPE)\n"
        "open(sys.argv[1], 'w').write(str(child.pid))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    note = tmp_path / "pid"
    subprocess.run(
        [sys.executable, "-c", script, str(note)], cwd=ROOT, stdout=subprocess.DEVNULL, check=False, timeout=60
    )
    pid = int(note.read_text())
    assert _gone(pid)


def _gone(pid: int) -> bool:
    for _ in range(200):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


def test_it_ends_in_order_on_a_signal_and_writes_its_statistics(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    process, _ = started("--packages", "random", "--statistics", str(figures))
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
    assert set(json.loads(figures.read_text())) >= {"calls", "handler_seconds", "cpu_seconds", "peak_kib"}


def test_two_at_once_do_not_disturb_each_other() -> None:
    one, said_one = started()
    two, said_two = started()
    assert not set(said_one["ports"].values()) & set(said_two["ports"].values())
    one.communicate("", timeout=20)
    for port in said_two["ports"].values():
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    two.communicate("", timeout=20)


def test_a_port_that_is_taken_is_said(serve: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(EngineFailed) as caught:
            Servers(["random"], Recorded(answers_from([])), port=port)
    assert str(port) in str(caught.value)
    assert "do:" in str(caught.value)


@pytest.mark.parametrize(
    ("option", "content", "expected"),
    [
        ("--answers", None, "cannot be read"),
        ("--answers", "{", "no JSON"),
        ("--answers", "[]", "a list"),
        ("--answers", '{"schema": "bastide/inventory/1"}', "bastide/answers/1"),
        ("--answers", '{"schema": "bastide/answers/1", "answers": [{"token": "a"}]}', "answers[0]"),
        ("--inventory", '{"schema": "bastide/inventory/1", "resources": {}}', "a list under `resources`"),
        ("--inventory", '{"schema": "bastide/inventory/1", "resources": [{"id": "a"}]}', "without `type`"),
    ],
)
def test_a_wrong_file_is_bad_input(tmp_path: Path, option: str, content: str | None, expected: str) -> None:
    file = tmp_path / "file.json"
    if content is not None:
        file.write_text(content)
    answer = run(option, str(file))
    assert (answer.returncode, answer.stdout) == (2, "")
    assert expected in answer.stderr
    assert "file.json" in answer.stderr
    assert "do:" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_unknown_package_is_bad_input() -> None:
    answer = run("--packages", "scaleway,gcp")
    assert answer.returncode == 2
    assert "`gcp`" in answer.stderr


def test_statistics_that_cannot_be_written_are_a_failure() -> None:
    answer = run("--packages", "random", "--statistics", os.fspath(Path("/dev/null/figures.json")))
    assert answer.returncode == 3
    assert "Traceback" not in answer.stderr


def test_it_starts_without_the_sdk() -> None:
    script = "import sys, plan.offline.__main__; print(hasattr(sys.modules['pulumi'], 'Output'))"
    answer = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
