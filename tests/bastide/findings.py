"""Findings and reports made by hand, for what the estates do not show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from bastide.review.findings.report import Report
from policies.checking import Checked
from policies.exemptions import Exemption
from policies.fingerprint import Known, compare, key
from policies.model import ExemptionNote, Finding, Level, Result, Severity, Text

ON = date(2026, 11, 28)
NOTE = ExemptionNote("E-1", "accepted while the cloud repairs it", "security officer", "T-7", date(2027, 1, 31))
_FINDING = Finding(
    stack="scaleway",
    layer="hub",
    rule="NET-001",
    result=Result.FAIL,
    severity=Severity.CRITICAL,
    level=Level.MANDATORY,
    urn="urn:pulumi:scaleway-hub::bastide::scaleway:network/acl:Acl::door",
    role="Environment/Firewall",
    name="door",
    kind="net.acl",
    type="scaleway:network/acl:Acl",
    clauses=("SNC 13.2.a",),
    info=Text("port 22 is open", "le port 22 est ouvert"),
)


def finding(**changes: Any) -> Finding:
    """A mandatory failure, but for what is changed."""
    return replace(_FINDING, **changes)


def every_kind() -> list[Finding]:
    """One of each that reports tell apart."""
    return [
        finding(),
        finding(name="advice", level=Level.ADVISORY),
        finding(name="proof", level=Level.EVIDENCE),
        finding(name="accepted", exemption=NOTE),
        finding(name="later", result=Result.UNKNOWN),
        finding(name="good", result=Result.PASS, info=None),
    ]


def report(findings: Iterable[Finding], base: Iterable[Finding] | None = None, **options: Any) -> Report:
    """A report of one estate; `base`: what the base had."""
    found = list(findings)
    checked = Checked("scaleway", {"hub": "target"}, found, {}, resources=7)
    made = Report([checked], ON, "2026-11-28-000000000000", **options)
    if base is None:
        return made
    known = [Known(key(item), item.info.en if item.info else "", item.stops) for item in base]
    return replace(made, against="main (000000000000)", compared={"scaleway": compare(found, known)})


def exemption(**changes: Any) -> Exemption:
    """An exemption from SOV-CTL-001 for the bootstrap layer of scaleway, but for what is changed."""
    data = {
        "id": "EX-1",
        "rule": "SOV-CTL-001",
        "stack": "scaleway",
        "target": "urn:pulumi:scaleway-bootstrap::bastide::pulumi:pulumi:Stack::bastide-scaleway-bootstrap",
        "reason": "the table of capital is promised for the [spring]",
        "author": "infrastructure engineer",
        "approver": "data-protection officer",
        "ticket": "SEC-12",
        "from": date(2026, 11, 1),
        "until": date(2027, 3, 31),
        **changes,
    }
    return Exemption.model_validate(data)
