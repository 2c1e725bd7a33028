"""Our own findings in the words of checkov's report. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from policies.model import Finding, Lang, Result, Rule
from policies.scan.model import Outcome, ScanFinding, Source

GUIDELINE: Final = "docs/rules/{rule}.md"

_OUTCOMES: Final[Mapping[Result, Outcome]] = {
    Result.PASS: Outcome.PASSED,
    Result.FAIL: Outcome.FAILED,
    Result.UNKNOWN: Outcome.UNKNOWN,
}


def findings(found: Iterable[Finding], rules: Mapping[str, Rule], lang: Lang = Lang.EN) -> tuple[ScanFinding, ...]:
    """Every finding but what is not applicable. An exempted failure is skipped, with its justification.

    A finding of a rule that is not among `rules` is kept, under its id.
    """
    return tuple(
        _finding(item, rules.get(item.rule), lang) for item in found if item.result is not Result.NOT_APPLICABLE
    )


def _finding(item: Finding, rule: Rule | None, lang: Lang) -> ScanFinding:
    exempted = item.result is Result.FAIL and item.exemption is not None
    return ScanFinding(
        check=item.rule,
        title=rule.title.of(lang) if rule else item.rule,
        outcome=Outcome.SKIPPED if exempted else _OUTCOMES[item.result],
        source=Source.BASTIDE,
        stack=item.stack,
        layer=item.layer,
        urn=item.urn,
        resource=" ".join(part for part in (item.name, item.subject) if part),
        properties=item.properties,
        reason=_justification(item) if exempted else item.info.of(lang) if item.info else "",
        severity=item.severity.value,
        stops=item.stops,
    )


def _justification(item: Finding) -> str:
    note = item.exemption
    assert note is not None
    return f"{note.id}: {note.reason} (approved by {note.approver}, {note.ticket}, until {note.until.isoformat()})"
