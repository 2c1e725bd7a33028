"""Clauses and their two texts, derogations to their last day, admitted services, certificate authorities."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from facts import ask, registers
from facts.answer import Known, Stale, Unknown
from facts.document import parse
from facts.errors import BadInput
from facts.frameworks import Frameworks
from facts.marked import Mark
from facts.sovereignty import Derogations, Subprocessors
from facts.validate import validate
from tests.facts.conftest import Register

DAY = date(2026, 11, 28)


def clauses() -> list[ask.Clause]:
    ids = [f"{name} {number}" for name, row in registers.frameworks().items() for number in row.clauses]
    found = [clause for id_ in ids if (clause := ask.clause(id_))]
    assert len(found) == len(ids) > 120
    return found


@pytest.mark.parametrize(
    "id_",
    [
        "SNC 19.2.b", "SNC 19.6.a", "SNC annex 2.c", "HDS EXI 28", "HDS EXI 05.H", "GDPR 48", "GDPR 28(3)(g)",
        "SREN 31", "DINUM R9", "DECREE 2026-272", "DECREE 2026-272 derogation", "ORDER 2026-08-12", "EHDS 73(1)(e)",
        "CSF SOV-3", "C3A SOV-3-02-C",
        "SNDS 4.5", "SNDS account-end-date", "MR-005 SEC-EXP-1", "EDS SEC-ESP-1", "CNIL sheet 16", "CNIL 2023-146",
        "CSP R.1111-9", "SENATE 830 p. 241",
    ],
)  # fmt: skip
def test_a_clause_has_both_texts_a_mark_and_a_source(id_: str) -> None:
    found = ask.clause(id_)
    assert found is not None and found.id == id_
    assert found.en and found.fr and found.en != found.fr
    assert found.mark in set(Mark) and len(found.source) > 10
    assert ask.framework(found.framework) is not None


def test_what_no_framework_has_is_none() -> None:
    assert ask.clause("SNC 99.9") is None and ask.clause("SNC") is None and ask.framework("NIST") is None


def test_french_and_english_name_the_same_numbers() -> None:
    """A number that stands in one text and not in the other is a slip of the pen."""
    for clause in clauses():
        assert re.findall(r"\d+", clause.en) == re.findall(r"\d+", clause.fr), clause.id


def test_french_texts_are_french() -> None:
    text = " ".join(clause.fr for clause in clauses())
    assert len(re.findall("[éèêàùçôîœ]", text)) > 400
    assert not re.search(r"(?<!\s)[;?!]|(?<=\w):", text.replace("« ", "").replace(" »", ""))


def test_a_framework_on_a_day() -> None:
    decree, ehds, sren = ask.framework("DECREE"), ask.framework("EHDS"), ask.framework("SREN")
    assert decree and ehds and sren
    assert not decree.in_force(date(2026, 4, 16)) and decree.in_force(date(2026, 4, 17))
    assert not ehds.in_force(date(2029, 3, 25)) and ehds.in_force(date(2029, 3, 26))
    assert sren.in_force_from is None and "not verified" in sren.note


@pytest.mark.parametrize(
    ("on", "in_force"),
    [(date(2023, 12, 20), False), (date(2023, 12, 21), True), (date(2026, 12, 20), True), (date(2026, 12, 21), False)],
)
def test_the_authorisation_of_the_legacy_ends_by_its_earliest_reading(on: date, in_force: bool) -> None:
    found = ask.derogation("azure-legacy", "authorisation", on)
    assert isinstance(found, Known) and found.value.in_force is in_force
    assert found.value.authority == "CNIL" and "not verified" in found.value.note


def test_whether_the_legacy_has_a_derogation_must_be_asked() -> None:
    found = ask.derogation("azure-legacy", "foreign-control", DAY)
    assert isinstance(found, Unknown) and "minister" in found.ask
    assert found.place == "facts/derogations.yaml: estates.azure-legacy.foreign-control"
    assert isinstance(ask.derogation("scaleway", "foreign-control", DAY), Unknown)
    assert isinstance(ask.derogation("azure-legacy", "anything", DAY), Unknown)
    assert [answer.state for answer in ask.derogations("azure-legacy", DAY)] == ["known", "unknown"]
    assert ask.derogations("scaleway", DAY) == ()


def test_a_decision_that_nobody_has_looked_at_is_not_believed(register: Register[Derogations]) -> None:
    register(
        "derogations",
        Derogations,
        """schema: bastide/derogations/1
