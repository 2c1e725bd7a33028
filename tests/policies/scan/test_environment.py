"""checkov's environment: what is missing is said with what to do, and a half-made one is not taken for one."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from policies.scan import environment
from policies.scan.errors import ScanFailed
from tools import get_scan


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def whole(folder: Path) -> None:
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").write_text("#!/bin/sh\n", encoding="utf-8")
    (folder / "bin" / "python").chmod(0o755)
    (folder / ".bastide-ready").write_bytes(environment.LOCK.read_bytes())


def failure() -> ScanFailed:
    with pytest.raises(ScanFailed) as caught:
        environment.find()
    return caught.value


def test_it_lies_in_the_users_cache(cache: Path) -> None:
    assert environment.where().parent == cache / "bastide" / "checkov"
    assert environment.where().name.startswith("3.3.30-")


def test_missing(cache: Path) -> None:
    assert (failure().found, failure().action) == ("checkov 3.3.30 is not here", "make scan")


def test_whole(cache: Path) -> None:
    whole(environment.where())
    assert environment.find().python == environment.where() / "bin" / "python"


def test_unfinished(cache: Path) -> None:
    whole(environment.where())
    (environment.where() / ".bastide-ready").unlink()
    assert failure().found == "the environment of checkov is unfinished"


def test_without_its_python(cache: Path) -> None:
    whole(environment.where())
    (environment.where() / "bin" / "python").unlink()
    assert "is gone" in failure().found


def test_another_lock_is_another_environment(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = environment.where()
    lock = tmp_path / "requirements-scan.txt"
    lock.write_bytes(environment.LOCK.read_bytes() + b"# changed\n")
    monkeypatch.setattr(environment, "LOCK", lock)
    assert environment.where() != before


@pytest.mark.parametrize("content", [b"", b"checkov==3.1.47 \\\n"])
def test_a_lock_without_the_one_checkov(
    content: bytes, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "requirements-scan.txt"
    lock.write_bytes(content)
    monkeypatch.setattr(environment, "LOCK", lock)
    assert failure().found == "requirements-scan.txt does not hold checkov 3.3.30"


def test_no_lock(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "LOCK", tmp_path / "requirements-scan.txt")
    assert failure().action == "restore it from git"


def test_the_lock_holds_hashes_and_no_address() -> None:
    text = environment.LOCK.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    pins = [line for line in text.splitlines() if line[:1].isalnum()]
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
    assert len(pins) > 80


class Pip:
    """In place of the programs that make an environment."""

    def __init__(self, answer: subprocess.CompletedProcess[str] | Exception) -> None:
        self.answer = answer
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        self.commands.append(command)
        if command[1:3] == ["-m", "venv"]:
            folder = Path(command[3])
            (folder / "bin").mkdir(parents=True)
            (folder / "bin" / "python").write_text("", encoding="utf-8")
            (folder / "bin" / "python").chmod(0o755)
            return subprocess.CompletedProcess(command, 0, "", "")
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


DONE = subprocess.CompletedProcess([], 0, "", "")


def test_it_is_made_once_by_hashes(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = Pip(DONE)
    monkeypatch.setattr("policies.scan.environment.subprocess.run", pip)
    assert environment.make() == environment.make() == environment.find()
    assert len(pip.commands) == 2
    assert "--require-hashes" in pip.commands[1]


def test_what_was_left_half_made_is_begun_anew(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole(environment.where())
    (environment.where() / ".bastide-ready").unlink()
    (environment.where() / "rubbish").touch()
    monkeypatch.setattr("policies.scan.environment.subprocess.run", Pip(DONE))
    environment.make()
    assert not (environment.where() / "rubbish").exists()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (subprocess.CompletedProcess([], 1, "", "ERROR: no matching distribution\n"), "no matching distribution"),
        (subprocess.CompletedProcess([], 1, "", ""), "no word"),
        (subprocess.TimeoutExpired("pip", 1), "TimeoutExpired"),
        (OSError("no"), "OSError"),
    ],
)
def test_an_index_that_gives_nothing(
    answer: Any, said: str, cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("policies.scan.environment.subprocess.run", Pip(answer))
    assert get_scan.main() == 3
    told = capsys.readouterr().err
    assert said in told
    assert "do: check that the package index of pip can be reached" in told
    with pytest.raises(ScanFailed):
        environment.find()


def test_the_tool_prints_the_folder(
    cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("policies.scan.environment.subprocess.run", Pip(DONE))
    assert get_scan.main() == 0
    assert get_scan.main() == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [str(environment.where())] * 2
    assert told.err.count("installing checkov") == 1


def test_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policies.scan.environment.cache.root", lambda: None)
    assert failure().action == "set XDG_CACHE_HOME"
