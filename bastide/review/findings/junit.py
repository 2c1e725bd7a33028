"""Findings as JUnit XML, for test reports: a suite an estate, a case a rule and resource."""

from __future__ import annotations

import re
from typing import Final

from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from bastide.review.findings.report import Report, cause, in_order, rule_of, said, where
from bastide.review.findings.words import word
from policies.model import Finding, Result

# what XML 1.0 cannot carry
_FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def render(report: Report) -> str:
    """The document as text.

    What the check fails for fails here; what is advice, exempted, unknown or in the base already is skipped, and says
    why.
    """
    document = JUnitXml("bastide check")
    for item in report.checked:
        suite = TestSuite(item.stack)
        suite.add_property("date", report.on.isoformat())
        suite.add_property("facts", report.facts)
        # together: one by one, the library counts all of them anew each time
        suite.add_testcases([_case(finding, report) for finding in in_order(item.findings)])
        document.append(suite)  # type: ignore[no-untyped-call]
    document.update_statistics()  # type: ignore[no-untyped-call]
    text: bytes = document.tostring()  # type: ignore[no-untyped-call]
    return text.decode("utf-8") + "\n"


def _case(finding: Finding, report: Report) -> TestCase:
    rule = rule_of(finding)
    case = TestCase(_clean(f"{finding.rule} {where(finding)}"), classname=f"{finding.stack}.{finding.rule}")
    text = _clean(said(finding, report.lang))
    if report.stops(finding):
        failure = Failure(text, str(finding.severity))
        failure.text = _clean(
            "\n".join(filter(None, (finding.urn, rule.remediation.of(report.lang), _cause(finding, report))))
        )
        case.result = [failure]
    elif finding.result is not Result.PASS:
        case.result = [Skipped(_clean(f"{_why(finding, report)}: {text}"))]
    return case


def _cause(finding: Finding, report: Report) -> str:
    reason = cause(finding)
    return word("known", report.lang, cause=word(reason, report.lang)) if reason else ""


def _why(finding: Finding, report: Report) -> str:
    lang = report.lang
    if finding.exemption is not None:
        return word("under", lang, id=finding.exemption.id, until=finding.exemption.until.isoformat())
    if finding.stops:
        return word("unchanged since", lang, against=report.against)
    return word("until apply" if finding.result is Result.UNKNOWN else finding.level, lang)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("?", text)
