"""All findings as one report of checkov's, in checkov's own outputs. No record holds a line of code or a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from policies.scan.inside import internals
from policies.scan.inside.answers import Answer

PLAN: Final = "pulumi"
"""Framework of what is about a plan."""

_ESCAPES: Final = re.compile(r"\x1b\[[0-9;]*m")


def render(findings: list[Answer], formats: list[str]) -> dict[str, str]:
    """Format -> text."""
    reports = _reports(findings)
    return {name: _WRITERS[name](reports) for name in formats}


def _reports(findings: list[Answer]) -> list[Any]:
    reports: dict[str, Any] = {PLAN: internals.report(PLAN)}
    for finding in findings:
        framework = finding.get("framework", PLAN)
        if framework not in reports:
            reports[framework] = internals.report(framework)
        record = _record(finding)
        reports[framework].add_resource(f"{record.file_path}:{record.resource}")
        reports[framework].add_record(record)
    return list(reports.values())


def _record(finding: Answer) -> Any:
    result = internals.result_type()[_result(finding).upper()]
    verdict: dict[str, Any] = {"result": result, "evaluated_keys": finding["properties"]}
    if result is internals.result_type().SKIPPED:
        verdict["suppress_comment"] = finding["reason"]
    in_plan = finding.get("framework", PLAN) == PLAN
    path = f"/{finding['stack']}/{finding['layer']}".rstrip("/") if in_plan else f"/{finding['name']}"
    line = (0 if in_plan else finding.get("line", 0)) or 1
    record = internals.record(
        check_id=finding["check"],
        check_name=finding["title"],
        check_result=verdict,
        code_block=[],
        file_path=path,
        file_line_range=[line, line],
        resource=finding["urn"] or finding["name"] or path,
        evaluations=None,
        check_class="",
        file_abs_path=path,
        severity=internals.severity(finding.get("severity", "")),
        details=[] if result is internals.result_type().SKIPPED else _details(finding),
    )
    # computed from the working folder, which is nobody's business
    record.repo_file_path = path
    record.set_guideline(finding.get("guideline") or None)
    return record


def _result(finding: Answer) -> str:
    """What is known only after apply is skipped with its reason; where it stops, it fails."""
    outcome: str = finding["outcome"]
    if outcome == "unknown":
        return "failed" if finding.get("stops") else "skipped"
    return outcome


def _details(finding: Answer) -> list[str]:
    where = ", ".join(finding["properties"])
    line = finding.get("line", 0)
    if where and line:
        where = f"{where}, line {line}"
    return [text for text in (finding["reason"], where) if text]


def _cli(reports: list[Any]) -> str:
    return _ESCAPES.sub("", "\n".join(report.print_console(is_compact=True) for report in reports))


def _json(reports: list[Any]) -> str:
    documents = [report.get_dict(url="none") for report in reports]
    for document in documents:
        # an invitation to the vendor's service
        document.pop("url", None)
    return internals.json_text(documents[0] if len(documents) == 1 else documents)


def _junit(reports: list[Any]) -> str:
    suites = [_suite(report) for report in reports]
    return str(reports[0].get_junit_xml_string(suites))


def _suite(report: Any) -> Any:
    """checkov's test suite, with what it leaves out: why each failure is one."""
    suite = report.get_test_suite()
    records = [*report.passed_checks, *report.failed_checks, *report.skipped_checks]
    for case, record in zip(suite.test_cases, records, strict=True):
        for failure in case.failures:
            failure["output"] = "\n".join([failure["output"].strip(), *record.details])
    return suite


def _sarif(reports: list[Any]) -> str:
    records = [record for report in reports for record in (*report.failed_checks, *report.skipped_checks)]
    details = [record.details for record in records]
    for record in records:
        # checkov would write them as attachments without a file, which SARIF does not have
        record.details = []
    document = internals.sarif(reports)
    for result, record, said in zip(document["runs"][0]["results"], records, details, strict=True):
        result["message"]["text"] = ": ".join([record.check_name, *said])
        result.pop("attachments", None)
        result["locations"][0]["logicalLocations"] = [{"fullyQualifiedName": record.resource, "kind": "resource"}]
        record.details = said
    for rule in document["runs"][0]["tool"]["driver"]["rules"]:
        # checkov names there the first resource that failed
        rule["help"]["text"] = rule["shortDescription"]["text"]
    return internals.json_text(document)


_WRITERS: Final[Mapping[str, Callable[[list[Any]], str]]] = {
    "cli": _cli,
    "json": _json,
    "junitxml": _junit,
    "sarif": _sarif,
}
