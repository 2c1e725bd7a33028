"""The recorded inventory of the legacy: complete, up to date, without a secret."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from plan.offline import recorded
from plan.offline.tables import package
from stacks.estate import load_estate
from tools import legacy_inventory

IMPORTS = load_estate("azure-legacy").imports
INVENTORY = json.loads(legacy_inventory.FILE.read_text(encoding="utf-8"))
BY_ID = {record["id"]: record for record in INVENTORY["resources"]}


def test_it_is_what_the_product_would_import_today() -> None:
    assert legacy_inventory.stale_ids(INVENTORY) == [], f"renew with: {legacy_inventory.COMMAND}"


def test_it_holds_each_import_id_once_with_its_type_and_nothing_else() -> None:
    wanted = {id: key.split("::")[0] for layer in IMPORTS.values() for key, id in layer.items()}
    assert len(wanted) == len(INVENTORY["resources"]) > 500
    assert {id: record["type"] for id, record in BY_ID.items()} == wanted


def test_the_offline_provider_reads_it() -> None:
    assert set(recorded.inventory([legacy_inventory.FILE])) == {id.lower() for id in BY_ID}


def test_it_says_that_it_was_not_read_from_azure() -> None:
    assert "not read from Azure" in INVENTORY["source"]


def test_no_secret_input_is_in_it() -> None:
    kinds = {record["type"]: package("azure-native").kind(record["type"]) for record in INVENTORY["resources"]}
    seen = 0
    for record in INVENTORY["resources"]:
        kind = kinds[record["type"]]
        assert kind is not None
        for part in ("inputs", "outputs"):
            assert not [name for name in record[part] if name in kind.inputs and kind.inputs[name].secret]
            seen += 1
    secrets = [record["inputs"]["properties"] for record in BY_ID.values() if record["type"].endswith(":Secret")]
    assert secrets and not any("value" in properties for properties in secrets)
    assert seen > 1000


def test_rights_belong_to_identities_that_are_in_it() -> None:
    """A principal that only Azure knows must be one that the inventory knows too."""
    principals = {record["outputs"].get("principalId") for record in BY_ID.values()} - {None}
    given = [record["inputs"] for record in BY_ID.values() if record["type"].endswith(":RoleAssignment")]
    own = [right for right in given if right["principalId"] in principals]
    assert len(own) == 46
    assert {right["principalType"] for right in own} == {"ServicePrincipal"}


def test_check_names_what_is_out_of_date_and_how_to_renew_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changed: dict[str, Any] = copy.deepcopy(INVENTORY)
    changed["resources"][7]["inputs"]["tags"] = {"owner": "somebody else"}
    file = tmp_path / "inventory.json"
    file.write_text(json.dumps(changed), encoding="utf-8")
    monkeypatch.setattr(legacy_inventory, "FILE", file)
    monkeypatch.setattr("sys.argv", ["legacy_inventory", "--check"])
    assert legacy_inventory.main() == 1
    said = capsys.readouterr().err
    assert changed["resources"][7]["id"] in said and legacy_inventory.COMMAND in said


def test_a_file_that_is_missing_is_out_of_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(legacy_inventory, "FILE", tmp_path / "inventory.json")
    monkeypatch.setattr("sys.argv", ["legacy_inventory", "--check"])
    assert legacy_inventory.main() == 1
    assert "missing" in capsys.readouterr().err


def test_it_is_small() -> None:
    assert legacy_inventory.FILE.stat().st_size < 600_000
