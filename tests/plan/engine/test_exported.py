"""Exported states: what is read of them, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from facts.errors import BadInput
from plan.engine import exported
from plan.engine.sealing import Seal, decrypted
from plan.signatures import SECRET, SIGNATURE
from plan.values import WITHHELD

KEY = bytes(32)
SEAL = Seal({}, KEY)
ROOT = "urn:pulumi:scaleway-hub::bastide::pulumi:pulumi:Stack::bastide-scaleway-hub"
BELOW = "organization/bastide/scaleway-bootstrap"
SECRET_VALUE = "the-password"


def state(**changes: Any) -> dict[str, Any]:
    resource = {
        "urn": "urn:pulumi:scaleway-hub::bastide::random:index/randomPassword:RandomPassword::x",
        "type": "random:index/randomPassword:RandomPassword",
        "outputs": {
            "result": {SIGNATURE: SECRET, "ciphertext": "v1:of:somebody"},
            "shown": {SIGNATURE: SECRET, "plaintext": json.dumps(SECRET_VALUE)},
        },
    }
    reference = {
        "urn": f"urn:pulumi:scaleway-hub::bastide::pulumi:pulumi:StackReference::{BELOW}",
        "type": "pulumi:pulumi:StackReference",
        "inputs": {"name": BELOW},
        "outputs": {"name": BELOW, "outputs": {"projects": {"hub": "p"}}},
    }
    resources = [{"urn": ROOT, "type": "pulumi:pulumi:Stack"}, resource, reference]
    return {"version": 3, "deployment": {"manifest": {}, "resources": resources}} | changes


def written(folder: Path, content: object) -> Path:
    file = folder / "state.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    return file


def test_the_state_of_one_stack_with_its_secrets_sealed_or_withheld(tmp_path: Path) -> None:
    stack, found = exported.read(written(tmp_path, state()), SEAL, {"type": "cloud"})

    assert stack == "scaleway-hub"
    assert found["secrets_providers"] == {"type": "cloud"}
    assert SECRET_VALUE not in json.dumps(found)
    outputs = found["resources"][1]["outputs"]
    opened = {name: json.loads(decrypted(sealed["ciphertext"], KEY)) for name, sealed in outputs.items()}
    assert opened == {"result": WITHHELD, "shown": SECRET_VALUE}
    assert {sealed[SIGNATURE] for sealed in outputs.values()} == {SECRET}


def test_what_it_knew_of_other_stacks(tmp_path: Path) -> None:
    _, found = exported.read(written(tmp_path, state()), SEAL, {})

    assert exported.references(found) == {"scaleway-bootstrap": {"projects": {"hub": "p"}}}


def foreign(urn: str) -> dict[str, Any]:
    return state(deployment={"resources": [{"urn": urn, "type": "t"}]})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"version": 3, "deployment": {"resou', "not JSON"),
        ("[]", "no object"),
        ('{"resources": []}', "no exported state"),
        (state(version=4), "found a state of version 4"),
        (state(deployment={"resources": None}), "without a list of resources"),
        (state(deployment={"resources": [{"urn": 1}]}), "without a list of resources"),
        (state(deployment={"resources": []}), "0 stacks"),
        (foreign("urn:pulumi:s::other::t::n"), "the project `other`"),
        (
            {
                **state(),
                "deployment": {
                    "resources": [{"urn": ROOT, "type": "t"}, {"urn": "urn:pulumi:b::bastide::t::n", "type": "t"}]
                },
            },
            "2 stacks",
        ),
    ],
)
def test_what_is_no_such_state_is_refused_with_the_next_action(tmp_path: Path, content: object, says: str) -> None:
    file = written(tmp_path, content)

    with pytest.raises(BadInput) as error:
        exported.read(file, SEAL, {})

    assert says in error.value.message()
    assert "do: " in error.value.message()
    assert "state.json" in error.value.message()


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    file.write_bytes(b"\x1f\x8b\x08\xff")

    with pytest.raises(BadInput, match="not UTF-8"):
        exported.read(file, SEAL, {})


def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        exported.read(tmp_path / "nothing.json", SEAL, {})
