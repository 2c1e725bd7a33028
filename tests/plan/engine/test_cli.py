"""Where the Pulumi CLI is found, and what is said where it cannot be used."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pulumi.automation._minimum_version import _MINIMUM_VERSION

from facts.errors import BadInput
from plan.engine import asked, processes, version
from plan.engine.cli import Cli, built, find_cli, official, search
from plan.errors import EngineFailed
from tests.conftest import REPOSITORY
from tests.pulumi_cli import real_cli

GOOD = "echo v3.274.1"


@pytest.fixture(scope="module")
def real() -> Cli:
    return real_cli()


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any CLI: an empty folder is its search path, another its cache."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("BASTIDE_PULUMI", raising=False)
    return folder


def stand_in(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def place(path: Path | None, target: Path) -> Path:
    assert path is not None
    path.parent.mkdir(parents=True)
    path.symlink_to(target)
    return path


def test_the_real_one_is_found_on_the_search_path(real: Cli, bare: Path) -> None:
    (bare / "pulumi").symlink_to(real.path)
    assert find_cli() == Cli(bare / "pulumi", real.version, "path")


def test_the_real_one_is_used_where_it_is_chosen(real: Cli, bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(bare / "pulumi", GOOD)
    monkeypatch.setenv("BASTIDE_PULUMI", str(real.path))
    assert find_cli() == Cli(real.path, real.version, "chosen")


def test_the_official_one_comes_before_the_built_one(real: Cli, bare: Path) -> None:
    place(built(), real.path)
    assert find_cli().source == "built"
    path = place(official(), real.path)
    assert find_cli() == Cli(path, real.version, "official")


def test_an_unsupported_one_on_the_search_path_is_passed_over_and_said(real: Cli, bare: Path) -> None:
    old = stand_in(bare / "pulumi", "echo v3.100.0")
    place(built(), real.path)
    found = search()
    assert found.cli and found.cli.source == "built"
    assert f"`pulumi` on the search path ({old}) is v3.100.0; supported is v3.259.0 or newer" in found.reasons[0]


FAULTS = {
    "too old": ("echo v3.100.0", "is v3.100.0; supported is v3.259.0 or newer, before v4"),
    "too new": ("echo v4.0.0", "is v4.0.0; supported is"),
    "no release": ("echo v3.275.0-alpha.1", "answers `version` with `v3.275.0-alpha.1`, which is no release"),
    "garbage": ("printf 'ab\\033[31m\\377cd\\nmore'", "answers `version` with `ab?[31m"),
    "nothing": (":", "answers `version` with nothing"),
    "failing": ("echo v3.274.1; exit 7", "failed at `version` (exit code 7)"),
    "crashing": ("kill -SEGV $$", "failed at `version` (signal 11)"),
    "hanging": ("sleep 600", "gave no answer to `version` in 0.5 s"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_one_on_the_search_path_is_a_failure_with_a_way_out(
    name: str, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body, words = FAULTS[name]
    monkeypatch.setattr(asked, "TIME_LIMIT", 0.5 if name == "hanging" else 20)
    stand_in(bare / "pulumi", _with_path(body))
    with pytest.raises(EngineFailed) as failed:
        find_cli()
    assert words in failed.value.found
    assert "the official installation is not there" in failed.value.found
    assert failed.value.action == "make pulumi"


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_one_that_was_chosen_is_bad_input(name: str, bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body, words = FAULTS[name]
    monkeypatch.setattr(asked, "TIME_LIMIT", 0.5 if name == "hanging" else 20)
    stand_in(bare / "pulumi", GOOD)
    monkeypatch.setenv("BASTIDE_PULUMI", str(stand_in(bare / "other", _with_path(body))))
    with pytest.raises(BadInput) as failed:
        find_cli()
    assert words in failed.value.found
    assert "before v4" in failed.value.expected
    assert "make pulumi" in failed.value.action


def _with_path(body: str) -> str:
    return f"PATH=/usr/bin:/bin\n{body}"


def _empty_file(path: Path) -> None:
    path.touch(0o644)


def _folder(path: Path) -> None:
    path.mkdir()


def _no_program(path: Path) -> None:
    path.write_bytes(b"\x7fELF but not really")
    path.chmod(0o755)


def _nothing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_empty_file, "is not an executable file"),
        (_folder, "is not an executable file"),
        (_no_program, "cannot be started: Exec format error"),
        (_nothing, "cannot be read: No such file or directory"),
    ],
)
def test_a_choice_that_is_no_program_is_bad_input(
    make: Callable[[Path], None], words: str, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bare / "mine"
    make(path)
    monkeypatch.setenv("BASTIDE_PULUMI", str(path))
    with pytest.raises(BadInput) as failed:
        find_cli()
    assert failed.value.found == f"BASTIDE_PULUMI names {path}, which {words}"


def test_one_that_hangs_is_ended_with_what_it_started(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "TIME_LIMIT", 0.5)
    note = tmp_path / "pid"
    stand_in(bare / "pulumi", f"PATH=/usr/bin:/bin\nsleep 600 &\necho $! > {note}\nwait")
    with pytest.raises(EngineFailed):
        find_cli()
    child = Path("/proc") / note.read_text().strip()
    for _ in range(100):
        if not child.exists() or "\nState:\tZ" in (child / "status").read_text():
            return
        time.sleep(0.05)
    pytest.fail("the child of a CLI that hung is still there")


def test_without_a_home_the_search_path_still_serves(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", none)
    with pytest.raises(EngineFailed, match="the one built from Go modules is not there"):
        find_cli()
    stand_in(bare / "pulumi", GOOD)
    assert find_cli().source == "path"


@pytest.mark.parametrize("cache", ["/dev/null/cache", "/proc/cache"])
def test_a_cache_that_cannot_be_written_costs_only_time(
    cache: str, real: Cli, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bare / "pulumi").symlink_to(real.path)
    monkeypatch.setenv("XDG_CACHE_HOME", cache)
    assert find_cli().version == real.version
    assert not Path(cache).exists()


def test_the_version_is_asked_once_until_the_file_changes(
    real: Cli, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[object] = []
    start = processes.start

    def counted(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        starts.append(arguments)
        return start(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(processes, "start", counted)
    path = bare / "pulumi"
    shutil.copy(real.path, path)
    assert [find_cli().version for _ in range(3)] == [real.version] * 3
    assert len(starts) == 1
    stand_in(path, GOOD + "\n#" + "x" * (1 << 20))
    assert find_cli().version == "3.274.1"
    assert len(starts) == 2


def test_a_script_is_asked_each_time_for_it_may_start_another_program(bare: Path, tmp_path: Path) -> None:
    answer = tmp_path / "answer"
    stand_in(bare / "pulumi", f"read x < {answer}; echo $x")
    answer.write_text("v3.300.0\n")
    assert find_cli().version == "3.300.0"
    answer.write_text("v3.301.0\n")
    assert find_cli().version == "3.301.0"


def test_a_spoilt_note_is_not_believed(real: Cli, bare: Path, tmp_path: Path) -> None:
    (bare / "pulumi").symlink_to(real.path)
    find_cli()
    (note,) = (tmp_path / "cache" / "bastide" / "pulumi" / "asked").iterdir()
    note.write_bytes(b"\xff\xfe")
    assert find_cli().version == real.version
    assert note.read_text() == real.version


def test_no_variable_of_the_user_reaches_it(bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    stand_in(bare / "pulumi", f"/usr/bin/env > {seen}\n{GOOD}")
    monkeypatch.setenv("SCW_SECRET_KEY", "planted-secret")
    monkeypatch.setenv("PULUMI_ACCESS_TOKEN", "planted-secret")
    find_cli()
    text = seen.read_text()
    assert "PULUMI_SKIP_UPDATE_CHECK=true" in text
    assert "planted-secret" not in text


def test_looking_for_it_imports_no_sdk() -> None:
    code = "import sys, plan.engine.cli; print(sorted({'pulumi', 'grpc', 'yaml', 'pydantic'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_pinned_version_is_supported_and_the_sdk_accepts_the_oldest() -> None:
    assert version.is_supported(version.pinned())
    assert tuple(map(int, str(version.OLDEST).split("."))) >= _MINIMUM_VERSION.to_tuple()[:3]


def test_a_go_mod_without_the_cli_is_a_failure(bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("module x\n", None):
        path = tmp_path / "go.mod"
        path.unlink(missing_ok=True)
        if text:
            path.write_text(text)
        monkeypatch.setattr(version, "GO_MOD", path)
        with pytest.raises(EngineFailed, match=r"requires no release"):
            find_cli()


def test_the_real_one_is_started_with_nothing_of_the_home(
    real: Cli, bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bare / "pulumi").symlink_to(real.path)
    monkeypatch.setenv("HOME", str(tmp_path))
    find_cli()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bin", "cache"]
