from __future__ import annotations

import subprocess
import sys

import pytest

from plan.model import UNKNOWN, Gap, LayerPlan, Operation, PlannedResource, gaps_of, role_paths


def role(name: str, kind: str, parent: str = "", **inputs: object) -> PlannedResource:
    return PlannedResource(f"urn:{name}", f"bastide:x:{kind}", name, False, parent, inputs)


def leaf(name: str, parent: str, type_: str = "openstack:x/y:Z") -> PlannedResource:
    return PlannedResource(f"urn:{name}", type_, name, True, parent)


SPACE = role("cardio", "ProjectSpace")
AIRLOCK = role("in", "Airlock", SPACE.urn)
BUCKET = role("drop", "Bucket", AIRLOCK.urn)
LEAF = leaf("container", BUCKET.urn)


def layer(*resources: PlannedResource) -> LayerPlan:
    return LayerPlan("scaleway", "scaleway-hub", "scaleway", "builtin", "none", resources)


def test_the_model_imports_no_pulumi() -> None:
    code = "import sys, plan.model, plan.serialise; print([m for m in sys.modules if m.startswith('pulumi')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_role_path_runs_from_the_outermost_role_to_the_owner() -> None:
    plan = layer(LEAF, BUCKET, AIRLOCK, SPACE)
    assert plan.role_path(LEAF) == "ProjectSpace/Airlock/Bucket"
    assert plan.role_path(BUCKET) == "ProjectSpace/Airlock/Bucket"
    assert plan.role_path(SPACE) == "ProjectSpace"


def test_components_of_others_are_no_part_of_a_role_path() -> None:
    other = PlannedResource("urn:o", "acme:x:Thing", "o", False, SPACE.urn)
    inner = role("b", "Bucket", other.urn)
    assert layer(SPACE, other, inner).role_path(inner) == "ProjectSpace/Bucket"


def test_resources_outside_roles_have_an_empty_path() -> None:
    assert role_paths([leaf("a", "urn:missing")]) == {"urn:a": ""}


def test_a_cycle_of_parents_in_a_broken_state_ends() -> None:
    assert set(role_paths([role("a", "A", "urn:b"), role("b", "B", "urn:a")])) == {"urn:a", "urn:b"}


def test_a_deep_tree_of_roles_needs_no_recursion() -> None:
    chain = [role("0", "R")]
    for index in range(1, 3000):
        chain.append(role(str(index), "R", chain[-1].urn))
    assert role_paths(reversed(chain))["urn:2999"].count("/") == 2999


@pytest.mark.parametrize(
    ("type_", "custom", "cloud"),
    [
        ("openstack:networking/network:Network", True, True),
        ("pulumi:providers:openstack", True, False),
        ("pulumi:pulumi:StackReference", True, False),
        ("random:index/randomPassword:RandomPassword", True, False),
        ("bastide:storage:Bucket", False, False),
        ("pulumi:pulumi:Stack", False, False),
    ],
)
def test_what_counts_as_a_cloud_resource(type_: str, custom: bool, cloud: bool) -> None:
    assert PlannedResource("urn:a", type_, "a", custom).is_cloud is cloud


def test_helpers_of_a_resource() -> None:
    assert BUCKET.is_role
    assert BUCKET.role_kind == "Bucket"
    provider = leaf("p", "", "pulumi:providers:openstack")
    assert provider.is_provider
    assert provider.package_name == "openstack"
    assert LEAF.package_name == "openstack"
    assert leaf("s", "", "pulumi:pulumi:Stack").is_stack
    assert str(Operation.REPLACE) == "replace"


def test_gaps_are_joined_with_the_facts() -> None:
    asked = role("drop", "Bucket", AIRLOCK.urn, gaps=[{"capability": "bucket.customer-key", "level": "absent"}])
    gaps = gaps_of([SPACE, AIRLOCK, asked], lambda capability, level: (f"no {capability}", "doc", "2026-11-01"))
    assert gaps == (
        Gap(
            "ProjectSpace/Airlock/Bucket",
            "drop",
            "bucket.customer-key",
            "absent",
            "no bucket.customer-key",
            "doc",
            "2026-11-01",
        ),
    )


@pytest.mark.parametrize("gaps", [UNKNOWN, "text", [{"capability": "x"}], [{"capability": "x", "level": UNKNOWN}], [3]])
def test_a_malformed_gap_never_falls_silent(gaps: object) -> None:
    with pytest.raises(ValueError, match="urn:r"):
        gaps_of([role("r", "Bucket", gaps=gaps)], lambda capability, level: ("", "", ""))
