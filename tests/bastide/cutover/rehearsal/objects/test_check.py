"""The comparison with the manifest, against a bucket whose answers are written down."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bastide.cutover.rehearsal.objects.check import Checked, check, measurements
from bastide.cutover.rehearsal.objects.manifest import Manifest
from bastide.cutover.rehearsal.objects.sides import Blob

UNTIL = datetime(2027, 1, 1, tzinfo=UTC)


@dataclass
class Bucket:
    """What a target answers: the only part that is not real here; the real one is in tests/e2e/rehearsal."""

    contents: dict[str, bytes]
    metadata: dict[str, str] = field(default_factory=lambda: {"kept": "yes", "mtime": "1"})
    type: str = "text/plain"
    tagged: dict[str, str] = field(default_factory=lambda: {"purpose": "research"})
    lock: tuple[str, datetime] | None = ("GOVERNANCE", UNTIL)
    locked: tuple[str, datetime | None] = ("GOVERNANCE", UNTIL)
    old: tuple[bytes, ...] = (b"first", b"second")
    unreadable: frozenset[str] = frozenset()

    def names(self) -> dict[str, int]:
        return {name: len(content) for name, content in self.contents.items()}

    def digest(self, name: str, version: str = "") -> tuple[str, Mapping[str, Any]]:
        if name in self.unreadable:
            raise OSError
        content = self.old[int(version)] if version else self.contents[name]
        return hashlib.sha256(content).hexdigest(), {"Metadata": self.metadata, "ContentType": self.type}

    def head(self, name: str) -> Mapping[str, Any]:
        return {"ObjectLockMode": self.locked[0], "ObjectLockRetainUntilDate": self.locked[1]}

    def tags(self, name: str) -> dict[str, str]:
        return self.tagged

    def versions(self, name: str) -> list[str]:
        return ["current", *map(str, reversed(range(len(self.old))))]


@pytest.fixture
def manifest(tmp_path: Path) -> Iterator[Manifest]:
    with Manifest(tmp_path / "m.db") as opened:
        states = ("snapshot:1", "snapshot:2")
        opened.see([Blob("one", 3, "e", {"Kept": "yes"}, {"purpose": "research"}, "text/plain", states)])
        opened.hashed(opened.to_hash()[0], hashlib.sha256(b"abc").hexdigest())
        for state, content in zip(states, (b"first", b"second"), strict=True):
            opened.hashed_earlier("one", state, hashlib.sha256(content).hexdigest())
        yield opened


def _check(bucket: Bucket, manifest: Manifest) -> Checked:
    return check(bucket, manifest, lambda _: None)  # type: ignore[arg-type]


def test_all_as_it_was(manifest: Manifest) -> None:
    found = _check(Bucket({"one": b"abc"}), manifest)
    assert found.well
    assert (found.count, found.size, found.read) == (1, 3, 3)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"contents": {"one": b"abd"}}, "one"),
        ({"metadata": {"kept": "no"}}, "one (metadata)"),
        ({"metadata": {}}, "one (metadata)"),
        ({"type": "text/html"}, "one (content type)"),
        ({"tagged": {}}, "one (tags)"),
        ({"locked": ("GOVERNANCE", UNTIL - timedelta(days=1))}, "one (lock)"),
        ({"locked": ("", None)}, "one (lock)"),
        ({"lock": ("COMPLIANCE", UNTIL)}, "one (lock)"),
        ({"old": (b"second", b"first")}, "one (earlier states)"),
        ({"old": (b"first",)}, "one (earlier states)"),
    ],
)
def test_whatever_differs_is_named(manifest: Manifest, change: dict[str, Any], said: str) -> None:
    bucket = Bucket(**{"contents": {"one": b"abc"}, **change})
    assert _check(bucket, manifest).different == (said,)


def test_a_longer_and_stricter_lock_is_well(manifest: Manifest) -> None:
    assert _check(Bucket({"one": b"abc"}, locked=("COMPLIANCE", UNTIL + timedelta(days=1))), manifest).well


def test_states_that_a_repeated_copy_has_added_are_no_difference(manifest: Manifest) -> None:
    assert _check(Bucket({"one": b"abc"}, old=(b"first", b"first", b"abc", b"second", b"abc")), manifest).well


def test_missing_extra_and_unhashed(manifest: Manifest) -> None:
    found = _check(Bucket({"two": b"x"}), manifest)
    assert (found.missing, found.extra) == (("one",), ("two",))
    unreadable = _check(Bucket({"one": b"abc"}, unreadable=frozenset({"one"})), manifest)
    assert unreadable.unhashed == ("one (not readable at the target)",)
    manifest.see([Blob("one", 3, "later", {}, {}, "text/plain")])
    assert _check(Bucket({"one": b"abc"}), manifest).unhashed == (
        "one (the source was not read since it last changed)",
    )


@pytest.mark.parametrize("held", ["legal hold", "2027-06-01T00:00:00+00:00", "legal hold, 2026-06-01T00:00:00+00:00"])
def test_what_stands_on_it_at_the_source_must_stand_here(manifest: Manifest, held: str) -> None:
    manifest.see([Blob("one", 3, "e", {"Kept": "yes"}, {}, "text/plain", (), held)])
    assert _check(Bucket({"one": b"abc"}), manifest).different == (f"one (lock: {held} at the source)",)


def test_a_shorter_retention_at_the_source_is_kept(manifest: Manifest) -> None:
    manifest.see([Blob("one", 3, "e", {"Kept": "yes"}, {}, "text/plain", (), "2026-06-01T00:00:00+00:00")])
    assert _check(Bucket({"one": b"abc"}), manifest).well


def test_empty_against_empty_is_not_well(tmp_path: Path) -> None:
    with Manifest(tmp_path / "empty.db") as manifest:
        found = _check(Bucket({}), manifest)
    assert not found.well
    values = {one.measure: one.value for one in measurements(found, UNTIL, "a test")}
    assert values["objects.count"] == 0


def test_measures_name_at_most_a_hundred() -> None:
    names = tuple(f"{number:04}" for number in range(150))
    found = measurements(Checked(names, (), (), (), 150, 1, 0, 1.0), UNTIL, "a test")
    missing = next(one for one in found if one.measure == "objects.missing")
    assert (missing.value, len(missing.objects)) == (150, 100)
