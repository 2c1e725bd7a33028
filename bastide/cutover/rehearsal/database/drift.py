"""DDL at either side since the schema was copied. Replication stops at the first row of a changed table: ask before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from pydantic import BaseModel, ConfigDict

from bastide.cutover.rehearsal.database import catalogue

Connection = psycopg.Connection[Any]


class Baseline(BaseModel):
    """The shape of both sides when the schema had been copied: name -> digest."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    source: dict[str, str]
    target: dict[str, str]


@dataclass(frozen=True, slots=True)
class Drift:
    """Names of what changed at each side since, and of tables whose columns or types differ between them."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    unlike: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Each once, with the side that changed."""
        found = {name: ["columns differ"] for name in self.unlike}
        for side, names in (("source", self.source), ("target", self.target)):
            for name in names:
                found.setdefault(name, []).append(f"changed at the {side}")
        return tuple(f"{name}: {', '.join(whys)}" for name, whys in sorted(found.items()))


def baseline(source: Connection, target: Connection) -> Baseline:
    return Baseline(source=catalogue.shape(source), target=catalogue.shape(target))


def drift(source: Connection, target: Connection, since: Baseline) -> Drift:
    """What has changed. Reads the catalogues of both sides, a few milliseconds for some hundred tables."""
    return Drift(
        catalogue.changed(since.source, catalogue.shape(source)),
        catalogue.changed(since.target, catalogue.shape(target)),
        catalogue.unlike(catalogue.columns(source), catalogue.columns(target)),
    )
