"""How each clause of each framework stands in one estate, and what proves it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final

from bastide.tender.evidence.beyond import Beyond, table
from bastide.tender.evidence.rules import Key, Tally
from bastide.tender.evidence.status import Because, Status, status_of
from bastide.tender.evidence.words import WORDS
from bastide.tender.part import Part, Source
from facts import registers
from facts.frameworks import ClauseText, FrameworkRow
from facts.lifetimes import overdue
from policies.model import Lang, Text
from policies.rules import rules

OURS: Final = ("SNC", "HDS", "SNDS", "GDPR", "SREN")
"""Frameworks of which every clause of the register is answered; of others only those that a rule cites."""

_REGISTER: Final = "frameworks"


class ClauseEvidence(Part):
    """One clause.

    Attributes:
        clause: its id (`SNC 19.2.b`).
        file: where its evidence is, relative to the folder of the estate's evidence.
        paraphrase: what it asks, in our words. Never the clause, and never to be shown as such.
        mark: how sure the paraphrase is: P the text was read, Q quoted, S secondary, U unsure.
        because: why it is not provable from code; None for every other status.
        rules: those that serve it.
        resources: how many resources at least one of its rules passed and none failed.
        failing: how many resources at least one of its rules does not pass.
        bring: who must bring what; empty where plan and facts are enough.
    """

    clause: str
    file: str
    paraphrase: str
    mark: str
    source: Source
    status: Status
    because: Because | None
    rules: tuple[str, ...]
    resources: int
    failing: int
    bring: tuple[str, ...]


class FrameworkEvidence(Part):
    """One law or reference document.

    Attributes:
        in_force: on the day, as far as its days are known.
        overdue: by how many days our reading of it is too old to be believed; 0 where it is not.
        caution: what must be known to read its statuses, "" where nothing must.
    """

    id: str
    name: str
    version: str
    reference: str
    mark: str
    source: Source
    in_force: bool
    overdue: int
    caution: str
    clauses: tuple[ClauseEvidence, ...]


def frameworks(tallies: Mapping[str, Tally], on: date, lang: Lang) -> tuple[FrameworkEvidence, ...]:
    """All frameworks with all their clauses, those of the security officer's bundle first."""
    table = registers.frameworks()
    ordered = [*(id_ for id_ in OURS if id_ in table), *(id_ for id_ in table if id_ not in OURS)]
    found = (_framework(id_, table[id_], tallies, on, lang) for id_ in ordered)
    return tuple(framework for framework in found if framework.clauses)


def _framework(id_: str, row: FrameworkRow, tallies: Mapping[str, Tally], on: date, lang: Lang) -> FrameworkEvidence:
    serving = {number: _serving(f"{id_} {number}") for number in row.clauses}
    return FrameworkEvidence(
        id=id_,
        name=Text(row.name, row.nom).of(lang),
        version=row.version,
        reference=row.reference,
        mark=row.mark.value,
        source=_source(row, row.source),
        in_force=row.in_force(on),
        overdue=overdue(row.checked, _REGISTER, on),
        caution=WORDS(f"caution {id_}", lang) if f"caution {id_}" in WORDS.texts else "",
        clauses=tuple(
            _clause(id_, number, row, [tallies[rule] for rule in serving[number]], lang)
            for number in row.clauses
            if id_ in OURS or serving[number]
        ),
    )


def _source(row: FrameworkRow, text: str) -> Source:
    return Source(text=text, checked=row.checked.isoformat())


def _clause(framework: str, number: str, row: FrameworkRow, serving: Sequence[Tally], lang: Lang) -> ClauseEvidence:
    text: ClauseText = row.clauses[number]
    beyond = table().get(f"{framework} {number}")
    status, because = status_of({tally.state for tally in serving}, beyond.because if beyond else None)
    failing = set[Key]().union(*(tally.failing_on() for tally in serving))
    passed = set[Key]().union(*(tally.passed_on() for tally in serving))
    return ClauseEvidence(
        clause=f"{framework} {number}",
        file=path_of(framework, number),
        paraphrase=Text(text.en, text.fr).of(lang),
        mark=(text.mark or row.mark).value,
        source=_source(row, text.source or row.source),
        status=status,
        because=because,
        rules=tuple(tally.rule.id for tally in serving),
        resources=len(passed - failing),
        failing=len(failing),
        bring=_bring(framework, serving, beyond, status, lang),
    )


def _bring(
    framework: str, serving: Sequence[Tally], beyond: Beyond | None, status: Status, lang: Lang
) -> tuple[str, ...]:
    """Who must bring what: as rules and clause say it; where neither does, and no plan can show it, whom it binds."""
    said = [tally.rule.evidence for tally in serving if tally.asked and tally.rule.evidence is not None]
    said += [beyond.bring] if beyond else []
    if said or status is not Status.NOT_PROVABLE:
        return tuple(text.of(lang) for text in said)
    return (WORDS(f"bring {framework if framework in OURS else 'other'}", lang),)


def path_of(framework: str, number: str) -> str:
    """`HDS/EXI-28.json` for `HDS EXI 28`: plain signs only, on every disk."""
    return f"{framework}/{re.sub(r'[^A-Za-z0-9.]+', '-', number).strip('-')}.json"


def _serving(clause: str) -> tuple[str, ...]:
    return _by_clause().get(clause, ())


@cache
def _by_clause() -> Mapping[str, tuple[str, ...]]:
    """Clause -> the rules that cite it, by id."""
    found: dict[str, tuple[str, ...]] = {}
    for rule_id, rule in rules().items():
        for clause in dict.fromkeys(rule.clauses):
            found[clause] = (*found.get(clause, ()), rule_id)
    return found
