"""`pulumi preview --json`, recorded and fresh, and our own documents."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from facts.errors import BadInput
from plan.engine.session import session
from plan.estate import plan_estate
from plan.model import LayerPlan, Operation, PlannedResource
from plan.serialise import document, to_json
from plan.shape import read_plans
from plan.values import UNKNOWN, Secret, masked
from tests.pulumi_cli import real_cli

ROOT = Path(__file__).resolve().parents[3]
RECORDED = Path(__file__).with_name("recorded") / "preview-scaleway-bootstrap.json.gz"
URN = "urn:pulumi:dev::demo::scaleway:network/vpc:Vpc::main"
Read = Callable[..., LayerPlan]


def step(operation: str, **states: Any) -> dict[str, Any]:
    return {"op": operation, "urn": URN, **states}


def vpc(**inputs: Any) -> dict[str, Any]:
    return {"urn": URN, "type": "scaleway:network/vpc:Vpc", "custom": True, "inputs": inputs}


def recorded() -> dict[str, Any]:
    with gzip.open(RECORDED) as file:
        found: dict[str, Any] = json.load(file)
    return found


def test_a_recorded_preview_of_the_real_cli(read: Read) -> None:
    digest = recorded()

    plan = read(digest, "scaleway-bootstrap.json")

    assert (plan.stack, plan.cloud, plan.engine) == ("scaleway-bootstrap", "scaleway", "preview-json")
    assert len(plan.resources) == len(digest["steps"])
    assert {resource.operation for resource in plan.resources} == {Operation.CREATE}
    assert len(plan.gaps) == 1
    assert any(resource.property_dependencies for resource in plan.resources)


def test_a_fresh_preview_of_the_real_cli_is_the_plan_of_the_built_in_engine(read: Read) -> None:
    real_cli()
    with session(ROOT, "scaleway") as (run, host):
        run.add_stack("scaleway-bootstrap")
        digest = run.preview(host, "scaleway-bootstrap").digest
    (own,) = plan_estate("scaleway", ("bootstrap",))

    plan = read(dict(digest))

    ours = {resource.urn: resource for resource in own.resources}
    assert {resource.urn for resource in plan.resources} == ours.keys()
    for resource in plan.resources:
        assert masked(resource.inputs) == masked(ours[resource.urn].inputs)
        assert resource.property_dependencies == ours[resource.urn].property_dependencies
    assert plan.gaps == own.gaps


def test_updates_deletions_and_masked_secrets(read: Read) -> None:
    other = f"{URN}-old"
    digest = {
        "steps": [
            step("update", oldState=vpc(name="a", token="[secret]"), newState=vpc(name="b", token="[secret]"),
                 detailedDiff={"name": {"kind": "update-replace"}}),
            {"op": "delete", "urn": other, "oldState": {**vpc(), "urn": other}},
        ],
        "diagnostics": [{"severity": "error", "message": "error: no", "urn": URN}],
        "changeSummary": {},
    }  # fmt: skip

    plan = read(digest)

    gone, changed = sorted(plan.resources, key=lambda resource: resource.operation)
    assert (gone.operation, changed.operation) == (Operation.DELETE, Operation.UPDATE)
    assert changed.inputs == {"name": "b", "token": Secret(UNKNOWN)}
    assert changed.diff is not None and changed.diff.changes[0].forces_replace
    assert plan.refused


@pytest.mark.parametrize(
    ("digest", "place"),
    [
        ({"steps": {}}, "steps"),
        ({"steps": [1]}, "steps[0]"),
        ({"steps": [step("create")]}, "steps[0]"),
        ({"steps": [step("dance", newState=vpc())]}, "steps"),
        ({"steps": [step("update", newState=vpc(), detailedDiff=[1])]}, "steps[0]"),
        ({"steps": [step("create", newState={**vpc(), "custom": "yes"})]}, "steps[0].newState.custom"),
        ({"steps": [step("create", newState=vpc())], "diagnostics": [1]}, "diagnostics"),
        ({"diagnostics": [], "changeSummary": {}}, ""),
        ({"steps": [step("create", newState=vpc())], "changeSummary": {"create": 1, "same": 40}}, "changeSummary.same"),
    ],
)
def test_what_is_no_preview_is_refused_with_its_place(digest: Any, place: str, read: Read) -> None:
    with pytest.raises(BadInput) as caught:
        read({"steps": None, **digest} if "steps" not in digest else digest)

    assert caught.value.place is not None and caught.value.place.path == place


def test_what_does_not_change_is_there_or_the_command_that_shows_it_is_told(read: Read) -> None:
    same = step("same", oldState=vpc(), newState=vpc())
    assert read({"steps": [same], "changeSummary": {"same": 1}}).resources
    with pytest.raises(BadInput) as caught:
        read({"steps": [same], "changeSummary": {"same": 2}})
    assert "found 1 of 2" in caught.value.message() and "--show-sames" in caught.value.message()


@pytest.fixture(scope="module")
def own() -> tuple[LayerPlan, ...]:
    return plan_estate("scaleway", ("bootstrap", "hub"))


def shown(resource: PlannedResource) -> tuple[Any, ...]:
    values = masked(resource.inputs), masked(resource.outputs)
    return *values, resource.options, resource.package, resource.operation, resource.parent, resource.id


def test_our_own_document_comes_back(own: tuple[LayerPlan, ...], written: Callable[..., Path]) -> None:
    text = to_json(own)

    found = read_plans(written(text))

    assert [(plan.stack, plan.layer, plan.cloud) for plan in found] == [
        ("scaleway", "bootstrap", "scaleway"),
        ("scaleway", "hub", "scaleway"),
    ]
    for plan, before in zip(found, own, strict=True):
        assert plan.gaps == before.gaps
        assert all(shown(resource) == shown(before.by_urn[resource.urn]) for resource in plan.resources)
    entries = json.loads(text)["stacks"]
    again = document(found)["stacks"]
    for entry, other in zip(entries, again, strict=True):
        assert {**entry, "engine": ""} == {**other, "engine": ""}


def test_a_layer_is_of_the_cloud_of_its_resources(own: tuple[LayerPlan, ...], written: Callable[..., Path]) -> None:
    found = json.loads(to_json(own))
    found["stacks"][1]["cloud"] = "azure"
    with pytest.raises(BadInput) as caught:
        read_plans(written(json.dumps(found)))
    assert caught.value.place is not None and caught.value.place.path == "stacks[1].cloud"
    assert "over resources of scaleway" in caught.value.message()


def test_masked_secrets_of_our_own_document_are_unknown_ones(own: tuple[LayerPlan, ...], written: Any) -> None:
    found = read_plans(written(to_json(own)))

    secrets = [
        value for plan in found for r in plan.resources for value in r.inputs.values() if isinstance(value, Secret)
    ]
    later = [value for plan in found for r in plan.resources for value in r.inputs.values() if value is UNKNOWN]
    assert secrets and later
    assert all(secret.value is UNKNOWN for secret in secrets)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda document: document.update(schema="bastide/plan/2"), "schema"),
        (lambda document: document.update(stacks=[]), ""),
        (lambda document: document.update(stacks={}), "stacks"),
        (lambda document: document["stacks"][0].pop("cloud"), "stacks[0]"),
        (lambda document: document["stacks"][0]["resources"][2].update(urn=1), "stacks[0].resources[2]"),
        (lambda document: document["stacks"][0]["resources"][2].update(operation="dance"), "stacks[0].resources[2]"),
        (lambda document: document["stacks"][0]["resources"][2].update(options={"x": 1}), "stacks[0].resources[2]"),
        (
            lambda document: document["stacks"][0]["resources"].append(document["stacks"][0]["resources"][0]),
            "stacks[0]",
        ),
    ],
)
def test_a_broken_document_of_ours_is_refused_with_its_place(
    change: Callable[[Any], Any], place: str, own: tuple[LayerPlan, ...], written: Callable[..., Path]
) -> None:
    broken = json.loads(to_json(own[:1]))
    change(broken)

    with pytest.raises(BadInput) as caught:
        read_plans(written(broken))

    assert caught.value.place is not None and caught.value.place.path == place
