"""`bastide preview --against`: a branch against its base, and against an exported state."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bastide import cli
from plan.signatures import SECRET, SIGNATURE
from tests.conftest import Answer
from tests.copies import cloned
from tests.plan.engine.conftest import Lives
from tests.plan.engine.edits import all_of
from tests.plan.engine.lives import REPOSITORY, checkout, replaced

THREE = all_of(
    replaced(
        "stacks/hdh.yaml",
        "registry: {name: images, key: shared}",
        "registry: {name: images, key: shared, label: hdh-container-images}",
    ),
    replaced(
        "stacks/hdh.yaml",
        "{name: data, key: data, purpose: the project's data, locked_days: 30}",
        "{name: data, key: data, purpose: the project's data, locked_days: 60}",
    ),
    replaced("stacks/hdh.yaml", "{name: scratch, size_gb: 1000,", "{name: scratch, size_gb: 2000,"),
)

Run = Callable[..., Answer]


def git(root: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", "-C", str(root), *identity, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository that everybody fetches from."""
    root = checkout(tmp_path_factory.mktemp("server"))
    (root / ".gitignore").write_text("__pycache__/\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "base")
    return root


@pytest.fixture
def branch(server: Path, tmp_path: Path) -> Path:
    """Somebody's clone of it."""
    return cloned(server, tmp_path / "clone")


@pytest.fixture
def run(branch: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def bastide(*arguments: str) -> Answer:
        monkeypatch.chdir(branch)
        monkeypatch.setattr(sys, "argv", ["bastide", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        captured = capsys.readouterr()
        return Answer(int(end.value.code or 0), captured.out, captured.err)

    return bastide


def changed(answer: Answer) -> dict[str, dict[str, Any]]:
    """`layer/name` -> resource, for what changes and is no role."""
    stacks = json.loads(answer.out)["stacks"]
    return {
        f"{stack['layer']}/{item['name']}": item
        for stack in stacks
        for item in stack["resources"]
        if item["custom"] and item["operation"] not in ("same", "read")
    }


@pytest.mark.xdist_group("against")
def test_a_branch_that_changes_three_things_names_exactly_those(branch: Path, run: Run) -> None:
    THREE(branch)
    git(branch, "commit", "-qam", "three changes")

    answer = run("preview", "scaleway", "--against", "origin/main", "--format", "json")

    assert answer.code == 0, answer.err
    found = changed(answer)
    assert {name: item["operation"] for name, item in found.items()} == {
        "hub/hub-images": "replace",
        "space-cardio/cardio-data-lock": "update",
        "space-cardio/cardio-scratch": "update",
    }
    assert found["hub/hub-images"]["diff"]["replace_reasons"] == ["name"]
    (change,) = found["space-cardio/cardio-scratch"]["diff"]["changes"]
    assert (change["path"], change["old"], change["new"]) == ("sizeInGb", 1000, 2000)
    base = {json.dumps(stack["base"]) for stack in json.loads(answer.out)["stacks"]}
    assert [json.loads(item) for item in base] == [
        {
            "kind": "revision",
            "name": "origin/main",
            "commit": git(branch, "rev-parse", "origin/main"),
            "approximate": "",
        }
    ]


@pytest.mark.xdist_group("against")
def test_the_screen_shows_the_three_with_the_reason(branch: Path, run: Run) -> None:
    THREE(branch)

    answer = run("preview", "scaleway-hub", "--against", "origin/main", "--allow-dirty")

    assert answer.code == 0, answer.err
    shown = answer.out[answer.out.index("Changes against origin/main") :]
    assert ": 1 replace\n" in shown
    assert "± replace registry.Namespace hub-images" in shown
    assert "name: hdh-hub-images → hdh-container-images  forces replacement" in shown


@pytest.mark.xdist_group("against")
def test_a_branch_without_a_change_shows_none(run: Run) -> None:
    answer = run("preview", "scaleway-bootstrap", "--against", "main", "--format", "markdown")

    assert answer.code == 0, answer.err
    assert "no change" in answer.out
    assert not changed(run("preview", "scaleway-bootstrap", "--against", "main", "--format", "json"))


@pytest.mark.xdist_group("against")
def test_a_space_that_goes_is_shown_with_what_it_loses(branch: Path, run: Run) -> None:
    file = branch / "stacks" / "hdh.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("  - name: methods\n")
    file.write_text(text[:start].rstrip() + "\n", encoding="utf-8")

    answer = run("preview", "scaleway", "--against", "origin/main", "--allow-dirty", "--format", "json")

    assert answer.code == 1, answer.err
    gone = [stack for stack in json.loads(answer.out)["stacks"] if stack["layer"] == "space-methods"]
    (stack,) = gone
    assert {item["operation"] for item in stack["resources"] if item["custom"]} == {"delete"}
    assert stack["refused"] is True


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--against", "origin/nothing"], "neither a file nor a revision"),
        (["--against", "origin/main", "--engine", "builtin"], "the built-in engine compares with nothing"),
        (["--against", "origin/main", "--providers", "real"], "expected: one of them"),
        (["--policy-pack", "nowhere", "--engine", "pulumi"], "no policy pack"),
    ],
)
def test_bad_input_is_one_message(run: Run, arguments: list[str], says: str) -> None:
    answer = run("preview", "scaleway-bootstrap", *arguments)

    assert answer.code == 2
    assert says in answer.err
    assert "do: " in answer.err
    assert "Traceback" not in answer.err
    assert not answer.out


def test_a_dirty_working_tree_is_refused_unless_allowed(branch: Path, run: Run) -> None:
    (branch / "stacks" / "note.txt").touch()

    answer = run("preview", "scaleway-bootstrap", "--against", "origin/main")

    assert answer.code == 2
    assert "stacks/note.txt" in answer.err
    assert "--allow-dirty" in answer.err


def test_a_base_that_cannot_be_built_is_named(branch: Path, run: Run) -> None:
    file = branch / "stacks" / "scaleway.yaml"
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("region: fr-par", "region: nowhere"), encoding="utf-8")
    git(branch, "commit", "-qam", "broken")
    file.write_text(good, encoding="utf-8")
    git(branch, "commit", "-qam", "mended")

    answer = run("preview", "scaleway-bootstrap", "--against", "HEAD~1")

    assert answer.code == 2
    assert "the base HEAD~1" in answer.err
    assert "`nowhere`" in answer.err


@pytest.mark.xdist_group("life-scaleway")
class TestExportedState:
    """Against what `pulumi stack export` wrote."""

    @pytest.fixture
    def exported(self, lives: Lives, tmp_path: Path) -> Path:
        file = tmp_path / "hub.json"
        state = lives.of("scaleway").states["scaleway-hub"]
        file.write_text(json.dumps({"version": 3, "deployment": state}))
        return file

    def test_the_same_program_changes_nothing_and_is_labelled(self, run: Run, exported: Path) -> None:
        answer = run("preview", "scaleway-hub", "--against", str(exported), "--format", "json")

        assert answer.code == 0, answer.err
        assert not changed(answer)
        (stack,) = json.loads(answer.out)["stacks"]
        assert stack["base"]["kind"] == "state"
        assert "real providers" in stack["base"]["approximate"]

    def test_a_change_is_seen_and_no_secret_is_read(self, branch: Path, run: Run, exported: Path) -> None:
        THREE(branch)

        answer = run("preview", "scaleway", "--against", str(exported), "--format", "json")

        assert answer.code == 0, answer.err
        assert {name: item["operation"] for name, item in changed(answer).items()} == {"hub/hub-images": "replace"}
        assert SECRET in exported.read_text()
        assert SIGNATURE not in answer.out

    @pytest.mark.parametrize(
        ("edit", "says"),
        [
            (lambda text: text[: len(text) // 2], "not JSON"),
            (lambda text: text.replace('"version": 3', '"version": 9', 1), "found a state of version 9"),
            (lambda text: text.replace("::bastide::", "::other::"), "the project `other`"),
            (
                lambda text: text.replace("urn:pulumi:scaleway-hub", "urn:pulumi:ovhcloud-hub"),
                "the stack `ovhcloud-hub`",
            ),
        ],
    )
    def test_what_is_no_state_of_this_stack_is_refused(
        self, run: Run, exported: Path, edit: Callable[[str], str], says: str
    ) -> None:
        exported.write_text(edit(exported.read_text()))

        answer = run("preview", "scaleway-hub", "--against", str(exported))

        assert answer.code == 2
        assert says in answer.err
        assert "do: " in answer.err


def test_the_repository_is_left_as_it_was(server: Path) -> None:
    assert not git(server, "status", "--porcelain")
    assert git(server, "worktree", "list").count("\n") == 0
    assert REPOSITORY.is_dir()
