from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pulumi
import pulumi_openstack as openstack
import pulumi_random as random
import pytest
from jsonschema import Draft202012Validator
from pulumi import ResourceOptions

from plan.builtin import layer_plan, run
from plan.model import Change, Diff, LayerPlan, Operation, PlannedResource, Secret
from plan.serialise import document, layer, to_json

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "plan.json"
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text()))


def program() -> None:
    gaps = [{"capability": "bucket.customer-key", "level": "absent"}]
    role = pulumi.ComponentResource("bastide:storage:Bucket", "drop", {"gaps": gaps})
    provider = openstack.Provider("gra", region="GRA", password="clear-text")
    opts = ResourceOptions(parent=role, provider=provider, protect=True, aliases=[pulumi.Alias(name="old")])
    net = openstack.networking.Network("net", opts=opts)
    opts = ResourceOptions(parent=role, provider=provider)
    openstack.networking.Subnet("sub", network_id=net.id, cidr="10.0.0.0/24", opts=opts)
    password = random.RandomPassword("password", length=9)
    role.register_outputs({"password": password.result})
    pulumi.export("token", pulumi.Output.secret("clear-text"))
    pulumi.log.warn("careful")


def plan() -> LayerPlan:
    result = run(program, project="bastide", stack="scaleway-hub")
    return layer_plan(
        result,
        estate="scaleway",
        layer="scaleway-hub",
        cloud="scaleway",
        facts=lambda capability, level: ("reason", "source", "2026-11-01"),
    )


def with_diff() -> LayerPlan:
    changes = (Change("b", "update", 1, Secret("clear-text"), True), Change("a", "add", None, [1]))
    changed = PlannedResource(
        "urn:pulumi:s::p::a:b:C::n",
        "a:b:C",
        "n",
        True,
        operation=Operation.REPLACE,
        diff=Diff(changes, ("b",)),
    )
    return LayerPlan("e", "l", "c", "pulumi", "offline", (changed,))


def test_the_document_follows_its_schema() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)
    found = document([plan(), with_diff()], kind_of=lambda resource: "net.vpc")
    VALIDATOR.validate(json.loads(json.dumps(found)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda doc: doc.update(schema="bastide/plan/2"),
        lambda doc: doc.update(extra=1),
        lambda doc: doc["stacks"][0].pop("cloud"),
        lambda doc: doc["stacks"][0].update(extra=1),
        lambda doc: doc["stacks"][0]["resources"][0].pop("role"),
        lambda doc: doc["stacks"][0]["resources"][0].update(operation="explode"),
        lambda doc: doc["stacks"][0]["resources"][0]["options"].update(extra=1),
        lambda doc: doc["stacks"][0]["gaps"][0].update(level="maybe"),
        lambda doc: doc["stacks"][0]["summary"].pop("kinds"),
    ],
)
def test_the_schema_refuses(spoil: Any) -> None:
    found = document([plan()])
    spoil(found)
    assert not VALIDATOR.is_valid(found)


def test_keys_may_be_added_to_a_resource() -> None:
    found = document([plan()])
    found["stacks"][0]["resources"][0]["added"] = 1
    VALIDATOR.validate(found)


def test_no_secret_is_readable() -> None:
    text = to_json([plan(), with_diff()])
    assert "clear-text" not in text
    assert "[secret]" in text


def test_the_summary_counts() -> None:
    kinds = {"openstack:networking/network:Network": "net.vpc"}
    summary = layer(plan(), lambda resource: kinds.get(resource.type, ""))["summary"]
    assert summary == {
        "resources": 6,
        "cloud_resources": 2,
        "roles": 1,
        "operations": {"create": 6},
        "kinds": {"net.vpc": 1},
        "gaps": 1,
        "unknown_inputs": 1,
    }


def test_a_resource_says_its_role_and_set_options() -> None:
    (net,) = [item for item in layer(plan())["resources"] if item["name"] == "net"]
    assert net["role"] == "Bucket"
    assert net["options"]["protect"] is True
    assert net["options"]["aliases"] == [{"name": "old"}]
    assert "retain_on_delete" not in net["options"]
    (sub,) = [item for item in layer(plan())["resources"] if item["name"] == "sub"]
    assert sub["inputs"]["networkId"] == "[unknown]"
    assert sub["unknown"] == ["networkId"]
    assert sub["property_dependencies"] == {"networkId": [net["urn"]]}


def test_two_runs_are_equal_byte_for_byte() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_plan_serialise as t; "
        "sys.stdout.write(t.to_json([t.plan()]))"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent)]
    texts = {
        subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2", "3")
    }
    assert texts == {to_json([plan()]).encode()}
