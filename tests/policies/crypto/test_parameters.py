"""The parameters of the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.errors import BadInput
from policies.parameters import FILE, load, parameters


def test_every_parameter_says_where_it_comes_from_and_what_is_not_certain() -> None:
    known = parameters()
    for name in type(known).model_fields:
        if name != "schema_":
            parameter = getattr(known, name)
            assert parameter.source and parameter.note, name
            assert parameter.checked.year >= 2026, name


def test_the_numbers_that_rules_and_clauses_share() -> None:
    known = parameters()
    days = known.log_retention_days.value
    assert (days.minimum, days.default, days.maximum) == (183, 365, 366)
    assert known.tls_floor.value == "1.2"
    assert known.vpn.value.ike_min == 2
    assert known.key_types.value["aes"] == (256,)


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "parameters.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("minimum: 183", "minimum: 400", "log_retention_days"),
        ('value: "1.2"', 'value: "1.1"', "tls_floor.value"),
        ("ike_min: 2", "ike_min: 3", "vpn.value.ike_min"),
        ("shared_names:", "other_names:", "other_names"),
        ("bastide/parameters/1", "bastide/parameters/2", "schema"),
        ("aes: [256]", "aes: [strong]", "key_types.value.aes"),
    ],
)
def test_a_wrong_file_names_the_line(tmp_path: Path, old: str, new: str, path: str) -> None:
    with pytest.raises(BadInput) as raised:
        load(changed(tmp_path, old, new))
    message = raised.value.message()
    assert path in message and "parameters.yaml:" in message


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        load(tmp_path / "parameters.yaml")
