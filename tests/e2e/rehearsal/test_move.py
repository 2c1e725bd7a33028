"""Objects of every kind arrive as they were, while others write."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from bastide.cutover.rehearsal import run
from bastide.cutover.rehearsal.green import reds
from bastide.cutover.rehearsal.objects import make
from bastide.cutover.rehearsal.objects.part import SEED, ObjectsPart
from bastide.cutover.rehearsal.settings import LOOPBACK
from tests.e2e.rehearsal.conftest import SMALL, Values


def test_a_whole_run_is_green_and_leaves_nothing_behind(tmp_path: Path) -> None:
    part = ObjectsPart(tmp_path / "run" / "objects", None, lambda _: None, SMALL)
    plan = run.Plan("hub", tmp_path / "run", LOOPBACK, 60, ("objects",))
    record = run.run(plan, [part], lambda _: None, resume=False)
    values = {one.measure: one.value for one in record.measurements}
    assert reds(record.measurements) == frozenset(), values
    assert values["objects.count"] >= SMALL.objects
    assert values["legacy.read_only"] is True
    assert {"rclone", "azurite", "versitygw"} <= set(record.programs)
    assert part.loopback is not None
    assert (part.loopback.s3.pid, part.loopback.azurite.pid) == (0, 0)
    for file in (tmp_path / "run").rglob("*"):
        if file.is_file() and "data" not in file.parts:
            content = file.read_bytes()
            assert part.loopback.azurite.key.encode() not in content, file
            assert part.loopback.s3.secret.encode() not in content, file


def test_names_states_tags_and_locks_arrive(part: ObjectsPart, finish: Callable[[ObjectsPart], Values]) -> None:
    finish(part)
    target, there = part.target, part.target.names()
    planned = list(make.plan(SMALL.objects, SMALL.bytes, SEED))
    assert {one.name for one in planned if one.name.startswith("names/")} <= set(there)
    assert any(one.size == 0 for one in planned)
    for one in planned:
        assert there[one.name] == one.size
    old = next(one for one in planned if one.states)
    contents = [
        target.client.get_object(Bucket=target.bucket, Key=old.name, VersionId=version)["Body"].read()
        for version in reversed(target.versions(old.name))
    ]
    assert contents == [old.content(0), old.content(1), old.content()]
    tagged = next(one for one in planned if one.tags)
    assert target.tags(tagged.name) == dict(tagged.tags)
    assert target.lock is not None
    head = target.head(old.name)
    assert (head["ObjectLockMode"], head["ObjectLockRetainUntilDate"]) == target.lock
    assert head["Metadata"]["classification"] == "health"


def test_what_is_locked_cannot_be_destroyed(part: ObjectsPart, finish: Callable[[ObjectsPart], Values]) -> None:
    finish(part)
    target, name = part.target, next(iter(part.target.names()))
    with pytest.raises(ClientError, match=r"AccessDenied|InvalidRequest|locked|Locked|WORM"):
        target.client.delete_object(Bucket=target.bucket, Key=name, VersionId=target.versions(name)[0])


def test_what_changed_after_the_copy_is_carried_by_the_last_delta(
    part: ObjectsPart, finish: Callable[[ObjectsPart], Values]
) -> None:
    part.replicate()
    names = sorted(name for name in part.target.names() if name.startswith("cohort-"))
    changed, gone = names[40], names[41]
    size = part.target.names()[changed]
    part.source.client.upload_blob(changed, b"x" * size, overwrite=True)
    part.source.client.delete_blob(gone)
    values = finish(part)
    assert [values[f"objects.{one}"].value for one in ("missing", "different", "unhashed", "extra")] == [0, 0, 0, 0]
    assert values["delta.left"].value == 0
    assert part.target.client.get_object(Bucket=part.target.bucket, Key=changed)["Body"].read() == b"x" * size
    assert gone not in part.target.names()


def test_a_name_that_would_become_another_is_not_sent_and_is_named(
    part: ObjectsPart, finish: Callable[[ObjectsPart], Values]
) -> None:
    part.source.client.upload_blob("a/b", b"one")
    part.source.client.upload_blob("a//b", b"another")
    values = finish(part)
    assert [one.partition(" (")[0] for one in values["objects.missing"].objects] == ["a//b"]
    assert values["delta.left"].objects == ("a//b",)
    assert part.target.client.get_object(Bucket=part.target.bucket, Key="a/b")["Body"].read() == b"one"


def test_the_freeze_holds_for_who_writes_and_is_lifted(part: ObjectsPart) -> None:
    part.replicate()
    frozen = {one.measure: one.value for one in part.freeze()}
    assert frozen["legacy.read_only"] is True
    lifted = part.rollback()
    assert [(one.measure, one.value) for one in lifted] == [("rehearsal.rollback_done", True)]


def test_a_freeze_that_does_not_hold_is_red(part: ObjectsPart, monkeypatch: pytest.MonkeyPatch) -> None:
    part.replicate()
    assert part.loopback is not None
    monkeypatch.setattr(part.loopback, "freeze", part.loopback.open)
    monkeypatch.setattr("bastide.cutover.rehearsal.objects.writer._REFUSAL_SECONDS", 1)
    proof = part.freeze()[0]
    assert (proof.measure, proof.value, proof.objects) == ("legacy.read_only", False, ("writer 1",))


def test_an_object_that_the_source_does_not_have_is_named(
    part: ObjectsPart, finish: Callable[[ObjectsPart], Values]
) -> None:
    part.replicate()
    part.target.put("nobody's", io.BytesIO(b"x"), {}, "text/plain")
    assert finish(part)["objects.extra"].objects == ("nobody's",)
