"""Findings as Markdown, for a page or a wiki. The bounded comment of a pull request is another document."""

from __future__ import annotations

from itertools import groupby

from bastide.review.findings.report import Report, cause, counts, in_order, rule_of, said, where
from bastide.review.findings.words import word
from bastide.review.markdown_text import cell, prose
from policies.model import Finding, Result

_COLUMNS = ("mandatory", "advisory", "evidence", "exempted", "unknown")


def render(report: Report) -> str:
    """What stops, a table of the estates, then a section a rule, the worst first. Passes are only counted."""
    lines = [f"# {_title(report)}", "", _outcome(report), "", *_table(report), ""]
    shown = [finding for finding in report.findings if finding.result is not Result.PASS]
    worst = {finding.rule: rank for rank, finding in reversed(list(enumerate(shown)))}
    by_rule = sorted(shown, key=lambda finding: worst[finding.rule])
    for _, group in groupby(by_rule, key=lambda finding: finding.rule):
        lines += _rule(in_order(group), report)
    return "\n".join(lines) + "\n"


def _title(report: Report) -> str:
    name = "of file" if report.file else "title"
    return prose(word(name, report.lang, file=report.file, on=report.on.isoformat(), facts=report.facts))


def _outcome(report: Report) -> str:
    count = len(report.stopping)
    name = ("blocked" if count else "free") + ("" if report.compared is None else " new")
    line = f"**{word(name, report.lang, count=count)}**"
    if report.compared is None:
        return line
    new, fixed, unchanged = (
        sum(len(getattr(item, part)) for item in report.compared.values()) for part in ("new", "fixed", "unchanged")
    )
    since = word("since", report.lang, against=report.against, new=new, fixed=fixed, unchanged=unchanged)
    return f"{line}; {prose(since)}"


def _table(report: Report) -> list[str]:
    names = ("stack", "profile", *_COLUMNS)
    rows = ["| " + " | ".join(word(name, report.lang) for name in names) + " |", "|---|---|" + "---:|" * len(_COLUMNS)]
    for item in report.checked:
        found = counts(item.findings)
        profiles = ", ".join(sorted(set(item.profiles.values())))
        cells = (item.stack, profiles, *(str(found[name]) for name in _COLUMNS))
        rows.append("| " + " | ".join(map(cell, cells)) + " |")
    return rows


def _rule(findings: list[Finding], report: Report) -> list[str]:
    rule, lang = rule_of(findings[0]), report.lang
    about = f"{word(rule.severity, lang)} · {', '.join(rule.clauses)}"
    lines = [f"## {rule.id}: {rule.title.of(lang)} ({len(findings)})", "", about, ""]
    lines += [rule.explanation.of(lang), "", f"*{word('do', lang)} {rule.remediation.of(lang)}*", ""]
    if rule.evidence is not None:
        lines += [f"*{word('bring', lang)} {rule.evidence.of(lang)}*", ""]
    columns = [word(name, lang) for name in ("where", "result", "what", "note")]
    lines += ["| " + " | ".join(columns) + " |", "|---|---|---|---|"]
    return [*lines, *(_row(finding, report) for finding in findings), ""]


def _row(finding: Finding, report: Report) -> str:
    cells = (f"{finding.stack} {where(finding)}", _result(finding, report), said(finding, report.lang))
    return "| " + " | ".join(map(cell, (*cells, _note(finding, report)))) + " |"


def _result(finding: Finding, report: Report) -> str:
    result = word(finding.result, report.lang)
    return f"{result}, {word(finding.level, report.lang)}" if finding.result is Result.FAIL else result


def _note(finding: Finding, report: Report) -> str:
    notes = []
    if report.is_new(finding) is not None:
        notes.append(word("new" if report.is_new(finding) else "unchanged", report.lang))
    if finding.exemption is not None:
        until = finding.exemption.until.isoformat()
        notes.append(word("under", report.lang, id=finding.exemption.id, until=until))
    elif reason := cause(finding):
        notes.append(word("known", report.lang, cause=word(reason, report.lang)))
    return ", ".join(notes)
