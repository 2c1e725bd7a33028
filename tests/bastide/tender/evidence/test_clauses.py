"""How clauses stand: of all frameworks, on a day, and never met for a poor reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from bastide.tender.evidence.beyond import table
from bastide.tender.evidence.clauses import OURS, ClauseEvidence, frameworks
from bastide.tender.evidence.rules import tallies
from bastide.tender.evidence.status import Because, Status
from facts import ask, registers
from facts.frameworks import ClauseText
from policies.checking import Checked
from policies.model import Finding, Lang, Level, Result
from policies.rules import rules
from tests.bastide.findings import NOTE, finding

ON = date(2026, 11, 28)


def stand(findings: Iterable[Finding] = (), on: date = ON, lang: Lang = Lang.EN) -> Mapping[str, ClauseEvidence]:
    said = tallies(Checked("scaleway", {"hub": "target"}, list(findings), {}))
    return {clause.clause: clause for framework in frameworks(said, on, lang) for clause in framework.clauses}


def passing(rule: str, **changes: object) -> Finding:
    return finding(**{"rule": rule, "result": Result.PASS, "info": None, **changes})


def test_every_clause_of_the_five_and_every_cited_one_stands_there() -> None:
    own = {f"{id_} {number}" for id_ in OURS for number in registers.frameworks()[id_].clauses}
    cited = {clause for rule in rules().values() for clause in rule.clauses}
    assert set(stand()) == own | cited
    for clause in stand().values():
        assert clause.rules == tuple(id_ for id_, rule in rules().items() if clause.clause in rule.clauses)


def test_a_plan_that_shows_nothing_meets_nothing() -> None:
    """No rule looked at anything: every clause must be proved by somebody, who is named."""
    for clause in stand().values():
        assert clause.status is Status.NOT_PROVABLE and clause.because is not None, clause.clause
        assert clause.bring and all(clause.bring), clause.clause
        assert (clause.resources, clause.failing) == (0, 0)


def test_a_clause_that_code_shows_whole_is_met_by_its_rules() -> None:
    found = stand([passing("SOV-LOC-001", urn="a"), passing("SOV-LOC-001", urn="b")])["SNC 19.2.b"]
    assert (found.status, found.because, found.resources, found.failing) == (Status.MET, None, 2, 0)
    assert found.bring == ()


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"result": Result.FAIL}, Status.OPEN),
        ({"result": Result.FAIL, "level": Level.ADVISORY}, Status.OPEN),
        ({"result": Result.FAIL, "exemption": NOTE}, Status.EXEMPTED),
        ({"result": Result.UNKNOWN}, Status.UNKNOWN),
    ],
)
def test_one_verdict_among_passes_decides(changes: Mapping[str, object], status: Status) -> None:
    found = stand([passing("SOV-LOC-001", urn="a"), passing("SOV-LOC-001", **{"urn": "b", **changes})])["SNC 19.2.b"]
    assert (found.status, found.resources, found.failing) == (status, 1, 1)


def test_a_resource_that_one_rule_fails_counts_for_no_other() -> None:
    found = stand(
        [passing("CRY-001", urn="a"), passing("CRY-001", urn="b"), passing("CRY-002", urn="a", result=Result.FAIL)]
    )["SNC 10.1.a"]
    assert (found.status, found.resources, found.failing) == (Status.OPEN, 1, 1)


def test_no_clause_is_met_that_asks_for_more_than_code_shows() -> None:
    everything = stand([passing(rule, urn=rule) for rule in rules()])
    met = {clause for clause, found in everything.items() if found.status is Status.MET}
    assert met and not met & table().keys()
    for clause, row in table().items():
        found = everything[clause]
        assert found.status is Status.NOT_PROVABLE and row.bring.en in found.bring, clause
    assert everything["SNDS 7.2"].because is Because.UNREAD
    assert everything["SNC 19.1.h"].because is Because.BEYOND
    assert everything["SENATE 830 p. 241"].because is Because.STATEMENT


def test_what_was_not_read_is_said_to_be_unread() -> None:
    """A clause whose text says that only its title was read cannot be met, whoever adds one."""
    unread = {
        clause for clause in stand() if (found := ask.clause(clause)) is not None and "title was read" in found.en
    }
    assert len(unread) == 7
    assert {clause for clause in unread if table()[clause].because is Because.UNREAD} == unread


def test_every_clause_of_the_table_exists_and_stands_in_it_once() -> None:
    from bastide.tender.evidence import beyond  # noqa: PLC0415

    listed = [clause for row in beyond._TABLE for clause in row.clauses]
    assert len(listed) == len(set(listed)) == len(table())
    assert not [clause for clause in listed if ask.clause(clause) is None]


def test_a_clause_that_no_rule_serves_is_for_whom_the_framework_binds(monkeypatch: pytest.MonkeyPatch) -> None:
    table = dict(registers.frameworks())
    added = {"28(1)": ClauseText(en="Only processors with guarantees.", fr="Des garanties suffisantes.")}
    table["GDPR"] = table["GDPR"].model_copy(update={"clauses": {**table["GDPR"].clauses, **added}})
    monkeypatch.setattr(registers, "frameworks", lambda: table)
    found = stand([passing(rule, urn=rule) for rule in rules()])["GDPR 28(1)"]
    assert (found.status, found.because, found.rules) == (Status.NOT_PROVABLE, Because.NO_RULE, ())
    assert len(found.bring) == 1 and "data-protection officer" in found.bring[0]


def test_a_framework_on_a_day() -> None:
    said = tallies(Checked("scaleway", {"hub": "target"}, [], {}))
    now = {framework.id: framework for framework in frameworks(said, ON, Lang.EN)}
    later = {framework.id: framework for framework in frameworks(said, date(2029, 3, 26), Lang.EN)}
    assert list(now)[: len(OURS)] == list(OURS)
    assert not now["EHDS"].in_force and later["EHDS"].in_force
    assert now["SNC"].overdue == 0 and later["SNC"].overdue > 400
    assert now["SNC"].caution and not now["HDS"].caution


def test_marks_and_sources_are_those_of_the_clause() -> None:
    found = stand()
    for id_, clause in found.items():
        known = ask.clause(id_)
        assert known is not None
        assert (clause.paraphrase, clause.mark, clause.source.text) == (known.en, known.mark, known.source)
    assert found["SNDS 4.5"].mark == "Q" and found["SNDS 3.8"].mark == "P"


def test_files_have_plain_names_that_differ() -> None:
    names = [clause.file for clause in stand().values()]
    assert len(names) == len({name.casefold() for name in names})
    allowed = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-/")
    assert not [name for name in names if set(name) - allowed or ".." in name or name.count("/") != 1]


def test_french_is_french() -> None:
    english, french = stand(lang=Lang.EN), stand(lang=Lang.FR)
    for id_ in english:
        assert english[id_].paraphrase != french[id_].paraphrase
        assert english[id_].bring != french[id_].bring
        assert english[id_].status is french[id_].status
