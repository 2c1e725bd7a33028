"""A runner that is killed leaves nothing running, and the next one goes on."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bastide.cutover.rehearsal.database import sample
from bastide.cutover.rehearsal.database.connection import connected
from bastide.cutover.rehearsal.database.loopback import Loopback
from bastide.cutover.rehearsal.servers.postgres_programs import Programs
from tests.e2e.rehearsal_database.conftest import Move, values

pytestmark = pytest.mark.xdist_group("rehearsal-database")
HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
KILLS = 20


def started(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(HERE / script), *arguments],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def lives(process: str) -> bool:
    """Whether it runs; one that has ended and that nobody has asked about does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_runner_killed_at_random_moments(move: Move) -> None:
    """After each kill the steps begin from their start, until one run comes to its end; then nothing differs."""
    with connected(move.source) as source:
        sample.make(source, 20_000)
    settings = move.folder / "settings.json"
    settings.write_text(move.settings().model_dump_json())
    chosen = random.Random(8)
    for _ in range(KILLS):
        runner = started("runner.py", move.names.wave, str(move.folder), str(settings))
        time.sleep(chosen.uniform(0.3, 2.5))
        runner.kill()
        runner.communicate()
        # the users are not frozen yet, or they are and this is refused: both happen
        try:
            move.at_source("INSERT INTO rehearsal.remark VALUES ('between two runs')")
        except Exception as error:
            assert "frozen" in str(error)
    last = started("runner.py", move.names.wave, str(move.folder), str(settings))
    said, errors = last.communicate(timeout=120)
    assert (last.returncode, said.split()) == (0, ["prepare", "replicate", "freeze"]), errors
    with move.part() as part:
        found = values(part.verify())
        assert found["database.rows"] > 20_000
        assert [found[name] for name in ("database.tables_different", "database.not_replicated")] == [0, 0]
        assert [found[name] for name in ("database.sequences_behind", "database.ddl_drift")] == [0, 0]
        assert values(part.rollback())["rehearsal.rollback_done"] is True


def test_servers_end_with_a_killed_runner_and_go_on_with_the_next(
    programs: Programs, tmp_path: Path, until: Callable[[Callable[[], bool]], None]
) -> None:
    runner = started("loopback_runner.py", str(tmp_path))
    assert runner.stdout is not None
    source, target, *homes = runner.stdout.readline().split()
    runner.kill()
    runner.communicate()
    # two at once would spoil the cluster: the next one waits for the end of the first
    servers = Loopback(programs, tmp_path, {"fsync": "off"})
    try:
        servers.start()
        assert not lives(source)
        assert not lives(target)
        assert [str(servers.source.home), str(servers.target.home)] == homes
        assert servers.source.passfile.stat().st_mode & 0o077 == 0
    finally:
        servers.remove()
    until(lambda: not any(Path(home).exists() for home in homes))
