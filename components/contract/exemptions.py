"""Exemptions that stand in code, next to what they exempt.

A builder says them with `Place.exempt`; the role gives them as its output `exemptions`, where the policies find and
check them (`policies/exemptions.py`). Nothing is checked or exempted here, and without one there is no output.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pulumi

OUTPUT: Final = "exemptions"
"""The role's output."""


@dataclass(frozen=True)
class Exemption:
    """One failure of one rule at one resource that somebody accepts for a time.

    Attributes:
        author: who asks for it; `approver`, by function, is somebody else.
        since: first day, `until` last day.
    """

    rule: str
    resource: pulumi.Resource
    reason: str
    author: str
    approver: str
    ticket: str
    since: date
    until: date

    def record(self) -> dict[str, Any]:
        """As plain data, with the target's URN."""
        resource = self.resource
        return {
            "id": f"{self.rule}:{resource.pulumi_resource_type}:{resource.pulumi_resource_name}",
            "rule": self.rule,
            # the URN alone, without the wait for the children that comes with a role's `urn`
            "target": pulumi.Output.from_input(resource.urn.future()),
            "reason": self.reason,
            "author": self.author,
            "approver": self.approver,
            "ticket": self.ticket,
            "from": self.since.isoformat(),
            "until": self.until.isoformat(),
        }


class Exemptions:
    """The exemptions of one role, gathered while its builder runs."""

    def __init__(self) -> None:
        self._found: list[Exemption] = []

    def add(self, exemption: Exemption) -> None:
        """Keep one."""
        self._found.append(exemption)

    def outputs(self) -> Mapping[str, Any]:
        """What the role registers; nothing where nothing is exempted."""
        return {OUTPUT: [item.record() for item in self._found]} if self._found else {}
