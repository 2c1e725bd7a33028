"""`make pulumi`: what is here is taken; else the ways are tried in their order, and each failure says what is next."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from plan.engine import version
from tests.conftest import REPOSITORY
from tests.pulumi_cli import real_cli
from tools import get_pulumi
from tools.go_build import BuildFailed

PINNED = str(version.pinned())


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a CLI, without Go and without a network. Its home."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("BASTIDE_PULUMI", raising=False)
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    return tmp_path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tools/get_pulumi.py", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=120)


def installer(folder: Path, body: str) -> list[str]:
    """Stands in for the vendor's installer, which no test can reach: called with a folder and a version."""
    script = folder / "installer"
    script.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{body}\n", encoding="utf-8")
    script.chmod(0o755)
    return [str(script)]


def test_one_that_is_here_is_taken_without_a_word_of_others(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    real = real_cli()
    done = run()
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(real.path)
    assert done.stderr == f"Pulumi CLI v{real.version} ({real.source})\n"


def test_where_every_way_fails_each_says_why_and_what_is_next(machine: Path) -> None:
    done = run()
    assert done.returncode == 3
    assert done.stdout == ""
    first, second = done.stderr.index("the official installation failed"), done.stderr.index("error: no Pulumi CLI")
    assert first < done.stderr.index("next: the build from Go modules") < second
    assert "Connection refused" in done.stderr
    assert "the build from Go modules failed: there is no Go here" in done.stderr
    assert "or the build from Go modules: install Go 1." in done.stderr
    assert "BASTIDE_PULUMI" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in (machine / "cache" / "bastide" / "pulumi").iterdir()) == ["lock"]


def test_only_one_way_is_tried_where_one_is_named(machine: Path) -> None:
    done = run("--only", "modules")
    assert done.returncode == 3
    assert "official installation failed" not in done.stderr


def test_a_choice_that_cannot_be_used_is_bad_input_and_nothing_is_tried(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASTIDE_PULUMI", "/bin/true")
    done = run()
    assert done.returncode == 2
    assert done.stderr.startswith("error: BASTIDE_PULUMI names /bin/true, which answers `version` with nothing")
    assert "failed" not in done.stderr


def test_one_that_is_not_supported_is_said_and_the_next_way_is_tried(machine: Path) -> None:
    old = machine / "bin" / "pulumi"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho v3.100.0\n", encoding="utf-8")
    old.chmod(0o755)
    done = run("--only", "modules")
    assert done.returncode == 3
    assert "there is no Go here" in done.stderr
    assert done.stderr.startswith(f"not used: `pulumi` on the search path ({old}) is v3.100.0; supported is")


def test_the_official_one_is_kept_whole_and_then_found(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = 'mkdir "$1/bin"; printf "#!/bin/sh\\necho v$2\\n" > "$1/bin/pulumi"; chmod +x "$1/bin/pulumi"'
    command = installer(machine, body)
    path = get_pulumi.install(command)
    assert path.parts[-3:] == (f"{PINNED}-official", "bin", "pulumi")
    assert stat.S_IMODE(path.stat().st_mode) & 0o111
    # it is there now: the installer is not called again
    installer(machine, "exit 1")
    assert get_pulumi.install(command) == path
    done = run()
    assert (done.returncode, done.stdout.strip()) == (0, str(path))
    assert f"v{PINNED} (official)" in done.stderr


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("echo first >&2; echo 'no route' >&2; exit 1", "no route"),
        ("exit 4", "exit code 4"),
        (":", "the installed program cannot be read"),
        ('mkdir "$1/bin"; echo "#!/bin/sh" > "$1/bin/pulumi"; chmod +x "$1/bin/pulumi"', "with nothing"),
        ("sleep 60", "not done after 2 s"),
    ],
)
def test_an_installer_that_fails_leaves_nothing_behind(body: str, words: str, machine: Path) -> None:
    with pytest.raises(BuildFailed, match=words):
        get_pulumi.install(installer(machine, body), time_limit=2)
    assert [path.name for path in (machine / "cache" / "bastide" / "pulumi").iterdir()] == ["lock"]


def test_without_a_cache_it_says_what_to_set(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/cache")
    done = run()
    assert done.returncode == 3
    assert "cannot be written" in done.stderr
    assert "XDG_CACHE_HOME" in done.stderr
    assert "Traceback" not in done.stderr
