"""The index of the evidence of one estate: Markdown to read first. Ids, counts, words of ours; names no resource."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bastide.tender.evidence.clauses import ClauseEvidence, FrameworkEvidence
from bastide.tender.evidence.documents import ExemptionsFile, Origin
from bastide.tender.evidence.status import Status
from bastide.tender.evidence.words import WORDS
from policies.model import Lang


def index(origin: Origin, answered: Sequence[FrameworkEvidence], exempted: ExemptionsFile, lang: Lang) -> str:
    """The whole page, with a line feed at its end."""
    parts = (
        _head(origin, lang),
        _statuses(lang),
        _summary(answered, lang),
        _exemptions(exempted, lang),
        *(_framework(item, lang) for item in answered),
    )
    return "\n".join(line for part in parts for line in (*part, "")).rstrip("\n") + "\n"


def _head(origin: Origin, lang: Lang) -> Iterator[str]:
    yield f"# {WORDS('title', lang, estate=origin.estate)}"
    yield ""
    yield f"- {WORDS('day', lang, value=origin.date)}"
    yield f"- {WORDS('facts', lang, value=origin.facts)}"
    yield f"- {WORDS('plan', lang, value=origin.plan)}"
    profiles = ", ".join(f"{layer} ({profile})" for layer, profile in origin.layers.items())
    yield f"- {WORDS('profiles', lang, value=_cell(profiles))}"
    yield ""
    yield WORDS("again", lang)
    yield ""
    yield "```sh"
    yield from origin.commands
    yield "```"
    yield ""
    yield WORDS("paraphrase", lang)


def _statuses(lang: Lang) -> Iterator[str]:
    yield f"## {WORDS('statuses', lang)}"
    yield ""
    for status in Status:
        yield WORDS("meaning", lang, status=WORDS(status.value, lang), means=WORDS(f"means {status.value}", lang))


def _summary(answered: Sequence[FrameworkEvidence], lang: Lang) -> Iterator[str]:
    yield f"## {WORDS('summary', lang)}"
    yield ""
    yield from _heads(WORDS("framework", lang), *(WORDS(status.value, lang) for status in Status))
    for framework in answered:
        counts = (sum(clause.status is status for clause in framework.clauses) for status in Status)
        yield _row(framework.id, *map(str, counts))


def _exemptions(exempted: ExemptionsFile, lang: Lang) -> Iterator[str]:
    yield f"## {WORDS('head exemptions', lang)}"
    yield ""
    counts = {name: len(getattr(exempted, name)) for name in ("used", "expired", "stale")}
    if any(counts.values()):
        yield WORDS("exemption states", lang, file="exemptions.json", **counts)
    else:
        yield WORDS("no exemptions", lang)


def _framework(framework: FrameworkEvidence, lang: Lang) -> Iterator[str]:
    yield f"## {framework.id}: {_cell(framework.name)} {_cell(framework.version)}".rstrip()
    yield ""
    mark = WORDS(f"mark {framework.mark}", lang)
    yield _cell(f"{framework.reference} ({mark}; {framework.source.text}; {framework.source.checked})")
    notes = [framework.caution] if framework.caution else []
    if not framework.in_force:
        notes.append(WORDS("not in force", lang))
    if framework.overdue:
        notes.append(WORDS("overdue", lang, days=framework.overdue))
    for note in notes:
        yield ""
        yield f"> {note}"
    yield ""
    yield from _heads(*(WORDS(name, lang) for name in ("clause", "status", "rules", "proof")))
    for clause in framework.clauses:
        yield _clause(clause, lang)


def _clause(clause: ClauseEvidence, lang: Lang) -> str:
    said = [clause.paraphrase]
    if clause.resources:
        said.append(WORDS("on resources", lang, count=clause.resources))
    if clause.failing:
        said.append(WORDS("failing", lang, count=clause.failing))
    status = WORDS(clause.status.value, lang)
    if clause.because is not None:
        status += f" ({WORDS(clause.because.value, lang)})"
    return _row(
        f"[{_cell(clause.clause)}]({clause.file})",
        _cell(status),
        ", ".join(clause.rules),
        _cell(" · ".join([*said, *clause.bring])),
    )


def _heads(*names: str) -> Iterator[str]:
    yield _row(*names)
    yield _row(*("---" for _ in names))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """The text as one line of a table: registers are ours, and still nothing in them must end a cell."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
