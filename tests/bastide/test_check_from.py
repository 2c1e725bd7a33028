"""`bastide check --from`: plans of other tools are judged by the same rules."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bastide.preview import written
from tests.conftest import REPOSITORY, Answer, Plans

Check = Callable[..., Answer]
DAY = ("--date", "2026-11-28")
RECORDED = REPOSITORY / "tests" / "upgrades" / "0.1.0"


def judged(check: Check, file: Path, *options: str) -> dict[str, Any]:
    answer = check("--from", str(file), *DAY, "--format", "json", *options)
    assert answer.code in (0, 1), answer.err
    found: dict[str, Any] = json.loads(answer.out)
    assert found["file"] == file.name
    return found


def rules_of(found: dict[str, Any], result: str = "fail") -> set[str]:
    return {item["rule"] for item in found["findings"] if item["result"] == result}


def test_an_exported_state(check: Check, tmp_path: Path) -> None:
    with gzip.open(RECORDED / "scaleway.json.gz") as recorded:
        state = json.load(recorded)["stacks"]["scaleway-hub"]
    file = tmp_path / "state of the hub.json"
    file.write_text(json.dumps(state if "version" in state else {"version": 3, "deployment": state}))
    found = judged(check, file)
    (stack,) = found["stacks"]
    assert (stack["stack"], stack["profiles"]) == ("state of the hub", {"": "target"})
    assert stack["shortfalls"]["new"] is None
    assert stack["resources"] > 50
    assert {"SOV-CTL-001", "SOV-CTL-002"} <= rules_of(found)


def test_our_own_preview_is_judged_as_the_estate_is(check: Check, plans: Plans, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(written(plans["scaleway"], "json", detail=False), encoding="utf-8")
    found, whole = judged(check, file), json.loads(check("scaleway", *DAY, "--format", "json").out)
    assert set(found["stacks"][0]["profiles"]) == set(whole["stacks"][0]["profiles"])
    assert found["stacks"][0]["shortfalls"]["new"] is None
    assert {"SOV-CTL-001", "SOV-CTL-002"} <= rules_of(found) & rules_of(whole)
    # an intent and files of the repository come with an estate only
    assert "source" not in {item["kind"] for item in found["findings"]}


GROUP = "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/data"
ACCOUNT = {
    "id": f"{GROUP}/providers/Microsoft.Storage/storageAccounts/cohorts",
    "name": "cohorts",
    "type": "Microsoft.Storage/storageAccounts",
    "location": "westeurope",
    "resourceGroup": "data",
    "kind": "StorageV2",
    "sku": {"name": "Standard_GRS"},
    "properties": {"allowBlobPublicAccess": True, "supportsHttpsTrafficOnly": False},
}


def test_an_azure_inventory(check: Check, tmp_path: Path) -> None:
    file = tmp_path / "inventory.json"
    file.write_text(json.dumps([ACCOUNT]))
    found = judged(check, file)
    assert found["stacks"][0]["profiles"] and set(found["stacks"][0]["profiles"].values()) == {"legacy"}
    named = [item for item in found["findings"] if item["name"].endswith("cohorts")]
    assert {"SOV-CTL-002"} <= {item["rule"] for item in named if item["result"] == "fail"}
    # the same as a tender's proposal would be judged
    strict = judged(check, file, "--profile", "target")
    assert any(item["stops"] for item in strict["findings"] if item["name"].endswith("cohorts"))
    for format in ("text", "sarif", "junit", "markdown"):
        shown = check("--from", str(file), *DAY, "--format", format)
        assert "cohorts" in shown.out
        assert shown.err == ""
    uris = {
        location["physicalLocation"]["artifactLocation"]["uri"]
        for item in json.loads(check("--from", str(file), *DAY, "--format", "sarif").out)["runs"][0]["results"]
        for location in item["locations"]
    }
    assert uris == {"inventory.json"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", ("inventory.json",)),
        ("[1, 2", ("inventory.json", "JSON")),
        ('{"what": "ever"}', ("no tool that is known here writes this", "pulumi stack export")),
        ("[]", ("inventory.json",)),
    ],
)
def test_a_file_of_no_known_shape_is_bad_input(
    check: Check, tmp_path: Path, content: str, words: tuple[str, ...]
) -> None:
    file = tmp_path / "inventory.json"
    file.write_text(content)
    answer = check("--from", str(file))
    assert (answer.code, answer.out) == (2, "")
    for word in (*words, "do: "):
        assert word in answer.err
    assert "Traceback" not in answer.err


def bucket(**more: Any) -> dict[str, Any]:
    token = "scaleway:object/bucket:Bucket"
    urn = f"urn:pulumi:hub::p::{token}::data"
    return {
        "urn": urn,
        "type": token,
        "custom": True,
        "id": "x",
        "inputs": {"name": "data", "region": "fr-par"},
        **more,
    }


def test_what_a_reader_did_not_look_at_is_said(check: Check, tmp_path: Path) -> None:
    file = tmp_path / "hub.json"
    waiting = [{"resource": bucket(), "type": "creating"}]
    old = bucket(delete=True, urn=f"{bucket()['urn']}\n::error::x\x1b")
    deployment = {"resources": [bucket(), old], "pending_operations": waiting}
    file.write_text(json.dumps({"version": 3, "deployment": deployment}))
    answer = check("--from", str(file), *DAY, "--format", "json")
    json.loads(answer.out)
    said = answer.err.splitlines()
    assert len(said) == 2 and all(line.startswith("warning: ") for line in said)
    assert "waits for its deletion" in said[0] and "\x1b" not in said[0]
    assert "1 operations were interrupted" in said[1]


def test_an_export_that_left_something_out_says_so(check: Check, tmp_path: Path) -> None:
    schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    row = {"type": "Microsoft.Network/virtualNetworks", "name": "n", "apiVersion": "1", "location": "westeurope"}
    file = tmp_path / "group.json"
    file.write_text(json.dumps({"template": {"$schema": schema, "resources": [row]}, "error": {"code": "Partial"}}))
    assert "left something out (Partial)" in check("--from", str(file), *DAY).err


def test_many_warnings_are_cut_off_and_counted(check: Check, tmp_path: Path) -> None:
    old = [bucket(delete=True, urn=f"{bucket()['urn']}-{number}") for number in range(60)]
    file = tmp_path / "hub.json"
    file.write_text(json.dumps({"version": 3, "deployment": {"resources": [bucket(), *old]}}))
    said = check("--from", str(file), *DAY).err.splitlines()
    assert len(said) == 51 and said[-1] == "warning: and 10 more"


def test_a_preview_that_failed_halfway_is_refused_without_its_words(check: Check, tmp_path: Path) -> None:
    steps = [{"op": "create", "urn": bucket()["urn"], "newState": bucket()}]
    diagnostics = [{"severity": "error", "message": "error: planted-secret is wrong"}]
    file = tmp_path / "hub.json"
    file.write_text(json.dumps({"steps": steps, "diagnostics": diagnostics, "changeSummary": {"create": 1}}))
    answer = check("--from", str(file), *DAY)
    assert (answer.code, answer.out) == (2, "")
    assert "ended with an error" in answer.err and "planted-secret" not in answer.err


def test_a_layer_that_stands_twice_is_refused(check: Check, tmp_path: Path) -> None:
    # of two layers of one name, the one at Azure would have all be judged as advice
    row = {**bucket(), "name": "data", "operation": "create"}
    layer = {"stack": "x", "layer": "hub", "cloud": "scaleway", "engine": "builtin", "providers": "none", "gaps": []}
    layers = [{**layer, "resources": [row]}, {**layer, "cloud": "azure", "resources": []}]
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({"schema": "bastide/plan/1", "stacks": layers}))
    answer = check("--from", str(file), *DAY)
    assert (answer.code, answer.out) == (2, "")
    assert "found the layer `hub` of `x` twice" in answer.err


@pytest.mark.parametrize("token", ["pulumi:pulumi:StackReference", "random:index/randomPet:RandomPet"])
@pytest.mark.parametrize("profile", ["legacy", "target"])
def test_a_file_with_nothing_at_a_cloud_is_refused(check: Check, tmp_path: Path, token: str, profile: str) -> None:
    row = {**bucket(), "urn": f"urn:pulumi:hub::p::{token}::x", "type": token, "inputs": {"name": "x"}}
    file = tmp_path / "hub.json"
    file.write_text(json.dumps({"version": 3, "deployment": {"resources": [row]}}))
    answer = check("--from", str(file), *DAY, "--profile", profile)
    assert (answer.code, answer.out) == (2, "")
    assert "no resource of a cloud" in answer.err
