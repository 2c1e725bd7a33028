"""`bastide check --against`: the gate of a pull request, on a clone with a history."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bastide import against
from bastide.failure import ToolkitFailed
from facts.errors import BadInput
from policies.checking import Ask
from policies.profiles import profile
from tests.bastide.findings import ON
from tests.conftest import Answer, Estates
from tests.copies import again, cloned, copied, without_spaces

pytestmark = pytest.mark.xdist_group("check-against")
_PROGRAM = ("bastide", "components", "facts", "plan", "policies", "providers", "stacks")
_FILES = ("Pulumi.yaml", "__main__.py", "requirements.txt")
# one estate, of which a run takes seconds
ESTATE = "cloudtemple"
DAY = ("--date", "2026-11-28")
Run = Callable[..., Answer]


def git(root: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    done = subprocess.run(["git", "-C", str(root), *identity, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository that everybody fetches from; its `old` is from before there was `bastide check`."""
    root = tmp_path_factory.mktemp("server") / "repository"
    copied(root, _PROGRAM, _FILES)
    (root / ".gitignore").write_text("__pycache__/\n")
    # one that goes and one that stays are left
    without_spaces(root, "cardio", "vaccin")
    cli = root / "bastide" / "cli.py"
    now = cli.read_text(encoding="utf-8")
    cli.write_text(now.replace("    check.check,\n", ""), encoding="utf-8")
    assert cli.read_text(encoding="utf-8") != now
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "before")
    git(root, "tag", "old")
    cli.write_text(now, encoding="utf-8")
    git(root, "commit", "-qam", "base")
    return root


