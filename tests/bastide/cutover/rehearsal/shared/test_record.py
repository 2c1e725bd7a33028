"""The record: sealed, read back, signed, never changed unseen."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bastide.cutover.rehearsal import record, text
from bastide.cutover.rehearsal.record import RehearsalRecord, latest, sealed
from facts.errors import BadInput
from policies.model import Lang
from tests.bastide.cutover.rehearsal.shared.made import GREEN, measured

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


def _record(**changes: object) -> RehearsalRecord:
    content: dict[str, object] = {
        "wave": "hub",
        "started": NOON,
        "ended": NOON + timedelta(hours=1),
        "machine": {"processors": "2"},
        "programs": {"rclone": "1.75.2"},
        "settings": "0" * 64,
        "loopback": ("objects",),
        "steps": [record.Step(part="objects", step="verify", seconds=1.5, tries=2)],
        "measurements": [measured(name, value, time=NOON) for name, value in GREEN.items()],
    }
    return sealed({**content, **changes})


def test_equal_content_is_equal_bytes_and_reads_back(tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    file.write_text(record.text(_record()), encoding="utf-8")
    assert record.read(file) == _record()
    assert record.text(_record()) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("old", "new"), [('"value": 3', '"value": 4'), ("rclone", "rklone"), ("12:00", "12:01")])
def test_a_change_is_found(tmp_path: Path, old: str, new: str) -> None:
    file = tmp_path / "record.json"
    written = record.text(_record())
    assert old in written
    file.write_text(written.replace(old, new), encoding="utf-8")
    with pytest.raises(BadInput):
        record.read(file)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"schema": "bastide/rehearsal/2"}'])
def test_what_is_none_is_bad_input(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "record.json"
    file.write_bytes(content)
    with pytest.raises(BadInput, match="no record of a rehearsal"):
        record.read(file)
    with pytest.raises(BadInput, match="cannot be read"):
        record.read(tmp_path / "none.json")


@pytest.mark.parametrize("hours", [-1, 2])
def test_measured_outside_the_run_is_refused(hours: int) -> None:
    with pytest.raises(Exception, match="the clock was set"):
        _record(measurements=[measured("objects.count", 1, time=NOON + timedelta(hours=hours))])


def test_the_operator_signs_and_anybody_checks(tmp_path: Path) -> None:
    key, file = tmp_path / "key", tmp_path / "record.json"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    file.write_text(record.text(_record()), encoding="utf-8")
    signature = record.sign(file, key)
    (tmp_path / "signers").write_text(f"operator {key.with_suffix('.pub').read_text()}")

    def valid(namespace: str) -> bool:
        command = ["ssh-keygen", "-Y", "verify", "-f", str(tmp_path / "signers"), "-I", "operator", "-n", namespace]
        command += ["-s", str(signature)]
        with file.open("rb") as content:
            return subprocess.run(command, stdin=content, capture_output=True, check=False).returncode == 0

    assert valid(record.NAMESPACE)
    assert not valid("git")
    file.write_text(file.read_text().replace("rclone", "rklone"))
    assert not valid(record.NAMESPACE)


def test_a_key_that_cannot_sign_is_bad_input(tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    file.write_text("{}")
    with pytest.raises(BadInput, match="does not sign"):
        record.sign(file, tmp_path / "none")
    assert not file.with_name("record.json.sig").exists()


def test_where_parts_prove_the_same_all_must() -> None:
    early, late = NOON, NOON + timedelta(minutes=5)
    first = (measured("legacy.read_only", False, "writer 1", time=late), measured("tables.count", 1, time=early))
    again = (*first, measured("tables.count", 2, time=late))
    second = (measured("legacy.read_only", True, time=early),)
    found = {one.measure: one for one in latest([again, second])}
    assert (found["legacy.read_only"].value, found["legacy.read_only"].time) == (False, early)
    assert found["legacy.read_only"].objects == ("writer 1",)
    assert found["tables.count"].value == 2
    assert {one.measure: one.value for one in latest([second, second])} == {"legacy.read_only": True}


@pytest.mark.parametrize(
    ("lang", "words"), [(Lang.EN, "Rehearsal of hub: red"), (Lang.FR, "Répétition de hub : rouge")]
)
def test_people_read_it_in_their_language(lang: Lang, words: str) -> None:
    missing = [measured("objects.missing", 7, *(f"name {number}" for number in range(7)), time=NOON)]
    console = Console(width=140, record=True, file=StringIO())
    text.render(_record(measurements=missing), console, lang)
    shown = console.export_text()
    assert words in shown
    assert "name 4" in shown
    assert "name 5" not in shown
    assert ("2 more" in shown) or ("2 de plus" in shown)
