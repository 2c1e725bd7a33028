"""The runner: steps in their order, each once, also after an end in the middle."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from bastide.cutover.rehearsal import run, state
from bastide.cutover.rehearsal.settings import Settings
from bastide.failure import ToolkitFailed
from facts.errors import BadInput
from tests.bastide.cutover.rehearsal.shared.made import GREEN, Counting, plan

STEPS = ["prepare", "replicate", "freeze", "verify", "rollback"]


def _silent(_: str) -> None:
    pass


def test_each_step_for_all_parts_before_the_next(tmp_path: Path) -> None:
    said: list[str] = []
    parts = [Counting("objects", GREEN, listed="a" * 64), Counting("database", {"tables.count": 4})]
    record = run.run(plan(tmp_path), parts, said.append, resume=False)
    assert said[2:] == [f"{part}: {step}" for step in STEPS for part in ("objects", "database")]
    assert parts[0].steps == ["enter", *STEPS, "exit"]
    assert [(one.part, one.step) for one in record.steps] == [(p, s) for s in STEPS for p in ("objects", "database")]
    values = {one.measure: one.value for one in record.measurements}
    assert values["tables.count"] == 4
    assert values["objects.count"] == 3
    assert 59 < float(values["rehearsal.margin_minutes"]) <= 60
    assert record.programs == {"program": "1.0"}
    assert record.manifests == {"objects": "a" * 64}


@pytest.mark.parametrize("step", STEPS)
def test_a_run_that_ended_in_a_step_goes_on_with_it(tmp_path: Path, step: str) -> None:
    part = Counting("objects", GREEN, dies_in=step)
    with pytest.raises(KeyboardInterrupt):
        run.run(plan(tmp_path), [part], _silent, resume=False)
    assert part.steps[-1] == "exit"
    part.steps.clear()
    record = run.run(plan(tmp_path), [part], _silent, resume=True)
    assert part.steps == ["enter", *STEPS[STEPS.index(step) :], "exit"]
    assert {one.step: one.tries for one in record.steps}[step] == 2
    assert len(record.faults) == 1
    assert {one.measure: one.value for one in record.measurements}["objects.count"] == 3


def test_a_run_is_begun_once_and_resumed_only_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no run was begun"):
        run.run(plan(tmp_path), [], _silent, resume=True)
    run.run(plan(tmp_path), [Counting("objects", GREEN)], _silent, resume=False)
    with pytest.raises(BadInput, match="a run was begun"):
        run.run(plan(tmp_path), [], _silent, resume=False)
    other = Settings.model_validate(
        {
            "schema": "bastide/rehearsal-settings/1",
            "volume": {"objects": 1, "bytes": 1, "changed_objects": 0, "changed_bytes": 0, "switch_minutes": 1},
        }
    )
    for wrong in (plan(tmp_path, other), plan(tmp_path, wave="other")):
        with pytest.raises(BadInput, match="another wave or other settings"):
            run.run(wrong, [], _silent, resume=True)


def test_one_runner_at_a_time(tmp_path: Path) -> None:
    with (tmp_path / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(BadInput, match="another runner works"):
            run.run(plan(tmp_path), [], _silent, resume=False)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": "bastide/rehearsal-state/2"}', "\udcff"])
def test_a_damaged_state_is_bad_input(tmp_path: Path, content: str) -> None:
    (tmp_path / state.FILE).write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadInput, match="no state of a rehearsal"):
        run.run(plan(tmp_path), [], _silent, resume=True)


def test_a_clock_that_was_set_back_gives_no_record(tmp_path: Path) -> None:
    part = Counting("objects", GREEN, dies_in="verify")
    with pytest.raises(KeyboardInterrupt):
        run.run(plan(tmp_path), [part], _silent, resume=False)
    found = state.read(tmp_path)
    assert found is not None
    later = found.model_copy(update={"started": found.started.replace(year=found.started.year + 1)})
    state.write(tmp_path, later)
    with pytest.raises(ToolkitFailed, match="the clock was set during the run"):
        run.run(plan(tmp_path), [part], _silent, resume=True)
