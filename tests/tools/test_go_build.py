"""Programs out of Go modules: real Go on a module proxy in a folder, and everything that can go wrong."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest

from tests.built_tools import built_tool
from tests.conftest import REPOSITORY
from tests.tools.go_proxy import MAIN, Proxy
from tools import go_build, go_says
from tools.alone import alone
from tools.go_build import BuildFailed, build
from tools.go_tools import TOOLS, Tool

SCRIPT = """
import sys
from pathlib import Path
from tools.go_build import BuildFailed, build
from tools.go_tools import Tool
try:
    print(build(Tool("hello", "the hello program", "example.invalid/hello", "main.Version", folder=Path(sys.argv[1]))))
except BuildFailed as error:
    sys.exit(str(error))
"""


def started(proxy: Proxy, *before: str) -> subprocess.Popen[str]:
    """The same build in a process of its own."""
    command = [*before, sys.executable, "-c", SCRIPT, str(proxy.tools)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.Popen(command, cwd=REPOSITORY, env=environment, text=True, **pipes)  # type: ignore[call-overload, no-any-return]


def target(tool: Tool) -> Path:
    path = tool.target()
    assert path is not None
    return path


def leftovers(tool: Tool) -> list[str]:
    base = target(tool).parents[2]
    return sorted(path.name for path in base.iterdir() if path.name != "lock") if base.exists() else []


def failure(tool: Tool) -> BuildFailed:
    with pytest.raises(BuildFailed) as failed:
        build(tool)
    assert not target(tool).exists()
    assert leftovers(tool) == []
    return failed.value


def test_a_program_is_built_in_its_pinned_version_and_kept(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = proxy.tool()
    path = build(tool)
    assert path == target(tool)
    assert path.parts[-4:] == ("hello", "1.2.3", "bin", "hello")
    done = subprocess.run([path], capture_output=True, text=True, check=True)
    assert done.stderr == "hello v1.2.3\n"
    assert leftovers(tool) == ["1.2.3"]
    # kept: a second time needs no Go at all
    monkeypatch.setenv("PATH", "")
    assert build(tool) == path


def test_settings_of_the_user_do_not_change_what_is_built(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = proxy.tool()
    for name, value in {"GOOS": "plan9", "GOARCH": "arm", "GOFLAGS": "-mod=vendor", "GOWORK": "/none/go.work"}.items():
        monkeypatch.setenv(name, value)
    done = subprocess.run([build(tool)], capture_output=True, text=True, check=True)
    assert done.stderr == "hello v1.2.3\n"


def test_two_builds_at_once_make_it_once(proxy: Proxy) -> None:
    tool = proxy.tool()
    both = [started(proxy) for _ in range(2)]
    answers = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    assert {out.strip() for out, _ in answers} == {str(target(tool))}
    said = "".join(err for _, err in answers)
    assert said.count("building the hello program") == 1, said


def test_a_build_waits_for_another_one_and_says_so(proxy: Proxy) -> None:
    tool = proxy.tool()
    with alone(target(tool).parents[2], "the hello program"):
        waiting = started(proxy)
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == "the hello program is being made by another process; waiting for it\n"
        assert not target(tool).exists()
    waiting.communicate(timeout=120)
    assert waiting.returncode == 0
    assert target(tool).exists()


def test_a_killed_build_ends_go_and_the_next_one_clears_up(proxy: Proxy) -> None:
    tool = proxy.tool()
    killed = started(proxy)
    assert killed.stderr is not None
    killed.stderr.readline()
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    (left,) = leftovers(tool)
    assert left.startswith(".unfinished-")
    deadline = time.monotonic() + 10
    while (alive := users_of(left)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert alive == []
    build(tool)
    assert leftovers(tool) == ["1.2.3"]


def users_of(folder: str) -> list[str]:
    """The processes that were told of this folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if folder.encode() in (process / "environ").read_bytes():
                found.append(process.name)
    return found


