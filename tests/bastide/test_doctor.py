"""`bastide doctor`: what is here, what each missing part costs, what to do; and the exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bastide import doctor
from bastide.review.doctor import as_json
from tests.conftest import REPOSITORY, Answer
from tests.pulumi_cli import real_cli

Bastide = Callable[..., Answer]


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with Python and the libraries, and nothing beside them. Its search path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("BASTIDE_PULUMI", raising=False)
    return folder


def program(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def parts(answer: Answer) -> dict[str, dict[str, Any]]:
    document = json.loads(answer.out)
    schema = json.loads((REPOSITORY / "docs" / "schemas" / "doctor.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)
    assert sum(document["summary"].values()) == len(document["parts"])
    return {part["name"]: part for part in document["parts"]}


def test_what_is_missing_is_named_with_its_cost_and_the_next_action(bare: Path, bastide: Bastide) -> None:
    answer = bastide("doctor")
    assert answer.code == 0, answer
    for words in (
        "Pulumi CLI: missing (optional)\n  found: there is no usable Pulumi CLI",
        "  costs: no real diffs",
        "  do: make pulumi",
        "pulumi-language-python: missing (optional)",
        "git: missing (optional)\n  found: not on the search path\n",
        "  costs: no `preview --against` a git ref\n  do: install git",
        "Go: missing (optional)\n  found: not on the search path\n",
        "  costs: the Pulumi CLI cannot be built here\n  do: install Go 1.",
    ):
        assert words in answer.out, answer.out


def test_the_same_as_json_follows_its_schema(bare: Path, bastide: Bastide) -> None:
    found = parts(bastide("doctor", "--format", "json"))
    assert {name: part["state"] for name, part in found.items()} == {
        "Python": "ok",
        "Python libraries": "ok",
        "Pulumi CLI": "missing",
        "pulumi-language-python": "missing",
        "git": "missing",
        "Go": "missing",
        "checkov": "missing",
        "Chromium": "missing",
    }
    assert [name for name, part in found.items() if part["necessary"]] == ["Python", "Python libraries"]


def test_this_machine_is_well_and_its_cli_is_named_with_where_it_is_from(bastide: Bastide) -> None:
    cli = real_cli()
    answer = bastide("doctor", "--format", "json")
    assert answer.code == 0, answer
    assert parts(answer)["Pulumi CLI"]["found"] == f"{cli.version}, {cli.source}: {cli.path}"
    assert "all " in parts(answer)["Python libraries"]["found"]


def test_a_language_host_beside_the_cli_is_found(bare: Path, bastide: Bastide) -> None:
    program(bare / "pulumi", "echo v3.274.1")
    assert parts(bastide("doctor", "-f", "json"))["pulumi-language-python"]["state"] == "missing"
    host = program(bare / "pulumi-language-python", ":")
    assert parts(bastide("doctor", "-f", "json"))["pulumi-language-python"]["found"] == str(host)


def test_a_chosen_cli_that_cannot_be_used_is_broken(
    bare: Path, bastide: Bastide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASTIDE_PULUMI", str(program(bare / "old", "echo v3.100.0")))
    answer = bastide("doctor")
    assert answer.code == 3
    assert "Pulumi CLI: broken" in answer.out
    assert "is v3.100.0; supported is v3.259.0 or newer" in answer.out
    assert "unset BASTIDE_PULUMI" in answer.out


@pytest.mark.parametrize(
    ("body", "words"), [("exit 5", "fails with exit code 5"), ("exec sleep 60", "gives no answer (TimeoutExpired)")]
)
def test_a_git_that_does_not_work_is_broken(
    body: str, words: str, bare: Path, bastide: Bastide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_SECONDS", 0.5)
    program(bare / "git", f"PATH=/usr/bin:/bin\n{body}")
    answer = bastide("doctor", "-f", "json")
    assert answer.code == 3
    assert parts(answer)["git"]["found"] == words


def test_a_go_that_is_too_old_is_as_good_as_none(bare: Path, bastide: Bastide) -> None:
    program(bare / "go", "echo go1.19.8")
    found = parts(bastide("doctor", "-f", "json"))["Go"]
    assert (found["state"], found["found"]) == ("missing", "1.19.8 is too old")


@pytest.mark.parametrize(
    ("lock", "words"),
    [
        ("pulumi==3.1.0 \\\n    --hash=sha256:00\n", "pulumi is 3.272.0 instead of 3.1.0"),
        ("no-such-library==1.0\n", "no-such-library is not there"),
        ("".join(f"no-{n}==1\n" for n in range(5)), "no-2 is not there and 2 more"),
        ("", "requirements.txt cannot be read (InvalidRequirement)"),
        ("a==b==c\n", "requirements.txt cannot be read (InvalidRequirement)"),
        (None, "requirements.txt cannot be read (FileNotFoundError)"),
    ],
)
def test_libraries_that_are_not_as_pinned_break_it(
    lock: str | None, words: str, tmp_path: Path, bastide: Bastide, monkeypatch: pytest.MonkeyPatch
) -> None:
    if lock is not None:
        (tmp_path / "requirements.txt").write_text(lock, encoding="utf-8")
    monkeypatch.setattr(doctor, "REPOSITORY", tmp_path)
    answer = bastide("doctor", "-f", "json")
    assert answer.code == 3
    assert words in parts(answer)["Python libraries"]["found"]


def test_a_library_of_another_system_is_not_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "pulumi==3.272.0\nno-such-library==1.0 ; sys_platform == 'plan9' \\\n    --hash=sha256:00\n"
    (tmp_path / "requirements.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(doctor, "REPOSITORY", tmp_path)
    (libraries,) = [part for part in doctor.examine() if part.name == "Python libraries"]
    assert (libraries.state, libraries.found) == ("ok", "all 1, as pinned")


def test_an_old_python_breaks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (99, 0))
    found = doctor.examine()
    assert found[0].state == "broken"
    assert not doctor.is_well(found)
    assert json.loads(as_json(found))["summary"]["broken"] == 1


def test_a_wrong_format_is_wrong_usage(bastide: Bastide) -> None:
    answer = bastide("doctor", "--format", "html")
    assert answer.code == 2
    assert "bastide doctor --help" in answer.err


def test_a_browser_is_found_by_any_of_its_names(bare: Path, bastide: Bastide) -> None:
    other = program(bare / "chromium-browser", ":")
    assert parts(bastide("doctor", "-f", "json"))["Chromium"]["found"] == str(other)
    for name in ("chromium", "chromium-headless-shell"):
        better = program(bare / name, ":")
        assert parts(bastide("doctor", "-f", "json"))["Chromium"]["found"] == str(better)
