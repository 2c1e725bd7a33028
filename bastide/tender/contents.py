"""The sections of the report, in the order of the page: id, title, words. The template of each bears its id."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

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
        prepare: further values for its template, from all candidates together.
    """

    id: str
    title: Text
    words: Words
    prepare: Prepare = nothing


CONTENTS: Final = (
    Section("first", Text("In short", "En bref"), first.WORDS),
    Section("changes", Text("Changes", "Changements"), changes.WORDS),
    Section("capabilities", Text("Capabilities", "Capacités"), capabilities.WORDS),
    Section("alignment", Text("Side by side", "Côte à côte"), alignment.WORDS, alignment.prepare),
    Section("drawing", Text("Drawings", "Schémas"), drawing.WORDS),
    Section("clauses", Text("Clauses", "Clauses"), clauses.WORDS),
    Section("seal", Text("Sovereignty (SEAL)", "Souveraineté (SEAL)"), seal.WORDS),
    Section("dependencies", Text("Foreign dependencies", "Dépendances envers des tiers"), dependencies.WORDS),
    Section("keys", Text("Customer-key coverage", "Couverture par des clés propres"), keys.WORDS),
    Section("reversibility", Text("Reversibility", "Réversibilité"), reversibility.WORDS),
    Section("own_parts", Text("Self-operated parts", "Éléments exploités en propre"), own_parts.WORDS),
    Section("quantities", Text("Bill of quantities", "Détail quantitatif estimatif"), quantities.WORDS),
)
