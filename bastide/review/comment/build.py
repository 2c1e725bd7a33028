"""A comment from plans and findings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar

from bastide.review.changes import changes
from bastide.review.comment.changed import Mask, changed
from bastide.review.comment.endings import endings
from bastide.review.comment.exposures import exposures
from bastide.review.comment.gaps import gap_changes
from bastide.review.comment.model import Comment, Findings, Note
from facts.inventory import Item
from plan.model import LayerPlan
from policies.model import Text

T = TypeVar("T")
_URN: Final = re.compile(r"urn:pulumi:[^\s\"']+::([^\s\"':]+)")


def comment(
    plans: Sequence[LayerPlan],
    findings: Findings | None,
    *,
    facts: Iterable[Item],
    on: date,
    mask: Mask | None,
    again: str,
) -> Comment:
    """All that is to be said of the plans, each compared with its base, on a day.

    `mask`: what stands for each text that comes from a plan, a finding or a fact; None: the text itself.
    `again`: the command that shows the whole.
    """
    found = changes(plans)
    built = Comment(
        stacks=tuple(dict.fromkeys(f"{plan.stack}-{plan.layer}".rstrip("-") for plan in plans)),
        bases=found.bases,
        cautions=found.cautions,
        engines=tuple(dict.fromkeys(f"{plan.engine}/{plan.providers}" for plan in plans)),
        changed=changed(plans, found, mask or str),
        notes=tuple(Note(note.stack.rstrip("-"), note.severity == "error", _named(note.text)) for note in found.notes),
        refused=any(plan.refused for plan in plans),
        findings=findings,
        exposures=exposures(plans, findings.found) if findings else (),
        endings=endings(findings.found if findings else (), facts, {plan.cloud for plan in plans}, on),
        gaps=gap_changes(plans),
        gaps_standing=sum(len(plan.gaps) for plan in plans),
        again=again,
    )
    return masked_by(built, mask) if mask is not None else built


def _named(text: str) -> str:
    """The text with names of resources in the place of their long URNs."""
    return _URN.sub(r"\1", text)


def masked_by(value: T, mask: Mask) -> T:
    """The same with every text in it masked. Words of ours (operations, levels, days) are no texts."""
    made: Any = value
    if type(value) is str:
        made = mask(str(value))
    elif isinstance(value, Text):
        made = Text(mask(value.en), mask(value.fr))
    elif isinstance(value, tuple):
        made = tuple(masked_by(item, mask) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **{field.name: masked_by(getattr(value, field.name), mask) for field in fields(value)})
    return made  # type: ignore[no-any-return]
