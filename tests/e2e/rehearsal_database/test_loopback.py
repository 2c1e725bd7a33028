"""The part as `make rehearsal` runs it: servers of its own, users who write, nothing left at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from bastide.cutover.rehearsal.database.part import DatabasePart
from bastide.cutover.rehearsal.green import reds
from bastide.cutover.rehearsal.servers.postgres_programs import Programs

pytestmark = pytest.mark.xdist_group("rehearsal-database")


def test_all_steps_are_green_and_nothing_is_left(programs: Programs, tmp_path: Path) -> None:
    with DatabasePart("hub", tmp_path, rows=5000) as part:
        assert part.programs["postgresql-source"] == programs.version
        steps = (part.prepare, part.replicate, part.freeze, part.verify, part.rollback)
        measured = {one.measure: one for step in steps for one in step()}
        homes = [Path(file.read_text()) for file in tmp_path.glob("*.where")] or [tmp_path / "source"]
        assert all(home.is_dir() for home in homes)
    # the margin is of the whole run
    assert reds(measured.values()) - {"rehearsal.margin_minutes"} == set()
    assert float(measured["database.rows"].value) > 5000
    assert not any(home.exists() for home in homes)


def test_every_gate_of_the_database_is_red_without_a_measurement() -> None:
    assert {"legacy.read_only", "rehearsal.rollback_done"} <= reds(())
