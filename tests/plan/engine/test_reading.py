"""From the engine's own words to planned resources."""

from __future__ import annotations

from typing import Any

import pytest

from plan.engine import reading
from plan.engine.command import Result
from plan.model import Message, Operation
from plan.signatures import UNKNOWN_SENTINEL
from plan.values import UNKNOWN, Secret

URN = "urn:pulumi:s::bastide::scaleway:network/vpc:Vpc::main"
PROVIDER = "urn:pulumi:s::bastide::pulumi:providers:scaleway::scaleway"


def state(**more: Any) -> dict[str, Any]:
    return {"urn": URN, "custom": True, "type": "scaleway:network/vpc:Vpc", **more}


def step(operation: str, **more: Any) -> dict[str, Any]:
    return {"op": operation, "urn": URN, "newState": state(), **more}


def test_a_creation_with_all_its_options() -> None:
    new = state(
        inputs={"name": "x", "token": "[secret]", "zone": UNKNOWN_SENTINEL},
        parent="urn:pulumi:s::bastide::bastide:net:Network::main",
        provider=f"{PROVIDER}::{UNKNOWN_SENTINEL}",
        protect=True,
        retainOnDelete=True,
        ignoreChanges=["tags"],
        dependencies=["b", "a"],
        propertyDependencies={"name": [], "zone": ["b"]},
    )

    (resource,) = reading.resources({"steps": [{"op": "create", "urn": URN, "newState": new}]})

    assert resource.operation is Operation.CREATE
    assert resource.inputs["name"] == "x"
    assert isinstance(resource.inputs["token"], Secret)
    assert resource.inputs["zone"] is UNKNOWN
    assert resource.options.provider == PROVIDER
    assert (resource.options.protect, resource.options.retain_on_delete) == (True, True)
    assert resource.options.ignore_changes == ("tags",)
    assert resource.dependencies == ("a", "b")
    assert resource.property_dependencies == {"zone": ("b",)}
    assert resource.id == ""


def test_a_replacement_counts_once_whatever_its_steps() -> None:
    steps = [step("create-replacement"), step("replace"), step("delete-replaced")]

    (resource,) = reading.resources({"steps": steps})

    assert resource.operation is Operation.REPLACE


def test_a_replacement_whose_old_one_goes_first_is_what_is_to_come() -> None:
    old, new = state(inputs={"region": "fr-par"}), state(inputs={"region": "us-east"})
    gone = {"op": "delete-replaced", "urn": URN, "oldState": old}
    steps = [gone, step("replace", oldState=old, newState=new), step("create-replacement", newState=new)]

    (resource,) = reading.resources({"steps": steps})

    assert resource.operation is Operation.REPLACE
    assert resource.inputs == {"region": "us-east"}


def test_a_replacement_of_which_only_the_old_one_is_told_is_still_one() -> None:
    (resource,) = reading.resources({"steps": [{"op": "delete-replaced", "urn": URN, "oldState": state()}]})
    assert resource.operation is Operation.REPLACE


def test_a_deletion_is_read_from_the_old_state() -> None:
    gone = {"op": "delete", "urn": URN, "oldState": state(id="1", inputs={"name": "x"}, retainOnDelete=True)}

    (resource,) = reading.resources({"steps": [gone]})

    assert (resource.operation, resource.id, resource.inputs) == (Operation.DELETE, "1", {"name": "x"})
    assert resource.options.retain_on_delete


def test_an_operation_that_nobody_knows_is_a_failure() -> None:
    with pytest.raises(ValueError, match="unknown operation teleport"):
        reading.resources({"steps": [step("teleport")]})


def test_what_the_engine_notes_at_a_provider_is_no_input() -> None:
    new = {"urn": PROVIDER, "custom": True, "type": "pulumi:providers:scaleway"}
    inputs = {"region": "fr-par", "version": "1.2.3", "__internal": {}}

    (resource,) = reading.resources(
        {"steps": [{"op": "create", "urn": PROVIDER, "newState": {**new, "inputs": inputs}}]}
    )

    assert resource.inputs == {"region": "fr-par"}


def test_messages_without_debugging_and_once_each() -> None:
    said = [("debug", "x"), ("warning", " y\n"), ("warning", "y"), ("error", "z"), ("info", " ")]
    events = tuple({"diagnosticEvent": {"severity": severity, "message": text}} for severity, text in said)

    found = reading.messages(Result(0, {}, events, ""))

    assert found == (Message("warning", "y"), Message("error", "z"))


def test_outputs_are_those_of_the_last_word_about_the_stack() -> None:
    def event(outputs: dict[str, Any]) -> dict[str, Any]:
        metadata = {"type": "pulumi:pulumi:Stack", "new": {"outputs": outputs}}
        return {"resOutputsEvent": {"metadata": metadata}}

    assert reading.outputs([event({}), event({"id": UNKNOWN_SENTINEL}), {"summaryEvent": {}}]) == {
        "id": UNKNOWN_SENTINEL
    }
