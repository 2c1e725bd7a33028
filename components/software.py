"""A program that Debian does not have, as an estate's file names it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, model_validator

from components.hosts.artifact import Artifact


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
