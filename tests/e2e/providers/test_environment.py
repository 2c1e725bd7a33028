"""What is in the user's environment and home selects nothing, and reaches only who needs it."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.e2e.providers.conftest import bastide, make_stack, preview, write_plugin
from tests.plan.engine.lives import checkout

STACK = "scaleway-bootstrap"
MARK = "leaked-3f9c"
ACCOUNTS = {
    **{
        name: MARK for name in ("SCW_ACCESS_KEY", "SCW_SECRET_KEY", "SCW_DEFAULT_PROJECT_ID", "OS_PASSWORD", "OS_CLOUD")
    },
    **{
        name: MARK for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AZURE_CLIENT_SECRET", "OVH_CONSUMER_KEY")
    },
    **{name: MARK for name in ("VAULT_TOKEN", "PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE", "GOOGLE_CREDENTIALS")},
    "HTTPS_PROXY": f"http://{MARK}@127.0.0.1:9",
    "PULUMI_BACKEND_URL": f"s3://{MARK}?region=us-east-1",
    "PULUMI_DEBUG_PROVIDERS": "scaleway:9,random:9",
    "PULUMI_CONFIG": f'{{"bastide:x": "{MARK}"}}',
}
KINDS = {"the CLI": "pulumi\0preview", "the program host": "host.py\0", "the offline providers": "plan.offline"}
RECORDING = """
import json as _json, os as _os, pathlib as _pathlib
_home = _pathlib.Path.home()
_seen = {"environment": dict(_os.environ), "home": sorted(str(file) for file in _home.rglob("*"))}
(_pathlib.Path(__file__).parent / "seen.json").write_text(_json.dumps(_seen))
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of somebody who has logged in everywhere."""
    folder = tmp_path / "person"
    files = {
        ".pulumi/credentials.json": json.dumps({"current": "https://api.pulumi.com", "accessTokens": {"x": MARK}}),
        ".aws/credentials": f"[default]\naws_access_key_id = {MARK}\n",
        ".config/scw/config.yaml": f"secret_key: {MARK}\n",
        ".config/openstack/clouds.yaml": f"clouds: {{{MARK}: {{}}}}\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def environments(parent: int) -> Iterator[tuple[str, str]]:
    """Command line and environment of every process below `parent`."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    for number in parents:
        above = number
        while above in parents and above != parent:
            above = parents[above]
        if above == parent and number != parent:
            try:
                # In this order: between fork and exec both are the parent's.
                command = Path(f"/proc/{number}/cmdline").read_text()
                yield command, Path(f"/proc/{number}/environ").read_text()
            except OSError:
                continue


def started(process: subprocess.Popen[str]) -> str:
    """The environment of the command, once it runs: until then the kernel shows none, or ours."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        found = Path(f"/proc/{process.pid}/environ").read_text()
        if MARK in found:
            return found
        time.sleep(0.01)
    return ""


def watched(process: subprocess.Popen[str]) -> dict[str, set[str]]:
    """Which environments each kind of process had while the command ran."""
    seen: dict[str, set[str]] = {kind: set() for kind in KINDS}
    end = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < end:
        for command, environment in environments(process.pid):
            for kind, words in KINDS.items():
                if words in command:
                    seen[kind].add(environment)
        time.sleep(0.02)
    return seen


def test_nothing_of_the_users_reaches_a_process_of_an_offline_run(
    branch: Callable[..., Path], home: Path, cache: dict[str, str]
) -> None:
    command = ("preview", STACK, "--engine", "pulumi", "--format", "json")
    with (
        ThreadPoolExecutor(1) as pool,
        bastide(branch(), *command, HOME=str(home), **cache, **ACCOUNTS) as process,
    ):
        own = started(process)
        # beside it: what it says is more than a pipe holds
        watching = pool.submit(watched, process)
        out, err = process.communicate(timeout=120)
        seen = watching.result()
    assert process.returncode == 0, err
    assert own.count(MARK) > len(ACCOUNTS) / 2, "the command itself has them"
    for kind, found in seen.items():
        assert found, f"{kind} was not seen"
        for environment in found:
            assert MARK not in environment, kind
            assert str(home) not in environment, kind
            assert "scaleway:9" not in environment, kind
    assert MARK not in out + err
    assert json.loads(out)["stacks"][0]["packages"] == {"random": "offline", "scaleway": "offline"}


def test_the_program_sees_neither_variables_nor_files_of_the_user(
    tmp_path: Path, home: Path, cache: dict[str, str]
) -> None:
    def edit(root: Path) -> None:
        main = root / "__main__.py"
        main.write_text(f"{main.read_text()}\n{RECORDING}")

    root = checkout(tmp_path, edit)
    done = preview(root, STACK, "--engine", "pulumi", HOME=str(home), **cache, **ACCOUNTS)
    assert done.returncode == 0, done.stderr
    seen = (root / "seen.json").read_text()
    assert MARK not in seen
    assert str(home) not in seen
    assert json.loads(seen)["environment"]["HOME"]


def test_with_real_providers_only_what_their_packages_and_the_state_need_reaches_a_plugin(
    branch: Callable[..., Path], no_plugins: Path, home: Path, tmp_path: Path, cache: dict[str, str]
) -> None:
    written = tmp_path / "environment-of-the-plugin"
    # A stand-in: it ends when it has written down what it was given.
    write_plugin(no_plugins, "scaleway", f"#!/bin/sh\nenv > {written}\nexit 1\n")
    root, state = branch(random="offline"), tmp_path / "state"
    state.mkdir()
    make_stack(root, home, state.as_uri(), STACK, MARK)
    theirs = {**ACCOUNTS, "PULUMI_BACKEND_URL": state.as_uri(), "HOME": str(home), **cache}
    done = preview(root, STACK, "--providers", "real", **theirs)
    assert done.returncode == 3, done.stderr
    lines = [line.partition("=") for line in written.read_text().splitlines()]
    given = {name: value for name, _, value in lines}
    marked = {name for name, value in given.items() if MARK in value}
    ours = {"SCW_ACCESS_KEY", "SCW_SECRET_KEY", "SCW_DEFAULT_PROJECT_ID", "HTTPS_PROXY", "PULUMI_CONFIG_PASSPHRASE"}
    assert marked == ours
    assert given["PULUMI_BACKEND_URL"] == state.as_uri()
    assert given["HOME"] != str(home)
    assert given["PULUMI_HOME"] != str(home)
    assert "scaleway:" not in given["PULUMI_DEBUG_PROVIDERS"]
    assert "random:9" not in given["PULUMI_DEBUG_PROVIDERS"]
    assert MARK not in done.stdout + done.stderr
