"""Texts of documents by name, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policies.model import Lang, Text


@dataclass(frozen=True)
class Words:
    """The words of one document. Each is a name, and a text in which `{value}` stands for what is put in."""

    texts: Mapping[str, Text]

    def __call__(self, name: str, lang: Lang, /, **values: object) -> str:
        """One of the words, with its values put in. Raises KeyError for one that there is not."""
        return self.texts[name].of(lang).format(**values)
