"""How a run is followed step by step: with a script in place of the CLI, which tells steps as the engine does."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bastide.receipt.destructive import Named
from bastide.up.apply import Outcome, up

URN = "urn:pulumi:scaleway-hub::bastide::scaleway:network/vpc:Vpc::hub"
TYPE = "scaleway:network/vpc:Vpc"
WAITS = "trap 'exit 7' INT\nfor i in $(seq 300); do sleep 0.1; done\n"
Follow = Callable[..., Outcome]


def step(kind: str, operation: str, urn: str = URN, type_: str = TYPE) -> str:
    state = {"custom": True} if not type_.startswith("bastide:") else {}
    return json.dumps({kind: {"metadata": {"op": operation, "urn": urn, "type": type_, "new": state}}})


@pytest.fixture
def follow(tmp_path: Path) -> Follow:
    def run(lines: Sequence[str], end: str = "exit 0\n", allowed: frozenset[Named] = frozenset()) -> Outcome:
        told = tmp_path / "told"
        told.write_text("\n".join(lines) + "\n", encoding="utf-8")
        script = tmp_path / "pulumi"
        script.write_text(
            f'#!/bin/bash\nwhile [ "$1" != --event-log ]; do shift; done\ncat "{told}" >> "$2"\necho spoken >&2\n{end}'
        )
        script.chmod(0o700)
        stands_in: Any = SimpleNamespace(
            session=SimpleNamespace(
                caller=SimpleNamespace(executable=script, folder=tmp_path, environment={"PATH": "/usr/bin:/bin"})
            ),
            kept_plan=tmp_path / "plan.json",
            log=lambda operation: tmp_path / f"{operation}.events",
            command=lambda operation, stack, *options: [operation, "--stack", stack, *options],
        )
        return up(stands_in, "scaleway-hub", allowed, "a message", said.append)

    said: list[str] = []
    run.said = said  # type: ignore[attr-defined]
    return run


def test_what_failed_while_it_was_created_is_kept_apart(follow: Follow) -> None:
    made = json.loads(step("resOpFailedEvent", "create", f"{URN}-2"))
    made["resOpFailedEvent"]["metadata"]["new"]["inputs"] = {"name": "hdh-hub"}
    told = [
        json.dumps(made),
        step("resOpFailedEvent", "update"),
        step("resOpFailedEvent", "create", type_="bastide:x:Y"),
    ]
    outcome = follow(told, "exit 255\n")
    assert [str(item) for item in outcome.unsure] == [f"creating {TYPE} hub-2, named `hdh-hub`"]


def test_what_was_done_is_counted_and_said(follow: Follow) -> None:
    outcome = follow(
        [
            step("resOutputsEvent", "create"),
            step("resOutputsEvent", "create"),
            step("resOutputsEvent", "same"),
            step("resOutputsEvent", "update", type_="bastide:net:Network"),
            step("resOutputsEvent", "update"),
        ]
    )
    assert outcome.well
    assert str(outcome) == "done: 2 create, 1 update"
    assert follow.said == [f"  create {TYPE} hub"] * 2 + [f"  update {TYPE} hub"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("operation", ["delete", "replace", "create-replacement", "delete-replaced"])
def test_a_step_that_nobody_approved_interrupts_the_run_at_once(follow: Follow, operation: str) -> None:
    outcome = follow([step("resourcePreEvent", operation)], WAITS)
    assert outcome.code == 7
    assert [item.urn for item in outcome.beyond] == [URN]
    assert not outcome.well
    assert not outcome.interrupted, "nobody did that by hand"


def test_a_step_that_was_approved_goes_on(follow: Follow) -> None:
    outcome = follow([step("resourcePreEvent", "delete")], allowed=frozenset({Named("delete", URN)}))
    assert outcome.well


def test_a_step_seen_only_when_all_is_over_is_told_all_the_same(follow: Follow) -> None:
    outcome = follow([step("resourcePreEvent", "delete")])
    assert outcome.beyond == (Named("delete", URN),)
    assert not outcome.well


def test_errors_and_half_lines(follow: Follow) -> None:
    error = json.dumps({"diagnosticEvent": {"severity": "error", "message": "it is full\n"}})
    outcome = follow([error, "no JSON", step("resOutputsEvent", "create")[:30]], "exit 255\n")
    assert outcome.errors == ("it is full",)
    assert outcome.said == "spoken"
    assert str(outcome) == "failed with code 255; until then: no change"


def test_a_cli_that_is_killed(follow: Follow) -> None:
    outcome = follow([step("resOutputsEvent", "create")], "kill -9 $$\n")
    assert outcome.killed
    assert str(outcome) == "ended by signal 9; until then: 1 create"
