"""The first screen: what is missing, what breaks the law today, what dies, what must be done by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from bastide.review.changes import changes
from bastide.review.findings.report import cause
from bastide.tender.candidate import Candidate
from bastide.tender.part import Part
from bastide.tender.sections.capabilities import described
from bastide.tender.sections.changes import Lost, lost
from bastide.words import Words
from facts.model import Level
from plan.model import Gap
from policies.model import Finding, Severity, Text
from policies.rules import rules

WORDS: Final = Words(
    {
        "missing": Text("Missing", "Manque"),
        "breaks": Text("Breaks law or rules", "Contraire au droit ou aux règles"),
        "dies": Text("Dies", "Disparaît"),
        "by hand": Text("By hand", "À la main"),
        "required": Text("required", "exigé"),
        "roles": Text("{count} roles", "{count} rôles"),
        "role": Text("1 role", "1 rôle"),
        "times": Text("{count} times", "{count} fois"),
        "none missing": Text("Nothing is missing.", "Rien ne manque."),
        "none breaks": Text("No mandatory rule is broken.", "Aucune règle obligatoire n'est enfreinte."),
        "none dies": Text(
            "Compared with {base}: nothing is deleted or replaced.",
            "Comparé à {base} : rien n'est supprimé ni remplacé.",
        ),
        "nothing to compare": Text(
            "New environment: there is nothing to compare with (--against).",
            "Environnement neuf : rien à comparer (--against).",
        ),
        "none by hand": Text("Nothing.", "Rien."),
        "all": Text("see all {count}", "les voir tous ({count})"),
        "data": Text("holds data", "porte des données"),
        "kept": Text("kept at the cloud", "conservé chez l'hébergeur"),
        "replace": Text("replaced", "remplacé"),
        "delete": Text("deleted", "supprimé"),
        "others": Text("{count} gaps of the plan in all", "{count} lacunes du plan en tout"),
    }
)


class Lacking(Part):
    """A capability that roles of the plan ask for and do not get as code: how many of them, and at which level."""

    capability: str
    what: str
    level: Level
    roles: int
    required: bool


class Broken(Part):
    """A mandatory rule that fails. `causes`: why, with counts, from the reviewed list; "" is a failure in no list."""

    rule: str
    title: str
    severity: Severity
    count: int
    causes: dict[str, int]
    clauses: tuple[str, ...]


class First(Part):
    """What a jury must know first.

    Attributes:
        missing: gaps that nobody can close at this cloud today, required ones first.
        by_hand: gaps that people close: by an API without resource, a console, an order or a ticket.
        breaks: mandatory failures that nothing exempts, by rule, worst first.
        dies: deletions and replacements, what holds data first; None where the plan is compared with nothing.
        compared_with: with what.
    """

    missing: tuple[Lacking, ...]
    by_hand: tuple[Lacking, ...]
    breaks: tuple[Broken, ...]
    dies: tuple[Lost, ...] | None
    compared_with: str
    gaps: int
    failures: int


def of(candidate: Candidate) -> First:
    """The first screen of one candidate."""
    gaps = [gap for plan in candidate.plans for gap in plan.gaps]
    found = changes(candidate.plans)
    stopping = candidate.checked.stopping
    return First(
        missing=_lacking(gaps, (Level.ABSENT,), candidate),
        by_hand=_lacking(gaps, (Level.MANUAL, Level.API), candidate),
        breaks=_broken(stopping, candidate),
        dies=lost(found.resources) if found.bases else None,
        compared_with=", ".join(found.bases),
        gaps=len(gaps),
        failures=len(stopping),
    )


def _lacking(gaps: Iterable[Gap], levels: tuple[Level, ...], candidate: Candidate) -> tuple[Lacking, ...]:
    counts = Counter((gap.capability, Level(gap.level)) for gap in gaps if gap.level in levels)
    found = [
        Lacking(
            capability=capability,
            what=described(capability, candidate.lang),
            level=level,
            roles=count,
            required=capability in candidate.wanted.required,
        )
        for (capability, level), count in counts.items()
    ]
    return tuple(sorted(found, key=lambda item: (not item.required, item.capability, item.level)))


_WORST_FIRST: Final = {severity: rank for rank, severity in enumerate(reversed(Severity))}


def _broken(failures: Iterable[Finding], candidate: Candidate) -> tuple[Broken, ...]:
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in failures:
        by_rule[finding.rule].append(finding)
    found = [
        Broken(
            rule=rule,
            title=rules()[rule].title.of(candidate.lang),
            severity=rules()[rule].severity,
            count=len(members),
            causes=dict(sorted(Counter(cause(member) for member in members).items())),
            clauses=rules()[rule].clauses,
        )
        for rule, members in by_rule.items()
    ]
    return tuple(sorted(found, key=lambda item: (_WORST_FIRST[item.severity], item.rule)))
