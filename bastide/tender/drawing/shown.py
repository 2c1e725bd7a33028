"""Values of a plan as texts of a drawing: masked, on one line, without what steers a reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bastide.review.findings.report import printable
from plan.values import Secret, masked
from policies.record import Record

_LONGEST: Final = 120


def field(value: Any, path: str) -> Any:
    """What stands at `a.b` of a mapping; None where nothing does. A secret on the way stays one."""
    for step in path.split("."):
        if not isinstance(value, Mapping):
            return value if isinstance(value, Secret) else None
        value = value.get(step)
    return value


def spec(role: Record, path: str) -> Any:
    """The same of what a role asks for."""
    return field(role.resource.inputs, f"spec.{path}")


def shown(value: Any) -> str:
    """One value as a text; "" for nothing. Long texts are cut: a name comes from anybody."""
    if value is None:
        return ""
    text = printable(" ".join(str(masked(value)).split()))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def texts(value: Any) -> tuple[str, ...]:
    """The members of a list as texts; what is no list has none."""
    return tuple(shown(item) for item in value) if isinstance(value, list | tuple) else ()
