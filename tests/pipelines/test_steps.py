"""Lines of the two pipelines that no script holds, run as the forge's shell runs them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import REPOSITORY
from tests.pipelines.conftest import Clone, git
from tests.pipelines.forge import running

pytestmark = pytest.mark.xdist_group("pipelines")
WORKFLOWS = REPOSITORY / ".github" / "workflows"


def steps(file: Path, job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"][job]["steps"]
    return found


def shell(command: str, folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME")}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", command],
        cwd=folder,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_change_and_its_branch_are_fetched_and_the_token_stays_nowhere(
    server: Path, clone: Clone, tmp_path: Path
) -> None:
    (clone.root / "note.md").write_text("words\n", encoding="utf-8")
    commit = clone.commit()
    git(clone.root, "push", "-q", "origin", "HEAD:refs/pull/12/merge")
    work = tmp_path / "work"
    work.mkdir()
    (work / "left").write_text("by the job before", encoding="utf-8")
    environment = {
        "TOKEN": "planted-token",
        "BRANCH": "main",
        "GITHUB_SHA": commit,
        "GITHUB_SERVER_URL": f"file://{server.parent}",
        "GITHUB_REPOSITORY": server.name,
    }
    fetch = steps(WORKFLOWS / "bastide.yml", "gate")[0]["run"]
    done = shell(fetch, work, environment)
    assert done.returncode == 0, done.stderr
    assert git(work, "rev-parse", "HEAD") == commit
    assert not (work / "left").exists()
    assert "planted-token" not in (work / ".git" / "config").read_text(encoding="utf-8")
    forge = {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main"}
    base = shell(". pipelines/lib.sh; base_commit", work, forge)
    assert base.stdout.strip() == git(server, "rev-parse", "main"), base.stderr


def test_the_job_that_posts_fetches_the_default_branch_only(server: Path, tmp_path: Path) -> None:
    environment = {
        "BASTIDE_TOKEN": "planted-token",
        "BRANCH": "main",
        "GITHUB_SERVER_URL": f"file://{server.parent}",
        "GITHUB_REPOSITORY": server.name,
    }
    fetch = steps(WORKFLOWS / "bastide-comment.yml", "comment")[0]["run"]
    done = shell(fetch, tmp_path, environment)
    assert done.returncode == 0, done.stderr
    assert git(tmp_path, "rev-parse", "HEAD") == git(server, "rev-parse", "main")


def test_at_the_foreign_forge_nothing_is_applied_and_it_says_where(tmp_path: Path) -> None:
    (step,) = steps(WORKFLOWS / "bastide.yml", "up")
    done = shell(step["run"], tmp_path, {})
    assert done.returncode == 2
    assert "nothing is applied from here" in done.stderr
    assert "pipelines/targets.yaml" in done.stderr


@pytest.mark.parametrize("left", [True, False])
def test_the_comment_of_a_merge_request_is_posted_by_the_scripts_of_the_default_branch(
    clone: Clone, left: bool
) -> None:
    """The change's own script would print the token."""
    (clone.root / "pipelines" / "post.sh").write_text("echo stolen $BASTIDE_TOKEN\n", encoding="utf-8")
    clone.commit()
    if left:
        folder = clone.root / "build" / "review"
        folder.mkdir(parents=True)
        (folder / "comment.md").write_text("<!-- bastide-comment: all -->\n\nwords\n", encoding="utf-8")
    script = yaml.safe_load((REPOSITORY / ".gitlab-ci.yml").read_text(encoding="utf-8"))["comment"]["script"]
    with running() as forge:
        job = {
            "CI_DEFAULT_BRANCH": "main",
            "CI_MERGE_REQUEST_IID": "12",
            "CI_PIPELINE_URL": "https://git.hdh.example/1",
        }
        done = shell("\n".join(script), clone.root, {**job, **forge.gitlab})
        assert done.returncode == 0, done.stderr
        assert "stolen" not in done.stdout
        (found,) = forge.comments
    assert ("words" in found["body"], "**There is no plan.**" in found["body"]) == (left, not left)
