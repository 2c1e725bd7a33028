"""A refused plan also holds what the engine did not come to, and nothing that stays."""

from __future__ import annotations

from typing import Any

import pytest

from plan.engine.command import Result
from plan.engine.unreached import unreached
from plan.model import Operation

HEAD = "urn:pulumi:s::bastide::"
LOCK, BUCKET, KEPT = (f"{HEAD}scaleway:object/{token}" for token in ("lock:Lock::b", "bucket:Bucket::b", "acl:Acl::k"))
DELETION = 'Preview failed: resource "b" cannot be deleted\nbecause it is protected.'
REPLACEMENT = 'unable to replace resource "b"\nas it is currently marked for protection.'


def standing(urn: str, **more: Any) -> dict[str, Any]:
    return {"urn": urn, "type": urn.split("::")[2], "custom": True, **more}


STATE = {
    "resources": [
        standing(KEPT),
        standing(BUCKET, protect=True, retainOnDelete=True, inputs={"name": "b"}),
        standing(LOCK, protect=True),
    ]
}
STEPS = [
    {"op": "same", "urn": KEPT, "oldState": standing(KEPT), "newState": standing(KEPT)},
    {"op": "delete", "urn": LOCK, "oldState": standing(LOCK)},
]


def ended(*errors: str, code: int = 255, steps: list[dict[str, Any]] = STEPS) -> Result:
    said = [{"severity": "error", "message": f"error: {text}", "urn": LOCK} for text in errors]
    return Result(code, {"steps": steps, "diagnostics": said}, (), "")


def test_what_the_engine_did_not_come_to_is_deleted() -> None:
    (found,) = unreached(ended(DELETION), STATE)
    assert (found.urn, found.operation, found.inputs) == (BUCKET, Operation.DELETE, {"name": "b"})
    assert found.options.protect and found.options.retain_on_delete


@pytest.mark.parametrize(
    "result",
    [
        ended(code=0),
        ended(),
        ended("the program failed: KeyError"),
        ended(DELETION, "inputs to import do not match the existing resource"),
        ended(DELETION, steps=[]),
    ],
    ids=["went well", "said nothing", "the program failed", "an import failed", "came to nothing"],
)
def test_of_a_program_that_may_not_have_ended_nothing_is_said(result: Result) -> None:
    assert unreached(result, STATE) == ()


def test_a_refused_replacement_stops_nothing_before_the_end_of_the_program() -> None:
    assert [item.urn for item in unreached(ended(REPLACEMENT), STATE)] == [BUCKET]


@pytest.mark.parametrize(
    "more",
    [
        standing(f"{HEAD}scaleway:network/vpc:Vpc::read", external=True),
        standing(BUCKET.replace("::b", "::waits"), delete=True),
        standing(f"{HEAD}pulumi:providers:pulumi::default"),
        standing(f"{HEAD}pulumi:providers:aws::default_7_12_0"),
    ],
    ids=["read", "waits for its deletion", "the engine's own", "the engine's own, by version"],
)
def test_what_only_looks_unregistered_is_left_out(more: dict[str, Any]) -> None:
    state = {"resources": [*STATE["resources"], more]}
    assert [item.urn for item in unreached(ended(DELETION), state)] == [BUCKET]


def test_what_an_alias_has_renamed_is_not_deleted() -> None:
    renamed = {"op": "same", "urn": f"{BUCKET}2", "oldState": standing(BUCKET), "newState": standing(f"{BUCKET}2")}
    assert unreached(ended(DELETION, steps=[*STEPS, renamed]), STATE) == ()


def test_without_a_state_there_is_nothing_to_name() -> None:
    assert unreached(ended(DELETION), None) == ()
