"""Findings for the terminal. First what stops, what is new and what is known; then what to look at, a block a rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from bastide.review.findings.report import Report, cause, counts, printable, rule_of, said, where
from bastide.review.findings.words import word
from bastide.review.plain import plain
from policies.checking import Checked
from policies.model import Finding, Lang, Result

_STYLE: Final = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "cyan"}
_MARK: Final = {Result.FAIL: "✗", Result.UNKNOWN: "?", Result.PASS: "✓", Result.NOT_APPLICABLE: "·"}
_SHOWN: Final = 3
# the log of a CI run takes a line that begins so for an order, and any word can come to stand there
_ORDER: Final = re.compile(r"::(?=[A-Za-z][^:]*::)")
_WIDTH_OF_TABLES: Final = 100


def render(report: Report, console: Console, *, detail: bool) -> None:
    """Write the report to the console. `detail` lists every finding, the known and the passed ones too."""
    for part in _parts(report, console.width, detail=detail):
        console.print(part)


def as_text(report: Report, *, detail: bool) -> str:
    """The same as plain text without colours, for a file."""
    return plain(lambda console: render(report, console, detail=detail))


def _parts(report: Report, width: int, *, detail: bool) -> Iterator[RenderableType]:
    title = "of file" if report.file else "title"
    said_of = {"file": printable(report.file), "on": report.on.isoformat(), "facts": report.facts}
    yield Styled(word(title, report.lang, **said_of), style="bold")
    yield from _outcome(report)
    yield _totals(report) if width >= _WIDTH_OF_TABLES else _total_lines(report)
    shown, known, unknown = _sorted(report, detail=detail)
    for group in _by_rule(shown):
        yield _block(group, report, detail=detail)
    if known:
        head = "head known" if report.compared is None else "head unchanged"
        yield from _short(word(head, report.lang, against=report.against), known, report, width)
    if unknown:
        yield from _short(word("head unknown", report.lang), unknown, report, width)
    yield from _fixed(report)
    yield from (_gone(item, report.lang) for item in report.checked if item.gone)
    if not any(item.result in (Result.FAIL, Result.UNKNOWN) for item in report.findings):
        yield Styled(word("well", report.lang), style="green")


def _sorted(report: Report, *, detail: bool) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """What is shown in full; what is known, or in the base already; what is known only after apply."""
    if detail:
        return report.findings, [], []
    shown: list[Finding] = []
    known: list[Finding] = []
    unknown: list[Finding] = []
    for finding in report.findings:
        if finding.result is Result.UNKNOWN:
            unknown.append(finding)
        elif finding.result is Result.FAIL:
            (known if _is_settled(finding, report) else shown).append(finding)
    return shown, known, unknown


def _is_settled(finding: Finding, report: Report) -> bool:
    if report.compared is not None:
        return not report.is_new(finding)
    return finding.exemption is None and report.is_known(finding)


def _outcome(report: Report) -> Iterator[Styled]:
    """One line that answers whether it stops, and one that says how much of it is new."""
    lang, count, base = report.lang, len(report.stopping), report.compared
    name = ("blocked" if count else "free") + ("" if base is None else " new")
    line = Styled(
        f"{'✗' if count else '✓'} {word(name, lang, count=count)}", style="bold red" if count else "bold green"
    )
    if base is None and count and any(item.new is not None for item in report.checked):
        known = [finding for finding in report.stopping if report.is_known(finding)]
        line.append(f"  ({word('of them', lang, unlisted=count - len(known), known=len(known))})")
    yield line
    if base is not None:
        new, fixed, unchanged = (
            sum(len(getattr(item, part)) for item in base.values()) for part in ("new", "fixed", "unchanged")
        )
        yield Styled(word("since", lang, against=report.against, new=new, fixed=fixed, unchanged=unchanged))


def _columns(report: Report) -> tuple[str, ...]:
    compared = ("new", "fixed") if report.compared is not None else ("unlisted",)
    return ("mandatory", *compared, "advisory", "evidence", "exempted", "unknown")


def _numbers(item: Checked, report: Report) -> dict[str, int | None]:
    found: dict[str, int | None] = {**counts(item.findings)}
    found["unlisted"] = None if item.new is None else sum(one.found - one.listed for one in item.new)
    if report.compared is not None:
        found["new"], found["fixed"] = (len(getattr(report.compared[item.stack], part)) for part in ("new", "fixed"))
    return found


def _profiles(item: Checked) -> str:
    return ", ".join(sorted(set(item.profiles.values())))


_BAD: Final = frozenset({"mandatory", "new", "unlisted"})


def _totals(report: Report) -> Table:
    """A line an estate."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("stack", "profile", "resources", *_columns(report)):
        left = name in ("stack", "profile")
        table.add_column(word(name, report.lang), justify="left" if left else "right", overflow="fold")
    for item in report.checked:
        numbers = _numbers(item, report)
        cells = (_number(name, numbers[name]) for name in _columns(report))
        table.add_row(Styled(printable(item.stack)), Styled(_profiles(item)), str(item.resources), *cells)
    return table


def _number(name: str, count: int | None) -> Styled:
    if count is None:
        return Styled("·", style="dim")
    return Styled(str(count), style=("bold red" if count else "green") if name in _BAD else "")


