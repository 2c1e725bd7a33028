"""The rules for the terminal and for other tools."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from facts import ask
from policies.model import Lang, Rule
from policies.profiles import profiles


def table(rules: Sequence[Rule], lang: Lang) -> Table:
    """One line a rule."""
    found = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("rule", "tier", "severity", "what is asked", "profiles"):
        found.add_column(heading, no_wrap=heading == "rule", overflow="fold")
    for rule in rules:
        asked = ", ".join(name for name, profile in profiles().items() if rule.id in profile.rules)
        found.add_row(rule.id, str(rule.tier), str(rule.severity), rule.title.of(lang), asked)
    return found


def explain(rule: Rule, lang: Lang) -> RenderableType:
    """All of one rule. Texts of clauses are paraphrases and marked as such."""
    parts: list[RenderableType] = [
        Styled(f"{rule.id}  {rule.title.of(lang)}", style="bold"),
        Styled(f"tier {rule.tier}, {rule.severity}, asked of: {', '.join(rule.kinds)}", style="dim"),
        Styled(f"\n{rule.explanation.of(lang)}\n"),
        Styled.assemble(("do: " if lang is Lang.EN else "à faire : ", "bold"), rule.remediation.of(lang)),
    ]
    if rule.evidence is not None:
        parts.append(
            Styled.assemble(("bring: " if lang is Lang.EN else "à fournir : ", "bold"), rule.evidence.of(lang))
        )
    levels = ", ".join(
        f"{name}: {profile.rules[rule.id]}" for name, profile in profiles().items() if rule.id in profile.rules
    )
    parts.append(Styled(f"\n{levels}\n", style="dim"))
    return Group(*parts, *(_clause(name, lang) for name in rule.clauses))


def _clause(name: str, lang: Lang) -> Styled:
    clause = ask.clause(name)
    if clause is None:
        return Styled(name)
    own = "our paraphrase" if lang is Lang.EN else "notre paraphrase"
    text = clause.fr if lang is Lang.FR else clause.en
    return Styled.assemble((name, "cyan"), f": {text} ", (f"({own}; {clause.mark}, {clause.source})", "dim"))


def document(rules: Sequence[Rule]) -> dict[str, Any]:
    """`bastide/rules/1`."""
    return {"schema": "bastide/rules/1", "rules": [_rule(rule) for rule in rules]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "tier": str(rule.tier),
        "severity": str(rule.severity),
        "scope": str(rule.scope),
        "kinds": list(rule.kinds),
        "clauses": list(rule.clauses),
        "title": rule.title._asdict(),
        "explanation": rule.explanation._asdict(),
        "remediation": rule.remediation._asdict(),
        "evidence": rule.evidence._asdict() if rule.evidence else None,
        "profiles": {
            name: str(profile.rules[rule.id]) for name, profile in profiles().items() if rule.id in profile.rules
        },
    }
