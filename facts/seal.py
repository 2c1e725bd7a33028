"""The shape of the Cloud Sovereignty Framework: objectives, weights, questions and levels."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from facts.marked import Marked

ObjectiveId = Annotated[str, StringConstraints(pattern=r"^SOV-[1-8]$")]
QuestionId = Annotated[str, StringConstraints(pattern=r"^SOV-[1-8]\.[1-9]\d*$")]
LevelId = Annotated[str, StringConstraints(pattern=r"^SEAL-[0-4]$")]

_ALL: Final = 100


class SealText(BaseModel):
    """A question or a level in our words. Never the framework's text, and never to be shown as such."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    en: str = Field(min_length=3)
    fr: str = Field(min_length=3)


class Objective(BaseModel):
    """One objective. `weight` is its share of the framework's score, in percent."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    weight: int = Field(ge=1, le=_ALL)
    name: str = Field(min_length=3)
    nom: str = Field(min_length=3)
    questions: dict[QuestionId, SealText] = Field(min_length=1)


class SealFramework(Marked):
    """One version of the framework."""

    name: str = Field(min_length=3)
    nom: str = Field(min_length=3)
    version: str
    reference: str = Field(min_length=3)
    objectives: dict[ObjectiveId, Objective]
    levels: dict[LevelId, SealText]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        weights = sum(objective.weight for objective in self.objectives.values())
        if weights != _ALL:
            raise ValueError(
                f"found weights that add up to {weights} | {_ALL} | correct them, all from one version of the framework"
            )
        for id_, objective in self.objectives.items():
            for question in objective.questions:
                if not question.startswith(f"{id_}."):
                    raise ValueError(
                        f"found the question `{question}` below {id_} | questions of that objective | move or rename it"
                    )
        return self


class Seal(BaseModel):
    """`facts/seal.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/seal/1"] = Field(alias="schema")
    framework: SealFramework
