"""Which rules are asked of a stack, and what a failure means there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from facts.document import read
from facts.errors import BadInput, Place
from facts.validate import validate
from plan.model import LayerPlan
from policies.model import Level

FILE: Final = Path(__file__).resolve().parent / "profiles.yaml"


class Profile(BaseModel):
    """One profile.

    Attributes:
        area: the legal area in which data may lie where a rule names none; the intent's residency can only narrow it.
        clouds: how many clouds one stack may hold.
        rules: every rule that is asked -> what a failure means.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = ""
    title: str
    titre: str
    area: Literal["EU", "EEA"]
    clouds: int = Field(ge=1, le=2)
    rules: dict[str, Level]


class Profiles(BaseModel):
    """`policies/profiles.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/profiles/1"] = Field(alias="schema")
    profiles: dict[str, Profile]


@cache
def profiles() -> Mapping[str, Profile]:
    """Name -> profile.

    Raises:
        BadInput: the file is wrong.
    """
    table = validate(read(FILE, what="the profiles"), Profiles).profiles
    return {name: profile.model_copy(update={"name": name}) for name, profile in table.items()}


def profile(name: str) -> Profile:
    """One profile by name.

    Raises:
        BadInput: there is none of this name.
    """
    known = profiles()
    if name not in known:
        raise BadInput(
            f"there is no profile `{name}`",
            place=Place(FILE, None, None, "profiles"),
            expected=f"one of {', '.join(sorted(known))}",
            action="name one of these with --profile",
        )
    return known[name]


def profile_of(plan: LayerPlan) -> Profile:
    """The profile of a layer: what its estate is, and for a target what its stage is.

    A plan from a file of another tool has no layer, and its stack is called like the file: that name decides nothing.
    """
    if plan.layer and plan.stack.startswith("cutover"):
        return profile("cutover")
    if plan.cloud == "azure":
        return profile("legacy")
    return profile("non-production" if _stage(plan) == "non-production" else "target")


def _stage(plan: LayerPlan) -> str:
    for resource in plan.resources:
        if resource.role_kind == "Environment":
            spec = resource.inputs.get("spec")
            return str(spec.get("stage", "")) if isinstance(spec, Mapping) else ""
    return ""
