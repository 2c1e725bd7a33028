"""receipt.sh and up.sh: what holds before anything with credentials runs. Mostly a `bastide` that notes its calls."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from tests.copies import copied
from tests.pipelines.conftest import Clone

pytestmark = pytest.mark.xdist_group("pipelines")
STACK = "scaleway-hub"
URN = "urn:pulumi:scaleway-hub::bastide::bastide:storage:Bucket$scaleway:storage/bucket:Bucket::hub-recordings"

# It notes what it was called with, writes the preview, and refuses what it is told to.
_NOTER = """#!/bin/sh
root=$(cd "$(dirname "$0")/../.." && pwd)
echo "$@" >>"$root/build/calls"
case "$1 ${3:-}" in
"preview --engine") cp "$root/build/real.json" "$root/build/$2/preview.json" ;;
esac
case "$1" in
"$(cat "$root/build/refuses" 2>/dev/null)") exit 1 ;;
esac
"""


@pytest.fixture
def noted(tmp_path: Path) -> Clone:
    """What the scripts see of a checkout, where nothing is planned.

    The engine and the clouds are for the tests of the commands themselves.
    """
    clone = Clone(copied(tmp_path / "noted", ("pipelines", "stacks")))
    file = clone.root / ".venv" / "bin" / "bastide"
    file.parent.mkdir(parents=True)
    file.write_text(_NOTER, encoding="utf-8")
    file.chmod(0o755)
    (clone.root / "build").mkdir()
    preview(clone)
    return clone


def preview(clone: Clone, *operations: str) -> None:
    resources = [{"urn": URN, "operation": operation} for operation in (*operations, "same", "update")]
    document = {"schema": "bastide/plan/1", "stacks": [{"resources": resources}]}
    (clone.root / "build" / "real.json").write_text(json.dumps(document), encoding="utf-8")


def calls(clone: Clone) -> list[str]:
    file = clone.root / "build" / "calls"
    return [line.split(" --")[0] for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def test_a_receipt_is_made_after_the_target_was_looked_at_twice(noted: Clone) -> None:
    done = noted.script("receipt.sh", STACK)
    assert done.returncode == 0, done.stderr
    assert calls(noted) == [f"target {STACK}", f"preview {STACK}", f"target {STACK}", f"receipt {STACK}"]
    lines = noted.text("build/calls").splitlines()
    assert "--providers real" in lines[1]
    assert "--from-preview" in lines[2]


def refuse(clone: Clone, command: str) -> None:
    (clone.root / "build" / "refuses").write_text(command, encoding="utf-8")


def test_where_the_target_is_another_no_preview_is_made(noted: Clone) -> None:
    refuse(noted, "target")
    for script in ("receipt.sh", "up.sh"):
        (noted.root / "build" / STACK).mkdir(exist_ok=True)
        (noted.root / "build" / STACK / "receipt.json").write_text("{}", encoding="utf-8")
        done = noted.script(script, STACK, BASTIDE_SIGNATURE="QQ==")
        assert done.returncode == 1
    assert calls(noted) == [f"target {STACK}"] * 2


@pytest.mark.parametrize("operation", ["delete", "replace"])
def test_what_nobody_allowed_stops_the_receipt(noted: Clone, operation: str) -> None:
    preview(noted, operation)
    done = noted.script("receipt.sh", STACK)
    assert done.returncode == 1
    assert f"{operation} {URN}" in done.stderr
    assert calls(noted)[-1] == f"target {STACK}"
    other = {"delete": "replace", "replace": "delete"}[operation]
    allow = noted.root / "allow.txt"
    allow.write_text(f"{other} {URN}\n", encoding="utf-8")
    assert noted.script("receipt.sh", STACK, "allow.txt").returncode == 1
    allow.write_text(f"{operation} {URN}\n", encoding="utf-8")
    done = noted.script("receipt.sh", STACK, "allow.txt")
    assert done.returncode == 0, done.stderr
    assert f"receipt {STACK} --allow allow.txt" in noted.text("build/calls")


def receipt(clone: Clone) -> Path:
    file = clone.root / "build" / STACK / "receipt.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text("{}", encoding="utf-8")
    return file


def test_up_verifies_before_it_previews_and_previews_before_it_applies(noted: Clone) -> None:
    signature = b"-----BEGIN SSH SIGNATURE-----\nU1NI\n-----END SSH SIGNATURE-----\n"
    file = receipt(noted)
    done = noted.script("up.sh", STACK, BASTIDE_SIGNATURE=base64.b64encode(signature).decode())
    assert done.returncode == 0, done.stderr
    assert file.with_name("receipt.json.sig").read_bytes() == signature
    assert calls(noted) == [
        f"target {STACK}",
        "receipt",
        f"target {STACK}",
        f"preview {STACK}",
        f"target {STACK}",
        f"up {STACK}",
    ]


@pytest.mark.parametrize("command", ["receipt", "preview"])
def test_up_stops_at_the_first_refusal(noted: Clone, command: str) -> None:
    receipt(noted)
    refuse(noted, command)
    assert noted.script("up.sh", STACK, BASTIDE_SIGNATURE="QQ==").returncode == 1
    assert f"up {STACK}" not in calls(noted)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "there is no signature"),
        ({"BASTIDE_SIGNATURE": ""}, "there is no signature"),
        ({"BASTIDE_SIGNATURE": "!!"}, "is no base64"),
    ],
)
def test_up_without_a_signature_is_bad_input(noted: Clone, environment: dict[str, str], words: str) -> None:
    receipt(noted)
    done = noted.script("up.sh", STACK, **environment)
    assert done.returncode == 2
    assert words in done.stderr
    assert f"up {STACK}" not in calls(noted)


@pytest.mark.parametrize(("script", "arguments"), [("up.sh", ()), ("receipt.sh", ()), ("up.sh", ("a", "b"))])
def test_one_stack_is_named(noted: Clone, script: str, arguments: tuple[str, ...]) -> None:
    done = noted.script(script, *arguments)
    assert done.returncode == 2
    assert calls(noted) == []


def test_up_without_a_receipt_is_bad_input(noted: Clone) -> None:
    done = noted.script("up.sh", STACK)
    assert done.returncode == 2
    assert f"there is no build/{STACK}/receipt.json" in done.stderr
    assert calls(noted) == []


def test_up_at_a_forge_under_foreign_control_is_refused_by_the_real_guard(clone: Clone) -> None:
    receipt_folder = clone.root / "build" / STACK
    receipt_folder.mkdir(parents=True)
    (receipt_folder / "receipt.json").write_text("{}", encoding="utf-8")
    forge = {"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com", "RUNNER_NAME": "any"}
    done = clone.script("up.sh", STACK, BASTIDE_SIGNATURE="QQ==", **forge)
    assert done.returncode == 1, done.stderr
    assert "it may check, and never hold credentials" in done.stderr
    assert not (receipt_folder / "receipt.json.sig").exists()
