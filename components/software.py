"""Programs that Debian does not have, as an estate's file names them."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, model_validator

from components.hosts.artifact import Artifact
from facts import load
from facts.day import Day
from facts.model import Capability


class Software(BaseModel):
    """One reviewed archive at an address of the platform's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    url: str
    sha256: str
    version: str

    @model_validator(mode="after")
    def _fetchable(self) -> Software:
        self.artifact()
        return self

    def artifact(self) -> Artifact:
        """What the documents of hosts take. Raises ValueError where it could not be fetched and checked."""
        return Artifact(self.url, self.sha256, self.version)


class OwnKeyStore(BaseModel):
    """Key stores of the estate's own at a cloud that sells a key service: OpenBao on three hosts in each area."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    software: Software
    """OpenBao."""
    machine_keys_until: Day
    """Last day of the certificates of machines. A later date makes new ones, and new hosts with them."""
    authorities_until: Day
    """Last day of the authorities that sign for machines; every key store has one."""

    @model_validator(mode="after")
    def _authorities_last(self) -> OwnKeyStore:
        if self.authorities_until < self.machine_keys_until:
            raise ValueError(
                f"found authorities until {self.authorities_until}, what they sign until {self.machine_keys_until} | "
                "authorities that live longer | move authorities_until"
            )
        return self


def offered_beside(own: OwnKeyStore | None, cloud: Mapping[str, Capability]) -> Mapping[str, Capability]:
    """What is offered to an estate that may keep its keys itself. What the cloud lacks anyway keeps its own words."""
    if own is None:
        return cloud
    changed = {name: row for name, row in load.own_key_store().items() if row.level != cloud[name].level}
    return {**cloud, **changed}
