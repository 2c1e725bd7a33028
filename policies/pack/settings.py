"""Settings of the pack: day, strictness and profile by its configuration; the intent by the stack's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from facts.document import read
from facts.errors import BadInput
from facts.validate import validate
from plan.origin import CLOUDS
from policies.context import Wanted
from policies.profiles import Profile, profile
from policies.wanted import wanted_by

SCHEMA: Final[Mapping[str, Any]] = {
    "strict": {"type": "boolean", "default": False, "description": "What is known only after apply fails too."},
    "profile": {"type": "string", "default": "", "description": "Ask this profile, whatever the stack is."},
    "date": {"type": "string", "default": "", "description": "Day of evaluation (YYYY-MM-DD), today by default."},
}
STACKS: Final = Path(__file__).resolve().parent.parent.parent / "stacks"


@dataclass(frozen=True)
class Settings:
    """How to judge."""

    on: date = field(default_factory=date.today)
    strict: bool = False
    profile: Profile | None = None


def settings(config: Mapping[str, Any]) -> Settings:
    """The pack's configuration. Raises BadInput for an unknown profile and for what is no day."""
    return _settings(str(config.get("date") or ""), str(config.get("profile") or ""), bool(config.get("strict")))


@cache
def _settings(day: str, named: str, strict: bool) -> Settings:
    # asked by each policy of each resource; a run has one day
    return Settings(_day(day), strict, profile(named) if named else None)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise BadInput(
            f"found the day `{text}` in the configuration of the policy pack",
            expected="a day such as 2026-11-28",
            action="correct `date`",
        ) from None


@cache
def wanted(estate: str) -> Wanted:
    """What the intent of the stack's estate asks for."""
    return wanted_by(estate, STACKS)


@cache
def home(estate: str) -> str:
    """The cloud of a stack's estate, known before a resource of it is shown; "" where there is no such estate.

    Of a move: its target's, as the built-in engine's plans have it.
    """
    from stacks.catalogue import is_cutover  # noqa: PLC0415
    from stacks.crossing import CutoverFile  # noqa: PLC0415  (imports Pulumi)
    from stacks.intents import EstateFile  # noqa: PLC0415

    file = STACKS / f"{estate}.yaml"
    if not file.is_file():
        return ""
    if is_cutover(estate, STACKS):
        return home(validate(read(file, what="a cutover estate"), CutoverFile).target)
    chosen = validate(read(file, what="an estate"), EstateFile).model_dump(exclude_none=True)
    return next((cloud for cloud in sorted(set(CLOUDS.values())) if cloud in chosen), "")
