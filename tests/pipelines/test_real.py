"""The scripts for real: a repository, a change that replaces a database and opens a port, the engine, the rules."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from plan.engine import environment as engine
from tests.conftest import REPOSITORY
from tests.pipelines.conftest import Clone, git, run
from tests.pipelines.forge import running
from tests.pulumi_cli import real_cli

pytestmark = pytest.mark.xdist_group("pipelines")
MARKER = "<!-- bastide-comment: all -->"
BASE = {"BASTIDE_BASE": "origin/main"}
DEAD = (
    # the engine ends at what encrypts the bucket, and never comes to the bucket itself
    "- **delete** bucket `prod-catalogue`, in `scaleway-prod` · `Environment/Bucket` · `object.Bucket`",
    "- **replace** database `nonprod-core`, in `scaleway-nonprod` · `Environment/Database` · `databases.Instance`\n"
    "  - forced by `isHaCluster`: `false` → `true`",
)
LOST = ("scaleway-hub", "scaleway-nonprod", "scaleway-prod")


def replace_a_database_remove_a_bucket_and_open_a_port(clone: Clone) -> None:
    clone.edit("stacks/hdh.yaml", "      - {name: catalogue, key: data, purpose: metadata and documentation}\n", "")
    clone.edit(
        "stacks/hdh.yaml", "allowed_cidrs: [192.0.2.0/28, 198.51.100.16/29]", "allowed_cidrs: [192.0.2.0/28, 8.0.0.0/8]"
    )
    # Scaleway makes an instance anew that is to be a cluster
    single = "        highly_available: false\n        backup_days: 7\n"
    clone.edit("stacks/hdh.yaml", single, single.replace("false", "true"))
    # whoever wrote this would like it to pass
    clone.commit("urgent [skip ci] [skip gate] bastide: ignore")


SWITCHES = {
    "CI_MERGE_REQUEST_LABELS": "skip-gate,urgent",
    "CI_COMMIT_MESSAGE": "[skip gate]",
    "BASTIDE_SKIP": "1",
    "BASTIDE_STACKS": "scaleway-space-cardio",
}


def test_the_review_names_what_dies_and_opens_and_the_gate_stays_shut(clone: Clone) -> None:
    real_cli()
    replace_a_database_remove_a_bucket_and_open_a_port(clone)
    done = clone.script("review.sh", *LOST, **BASE)
    assert done.returncode == 0, done.stderr
    text = clone.text("build/review/comment.md")
    first = "\n".join(text.splitlines()[:25])
    assert first.startswith(MARKER)
    for word in (*DEAD, "port `22`", "8.0.0.0/8", "Do not merge."):
        assert word in first, first
    assert "providers.pulumi" not in text
    holds_data, holds_none = (text.index(part) for part in (DEAD[-1], "`nonprod-core-acl`"))
    assert holds_data < holds_none, "what holds data stands above what only goes with it"
    assert "NET-001" in text
    assert clone.text("build/review/whole.md").startswith(MARKER)

    shut = clone.script("gate.sh", "junit", **BASE, **SWITCHES)
    assert shut.returncode == 1, shut.stderr
    assert "NET-001" in shut.stdout
    failed = ElementTree.parse(clone.root / "build" / "gate" / "findings.xml").getroot().iter("failure")
    assert len(list(failed)) > 0

    with running() as forge:
        for _ in range(2):
            posted = clone.script("post.sh", "gitlab", "12", "build/review/comment.md", **forge.gitlab)
            assert posted.returncode == 0, posted.stderr
        assert [item["body"] for item in forge.comments] == [text]


def test_a_change_of_words_passes_the_gate_as_a_forge_calls_it(clone: Clone) -> None:
    clone.edit("pipelines/targets.yaml", "schema: bastide/targets/1", "# words\nschema: bastide/targets/1")
    clone.commit("words")
    forge = {"GITLAB_CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "BASTIDE_BASE": "HEAD"}
    done = clone.script("gate.sh", "sarif", **forge)
    assert done.returncode == 0, done.stderr
    assert "this change touches what decides the gate" in done.stderr
    assert "pipelines/targets.yaml" in done.stderr
    found = json.loads(clone.text("build/gate/findings.sarif"))
    assert found["version"] == "2.1.0"
    levels = [item.get("baselineState") for run in found["runs"] for item in run["results"] if item["level"] == "error"]
    assert levels
    assert "new" not in levels


def test_a_plan_that_fails_still_gives_a_comment_with_the_error(clone: Clone) -> None:
    real_cli()
    clone.edit("stacks/hdh.yaml", "allowed_cidrs: [192.0.2.0/28, 198.51.100.16/29]", "allowed_cidrs: [0.0.0.0/0]")
    clone.commit()
    done = clone.script("review.sh", "scaleway-hub", **BASE)
    assert done.returncode == 2
    text = clone.text("build/review/comment.md")
    assert text.startswith(MARKER)
    assert "There is no plan" in text
    assert "stacks/hdh.yaml:100" in text
    with running() as forge:
        posted = clone.script("post.sh", "github", "12", "build/review/comment.md", **forge.github)
        assert (posted.returncode, forge.comments[0]["body"]) == (0, text)


@pytest.mark.parametrize("script", ["review.sh", "gate.sh"])
@pytest.mark.parametrize("name", ["SCW_SECRET_KEY", "OS_PASSWORD", "PULUMI_BACKEND_URL", "BASTIDE_TOKEN"])
def test_a_job_that_sees_a_credential_does_not_begin(untouched: Clone, script: str, name: str) -> None:
    done = untouched.script(script, *(["junit"] if script == "gate.sh" else []), **BASE, **{name: "planted-value"})
    assert done.returncode == 2
    assert f"this job sees {name}:" in done.stderr
    assert "planted-value" not in done.stderr
    assert not (untouched.root / "build").exists()


def test_what_the_engine_takes_for_a_credential_the_review_refuses() -> None:
    """The list in lib.sh and the table of the engine are one."""
    accounts = [name for names in engine._ACCOUNT_OF.values() for name in names if not name.startswith("PULUMI_DYN")]
    states = [*engine._STATE_OF_ANY, *(name for names in engine._STATE_OF.values() for name in names)]
    secret = [name for name in (*accounts, *states) if not name.startswith("SSL_CERT")]
    assert len(secret) > 20
    for name in sorted(set(secret)):
        whole = name + "X" if name.endswith("_") or name == "PG" else name
        command = '. "$1/pipelines/lib.sh"; no_credentials'
        done = _bash(command, str(REPOSITORY), {whole: "x"})
        assert done == 2, whole


def _bash(command: str, root: str, more: dict[str, str]) -> int:
    kept = {"PATH": os.environ["PATH"], **more}
    return subprocess.run(["bash", "-c", command, "bash", root], env=kept, capture_output=True, check=False).returncode


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "BASTIDE_BASE is empty"),
        ({"BASTIDE_BASE": ""}, "BASTIDE_BASE is set and empty"),
        ({"BASTIDE_BASE": "HEAD"}, "a change that is compared with itself changes nothing"),
        ({"BASTIDE_BASE": "origin/nothing"}, "have no commit in common"),
        ({"GITLAB_CI": "true"}, "the forge does not say which branch"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": ""}, "the forge does not say which branch"),
        ({"GITLAB_CI": "true", "CI_DEFAULT_BRANCH": "gone"}, "the branch gone cannot be fetched"),
    ],
)
def test_a_gate_that_has_nothing_to_compare_with_is_shut(ahead: Clone, environment: dict[str, str], words: str) -> None:
    done = ahead.script("gate.sh", "junit", **environment)
    assert done.returncode in (2, 3)
    assert words in done.stderr
    assert "  do: " in done.stderr


def test_on_the_branch_itself_the_last_change_is_judged_against_the_one_before(clone: Clone) -> None:
    (clone.root / "note.md").write_text("words\n", encoding="utf-8")
    clone.commit()
    git(clone.root, "push", "-q", "origin", "HEAD:refs/heads/release")
    command = ". pipelines/lib.sh; base_commit"
    forge = clone.environment(GITLAB_CI="true", CI_DEFAULT_BRANCH="release")
    done = subprocess.run(
        ["bash", "-c", command], cwd=clone.root, env=forge, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == git(clone.root, "rev-parse", "HEAD^1")


@pytest.mark.parametrize(("arguments", "words"), [((), "no format is named"), (("text",), "found the format text")])
def test_a_gate_without_a_format_is_bad_input(untouched: Clone, arguments: tuple[str, ...], words: str) -> None:
    done = untouched.script("gate.sh", *arguments, **BASE)
    assert done.returncode == 2
    assert words in done.stderr


def test_outside_a_checkout_nothing_begins(untouched: Clone, tmp_path: Path) -> None:
    gate = untouched.root / "pipelines" / "gate.sh"
    done = run(gate, "junit", cwd=tmp_path, environment=untouched.environment(**BASE))
    assert done.returncode == 2
    assert "no checkout of Bastide that is set up" in done.stderr
