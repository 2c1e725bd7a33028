"""Posting: one comment, made once and then renewed, whatever else stands there; by curl against a forge on loopback."""

from __future__ import annotations

import base64
import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.pipelines.conftest import Done, run
from tests.pipelines.forge import GITHUB_BOT, GITLAB_BOT, TOKEN, Forge, running

MARKER = "<!-- bastide-comment: all -->"
SHA = "a" * 40
SCRIPTS = REPOSITORY / "pipelines"


@pytest.fixture
def forge() -> Iterator[Forge]:
    with running() as found:
        yield found
        assert found.strangers == []


def call(script: str, *arguments: str, folder: Path, **environment: str) -> Done:
    kept = {name: os.environ[name] for name in ("PATH", "HOME")}
    return run(SCRIPTS / script, *arguments, cwd=folder, environment={**kept, **environment})


def comment(folder: Path, text: str, marker: str = MARKER) -> str:
    file = folder / "comment.md"
    file.write_text(f"{marker}\n\n{text}\n", encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(("kind", "bot"), [("github", GITHUB_BOT), ("gitlab", GITLAB_BOT)])
def test_the_first_run_posts_and_the_second_renews_in_place(forge: Forge, tmp_path: Path, kind: str, bot: str) -> None:
    forge.say("looks good", "reviewer")
    known = getattr(forge, kind)
    first = call("post.sh", kind, "12", comment(tmp_path, 'deletes "one" `bucket`'), folder=tmp_path, **known)
    assert (first.returncode, first.stderr) == (0, "posted a comment\n")
    second = call("post.sh", kind, "12", comment(tmp_path, "changes nothing"), folder=tmp_path, **known)
    assert (second.returncode, second.stderr) == (0, "updated comment 101\n")
    assert [item["body"] for item in forge.comments] == ["looks good", f"{MARKER}\n\nchanges nothing\n"]
    assert forge.comments[1]["user"]["login"] == bot
    assert TOKEN not in first.stdout + first.stderr + second.stdout + second.stderr


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_the_comment_is_found_on_any_page_and_never_in_a_stranger_s(forge: Forge, tmp_path: Path, kind: str) -> None:
    forge.say(f"{MARKER}\n\nplanted", "stranger")
    for number in range(150):
        forge.say(f"word {number}", "reviewer")
    forge.say(f"quoting:\n{MARKER}", GITHUB_BOT if kind == "github" else GITLAB_BOT)
    forge.say(f"{MARKER}\n\nold", GITHUB_BOT if kind == "github" else GITLAB_BOT)
    done = call("post.sh", kind, "12", comment(tmp_path, "new"), folder=tmp_path, **getattr(forge, kind))
    assert done.returncode == 0, done.stderr
    assert forge.comments[0]["body"].endswith("planted")
    assert forge.comments[-1]["body"].endswith("new\n")
    assert len(forge.comments) == 153


def test_a_long_comment_is_counted_in_characters(forge: Forge, tmp_path: Path) -> None:
    file = comment(tmp_path, "é" * 60_000)
    done = call("post.sh", "github", "12", file, folder=tmp_path, LC_ALL="C", **forge.github)
    assert done.returncode == 0, done.stderr
    assert forge.comments[0]["body"] == Path(file).read_text(encoding="utf-8")


def test_groups_have_comments_of_their_own(forge: Forge, tmp_path: Path) -> None:
    for group in ("one", "two", "one"):
        file = comment(tmp_path, group, f"<!-- bastide-comment: {group} -->")
        done = call("post.sh", "github", "12", file, folder=tmp_path, BASTIDE_GROUP=group, **forge.github)
        assert done.returncode == 0, done.stderr
    assert len(forge.comments) == 2


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "no marker\n",
        "<!-- bastide-comment: other -->\n\nof another group\n",
        f"{MARKER}\n{'x' * 70_000}\n",
    ],
)
def test_where_there_is_no_comment_it_says_so_in_place_of_the_old_one(
    forge: Forge, tmp_path: Path, text: str | None
) -> None:
    """An old comment that says that all is well must not stay."""
    forge.say(f"{MARKER}\n\nchanges nothing", GITHUB_BOT)
    file = tmp_path / "comment.md"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    address = "https://git.hdh.example/runs/5"
    done = call("post.sh", "github", "12", str(file), folder=tmp_path, BASTIDE_URL=address, **forge.github)
    assert done.returncode == 0, done.stderr
    (found,) = forge.comments
    assert found["body"].startswith(f"{MARKER}\n**There is no plan.**")
    assert "do not merge" in found["body"]
    assert f"({address})" in found["body"]


@pytest.mark.parametrize("status", [401, 403, 404, 500])
def test_a_forge_that_refuses_is_named_and_nothing_is_posted_twice(forge: Forge, tmp_path: Path, status: int) -> None:
    forge.refuses = status
    done = call("post.sh", "github", "12", comment(tmp_path, "text"), folder=tmp_path, **forge.github)
    assert done.returncode == 3
    assert f"the forge says {status} to POST" in done.stderr
    assert [method for method, _ in forge.asked] == ["GET", "POST"]
    assert TOKEN not in done.stderr


