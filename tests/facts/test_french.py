"""Both languages say the same: what can be compared without reading is the same in the French text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from pydantic import BaseModel, ValidationError

from components.contract.words import Cloud
from facts import ask, load, registers
from facts.answer import Unknown
from facts.marked import Missing
from facts.model import Capability
from policies.shortfalls import shortfalls

_GROUPS = re.compile(r"(?<=\d)[,\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE} ](?=\d{3}\b)")
"""What stands between the thousands of a number: a comma in English, a space in French."""
_TOKENS = re.compile(r"`[^`]+`|[\w/]+_\w+(?:\.\w+)?|[\w/-]+\.[\w-]+(?:\.[\w-]+)*|\d+(?:[/:-]\d+)*")
"""What no language translates: what is quoted as code, names with an underscore or a dot, files, numbers."""
_SHORT = 25
"""Shorter texts may be equal: names, and words that both languages have."""
_ENGLISH = re.compile(r"\b(?:the|and|which|must|whether|with|without|from|into|their|bucket|buckets|host|hosts)\b")
"""Words that no French text has, but for its tokens."""

Pair = tuple[str, str]


def tokens(text: str) -> set[str]:
    """What must stand in both languages."""
    return set(_TOKENS.findall(_GROUPS.sub("", text)))


def pairs_of_capabilities(table: Iterable[Capability]) -> list[Pair]:
    return [(row.note, row.note_fr) for row in table]


def pairs_of_risks() -> list[Pair]:
    risks = [risk for found in load.provider_risks().values() for risk in found]
    return [pair for risk in risks for pair in ((risk.what, risk.what_fr), (risk.mitigation, risk.mitigation_fr))]


def pairs_of_shortfalls() -> list[Pair]:
    return [(item.note, item.note_fr) for items in shortfalls().values() for item in items]


def unknowns(of: object) -> Iterator[Missing]:
    """Everything below that says what is not known."""
    if isinstance(of, Missing):
        yield of
    elif isinstance(of, BaseModel):
        yield from (found for name in type(of).model_fields for found in unknowns(getattr(of, name)))
    elif isinstance(of, dict):
        yield from (found for value in of.values() for found in unknowns(value))
    elif isinstance(of, tuple):
        yield from (found for value in of for found in unknowns(value))


def pairs_of_unknowns(register: BaseModel) -> list[Pair]:
    return [pair for row in unknowns(register) for pair in ((row.unknown, row.unknown_fr), (row.ask, row.ask_fr))]


REGISTERS: dict[str, list[Pair]] = {
    **{f"capabilities of {cloud}": pairs_of_capabilities(load.capabilities(cloud).values()) for cloud in Cloud},
    "own key store": pairs_of_capabilities(load.own_key_store().values()),
    "provider risks": pairs_of_risks(),
    "shortfalls": pairs_of_shortfalls(),
    "derogations": pairs_of_unknowns(registers.derogations()),
    "global services": pairs_of_unknowns(registers.global_services()),
    "providers": pairs_of_unknowns(registers.providers()),
    "qualifications": pairs_of_unknowns(registers.qualifications()),
}
each_register = pytest.mark.parametrize("pairs", REGISTERS.values(), ids=REGISTERS)


@each_register
def test_what_no_language_translates_is_the_same_in_both(pairs: list[Pair]) -> None:
    assert pairs
    assert [(en, fr, tokens(en) ^ tokens(fr)) for en, fr in pairs if tokens(en) != tokens(fr)] == []


@each_register
def test_a_french_text_is_french(pairs: list[Pair]) -> None:
    assert [en for en, fr in pairs if en == fr and len(en) > _SHORT] == []
    assert [(fr, found) for _, fr in pairs if (found := _ENGLISH.findall(_TOKENS.sub("", fr)))] == []


def test_one_english_text_has_one_french_one() -> None:
    french: dict[str, set[str]] = {}
    for pairs in REGISTERS.values():
        for english, text in pairs:
            french.setdefault(english, set()).add(text)
    assert {english: texts for english, texts in french.items() if len(texts) > 1} == {}


def test_an_answer_carries_the_french_of_its_register() -> None:
    answer = ask.provider("scaleway", date(2026, 11, 28)).veto
    assert answer == Unknown(
        "vetoes of non-EU parties",
        "Scaleway, from articles and shareholders' agreements",
        "facts/providers.yaml: providers.scaleway.veto",
        "vetos de parties extérieures à l'Union",
        "Scaleway, d'après les statuts et les pactes d'actionnaires",
    )


@pytest.mark.parametrize("missing", ["unknown_fr", "ask_fr"])
def test_an_unknown_without_its_french_is_refused(missing: str) -> None:
    row = {"unknown": "its seat", "unknown_fr": "son siège", "ask": "its owner", "ask_fr": "son propriétaire"}
    Missing.model_validate(row)
    del row[missing]
    with pytest.raises(ValidationError, match=missing):
        Missing.model_validate(row)


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("kept for 35 days", "conservé 30 jours"),
        ("kept for 1,825 days", "conservé 1 852 jours"),
        ("see `bucket.lock`", "voir `bucket.key`"),
        ("in facts/authorities.yaml", "dans facts/areas.yaml"),
        ("by load_balancer_vms", "par les machines"),
        ("bucket.lock is absent", "bucket.replica est absent"),
        ("nothing said", "rien avant 2026"),
        ("version 1.7.3", "version 1.7.4"),
    ],
)
def test_texts_that_drift_apart_are_found(english: str, french: str) -> None:
    assert tokens(english) != tokens(french)


def test_thousands_are_the_same_number_in_both() -> None:
    assert tokens("1,825 days, ports 443, 8090") == tokens("1 825 jours, ports 443, 8090") == {"1825", "443", "8090"}
