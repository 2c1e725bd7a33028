"""The files of the evidence of real estates: schemas, bounds, links, languages, no secret."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bastide.tender.candidate import Candidate
from bastide.tender.evidence.files import EXEMPTIONS, INDEX, MOST, files
from policies.exemptions import Exemption
from policies.model import Lang
from tests.bastide.findings import NOTE, exemption, finding
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.xdist_group("tender")

Of = Callable[..., Candidate]
PLAN = "0" * 64
FACTS = "2026-11-28-000000000000"


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((REPOSITORY / "docs" / "schemas" / name).read_text(encoding="utf-8")))


def documents(found: Mapping[str, str]) -> dict[str, Any]:
    return {name: json.loads(text) for name, text in found.items() if name not in {INDEX, EXEMPTIONS}}


@pytest.mark.parametrize("estate", ["scaleway", "azure-legacy"])
def test_every_file_follows_its_schema_and_is_small(candidate_of: Of, estate: str) -> None:
    found = files(candidate_of(estate), PLAN, FACTS)
    validator("evidence-exemptions.json").validate(json.loads(found[EXEMPTIONS]))
    clauses = documents(found)
    assert len(clauses) > 120
    for name, document in clauses.items():
        validator("evidence.json").validate(document)
        assert document["schema"] == "bastide/evidence/1" and document["clause"]["file"] == name
        assert document["origin"]["plan"] == PLAN and document["origin"]["facts"] == FACTS
        assert document["origin"]["date"] == "2026-11-28" and document["origin"]["estate"] == estate
        assert [rule["rule"] for rule in document["rules"]] == document["clause"]["rules"]
        assert bool(document["rules"]) == (document["clause"]["because"] != "no rule serves it")
        assert all(len(rule["examples"]) <= MOST >= len(rule["failures"]) for rule in document["rules"])
        assert len(found[name]) < 40_000, name
    assert sum(map(len, found.values())) < 2_000_000


def test_numbers_are_those_of_the_findings(candidate_of: Of) -> None:
    """Counted again from the findings, without the code that made the files."""
    candidate = candidate_of("scaleway")
    clauses = documents(files(candidate, PLAN, FACTS))
    checked = 0
    for document in clauses.values():
        for rule in document["rules"]:
            own = [item for item in candidate.checked.findings if item.rule == rule["rule"]]
            assert rule["passed"] == sum(item.result.value == "pass" for item in own)
            assert rule["unknown"] == sum(item.result.value == "unknown" for item in own)
            assert rule["failed"] + rule["requested"] == sum(item.result.value == "fail" for item in own)
            bad = {(item.layer, item.urn, item.subject) for item in own if item.result.value != "pass"}
            assert rule["failing"] == len(bad)
            checked += 1
    assert checked > 140


def test_the_index_links_every_file_and_no_other(candidate_of: Of) -> None:
    found = files(candidate_of("scaleway", Lang.FR), PLAN, FACTS)
    links = set(re.findall(r"\]\(([^)]+)\)", found[INDEX]))
    assert links == set(documents(found))
    rows = [line for line in found[INDEX].splitlines() if line.startswith("| ")]
    assert rows and all(len(re.findall(r"(?<!\\)\|", line)) in {5, 7} for line in rows)
    assert PLAN in found[INDEX] and FACTS in found[INDEX]
    assert "bastide check scaleway --date 2026-11-28 --all --format json" in found[INDEX]


def test_both_languages_have_the_same_files_and_ids(candidate_of: Of) -> None:
    english, french = (files(candidate_of("scaleway", lang), PLAN, FACTS) for lang in Lang)
    assert set(english) == set(french)
    one, other = english["SNC/19.2.b.json"], french["SNC/19.2.b.json"]
    first, second = json.loads(one), json.loads(other)
    assert first["clause"]["status"] == second["clause"]["status"]
    assert first["clause"]["paraphrase"] != second["clause"]["paraphrase"]
    assert first["rules"][0]["title"] != second["rules"][0]["title"]
    assert "not the clause" in english[INDEX] and "n'est pas la clause" in french[INDEX]


def test_the_legacy_stands_where_the_law_and_the_reference_say(candidate_of: Of) -> None:
    """It lies in France and its provider does not: location met, control open. The clearest contrast there is."""
    found = documents(files(candidate_of("azure-legacy"), PLAN, FACTS))
    assert found["SNC/19.2.b.json"]["clause"]["status"] == "met"
    assert found["HDS/EXI-28.json"]["clause"]["status"] == "met"
    assert found["SNC/19.6.a.json"]["clause"]["status"] == "open"
    assert found["SREN/31.json"]["clause"]["status"] == "open"


def test_exemptions_used_ended_and_stale_are_told_apart(candidate_of: Of) -> None:
    base = candidate_of("scaleway")
    failing = finding(rule="SOV-LOC-001", exemption=NOTE)
    used, ended, stale = (
        exemption(id=name, until=until)
        for name, until in (
            ("E-1", date(2027, 1, 31)),
            ("E-2", date(2026, 11, 27)),
            ("E-3", date(2027, 1, 31)),
        )
    )
    checked = replace(base.checked, findings=[failing], used=[used, ended], expired=[ended], stale=[stale])
    found = files(replace(base, checked=checked), PLAN, FACTS)
    document = json.loads(found[EXEMPTIONS])
    validator("evidence-exemptions.json").validate(document)
    said = {
        kind: [(one["exemption"]["id"], one["matches"]) for one in document[kind]]
        for kind in ("used", "expired", "stale")
    }
    assert said == {"used": [("E-1", 1)], "expired": [("E-2", 0)], "stale": [("E-3", 0)]}
    assert "1 in force, 1 past their term, 1 that match nothing" in found[INDEX]
    clause = json.loads(found["SNC/19.2.b.json"])
    assert clause["clause"]["status"] == "exempted"
    assert clause["rules"][0]["exemptions"][0]["until"] == "2027-01-31"
    assert isinstance(used, Exemption)


def test_no_name_of_a_resource_can_break_the_index(candidate_of: Of) -> None:
    base = candidate_of("scaleway")
    nasty = finding(rule="SOV-LOC-001", name="a|b](http://x.example)<script>", urn="u|<b>")
    found = files(replace(base, checked=replace(base.checked, findings=[nasty])), PLAN, FACTS)
    assert "<script>" not in found[INDEX] and "x.example" not in found[INDEX]
    document = json.loads(found["SNC/19.2.b.json"])
    assert document["rules"][0]["failures"][0]["name"] == "a|b](http://x.example)<script>"
