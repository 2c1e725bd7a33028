"""Pulumi states, as recorded from the real engine."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from facts.errors import BadInput
from plan.model import LayerPlan, Operation
from plan.signatures import ASSET, SECRET, SIGNATURE, UNKNOWN_SENTINEL
from plan.values import UNKNOWN, Asset, Secret

RECORDED = Path(__file__).resolve().parents[2] / "upgrades" / "0.1.0"
ESTATES = {
    "azure-legacy": "azure",
    "cloudtemple": "cloudtemple",
    "numspot": "numspot",
    "outscale": "outscale",
    "ovhcloud": "ovhcloud",
    "scaleway": "scaleway",
}
URN = "urn:pulumi:dev::demo::scaleway:network/vpc:Vpc::main"
Read = Callable[..., LayerPlan]


def recorded(estate: str) -> dict[str, Any]:
    with gzip.open(RECORDED / f"{estate}.json.gz") as file:
        found: dict[str, Any] = json.load(file)["stacks"]
    return found


def state(*resources: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"version": 3, "deployment": {"manifest": {}, "resources": list(resources), **more}}


def vpc(**more: Any) -> dict[str, Any]:
    return {"urn": URN, "type": "scaleway:network/vpc:Vpc", "custom": True, **more}


@pytest.mark.parametrize(("estate", "cloud"), ESTATES.items())
def test_every_recorded_state_is_read(estate: str, cloud: str, read: Read) -> None:
    for stack, content in recorded(estate).items():
        plan = read(content, f"{stack}.json")
        rows = content["deployment"]["resources"]
        assert (plan.stack, plan.layer, plan.engine, plan.providers) == (stack, "", "state", "none")
        assert plan.cloud == cloud
        assert {resource.urn for resource in plan.resources} == {row["urn"] for row in rows}
        assert {resource.operation for resource in plan.resources} <= {Operation.SAME, Operation.READ}
        linked = {row["urn"]: sorted(row.get("dependencies") or ()) for row in rows}
        assert {resource.urn: list(resource.dependencies) for resource in plan.resources} == linked
        carried = [gap for row in rows for gap in (row.get("inputs") or {}).get("gaps") or ()]
        assert len(plan.gaps) == len(carried)
        assert all(gap.reason and gap.date for gap in plan.gaps)


def test_a_secret_in_clear_stays_one_and_a_sealed_one_is_unknown(read: Read) -> None:
    plain = {SIGNATURE: SECRET, "plaintext": json.dumps({"a": ["planted"]})}
    sealed = {SIGNATURE: SECRET, "ciphertext": "v1:xxx"}
    inputs = {"plain": plain, "sealed": sealed, "later": UNKNOWN_SENTINEL, "file": {SIGNATURE: ASSET, "text": "x"}}

    (found,) = read(state(vpc(inputs=inputs))).resources

    assert found.inputs == {
        "plain": Secret({"a": ["planted"]}),
        "sealed": Secret(UNKNOWN),
        "later": UNKNOWN,
        "file": Asset("text", "x"),
    }


def test_what_waits_for_its_deletion_is_mentioned(read: Read) -> None:
    plan = read(state(vpc(), vpc(delete=True), pending_operations=[{"type": "creating"}]))

    assert len(plan.resources) == 1
    assert [message.severity for message in plan.messages] == ["warning", "warning"]
    assert plan.messages[0].urn == URN


def test_a_state_file_of_a_backend_is_read_too(read: Read) -> None:
    content = {"version": 3, "checkpoint": {"stack": "x", "latest": state(vpc())["deployment"]}}

    assert [resource.name for resource in read(content).resources] == ["main"]


def test_a_resource_that_is_only_read(read: Read) -> None:
    (found,) = read(state(vpc(external=True, id="v-1"))).resources

    assert (found.operation, found.id) == (Operation.READ, "v-1")


def test_several_clouds_are_mixed_and_none_is_none(read: Read) -> None:
    other = {"urn": "urn:pulumi:dev::demo::aws:s3/bucket:Bucket::b", "type": "aws:s3/bucket:Bucket", "custom": True}
    foreign = {"urn": "urn:pulumi:dev::demo::gcp:x/y:Z::g", "type": "gcp:x/y:Z", "custom": True}

    assert read(state(vpc(), other)).cloud == "scaleway"
    assert read(state(other)).cloud == ""
    assert read(state(foreign)).cloud == ""
    assert read(state(vpc(), foreign)).cloud == "mixed"


@pytest.mark.parametrize(
    ("content", "place", "found"),
    [
        ({**state(vpc()), "version": 4}, "version", "version 4"),
        ({"version": 3, "deployment": []}, "deployment", "no state"),
        ({"version": 3, "deployment": {"resources": {}}}, "deployment", "without a list"),
        (state({"type": "x"}), "deployment.resources[0]", "without `urn`"),
        (state(vpc(), 7), "deployment.resources[1]", "no resource"),  # type: ignore[arg-type]
        (state(vpc(inputs=[])), "deployment.resources[0].inputs", "another form"),
        (state(vpc(dependencies=[1])), "deployment.resources[0].dependencies", "another form"),
        (state(vpc(inputs={"a": {SIGNATURE: "what"}})), "deployment.resources[0].inputs", "does not know"),
        (state({**vpc(), "urn": "main"}), "deployment.resources[0].urn", "no URN"),
        (state(), "", "no resource"),
        (state(vpc(), vpc()), "", "twice"),
    ],
)
def test_what_is_no_state_is_refused_with_its_place(
    content: Any, place: str, found: str, written: Callable[..., Path], read: Read
) -> None:
    with pytest.raises(BadInput) as caught:
        read(content)

    assert found in caught.value.found
    assert caught.value.place is not None and caught.value.place.path == place
    assert caught.value.place.line == 1
    assert caught.value.action and caught.value.expected
