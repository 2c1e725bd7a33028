"""The plan of the move through the command line: what is wrong ends with 2 and its place, what is right is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bastide.cutover.move.load import NAME
from bastide.cutover.move.model import PhaseId
from bastide.failure import Exit
from tests.conftest import Answer, Estates

NOW = ("--now", "2026-11-29T08:00+01:00")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("after: [methods]", "after: [metods]", "there is no wave `metods`"),
        ("{measure: inventory.unmanaged,", "{measure: inventory.unmanged,", "there is no measure `inventory.unmanged`"),
        ("end: 2027-04-30", "end: 2027-01-17", "before its start on 2027-01-18"),
        ("downtime_minutes: 240", "downtime_minutes: many", "found the text `many`"),
    ],
)
def test_a_fault_ends_with_2_and_says_where_and_what_to_do(
    old: str, new: str, found: str, plan: Estates, bastide: Callable[..., Answer]
) -> None:
    line = plan.replace(NAME, old, new)
    answer = bastide("cutover", "status", *NOW)
    assert answer.code == Exit.BAD_INPUT
    assert f"stacks/{NAME}:{line}:" in answer.err
    assert found in answer.err
    assert "  do: " in answer.err
    assert "Traceback" not in answer.err


def test_both_intents_must_not_claim_an_address(plan: Estates, bastide: Callable[..., Answer]) -> None:
    plan.replace("hdh.yaml", "remote_cidrs: [10.16.0.0/12]", "remote_cidrs: [192.168.0.0/16]")
    line = plan.replace("hdh.yaml", "transit: 10.71.0.0/22", "transit: 10.18.0.0/22")
    answer = bastide("cutover", "status", *NOW)
    assert answer.code == Exit.BAD_INPUT
    assert f"stacks/hdh.yaml:{line}:" in answer.err
    assert "overlaps the legacy's 10.18.0.0/22" in answer.err


def test_the_status_of_a_move_that_is_not_begun(plan: Estates, bastide: Callable[..., Answer]) -> None:
    answer = bastide("cutover", "status", *NOW)
    assert answer.code == Exit.WELL, answer.err
    assert "not begun" in answer.out
    assert "bastide cutover record begin" in answer.out
    assert not (plan.folder / "journal").exists(), "looking changes nothing"


def test_the_status_as_json_and_as_a_page(plan: Estates, bastide: Callable[..., Answer], tmp_path: Path) -> None:
    answer = bastide("cutover", "status", *NOW, "--format", "json")
    assert answer.code == Exit.WELL, answer.err
    found = json.loads(answer.out)
    assert found["schema"] == "bastide/cutover-status/1"
    assert [phase["id"] for phase in found["waves"][0]["phases"]] == list(PhaseId)
    file = tmp_path / "status.html"
    assert bastide("cutover", "status", *NOW, "--format", "html", "--lang", "fr", "--output", str(file)).code == 0
    page = file.read_text(encoding="utf-8")
    assert page.lstrip().startswith("<!doctype html>")
    assert 'lang="fr"' in page
    assert str(plan.root) not in page
