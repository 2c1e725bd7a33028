"""`bastide tender`: the folder that it writes, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bastide.tender.report import Report
from plan.model import LayerPlan
from stacks.estate import Estate, load_estate
from tests.conftest import REPOSITORY, Answer, Estates, Plans

pytestmark = pytest.mark.xdist_group("tender")

DAY = ("--date", "2026-11-28")
Run = Callable[..., Answer]


@pytest.fixture
def tender(bastide: Callable[..., Answer], plans: Plans, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `bastide tender` in this process, for one candidate, over plans that are made once."""

    def planned(estate: Estate, layers: tuple[str, ...] = (), **_: object) -> tuple[LayerPlan, ...]:
        assert not layers
        return plans[estate.name]

    monkeypatch.setattr("plan.estate.plan_loaded", planned)
    return lambda *arguments: bastide("tender", *arguments)


def test_one_folder_with_page_and_data(tender: Run, estates: Estates) -> None:
    answer = tender("scaleway", *DAY, "--output", "out", "--lang", "fr")
    assert answer.code == 0, answer.err
    assert answer.out == ""
    assert "wrote out/report.html" in answer.err
    data = json.loads((estates.root / "out" / "report.json").read_text(encoding="utf-8"))
    report = Report.model_validate(data)
    assert (report.schema_, report.date, report.lang.value) == ("bastide/tender/1", "2026-11-28", "fr")
    assert [item.estate for item in report.candidates] == ["scaleway"]
    page = (estates.root / "out" / "report.html").read_text(encoding="utf-8")
    assert '<html lang="fr"' in page
    assert report.candidates[0].plan in page or report.facts in page


def test_an_estate_is_read_once(tender: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def loaded(name: str, folder: Path) -> Estate:
        read.append(name)
        return load_estate(name, folder)

    monkeypatch.setattr("stacks.estate.load_estate", loaded)
    assert tender("scaleway", *DAY, "--output", "out").code == 0
    assert read == ["scaleway"]


def test_who_writes_the_page_does_not_pay_for_pulumi() -> None:
    """Only the processes that plan import it: it takes half a second."""
    page = "import sys, bastide.tender.files, bastide.tender.page.render; sys.exit('pulumi' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", page], cwd=REPOSITORY, check=False).returncode == 0


def test_the_bill_of_quantities_stands_beside_the_page(tender: Run, estates: Estates) -> None:
    assert tender("scaleway", *DAY, "--output", "out").code == 0
    folder = estates.root / "out"
    report = Report.model_validate_json((folder / "report.json").read_text(encoding="utf-8"))
    ids = [line.id for line in report.candidates[0].quantities.lines]
    table = (folder / "quantities.csv").read_text(encoding="utf-8-sig")
    assert all(name in table for name in ids)
    assert len(ids) > 20
    assert (folder / "quantities.xlsx").read_bytes().startswith(b"PK")
    assert {file.name for file in folder.iterdir()} == {
        "evidence",
        "quantities.csv",
        "quantities.xlsx",
        "report.html",
        "report.json",
    }
    assert (folder / "evidence" / "scaleway" / "index.md").is_file()


def test_prices_come_into_the_report(tender: Run, estates: Estates) -> None:
    prices = estates.root / "offers.yaml"
    prices.write_text(
        "schema: bastide/prices/1\ncurrency: EUR\nprices:\n  scaleway:\n"
        '    Q-CPU-01: {unit: "vCPU·month", price: "12.50"}\n',
        encoding="utf-8",
    )
    answer = tender("scaleway", *DAY, "--output", "out", "--prices", "offers.yaml")
    assert answer.code == 0, answer.err
    report = Report.model_validate_json((estates.root / "out" / "report.json").read_text(encoding="utf-8"))
    (line,) = [item for item in report.candidates[0].quantities.lines if item.id == "Q-CPU-01"]
    assert line.price is not None
    assert line.price.unit_price == "12.5"


def test_wrong_prices_are_refused_before_anything_is_planned(
    tender: Run, estates: Estates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plan.estate.plan_loaded", None)
    (estates.root / "offers.csv").write_text("line;unit\n", encoding="utf-8")
    answer = tender("scaleway", *DAY, "--output", "out", "--prices", "offers.csv")
    assert answer.code == 2
    assert "offers.csv:1" in answer.err
    assert not (estates.root / "out").exists()


def test_the_same_command_writes_the_same_bytes(tender: Run, estates: Estates) -> None:
    written: list[dict[str, bytes]] = []
    for name in ("one", "two"):
        assert tender("scaleway", *DAY, "--output", name).code == 0
        folder = estates.root / name
        written.append(
            {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        )
    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("azure-legacy",), "is what exists today, and no candidate"),
        (("scaleway-hub",), "is a single stack"),
        (("nowhere",), "nowhere"),
    ],
)
def test_only_candidates_are_compared(tender: Run, estates: Estates, names: tuple[str, ...], found: str) -> None:
    answer = tender(*names, *DAY, "--output", "out")
    assert answer.code == 2
    assert found in answer.err
    assert "do:" in answer.err
    assert not (estates.root / "out").exists()


def test_a_folder_with_other_files_is_refused_before_it_is_touched(tender: Run, estates: Estates) -> None:
    other = estates.root / "other"
    other.mkdir()
    (other / "diary.txt").write_text("mine", encoding="utf-8")
    answer = tender("scaleway", *DAY, "--output", "other")
    assert answer.code == 2
    assert "holds files, and no `report.json`" in answer.err
    assert [file.name for file in other.iterdir()] == ["diary.txt"]


def test_a_folder_that_cannot_be_made_is_named(tender: Run, estates: Estates) -> None:
    (estates.root / "file").write_text("", encoding="utf-8")
    answer = tender("scaleway", *DAY, "--output", "file/out")
    assert answer.code == 2
    assert "file/out cannot be written" in answer.err
    assert Path(estates.root / "file").read_text(encoding="utf-8") == ""
