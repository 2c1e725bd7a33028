"""Where each stack must aim, and who may run it with credentials: `pipelines/targets.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from facts.document import Document, read
from facts.validate import validate

NAME: Final = "pipelines/targets.yaml"

Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")]
Word = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S+$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Runner(_Strict):
    """A machine that may run with credentials.

    Attributes:
        country: where it stands, ISO 3166-1.
    """

    country: Country


class State(_Strict):
    """Where a stack's state lies: host and bucket of the backend's address."""

    host: Host
    bucket: Word


class Target(_Strict):
    """Where an estate or one of its stacks must aim.

    Attributes:
        providers: provider -> property -> the one value that it may have. For an estate by package (`scaleway`), for a
            stack by the provider's name in the plan (`scaleway-hub`), which is looked at first.
    """

    state: State | None = None
    providers: dict[Word, dict[Word, Word]] = Field(default_factory=dict)


class Targets(_Strict):
    """The whole file.

    Attributes:
        forges: hosts of the forges whose pipelines may run with credentials.
        runners: the same of machines, by the name that the forge or BASTIDE_RUNNER gives them.
    """

    schema_: Literal["bastide/targets/1"] = Field(alias="schema")
    forges: tuple[Host, ...] = ()
    runners: dict[Word, Runner] = Field(default_factory=dict)
    estates: dict[Word, Target] = Field(default_factory=dict)
    stacks: dict[Word, Target] = Field(default_factory=dict)

    def state(self, estate: str, stack: str) -> State | None:
        """Where the state must lie, None where the file does not say."""
        return next((item.state for item in self._of(estate, stack) if item.state), None)

    def wanted(self, estate: str, stack: str, package: str, provider: str) -> Mapping[str, str]:
        """Property -> the value that a provider must have: the stack's word before the estate's."""
        found: dict[str, str] = {}
        for target in reversed(self._of(estate, stack)):
            found |= target.providers.get(package, {}) if provider != package else {}
            found |= target.providers.get(provider, {})
        return found

    def _of(self, estate: str, stack: str) -> tuple[Target, ...]:
        pairs = ((self.stacks, stack), (self.estates, estate))
        return tuple(group[name] for group, name in pairs if name in group)


def document(root: Path) -> Document:
    """The file of the checkout `root`, read and not yet judged.

    Raises:
        BadInput: it is missing, or no YAML.
    """
    return read(root / NAME, what="where each stack must aim")


def targets(found: Document) -> Targets:
    """The same, judged.

    Raises:
        BadInput: it is not of this shape.
    """
    return validate(found, Targets)
