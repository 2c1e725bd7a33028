"""The sections of the report, in the order of the page: what makes each, and its words. Its template bears its id."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bastide.tender.candidate import Candidate
from bastide.tender.part import Part
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
from bastide.words import Words
from policies.model import Text

Prepare = Callable[[Sequence[CandidateReport]], Mapping[str, object]]


def nothing(_: Sequence[CandidateReport]) -> Mapping[str, object]:
    """Most templates need no more than the candidates."""
    return {}


@dataclass(frozen=True)
class Section:
    """One section.

    Attributes:
        id: its field in `CandidateReport`, its template's name, and its anchor in the page.
        of: makes it of a candidate.
        prepare: further values for its template, from all candidates together.
    """

    id: str
    title: Text
    words: Words
    of: Callable[[Candidate], Part]
    prepare: Prepare = nothing


CONTENTS: Final = (
    Section("first", Text("In short", "En bref"), first.WORDS, first.of),
    Section("changes", Text("Changes", "Changements"), changes.WORDS, changes.of),
    Section("capabilities", Text("Capabilities", "Capacités"), capabilities.WORDS, capabilities.of),
    Section("alignment", Text("Side by side", "Côte à côte"), alignment.WORDS, alignment.of, alignment.prepare),
    Section("drawing", Text("Drawings", "Schémas"), drawing.WORDS, drawing.of),
    Section("clauses", Text("Clauses", "Clauses"), clauses.WORDS, clauses.of),
    Section("seal", Text("Sovereignty (SEAL)", "Souveraineté (SEAL)"), seal.WORDS, seal.of),
    Section(
        "dependencies",
        Text("Foreign dependencies", "Dépendances envers des tiers"),
        dependencies.WORDS,
        dependencies.of,
    ),
    Section("keys", Text("Customer-key coverage", "Couverture par des clés propres"), keys.WORDS, keys.of),
    Section("reversibility", Text("Reversibility", "Réversibilité"), reversibility.WORDS, reversibility.of),
    Section("own_parts", Text("Self-operated parts", "Éléments exploités en propre"), own_parts.WORDS, own_parts.of),
    Section("quantities", Text("Bill of quantities", "Détail quantitatif estimatif"), quantities.WORDS, quantities.of),
)
