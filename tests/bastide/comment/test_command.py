"""`bastide comment` at the command line, of files of earlier steps."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bastide.comment import group_of
from bastide.failure import ToolkitFailed
from bastide.review.comment.fit import BOUND
from bastide.review.findings.as_json import render as findings_json
from bastide.review.findings.report import Report
from plan.engine.plans import Request
from plan.model import LayerPlan
from plan.serialise import to_json
from policies.checking import Ask, Checked
from tests.bastide.comment.made import COMMIT, all_findings, three_blows
from tests.bastide.comment.test_bound import many
from tests.bastide.findings import report
from tests.conftest import Answer

Run = Callable[..., Answer]


@pytest.fixture
def preview(tmp_path: Path) -> Path:
    file = tmp_path / "plan.json"
    file.write_text(to_json(three_blows()), encoding="utf-8")
    return file


@pytest.fixture
def check(tmp_path: Path) -> Path:
    return written(tmp_path / "findings.json")


def written(file: Path, against: str = f"origin/main ({COMMIT[:12]})", **changes: Any) -> Path:
    document = json.loads(findings_json(replace(report(all_findings(), []), against=against)))
    file.write_text(json.dumps({**document, **changes}), encoding="utf-8")
    return file


def test_files_of_earlier_steps_give_the_whole_comment(run: Run, preview: Path, check: Path) -> None:
    done = run("--from-preview", str(preview), "--from-check", str(check), "--group", "pr")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("<!-- bastide-comment: pr -->\n\n## What this changes: `scaleway-prod`, `scaleway-hub`")
    assert "Replaces 1 database, deletes 1 bucket, opens port `22`" in done.out
    assert "**`NET-001`**" in done.out


def test_without_findings_it_says_that_nobody_asked(run: Run, preview: Path) -> None:
    done = run("--from-preview", str(preview), "--lang", "fr", "--format", "gitlab")
    assert done.code == 0
    assert "les règles n'ont pas été interrogées" in done.out
    assert "### Constats" not in done.out
    assert "> ⚠️" in done.out


def test_a_gate_is_no_matter_of_the_comment(run: Run, preview: Path, check: Path) -> None:
    """New mandatory failures are what `check` exits with 1 for."""
    done = run("--from-preview", str(preview), "--from-check", str(check))
    assert "Do not merge." in done.out
    assert done.code == 0


def test_it_is_written_to_files_whole_and_short(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    file.write_text(to_json(many(3000, 100)), encoding="utf-8")
    short, whole = tmp_path / "comment.md", tmp_path / "whole.md"
    done = run("--from-preview", str(file), "--output", str(short), "--full", str(whole))
    assert (done.code, done.out, done.err) == (0, "", "")
    text = short.read_text(encoding="utf-8")
    assert len(text) < BOUND < len(whole.read_text(encoding="utf-8"))
    assert "The whole is in the file `whole.md` of this run." in text
    assert "resource-of-the-platform-02999" in whole.read_text(encoding="utf-8")


def test_masks_and_templates_of_the_command_line(
    run: Run, preview: Path, check: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "footer.md.j2").write_text("Ask the platform team.")
    monkeypatch.setenv("BASTIDE_MASKS", "env:WHO")
    monkeypatch.setenv("WHO", "exports")
    given = ("--from-preview", str(preview), "--from-check", str(check))
    done = run(*given, "--mask", "cor[e]", "--templates", str(folder))
    assert done.code == 0
    assert "`core`" not in done.out
    assert "exports" not in done.out
    assert "bucket `***`" in done.out
    assert done.out.endswith("Ask the platform team.\n")


FAILURES: dict[str, tuple[tuple[str, ...], str]] = {
    "no file": (("--from-preview", "none.json"), "there is no such file"),
    "a bad mask": (("--from-preview", "plan.json", "--mask", "(sec"), "--mask (number 1) is no regular expression"),
    "no templates": (("--from-preview", "plan.json", "--templates", "none"), "there is no such folder"),
    "no plan": (("--from-preview", "findings.json"), "found the schema `bastide/check/1`"),
    "no findings": (("--from-preview", "plan.json", "--from-check", "plan.json"), "found the schema `bastide/plan/1`"),
    "another tool": (("--from-preview", "other.json"), "found a document of another tool"),
    "cut off": (("--from-preview", "cut.json"), "the file ends in the middle"),
    "another base": (("--from-preview", "plan.json", "--from-check", "base.json"), "is compared with 5e1c0b7a9d42"),
    "broken": (("--from-preview", "plan.json", "--from-check", "broken.json"), "does not have the form of the schema"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_comment_is_written_also_where_it_fails(
    run: Run, preview: Path, check: Path, tmp_path: Path, failure: str
) -> None:
    (tmp_path / "cut.json").write_text(preview.read_text()[:500])
    (tmp_path / "other.json").write_text("{}")
    written(tmp_path / "base.json", against="other (000000000000)")
    written(tmp_path / "broken.json", findings=[{"stack": 1}])
    arguments, said = FAILURES[failure]
    placed = [str(tmp_path / item) if not item.startswith(("-", "(")) else item for item in arguments]
    output, full = tmp_path / "comment.md", tmp_path / "whole.md"
    done = run(*placed, "--output", str(output), "--full", str(full), "--group", "pr", "--lang", "fr")
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err
    text = output.read_text(encoding="utf-8")
    assert text.startswith("<!-- bastide-comment: pr -->\n\n## Il n'y a pas de plan")
    assert said in text
    assert "code de sortie 2" in text
    assert full.read_text(encoding="utf-8") == text
    assert "(sec" not in text


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (ToolkitFailed("there is no Pulumi CLI", "make pulumi"), 3, "there is no Pulumi CLI"),
        (ZeroDivisionError("hunter2"), 3, "the toolkit failed: ZeroDivisionError"),
    ],
)
def test_a_failure_of_the_toolkit_is_told_and_is_its_exit_code(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int, said: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("bastide.preview.plan_stacks", fail)
    done = run("scaleway", "--against", "main")
    assert done.code == code
    assert done.out.startswith("<!-- bastide-comment: scaleway -->")
    assert said in done.out
    assert said in done.err
    assert "hunter2" not in done.out + done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "there is nothing to compare with"),
        (("scaleway",), "there is nothing to compare with"),
        (("--from-check", "x"), "found --from-check without --from-preview"),
        (("scaleway", "--from-preview", "x"), "found --from-preview with stacks"),
        (("--against", "main", "--from-preview", "x"), "found --from-preview with --against"),
        (("--from-preview", "x", "--from-check", "y", "--date", "2026-11-28"), "found --from-preview with --date"),
        (("--from-preview", "x", "--group", "a--b"), "found `a--b` as the group"),
        (("--from-preview", "x", "--group", "a-->"), "as the group"),
        (("--from-preview", "x", "--full-url", "javascript:alert(1)"), "what --full-url names is no address"),
        (("--from-preview", "x", "--full-url", "https://a> <b"), "what --full-url names is no address"),
        (("--from-preview", "x", "--full-url", "https://user:pass@host/"), "what --full-url names is no address"),
        (("--from-preview", "x", "--output", "none/c.md"), "there is no such folder"),
        (("--from-preview", "x", "--format", "bitbucket"), "bitbucket"),
    ],
)
def test_wrong_usage_is_bad_input_and_no_comment(run: Run, arguments: tuple[str, ...], said: str) -> None:
    """Nothing can be posted where it is not known as what."""
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "do: " in done.err


def test_the_group_follows_the_stacks() -> None:
    assert group_of("", ()) == "all"
    assert group_of("", ("scaleway", "ovhcloud-hub")) == "scaleway-ovhcloud-hub"
    assert group_of("pr.7_x", ()) == "pr.7_x"


def test_of_a_branch_the_engine_and_the_rules_are_asked_about_the_same_base(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine's comparison is in tests/plan/engine/test_against.py, that of the rules in test_check_against.py."""
    asked: dict[str, Any] = {}

    def planned(names: Sequence[str], folder: Path, request: Request) -> list[LayerPlan]:
        asked["engine"] = (list(names), request.against, request.allow_dirty, request.real)
        return three_blows()

    def checked(names: Sequence[str], folder: Path, ask: Ask) -> tuple[Checked, ...]:
        asked["rules"] = (list(names), ask.on.isoformat())
        return tuple(report(all_findings()).checked)

    def compared(made: Report, ask: Ask, root: Path, against: str, *, allow_dirty: bool) -> Report:
        asked["base"] = (against, allow_dirty, ask.on.isoformat())
        return replace(report(all_findings(), []), against=f"{against} ({COMMIT[:12]})", on=made.on)

    monkeypatch.setattr("bastide.preview.plan_stacks", planned)
    monkeypatch.setattr("bastide.check.check_stacks", checked)
    monkeypatch.setattr("bastide.against.compared", compared)
    done = run("scaleway-hub", "--against", "origin/main", "--date", "2026-12-01", "--allow-dirty")
    assert (done.code, done.err) == (0, "")
    assert asked == {
        "engine": (["scaleway-hub"], "origin/main", True, False),
        "rules": (["scaleway-hub"], "2026-12-01"),
        "base": ("origin/main", True, "2026-12-01"),
    }
    assert done.out.startswith("<!-- bastide-comment: scaleway-hub -->")
    assert "Replaces 1 database, deletes 1 bucket, opens port `22`" in done.out
    assert "on 2026-12-01" in done.out
