"""What a listing of Azure says of one object, with what Azurite does not have: versions, locks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from azure.core.exceptions import ServiceRequestError
from azure.storage.blob import BlobProperties, ImmutabilityPolicy

from bastide.cutover.rehearsal.objects.sides import Blob, Source, patient
from bastide.failure import ToolkitFailed


def _item(name: str, etag: str, **more: Any) -> BlobProperties:
    item = BlobProperties(name=name, metadata={"kept": "yes"}, **{"Content-Length": 3, "ETag": etag})
    for key, value in more.items():
        setattr(item, key, value)
    return item


@dataclass
class Listing:
    items: list[BlobProperties] = field(default_factory=list)

    def list_blobs(self, include: list[str]) -> Iterator[BlobProperties]:
        assert {"metadata", "tags", "snapshots", "versions", "legalhold", "immutabilitypolicy"} <= set(include)
        return iter(self.items)


def _listed(*items: BlobProperties) -> list[Blob]:
    source = Source("http://127.0.0.1:1/legacy", "legacy", "research", "a-key")
    object.__setattr__(source, "client", Listing(list(items)))
    return list(source.blobs())


def test_versions_and_snapshots_are_earlier_states_in_their_order() -> None:
    (found,) = _listed(
        _item("one", "e2", snapshot="2026-11-02T00:00:00.0000000Z"),
        _item("one", "e1", version_id="2026-11-01T00:00:00.0000000Z", is_current_version=False),
        _item("one", "e3", version_id="2026-11-03T00:00:00.0000000Z", is_current_version=True),
    )
    assert found.earlier == ("version:2026-11-01T00:00:00.0000000Z", "snapshot:2026-11-02T00:00:00.0000000Z")
    assert found.mark.startswith("e3\n")


def test_an_object_of_which_only_versions_are_left_is_none() -> None:
    assert (
        _listed(_item("gone", "e", version_id="2026-11-01", is_current_version=False), _item("one", "e"))[0].name
        == "one"
    )


def test_locks_are_said() -> None:
    until = datetime(2027, 1, 1, tzinfo=UTC)
    policy = ImmutabilityPolicy(expiry_time=until, policy_mode="Locked")
    held, kept = _listed(_item("a", "e", has_legal_hold=True), _item("b", "e", immutability_policy=policy))
    assert (held.held, kept.held) == ("legal hold", until.isoformat())


def test_tags_change_the_mark_though_not_the_etag() -> None:
    before, after = (_listed(_item("one", "e", tags=tags))[0].mark for tags in ({"a": "b"}, {"a": "c"}))
    assert before != after


def test_a_side_that_stays_silent_ends_it_with_what_to_do() -> None:
    asked: list[int] = []

    def silent(error: Exception) -> None:
        asked.append(1)
        raise error

    with pytest.raises(ToolkitFailed, match="the source does not answer"):
        patient(partial(silent, ServiceRequestError("no")), 0.7, "the source")
    assert len(asked) >= 2
