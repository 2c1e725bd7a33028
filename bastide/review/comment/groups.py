"""What the templates list: findings by rule, losses by place, changes by role. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bastide.review.comment.braces import braced
from bastide.review.comment.changed import operations
from bastide.review.comment.model import Changed, Found, Noun
from bastide.review.markdown_text import Markdown
from plan.model import Operation
from policies.model import Lang, Severity
from policies.rules import rules

_ROOM: Final = 40_000
"""Characters of names where they cannot all be said."""
_PLACES: Final = 50
"""Places with names where there are too many."""


@dataclass(frozen=True, slots=True)
class OfRule:
    """Findings of one rule. Its own texts are Markdown, "" where this version has no such rule."""

    rule: str
    severity: Severity
    title: Markdown
    clauses: tuple[str, ...]
    remediation: Markdown
    evidence: Markdown
    found: Sequence[Found]


def by_rule(found: Iterable[Found], lang: Lang) -> list[OfRule]:
    """One group a rule, in the order in which they come: the worst first."""
    grouped: dict[str, list[Found]] = {}
    for item in found:
        grouped.setdefault(item.rule, []).append(item)
    return [_of_rule(rule_id, items, lang) for rule_id, items in grouped.items()]


def _of_rule(rule_id: str, found: Sequence[Found], lang: Lang) -> OfRule:
    rule = rules().get(rule_id)
    nothing = Markdown("")
    if rule is None:
        return OfRule(rule_id, found[0].severity, nothing, (), nothing, nothing, found)
    return OfRule(
        rule_id,
        found[0].severity,
        Markdown(rule.title.of(lang)),
        rule.clauses,
        Markdown(rule.remediation.of(lang)),
        Markdown(rule.evidence.of(lang)) if rule.evidence else nothing,
        found,
    )


@dataclass(frozen=True, slots=True)
class Alike:
    """What changes in the same way at one place: `said` of `count` are in the names."""

    operation: Operation
    noun: Noun
    stack: str
    role: str
    kept: bool
    names: tuple[str, ...]
    count: int
    said: int

    @property
    def left(self) -> int:
        return self.count - self.said


def by_place(changed: Iterable[Changed], *, roles: bool = True) -> list[Alike]:
    """One group for each operation, stack, role (unless left out) and noun, with all names."""
    grouped: dict[tuple[Operation, Noun, str, str, bool], list[str]] = {}
    for item in changed:
        role = item.role if roles else ""
        grouped.setdefault((item.operation, item.noun, item.stack, role, item.kept), []).append(item.name)
    return [Alike(*key, tuple(names), len(names), len(names)) for key, names in grouped.items()]


def compact(groups: Sequence[Alike], *, few: bool) -> list[Alike]:
    """The same with names in braces. `few`: with as many of them as there is room for, at so many places at most."""
    shown = groups[:_PLACES] if few else groups
    room = _ROOM // max(1, len(shown))
    return [_compact(group, room if few else None) for group in shown]


def _compact(group: Alike, room: int | None) -> Alike:
    texts: list[str] = []
    said = length = 0
    for names in braced(group.names):
        length += len(names.text) + 4
        if room is not None and length > room:
            break
        texts.append(names.text)
        said += names.count
    return replace(group, names=tuple(texts), said=said)


def tally(changed: Iterable[Changed]) -> Mapping[Operation, int]:
    """How many of each operation, those that lose something first."""
    counts = Counter(item.operation for item in changed)
    return {operation: counts[operation] for operation in operations() if counts[operation]}


def by_role(changed: Iterable[Changed]) -> Mapping[str, Sequence[Changed]]:
    """Role path -> what changes there; "" for what stands outside all roles."""
    grouped: dict[str, list[Changed]] = {}
    for item in changed:
        grouped.setdefault(item.role, []).append(item)
    return dict(sorted(grouped.items()))
