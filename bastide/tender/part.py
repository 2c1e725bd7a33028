"""What all parts of the report share: the base of their models, and how sure an answer is."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of `report.json`."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Basis(StrEnum):
    """What an answer rests on. For whether a rule is met, see `policies.model.Result`."""

    OBSERVED = "observed in the plan"
    DECLARED = "declared fact with source"
    NOT_ASSESSABLE = "not assessable from code"


class Source(Part):
    """Where a fact comes from; `checked` is the day on which the source was read (ISO 8601)."""

    text: str
    checked: str
