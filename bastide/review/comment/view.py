"""What templates may use: words, filters and lists of one comment in one language. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from bastide.review.comment import groups
from bastide.review.comment.endings import DAYS
from bastide.review.comment.model import Changed, Comment, Ending, Ends, Found, Noun
from bastide.review.comment.sentence import opening, sentence, verdict
from bastide.review.comment.words import NOUNS, OPERATED, OPERATIONS, amount, counted, nouns, word
from bastide.review.findings.words import word as finding_word
from bastide.review.markdown_text import Markdown, clipped, code, fenced, html, joined
from bastide.review.tree import short_type
from plan.model import Operation
from policies.model import Lang, Level, Text

_COLON: Final = Text(":", "\u00a0:")
_NAME: Final = 100
_LISTED: Final = 250
_VALUE: Final = 60

FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "clip": clipped,
    "code": code,
    "fenced": partial(fenced, lines=20, width=200),
    "html": html,
    "name": lambda text: code(clipped(str(text), _NAME)),
    "short_type": short_type,
}
"""Filters of all templates. `name`: a name in a code span; `html`: the same inside a tag."""


def of_language(lang: Lang) -> dict[str, Any]:
    """What every template may use."""
    return {
        "lang": lang.value,
        "colon": Markdown(_COLON.of(lang)),
        "word": lambda name, **values: word(name, lang, **values),
        "counted": lambda name, count: Markdown(counted(name, count, lang)),
        "amount": lambda count: Markdown(amount(count, lang)),
        "noun": lambda noun, count: Markdown(NOUNS[Noun(noun)].of(count, lang)),
        "nouns": lambda noun, count: Markdown(nouns(Noun(noun), count, lang)),
        "operation": lambda operation: Markdown(OPERATIONS[Operation(operation)].of(lang)),
        "names": lambda items, most=0: _names(items, most, lang),
    }


def of_comment(comment: Comment, lang: Lang) -> dict[str, Any]:
    """What the templates of a comment may use beside that."""
    return {
        "comment": comment,
        "sentence": sentence(comment, lang),
        "verdict": verdict(comment).value,
        "ending_days": DAYS,
        "opening": lambda ports, sources: opening(ports, sources, lang),
        "by_rule": lambda found: groups.by_rule(found, lang),
        "by_place": groups.by_place,
        "by_role": groups.by_role,
        "compact": groups.compact,
        "place": _place,
        "message": lambda found: found.message.of(lang),
        "reason": lambda gap: gap.reason.of(lang),
        "value": lambda text: code(clipped(text, _VALUE)) if text else word("none", lang),
        "word_of_severity": lambda severity: finding_word(severity, lang),
        "ending": lambda item: _ending(item, lang),
        "tally_of": lambda changed: _tally(changed, lang),
        "tally_of_findings": lambda: _tally_of_findings(comment, lang),
    }


def _names(items: Sequence[str], most: int, lang: Lang) -> Markdown:
    """Names one after the other, `most` of them (0: all), and how many more there are."""
    shown = items[:most] if most else items
    parts: list[str] = [code(clipped(item, _LISTED)) for item in shown]
    if len(shown) < len(items):
        parts.append(Markdown(counted("more", len(items) - len(shown), lang)))
    return joined(parts)


def _place(found: Found) -> Markdown:
    parts = (found.stack, f"{found.role}:{found.name}" if found.role else found.name, found.subject)
    return joined((code(clipped(part, _NAME)) for part in parts if part), " · ")


def _ending(item: Ending, lang: Lang) -> Markdown:
    colon, detail = _COLON.of(lang), code(clipped(item.detail, _NAME))
    if item.kind is Ends.CHECK:
        return Markdown(f"{counted('facts', item.count, lang)} {word('to check', lang)}{colon} {code(item.place)}")
    what = code(clipped(item.what, _NAME))
    if item.kind is Ends.FACT:
        return Markdown(f"{word('fact ends', lang)} {what}{colon} {detail} ({code(item.place)})")
    head = f"{word('exemption ends', lang)} {what} {word('of', lang)} {code(item.place)}"
    return Markdown(f"{head}{colon} {counted('failures', item.count, lang)} ({detail})")


def _tally(changed: Iterable[Changed], lang: Lang) -> Markdown:
    counts = groups.tally(changed)
    return joined(f"{amount(count, lang)} {OPERATED[operation].of(count, lang)}" for operation, count in counts.items())


def _tally_of_findings(comment: Comment, lang: Lang) -> Markdown:
    """`2 new mandatory failures, 1 new advisory, 3 exempted, 4 unknown until apply, 120 unchanged, 1 fixed`."""
    numbers = {
        "new mandatory" if comment.compared else "mandatory": len(comment.failures(Level.MANDATORY, new=True)),
        "new advisory": len(comment.failures(Level.ADVISORY, new=True)),
        "new evidence": len(comment.failures(Level.EVIDENCE, new=True)),
        "exempted": len(comment.exempted),
        "unknown": len(comment.unknown),
        "unchanged": sum(item.new is False for item in comment.looked_at),
        "fixed": comment.findings.fixed if comment.findings else 0,
    }
    said = [counted(name, count, lang) for name, count in numbers.items() if count or name.endswith("mandatory")]
    return Markdown(", ".join(said))
