"""An estate at OVHcloud, as the intended side is derived from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import cast

from components.contract.intent import Area, Hub, Intent, Space
from components.contract.names import DEFAULT_RULE, role_names
from components.contract.words import SpaceState
from components.ovhcloud.choices import OvhcloudChoices
from stacks.estate import Estate


@dataclass(frozen=True)
class Source:
    """An estate, and how it names things."""

    estate: Estate

    @property
    def intent(self) -> Intent:
        return self.estate.intent

    @property
    def hub(self) -> Hub:
        return self.estate.intent.hub

    @property
    def choices(self) -> OvhcloudChoices:
        return cast(OvhcloudChoices, self.estate.choices)

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        return {(one.capability, one.name): one.label for one in role_names(self.intent)}

    def label(self, capability: str, name: str) -> str:
        rule = self.estate.kit.name_rules.get(capability, DEFAULT_RULE)
        return rule.spell(self._labels.get((capability, name), f"{self.intent.platform.prefix}-{name}"))


def works(area: Area) -> bool:
    """Nobody works in a space that is not open: it has no seats."""
    return not isinstance(area, Space) or area.state is SpaceState.OPEN
