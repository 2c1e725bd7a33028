"""How sure a fact is, in words: its one letter says nothing to who opens a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from facts.marked import Mark
from policies.model import Text

_SAID: Final[Mapping[Mark, Text]] = {
    Mark.PRIMARY: Text("the text itself", "le texte lui-même"),
    Mark.QUOTED: Text("quoted by a secondary source", "cité par une source secondaire"),
    Mark.SECONDARY: Text("a secondary source", "une source secondaire"),
    Mark.UNSURE: Text("not certain", "incertain"),
}
WORDS: Final[Mapping[str, Text]] = {f"mark {mark.value}": text for mark, text in _SAID.items()}
"""`mark P` -> what it means, for tables of words."""
