"""Everything that the report says of one candidate, section by section. Pure."""

from __future__ import annotations

from bastide.tender.candidate import Candidate
from bastide.tender.contents import CONTENTS
from bastide.tender.evidence.files import files
from bastide.tender.gather import Examined
from bastide.tender.report import CandidateReport
from facts import ask
from plan.digest import digest


def examined(candidate: Candidate, facts: str) -> Examined:
    """The candidate's part of the report, and the files of its evidence. `facts`: their edition."""
    plan = digest(candidate.plans)
    head = {
        "estate": candidate.estate,
        "cloud": candidate.cloud,
        "title": ask.provider(candidate.cloud, candidate.on).name,
        "plan": plan,
    }
    report = CandidateReport.model_validate({**head, **{section.id: section.of(candidate) for section in CONTENTS}})
    return Examined(report, files(candidate, plan, facts))
