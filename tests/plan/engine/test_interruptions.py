"""Whatever is killed, whenever: no process, no lock and no state is left, the message is clear, the next run works."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.interrupts import heed_interrupts
from tests.plan.engine.lives import REPOSITORY

STACK = "scaleway-bootstrap"
WORDS = {"the CLI": "pulumi", "the program host": "host.py", "the offline providers": "plan.offline"}


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    folder = tmp_path / "t"
    folder.mkdir()
    return folder


@pytest.fixture
def start(temporary: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    running: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> subprocess.Popen[str]:
        script = "import sys; from bastide.cli import main; sys.argv[0] = 'bastide'; main()"
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                script,
                "preview",
                *(arguments or (STACK,)),
                "--engine",
                "pulumi",
                "--format",
                "json",
            ],
            cwd=REPOSITORY,
            env={**os.environ, "TMPDIR": str(temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heed_interrupts,  # noqa: PLW1509
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def below(temporary: Path) -> dict[int, str]:
    """Processes of runs in this folder: process id -> command line."""
    found = {}
    for entry in Path("/proc").iterdir():
        try:
            environment, command = (entry / "environ").read_bytes(), (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if f"HOME={temporary}".encode() in environment:
            found[int(entry.name)] = command.replace(b"\0", b" ").decode()
    return found


def waited_for(condition: Callable[[], object], seconds: float = 30) -> object:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


def running(temporary: Path, word: str) -> int | None:
    return next((number for number, command in below(temporary).items() if word in command), None)


def the_next_run_works(start: Callable[..., subprocess.Popen[str]], temporary: Path) -> None:
    process = start()
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert json.loads(out)["stacks"][0]["engine"] == "pulumi"
    assert not list(temporary.glob("bastide-*/run-*")), "the folder of the killed run is left"
    assert not below(temporary)


@pytest.mark.parametrize("who", sorted(WORDS))
def test_a_process_beside_us_is_killed(start: Callable[..., subprocess.Popen[str]], temporary: Path, who: str) -> None:
    process = start()
    waited_for(lambda: running(temporary, " preview "))
    number = waited_for(lambda: running(temporary, f"{WORDS[who]} preview" if who == "the CLI" else WORDS[who]))
    assert isinstance(number, int)
    os.kill(number, signal.SIGKILL)
    _, err = process.communicate(timeout=60)

    assert process.returncode == 3, err
    assert "Traceback" not in err
    assert "do: " in err
    assert not below(temporary)
    the_next_run_works(start, temporary)


@pytest.mark.parametrize("delay", [0.0, 0.4, 1.2])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_preview_itself_is_ended(
    start: Callable[..., subprocess.Popen[str]], temporary: Path, number: signal.Signals, delay: float
) -> None:
    process = start()
    waited_for(lambda: below(temporary))
    time.sleep(delay)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)

    assert process.returncode == (-number if number == signal.SIGKILL else 3), err
    if number != signal.SIGKILL:
        assert err.strip().endswith("interrupted")
        assert not list(temporary.glob("bastide-*/run-*"))
    waited_for(lambda: not below(temporary), 10)
    the_next_run_works(start, temporary)


def test_two_previews_at_once_do_not_disturb_each_other(
    start: Callable[..., subprocess.Popen[str]], temporary: Path
) -> None:
    both = [start("scaleway-hub"), start("scaleway-hub")]
    first, second = (process.communicate(timeout=180) for process in both)

    assert [process.returncode for process in both] == [0, 0], (first, second)
    assert json.loads(first[0]) == json.loads(second[0])
    assert not below(temporary)
