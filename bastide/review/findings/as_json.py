"""Findings as JSON: `bastide/check/1`, described by docs/schemas/check.json. Equal findings give equal bytes."""

from __future__ import annotations

import json
from typing import Any, Final

from bastide.review.findings.report import Report, cause, counts
from policies.checking import Checked
from policies.fingerprint import Known
from policies.model import ExemptionNote, Finding, Text
from policies.shortfalls import Difference

SCHEMA: Final = "bastide/check/1"


def render(report: Report) -> str:
    """The document as text, with sorted keys and a line feed at its end."""
    return json.dumps(document(report), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def document(report: Report) -> dict[str, Any]:
    """The document as JSON-ready values."""
    return {
        "schema": SCHEMA,
        "date": report.on.isoformat(),
        "facts": report.facts,
        "file": report.file,
        "against": report.against,
        "findings": [_finding(finding, report) for finding in report.findings],
        "fixed": _fixed(report),
        "stacks": [_stack(item) for item in report.checked],
        "summary": {**counts(report.findings), "stops": len(report.stopping)},
    }


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    info = finding.info or Text("", "")
    return {
        "stack": finding.stack,
        "layer": finding.layer,
        "rule": finding.rule,
        "result": str(finding.result),
        "severity": str(finding.severity),
        "level": str(finding.level),
        "urn": finding.urn,
        "role": finding.role,
        "name": finding.name,
        "kind": finding.kind,
        "type": finding.type,
        "subject": finding.subject,
        "message": info.en,
        "message_fr": info.fr,
        "properties": list(finding.properties),
        "clauses": list(finding.clauses),
        "exemption": _exemption(finding.exemption),
        "cause": cause(finding),
        "new": report.is_new(finding),
        "stops": report.stops(finding),
    }


def _exemption(note: ExemptionNote | None) -> dict[str, str] | None:
    if note is None:
        return None
    return {
        "id": note.id,
        "reason": note.reason,
        "approver": note.approver,
        "ticket": note.ticket,
        "until": note.until.isoformat(),
    }


def _fixed(report: Report) -> list[dict[str, Any]]:
    return [_known(known) for item in (report.compared or {}).values() for known in item.fixed]


def _known(known: Known) -> dict[str, Any]:
    key = known.key._asdict()
    del key["said"]
    return {**key, "message": known.message, "stopped": known.stops}


def _stack(item: Checked) -> dict[str, Any]:
    return {
        "stack": item.stack,
        "profiles": dict(sorted(item.profiles.items())),
        "resources": item.resources,
        "summary": counts(item.findings),
        "rules": {
            rule: {
                "pass": count.passed,
                "fail": count.failed,
                "unknown": count.unknown,
                "not_applicable": count.not_applicable,
            }
            for rule, count in sorted(item.counts.items())
        },
        "silent": sorted(item.silent),
        "exemptions": {
            "used": [exemption.id for exemption in item.used],
            "expired": [exemption.id for exemption in item.expired],
            "stale": [exemption.id for exemption in item.stale],
        },
        "shortfalls": {
            "new": None if item.new is None else [_difference(one) for one in item.new],
            "gone": [_difference(one) for one in item.gone],
        },
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {"rule": one.rule, "role": one.role, "found": one.found, "listed": one.listed}
