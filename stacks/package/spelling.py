"""Names of fields: `camelCase` in the package's schema, `snake_case` here."""

from __future__ import annotations

import re
from typing import Any

import pulumi

_CAPITAL = re.compile(r"[A-Z]")
_UNDERSCORE = re.compile(r"_([a-z0-9])")


def snake(name: str) -> str:
    """`serverTypes` -> `server_types`. A name without capitals stays as it is."""
    return _CAPITAL.sub(lambda found: f"_{found[0].lower()}", name)


def camel(name: str) -> str:
    """`server_types` -> `serverTypes`."""
    return _UNDERSCORE.sub(lambda found: found[1].upper(), name)


def ours(value: Any) -> Any:
    """A value from the wire with our names of fields, and with whole numbers: the wire knows only floats.

    What is known in a value stays known, though another part of it is not.
    """
    if isinstance(value, pulumi.Output):
        return value.apply(ours, run_with_unknowns=True)
    if isinstance(value, dict):
        return {snake(key): ours(item) for key, item in value.items()}
    if isinstance(value, list):
        return [ours(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
