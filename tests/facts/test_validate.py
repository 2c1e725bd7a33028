"""Faults of a document: each at its line, with what was found and expected, and a near match for a misspelt key."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from facts.document import parse
from facts.errors import SHOWN, BadInput, BadInputs
from facts.validate import validate


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    colour: str
    size: int = 1


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    parts: tuple[Inner, ...]
    title: str | None = None


def faults(text: str) -> BadInput:
    with pytest.raises(BadInput) as refused:
        validate(parse(text, Path("x.yaml")), Outer)
    return refused.value


def test_a_misspelt_key_names_the_near_match_at_the_keys_place() -> None:
    fault = faults("parts:\n  - colour: red\n    sise: 2\n")
    assert fault.message().splitlines() == [
        "x.yaml:3:5: parts[0].sise: the key `sise` is unknown",
        "  expected: one of colour, size",
        "  do: did you mean `size`?",
    ]


def test_a_wrong_type_says_what_was_found() -> None:
    fault = faults("parts:\n  - colour: red\n    size: many\n")
    assert "x.yaml:3:11: parts[0].size: found the text `many`" in fault.message()


def test_a_missing_key_has_the_place_of_the_block_it_is_missing_from() -> None:
    fault = faults("parts:\n  - size: 2\n")
    assert "x.yaml:2:5: parts[0].colour: the key `colour` is missing" in fault.message()


def test_all_faults_are_reported_together_up_to_a_screen() -> None:
    one = faults("parts: [{size: a}, {size: b}]\n")
    assert isinstance(one, BadInputs)
    assert one.message().count("x.yaml:") == 4
    many = faults("parts: [" + ", ".join(["{size: a}"] * 20) + "]\n")
    assert many.message().count("x.yaml:") == SHOWN
    assert "and 28 more" in many.message()


@pytest.mark.parametrize("text", ["", "[]", "plain", "7"])
def test_a_document_that_is_no_mapping_is_refused(text: str) -> None:
    assert "expected: a mapping with the keys" in faults(text).message()


def test_errors_cross_process_borders_unchanged() -> None:
    for error in (faults("parts: 1\n"), faults("parts: [{size: a}, {size: b}]\n")):
        assert pickle.loads(pickle.dumps(error)).message() == error.message()
