"""The legacy through the real engine: adopted from the recorded inventory, never created, and left in peace."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from plan.engine import reading
from plan.engine.command import Result
from plan.engine.estate import Target
from plan.engine.session import Session, session
from plan.engine.settings import Settings
from plan.model import LayerPlan, Operation, PlannedResource
from stacks.catalogue import FOLDER
from stacks.estate import load_estate
from tests.plan.engine.conftest import Lives
from tools import legacy_inventory

pytestmark = pytest.mark.xdist_group("life-azure-legacy")

ROOT = FOLDER.parent
ESTATE = load_estate("azure-legacy")
TARGET = Target(ESTATE.name, ESTATE.cloud.value, ESTATE.layers)


@contextmanager
def legacy() -> Iterator[tuple[Session, Any]]:
    with session(ROOT, ESTATE.name) as (found, host):
        for layer in ESTATE.layers:
            found.add_stack(TARGET.stack(layer))
        yield found, host


@dataclass
class Adopted:
    """The life of every stack: plans before and after `up`, the states, and what refresh and destroy said."""

    first: dict[str, LayerPlan]
    second: dict[str, LayerPlan]
    state: dict[str, list[dict[str, Any]]]
    refresh: Mapping[str, Result]
    destroy: dict[str, Result] = field(default_factory=dict)
    left: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def life(lives: Lives) -> Adopted:
    known = lives.of(ESTATE.name)
    run = known.session
    known.restore()
    first = {plan.layer: plan for plan in known.first}
    second = {plan.layer: plan for plan in known.second}
    lived = Adopted(first, second, {layer: held(run, layer) for layer in ESTATE.layers}, known.refreshed)
    for layer in reversed(ESTATE.layers):
        lived.destroy[layer] = run.destroy(TARGET.stack(layer))
        lived.left[layer] = held(run, layer)
    known.restore()
    return lived


def held(found: Session, layer: str) -> list[dict[str, Any]]:
    """The Azure resources in a stack's state."""
    state: Any = found.files.read_state(TARGET.stack(layer))
    return [item for item in state.get("resources") or () if item["type"].startswith("azure-native:")]


def of_azure(plan: LayerPlan) -> list[PlannedResource]:
    return [item for item in plan.resources if item.is_cloud]


@pytest.mark.parametrize("layer", ESTATE.layers)
def test_the_first_preview_imports_all_of_azure_and_creates_none_of_it(life: Adopted, layer: str) -> None:
    found = of_azure(life.first[layer])
    assert len(found) == len(ESTATE.imports[layer])
    assert {item.operation for item in found} == {Operation.IMPORT}


@pytest.mark.parametrize("layer", ESTATE.layers)
def test_up_adopts_each_resource_under_its_id(life: Adopted, layer: str) -> None:
    found = {f"{item['type']}::{item['urn'].rpartition('::')[2]}": item["id"] for item in life.state[layer]}
    assert found == dict(ESTATE.imports[layer])


@pytest.mark.parametrize("layer", ESTATE.layers)
def test_a_second_preview_shows_no_change(life: Adopted, layer: str) -> None:
    assert len(of_azure(life.second[layer])) == len(ESTATE.imports[layer])
    assert {item.operation for item in life.second[layer].resources} <= {Operation.SAME, Operation.READ}


@pytest.mark.parametrize("layer", ESTATE.layers)
def test_a_refresh_finds_no_drift(life: Adopted, layer: str) -> None:
    result = life.refresh[layer]
    assert result.code == 0
    steps = [event["resourcePreEvent"]["metadata"] for event in result.events if "resourcePreEvent" in event]
    assert len([step for step in steps if step["type"].startswith("azure-native:")]) == len(ESTATE.imports[layer])
    outcomes = [event["resOutputsEvent"]["metadata"] for event in result.events if "resOutputsEvent" in event]
    assert {step["op"] for step in outcomes} <= {"same", "refresh", "read"}
    assert not [step["urn"] for step in outcomes if step.get("diffs") or step.get("detailedDiff")]


