"""The desired state in a receipt: complete, comparable, and without any secret."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bastide.receipt import desired
from bastide.receipt.desired import MARK, NOT_KNOWN, SECRET, Difference, applied, encoded, part, replanned
from plan.model import LayerPlan, Operation, Options, PlannedResource
from plan.values import UNKNOWN, Archive, Asset, ResourceRef, Secret
from tests.estates import ESTATES

URN = "urn:pulumi:scaleway-hub::bastide::scaleway:network/vpc:Vpc::hub"
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def plan(*resources: PlannedResource) -> LayerPlan:
    return LayerPlan("scaleway", "hub", "scaleway", "builtin", "none", resources)


def vpc(inputs: Mapping[str, Any], **other: Any) -> PlannedResource:
    return PlannedResource(URN, "scaleway:network/vpc:Vpc", "hub", custom=True, inputs=inputs, **other)


@pytest.mark.parametrize("estate", ESTATES)
def test_no_secret_of_an_estate_is_in_its_desired_state(
    estate: str, plans: Mapping[str, tuple[LayerPlan, ...]]
) -> None:
    texts = [part(layer).model_dump_json() for layer in plans[estate]]
    found = {text for layer in plans[estate] for item in layer.resources for text in secrets(item.inputs)}
    marked = json.dumps(SECRET, separators=(",", ":"))
    assert any(marked in text for text in texts)
    for secret in found:
        # shorter ones could be anywhere
        if len(secret) >= 12:
            assert not [text for text in texts if json.dumps(secret)[1:-1] in text]


def secrets(value: Any) -> set[str]:
    """The texts below secret marks."""
    if isinstance(value, Secret):
        return {str(value.value)} if isinstance(value.value, str) else set()
    if isinstance(value, Mapping):
        return set().union(*map(secrets, value.values())) if value else set()
    return set().union(*map(secrets, value)) if isinstance(value, list | tuple) and value else set()


@pytest.mark.parametrize("estate", ESTATES)
def test_the_same_plan_twice_is_the_same(estate: str, plans: Mapping[str, tuple[LayerPlan, ...]]) -> None:
    for layer in plans[estate]:
        backwards = replace(layer, resources=tuple(reversed(layer.resources)))
        assert part(layer) == part(backwards)
        assert part(layer).desired == part(backwards).desired
        assert not applied(part(layer), layer)


def test_a_digest_of_a_secret_is_not_kept_either() -> None:
    one, other = part(plan(vpc({"key": Secret("a")}))), part(plan(vpc({"key": Secret("b")})))
    assert one.desired == other.desired


@given(PLAIN)
def test_no_plain_value_looks_like_a_mark(value: Any) -> None:
    assert encoded(value) not in (SECRET, NOT_KNOWN)


@given(PLAIN, PLAIN)
def test_values_that_differ_are_written_differently(one: Any, other: Any) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    written = (json.dumps(encoded(item), sort_keys=True) for item in (one, other))
    assert (next(written) == next(written)) is same


@pytest.mark.parametrize(
    "lookalike", [{MARK: "secret"}, {MARK: "unknown"}, "[secret]", "[unknown]", {MARK: "map", "entries": {}}]
)
def test_what_looks_like_a_mark_is_not_taken_for_one(lookalike: Any) -> None:
    marked = [encoded(Secret("x")), encoded(UNKNOWN), encoded({})]
    assert encoded(lookalike) not in marked
    assert encoded({"a": lookalike}) != encoded({"a": Secret("x")})


def test_references_and_files_are_written() -> None:
    assert encoded([ResourceRef("urn:x"), Asset("text", "a"), Archive("assets", {"f": Asset("path", "b")})]) == [
        {MARK: "resource", "urn": "urn:x"},
        {MARK: "asset", "text": "a"},
        {MARK: "archive", "assets": {"f": {MARK: "asset", "path": "b"}}},
    ]
    with pytest.raises(TypeError, match="a plan cannot hold"):
        encoded(object())


BASE = {"name": "hub", "tags": ["a", "b"], "rule": {"port": 443}, "id": UNKNOWN, "token": Secret("t")}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"name": "other"}, "name"),
        ({"tags": ["a"]}, "tags"),
        ({"tags": ["a", "c"]}, "tags[1]"),
        ({"rule": {"port": 80}}, "rule.port"),
        ({"rule": {}}, "rule.port"),
        ({"token": "t"}, "token"),
        ({"name": UNKNOWN}, "name"),
        ({"name": True}, "name"),
        ({"rule": 1}, "rule"),
    ],
)
def test_both_comparisons_see_a_change_of_what_was_known(change: Mapping[str, Any], path: str) -> None:
    approved, found = part(plan(vpc(BASE))), plan(vpc({**BASE, **change}))
    assert [item.path for item in replanned(approved, part(found))] == [path]
    assert [item.path for item in applied(approved, found)] == [path]


@pytest.mark.parametrize("change", [{"id": "vpc-1"}, {"id": {"a": 1}}, {"id": Secret("s")}, {"added": 1}])
def test_what_was_unknown_may_become_anything_and_a_provider_may_add(change: Mapping[str, Any]) -> None:
    approved, found = part(plan(vpc(BASE))), plan(vpc({**BASE, **change}))
    assert len(replanned(approved, part(found))) == 1
    assert not applied(approved, found)


def test_what_the_program_ignores_may_be_what_stands() -> None:
    options = Options(ignore_changes=("rule",))
    approved = part(plan(vpc(BASE, options=options)))
    assert not applied(approved, plan(vpc({**BASE, "rule": {"port": 1}}, options=options)))
    assert applied(approved, plan(vpc({**BASE, "rules": 1, "name": "x"}, options=options)))


@pytest.mark.parametrize("options", [Options(protect=False), Options(), Options(protect=True, provider="urn:other")])
def test_a_protection_that_is_lifted_is_seen(options: Options) -> None:
    approved = part(plan(vpc({}, options=Options(protect=True))))
    assert applied(approved, plan(vpc({}, options=options)))
    assert replanned(approved, part(plan(vpc({}, options=options))))


def test_a_resource_more_or_less_is_seen() -> None:
    other = replace(vpc({}), urn=URN + "2")
    one, both = plan(vpc({})), plan(vpc({}), other)
    assert applied(part(one), both) == (Difference(other.urn, "", None, "a resource"),)
    assert applied(part(both), one) == (Difference(other.urn, "", "a resource", None),)


def test_what_is_deleted_is_no_part_of_what_is_wanted() -> None:
    gone = replace(vpc({}), urn=URN + "2", operation=Operation.DELETE)
    assert not applied(part(plan(vpc({}))), plan(vpc({}), gone))


def test_what_the_engine_builds_itself_is_left_out() -> None:
    own = PlannedResource("urn:p", "pulumi:providers:pulumi", "default", custom=True)
    assert not applied(part(plan(vpc({}))), plan(vpc({}), own))
    assert desired.wanted(own).type == "pulumi:providers:pulumi"
