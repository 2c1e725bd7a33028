"""`bastide cutover rehearse`: what is asked wrongly, and the Job."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import typer
import yaml
from typer.testing import CliRunner

from bastide.commands.cutover.rehearse import rehearse
from bastide.cutover.rehearsal import rehearse as runner
from bastide.cutover.rehearsal import run
from bastide.cutover.rehearsal.keys import program
from facts.errors import BadInput
from tests.bastide.cutover.rehearsal.shared.made import Counting
from tests.conftest import REPOSITORY

APP = typer.Typer()
APP.command()(rehearse)


def _asked(folder: Path, wave: str = "test", settings: Path | None = None) -> runner.Asked:
    return runner.Asked(wave, folder, settings, ("objects", "database"), False)


def test_a_wave_that_is_none_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no wave 'nobody'") as caught:
        runner.rehearse(_asked(tmp_path / "run", "nobody"), REPOSITORY / "stacks")
    assert "shared-services" in caught.value.expected
    assert not (tmp_path / "run").exists()


def test_settings_that_are_none_are_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        runner.rehearse(_asked(tmp_path / "run", settings=tmp_path / "none.yaml"), REPOSITORY / "stacks")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("wave", "only", "parts"),
    [
        ("shared-services", (), ["objects", "keys"]),
        ("test", (), ["objects", "database", "keys"]),
        ("test", ("database",), ["database"]),
    ],
)
def test_a_wave_rehearses_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wave: str, only: tuple[str, ...], parts: list[str]
) -> None:
    begun: list[str] = []

    def remember(_: run.Plan, given: Sequence[run.Part], *__: object, **___: object) -> None:
        begun.extend(part.name for part in given)

    monkeypatch.setattr(run, "run", remember)
    monkeypatch.setattr(program, "find", lambda: tmp_path)
    for name, own in (("ObjectsPart", "objects"), ("database_part", "database"), ("KeysPart", "keys")):
        monkeypatch.setattr(runner, name, lambda *_, own=own, **__: Counting(own, {}))
    runner.rehearse(runner.Asked(wave, tmp_path / "run", None, only, False), REPOSITORY / "stacks")
    assert begun == parts


def test_without_openbao_keys_are_left_unmeasured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    monkeypatch.setattr(run, "run", lambda _, given, *__, **___: begun.extend(part.name for part in given))
    monkeypatch.setattr(program, "find", lambda: None)
    monkeypatch.setattr(runner, "ObjectsPart", lambda *_, **__: Counting("objects", {}))
    runner.rehearse(runner.Asked("shared-services", tmp_path / "run", None, (), False), REPOSITORY / "stacks")
    assert begun == ["objects"]


def test_the_job_is_printed_and_nothing_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(APP, ["test", "--job", "3"])
    assert done.exit_code == 0, done.output
    assert yaml.safe_load(done.output)["spec"]["completions"] == 3
    assert list(tmp_path.iterdir()) == []
