"""What a plan takes away, and that only what is named is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bastide.receipt.destructive import Named, allowed, losses, named, named_in, not_allowed
from bastide.up.apply import loss_of
from facts.errors import BadInput
from plan.model import Change, Diff, LayerPlan, Operation, Options, PlannedResource

PREFIX = "urn:pulumi:scaleway-hub::bastide::"


def resource(type_: str, operation: Operation, *, custom: bool = True, **other: object) -> PlannedResource:
    return PlannedResource(f"{PREFIX}{type_}::a", type_, "a", custom, operation=operation, **other)  # type: ignore[arg-type]


def plan(*resources: PlannedResource) -> LayerPlan:
    return LayerPlan("scaleway", "hub", "scaleway", "pulumi", "offline", resources)


VPC, BUCKET = "scaleway:network/vpc:Vpc", "scaleway:object/bucket:Bucket"


@pytest.mark.parametrize("operation", [item for item in Operation if item not in (Operation.DELETE, Operation.REPLACE)])
def test_other_operations_take_nothing_away(operation: Operation) -> None:
    assert not losses([plan(resource(VPC, operation), resource(BUCKET, operation))])


def test_what_holds_data_comes_first() -> None:
    found = losses(
        [
            plan(
                resource(VPC, Operation.DELETE),
                resource(BUCKET, Operation.REPLACE),
                resource("new:x:Y", Operation.DELETE),
            )
        ]
    )
    assert [(item.named.operation, item.holds_data) for item in found] == [
        ("delete", True),
        ("replace", True),
        ("delete", False),
    ]
    assert "holds data" in str(found[1])


@pytest.mark.parametrize("options", [Options(protect=True), Options(retain_on_delete=True)])
def test_what_is_protected_or_kept_counts_as_data(options: Options) -> None:
    (found,) = losses([plan(resource(VPC, Operation.DELETE, options=options))])
    assert found.holds_data
    assert found.kept is bool(options.retain_on_delete)


def test_components_and_providers_take_nothing_away() -> None:
    role = resource("bastide:storage:Bucket", Operation.DELETE, custom=False)
    provider = resource("pulumi:providers:scaleway", Operation.REPLACE)
    assert not losses([plan(role, provider)])


@pytest.mark.parametrize(
    ("diff", "erased"),
    [
        (Diff((Change("imageId", "update", "a", "b"),)), True),
        (Diff((Change("name", "update", "a", "b"),)), False),
        (None, True),
    ],
)
def test_an_update_that_erases_is_a_replacement(diff: Diff | None, erased: bool) -> None:
    found = losses([plan(resource("openstack:compute/instance:Instance", Operation.UPDATE, diff=diff))])
    assert [(item.named.operation, item.holds_data) for item in found] == ([("replace", True)] if erased else [])


def test_only_the_same_operation_on_the_same_urn_is_allowed() -> None:
    found = losses([plan(resource(VPC, Operation.DELETE))])
    urn = found[0].named.urn
    assert not not_allowed(found, allowed([Named("delete", urn)], found))
    assert not_allowed(
        found, allowed([Named("replace", urn), Named("delete", urn + "b"), Named("delete", urn[:-1])], found)
    )


def test_what_a_comparison_says_of_what_is_allowed() -> None:
    found = losses([plan(resource(BUCKET, Operation.DELETE))])
    both = [found[0].named, Named("delete", f"{PREFIX}x::gone"), found[0].named]
    assert [(item.holds_data, item.planned) for item in allowed(both, found)] == [(True, True), (None, False)]
    assert [(item.holds_data, item.planned) for item in allowed(both, None)] == [(None, None)] * 2


@pytest.mark.parametrize("urn", ["", "*", "urn:pulumi:*", "methods-link", "urn:pulumi:a::b"])
def test_a_pattern_is_no_name(urn: str) -> None:
    with pytest.raises(BadInput, match="is no URN"):
        named("delete", urn)


def test_names_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "allowed.txt"
    file.write_text(f"# the link\n\ndelete {PREFIX}x$y::a b\nreplace {PREFIX}x::c\n")
    assert named_in(file) == (Named("delete", f"{PREFIX}x$y::a b"), Named("replace", f"{PREFIX}x::c"))

    file.write_text(f"\nremove {PREFIX}x::a\n")
    with pytest.raises(BadInput, match=r"allowed\.txt:2:1: found `remove`"):
        named_in(file)
    with pytest.raises(BadInput, match="cannot be read"):
        named_in(tmp_path / "none")


@pytest.mark.parametrize(
    ("operation", "named_as"),
    [
        ("delete", "delete"),
        ("replace", "replace"),
        ("create-replacement", "replace"),
        ("delete-replaced", "replace"),
        ("update", None),
        ("create", None),
        ("same", None),
    ],
)
def test_steps_of_the_engine_are_named_the_same(operation: str, named_as: str | None) -> None:
    step = {"op": operation, "urn": f"{PREFIX}{VPC}::a", "type": VPC, "old": {"custom": True}}
    found = loss_of(step)
    assert (found.operation if found else None) == named_as
    assert loss_of({**step, "type": "pulumi:providers:scaleway"}) is None
    assert loss_of({**step, "old": {}}) is None
