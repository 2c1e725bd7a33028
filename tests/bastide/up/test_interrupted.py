"""A run that ends in the middle: its state can be read, nothing of it is forgotten, and the next run ends the work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.bastide.up.conftest import STACK, Site
from tests.bastide.up.test_by_hand import call
from tests.interrupts import heed_interrupts

pytestmark = pytest.mark.xdist_group("up")
WHOLE = 37


def start(site: Site, temporary: Path) -> subprocess.Popen[str]:
    temporary.mkdir()
    return subprocess.Popen(
        site.command("up", STACK, "--receipt", "receipt.json", "--providers", "offline"),
        cwd=site.root,
        env={**site.environment(), "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,  # noqa: PLW1509
    )


def once_it_creates(process: subprocess.Popen[str]) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("  create "):
            return
    raise AssertionError("it ended before it created anything")


def resources(site: Site) -> int:
    """How many resources the state has, if it can be read."""
    content = json.loads(site.checkpoint().read_text(encoding="utf-8"))
    return len((content["checkpoint"]["latest"] or {}).get("resources") or [])


def all_gone(temporary: Path, seconds: float = 60) -> None:
    """Wait until no process of the run lives."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not [entry for entry in Path("/proc").iterdir() if _is_of(entry, temporary)]:
            return
        time.sleep(0.1)
    raise AssertionError("processes of the run are left")


def _is_of(entry: Path, temporary: Path) -> bool:
    try:
        return f"HOME={temporary}".encode() in (entry / "environ").read_bytes()
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_state_is_whole_and_the_next_run_ends_the_work(
    new_site: Site, tmp_path: Path, number: signal.Signals
) -> None:
    process = start(new_site, tmp_path / "t")
    once_it_creates(process)
    os.kill(process.pid, number)
    out, err = process.communicate(timeout=120)
    all_gone(tmp_path / "t")

    if number == signal.SIGKILL:
        assert process.returncode == -number
    else:
        assert process.returncode == 3 if "interrupted; until then" in out else process.returncode == 0, (out, err)
        assert "waiting for what is under way" in err
    assert 0 < resources(new_site) <= WHOLE
    again = new_site.up_here()
    if "left open whether this is done" in again.stderr:
        assert number == signal.SIGKILL
        cleared(new_site, tmp_path)
        again = new_site.up_here()
    assert again.returncode == 0, again.stderr
    assert resources(new_site) >= WHOLE


def cleared(site: Site, folder: Path) -> None:
    """Drop what was being created, as the message says: the offline providers keep nothing."""
    done = call(site, folder, ["refresh", "--yes", "--skip-preview", "--clear-pending-creates"])
    assert done.returncode == 0, done.stdout + done.stderr


def left_open(site: Site, operation: str) -> str:
    """Let the state say that an operation on its last resource was interrupted. Its URN."""
    content = json.loads(site.checkpoint().read_text(encoding="utf-8"))
    latest = content["checkpoint"]["latest"]
    resource = latest["resources"][-1]
    if operation == "creating":
        latest["resources"].remove(resource)
    latest["pending_operations"] = [{"resource": resource, "type": operation}]
    site.checkpoint().write_text(json.dumps(content), encoding="utf-8")
    return str(resource["urn"])


@pytest.mark.parametrize("operation", ["creating", "updating"])
def test_nothing_is_made_twice_of_what_a_killed_run_was_making(site: Site, tmp_path: Path, operation: str) -> None:
    urn = left_open(site, operation)
    before = site.checkpoint().read_bytes()
    refused = site.up_here()
    assert refused.returncode == 3
    assert f"{operation} " in refused.stderr
    assert urn.rpartition("::")[2] in refused.stderr
    assert ("--clear-pending-creates" in refused.stderr) is (operation == "creating")
    assert f"pulumi refresh --stack {STACK}" in refused.stderr
    assert site.checkpoint().read_bytes() == before

    cleared(site, tmp_path)
    done = site.up_here()
    assert done.returncode == 0, done.stderr
    assert resources(site) >= WHOLE
