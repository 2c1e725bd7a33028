"""Files that no plan can be read from: one message with the place and what to do, and nothing half-read."""

from __future__ import annotations

import copy
import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from facts.errors import BadInput
from plan.json_file import MAX_BYTES
from plan.json_places import offset_of
from plan.serialise import to_json
from plan.shape import read_plans
from plan.signatures import SECRET, SIGNATURE
from tests.plan.inputs.test_inventories import account, answer, legacy
from tests.plan.inputs.test_previews import recorded as preview
from tests.plan.inputs.test_previews import step, vpc
from tests.plan.inputs.test_states import state
from tests.plan.inputs.test_templates import SCHEMA
from tests.plan.inputs.test_terraform_plans import changed, configured, shown

Written = Callable[..., Path]
PLANTED = "planted-secret-9f1c"


def refused(file: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_plans(file)
    error = caught.value
    assert error.action
    assert error.place is not None and error.place.file == file
    return error


def test_a_file_of_two_shapes_is_refused_whole(written: Written) -> None:
    both = {**shown(changed("scaleway_vpc.v", {})), **state(vpc())}
    assert "more than one tool" in refused(written(json.dumps(both))).message()


@pytest.mark.parametrize(
    ("text", "found", "line"),
    [
        ("", "empty", None),
        (" \n", "empty", None),
        ("{", "ends in the middle", 1),
        ('{"version": 3,\n "deployment": {"resour', "ends in the middle", 2),
        ("resource \"x\" {}", "not JSON", 1),
        ('{"a": 1} {"b": 2}', "not JSON", 1),
        ('{"a": NaN}', "`NaN`", None),
        ('{"a": -Infinity}', "`-Infinity`", None),
        ('{"a": 1e999}', "too large", None),
        ('{"a": 1' + "0" * 5000 + "}", "thousands of digits", None),
        ('{"a": 1,\n "b": {"c": 1, "c": 2}}', "`c` stands here a second time", 2),
        ('{"a": "\\ud800"}', "surrogate", None),
        ("[" * 100_000, "nested too deeply", None),
        ("[" * 100_000 + "]" * 100_000, "nested too deeply", None),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "nested too deeply", None),
        ("[" * 101 + "]" * 101, "nested too deeply", None),
        ('"a text"', "no tool", 1),
        ("7", "no tool", 1),
        ("null", "no tool", 1),
        ("[]", "no resource", 1),
        ("{}", "no resource", 1),
        ('{"hello": []}', "no tool", 1),
        ("[1, 2]", "no tool", 1),
    ],
)  # fmt: skip
def test_text_that_is_nothing(text: str, found: str, line: int | None, written: Written) -> None:
    error = refused(written(text))

    assert found in error.found
    assert error.place is not None and error.place.line == line


