"""Planted secrets in every secret input, and the secrets that the clouds make, at the real engine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from plan import serialise
from plan.builtin import layer_plan, run
from plan.signatures import SECRET, SIGNATURE
from tests.plan.engine.small_programs import Small, small
from tests.providers.facts import CLOUDS, facts, secret_paths, used
from tests.providers.planted import PLANTED, program

pytestmark = pytest.mark.xdist_group("terraform-sdks")


@pytest.fixture(scope="module")
def planted() -> Iterator[Small]:
    with small("tests.providers.planted", "program") as found:
        found.preview()
        found.up()
        yield found


def resources(state: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {resource["type"]: resource for resource in state["resources"]}


def test_every_secret_of_the_facts_is_planted_or_made(planted: Small) -> None:
    there = resources(planted.state())
    given = 0
    for fact in used("resources"):
        row = fact.row
        if any(secret_paths(fact.cloud, fact.name, {**row["inputs"], **row["outputs"]}, given=False)):
            assert fact.token in there, f"{fact} has a secret: plant it in tests/providers/planted.py"
        given += len(list(secret_paths(fact.cloud, fact.name, row["inputs"], given=True)))
    for cloud in CLOUDS:
        given += len(list(secret_paths(cloud, "provider", facts(cloud)["provider"], given=True)))
    assert given == len(set(PLANTED))


def test_no_planted_secret_is_written_anywhere(planted: Small) -> None:
    planted.refresh()
    written = planted.written()
    assert "11111111-2222-4333-8444-555555555555" in written
    assert [secret for secret in PLANTED if secret in written] == []


def test_every_secret_input_and_output_is_sealed_in_the_state(planted: Small) -> None:
    there = resources(planted.state())
    seen = 0
    for fact in used("resources"):
        inputs, outputs = fact.row["inputs"], fact.row["outputs"]
        for path in secret_paths(fact.cloud, fact.name, {**inputs, **outputs}, given=False):
            top = path.partition(".")[0]
            for side in ("inputs", "outputs"):
                value = there[fact.token].get(side, {}).get(top)
                if value is None or (side == "inputs" and path not in _given(fact, inputs)):
                    continue
                assert _is_sealed(value, path.split(".")[1:]), f"{fact} {side} {path}"
                seen += 1
    assert seen > 20


def _given(fact: Any, inputs: Mapping[str, Any]) -> set[str]:
    return set(secret_paths(fact.cloud, fact.name, inputs, given=True))


def _is_sealed(value: Any, path: list[str]) -> bool:
    if isinstance(value, dict) and value.get(SIGNATURE) == SECRET:
        return "plaintext" not in value
    if isinstance(value, list):
        return all(_is_sealed(item, path) for item in value)
    return bool(path) and isinstance(value, dict) and _is_sealed(value[path[0]], path[1:])


def test_no_planted_secret_is_in_a_plan_of_the_built_in_engine() -> None:
    plan = layer_plan(run(program, project="p", stack="s"), estate="e", layer="l", cloud="c", facts=lambda *_: None)  # type: ignore[arg-type]
    text = serialise.to_json([plan])
    assert len(json.loads(text)["stacks"][0]["resources"]) > 15
    assert [secret for secret in PLANTED if secret in text] == []
