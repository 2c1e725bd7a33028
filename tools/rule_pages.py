"""Write docs/rules: one page a rule, in both languages, with examples that the tests run; or check them (`--check`)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from facts import ask
from policies.examples import Case, examples
from policies.model import Lang, Rule, Text
from policies.profiles import profiles
from policies.rules import module_name, rules

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "rules"
_NOTE: Final = "<!-- made by tools/rule_pages.py from the rule and its examples: `make rule-pages` -->"
_EXPECT: Final = {
    "pass": Text("passes", "passe"),
    "fail": Text("fails", "échoue"),
    "unknown": Text("unknown", "inconnu"),
}
_TIERS: Final = {
    "E": Text("the plan shows it", "le plan le montre"),
    "R": Text("the plan and dated facts show it", "le plan et des faits datés le montrent"),
    "V": Text("somebody must bring evidence", "quelqu'un doit fournir une preuve"),
    "A": Text("advice", "conseil"),
}


def pages() -> dict[str, str]:
    """File name -> page."""
    found = {f"{rule.id}.md": "\n".join(_page(rule)) + "\n" for rule in rules().values()}
    return {"README.md": "\n".join(_index(rules().values())) + "\n", **found}


def _index(all_rules: Iterable[Rule]) -> Iterator[str]:
    yield "# Rules / Règles"
    yield ""
    yield _NOTE
    yield ""
    yield "What each rule asks, why, what to change, and examples. `bastide rules ID` shows the same."
    yield ""
    yield "| rule | tier | severity | what is asked | ce qui est demandé |"
    yield "|---|---|---|---|---|"
    for rule in all_rules:
        title = rule.title
        yield f"| [{rule.id}]({rule.id}.md) | {rule.tier} | {rule.severity} | {title.en} | {title.fr} |"


def _page(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id}: {rule.title.en}"
    yield ""
    yield f"*{rule.title.fr}*"
    yield ""
    yield _NOTE
    yield ""
    yield from _facts(rule)
    for lang in (Lang.EN, Lang.FR):
        yield from _words(rule, lang)
    yield "## Clauses"
    yield ""
    yield "The texts are our own paraphrases, never the clause itself. / Les textes sont nos propres paraphrases."
    yield ""
    yield from (_clause(name) for name in rule.clauses)
    yield ""
    yield from _examples(rule)


def _facts(rule: Rule) -> Iterator[str]:
    levels = ", ".join(f"{name} {found.rules[rule.id]}" for name, found in profiles().items() if rule.id in found.rules)
    tier = _TIERS[str(rule.tier)]
    yield "| | |"
    yield "|---|---|"
    yield f"| tier | {rule.tier}: {tier.en} / {tier.fr} |"
    yield f"| severity | {rule.severity} |"
    yield f"| profiles | {levels} |"
    yield f"| asked of | {', '.join(f'`{kind}`' for kind in rule.kinds)} |"
    yield f"| code | `policies/rules/{module_name(rule.id)}.py` |"
    yield ""


def _words(rule: Rule, lang: Lang) -> Iterator[str]:
    english = lang is Lang.EN
    yield "## Why, and what to change" if english else "## Pourquoi, et que changer"
    yield ""
    yield rule.explanation.of(lang)
    yield ""
    yield rule.remediation.of(lang)
    yield ""
    if rule.evidence is not None:
        yield f"{'Evidence' if english else 'Preuve'}: {rule.evidence.of(lang)}"
        yield ""


def _clause(name: str) -> str:
    clause = ask.clause(name)
    if clause is None:
        raise SystemExit(f"{name} stands in no register: add it to facts/frameworks.yaml")
    return f"- **{name}**: {clause.en} / {clause.fr} ({clause.mark}, {clause.source})"


def _examples(rule: Rule) -> Iterator[str]:
    yield "## Examples"
    yield ""
    yield f"From `policies/rules/examples/{rule.id}.yaml`; the tests run all of them."
    for expect, words in _EXPECT.items():
        for case in (case for case in examples(rule.id) if case.expect == expect):
            yield ""
            yield f"{words.en.capitalize()} / {words.fr}: {case.title}"
            yield ""
            yield "```yaml"
            yield yaml.safe_dump(_shown(case), sort_keys=False, allow_unicode=True, width=110).rstrip()
            yield "```"


def _shown(case: Case) -> dict[str, Any]:
    """The example without what is as by default."""
    data = case.model_dump(mode="json", exclude_defaults=True, exclude={"title", "expect"})
    return data or {"resources": []}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where a page is out of date")
    check = parser.parse_args().check
    made = pages()
    there = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md")} if FOLDER.is_dir() else {}
    stale = sorted(name for name in {*made, *there} if made.get(name) != there.get(name))
    if check and stale:
        print(f"out of date in docs/rules: {', '.join(stale)}\n  do: make rule-pages", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in () if check else stale:
        if name in made:
            (FOLDER / name).write_text(made[name], encoding="utf-8")
        else:
            (FOLDER / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
