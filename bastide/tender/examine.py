"""Everything that the report says of one candidate, section by section. Pure."""

from __future__ import annotations

from bastide.tender.candidate import Candidate
from bastide.tender.evidence.files import files
from bastide.tender.gather import Examined
from bastide.tender.report import CandidateReport
from bastide.tender.sections import (
    alignment,
    capabilities,
    changes,
    clauses,
    dependencies,
    drawing,
    first,
    keys,
    own_parts,
    quantities,
    reversibility,
    seal,
)
from facts import ask
from plan.digest import digest


def examined(candidate: Candidate, facts: str) -> Examined:
    """The candidate's part of the report, and the files of its evidence. `facts`: their edition."""
    plan = digest(candidate.plans)
    report = CandidateReport(
        estate=candidate.estate,
        cloud=candidate.cloud,
        title=ask.provider(candidate.cloud, candidate.on).name,
        plan=plan,
        first=first.of(candidate),
        changes=changes.of(candidate),
        capabilities=capabilities.of(candidate),
        alignment=alignment.of(candidate),
        drawing=drawing.of(candidate),
        clauses=clauses.of(candidate),
        seal=seal.of(candidate),
        dependencies=dependencies.of(candidate),
        keys=keys.of(candidate),
        reversibility=reversibility.of(candidate),
        own_parts=own_parts.of(candidate),
        quantities=quantities.of(candidate),
    )
    return Examined(report, files(candidate, plan, facts))
