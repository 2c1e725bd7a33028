"""Policy packs under the real engine: as an executable, and as a Python pack without a language host."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bastide import cli
from facts.errors import BadInput
from plan.engine.plans import Request, plan_estate
from plan.engine.policy import pack_file
from plan.model import LayerPlan
from tests.conftest import Answer
from tests.plan.engine.lives import REPOSITORY

PACK = Path(__file__).parent / "packs" / "buckets"
STACK = "scaleway-bootstrap"


@pytest.fixture
def executable(tmp_path: Path) -> Path:
    """A pack as one file that the CLI can start."""
    file = tmp_path / "pack"
    file.write_text(f'#!/bin/sh\nexec {sys.executable} -u -m pulumi.policy "$1" {PACK}\n')
    file.chmod(0o700)
    return file


def planned(pack: Path) -> LayerPlan:
    (plan,) = plan_estate("scaleway", ["bootstrap"], REPOSITORY, Request(policy_packs=(pack,)))
    return plan


def check(plan: LayerPlan) -> None:
    mandatory = [report for report in plan.policies if report.level == "mandatory"]
    assert [(report.rule, report.pack) for report in mandatory] == [("locked", "buckets")]
    assert mandatory[0].urn.endswith("::state")
    assert "the bucket state has no object lock" in mandatory[0].message
    advisory = [report for report in plan.policies if report.level == "advisory"]
    assert {report.rule for report in advisory} == {"known"}
    assert len(advisory) == sum(item.type == "scaleway:iam/application:Application" for item in plan.resources) > 0
    assert plan.refused


def test_a_python_pack_reports_into_the_plan() -> None:
    check(planned(PACK))


def test_an_executable_pack_reports_into_the_plan(executable: Path) -> None:
    check(planned(executable))


def test_a_mandatory_violation_fails_the_preview_and_stands_in_the_report(run_here: Answer) -> None:
    assert run_here.code == 1
    (stack,) = json.loads(run_here.out)["stacks"]
    assert stack["refused"] is True
    assert [report for report in stack["policies"] if report["level"] == "mandatory"]


@pytest.fixture
def run_here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Answer:
    monkeypatch.chdir(REPOSITORY)
    monkeypatch.setattr(sys, "argv", ["bastide", "preview", STACK, "--policy-pack", str(PACK), "--format", "json"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    captured = capsys.readouterr()
    return Answer(int(end.value.code or 0), captured.out, captured.err)


@pytest.mark.parametrize("name", ["nothing", "plain.txt", "empty"])
def test_what_is_no_pack_is_bad_input(tmp_path: Path, name: str) -> None:
    (tmp_path / "plain.txt").touch()
    (tmp_path / "empty").mkdir()

    with pytest.raises(BadInput, match=r"no policy pack(.|\n)*PulumiPolicy.yaml"):
        pack_file(tmp_path / name, tmp_path)
