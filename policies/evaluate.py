"""Ask the rules. Nothing fails open: a rule that raises is a failure that names it."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from policies.context import Context
from policies.model import NOT_APPLICABLE, PASSED, Finding, Level, Result, Rule, Verdict, failed, known_later
from policies.record import KnownLater, Record
from policies.view import DELETION, ORPHAN, View, matches

_RULES: Final = Path(__file__).resolve().parent
# what is there for the engine or for us, and at no cloud: only rules that name the kind are asked
_NOT_AT_A_CLOUD: Final = frozenset(
    {"deletion", "gap", "generated", "orphan", "provider", "reference", "refused", "source", "stack", "unknown"}
)


@dataclass
class Count:
    """How often a rule said what."""

    passed: int = 0
    failed: int = 0
    unknown: int = 0
    not_applicable: int = 0

    @property
    def looked(self) -> int:
        """How many records it had something to ask of."""
        return self.passed + self.failed + self.unknown

    def add(self, findings: Sequence[Finding], passed: int, not_applicable: int) -> None:
        """Count what a rule said of some records."""
        failed = sum(item.result is Result.FAIL for item in findings)
        self.failed += failed
        self.unknown += len(findings) - failed
        self.passed += passed
        self.not_applicable += not_applicable


@dataclass
class Evaluation:
    """What all rules say of one estate.

    Attributes:
        findings: failures and unknowns, in the order of the rules.
        passed: rule -> its record of every pass: evidence, made into findings only where asked.
        counts: rule id -> how often it said what.
    """

    findings: list[Finding] = field(default_factory=list)
    passed: list[tuple[Rule, list[Record]]] = field(default_factory=list)
    counts: dict[str, Count] = field(default_factory=dict)


Contexts = Mapping[str, Context]
"""Layer -> context: the layers of one estate can have profiles of their own."""


def evaluate(view: View, contexts: Contexts, rules: Sequence[Rule]) -> Evaluation:
    """Ask every rule of every record that it is about."""
    done = Evaluation()
    records = [
        record for record in (*view.records, *view.deleted) if not record.entry.of or record.kind in (DELETION, ORPHAN)
    ]
    by_kind: dict[str, list[Record]] = {}
    for record in records:
        by_kind.setdefault(record.kind, []).append(record)
    for rule in rules:
        asked = _asked(rule, contexts)
        count = done.counts.setdefault(rule.id, Count())
        findings: list[Finding] = []
        passed: list[Record] = []
        not_applicable = 0
        for kind, members in by_kind.items():
            if asked and asked_about(rule, kind):
                not_applicable += _ask(rule, members, asked, findings, passed)
        count.add(findings, len(passed), not_applicable)
        done.findings += findings
        done.passed.append((rule, passed))
    return done


def asked_about(rule: Rule, kind: str) -> bool:
    """Whether a rule is about a kind. `*` is everything at a cloud."""
    return _is_about(rule.kinds, kind)


@cache
def _is_about(patterns: tuple[str, ...], kind: str) -> bool:
    for pattern in patterns:
        if pattern == "*":
            if kind not in _NOT_AT_A_CLOUD and not kind.startswith("role."):
                return True
        elif matches(kind, pattern):
            return True
    return False


def _asked(rule: Rule, contexts: Contexts) -> Mapping[str, tuple[Context, Level]]:
    """Layer -> how a rule is asked there; without the layers whose profile does not ask it."""
    return {
        layer: (context, level)
        for layer, context in contexts.items()
        if (level := context.profile.rules.get(rule.id)) is not None
    }


def _ask(
    rule: Rule,
    records: Iterable[Record],
    asked: Mapping[str, tuple[Context, Level]],
    findings: list[Finding],
    passed: list[Record],
) -> int:
    """Ask a rule of records of one kind; how often it had nothing to ask."""
    check, not_applicable = rule.check, 0
    for record in records:
        found = asked.get(record.plan.layer)
        if found is None:
            continue
        context, level = found
        try:
            answer = check(record, context)
        except Exception as error:
            answer = raised(rule, error)
        if answer is PASSED:
            # nearly always; this loop runs a hundred thousand times over a large estate
            passed.append(record)
            continue
        if answer is NOT_APPLICABLE:
            not_applicable += 1
            continue
        for verdict in (answer,) if type(answer) is Verdict else _each(rule, answer):
            if verdict is PASSED:
                passed.append(record)
                continue
            result = verdict.result
            if result is Result.PASS:
                passed.append(record)
            elif result is Result.NOT_APPLICABLE:
                not_applicable += 1
            else:
                findings.append(finding(rule, record, verdict, level))
    return not_applicable


def verdicts(rule: Rule, record: Record, context: Context) -> tuple[Verdict, ...]:
    """What one rule says of one record; at least one verdict, whatever happens in the rule."""
    try:
        answer = rule.check(record, context)
    except Exception as error:
        return (raised(rule, error),)
    return (answer,) if type(answer) is Verdict else tuple(_each(rule, answer))


def _each(rule: Rule, answer: Verdict | Iterable[Verdict]) -> Sequence[Verdict]:
    said: list[Any] = []
    try:
        # what a generator gives before it raises stands: an unknown entry must not hide a bad one
        said.extend((answer,) if isinstance(answer, Verdict) else answer)
    except Exception as error:
        said.append(raised(rule, error))
    for index, verdict in enumerate(said):
        if type(verdict) is not Verdict:
            return (*said[:index], crashed(rule, TypeError("a rule must say verdicts")))
    # one verdict an entry of a list; no entry is nothing to ask
    return said or (NOT_APPLICABLE,)


def raised(rule: Rule, error: Exception) -> Verdict:
    """The verdict of a rule that raised: unknown where it asked for what is known only after apply, else a failure."""
    return known_later(error.attribute) if isinstance(error, KnownLater) else crashed(rule, error)


def crashed(rule: Rule, error: Exception) -> Verdict:
    """The failure of a rule that raised. Says where, and never what the exception says: it can hold a value."""
    where = next(
        (
            f"{Path(frame.filename).name}:{frame.lineno}"
            for frame in reversed(traceback.extract_tb(error.__traceback__))
            if Path(frame.filename).is_relative_to(_RULES)
        ),
        "?",
    )
    name = type(error).__name__
    return failed(
        f"the rule {rule.id} itself failed ({name} at {where}); nothing was checked here: report it",
        f"la règle {rule.id} a elle-même échoué ({name}, {where}) ; rien n'a été vérifié ici : le signaler",
    )


def finding(rule: Rule, record: Record, verdict: Verdict, level: Level) -> Finding:
    """A verdict with everything that a report needs."""
    return Finding(
        stack=record.plan.stack,
        layer=record.plan.layer,
        rule=rule.id,
        result=verdict.result,
        severity=rule.severity,
        level=level,
        urn=record.urn,
        role=record.role,
        name=record.name,
        kind=record.kind,
        type=record.resource.type,
        clauses=rule.clauses,
        info=verdict.info,
        properties=verdict.properties,
        subject=record.raw("capability") if record.kind == "gap" else "",
    )


def passes(done: Evaluation, contexts: Contexts) -> Iterable[Finding]:
    """Every pass as a finding: for evidence."""
    for rule, records in done.passed:
        for record in records:
            level = contexts[record.plan.layer].profile.rules[rule.id]
            yield finding(rule, record, Verdict(Result.PASS), level)