estates:
  one:
    foreign-control:
      {authority: the minister, reference: "n 1", since: 2026-01-01, until: 2027-06-30,
       mark: P, source: the letter, checked: 2026-01-01}
""",
    )
    assert isinstance(ask.derogation("one", "foreign-control", date(2026, 7, 3)), Known)
    assert isinstance(ask.derogation("one", "foreign-control", date(2026, 7, 4)), Stale)
    ended = ask.derogation("one", "foreign-control", date(2027, 7, 1))
    assert isinstance(ended, Known) and not ended.value.in_force


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("anything: {since: 2026-01-01, until: 2027-01-01, ", "anything"),
        ("authorisation: {since: 2026-01-01, ", "`until` is missing"),
        ("authorisation: {since: 2027-01-01, until: 2026-01-01, ", "before `since`"),
    ],
)
def test_a_malformed_decision_is_refused_at_its_line(line: str, words: str) -> None:
    rest = "authority: CNIL, reference: one, mark: P, source: x y z, checked: 2026-01-01}"
    text = f"schema: bastide/derogations/1\nestates:\n  one:\n    {line}{rest}\n"
    with pytest.raises(BadInput) as refused:
        validate(parse(text, Path("d.yaml")), Derogations)
    assert "d.yaml:4:" in str(refused.value) and words in str(refused.value)


def test_admitted_services_are_those_that_the_intents_declare() -> None:
    found = ask.subprocessor("https://www.data.gouv.fr/", "egress", DAY)
    assert isinstance(found, Known) and found.value.in_force
    assert isinstance(ask.subprocessor("data-gouv", "egress", DAY), Known)
    others = (("www.data.gouv.fr", "identity"), ("data.gouv.fr", "egress"), ("datadog", "monitoring"), ("", "egress"))
    for owner, service in others:
        assert isinstance(ask.subprocessor(owner, service, DAY), Unknown), owner


def test_an_admission_ends(register: Register[Subprocessors]) -> None:
    register(
        "subprocessors",
        Subprocessors,
        """schema: bastide/subprocessors/1
subprocessors:
  mail:
    {name: mail relay, host: mail.hdh.example, services: [mail], until: 2026-11-28, source: a contract,
     checked: 2026-11-01}
""",
    )
    for on, in_force in ((DAY, True), (date(2026, 11, 29), False)):
        found = ask.subprocessor("MAIL.hdh.example.", "mail", on)
        assert isinstance(found, Known) and found.value.in_force is in_force


@pytest.mark.parametrize(
    ("issuer", "country", "eu"),
    [
        ("letsencrypt", "US", False),
        (" LET'S ENCRYPT ", "US", False),
        ("Certigna", "FR", True),
        ("Buypass AS", "NO", False),
    ],
)
def test_a_certificate_authority_and_its_country(issuer: str, country: str, eu: bool) -> None:
    found = ask.authority(issuer, DAY)
    assert isinstance(found, Known)
    assert (found.value.country, found.value.eu) == (country, eu)


def test_a_text_that_names_no_authority_is_unknown() -> None:
    for issuer in ("a certificate authority qualified under eIDAS", "Certigna2", ""):
        assert isinstance(ask.authority(issuer, DAY), Unknown)
    assert isinstance(ask.authority("letsencrypt", date(2030, 1, 1)), Stale)


def test_no_name_stands_for_two_authorities() -> None:
    names = [
        name.casefold()
        for id_, row in registers.authorities().items()
        for name in {id_.casefold(), row.name.casefold(), *(alias.casefold() for alias in row.aliases)}
    ]
    assert len(names) == len(set(names))


def test_a_clause_without_one_of_its_languages_is_refused() -> None:
    text = """schema: bastide/frameworks/1
frameworks:
  ONE:
    name: A law
    nom: Une loi
    version: "1"
    reference: the law
    mark: P
    source: the law
    checked: 2026-01-01
    clauses:
      "1": {en: Do this.}
"""
    with pytest.raises(BadInput) as refused:
        validate(parse(text, Path("f.yaml")), Frameworks)
    assert "f.yaml:12:" in str(refused.value) and "the key `fr` is missing" in str(refused.value)
