"""A site of which nothing stays: what a role of the move knows in place of what roles of an estate know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pulumi

from components.contract.exemptions import Exemptions
from components.contract.site import Place, Site

UNTIL = "until"
"""The tag with the last day of what carries it (CUT-001)."""


@dataclass(frozen=True)
class TemporarySite(Site):
    """`until`: the last day of everything that is built here."""

    until: date | None = None

    def place(self, role: pulumi.Resource, name: str, exemptions: Exemptions | None = None) -> Place[Any]:
        return TemporaryPlace(self, role, name, exemptions or Exemptions())


class TemporaryPlace(Place[Any]):
    """A place whose resources carry their last day, and are neither protected nor kept whatever they bear."""

    def tags(self, *flows: str) -> dict[str, str]:
        site = self.site
        assert isinstance(site, TemporarySite) and site.until is not None
        return {**super().tags(*flows), UNTIL: site.until.isoformat()}

    def options(self, *, data: bool = False, **further: Any) -> pulumi.ResourceOptions:
        return super().options(data=False, **further)


def temporary(site: Site, until: date) -> TemporarySite:
    """The same site, of which nothing stays after the day `until`."""
    kept = {name: getattr(site, name) for name in Site.__dataclass_fields__}
    return replace(TemporarySite(**kept), until=until)
