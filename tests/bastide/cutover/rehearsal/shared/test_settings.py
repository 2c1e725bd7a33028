"""The settings of real endpoints: no secret has a place in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bastide.cutover.rehearsal import settings
from facts.errors import BadInput

WELL = """\
schema: bastide/rehearsal-settings/1
objects:
  engine: rclone
  source:
    endpoint: https://legacy.blob.example
    account: legacy
    container: research
    key: LEGACY_KEY
    writers: [LEGACY_WRITER]
  target:
    endpoint: https://s3.example
    region: fr-par
    bucket: research
    access: TARGET_ACCESS
    secret: TARGET_SECRET
    lock_mode: COMPLIANCE
    lock_days: 365
volume: {objects: 10, bytes: 100, changed_objects: 1, changed_bytes: 10, switch_minutes: 15}
"""


def _read(folder: Path, content: str) -> settings.Settings:
    file = folder / "settings.yaml"
    file.write_text(content, encoding="utf-8")
    return settings.read(file)


def test_all_of_it_is_read(tmp_path: Path) -> None:
    found = _read(tmp_path, WELL)
    assert found.objects is not None
    assert (found.objects.source.key, found.objects.target.lock_days) == ("LEGACY_KEY", 365)
    assert found.digest() != settings.LOOPBACK.digest()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("key: LEGACY_KEY", "key: c2VjcmV0LWtleS1vZi1henVyZQ==", 8),
        ("secret: TARGET_SECRET", "secret: hunter2hunter2", 15),
        ("[LEGACY_WRITER]", "['https://legacy.blob.example/research?sig=hunter2hunter2']", 9),
        ("endpoint: https://s3.example", "endpoint: https://me:hunter2hunter2@s3.example", 11),
        ("endpoint: https://s3.example", "endpoint: https://s3.example?sig=hunter2hunter2", 11),
        ("engine: rclone", "engine: rclone\n  password: hunter2hunter2", 4),
        ("engine: rclone", "engine: azcopy", 3),
        ("lock_days: 365", "lock_days: 0", 17),
        ("lock_days: 365", "lock_days: '365'", 17),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_without_its_value(
    tmp_path: Path, old: str, new: str, line: int
) -> None:
    with pytest.raises(BadInput) as caught:
        _read(tmp_path, WELL.replace(old, new))
    assert caught.value.place is not None
    assert caught.value.place.line == line
    assert "hunter2" not in caught.value.message()
    assert "c2VjcmV0" not in caught.value.message()


@pytest.mark.parametrize("content", ["", "- a", "a: b: c", "schema: other"])
def test_no_settings_at_all(tmp_path: Path, content: str) -> None:
    with pytest.raises(BadInput):
        _read(tmp_path, content)


def test_no_file_and_no_text(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        settings.read(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"schema: \xe9")
    with pytest.raises(BadInput, match="no YAML in UTF-8"):
        settings.read(tmp_path / "latin.yaml")


def test_a_variable_that_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEGACY_KEY", "value")
    assert settings.secret("LEGACY_KEY") == "value"
    monkeypatch.delenv("LEGACY_KEY")
    with pytest.raises(BadInput, match="LEGACY_KEY is not set"):
        settings.secret("LEGACY_KEY")
