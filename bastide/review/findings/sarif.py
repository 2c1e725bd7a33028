"""Findings as SARIF 2.1.0, for code scanning. The object model is `sarif_pydantic`'s."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import quote

from sarif_pydantic import (
    ArtifactLocation,
    Level,
    Location,
    LogicalLocation,
    Message,
    PhysicalLocation,
    Region,
    ReportingDescriptor,
    Result,
    Run,
    Sarif,
    Tool,
    ToolDriver,
)
from sarif_pydantic.sarif import Suppression

from bastide.review.findings.report import Report, cause, printable, said
from policies.fingerprint import key
from policies.model import Finding, Rule, Severity
from policies.model import Level as RuleLevel
from policies.model import Result as Outcome
from policies.rules import rules

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_KIND: Final = {
    Outcome.FAIL: "fail",
    Outcome.UNKNOWN: "open",
    Outcome.PASS: "pass",
    Outcome.NOT_APPLICABLE: "notApplicable",
}
_SECURITY: Final = {Severity.CRITICAL: "9.5", Severity.HIGH: "7.5", Severity.MEDIUM: "5.0", Severity.LOW: "2.0"}


def render(report: Report) -> str:
    """The document as text. Every failure is a result, exempted ones as suppressed; passes only where asked for."""
    used = sorted({finding.rule for finding in report.findings})
    order = {rule_id: index for index, rule_id in enumerate(used)}
    driver = ToolDriver(
        name="bastide",
        version=version("bastide"),
        rules=[_descriptor(rules()[rule_id], report) for rule_id in used],
    )
    run = Run(
        tool=Tool(driver=driver),
        results=[_result(finding, order[finding.rule], report) for finding in report.findings],
        properties={"date": report.on.isoformat(), "facts": report.facts, "against": report.against},
    )
    document = Sarif(version="2.1.0", schema_uri=_SCHEMA, runs=[run])
    text: str = document.model_dump_json(by_alias=True, exclude_none=True, indent=2)
    return text + "\n"


def _descriptor(rule: Rule, report: Report) -> ReportingDescriptor:
    lang = report.lang
    return ReportingDescriptor(
        id=rule.id,
        name=rule.id,
        short_description=Message(text=rule.title.of(lang)),
        full_description=Message(text=rule.explanation.of(lang)),
        help=Message(text=rule.remediation.of(lang)),
        properties={"tags": list(rule.clauses), "security-severity": _SECURITY[rule.severity], "tier": str(rule.tier)},
    )


def _result(finding: Finding, index: int, report: Report) -> Result:
    return Result(
        rule_id=finding.rule,
        rule_index=index,
        kind=_KIND[finding.result],
        level=_level(finding),
        message=Message(text=said(finding, report.lang) or str(finding.result)),
        locations=[_location(finding, report)],
        partial_fingerprints={"bastide/1": hashlib.sha256("\0".join(key(finding)).encode()).hexdigest()},
        suppressions=_suppressions(finding),
        baselineState=_baseline(finding, report),
        properties=_properties(finding),
    )


def _level(finding: Finding) -> Level:
    # the standard demands `none` where the kind is not `fail`
    if finding.result is not Outcome.FAIL:
        return Level.NONE
    return Level.ERROR if finding.level is RuleLevel.MANDATORY else Level.WARNING


def _location(finding: Finding, report: Report) -> Location:
    """The file that a change would edit, and the resource as a logical place."""
    return Location(
        physical_location=PhysicalLocation(
            artifact_location=ArtifactLocation(uri=quote(_file(finding, report))), region=Region(start_line=1)
        ),
        logical_locations=[
            LogicalLocation(
                name=printable(finding.name),
                fully_qualified_name=printable(finding.urn or finding.name),
                kind=finding.role or finding.kind,
            )
        ],
    )


def _file(finding: Finding, report: Report) -> str:
    if report.file:
        return report.file
    if finding.kind == "exemption":
        return "policies/exemptions.yaml"
    return finding.name if finding.kind == "source" else f"stacks/{finding.stack}.yaml"


def _suppressions(finding: Finding) -> list[Suppression]:
    """Empty where nothing suppresses it: that is how the format says "looked at, not suppressed"."""
    note = finding.exemption
    if note is None:
        return []
    said = f"{note.id}: {note.reason} ({note.approver}, {note.ticket}, until {note.until.isoformat()})"
    return [Suppression(kind="external", status="accepted", justification=said)]


def _baseline(finding: Finding, report: Report) -> str | None:
    new = report.is_new(finding)
    return None if new is None else ("new" if new else "unchanged")


def _properties(finding: Finding) -> dict[str, Any]:
    return {
        "stack": finding.stack,
        "layer": finding.layer,
        "role": finding.role,
        "type": finding.type,
        "kind": finding.kind,
        "severity": str(finding.severity),
        "level": str(finding.level),
        "cause": cause(finding),
        "clauses": list(finding.clauses),
    }