def test_a_token_never_travels_in_the_clear(forge: Forge, tmp_path: Path) -> None:
    known = {**forge.github, "GITHUB_API_URL": "http://git.hdh.example"}
    done = call("post.sh", "github", "12", comment(tmp_path, "text"), folder=tmp_path, **known)
    assert (done.returncode, forge.asked) == (2, [])
    assert "does not begin with https://" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "missing", "words"),
    [
        (("github", "12", "x"), "BASTIDE_TOKEN", "BASTIDE_TOKEN is empty"),
        (("gitlab", "12", "x"), "CI_API_V4_URL", "CI_API_V4_URL is empty"),
        (("github", "12; id", "x"), "", "found the number"),
        (("sourcehut", "12", "x"), "", "found the forge sourcehut"),
        (("github",), "", "found 1 arguments"),
    ],
)
def test_bad_input_is_named_before_anything_is_asked(
    forge: Forge, tmp_path: Path, arguments: tuple[str, ...], missing: str, words: str
) -> None:
    known = {name: value for name, value in {**forge.gitlab, **forge.github}.items() if name != missing}
    done = call("post.sh", *arguments, folder=tmp_path, **known)
    assert (done.returncode, forge.asked) == (2, [])
    assert words in done.stderr
    assert "  do: " in done.stderr


def test_an_empty_variable_is_told_from_one_that_is_not_there(forge: Forge, tmp_path: Path) -> None:
    done = call("post.sh", "github", "12", "x", folder=tmp_path, **{**forge.github, "BASTIDE_TOKEN": ""})
    assert "BASTIDE_TOKEN is set and empty" in done.stderr
    assert "is an empty text here" in done.stderr


def logged(file: Path, name: str, folder: Path) -> str:
    """A log as GitHub gives it: a time before each line, other lines around."""
    packed = call("parcel.sh", "pack", str(file), name, folder=folder)
    assert packed.returncode == 0, packed.stderr
    lines = ["##[group]Run", *packed.stdout.splitlines(), "done"]
    return "".join(f"2026-11-28T21:00:00.1234567Z {line}\r\n" for line in lines)


RUN = {"RUN_ID": "5", "HEAD_SHA": SHA, "HEAD_OWNER": "someone", "HEAD_BRANCH": "fix/a b&c"}


def test_a_run_of_a_fork_is_posted_from_its_log(forge: Forge, tmp_path: Path) -> None:
    findings = tmp_path / "findings.sarif"
    findings.write_text(json.dumps({"version": "2.1.0", "runs": []}), encoding="utf-8")
    forge.logs = {
        "review": logged(Path(comment(tmp_path, "deletes é €")), "comment.md", tmp_path),
        "gate": logged(findings, "findings.sarif", tmp_path),
    }
    forge.pulls = [{"number": 12, "label": "someone:fix/a b&c", "head": {"sha": SHA}}]
    done = call("post-from-run.sh", folder=tmp_path, **RUN, **forge.github)
    assert done.returncode == 0, done.stderr
    assert [item["body"] for item in forge.comments] == [f"{MARKER}\n\ndeletes é €\n"]
    (sent,) = forge.sarif
    assert (sent["commit_sha"], sent["ref"]) == (SHA, "refs/pull/12/head")
    assert json.loads(gzip.decompress(base64.b64decode(sent["sarif"])))["version"] == "2.1.0"


@pytest.mark.parametrize("damage", ["none", "cut", "changed"])
def test_a_log_without_a_whole_comment_gives_the_failure(forge: Forge, tmp_path: Path, damage: str) -> None:
    log = logged(Path(comment(tmp_path, "changes nothing")), "comment.md", tmp_path)
    lines = log.splitlines(keepends=True)
    forge.logs = {
        "none": {},
        "cut": {"review": "".join(lines[:3])},
        "changed": {"review": log.replace("H4sI", "H4sJ")},
    }[damage]
    forge.pulls = [{"number": 12, "label": "someone:fix/a b&c", "head": {"sha": SHA}}]
    done = call("post-from-run.sh", folder=tmp_path, **RUN, **forge.github)
    assert done.returncode == 0, done.stderr
    assert "**There is no plan.**" in forge.comments[0]["body"]
    assert forge.sarif == []


def test_an_older_run_does_not_write_over_a_newer_one(forge: Forge, tmp_path: Path) -> None:
    forge.pulls = [{"number": 12, "label": "someone:fix/a b&c", "head": {"sha": "b" * 40}}]
    done = call("post-from-run.sh", folder=tmp_path, **RUN, **forge.github)
    assert done.returncode == 0
    assert "no open pull request has this commit" in done.stderr
    assert {method for method, _ in forge.asked} == {"GET"}
