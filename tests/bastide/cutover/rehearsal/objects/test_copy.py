"""What rclone is told, and how its words are read."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bastide.cutover.rehearsal.objects import copy
from bastide.cutover.rehearsal.objects.sides import Source, Target
from bastide.cutover.rehearsal.servers.programs import Program

SOURCE = Source("http://127.0.0.1:1/legacy", "legacy", "research", "a-key")
TARGET = Target(
    "http://127.0.0.1:2", "fr-par", "research", "me", "a-secret", ("COMPLIANCE", datetime(2026, 12, 1, tzinfo=UTC))
)


def _program(folder: Path, *words: dict[str, object] | str, code: int = 0) -> Program:
    """Stands for rclone: says these words, and keeps what it was given."""
    script = folder / "rclone"
    said = "\n".join(json.dumps(word) if isinstance(word, dict) else word for word in words)
    script.write_text(f"#!/bin/sh\nenv > env\necho \"$@\" > argv\ncat <<'END' >&2\n{said}\nEND\nexit {code}\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return Program("rclone", (str(script),), "1.75.2")


def test_keys_are_in_the_environment_alone(tmp_path: Path) -> None:
    copy.copy(_program(tmp_path), SOURCE, TARGET, ["a name", " b"], tmp_path, 4)
    arguments, environment = (tmp_path / "argv").read_text(), (tmp_path / "env").read_text()
    for secret in ("a-key", "a-secret"):
        assert secret not in arguments
        assert secret in environment
    assert (tmp_path / "copy.names").read_text() == "a name\n b\n"
    assert "RCLONE_CONFIG=\n" in environment
    assert "RCLONE_CONFIG_TARGET_STORAGE_CLASS=STANDARD" in environment
    assert "RCLONE_CONFIG_TARGET_OBJECT_LOCK_RETAIN_UNTIL_DATE=2026-12-01T00:00:00Z" in environment
    assert "RCLONE_CONFIG_TARGET_OBJECT_LOCK_MODE=COMPLIANCE" in environment
    for option in ("--metadata", "tier=STANDARD", "--ignore-times", "--files-from-raw"):
        assert option in arguments


def test_nothing_of_the_user_s_settings_reaches_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RCLONE_DRY_RUN", "true")
    copy.copy(_program(tmp_path), SOURCE, TARGET, ["a"], tmp_path, 4)
    assert "DRY_RUN" not in (tmp_path / "env").read_text()


def test_only_what_it_says_it_has_copied_counts(tmp_path: Path) -> None:
    words: tuple[dict[str, object] | str, ...] = (
        {"level": "info", "msg": "Copied (new)", "object": "one"},
        {"level": "info", "msg": "Multi-thread Copied (replaced existing)", "object": "two"},
        {"level": "error", "msg": "Failed to copy: no space", "object": "three"},
        {"level": "error", "msg": "Failed to copy: once", "object": "one"},
        {"level": "info", "msg": "Unchanged skipping", "object": "four"},
        {"level": "notice", "msg": "no object"},
        "no JSON",
    )
    done = copy.copy(_program(tmp_path, *words, code=1), SOURCE, TARGET, ["one"], tmp_path, 4)
    assert done.names == {"one", "two"}
    assert done.failed == {"three": "Failed to copy: no space"}
    assert done.code == 1


def test_sides_do_not_show_their_keys() -> None:
    assert "a-key" not in repr(SOURCE)
    assert "a-secret" not in repr(TARGET)


def test_all_are_listed_at_once_where_few_are_left_out(tmp_path: Path) -> None:
    copy.copy(_program(tmp_path), SOURCE, TARGET, ["a", "b"], tmp_path, 4, without=["c [1]", "\u201bd"])
    arguments = (tmp_path / "argv").read_text()
    assert "--fast-list" in arguments and "--files-from-raw" not in arguments and "--no-traverse" not in arguments
    assert (tmp_path / "copy.rules").read_text() == "- /c \\[1\\]\n- /*d\n"


@pytest.mark.parametrize(("name", "can"), [("plain", True), (" first", False), ("last ", False), ("a\nb", False)])
def test_what_a_rule_cannot_name_is_known(name: str, can: bool) -> None:
    assert copy.can_be_left_out(name) is can


def test_what_was_said_before_a_kill_is_known_afterwards(tmp_path: Path) -> None:
    assert copy.said(tmp_path) == frozenset()
    copy.copy(
        _program(tmp_path, {"level": "info", "msg": "Copied (new)", "object": "one"}, "half a li"),
        SOURCE,
        TARGET,
        ["one"],
        tmp_path,
        4,
    )
    assert copy.said(tmp_path) == {"one"}
