"""Files of a cutover estate that are wrong: one message with place and next action, never a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from facts.errors import BadInput
from stacks.catalogue import resolve
from stacks.cutover import Cutover, load_cutover
from stacks.program import run
from tests.stacks.cutover.conftest import Edited

CROSSING, OWN = "hdh-move.yaml", "cutover-scaleway.yaml"
CASES: list[tuple[str, str, str, str]] = [
    (CROSSING, "until: 2027-06-30", "until: 2026-11-30", "before the start"),
    (CROSSING, "cidr: 10.17.240.0/20", "cidr: 10.65.0.0/20", "overlaps"),
    (CROSSING, "cidr: 10.17.240.0/20", "cidr: 10.17.16.0/20", "overlaps"),
    (CROSSING, "  slot: 15", "  slot: 0", "overlaps"),
    (CROSSING, "      prod-main: 1\n", "      prod-mian: 1\n", "does not have"),
    (CROSSING, "      prod-main: 1\n", "      prod-main: 2\n", "twice"),
    (CROSSING, "service_segment: relay", "service_segment: relais", "found the segment `relais`"),
    (CROSSING, "operators: [platform-operator-1, ", "operators: [platform-operator-9, ", "platform-operator-9"),
    (CROSSING, "ttl_seconds: 60", "ttl_seconds: 3600", "3600"),
    (CROSSING, "from: hub.bastion, to: relay, ports: [22]", "from: hub.shared, to: relay, ports: [22]", "MOV-001"),
    (OWN, "target: scaleway", "target: azure-legacy", "from a legacy to a candidate"),
    (OWN, "estate: cutover-scaleway", "estate: cutover", "the estate name"),
    (OWN, "addresses: [203.0.113.76, 203.0.113.77]", "addresses: [203.0.113.76]", "1 addresses"),
    (OWN, "  portal: {legacy", "  portail: {legacy", "`portal`"),
    (OWN, "answers: legacy", "answers: both", "answers"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), CASES, ids=[f"{case[0]}: {case[2].strip()}" for case in CASES])
def test_it_says_what_where_and_what_to_do(edited: Edited, file: str, old: str, new: str, said: str) -> None:
    with pytest.raises(BadInput) as raised:
        load_cutover("cutover-scaleway", edited(file, old, new))
    assert said in raised.value.message()
    assert file in raised.value.message() or CROSSING in raised.value.message()
    assert "do:" in raised.value.message()


def test_a_flow_may_end_before_the_move_and_not_after(edited: Edited) -> None:
    line = "ports: [22], justification: operators start"
    folder = edited(CROSSING, line, "ports: [22], until: 2027-01-31, justification: operators start")
    found = load_cutover("cutover-scaleway", folder)
    assert str(found.intent.environments[-1].flows[0].until) == "2027-01-31"
    with pytest.raises(BadInput, match="after that of the move"):
        load_cutover("cutover-scaleway", edited(CROSSING, "until: 2027-01-31", "until: 2027-12-31"))


def test_a_move_that_is_over_is_no_bad_input(edited: Edited) -> None:
    folder = edited(CROSSING, "starts: 2026-12-01\nuntil: 2027-06-30", "starts: 2024-12-01\nuntil: 2025-06-30")
    assert isinstance(load_cutover("cutover-scaleway", folder), Cutover)


def test_names_of_stacks() -> None:
    assert resolve("cutover-scaleway") == ("cutover-scaleway", None)
    assert resolve("cutover-scaleway-move") == ("cutover-scaleway", "move")
    with pytest.raises(BadInput, match="cutover-scaleway-move"):
        resolve("cutover-scaleway-hub")


def test_a_whole_move_is_no_stack() -> None:
    with pytest.raises(BadInput, match="such as cutover-scaleway-move"):
        run("cutover-scaleway")


def test_the_example_of_the_repository_is_right(move: str) -> None:
    found: Any = load_cutover(move)
    assert isinstance(found.recorded, tuple) and all(
        isinstance(file, Path) and file.is_file() for file in found.recorded
    )
