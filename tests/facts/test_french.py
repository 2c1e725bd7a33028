"""Both languages say the same: what can be compared without reading is the same in the French text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from components.contract.words import Cloud
from facts import ask, load, registers
from facts.answer import Answer, Known, Origin, Stale, Unknown
from facts.ask import ForeignLaw
from facts.marked import Missing
from facts.model import Capability
from facts.owners import OwnerRow
from facts.questions import providers, qualification
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


DAY = date(2026, 11, 28)
ORIGIN = Origin("a list", DAY, "P", "facts/providers.yaml: providers.x.foreign_laws")
LATER = ForeignLaw(since=date(2027, 1, 1), until=None, law="a law", country="US")
UNASKED: dict[str, Answer[Any]] = {
    "authority": ask.authority("Nobody CA", DAY),
    "derogation": ask.derogation("scaleway", "something-else", DAY),
    "subprocessor": ask.subprocessor("nobody.example.fr", "mail", DAY),
    "provider": ask.provider("nobody", DAY).seat,
    "company of a provider": ask.provider("docker", DAY).parent,
    "foreign laws of an earlier day": providers._in_force(Known((LATER,), ORIGIN), DAY),
    "host": ask.owner_of("nobody.invalid-suffix.xyz", DAY),
    "no host": ask.owner_of("two words", DAY),
    "no image": ask.image_owner("Not An Image", DAY),
    "no action": ask.action_owner("none", DAY),
    "no region": ask.place("scaleway", "global", DAY),
    "region": ask.place("scaleway", "atlantis", DAY),
    "area": ask.area("Atlantis", DAY),
    "global service": ask.global_service("nobody", "dns", DAY),
    "SecNumCloud": ask.qualification("nobody", "db", "fr-par", DAY),
    "version of HDS": qualification._unknown_version("9.9"),
    "HDS": ask.hds("nobody", "db", "fr-par", DAY),
}
"""Questions about what no register has -> their answers, whose words stand in the code."""


def pairs_of_answers() -> list[Pair]:
    found = [answer for answer in UNASKED.values() if isinstance(answer, Unknown)]
    return [pair for answer in found for pair in ((answer.what, answer.what_fr), (answer.ask, answer.ask_fr))]


def pairs_of_owners() -> list[Pair]:
    rows = registers.hosts().owners.values()
    names = [(row.name, row.name_fr) for row in rows if row.name_fr]
    return [*names, *((row.ask, row.ask_fr) for row in rows if row.ask)]


REGISTERS: dict[str, list[Pair]] = {
    **{f"capabilities of {cloud}": pairs_of_capabilities(load.capabilities(cloud).values()) for cloud in Cloud},
    "own key store": pairs_of_capabilities(load.own_key_store().values()),
    "provider risks": pairs_of_risks(),
    "shortfalls": pairs_of_shortfalls(),
    "answers": pairs_of_answers(),
    "owners": pairs_of_owners(),
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


@pytest.mark.parametrize("question", UNASKED)
def test_what_no_register_has_is_unknown_in_both_languages(question: str) -> None:
    answer = UNASKED[question]
    assert isinstance(answer, Unknown), answer
    assert min(map(len, (answer.what, answer.what_fr, answer.ask, answer.ask_fr))) > 10


def test_every_place_in_the_code_that_knows_nothing_is_asked_here() -> None:
    """Else a question that comes later would be held to nothing."""
    folder = Path(ask.__file__).parent / "questions"
    built = sum(file.read_text(encoding="utf-8").count("Unknown(\n") for file in folder.glob("*.py"))
    # qualification and certification are answered by one
    assert built == len(UNASKED) - 1


def test_what_is_too_old_says_what_to_do_in_both_languages() -> None:
    answer = ask.owner_of("scw.cloud", date(2036, 1, 1))
    assert isinstance(answer, Stale)
    assert tokens(answer.ask) == tokens(answer.ask_fr)
    assert answer.ask_fr.startswith("relire la source (")


def test_an_owner_is_named_in_both_languages() -> None:
    answer = ask.owner_of("debian.org", DAY)
    assert isinstance(answer, Known)
    assert (answer.value.name, answer.value.name_fr) == ("Debian project", "projet Debian")
    assert "responsable de la sécurité" in answer.value.ask_fr


@pytest.mark.parametrize(
    "more",
    [{"name": "x", "ask": "somebody"}, {"name": "x", "ask_fr": "quelqu'un"}, {"provider": "scaleway", "name_fr": "x"}],
)
def test_an_owner_in_one_language_is_refused(more: dict[str, str]) -> None:
    row = {
        "kind": "community",
        "hosts": {"x.org": ["packages"]},
        "mark": "U",
        "source": "a list",
        "checked": "2026-11-28",
    }
    OwnerRow.model_validate({**row, "name": "x", "ask": "somebody", "ask_fr": "quelqu'un"})
    with pytest.raises(ValidationError, match=r"_fr`"):
        OwnerRow.model_validate({**row, **more})


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
