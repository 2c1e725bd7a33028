"""All questions about facts, on a day. Pure and cached; each register is read at its first question.

Nothing here raises for a name that is not registered, and nothing is ever taken for good: what is not known is
`Unknown`, what is too old is `Stale`, and both say who must find out what.
"""

from __future__ import annotations

from facts.questions.hosts import Owner, action_owner, image_owner, owner_of
from facts.questions.law import (
    Authority,
    Clause,
    Derogation,
    Framework,
    Subprocessor,
    authority,
    clause,
    derogation,
    derogations,
    framework,
    subprocessor,
)
from facts.questions.places import Location, area, global_service, in_area
from facts.questions.places import location as place
from facts.questions.providers import ProviderFacts, provider
from facts.questions.qualification import Hds, Qualification, hds, qualification
from facts.questions.seal import seal
from facts.seal import SealFramework
from facts.sovereignty import ForeignLaw, Parent

__all__ = [
    "Authority",
    "Clause",
    "Derogation",
    "ForeignLaw",
    "Framework",
    "Hds",
    "Location",
    "Owner",
    "Parent",
    "ProviderFacts",
    "Qualification",
    "SealFramework",
    "Subprocessor",
    "action_owner",
    "area",
    "authority",
    "clause",
    "derogation",
    "derogations",
    "framework",
    "global_service",
    "hds",
    "image_owner",
    "in_area",
    "owner_of",
    "place",
    "provider",
    "qualification",
    "seal",
    "subprocessor",
]
