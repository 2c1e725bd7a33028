"""A text in both languages as our own YAML files hold it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from policies.model import Lang

Sentence = Annotated[str, Field(min_length=2, max_length=200)]


class InBoth(BaseModel):
    """A text in both languages, which say the same."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    en: Sentence
    fr: Sentence

    def of(self, lang: Lang) -> str:
        return self.fr if lang is Lang.FR else self.en