def test_half_of_a_real_file(written: Written) -> None:
    text = json.dumps(preview())

    assert "in the middle" in refused(written(text[: len(text) // 2])).found


def test_other_encodings(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(json.dumps([account()]).encode("utf-16"))
    error = refused(file)
    assert "not UTF-8" in error.found and "PowerShell" in error.action

    file.write_bytes(b"\xef\xbb\xbf" + json.dumps([account()]).encode())
    assert len(read_plans(file)[0].resources) == 1


def test_no_file_a_folder_and_no_rights(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "nothing").found
    assert "folder" in refused(tmp_path).found


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large"
    with file.open("wb") as opened:
        opened.truncate(200_000_000)

    error = refused(file)

    assert "200,000,000 bytes" in error.found and f"{MAX_BYTES:,}" in error.expected
    assert "smaller pieces" in error.action


def test_a_pipe_without_end_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plan.json_file.MAX_BYTES", 1000)
    read_end, write_end = os.pipe()
    os.write(write_end, b" " * 5000)
    os.close(write_end)

    with pytest.raises(BadInput, match="more than 1,000"):
        read_plans(Path(f"/dev/fd/{read_end}"))
    os.close(read_end)


def test_places_in_text() -> None:
    text = '{ "a": [1, {"b": 2,\n "c\\u0064": [ ]} ,3], "d": {"e":"x"}}'

    assert text[offset_of(text, ("a", 1, "cd")) :].startswith("[ ]")
    assert text[offset_of(text, ("a", 2)) :].startswith("3]")
    assert text[offset_of(text, ("d", "e")) :].startswith('"x"')
    assert text[offset_of(text, ("a", 9)) :].startswith("[1")
    assert offset_of(text, ("z",)) == 0


def shapes() -> dict[str, Any]:
    """One small document of each shape, with a planted secret where it has a place for one."""
    secret = {SIGNATURE: SECRET, "plaintext": json.dumps(PLANTED)}
    resource = vpc(name="a", token=secret, tags=["x"])
    (own,) = [plan for plan in legacy() if plan.layer == "bootstrap"]
    small = json.loads(to_json([own]))
    small["stacks"][0]["resources"] = small["stacks"][0]["resources"][:6]
    return {
        "state": state({**resource, "dependencies": ["a"], "propertyDependencies": {"name": ["a"]}}),
        "preview": {"steps": [step("create", newState=resource)], "diagnostics": [], "changeSummary": {"create": 1}},
        "own": small,
        "query": answer(
            account(properties={"networkAcls": {"ipRules": [{"value": "x"}]}}, identity={"type": "None"}),
            {**account(), "id": account()["id"] + "/blobServices/default", "type": "x"},
        ),
        "listing": [{**account(), "properties": None, "location": "x"}],
        "template": {
            "$schema": SCHEMA,
            "parameters": {"p": {"type": "securestring", "defaultValue": PLANTED}},
            "variables": {"v": ["[parameters('p')]"]},
            "resources": [
                {
                    "type": "Microsoft.Compute/virtualMachines",
                    "name": "[concat('a', 'b')]",
                    "properties": {"osProfile": {"adminPassword": "[parameters('p')]", "x": "[variables('v')[0]]"}},
                    "resources": [{"type": "extensions", "name": "e", "dependsOn": ["[variables('v')]"]}],
                }
            ],
        },
        "terraform": shown(
            changed(
                "scaleway_secret_version.v",
                {"data": PLANTED, "secret_id": "s"},
                after_sensitive={"data": True},
                replace_paths=[["data"]],
                actions=["update"],
                before={"data": "old", "secret_id": "s"},
            ),
            changed("azurerm_storage_account.a", {"network_rules": [{"bypass": ["x"]}]}, provider="hashicorp/azurerm"),
            configuration={
                "provider_config": {
                    "scaleway": {"name": "scaleway", "expressions": {"region": {"constant_value": "x"}}}
                },
                "root_module": {
                    "resources": [configured("scaleway_secret_version.v", {"secret_id": {"references": ["var.x"]}})],
                    "module_calls": {"m": {"module": {"outputs": {"o": {"expression": {"references": ["var.y"]}}}}}},
                },
            },
            variables={"x": {"value": 1}},
        ),
    }


def spots(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from spots(item, (*path, key))


def put(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    place = document
    for key in path[:-1]:
        place = place[key]
    if value is Ellipsis:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return document


DAMAGES: tuple[Any, ...] = (None, True, 7, -1.5, "", "text", [], ["x"], [None], [[]], {}, {"x": 1}, {"": {}}, ...)


@pytest.mark.parametrize("shape", sorted(shapes()))
def test_any_value_of_another_kind_is_refused_or_read_and_never_a_crash(shape: str, written: Written) -> None:
    document = shapes()[shape]
    places = list(spots(document))
    chosen = random.Random(shape)
    outcomes = set()
    for _ in range(600):
        path, damage = chosen.choice(places), chosen.choice(DAMAGES)
        if damage is Ellipsis and not path:
            continue
        broken = put(copy.deepcopy(document), path, copy.deepcopy(damage))
        try:
            plans = read_plans(written(broken))
        except BadInput as error:
            outcomes.add("refused")
            assert PLANTED not in str(error), path
        else:
            outcomes.add("read")
            assert all(plan.resources for plan in plans)
            to_json(plans)
    assert outcomes == {"refused", "read"}


@pytest.mark.parametrize("shape", sorted(shapes()))
def test_no_secret_is_readable_in_what_is_written_of_a_plan(shape: str, written: Written) -> None:
    plans = read_plans(written(shapes()[shape]))

    assert PLANTED not in to_json(plans)
    assert PLANTED not in repr(plans)
