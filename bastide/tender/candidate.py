"""One candidate as the sections of the report see it: its plans, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from plan.model import LayerPlan, PlannedResource
from policies.checking import Ask, Checked, check
from policies.context import Wanted
from policies.model import Lang
from policies.view import View
from policies.wanted import wanted_of

if TYPE_CHECKING:
    # it imports Pulumi, and who writes the page plans nothing
    from stacks.estate import Estate


@dataclass(frozen=True)
class Candidate:
    """Everything that a section may look at. Sections never change it.

    Attributes:
        definition: the estate's files as read: its cloud, intent, choices, and what the cloud offers with these.
        checked: findings of all rules on the day `on`, passes included.
        view: the plans as neutral records.
        wanted: what the intent asks for as a whole.
    """

    definition: Estate
    plans: tuple[LayerPlan, ...]
    checked: Checked
    view: View
    wanted: Wanted
    on: date
    lang: Lang

    @property
    def estate(self) -> str:
        """Name of the estate."""
        return self.definition.name

    @property
    def cloud(self) -> str:
        """Name of the cloud."""
        return self.definition.cloud.value


def candidate(
    definition: Estate,
    plans: tuple[LayerPlan, ...],
    sources: Iterable[PlannedResource],
    on: date,
    lang: Lang,
    layers: tuple[str, ...] = (),
) -> Candidate:
    """The candidate of an estate and its plans; `sources` are files of the repository that name anything outside.

    `layers`: only these count (none: all); they are judged with the whole estate in sight.
    """
    files = tuple(sources)
    wanted = wanted_of(definition.intent)
    view = View(plans, files)
    checked = check(plans, Ask(on, all=True), wanted, files, layers=layers, view=view)
    chosen = tuple(plan for plan in plans if not layers or plan.layer in layers)
    return Candidate(definition, chosen, checked, view, wanted, on, lang)
