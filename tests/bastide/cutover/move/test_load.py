"""The plan of the repository, and every fault of a plan at its line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml

from bastide.cutover.move.asked import Side, asked
from bastide.cutover.move.load import NAME, load_move
from bastide.cutover.move.model import Holding, Move, PhaseId
from facts.errors import SHOWN, BadInput, BadInputs
from tests.conftest import REPOSITORY, Estates


@pytest.fixture(scope="module")
def move() -> Move:
    return load_move(REPOSITORY / "stacks")


def test_the_repositorys_plan_has_every_phase_and_moves_every_area(move: Move) -> None:
    assert [phase.id for phase in move.phases] == list(PhaseId)
    # the pilot is dropped in the mapping
    assert {wave.area for wave in move.waves} == {
        "hub", "prod", "nonprod", "cardio", "onco", "vaccin", "methods",
    }  # fmt: skip
    assert (move.legacy, move.target) == ("azure-legacy", "scaleway")


def test_shared_services_come_first_then_environments_then_spaces(move: Move) -> None:
    assert [wave.area for wave in move.waves][:3] == ["hub", "nonprod", "prod"]
    assert all(wave.after for wave in move.waves[1:])


def test_a_wave_is_asked_only_about_what_it_holds(move: Move) -> None:
    freeze = next(phase for phase in move.phases if phase.id is PhaseId.FREEZE)
    waves = {wave.area: wave for wave in move.waves}

    def measures(area: str) -> set[str]:
        return {one.measure for one in asked(freeze, waves[area], Side.ENTRY)}

    assert "airlock.active" in measures("cardio")
    assert "database.lag_seconds" in measures("cardio")
    assert "airlock.active" not in measures("prod")
    assert "database.lag_seconds" in measures("prod")
    assert "database.lag_seconds" not in measures("onco")
    assert {"objects.different", "decision.go"} <= measures("hub")


def test_both_languages_differ_where_words_do(move: Move) -> None:
    for phase in move.phases:
        assert phase.title.en != phase.title.fr
    assert all(measure.title.en != measure.title.fr for measure in move.measures.values())


def test_every_difference_is_over_a_count(move: Move) -> None:
    found = [measure for measure in move.measures.values() if measure.kind == "differences"]
    assert len(found) > 20
    assert all(one.over is not None and move.measures[one.over].kind == "count" for one in found)


@dataclass(frozen=True)
class Seed:
    """One fault: what is replaced in a file, what must be found, and the words on whose line."""

    id: str
    edits: tuple[tuple[str, str], ...]
    found: str
    at: str
    file: str = NAME


def seeds() -> list[Seed]:
    table = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text(encoding="utf-8"))
    return [Seed(**{**row, "edits": tuple((edit["old"], edit["new"]) for edit in row["edits"])}) for row in table]


def faults_of(folder: Path) -> list[BadInput]:
    with pytest.raises(BadInput) as raised:
        load_move(folder)
    found = raised.value
    return list(found.faults) if isinstance(found, BadInputs) else [found]


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.id)
def test_each_fault_is_found_at_its_line(seed: Seed, plan: Estates) -> None:
    (plan.folder / "folder").mkdir()
    for old, new in seed.edits:
        plan.replace(seed.file, old, new)
    text = (plan.folder / seed.file).read_text(encoding="utf-8")
    assert seed.at in text
    line = text[: text.index(seed.at)].count("\n") + 1
    all_found = faults_of(plan.folder)
    found = [fault for fault in all_found if seed.found in fault.found]
    # a value that is neither of two kinds of number is told of for both
    assert found, [fault.message() for fault in all_found]
    for fault in found:
        assert fault.place is not None
        assert (fault.place.file, fault.place.line) == (plan.folder / seed.file, line), fault.message()
        assert fault.place.path
        assert fault.action


def test_all_faults_are_told_at_once(plan: Estates) -> None:
    plan.replace(NAME, "after: [methods]", "after: [metods]")
    plan.replace(NAME, "backups, logs, keys]", "backups, keys, logs]")
    plan.replace(NAME, "target: scaleway", "target: hetzner")
    assert len(faults_of(plan.folder)) == 3
    with pytest.raises(BadInput) as raised:
        load_move(plan.folder)
    assert len(raised.value.message().split("  do: ")) == 4 <= SHOWN


def test_an_area_that_the_mapping_drops_needs_no_wave_and_any_other_does(plan: Estates) -> None:
    load_move(plan.folder)
    text = (plan.folder / "mapping.yaml").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if "role: ProjectSpace, legacy: pilot" in line]
    plan.replace("mapping.yaml", line + "\n", "")
    (fault,) = faults_of(plan.folder)
    assert "no wave moves `pilot`" in fault.found


def test_a_wave_may_start_before_what_it_waits_for_has_ended(plan: Estates) -> None:
    plan.replace(NAME, "start: 2027-02-15\n    end: 2027-05-31", "start: 2027-01-04\n    end: 2027-05-31")
    moved = load_move(plan.folder)
    (methods,) = [wave for wave in moved.waves if wave.id == "methods"]
    assert methods.start == date(2027, 1, 4)


def test_what_is_wrong_in_an_intent_is_told_with_the_plans_own_faults(plan: Estates) -> None:
    plan.replace("hdh.yaml", "spaces: 10.72.0.0/13", "spaces: 10.72.0.0/33")
    plan.replace(NAME, "after: [methods]", "after: [metods]")
    files = {fault.place.file.name for fault in faults_of(plan.folder) if fault.place and fault.place.file}
    assert files == {"hdh.yaml", NAME}


def test_a_wave_of_an_area_that_only_the_target_has_moves_nothing(plan: Estates) -> None:
    # the legacy's space is called otherwise, and the mapping drops it
    plan.replace("hdh-legacy.yaml", "  - name: methods", "  - name: oldies")
    plan.replace(NAME, "area: methods\n    holds: [objects, airlock, keys]", "area: methods\n    holds: []")
    found = [fault.found for fault in faults_of(plan.folder)]
    assert not any("says that it holds" in text for text in found), found


def test_holdings_are_those_of_the_legacy(move: Move) -> None:
    holds = {wave.area: wave.holds for wave in move.waves}
    assert holds["hub"] == (Holding.OBJECTS, Holding.KEYS)
    assert holds["cardio"] == tuple(Holding)
