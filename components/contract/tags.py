"""Tags: on everything that can carry them, with the same keys at every cloud."""

from __future__ import annotations

from components.contract.check import space_of
from components.contract.intent import Area, Intent


def tags(intent: Intent, area: Area, *, flows: tuple[str, ...] = ()) -> dict[str, str]:
    """owner, classification, space, controller, retention (days); `flow` where the resource carries flows.

    Values are short words of the intent: nothing secret and nothing about a person is ever put in a tag.
    """
    found = {
        "classification": str(area.classification),
        "controller": intent.platform.controller,
        "owner": intent.platform.owner,
        "retention": str(area.retention_days),
        "space": space_of(area),
    }
    if flows:
        found["flow"] = "+".join(flows)
    return found
