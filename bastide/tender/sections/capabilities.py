"""What the cloud offers of everything that may be asked: level, what is there or missing, source and day."""

from __future__ import annotations

from collections import Counter
from typing import Final

from bastide.tender.candidate import Candidate
from bastide.tender.part import Part, Source
from bastide.words import Words
from components.contract.capability import CATALOGUE
from facts.model import Capability, Level
from policies.model import Lang, Text

WORDS: Final = Words(
    {
        "intro": Text(
            "What each cloud offers for each role and feature, with these choices. A gap is what is not built by code: "
            "`api` (an API, no resource), `manual` (console, order or ticket), `absent`.",
            "Ce que chaque hébergeur offre pour chaque rôle et chaque fonction, avec les choix retenus. Une lacune est "
            "ce qui n'est pas construit par du code : « api » (une interface, pas de ressource), « manuel » (console, "
            "commande ou ticket), « absent ».",
        ),
        "caption": Text("Capabilities by candidate", "Capacités par candidat"),
        "capability": Text("capability", "capacité"),
        "required": Text("required", "exigée"),
        "gaps": Text("{count} roles ask", "demandée par {count} rôles"),
        "level": Text("level", "niveau"),
        "levels": Text("How many of {count} at which level", "Combien des {count}, à quel niveau"),
        "levels caption": Text("Capabilities by level", "Capacités par niveau"),
        "reasons": Text("What is there, what is missing, and who closes it", "Existant, manques, et qui les comble"),
        "reason": Text("what is there or missing; source", "existant ou manque ; source"),
    }
)


class Offered(Part):
    """One capability at one cloud.

    Attributes:
        capability: id of the catalogue; a feature has the id of its role before the point.
        what: what is asked for, in words.
        required: the intent is of no use without it.
        gaps: how many roles of the plan ask for it and do not get it as code.
    """

    capability: str
    what: str
    level: Level
    required: bool
    gaps: int
    note: str
    source: Source


class Capabilities(Part):
    """All capabilities of the catalogue, in its order, and how many stand at which level."""

    rows: tuple[Offered, ...]
    levels: dict[Level, int]


def of(candidate: Candidate) -> Capabilities:
    """The table of one candidate. Levels depend on the estate's choices: keys can be kept in stores of its own."""
    gaps = Counter(gap.capability for plan in candidate.plans for gap in plan.gaps)
    offered = candidate.definition.offered
    rows = tuple(_row(capability, offered[capability], candidate, gaps[capability]) for capability in CATALOGUE)
    counts = Counter(row.level for row in rows)
    return Capabilities(rows=rows, levels={level: counts[level] for level in Level})


def _row(capability: str, fact: Capability, candidate: Candidate, gaps: int) -> Offered:
    return Offered(
        capability=capability,
        what=described(capability, candidate.lang),
        level=fact.level,
        required=capability in candidate.wanted.required,
        gaps=gaps,
        note=noted(fact, candidate.lang),
        source=Source(text=fact.source, checked=fact.checked.isoformat()),
    )


def described(capability: str, lang: Lang) -> str:
    """What a capability is, in one language."""
    named = CATALOGUE[capability]
    return named.fr if lang is Lang.FR else named.en


def noted(fact: Capability, lang: Lang) -> str:
    """What is there or missing, in one language."""
    return fact.note_fr if lang is Lang.FR else fact.note
