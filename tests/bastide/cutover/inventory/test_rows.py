"""Inventories are read by their shape; what is partial, foreign or broken is refused with its place."""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import Any

import pytest

from bastide.cutover.inventory.register import ignored
from bastide.cutover.inventory.rows import Scope, comparable, rows_of
from facts.errors import BadInput
from tests.bastide.cutover.inventory.azure import ACCOUNT, GROUP, LISTED, MACHINE, SUBSCRIPTION, query, written

SCOPE = Scope(SUBSCRIPTION)


def test_a_listing(tmp_path: Path) -> None:
    source, rows = rows_of(written(tmp_path, list(LISTED)), SCOPE)
    assert (source.form, source.rows, source.subscriptions) == ("listing", 4, (SUBSCRIPTION,))
    assert [(item.key, item.place) for item in rows] == [
        (comparable(raw["id"]), f"[{index}]") for index, raw in enumerate(LISTED)
    ]


def test_a_query_writes_types_in_small_letters(tmp_path: Path) -> None:
    source, rows = rows_of(written(tmp_path, query(LISTED)), SCOPE)
    assert source.form == "query"
    assert rows[0].type == "microsoft.storage/storageaccounts"
    assert rows[0].place == "data[0]"


TEMPLATE = {
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "parameters": {"account": {"defaultValue": "stdata", "type": "String"}},
    "resources": [
        {
            "type": "Microsoft.Storage/storageAccounts",
            "apiVersion": "2024-01-01",
            "name": "[parameters('account')]",
            "properties": {},
        },
        {
            "type": "Microsoft.Storage/storageAccounts/blobServices",
            "apiVersion": "2024-01-01",
            "name": "[concat(parameters('account'), '/default')]",
            "properties": {},
        },
    ],
}


def test_a_template_lies_in_the_group_that_was_named(tmp_path: Path) -> None:
    source, rows = rows_of(written(tmp_path, TEMPLATE), Scope(SUBSCRIPTION, "rg-data"))
    assert source.form == "template"
    assert [item.key for item in rows] == [comparable(ACCOUNT), comparable(f"{ACCOUNT}/blobServices/default")]


def test_a_template_of_no_group_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="neither its subscription nor its resource group"):
        rows_of(written(tmp_path, TEMPLATE), SCOPE)


TERRAFORM_STATE: dict[str, Any] = {
    "version": 4,
    "terraform_version": "1.9.0",
    "serial": 7,
    "lineage": "x",
    "outputs": {},
    "resources": [
        {
            "mode": "managed",
            "type": "azurerm_storage_account",
            "name": "a",
            "instances": [{"attributes": {"id": ACCOUNT, "primary_access_key": "secret"}}],
        },
        {"mode": "data", "type": "azurerm_client_config", "name": "b", "instances": [{"attributes": {"id": MACHINE}}]},
        {"mode": "managed", "type": "random_id", "name": "c", "instances": [{"attributes": {"id": "abc"}}]},
    ],
}


def test_a_state_of_terraform_gives_its_ids_and_nothing_else(tmp_path: Path) -> None:
    source, rows = rows_of(written(tmp_path, TERRAFORM_STATE), SCOPE)
    assert source.form == "terraform state"
    assert [item.id for item in rows] == [ACCOUNT]
    assert "secret" not in repr(rows)


def test_a_state_of_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="another version"):
        rows_of(written(tmp_path, {**TERRAFORM_STATE, "version": 3}), SCOPE)


def test_a_state_of_pulumi(tmp_path: Path) -> None:
    urn = "urn:pulumi:prod::legacy::azure-native:storage:StorageAccount::a"
    record = {"urn": urn, "type": "azure-native:storage:StorageAccount", "custom": True, "id": ACCOUNT, "inputs": {}}
    state = {"version": 3, "deployment": {"manifest": {}, "resources": [record]}}
    source, rows = rows_of(written(tmp_path, state), SCOPE)
    assert source.form == "state"
    assert [(item.key, item.place) for item in rows] == [(comparable(ACCOUNT), urn)]


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda data: {**data, "skip_token": "abc"}, "partial"),
        (lambda data: {**data, "total_records": 1000}, "partial"),
        (lambda data: {**data, "data": [*data["data"], {"type": "x"}], "count": 5, "total_records": 5}, "no resource"),
        (
            lambda data: {**data, "data": [{**data["data"][0], "id": "x"}], "count": 1, "total_records": 1},
            "no id of Azure's",
        ),
        (lambda data: {"data": []}, "no resource"),
        (lambda data: {"anything": 1}, "no tool that is known"),
    ],
    ids=["another page", "fewer rows", "no id", "a foreign id", "empty", "another form"],
)
def test_what_is_partial_or_of_another_form_is_refused(tmp_path: Path, spoil: Any, found: str) -> None:
    file = written(tmp_path, spoil(query(LISTED)))
    with pytest.raises(BadInput, match=found) as raised:
        rows_of(file, SCOPE)
    assert raised.value.action


def test_a_file_that_ends_in_the_middle_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "cut.json"
    file.write_text(json.dumps(list(LISTED), indent=1)[:-200], encoding="utf-8")
    with pytest.raises(BadInput, match="ends in the middle") as raised:
        rows_of(file, SCOPE)
    assert "cut.json:" in raised.value.message()


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["plain", "with a mark of order"])
def test_utf_8_is_read(tmp_path: Path, mark: bytes) -> None:
    file = tmp_path / "rows.json"
    file.write_bytes(mark + json.dumps(list(LISTED)).encode())
    assert len(rows_of(file, SCOPE)[1]) == 4


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_another_encoding_is_refused_with_what_to_do(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "rows.json"
    rows = [{**LISTED[0], "tags": {"owner": "données"}}]
    file.write_bytes(json.dumps(rows, ensure_ascii=False).encode(encoding))
    with pytest.raises(BadInput, match="is not UTF-8"):
        rows_of(file, SCOPE)


GOOD = f"""\
schema: bastide/ignored/1
ignored:
  - {{id: "{ACCOUNT}", reason: kept for the auditors, owner: security officer, until: 2027-01-31}}
"""


def test_the_register_is_read_and_an_absent_one_is_empty(tmp_path: Path) -> None:
    file = tmp_path / "ignored.yaml"
    assert ignored(file) == ()
    file.write_text(GOOD, encoding="utf-8")
    (entry,) = ignored(file)
    assert (entry.id, entry.below, entry.owner, entry.until.isoformat()) == (
        ACCOUNT,
        "",
        "security officer",
        "2027-01-31",
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (f'id: "{ACCOUNT}"', f'id: "{GROUP}/*"', "id"),
        (f'id: "{ACCOUNT}", ', "", "only one of them"),
        (f'id: "{ACCOUNT}"', f'id: "{ACCOUNT}", below: "{GROUP}"', "only one of them"),
        (", until: 2027-01-31", "", "until"),
        (", owner: security officer", "", "owner"),
        ("reason: kept for the auditors", "reason: no", "reason"),
        ("until: 2027-01-31", "until: soon", "until"),
    ],
)
def test_an_entry_without_all_that_makes_it_one_is_refused(tmp_path: Path, old: str, new: str, found: str) -> None:
    file = tmp_path / "ignored.yaml"
    assert old in GOOD
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(BadInput) as raised:
        ignored(file)
    assert found in raised.value.message()
    assert "ignored.yaml:3" in raised.value.message()


def test_an_entry_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ignored.yaml"
    file.write_text(GOOD + GOOD.splitlines()[-1].replace("stdata", "STDATA") + "\n", encoding="utf-8")
    with pytest.raises(BadInput, match="second time"):
        ignored(file)
