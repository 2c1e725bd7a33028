"""What all documents of findings say, in one order: the worst first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from policies import shortfalls
from policies.checking import Checked
from policies.fingerprint import Compared
from policies.model import Finding, Lang, Level, Result, Rule, Severity, Text
from policies.rules import rules

_SEVERITY: Final = {severity: rank for rank, severity in enumerate(reversed(Severity))}
_LEVEL: Final = {Level.MANDATORY: 0, Level.ADVISORY: 1, Level.EVIDENCE: 2}
_RESULT: Final = {Result.FAIL: 0, Result.UNKNOWN: 1, Result.PASS: 2, Result.NOT_APPLICABLE: 3}


@dataclass(frozen=True)
class Report:
    """What was checked, on which day, by which facts, and what it is compared with.

    Attributes:
        file: the file that was judged instead of the repository's estates, relative; "" for those.
        against: name of the base revision, "" where there is none.
        compared: stack -> findings told apart by what the base had.
    """

    checked: Sequence[Checked]
    on: date
    facts: str
    lang: Lang = Lang.EN
    file: str = ""
    against: str = ""
    compared: Mapping[str, Compared] | None = None

    @cached_property
    def findings(self) -> list[Finding]:
        """All findings, in order."""
        return in_order(finding for item in self.checked for finding in item.findings)

    @cached_property
    def stopping(self) -> list[Finding]:
        """The findings that make the check fail, in order: with a base only the new ones."""
        return [finding for finding in self.findings if self.stops(finding)]

    def stops(self, finding: Finding) -> bool:
        """Whether the check fails for this finding."""
        return finding.stops and self.is_new(finding) is not False

    def is_new(self, finding: Finding) -> bool | None:
        """Whether the base did not have it; None without a base, and for what passes."""
        if self.compared is None or finding.result not in (Result.FAIL, Result.UNKNOWN):
            return None
        return id(finding) in self._new

    @cached_property
    def _new(self) -> frozenset[int]:
        return frozenset(id(finding) for item in (self.compared or {}).values() for finding in item.new)

    def is_known(self, finding: Finding) -> bool:
        """Whether the list of known shortfalls has it. More of them than are listed: none of them is known."""
        return bool(cause(finding)) and (finding.stack, finding.rule, finding.role) not in self._surprising

    @cached_property
    def _surprising(self) -> frozenset[tuple[str, str, str]]:
        return frozenset((item.stack, new.rule, new.role) for item in self.checked for new in item.new or ())


def rule_of(finding: Finding) -> Rule:
    """The rule of a finding."""
    return rules()[finding.rule]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Failures before unknowns, mandatory before advisory, severe before mild, then by rule and place."""
    return sorted(
        findings,
        key=lambda item: (
            _RESULT[item.result],
            item.exemption is not None,
            _LEVEL[item.level],
            _SEVERITY[item.severity],
            item.rule,
            item.stack,
            item.layer,
            item.role,
            item.urn,
        ),
    )


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of what. Exempted failures are counted apart, never as passed."""
    found: Counter[str] = Counter()
    for item in findings:
        if item.result is Result.FAIL:
            found["exempted" if item.exemption else str(item.level)] += 1
        else:
            found[str(item.result)] += 1
    order = ("mandatory", "advisory", "evidence", "exempted", "unknown", "pass")
    return {name: found[name] for name in order}


def cause(finding: Finding) -> str:
    """Why a known shortfall stands; "" for a failure that is in no list."""
    entry = shortfalls.known(finding) if finding.result is Result.FAIL else None
    return entry.cause.value if entry else ""


def said(finding: Finding, lang: Lang) -> str:
    """What is said of it, in one language. Without control characters: a name can come from anybody's inventory."""
    return printable((finding.info or Text("", "")).of(lang))


def where(finding: Finding) -> str:
    """Layer, role path and name of what it is about. Without control characters."""
    place = f"{finding.role} " if finding.role else ""
    about = f" ({finding.subject})" if finding.subject else ""
    return printable(f"{finding.layer}: {place}{finding.name}{about}" if finding.layer else f"{finding.name}{about}")


_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """The text on one line, without what steers a terminal or turns its order round."""
    return _CONTROL.sub("?", text.replace("\n", " ").replace("\t", " "))
