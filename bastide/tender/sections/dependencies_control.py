"""Who controls what is named, as far as the facts say: known, or unknown with who must find out."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from bastide.tender.candidate import Candidate
from facts import ask
from facts.answer import Answer, Known, Stale, Unknown
from facts.questions.hosts import Owner
from facts.questions.providers import ProviderFacts
from policies.answers import to_ask
from policies.model import Result, Text
from policies.rules import sov_ctl_001

OWN_KINDS: Final = ("documentation", "private", "loopback", "local")
"""Kinds of owners that are nobody outside: the platform's own names and addresses, and parts of the repository."""
_NOT_RECORDED: Final = Text(
    "the legal department: who owns {name}, from its own filings",
    "le service juridique : qui détient {name}, d'après ses propres publications légales",
)
_NOT_JUDGED: Final = Text(
    "nobody has judged who controls {name}: SOV-CTL-001 asks it of the estate's own cloud only",
    "personne n'a jugé qui contrôle {name} : SOV-CTL-001 ne le demande que pour le nuage de l'environnement",
)


class Control(StrEnum):
    """Who controls an owner. For where its service lies, see the rules SOV-LOC-*."""

    FOREIGN = "foreign-controlled"
    UNKNOWN = "unknown"
    EU = "EU-controlled"
    OWN = "own"  # the platform itself, or nobody outside


class Controlled(NamedTuple):
    """The answer, and for `UNKNOWN` who must find out what. `laws`: foreign ones that are known to reach the owner."""

    control: Control
    ask: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()


def controlled(found: Answer[Owner], candidate: Candidate) -> Controlled:
    """Who controls an owner. A seat in the Union is not enough: parent, holdings, vetoes and boards decide as well."""
    if not isinstance(found, Known):
        return Controlled(Control.UNKNOWN, (to_ask(found).of(candidate.lang),))
    who = found.value
    if who.kind in OWN_KINDS:
        return Controlled(Control.OWN)
    if who.seat is None:
        return Controlled(Control.UNKNOWN, (Text(who.ask, who.ask_fr).of(candidate.lang),))
    inside = ask.in_area(who.seat, "EU", candidate.on)
    if not isinstance(inside, Known):
        return Controlled(Control.UNKNOWN, (to_ask(inside).of(candidate.lang),))
    return _of_european(who, candidate) if inside.value else Controlled(Control.FOREIGN)


def _of_european(who: Owner, candidate: Candidate) -> Controlled:
    """Of an owner with its seat in the Union."""
    if who.kind == "public-body":
        return Controlled(Control.EU)
    if not who.provider:
        return Controlled(Control.UNKNOWN, (_NOT_RECORDED.of(candidate.lang).format(name=who.name),))
    facts = ask.provider(who.provider, candidate.on)
    laws = facts.foreign_laws.value if isinstance(facts.foreign_laws, Known) else ()
    return _of_company(facts, candidate)._replace(laws=tuple(f"{law.law} ({law.country})" for law in laws))


def _of_company(facts: ProviderFacts, candidate: Candidate) -> Controlled:
    if _is_outside(facts, candidate.on):
        return Controlled(Control.FOREIGN)
    asked = (facts.parent, facts.largest_holding, facts.holdings, facts.veto, facts.board)
    lacking = [answer for answer in asked if isinstance(answer, Unknown | Stale)]
    if lacking:
        return Controlled(
            Control.UNKNOWN, tuple(dict.fromkeys(to_ask(answer).of(candidate.lang) for answer in lacking))
        )
    if facts.id != candidate.cloud:
        return Controlled(Control.UNKNOWN, (_NOT_JUDGED.of(candidate.lang).format(name=facts.name),))
    results = [item.result for item in candidate.checked.findings if item.rule == sov_ctl_001.RULE.id]
    passed = bool(results) and all(result is Result.PASS for result in results)
    return Controlled(Control.EU if passed else Control.FOREIGN)


def _is_outside(facts: ProviderFacts, on: date) -> bool:
    """Whether its parent is known to have its seat outside the Union."""
    if not isinstance(facts.parent, Known):
        return False
    inside = ask.in_area(facts.parent.value.country, "EU", on)
    return isinstance(inside, Known) and not inside.value
