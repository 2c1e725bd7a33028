"""The evidence of one estate as files: a JSON for each clause, the exemptions, and an index to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bastide.review.findings.report import printable
from bastide.tender.candidate import Candidate
from bastide.tender.evidence.clauses import FrameworkEvidence, frameworks
from bastide.tender.evidence.documents import ClauseFile, ExemptionEvidence, ExemptionsFile, Framework, Origin
from bastide.tender.evidence.index import index
from bastide.tender.evidence.rules import Accepted, clipped, evidence_of, tallies
from bastide.tender.part import Part
from policies.exemptions import Exemption
from policies.model import Finding

MOST: Final = 20
"""Resources named for each rule, passing and failing; `bastide check --all` names all."""

INDEX: Final = "index.md"
EXEMPTIONS: Final = "exemptions.json"


def files(candidate: Candidate, plan: str, facts: str) -> Mapping[str, str]:
    """Path relative to the estate's folder -> text.

    `plan`: the digest of its plans (`plan.digest`); `facts`: the edition of the facts (`facts.edition.version`).
    """
    origin = origin_of(candidate, plan, facts)
    said = tallies(candidate.checked)
    answered = frameworks(said, candidate.on, candidate.lang)
    proofs = {rule: evidence_of(tally, candidate.lang, MOST) for rule, tally in said.items()}
    exempted = _exemptions(candidate, origin)
    found = {INDEX: index(origin, answered, exempted, candidate.lang), EXEMPTIONS: _json(exempted)}
    for framework in answered:
        about = _about(framework)
        for clause in framework.clauses:
            rules = tuple(proofs[rule] for rule in clause.rules)
            document = ClauseFile(origin=origin, framework=about, clause=clause, rules=rules)
            found[clause.file] = _json(document)
    return found


def origin_of(candidate: Candidate, plan: str, facts: str) -> Origin:
    """What the evidence is made from."""
    checked, day = candidate.checked, candidate.on.isoformat()
    names = [f"{candidate.estate}-{layer}" for layer in checked.layers] or [candidate.estate]
    stacks = " ".join(names)
    return Origin(
        estate=candidate.estate,
        layers=dict(checked.profiles),
        date=day,
        facts=facts,
        plan=plan,
        commands=(
            f"bastide check {stacks} --date {day} --all --format json",
            f"bastide preview {stacks} --format json",
        ),
    )


def _about(framework: FrameworkEvidence) -> Framework:
    return Framework(**{name: getattr(framework, name) for name in Framework.model_fields})


def _exemptions(candidate: Candidate, origin: Origin) -> ExemptionsFile:
    checked, on = candidate.checked, candidate.on
    used = [item for item in checked.used if item.in_force(on)]

    def of(items: Iterable[Exemption]) -> tuple[ExemptionEvidence, ...]:
        return tuple(_exemption(item, checked.findings, in_force=item.in_force(on)) for item in items)

    return ExemptionsFile(origin=origin, used=of(used), expired=of(checked.expired), stale=of(checked.stale))


def _exemption(item: Exemption, findings: Sequence[Finding], *, in_force: bool) -> ExemptionEvidence:
    return ExemptionEvidence(
        exemption=Accepted(
            id=item.id,
            until=item.until.isoformat(),
            approver=printable(item.approver),
            ticket=printable(item.ticket),
            reason=clipped(printable(item.reason)),
        ),
        rule=item.rule,
        target=printable(item.target),
        author=printable(item.author),
        since=item.since.isoformat(),
        in_force=in_force,
        matches=sum(one.exemption is not None and one.exemption.id == item.id for one in findings),
    )


def _json(document: Part) -> str:
    return document.model_dump_json(by_alias=True, indent=2) + "\n"
