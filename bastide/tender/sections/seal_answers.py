"""One answer to a question of the framework, and how facts and rules become answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from bastide.tender.candidate import Candidate
from bastide.tender.evidence.rules import Tally
from bastide.tender.evidence.status import RuleState
from bastide.tender.part import Basis, Part, Source
from bastide.tender.sections.seal_table import Fact, Who
from bastide.tender.sections.seal_words import WORDS
from facts import ask
from facts.answer import Answer as FactAnswer
from facts.answer import Known, Stale, Unknown
from facts.ask import ForeignLaw, Hds, Parent, Qualification
from plan.values import UNKNOWN
from policies.answers import to_ask
from policies.model import Lang
from policies.providers import DATA_BEARING
from policies.record import Record

Tallies = Mapping[str, Tally]
_FIRMEST_FIRST: Final = tuple(Basis)


class Answer(Part):
    """One answer to a question, by what it rests on.

    Attributes:
        says: the rule's title, the fact, or who must answer; in the report's language, but for what a fact quotes.
        rule: the rule that looked, "" where none did; `state` how it stands.
        passed: resources on which it passed, `failing` those on which it did not.
        source: of a declared fact; `mark` how sure that is.
    """

    basis: Basis
    says: str
    rule: str = ""
    state: RuleState | None = None
    passed: int = 0
    failing: int = 0
    source: Source | None = None
    mark: str = ""


def by_rule(tally: Tally, lang: Lang) -> Answer:
    """What a rule observed; one that saw nothing assesses nothing."""
    state = tally.state
    saw_nothing = state in {RuleState.NOTHING, RuleState.NOT_ASKED}
    return Answer(
        basis=Basis.NOT_ASSESSABLE if saw_nothing else Basis.OBSERVED,
        says=tally.rule.title.of(lang),
        rule=tally.rule.id,
        state=state,
        passed=len(tally.passed_on()),
        failing=len(tally.failing_on()),
    )


def by_whom(who: Who, lang: Lang) -> Answer:
    """Who must answer."""
    return Answer(basis=Basis.NOT_ASSESSABLE, says=WORDS(f"who {who.value}", lang))


def by_fact(fact: Fact, candidate: Candidate) -> Iterator[Answer]:
    """What is declared of the provider, or of its services as this estate uses them."""
    if fact is Fact.QUALIFICATION:
        yield from _of_services(fact, candidate, _qualification, _qualified)
    elif fact is Fact.CERTIFICATION:
        yield from _of_services(fact, candidate, _hds, _certified)
    else:
        found: FactAnswer[object] = getattr(ask.provider(candidate.cloud, candidate.on), fact.value)
        yield _declared(fact, found, _value, candidate.lang)


def _declared(fact: Fact, found: FactAnswer[object], value: Callable[[Fact, object, Lang], str], lang: Lang) -> Answer:
    name = WORDS(fact.value, lang)
    if isinstance(found, Known):
        says = WORDS("said", lang, fact=name, value=value(fact, found.value, lang))
        source = Source(text=found.fact.source, checked=found.fact.checked.isoformat())
        return Answer(basis=Basis.DECLARED, says=says, source=source, mark=found.fact.mark)
    word = "ask stale" if isinstance(found, Stale) else "ask"
    return Answer(basis=Basis.NOT_ASSESSABLE, says=WORDS(word, lang, fact=name, ask=to_ask(found).of(lang)))


def _value(fact: Fact, value: object, lang: Lang) -> str:
    match value:
        case bool():
            return WORDS("yes" if value else "no", lang)
        case float() | int():
            return WORDS("share", lang, value=value)
        case Parent():
            return f"{value.name} ({value.country})"
        case tuple():
            laws = [law.law for law in value if isinstance(law, ForeignLaw)]
            return "; ".join(laws) or WORDS("none known", lang)
    return WORDS(f"disclosure {value}", lang) if fact is Fact.DISCLOSURE else str(value)


AskOf = Callable[[Record, str, Candidate], FactAnswer[object]]
"""What is recorded of the service that a record is of, in the region where it lies."""


def _of_services(
    fact: Fact, candidate: Candidate, ask_of: AskOf, value: Callable[[Fact, object, Lang], str]
) -> Iterator[Answer]:
    """An answer for each thing that is recorded of the services which bear data in this estate, the most used first."""
    found: dict[Answer, Counter[str]] = {}
    for record in candidate.view.of(*DATA_BEARING):
        answer = _declared(fact, _asked(record, candidate, ask_of), value, candidate.lang)
        found.setdefault(answer, Counter())[record.kind] += 1
    for answer, kinds in sorted(found.items(), key=lambda item: -item[1].total()):
        says = WORDS(
            "of services", candidate.lang, value=answer.says, count=kinds.total(), kinds=", ".join(sorted(kinds))
        )
        yield answer.model_copy(update={"says": says})


def _asked(record: Record, candidate: Candidate, ask_of: AskOf) -> FactAnswer[object]:
    place = record.location
    if place is UNKNOWN:
        return Unknown("", WORDS("where later", Lang.EN), "", "", WORDS("where later", Lang.FR))
    return ask_of(record, str(place) if place is not None else "", candidate)


def _qualification(record: Record, region: str, candidate: Candidate) -> FactAnswer[object]:
    return ask.qualification(record.cloud, record.kind, region, candidate.on)


def _hds(record: Record, region: str, candidate: Candidate) -> FactAnswer[object]:
    plan = record.raw("plan") if record.kind == "db" else None
    return ask.hds(record.cloud, record.kind, region, candidate.on, plan=plan if isinstance(plan, str) else "")


def _qualified(_: Fact, value: object, lang: Lang) -> str:
    assert isinstance(value, Qualification)
    ended = value.status == "qualified" and not value.in_force
    said = WORDS("status ended" if ended else f"status {value.status}", lang)
    return _until(f"{value.version} {said}".strip(), value.until, lang)


def _certified(_: Fact, value: object, lang: Lang) -> str:
    assert isinstance(value, Hds)
    if not value.covered:
        return WORDS("hds not", lang)
    return _until(WORDS("hds covered" if value.in_force else "hds ended", lang), value.until, lang)


def _until(value: str, until: date | None, lang: Lang) -> str:
    return value if until is None else WORDS("until", lang, value=value, day=until.isoformat())


def best(answers: tuple[Answer, ...]) -> Basis:
    """The firmest basis among the answers to one question."""
    return min((answer.basis for answer in answers), key=_FIRMEST_FIRST.index, default=Basis.NOT_ASSESSABLE)
