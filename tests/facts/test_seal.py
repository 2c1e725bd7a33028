"""The Cloud Sovereignty Framework as data: whole, in both languages, and no longer believed than it should be."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from facts import ask, load, registers
from facts.answer import Known, Stale
from facts.document import parse
from facts.errors import BadInput
from facts.marked import Mark
from facts.seal import Seal, SealText
from facts.validate import validate

DAY = date(2026, 11, 28)


def texts() -> dict[str, SealText]:
    framework = registers.seal().framework
    found = {id_: text for row in framework.objectives.values() for id_, text in row.questions.items()}
    return {**found, **framework.levels}


def test_the_weights_are_those_of_version_1_2_1() -> None:
    """Read from the transcription: 15, 10, 10, 15, 20, 15, 10, 5."""
    framework = registers.seal().framework
    assert framework.version == "1.2.1" and framework.mark is Mark.PRIMARY
    assert {id_: row.weight for id_, row in framework.objectives.items()} == {
        "SOV-1": 15, "SOV-2": 10, "SOV-3": 10, "SOV-4": 15, "SOV-5": 20, "SOV-6": 15, "SOV-7": 10, "SOV-8": 5,
    }  # fmt: skip
    assert list(framework.levels) == [f"SEAL-{level}" for level in range(5)]


def test_each_objective_has_the_questions_that_the_framework_lists() -> None:
    framework = registers.seal().framework
    counts = {id_: len(row.questions) for id_, row in framework.objectives.items()}
    assert counts == {
        "SOV-1": 6, "SOV-2": 5, "SOV-3": 5, "SOV-4": 6, "SOV-5": 5, "SOV-6": 4, "SOV-7": 7, "SOV-8": 4,
    }  # fmt: skip
    for id_, row in framework.objectives.items():
        assert list(row.questions) == [f"{id_}.{number}" for number in range(1, counts[id_] + 1)]


def test_french_and_english_say_the_same_and_are_not_the_same() -> None:
    for id_, text in texts().items():
        assert text.en != text.fr, id_
        assert re.findall(r"\d+", text.en) == re.findall(r"\d+", text.fr), id_
        assert text.en.endswith("?") == text.fr.endswith(" ?"), id_
    french = " ".join(text.fr for text in texts().values())
    assert len(re.findall("[éèêàùçôîœ]", french)) > 150


def test_it_is_believed_until_its_lifetime_ends() -> None:
    found = ask.seal(DAY)
    assert isinstance(found, Known) and found.fact.place == "facts/seal.yaml: framework"
    late = ask.seal(date(2027, 12, 1))
    assert isinstance(late, Stale) and "1.2.1" in late.what


TEXT = (load.FOLDER / "seal.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("weight: 20", "weight: 25", "weights that add up to 105"),
        ("weight: 20", "weight: 0", "greater than or equal to 1"),
        ("        SOV-1.2:", "        SOV-2.2:", "`SOV-2.2` below SOV-1"),
        ("SEAL-4:", "SEAL-5:", "SEAL-5"),
        ("    SOV-8:", "    SOV-9:", "SOV-9"),
        ("  mark: P\n", "", "`mark` is missing"),
        ("  version: 1.2.1\n", "", "`version` is missing"),
        ("bastide/seal/1", "bastide/seal/2", "`bastide/seal/1`"),
        ("en: \"Is energy", "points: 3, en: \"Is energy", "points"),
    ],
)  # fmt: skip
def test_a_malformed_register_is_refused(old: str, new: str, words: str) -> None:
    assert TEXT.count(old) >= 1
    with pytest.raises(BadInput) as refused:
        validate(parse(TEXT.replace(old, new, 1), Path("seal.yaml")), Seal)
    message = str(refused.value)
    assert words in message and "  do: " in message and re.search(r"seal\.yaml:\d+:\d+", message), message