@pytest.fixture(scope="module")
def clone(server: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of it, to make copies of."""
    return cloned(server, tmp_path_factory.mktemp("clone") / "clone")


@pytest.fixture
def branch(clone: Path, tmp_path: Path) -> Path:
    """Somebody's clone."""
    return again(clone, tmp_path / "clone")


@pytest.fixture
def estates(branch: Path) -> Estates:
    """Commands run in the clone."""
    return Estates(branch)


@pytest.fixture
def run(bastide: Run) -> Run:
    """The change is judged in this process: no test edits its program. The base is always judged in one of its own."""
    return lambda *arguments: bastide("check", *arguments)


@pytest.fixture
def run_by_itself(branch: Path) -> Run:
    def check(*arguments: str) -> Answer:
        done = subprocess.run(
            [sys.executable, "-m", "bastide", "check", *arguments],
            cwd=branch,
            env={**os.environ, "PYTHONPATH": str(branch)},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    return check


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file} holds {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def document(done: Answer) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_a_branch_that_changes_nothing_passes_though_much_stands(branch: Path, run_by_itself: Run) -> None:
    (branch / "README.md").write_text("words\n")
    git(branch, "add", "-A")
    git(branch, "commit", "-qm", "words")
    done = run_by_itself(ESTATE, "--against", "origin/main", *DAY, "--format", "json")
    assert (done.code, done.err) == (0, "")
    found = document(done)
    assert found["against"] == f"origin/main ({git(branch, 'rev-parse', 'origin/main')[:12]})"
    assert found["summary"]["mandatory"] > 0
    assert found["summary"]["stops"] == 0
    assert {item["new"] for item in found["findings"]} == {False}
    assert found["fixed"] == []


FOREIGN = "      - {id: OUT-009, host: api.github.com, justification: planted by the branch}\n"


def without_last_space(root: Path) -> None:
    file = root / "stacks" / "hdh.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("  - name: methods\n")].rstrip() + "\n", encoding="utf-8")


def with_foreign_host(root: Path) -> None:
    line = "      - {id: OUT-002, host: annuaire.sante.fr,"
    edit(root, "stacks/hdh.yaml", line, f"{FOREIGN}{line}")


def test_new_fixed_and_unchanged_are_told_apart(branch: Path, run: Run) -> None:
    with_foreign_host(branch)
    without_last_space(branch)
    git(branch, "commit", "-qam", "a foreign host, and a space less")
    done = run(ESTATE, "--against", "origin/main", *DAY, "--format", "json")
    assert done.code == 1, done.err
    found = document(done)
    new = [item for item in found["findings"] if item["new"]]
    assert new
    assert all("github" in item["message"] for item in new if item["rule"].startswith("SOV-CTL"))
    assert any(item["stops"] and "github" in item["message"] for item in new)
    assert {item["layer"] for item in new} <= {"hub", "bootstrap", "prod", "nonprod"}
    assert found["summary"]["stops"] == sum(item["stops"] for item in new)
    assert {item["layer"] for item in found["fixed"]} >= {"space-methods"}
    assert len(found["findings"]) > len(new)


def test_a_layer_that_the_base_does_not_have_is_new_as_a_whole(branch: Path, run: Run) -> None:
    # the base of this branch is one without the space
    without_last_space(branch)
    git(branch, "commit", "-qam", "a space less")
    git(branch, "revert", "--no-edit", "HEAD")
    done = run(f"{ESTATE}-space-methods", "--against", "HEAD~1", *DAY, "--format", "json")
    assert done.code == 1, done.err
    found = document(done)
    assert {(item["layer"], item["new"]) for item in found["findings"]} == {("space-methods", True)}
    # what other layers have is not asked here, so none of it is fixed
    assert found["fixed"] == []


def test_a_failure_whose_exemption_goes_is_new(branch: Path, run: Run) -> None:
    urn = f"urn:pulumi:{ESTATE}-hub::bastide::pulumi:pulumi:Stack::bastide-{ESTATE}-hub"
    register = branch / "policies" / "exemptions.yaml"
    empty = register.read_text(encoding="utf-8")
    entry = {
        "id": "EX-1",
        "rule": "SOV-CTL-001",
        "stack": ESTATE,
        "target": urn,
        "reason": "the table of capital is promised",
        "author": "infrastructure engineer",
        "approver": "data-protection officer",
        "ticket": "SEC-12",
        "from": "2026-11-01",
        "until": "2027-03-31",
    }
    register.write_text(json.dumps({"schema": "bastide/exemptions/1", "exemptions": [entry]}), encoding="utf-8")
    git(branch, "commit", "-qam", "an exemption")
    register.write_text(empty, encoding="utf-8")
    git(branch, "commit", "-qam", "no exemption")
    done = run(f"{ESTATE}-hub", "--against", "HEAD~1", *DAY, "--strict", "--format", "json")
    assert done.code == 1, done.err
    found = document(done)
    (new,) = [item for item in found["findings"] if item["new"]]
    assert (new["rule"], new["urn"], new["stops"]) == ("SOV-CTL-001", urn, True)
    assert found["fixed"] == []


@pytest.mark.parametrize(
    ("revision", "words"),
    [
        ("old", ("the base old cannot be judged", "No such command 'check'", "a revision that has `bastide check`")),
        ("nothing", ("found `nothing`", "git fetch")),
        ("--upload-pack=x", ("neither a file nor a revision",)),
    ],
)
def test_a_base_that_cannot_be_judged_is_bad_input(run: Run, revision: str, words: tuple[str, ...]) -> None:
    done = run(ESTATE, f"--against={revision}", *DAY)
    assert (done.code, done.out) == (2, "")
    for word in words:
        assert word in done.err
    assert "do: " in done.err
    assert "Traceback" not in done.err


def test_a_dirty_tree_is_refused_unless_allowed(branch: Path, run: Run) -> None:
    with_foreign_host(branch)
    refused = run(f"{ESTATE}-hub", "--against", "origin/main", *DAY)
    assert refused.code == 2
    assert "stacks/hdh.yaml" in refused.err
    assert "--allow-dirty" in refused.err
    allowed = run(f"{ESTATE}-hub", "--against", "origin/main", "--allow-dirty", *DAY)
    assert allowed.code == 1, allowed.err
    assert "new mandatory failures that stop this" in allowed.out
    assert "api.github.com" in allowed.out or "github.com" in allowed.out


def test_the_repository_is_left_as_it_was(server: Path) -> None:
    assert git(server, "status", "--porcelain") == ""
    assert len(git(server, "worktree", "list").splitlines()) == 1


def test_the_base_is_asked_the_same_question() -> None:
    plain = against._command(["scaleway"], Ask(ON))
    assert plain == ["check", "scaleway", "--format", "json", "--date", "2026-11-28"]
    strict = against._command(["scaleway"], Ask(ON, profile("legacy"), strict=True))
    assert strict == [*plain, "--profile", "legacy", "--strict"]


@pytest.mark.parametrize("text", ["", "not JSON", "[]", '{"schema": "bastide/check/9", "findings": []}'])
def test_what_is_no_document_of_findings_is_bad_input(text: str) -> None:
    with pytest.raises(BadInput, match="the base main gives"):
        against._findings(text, "main")


def test_a_base_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(against, "_SECONDS", 0.2)
    with pytest.raises(ToolkitFailed, match="was not judged in"):
        against._run([sys.executable, "-c", "import time; time.sleep(30)"], tmp_path, "main")
