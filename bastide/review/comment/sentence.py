"""The first sentence: what dies, what opens, what breaks the law, and whether to merge. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from bastide.review.comment.model import Changed, Comment, Exposure, Noun
from bastide.review.comment.words import EVERY_PORT, EVERYBODY, OTHERS, PORTS, VERBS, amount, counted, nouns, word
from bastide.review.markdown_text import Markdown, clipped, code
from plan.model import Operation
from policies.model import Lang, Level
from policies.net.addresses import is_everything
from policies.net.ports import EVERY, shown

_OPENINGS: Final = 3
"""How many openings are named one by one."""
_LONGEST: Final = 60


class Verdict(StrEnum):
    """Whether to merge."""

    STOP = "stop"
    LOOK = "look"
    CLEAR = "clear"


def verdict(comment: Comment) -> Verdict:
    """Stop: refused, data would be lost, or something new fails at mandatory level. The gate itself is `check`."""
    lost = any(not item.kept for item in comment.data_lost)
    if comment.refused or lost or comment.failures(Level.MANDATORY, new=True):
        return Verdict.STOP
    if comment.findings is None or comment.lost or comment.notes or comment.exposures or comment.cautions:
        return Verdict.LOOK
    uncertain = any(item.new is not False for item in comment.unknown)
    advice = any(comment.failures(level, new=True) for level in (Level.ADVISORY, Level.EVIDENCE))
    return Verdict.LOOK if uncertain or advice else Verdict.CLEAR


def sentence(comment: Comment, lang: Lang) -> Markdown:
    """One sentence, with its full stop."""
    parts = list(_parts(comment, lang))
    if not parts:
        parts = [word("no change", lang)]
    said = ", ".join(parts)
    mark = " ; " if lang is Lang.FR else "; "
    return Markdown(f"{said[0].upper()}{said[1:]}{mark}{_rules(comment, lang)}.")


def _rules(comment: Comment, lang: Lang) -> str:
    if comment.findings is None:
        return word("not asked", lang)
    count = len(comment.failures(Level.MANDATORY, new=True))
    if not comment.compared:
        return counted("mandatory", count, lang)
    return counted("new mandatory", count, lang) if count else word("nothing new", lang)


def _parts(comment: Comment, lang: Lang) -> Iterator[str]:
    lost = [item for item in comment.lost if not item.kept]
    kept = [item for item in comment.lost if item.kept]
    yield from _verb("replace", (item for item in lost if item.operation is Operation.REPLACE), lang)
    yield from _verb("delete", (item for item in lost if item.operation is Operation.DELETE), lang)
    yield from _verb("erase", (item for item in lost if item.erased), lang)
    yield from _verb("release" if len(kept) == 1 else "release several", kept, lang)
    yield from _openings(comment.exposures, lang)
    for operation in (Operation.CREATE, Operation.UPDATE, Operation.IMPORT):
        count = sum(item.operation is operation and not item.erased for item in comment.changed)
        if count:
            yield VERBS[str(operation)].of(lang).format(what=nouns(Noun.OTHER, count, lang))


def _verb(name: str, items: Iterable[Changed], lang: Lang) -> Iterator[str]:
    """`replaces 1 database and 2 other resources`: what holds data by its name, the rest as a number."""
    known = list(items)
    if not known:
        return
    named = Counter(item.noun for item in known if item.data)
    others = sum(not item.data for item in known)
    parts = [nouns(noun, named[noun], lang) for noun in Noun if named[noun]]
    if others:
        parts.append(f"{amount(others, lang)} {OTHERS.of(others, lang)}" if parts else nouns(Noun.OTHER, others, lang))
    yield VERBS[name].of(lang).format(what=_and(parts, lang))


def _and(parts: list[str], lang: Lang) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {'et' if lang is Lang.FR else 'and'} {parts[-1]}"


def _openings(exposures: tuple[Exposure, ...], lang: Lang) -> Iterator[str]:
    named = dict.fromkeys((item.ports, item.sources) for item in exposures if item.ports)
    bare = sum(not item.ports for item in exposures)
    for ports, sources in list(named)[:_OPENINGS]:
        yield opening(ports, sources, lang)
    if len(named) > _OPENINGS:
        yield VERBS["open more"].of(lang).format(count=amount(len(named) - _OPENINGS, lang))
    if bare:
        yield VERBS["expose"].of(lang).format(what=nouns(Noun.OTHER, bare, lang))


def opening(ports: str, sources: str, lang: Lang) -> Markdown:
    """`opens port 22 to the internet (0.0.0.0/0)`."""
    given = code(clipped(sources, _LONGEST))
    everybody = any(is_everything(source) for source in sources.split(", "))
    whom = f"{EVERYBODY.of(lang)} ({given})" if everybody else given
    return Markdown(VERBS["open"].of(lang).format(ports=_ports(ports, lang), sources=whom))


def _ports(ports: str, lang: Lang) -> str:
    if ports in (shown((EVERY,)), "1-65535"):
        return EVERY_PORT.of(lang)
    several = 1 if ports.isdigit() else 2
    return PORTS.of(several, lang).format(ports=code(clipped(ports, _LONGEST)))
