"""Answers that are kept: once for each record or view, never across views."""

from __future__ import annotations

import pytest

from plan.model import PlannedResource
from plan.values import UNKNOWN
from policies.kept import kept, kept_of_view
from policies.record import KnownLater, Record, known
from policies.view import View
from tests.policies.records import layer_of, record_of

BUCKET = "scaleway:object/bucket:Bucket"
asked: list[str] = []


@kept
def name_of(record: Record) -> str | None:
    asked.append(record.name)
    return record.name if record.name != "nobody" else None


@kept
def name_when_known(record: Record) -> object:
    asked.append(record.name)
    return known(record.resource.inputs["name"], "name")


@kept_of_view
def names_in(view: View) -> None:
    asked.append(",".join(record.name for record in view.of("store.object")))


def view_of(*names: str) -> View:
    return View([layer_of(*(PlannedResource(f"urn:{name}", BUCKET, name, True) for name in names))])


@pytest.fixture(autouse=True)
def nothing_asked() -> None:
    asked.clear()


def test_a_record_is_asked_about_once_also_where_the_answer_is_none() -> None:
    view = view_of("one", "nobody")
    for _ in range(2):
        assert name_of(record_of(view, "one")) == "one"
        assert name_of(record_of(view, "nobody")) is None
    assert asked == ["one", "nobody"]


def test_a_view_is_asked_about_once_and_another_one_for_itself() -> None:
    first, second = view_of("one"), view_of("one", "two")
    for view in (first, first, second):
        names_in(view)
    assert asked == ["one", "one,two"]


def test_records_of_one_name_in_two_views_are_two() -> None:
    name_of(record_of(view_of("one"), "one"))
    name_of(record_of(view_of("one"), "one"))
    assert asked == ["one", "one"]


def test_what_is_not_known_yet_is_asked_again() -> None:
    resource = PlannedResource("urn:one", BUCKET, "one", True, inputs={"name": UNKNOWN})
    record = record_of(View([layer_of(resource)]), "one")
    for _ in range(2):
        with pytest.raises(KnownLater):
            name_when_known(record)
    assert asked == ["one", "one"]
