"""The manifest: what is seen, hashed and copied, and what is left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bastide.cutover.rehearsal.objects.manifest import Manifest
from bastide.cutover.rehearsal.objects.sides import Blob

ONE = Blob("one", 3, "etag-1", {"a": "b"}, {"t": "u"}, "text/plain", ("snapshot:1", "snapshot:2"), "legal hold")
TWO = Blob("two", 4, "etag-2", {}, {}, "text/plain")


@pytest.fixture
def manifest(tmp_path: Path) -> Iterator[Manifest]:
    with Manifest(tmp_path / "manifest.db") as opened:
        opened.see([ONE, TWO])
        yield opened


def _finish(manifest: Manifest) -> None:
    for line in manifest.to_hash():
        manifest.hashed(line, "0" * 64)
    manifest.copied(manifest.to_copy())


def test_a_line_says_what_the_listing_said(manifest: Manifest) -> None:
    line = manifest.lines()[0]
    assert (line.name, line.size, line.mark, line.sha256) == ("one", 3, "etag-1", "")
    assert (line.metadata, line.tags, line.content_type) == ({"a": "b"}, {"t": "u"}, "text/plain")
    assert (line.earlier, line.held) == (("snapshot:1", "snapshot:2"), "legal hold")
    assert manifest.totals() == (2, 7)


def test_nothing_is_left_once_all_is_hashed_and_copied(manifest: Manifest) -> None:
    assert manifest.left() == ["one", "two"]
    manifest.copied(manifest.to_copy())
    assert manifest.left() == ["one", "two"]
    _finish(manifest)
    assert manifest.left() == []


def test_an_object_that_changed_is_hashed_and_copied_again(manifest: Manifest) -> None:
    _finish(manifest)
    manifest.see([ONE, replace(TWO, mark="etag-3")])
    assert [line.name for line in manifest.to_copy()] == ["two"]
    assert [line.sha256 for line in manifest.lines()] == ["0" * 64, ""]
    assert manifest.left() == ["two"]


def test_what_changes_between_listing_and_copy_is_copied_again(manifest: Manifest) -> None:
    lines = manifest.to_copy()
    manifest.see([replace(ONE, mark="later"), TWO])
    manifest.copied(lines)
    assert [line.name for line in manifest.to_copy()] == ["one"]


def test_what_is_gone_is_left_until_it_is_forgotten(manifest: Manifest) -> None:
    _finish(manifest)
    manifest.see([ONE])
    assert (manifest.gone(), manifest.left(), manifest.totals()) == (["two"], ["two"], (1, 3))
    manifest.forget(["two", "one"])
    assert manifest.left() == []
    assert [line.name for line in manifest.lines()] == ["one"]


def test_a_listing_that_breaks_off_changes_nothing(manifest: Manifest) -> None:
    def broken() -> Iterator[Blob]:
        yield replace(ONE, mark="etag-9")
        raise OSError("the line is cut")

    _finish(manifest)
    with pytest.raises(OSError, match="the line is cut"):
        manifest.see(broken())
    assert (manifest.left(), manifest.gone(), len(manifest.lines())) == ([], [], 2)


def test_composed_and_decomposed_names_are_two(manifest: Manifest) -> None:
    manifest.see(
        [
            replace(TWO, name="caf\N{LATIN SMALL LETTER E WITH ACUTE}"),
            replace(TWO, name="cafe\N{COMBINING ACUTE ACCENT}"),
        ]
    )
    assert manifest.totals()[0] == 2


def test_it_is_the_same_when_it_is_opened_again(tmp_path: Path) -> None:
    for _ in range(2):
        with Manifest(tmp_path / "m.db") as manifest:
            manifest.see([ONE, TWO])
            manifest.note("lock-until", "tomorrow")
            manifest.hashed_earlier("one", "snapshot:1", "1" * 64)
    with Manifest(tmp_path / "m.db") as manifest:
        assert manifest.noted("lock-until") == "tomorrow"
        assert manifest.noted("nothing") == ""
        assert manifest.earlier("one") == {"snapshot:1": "1" * 64}


def test_what_it_writes_is_names_sizes_and_hashes(manifest: Manifest, tmp_path: Path) -> None:
    file = tmp_path / "manifest.jsonl"
    before = manifest.write(file)
    _finish(manifest)
    assert manifest.write(file) != before
    manifest.see([replace(TWO, mark="other"), ONE])
    other = manifest.write(file)
    manifest.hashed(manifest.to_hash()[0], "1" * 64)
    assert manifest.write(file) != other
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert lines == [[ONE.name, ONE.size, "0" * 64], [TWO.name, TWO.size, "1" * 64]]
    assert manifest.write(file) == hashlib.sha256(file.read_bytes()).hexdigest()


def test_what_was_copied_unlisted_is_gone_unless_a_listing_has_it(manifest: Manifest) -> None:
    _finish(manifest)
    manifest.strayed(["one", "late", "stray"])
    assert manifest.gone() == ["late", "stray"]
    manifest.see([ONE, TWO, replace(TWO, name="late")])
    assert manifest.gone() == ["stray"]
    assert [line.name for line in manifest.to_copy()] == ["late"]
    manifest.forget(["stray"])
    assert manifest.gone() == []
