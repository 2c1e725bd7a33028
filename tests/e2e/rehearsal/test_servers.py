"""Servers of the rehearsal: never left behind, never two on one folder."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from bastide.cutover.rehearsal.servers.azurite import Azurite
from bastide.cutover.rehearsal.servers.s3 import S3
from bastide.cutover.rehearsal.servers.server import Server, listens
from bastide.failure import ToolkitFailed
from tests.conftest import REPOSITORY

HOLDER = """
import sys, time
from pathlib import Path
from bastide.cutover.rehearsal.servers.{module} import {name}
server = {name}(Path(sys.argv[1]))
server.run()
print(server.pid, server.port, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize(("module", "name"), [("azurite", "Azurite"), ("s3", "S3")])
def test_a_server_ends_with_a_runner_that_is_killed(tmp_path: Path, module: str, name: str) -> None:
    command = [sys.executable, "-c", HOLDER.format(module=module, name=name), str(tmp_path / "server")]
    holder = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    pid, port = map(int, holder.stdout.readline().split())
    holder.kill()
    holder.communicate()
    end = time.monotonic() + 20
    while Path(f"/proc/{pid}/cwd").exists() or listens(port):
        assert time.monotonic() < end, "the server lives on"
        time.sleep(0.05)


@pytest.mark.parametrize("kind", [Azurite, S3])
def test_what_a_server_holds_outlives_it_and_its_key_does_not(tmp_path: Path, kind: type[Azurite] | type[S3]) -> None:
    first = kind(tmp_path / "server")
    first.run()
    first.stop()
    second = kind(tmp_path / "server")
    second.run()
    second.stop()
    secrets = [one.key if isinstance(one, Azurite) else one.secret for one in (first, second)]
    assert secrets[0] != secrets[1]
    for file in (tmp_path / "server").rglob("*"):
        if file.is_file():
            assert not any(secret.encode() in file.read_bytes() for secret in secrets), file
    assert not (tmp_path / "server" / f"{second.name}.pid").exists()


def test_one_that_does_not_start_says_why(tmp_path: Path) -> None:
    server = Server("broken", tmp_path)
    with pytest.raises(ToolkitFailed, match="broken does not start: no such luck"):
        server.start(("sh", "-c", "echo no such luck; exit 1"), {})
    assert server.pid == 0