def _total_lines(report: Report) -> Group:
    """The same where a table does not fit: without what is none."""
    lines: list[RenderableType] = []
    for item in report.checked:
        numbers = _numbers(item, report)
        line = Styled.assemble(
            ("\n" if not lines else "", ""), (printable(item.stack), "bold"), f" ({_profiles(item)}): "
        )
        told = [(name, numbers[name]) for name in _columns(report) if numbers[name]]
        for index, (name, count) in enumerate(told):
            line.append(", " if index else "").append(
                f"{word(name, report.lang)} {count}", "red" if name in _BAD else ""
            )
        lines.append(line if told else line.append("0"))
    return Group(*lines, "")


def _by_rule(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    grouped = groupby(findings, key=lambda item: (item.result, item.exemption is None, item.level, item.rule))
    return (list(group) for _, group in grouped)


def _block(findings: Sequence[Finding], report: Report, *, detail: bool) -> Group:
    first, lang = findings[0], report.lang
    rule = rule_of(first)
    head = Styled.assemble(
        (f"{_MARK[first.result]} {first.rule}", _STYLE[first.severity]),
        f" {rule.title.of(lang)}",
        (f" ({len(findings)})", "bold"),
    )
    rows = Table.grid(padding=0)
    rows.add_column(width=4)
    rows.add_column(overflow="fold")
    about = (word(first.severity, lang), word(first.level, lang), ", ".join(first.clauses))
    rows.add_row("", Styled(" · ".join(about), style="dim"))
    alike = _alike(findings, report)
    shown = alike if detail else alike[:_SHOWN]
    for same in shown:
        rows.add_row("  - ", _line(same, report))
    left = len(findings) - sum(map(len, shown))
    if left:
        rows.add_row("", Styled(word("more", lang, count=left), style="dim"))
    if first.result is Result.FAIL:
        rows.add_row("", Styled(f"{word('do', lang)} {rule.remediation.of(lang)}", style="italic"))
        if rule.evidence is not None:
            rows.add_row("", Styled(f"{word('bring', lang)} {rule.evidence.of(lang)}", style="italic"))
    return Group(head, rows, "")


def _alike(findings: Sequence[Finding], report: Report) -> list[list[Finding]]:
    """Findings of one estate of which the same is said, together: what is wrong with a provider is so in each layer."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        alike = (finding.stack, said(finding, report.lang), finding.exemption, cause(finding))
        found.setdefault(alike, []).append(finding)
    return list(found.values())


def _line(same: Sequence[Finding], report: Report) -> Styled:
    finding, lang = same[0], report.lang
    place = _in_log(where(finding))
    line = Styled.assemble((f"{printable(finding.stack)}-" if finding.layer else "", "cyan"), (place, "cyan"))
    if len(same) > 1:
        line.append(f" (x {len(same)})", style="cyan")
    if message := said(finding, lang):
        line.append(f": {_in_log(message)}")
    if finding.exemption is not None:
        note = finding.exemption
        under = word("under", lang, id=printable(note.id), until=note.until.isoformat())
        line.append(f"  [{under}]", style="yellow")
    elif reason := cause(finding):
        line.append(f"  [{word('known', lang, cause=word(reason, lang))}]", style="dim")
    return line


def _in_log(text: str) -> str:
    """The text without what a CI run would obey: a name can come from anybody's inventory."""
    return _ORDER.sub(": :", text)


def _short(heading: str, findings: Sequence[Finding], report: Report, width: int) -> Iterator[RenderableType]:
    """A line for each rule and cause, the worst rule first."""
    lang = report.lang
    yield Styled(heading, style="bold")
    table = Table(box=SIMPLE_HEAD if width >= _WIDTH_OF_TABLES else None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("rule", "severity", "count", "why", "asked"):
        table.add_column(
            word(name, lang), justify="right" if name == "count" else "left", overflow="fold", no_wrap=name == "rule"
        )
    tally = Counter((finding.rule, _why(finding, lang)) for finding in findings)
    firsts = {finding.rule: finding for finding in reversed(findings)}
    for (rule_id, why), count in tally.items():
        first = firsts[rule_id]
        severity = Styled(word(first.severity, lang), style=_STYLE[first.severity])
        mark = Styled(f"{_MARK[first.result]} {rule_id}", style=_STYLE[first.severity])
        table.add_row(mark, severity, str(count), Styled(why), Styled(rule_of(first).title.of(lang)))
    yield table
    yield ""


def _why(finding: Finding, lang: Lang) -> str:
    if finding.exemption is not None:
        return word("under", lang, id=printable(finding.exemption.id), until=finding.exemption.until.isoformat())
    if reason := cause(finding):
        return word(reason, lang)
    return word(finding.level, lang)


def _fixed(report: Report) -> Iterator[RenderableType]:
    """What the base had and is no more: a line each, in the language of the base's document."""
    fixed = [known for item in (report.compared or {}).values() for known in item.fixed]
    if not fixed:
        return
    yield Styled(word("head fixed", report.lang, against=report.against), style="bold green")
    rows = Table.grid(padding=0)
    rows.add_column(width=4)
    rows.add_column(overflow="fold")
    for (rule, place, message), count in Counter(
        (known.key.rule, f"{known.key.stack}-{known.key.layer}".strip("-"), known.message) for known in fixed
    ).items():
        times = f" (x {count})" if count > 1 else ""
        rows.add_row(
            "  ✓ ", Styled.assemble((rule, "green"), (f" {place}{times}", "cyan"), f": {_in_log(printable(message))}")
        )
    yield rows
    yield ""


def _gone(item: Checked, lang: Lang) -> Group:
    return Group(
        *(
            Styled(
                word("gone", lang, stack=item.stack, rule=d.rule, role=d.role, listed=d.listed, found=d.found),
                style="yellow",
            )
            for d in item.gone
        )
    )
