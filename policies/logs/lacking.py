"""Capabilities that a whole estate lacks, for messages: a failure that the cloud causes says so."""

from __future__ import annotations

from collections.abc import Mapping

from policies.model import Text
from policies.view import View


def lacking(view: View) -> Mapping[str, str]:
    """Capability -> its level, of every gap in the plans."""
    found: Mapping[str, str] | None = view.memo.get("logs.lacking")
    if found is None:
        found = view.memo["logs.lacking"] = {
            str(gap.raw("capability")): str(gap.raw("level")) for gap in view.of("gap")
        }
    return found


def note(view: View, *capabilities: str) -> Text:
    """` (gap: `x` absent)` for those of the capabilities that are gaps of the estate; empty where none is."""
    levels = lacking(view)
    listed = ", ".join(f"`{name}` {levels[name]}" for name in capabilities if name in levels)
    return Text(f" (gap: {listed})", f" (lacune : {listed})") if listed else Text("", "")
