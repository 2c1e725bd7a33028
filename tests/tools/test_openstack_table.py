"""Names of the plugin `openstack`: all kinds of the Python package are in its table, and what is doubtful is said."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from plan.offline.tables import package
from tests.built_tools import built_tool
from tools.openstack_table import TABLE, TOOL, Derivation, derived

Row = dict[str, Any]


@pytest.fixture(scope="module")
def table() -> Row:
    found: Row = json.loads(TABLE.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def entities() -> Row:
    """What the Terraform provider has, as the built plugin says it."""
    done = subprocess.run([built_tool(TOOL), "-entities"], capture_output=True, text=True, check=True, timeout=60)
    found: Row = json.loads(done.stdout)
    return found


def test_every_kind_and_look_up_of_the_python_package_is_in_the_table(table: Row) -> None:
    sdk = package("openstack")
    tokens = {row["token"] for row in table["resources"].values()}
    older = {token for row in table["resources"].values() for token in row.get("also", ())}
    assert tokens == set(sdk.tokens) - set(sdk.aliases)
    assert older == set(sdk.aliases)
    assert {row["token"] for row in table["look_ups"].values()} == set(sdk.functions)
    assert len(tokens) > 100 and len(sdk.functions) > 50


def test_no_token_stands_twice(table: Row) -> None:
    for part in ("resources", "look_ups"):
        tokens = [row["token"] for row in table[part].values()]
        assert len(tokens) == len(set(tokens))


def test_the_table_is_what_the_script_derives_and_nothing_is_doubtful(entities: Row) -> None:
    text, doubts = derived(entities)
    assert doubts == []
    assert TABLE.read_text(encoding="utf-8") == text, "renew it: python -m tools.openstack_table"


def test_what_the_terraform_provider_no_longer_has_is_a_doubt(entities: Row) -> None:
    del entities["resources"]["openstack_networking_router_v2"]
    del entities["look_ups"]["openstack_compute_flavor_v2"]
    _, doubts = derived(entities)
    assert doubts == [
        "openstack:networking/router:Router: the Terraform provider has no `openstack_networking_router_v2`",
        "openstack:compute/getFlavor:getFlavor: no look-up of the Terraform provider has such a name",
    ]


def test_what_only_the_terraform_provider_has_is_a_doubt(entities: Row) -> None:
    entities["resources"]["openstack_new_thing_v1"] = {}
    network = entities["resources"]["openstack_networking_network_v2"]
    network["colour"] = {"kind": "string", "name": "colour", "settable": True}
    _, doubts = derived(entities)
    assert "openstack_networking_network_v2.colour: the Python package has no `colour`" in doubts
    assert "openstack_new_thing_v1: the Python package has none of the resources for it" in doubts


def test_a_name_that_the_bridge_would_not_guess_is_written_down() -> None:
    said = {"member": {"kind": "list", "name": "members", "element": "string", "settable": True}}
    work = Derivation(package("openstack"))
    assert work._properties(said, {"member": "str"}, "somewhere", outputs={}) == {
        "member": {"name": "member", "single": True}
    }
    assert work.doubts == []


def test_secrets_and_outputs_of_the_python_package_win() -> None:
    said = {"payload": {"kind": "string", "name": "payload", "settable": True, "sensitive": False}}
    work = Derivation(package("openstack"))
    inputs = {"other": "str"}
    assert work._properties(said, inputs, "somewhere", outputs={"payload": {"type": "str", "secret": True}}) == {
        "payload": {"output_only": True, "secret": True}
    }
    assert work.doubts == ["somewhere: nothing of the Terraform provider is `other`"]