@pytest.mark.parametrize("layer", ESTATE.layers)
def test_destroy_is_refused_and_leaves_every_protected_resource(life: Adopted, layer: str) -> None:
    protected = {item["urn"] for item in life.state[layer] if item.get("protect")}
    assert protected
    assert life.destroy[layer].code != 0
    refused = {item.urn for item in reading.messages(life.destroy[layer]) if "it is protected" in item.text}
    assert refused and refused <= protected
    assert {item["urn"] for item in life.left[layer]} >= protected


@pytest.mark.parametrize("layer", ESTATE.layers)
def test_the_states_hold_no_generated_secret_of_an_adopted_resource(life: Adopted, layer: str) -> None:
    """What is adopted keeps the secret that it has: the new one is not even in its inputs."""
    for item in life.state[layer]:
        assert "administratorLoginPassword" not in item["inputs"]
        assert "sharedKey" not in item["inputs"]
        if item["type"].endswith(":Secret"):
            assert "value" not in item["inputs"]["properties"]


ACCOUNT = ESTATE.imports["bootstrap"]["azure-native:storage:StorageAccount::state"]


@pytest.fixture
def spoil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[list[dict[str, Any]]], None]], None]:
    """Let the providers answer from a copy of the inventory with a change in it."""

    def answer_from(change: Callable[[list[dict[str, Any]]], None]) -> None:
        inventory = json.loads(legacy_inventory.FILE.read_text(encoding="utf-8"))
        change(inventory["resources"])
        file = tmp_path / "inventory.json"
        file.write_text(json.dumps(inventory), encoding="utf-8")
        settings = Settings(("--inventory", str(file)), {})
        monkeypatch.setattr("plan.engine.session.settings_of", lambda root, estate: settings)

    return answer_from


def complaints() -> list[str]:
    """What the engine complains about in a preview of the bootstrap layer, which must fail."""
    with legacy() as (found, host):
        result = found.preview(host, TARGET.stack("bootstrap"))
    assert result.code != 0
    return [f"{item.urn} {item.text}" for item in reading.messages(result) if item.severity == "error"]


def test_a_property_that_differs_from_the_inventory_fails_the_preview_with_both_values(spoil: Any) -> None:
    def older(resources: list[dict[str, Any]]) -> None:
        (record,) = [item for item in resources if item["id"] == ACCOUNT]
        assert record["inputs"]["minimumTlsVersion"] == "TLS1_2"
        record["inputs"]["minimumTlsVersion"] = "TLS1_0"

    spoil(older)
    (complaint,) = [text for text in complaints() if "minimumTlsVersion" in text]
    assert "azure-native:storage:StorageAccount::state" in complaint
    assert "TLS1_0" in complaint and "TLS1_2" in complaint


def test_a_property_that_the_program_lacks_fails_the_preview(spoil: Any) -> None:
    def more(resources: list[dict[str, Any]]) -> None:
        (record,) = [item for item in resources if item["id"] == ACCOUNT]
        record["inputs"]["isSftpEnabled"] = True

    spoil(more)
    assert any("isSftpEnabled" in text and ":StorageAccount::state" in text for text in complaints())


def test_an_id_that_the_inventory_does_not_hold_fails_the_preview(spoil: Any) -> None:
    def without(resources: list[dict[str, Any]]) -> None:
        resources[:] = [item for item in resources if item["id"] != ACCOUNT]

    spoil(without)
    assert any(ACCOUNT in text and "inventory" in text for text in complaints())


def test_an_id_that_the_inventory_holds_as_another_kind_fails_the_preview(spoil: Any) -> None:
    def other(resources: list[dict[str, Any]]) -> None:
        (record,) = [item for item in resources if item["id"] == ACCOUNT]
        record["type"] = "azure-native:keyvault:Vault"

    spoil(other)
    assert any(ACCOUNT in text and "keyvault:Vault" in text for text in complaints())
