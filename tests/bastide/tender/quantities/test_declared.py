"""What no plan can say: the file of this repository, and files that are wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bastide.tender.quantities.declared import FILE, DeclaredQuantities, declared, known, read_declared
from facts.errors import BadInput
from tests.bastide.tender.quantities.said import UNSAID, all_said, raw
from tests.conftest import REPOSITORY

Change = Callable[[dict[str, Any]], Any]


def test_this_repository_declares_nothing_that_nobody_has_said() -> None:
    said = declared()
    assert known(said.contract.months) is None
    assert said.phase_months is None
    values = [getattr(said.volumes, name) for name in type(said.volumes).model_fields]
    assert [known(value) for value in (*values, *(group.tb for group in said.buckets))] == [None] * (
        len(values) + len(said.buckets)
    )


def test_both_languages_say_what_is_not_known_and_who_must_say_it() -> None:
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    unsaid = list(_unsaid(data))
    assert len(unsaid) > 10
    for row in unsaid:
        for text in (row["unknown"], row["ask"]):
            assert text["en"] != text["fr"]


def _unsaid(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, dict):
        own = [data] if "unknown" in data else []
        return own + [row for value in data.values() for row in _unsaid(value)]
    return [row for value in data for row in _unsaid(value)] if isinstance(data, list) else []


def test_months_of_phases_are_added_up() -> None:
    said = all_said()
    assert (said.phase_months, said.legacy_months) == (4, 4)


def _missing_move(data: dict[str, Any]) -> None:
    data["phases"][0]["moves"] = False


def _two_moves(data: dict[str, Any]) -> None:
    data["phases"][1]["moves"] = True


def _long_phase(data: dict[str, Any]) -> None:
    data["phases"][0]["months"]["value"] = 48


def _bucket_twice(data: dict[str, Any]) -> None:
    data["buckets"][0]["names"] = ["one", "two", "one"]


def _phase_twice(data: dict[str, Any]) -> None:
    data["phases"][1]["id"] = "build"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_missing_move, "not exactly one phase"),
        (_two_moves, "not exactly one phase"),
        (_long_phase, "phases of 49 months in a contract of 48"),
        (_bucket_twice, "bucket `one` twice"),
        (_phase_twice, "phase `build` twice"),
        (lambda data: data["volumes"]["backup_gb"].update(value=-1), "-1"),
        (lambda data: data["volumes"]["backup_gb"].update(value="much"), "much"),
        (lambda data: data["volumes"]["backup_gb"].pop("source"), "`source` is missing"),
        (lambda data: data["volumes"].pop("backup_gb"), "`backup_gb` is missing"),
        (lambda data: data["volumes"].update(backup_gb={"unknown": UNSAID["unknown"]}), "`ask` is missing"),
        (lambda data: data["contract"].update(currency="euro"), "euro"),
        (lambda data: data["contract"]["months"].update(value=0), "0"),
        (lambda data: data.update(more=1), "more"),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_place(tmp_path: Path, change: Change, found: str) -> None:
    data = raw()
    change(data)
    file = tmp_path / "quantities.yaml"
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_declared(file)
    assert found in str(refused.value)
    assert refused.value.place is not None
    assert refused.value.place.line is not None


def test_the_schema_takes_what_the_model_takes() -> None:
    schema = json.loads((REPOSITORY / "docs" / "schemas" / "quantities.json").read_text(encoding="utf-8"))
    jsonschema.validate(raw(), schema)
    jsonschema.validate(json.loads(json.dumps(yaml.safe_load(FILE.read_text(encoding="utf-8")))), schema)
    wrong = raw()
    wrong["contract"]["currency"] = "euro"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema)
    assert DeclaredQuantities.model_validate(raw())
