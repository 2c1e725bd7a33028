"""What the candidate's plan consumes, as the bill of quantities that bidders price (détail quantitatif estimatif)."""

from __future__ import annotations

from typing import Final

from bastide.tender.candidate import Candidate
from bastide.tender.quantities.count import quantities
from bastide.tender.quantities.declared import declared
from bastide.tender.quantities.model import Quantities
from bastide.tender.quantities.words import WORDS as _WORDS
from bastide.words import Words

__all__ = ["WORDS", "Quantities", "of"]

WORDS: Final[Words] = _WORDS


def of(candidate: Candidate) -> Quantities:
    """The bill of one candidate, without prices: see `bastide.tender.quantities.prices` for those."""
    choices = candidate.definition.choices.model_dump(mode="json")
    return quantities(candidate.estate, candidate.view, choices, declared(), candidate.on, candidate.lang)
