"""The plans of an estate as records: areas, settings, and what points to what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plan.model import Gap, Operation, PlannedResource
from plan.values import UNKNOWN
from policies.record import NO_AREA
from policies.view import View, matches
from tests.policies.records import layer_of, record_of

BUCKET = "scaleway:object/bucket:Bucket"
POLICY = "scaleway:object/bucketPolicy:BucketPolicy"
KEY = "scaleway:keymanager/key:Key"


def thing(token: str, name: str, parent: str = "", /, needs: Any = None, **inputs: Any) -> PlannedResource:
    urn = f"urn:pulumi:t::t::{token}::{name}"
    return PlannedResource(urn, token, name, True, parent, inputs, property_dependencies=needs or {})


def role(token: str, name: str, parent: str = "", /, **spec: Any) -> PlannedResource:
    urn = f"urn:pulumi:t::t::bastide:{token}::{name}"
    return PlannedResource(urn, f"bastide:{token}", name, False, parent, {"spec": spec, "links": {}, "gaps": []})


def view_of(*resources: PlannedResource, **more: Any) -> View:
    return View([layer_of(*resources, **more)])


def test_a_resource_is_of_the_area_of_the_roles_around_it() -> None:
    space = role("area:ProjectSpace", "cardio", classification="snds", ends="2027-06-30", retention_days=365)
    inner = role("storage:Bucket", "data", space.urn)
    record = record_of(view_of(space, inner, thing(BUCKET, "b", inner.urn)), "b")
    assert (record.area.name, record.area.stage, record.area.classification) == ("cardio", "space", "snds")
    assert (record.area.ends, record.area.retention_days) == (date(2027, 6, 30), 365)


@pytest.mark.parametrize("ends", ["soon", "", None, UNKNOWN, 20270630, "2027-02-30"])
def test_an_end_that_is_no_day_is_none(ends: Any) -> None:
    space = role("area:ProjectSpace", "cardio", ends=ends)
    assert record_of(view_of(space), "cardio").area.ends is None


def test_without_roles_the_tags_say_the_area() -> None:
    space = role("area:ProjectSpace", "cardio", classification="snds")
    tagged = thing(BUCKET, "b", tags={"space": "cardio"})
    assert record_of(view_of(space, tagged), "b").area.classification == "snds"
    alone = record_of(view_of(replace(tagged, inputs={"tags": {"space": "onco", "classification": "health"}})), "b")
    assert (alone.area.name, alone.area.classification) == ("onco", "health")
    assert record_of(view_of(thing(BUCKET, "b")), "b").area is NO_AREA


def test_the_container_of_an_area_is_of_that_area_also_from_another_layer() -> None:
    space = role("area:ProjectSpace", "cardio", classification="snds")
    container = role("area:Project", "cardio", classification="internal")
    project = thing("scaleway:account/project:Project", "p", container.urn)
    view = View([layer_of(container, project, layer="bootstrap"), layer_of(space, layer="space-cardio")])
    assert record_of(view, "p").area.classification == "snds"
    assert record_of(view_of(container, project), "p").area.classification == "internal"


def test_a_setting_belongs_to_what_it_names_by_dependency_id_or_name_in_any_case() -> None:
    bucket = thing(BUCKET, "b", name="hdh-data")
    by_need = thing(POLICY, "one", needs={"bucket": (bucket.urn,)}, bucket=UNKNOWN)
    by_name = thing(POLICY, "two", bucket="HDH-Data")
    by_id = thing(POLICY, "three", bucket="fr-par/hdh-data")
    view = view_of(replace(bucket, id="fr-par/hdh-data"), by_need, by_name, by_id)
    assert [facet.name for facet in record_of(view, "b").facets] == ["one", "two", "three"]


def test_of_two_settings_that_say_different_things_one_is_an_orphan() -> None:
    sse = "scaleway:object/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"

    def setting(name: str, algorithm: str) -> PlannedResource:
        default = {"applyServerSideEncryptionByDefault": {"sseAlgorithm": algorithm}}
        return thing(sse, name, bucket="b", rules=[default])

    view = view_of(thing(BUCKET, "b", name="b"), setting("plain", "none"), setting("good", "AES256"))
    assert record_of(view, "good").kind == "orphan"
    assert record_of(view, "b")["encrypted"] is False
    alike = view_of(thing(BUCKET, "b", name="b"), setting("one", "AES256"), setting("two", "AES256"))
    assert record_of(alike, "two").kind != "orphan"


def test_a_setting_of_nothing_in_the_plan_is_an_orphan() -> None:
    view = view_of(thing(BUCKET, "b", name="hdh-data"), thing(POLICY, "p", bucket="elsewhere"))
    assert record_of(view, "p").kind == "orphan" and record_of(view, "b").facets == ()


def test_a_resource_of_another_kind_with_its_name_takes_no_setting_away() -> None:
    view = view_of(
        thing(BUCKET, "b", name="hdh-data"),
        thing(KEY, "k", name="hdh-data"),
        thing(POLICY, "p", bucket="hdh-data"),
    )
    assert [facet.name for facet in record_of(view, "b").facets] == ["p"]
    assert record_of(view, "p").kind != "orphan"


def test_a_resource_of_another_kind_alone_takes_no_setting_away_either() -> None:
    view = view_of(thing(KEY, "k", name="hdh-data"), thing(POLICY, "p", bucket="hdh-data"))
    assert record_of(view, "p").kind == "orphan" and record_of(view, "k").facets == ()


def test_a_name_that_is_made_from_anothers_is_its_own() -> None:
    one, two = thing(BUCKET, "b", name="hdh-data"), thing(BUCKET, "c", name="hdh-data-logs")
    view = view_of(one, two, thing(POLICY, "p", needs={"bucket": (one.urn,)}, bucket="hdh-data-logs"))
    assert [facet.name for facet in record_of(view, "c").facets] == ["p"]
    assert record_of(view, "b").facets == ()
    view = view_of(one, two, thing(POLICY, "p", needs={"bucket": (one.urn,)}, bucket="fr-par/hdh-data"))
    assert [facet.name for facet in record_of(view, "b").facets] == ["p"]


def test_of_two_of_one_kind_and_name_nobody_knows_which_is_meant() -> None:
    view = view_of(
        thing(BUCKET, "b", name="hdh-data"),
        thing(BUCKET, "c", name="hdh-data"),
        thing(POLICY, "p", bucket="hdh-data"),
    )
    assert record_of(view, "p").kind == "orphan"


def test_an_empty_list_points_nowhere_whatever_the_engine_says_of_the_input() -> None:
    group = thing("scaleway:instance/securityGroup:SecurityGroup", "g")
    host = thing("scaleway:instance/server:Server", "h", needs={"securityGroupId": (group.urn,)}, securityGroupId="")
    assert record_of(view_of(group, host), "h").refs("groups") == ()


def test_what_comes_through_another_stack_is_found_by_its_id() -> None:
    reference = PlannedResource("urn:ref", "pulumi:pulumi:StackReference", "hub", True, inputs={"name": "o/b/hub"})
    group = replace(thing("scaleway:instance/securityGroup:SecurityGroup", "g"), id="fr-par-1/G1")
    needs = {"securityGroupId": ("urn:ref",)}
    host = thing("scaleway:instance/server:Server", "h", needs=needs, securityGroupId="fr-par-1/g1")
    view = View([layer_of(group, layer="hub"), layer_of(reference, host, layer="prod")])
    assert [item.name for item in record_of(view, "h").refs("groups")] == ["g"]


def test_pointing_goes_both_ways() -> None:
    group = thing("scaleway:instance/securityGroup:SecurityGroup", "g", name="g")
    host = thing("scaleway:instance/server:Server", "h", securityGroupId="g")
    view = view_of(group, host)
    assert [item.name for item in view.pointing_to(record_of(view, "g"))] == ["h"]
    assert [item.name for item in view.pointing_to(record_of(view, "g"), "compute.*")] == ["h"]
    assert view.pointing_to(record_of(view, "g"), "net.*") == ()


def test_kinds_and_families_without_settings() -> None:
    view = view_of(thing(BUCKET, "b", name="b"), thing(POLICY, "p", bucket="b"), thing(KEY, "k"))
    assert [item.name for item in view.of("store.object")] == ["b"]
    assert [item.name for item in view.of("store.*", "kms.key")] == ["b", "k"]
    assert {record.name for record in view.by_kind["store.object"]} == {"b", "p"}


def test_what_is_deleted_is_apart_and_nothing_points_to_it() -> None:
    gone = replace(thing(BUCKET, "b", name="data"), operation=Operation.DELETE)
    view = view_of(gone, thing(POLICY, "p", bucket="data"))
    assert [record.name for record in view.deleted] == ["b"]
    assert view.record(gone.urn) is None and record_of(view, "p").kind == "orphan"


def test_gaps_are_records_below_their_roles() -> None:
    database = role("data:Database", "core")
    view = view_of(database, gaps=(Gap("Database", "core", "database", "absent", "", "", ""),))
    (gap,) = view.of("gap")
    assert (gap["capability"], gap["level"], gap.role) == ("database", "absent", "Database")
    assert gap.owner is view.record(database.urn)


def test_a_plan_that_does_not_come_from_the_engine_has_a_layer_as_a_whole_too() -> None:
    plan = layer_of(thing(BUCKET, "b"))
    view = View([replace(plan, resources=plan.resources[1:])])
    assert len(view.of("stack")) == 1


def test_links_go_across_layers() -> None:
    store = role("keys:Key", "cardio-data")
    bucket = role("storage:Bucket", "data")
    linked = replace(bucket, inputs={**bucket.inputs, "links": {"key": store.urn, "segment": UNKNOWN}})
    view = View([layer_of(store, layer="hub"), layer_of(linked, thing(BUCKET, "b", bucket.urn), layer="prod")])
    found = view.linked(record_of(view, "b"), "key")
    assert found is not None and found.name == "cardio-data"
    assert view.linked(record_of(view, "b"), "segment") is None
    assert view.linked(record_of(view, "data"), "nothing") is None


def test_a_circle_of_parents_ends() -> None:
    one, two = role("storage:Bucket", "one"), role("storage:Bucket", "two")
    view = view_of(replace(one, parent=two.urn), replace(two, parent=one.urn), thing(BUCKET, "b", one.urn))
    assert {item.name for item in record_of(view, "b").owners()} == {"one", "two"}
    assert record_of(view, "b").area is not None


@pytest.mark.parametrize(
    ("kind", "pattern", "expected"),
    [
        ("net.vpc", "net.*", True),
        ("net.vpc", "net.vpc", True),
        ("network", "net.*", False),
        ("net", "net.*", False),
        ("net.vpc", "net.vp", False),
    ],
)
def test_which_kinds_a_pattern_means(kind: str, pattern: str, expected: bool) -> None:
    assert matches(kind, pattern) is expected


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abcd")), max_size=6))
def test_any_shape_of_parents_can_be_walked(pairs: list[tuple[str, str]]) -> None:
    parents = {name: parent for name, parent in pairs}
    urns = {name: role("storage:Bucket", name).urn for name in "abc"}
    made = [replace(role("storage:Bucket", name), parent=urns.get(parents.get(name, ""), "")) for name in "abc"]
    view = view_of(*made, thing(BUCKET, "leaf", urns["a"]))
    owners = record_of(view, "leaf").owners()
    assert len(owners) == len(set(owners)) and owners[0].name == "a"
