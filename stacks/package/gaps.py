"""The gaps of a layer while it is built."""

from __future__ import annotations

from typing import Any

import pulumi

_ROLE_PREFIX = "bastide:"


def collect_gaps() -> list[dict[str, str]]:
    """A list that fills with the gaps of every role that is built from now on below the root of this run."""
    found: list[dict[str, str]] = []

    def note(args: pulumi.ResourceTransformationArgs) -> None:
        if args.type_.startswith(_ROLE_PREFIX):
            found.extend(_records(args.type_.rpartition(":")[2], args.name, args.props["gaps"]))

    pulumi.runtime.register_stack_transformation(note)
    return found


def _records(role: str, name: str, gaps: Any) -> list[dict[str, str]]:
    return [{"role": role, "name": name, "capability": gap["capability"], "level": gap["level"]} for gap in gaps]
