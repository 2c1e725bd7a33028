"""`bastide check --also`: several documents of one run, each as it would be alone."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from plan.model import LayerPlan
from tests.conftest import Answer, Estates, Plans

Check = Callable[..., Answer]
STACK = ("scaleway-bootstrap", "--date", "2026-11-28")
EACH = ("text", "json", "sarif", "junit", "markdown")


def test_each_document_is_the_one_that_it_would_be_alone(check: Check, estates: Estates) -> None:
    together = check(*STACK, *(part for name in EACH for part in ("--also", f"{name}=all.{name}")))
    alone = {name: check(*STACK, "--format", name) for name in EACH}
    assert together.code == alone["text"].code
    assert together.out == alone["text"].out
    for name in EACH:
        written = (estates.root / f"all.{name}").read_text(encoding="utf-8")
        if name == "text":
            # as wide as a file is, not as the screen
            assert written.splitlines()[0] == alone[name].out.splitlines()[0]
        else:
            assert written == alone[name].out, name


def test_beside_a_document_on_standard_output(check: Check, estates: Estates) -> None:
    found = check(*STACK, "--format", "json", "--also", "sarif=found.sarif")
    assert json.loads(found.out)["schema"] == "bastide/check/1"
    assert json.loads((estates.root / "found.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_everything_is_planned_and_judged_once(
    check: Check, estates: Estates, plans: Plans, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def planned(estate: str, layers: tuple[str, ...] = (), **_: object) -> tuple[LayerPlan, ...]:
        asked.append(estate)
        return plans[estate]

    monkeypatch.setattr("plan.estate.plan_estate", planned)
    check(*STACK, "--output", "a.txt", "--also", "json=b.json", "--also", "junit=c.xml")
    assert asked == ["scaleway"]
    assert {file.name for file in estates.root.iterdir() if file.is_file()} == {"a.txt", "b.json", "c.xml"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--also", "sarif"), "found --also sarif"),
        (("--also", "sarif="), "found --also sarif="),
        (("--also", "html=a.html"), "found --also html=a.html"),
        (("--also", "=a.json"), "found --also =a.json"),
        (("--also", "json=a", "--also", "sarif=./a"), "for two documents"),
        (("--output", "a", "--also", "sarif=a"), "for two documents"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_planned(
    check: Check, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.setattr("plan.estate.plan_estate", None)
    found = check(*STACK, *arguments)
    assert found.code == 2
    assert words in found.err
    assert "do: " in found.err


def test_a_folder_that_is_not_there_is_bad_input(check: Check, estates: Estates) -> None:
    found = check(*STACK, "--also", "json=missing/a.json")
    assert found.code == 2
    assert "missing/a.json cannot be written" in found.err
