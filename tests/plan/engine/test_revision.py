"""Revisions of a repository: found, laid out, refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from facts.errors import BadInput
from plan.engine import revision
from plan.errors import EngineFailed


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    (root / "a.txt").write_text("first\n")
    commit(root)
    (root / "a.txt").write_text("second\n")
    commit(root)
    return root


def git(root: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    done = subprocess.run(["git", "-C", str(root), *identity, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "change")


@pytest.mark.parametrize("name", ["HEAD~1", "main~1"])
def test_a_revision_is_laid_out_as_it_was(repository: Path, tmp_path: Path, name: str) -> None:
    found = revision.find(repository, name)
    folder = revision.lay_out(repository, found, tmp_path / "base")

    assert found.commit == git(repository, "rev-parse", "HEAD~1")
    assert (folder / "a.txt").read_text() == "first\n"
    assert git(repository, "worktree", "list").count("\n") == 0


@pytest.mark.parametrize("name", ["origin/main", "nothing", "--help", "HEAD:a.txt", ""])
def test_what_is_no_revision_is_bad_input(repository: Path, name: str) -> None:
    with pytest.raises(BadInput, match=r"neither a file nor a revision(.|\n)*do: "):
        revision.find(repository, name)


def test_outside_of_a_repository_there_is_no_revision(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="neither a file nor a revision"):
        revision.find(tmp_path, "HEAD")


def test_changed_and_new_files_are_named(repository: Path) -> None:
    revision.require_clean(repository)
    (repository / "a.txt").write_text("third\n")
    (repository / "new.txt").touch()

    with pytest.raises(BadInput, match=r"2 files .*: a.txt, new.txt(.|\n)*--allow-dirty"):
        revision.require_clean(repository)


def test_without_git_it_says_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(EngineFailed, match=r"no git(.|\n)*do: install git"):
        revision.find(repository, "HEAD")
