"""`bastide evidence`: a folder that is written whole or not at all, for any estate and any stack of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bastide.commands import evidence as command
from bastide.tender.evidence.bundle import MANIFEST
from facts.edition import version
from facts.errors import BadInput
from plan.digest import digest
from plan.model import LayerPlan
from policies.model import Lang
from stacks.estate import Estate
from tests.bastide.test_check_secrets import MARK, Planter
from tests.conftest import REPOSITORY, Estates, Plans

pytestmark = pytest.mark.xdist_group("tender")

ON = datetime(2026, 11, 28)
Write = Callable[..., Mapping[str, str]]


@pytest.fixture
def write(estates: Estates, plans: Plans, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Run the command in a copy of the repository, and read what it has written."""
    monkeypatch.chdir(estates.root)

    def planned(estate: Estate, layers: tuple[str, ...] = (), **_: Any) -> tuple[LayerPlan, ...]:
        assert not layers
        return plans[estate.name]

    monkeypatch.setattr("plan.estate.plan_loaded", planned)

    def run(*stacks: str, output: Path | None = None, lang: Lang = Lang.EN) -> Mapping[str, str]:
        folder = output or estates.root / "out"
        command.evidence(output=folder, stacks=list(stacks), on=ON, lang=lang)
        return read(folder)

    return run


def read(folder: Path) -> Mapping[str, str]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}


@pytest.mark.parametrize("estate", ["scaleway", "azure-legacy"])
def test_a_folder_holds_index_exemptions_and_a_file_a_clause(write: Write, plans: Plans, estate: str) -> None:
    found = write(estate)
    manifest = json.loads(found[MANIFEST])
    schema = json.loads((REPOSITORY / "docs" / "schemas" / "evidence-folder.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(manifest)
    [one] = manifest["estates"]
    assert manifest["date"] == "2026-11-28" and manifest["facts"] == version()
    assert one["estate"] == estate and one["plan"] == digest(plans[estate])
    assert {f"{estate}/index.md", f"{estate}/exemptions.json"} <= set(found)
    clauses = [json.loads(text) for name, text in found.items() if name.count("/") == 2]
    assert len(clauses) == sum(one["counts"].values()) > 120
    for status, count in one["counts"].items():
        assert sum(clause["clause"]["status"] == status for clause in clauses) == count
    assert {clause["origin"]["plan"] for clause in clauses} == {one["plan"]}


def test_a_single_stack_is_answered_for_itself_alone(write: Write, plans: Plans) -> None:
    found = write("scaleway-hub", "scaleway-prod")
    [one] = json.loads(found[MANIFEST])["estates"]
    assert one["layers"] == ["hub", "prod"]
    assert one["plan"] == digest(plan for plan in plans["scaleway"] if plan.layer in {"hub", "prod"})
    document = json.loads(found["scaleway/SNC/19.2.b.json"])
    assert document["origin"]["commands"][0].startswith("bastide check scaleway-hub scaleway-prod --date 2026-11-28")
    layers = {item["layer"] for rule in document["rules"] for item in rule["examples"]}
    assert layers and layers <= {"hub", "prod"}
    whole = json.loads(write("scaleway")["scaleway/SNC/19.2.b.json"])
    assert whole["clause"]["resources"] > document["clause"]["resources"] > 0


def test_an_earlier_folder_is_replaced_whole(write: Write, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    write("scaleway", output=folder)
    (folder / "scaleway" / "left.txt").write_text("of another day", encoding="utf-8")
    found = write("scaleway", output=folder, lang=Lang.FR)
    assert "scaleway/left.txt" not in found and json.loads(found[MANIFEST])["lang"] == "fr"
    assert "Éléments de preuve" in found["scaleway/index.md"]
    assert [file.name for file in tmp_path.iterdir() if "evidence" in file.name] == ["evidence"]


def test_what_is_somebody_elses_is_left_alone(write: Write, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(BadInput, match=r"evidence\.json"):
        write("scaleway", output=folder)
    assert read(folder) == {"thesis.txt": "years of work"}


def test_what_cannot_be_written_leaves_nothing_behind(write: Write, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BadInput, match="cannot be written"):
        write("scaleway", output=tmp_path / "file" / "evidence")
    assert sorted(tmp_path.rglob("*")) == before


def test_an_unknown_stack_is_refused_before_anything_is_planned(write: Write, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="did you mean `scaleway`"):
        write("scalway", output=tmp_path / "evidence")
    assert not (tmp_path / "evidence").exists()


def test_what_is_written_is_told_with_the_counts(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    counts = json.loads(write("scaleway")[MANIFEST])["estates"][0]["counts"]
    row = next(line for line in capsys.readouterr().out.splitlines() if "scaleway" in line)
    assert row.split()[1:6] == [str(count) for count in counts.values()]


@pytest.mark.parametrize("estate", ["scaleway", "azure-legacy"])
def test_no_secret_of_the_plan_is_in_any_file(
    write: Write, plans: Plans, monkeypatch: pytest.MonkeyPatch, estate: str
) -> None:
    planter = Planter()
    planted = tuple(planter.plan(plan) for plan in plans[estate])
    monkeypatch.setattr("plan.estate.plan_loaded", lambda *_, **__: planted)
    found = write(estate)
    assert planter.planted > 3 and len(found) > 120
    assert not [name for name, text in found.items() if MARK.casefold() in text.casefold()]
