"""What the rules say, as a receipt holds it, and what no receipt may be made over. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from policies.checking import Checked
from policies.fingerprint import key
from policies.model import Finding, Result
from policies.shortfalls import known
from stacks.approval.canonical import digest_of
from stacks.approval.receipt import Findings, Open


def of_layers(checked: Checked, layers: Collection[str]) -> tuple[Finding, ...]:
    """Failures and unknowns of these layers, and what is of no layer alone."""
    return tuple(
        item
        for item in checked.findings
        if item.result in (Result.FAIL, Result.UNKNOWN) and (not item.layer or item.layer in layers)
    )


def surprises(checked: Checked, layers: Collection[str]) -> tuple[Finding, ...]:
    """What stops these layers and is no known shortfall: over this no receipt is made.

    Known is what `policies/shortfalls.yaml` lists with its cause, in that number at most. Without a list of the estate
    nothing is known.
    """
    new = None if checked.new is None else {(item.rule, item.role) for item in checked.new}
    return tuple(
        item for item in of_layers(checked, layers) if item.stops and (new is None or (item.rule, item.role) in new)
    )


def summary(findings: Sequence[Finding]) -> Findings:
    """All of them in numbers, by one digest, and what is open by name."""
    keys = sorted([*key(item), item.level.value, item.exemption.id if item.exemption else ""] for item in findings)
    counts = Counter(_kind(item) for item in findings)
    return Findings(digest=digest_of(keys), counts=dict(sorted(counts.items())), open=tuple(_open(findings)))


def _kind(finding: Finding) -> str:
    if finding.exemption is not None:
        return "exempted"
    return f"{finding.result.value} {finding.level.value}"


def _open(findings: Iterable[Finding]) -> list[Open]:
    found = {_as_open(item) for item in findings if item.stops}
    return sorted(found, key=lambda item: (item.estate, item.layer, item.rule, item.urn, item.subject, item.said))


def _as_open(finding: Finding) -> Open:
    found, entry = key(finding), known(finding)
    return Open(
        estate=found.stack,
        layer=found.layer,
        rule=found.rule,
        urn=found.urn,
        subject=found.subject,
        said=found.said,
        cause=entry.cause.value if entry else "",
    )