def test_without_go_it_says_which_one_is_needed(proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = proxy.tool()
    monkeypatch.setenv("PATH", str(tmp_path))
    error = failure(tool)
    assert (error.why, error.action) == ("there is no Go here", "install Go 1.21 or newer")


def test_a_go_that_is_too_old_is_named(proxy: Proxy) -> None:
    tool = proxy.tool()
    tool.go_mod.write_text(tool.go_mod.read_text().replace("go 1.21", "go 1.999.1"))
    error = failure(tool)
    assert "older than the 1.999.1 that the hello program demands" in error.why
    assert error.why.startswith("Go here is 1.")


def test_source_that_does_not_compile_is_shown(proxy: Proxy) -> None:
    proxy.publish("v1.2.4", MAIN.replace("println", "printline"))
    error = failure(proxy.tool("v1.2.4"))
    assert error.why.startswith("Go failed\n")
    assert "undefined: printline" in error.why


def test_another_content_than_go_sum_names_is_refused(proxy: Proxy, tmp_path: Path) -> None:
    tool = proxy.tool()
    shutil.rmtree(tmp_path / "modules")
    proxy.publish("v1.2.3", MAIN + "// not what was published\n")
    error = failure(tool)
    assert error.why.startswith("a module is not the one that go.sum names\n")
    assert "do not use it" in error.action


def test_a_go_sum_without_the_module_is_refused(proxy: Proxy) -> None:
    tool = proxy.tool()
    (tool.go_mod.parent / "go.sum").write_text("")
    error = failure(tool)
    assert error.why.startswith("go.mod and go.sum do not name every module\n")
    assert error.action == "restore both files from git"
    assert (tool.go_mod.parent / "go.sum").read_text() == ""


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://someone:planted-secret@127.0.0.1:1", "the Go module proxy cannot be reached"),
        ("http://proxy.invalid", "the Go module proxy cannot be reached"),
        ("off", "GOPROXY is off and a module is not in the module cache"),
    ],
)
def test_an_unreachable_proxy_is_said(
    address: str, why: str, proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = proxy.tool()
    shutil.rmtree(tmp_path / "modules")
    monkeypatch.setenv("GOPROXY", address)
    error = failure(tool)
    assert error.why.startswith(why + "\n")
    assert "planted-secret" not in str(error)
    assert error.action.startswith("set GOPROXY to a module proxy")


def test_a_cache_that_cannot_be_written_is_said(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = proxy.tool()
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/cache")
    with pytest.raises(BuildFailed, match=r"/dev/null/cache/bastide/hello cannot be written: Not a directory"):
        build(tool)


def test_a_proxy_that_falls_silent_ends_the_build(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = proxy.tool()
    monkeypatch.setattr(go_build, "_SILENCE_SECONDS", 0.0)
    assert "Go has said nothing" in failure(tool).why


@pytest.mark.e2e
def test_no_space_left_is_said(proxy: Proxy, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        if os.environ.get("CI"):
            pytest.fail("CI must run this as root: it mounts a small file system")
        pytest.skip("mounting a small file system needs root")
    tool = proxy.tool()
    (tmp_path / "cache").mkdir(exist_ok=True)
    mount = f'mount -t tmpfs -o size=256k tmpfs "{tmp_path}/cache" && exec "$@"'
    process = started(proxy, "unshare", "--mount", "sh", "-c", mount, "sh")
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "there is no space left on the device" in said, said
    assert "free 3 GB" in said
    assert not target(tool).exists()


@pytest.mark.parametrize("name", TOOLS)
def test_each_tool_pins_its_version_its_package_and_all_sources(name: str) -> None:
    tool = TOOLS[name]
    assert tool.version()
    if tool.python:
        assert tool.version() == metadata.version(tool.python)
        assert tool.package() == f"bastide.invalid/tools/{name}"
        return
    assert tool.package().startswith(tool.module)
    sums = (tool.go_mod.parent / "go.sum").read_text(encoding="utf-8")
    assert f"{tool.module} v{tool.version()} h1:" in sums


def test_a_program_of_other_sources_is_kept_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    ours = TOOLS["pulumi-resource-random"]
    shutil.copytree(ours.go_mod.parent, tmp_path / "tools" / ours.name)
    copy = replace(ours, folder=tmp_path / "tools")
    assert copy.target() == ours.target()
    (tmp_path / "tools" / ours.name / "main.go").write_text("package main\n")
    assert copy.target() != ours.target()
    assert copy.version() == ours.version()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("write /x: no space left on device", "there is no space left on the device"),
        ("compile: signal: killed", "the memory does not suffice"),
        ("reading http://x/y.mod: 404 Not Found", "the Go module proxy does not deliver a module"),
        ("Get x: net/http: TLS handshake timeout", "the Go module proxy cannot be reached"),
        ("open /home/x: permission denied", "a cache folder cannot be written"),
        ("something new", "Go failed"),
    ],
)
def test_what_go_says_is_explained(said: str, why: str) -> None:
    assert go_says.explained(said)[0].startswith(why)


@pytest.mark.parametrize("name", ["s3server", "pulumi-yaml"])
def test_a_test_server_that_was_built_starts(name: str) -> None:
    done = subprocess.run([built_tool(name), "--help"], capture_output=True, text=True, check=False, timeout=60)
    assert "usage" in (done.stdout + done.stderr).lower()
