"""What a scan is asked and what it says. Pure data, cheap to import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from policies.model import Lang

FRAMEWORKS: Final = ("dockerfile", "github_actions", "gitlab_ci", "secrets")
"""What checkov can look at in files of a repository, without asking the network."""

WELL: Final = 0
FINDINGS: Final = 1


class Source(StrEnum):
    """Whose check it is."""

    CHECKOV = "checkov"
    BASTIDE = "bastide"


class Outcome(StrEnum):
    """What a check says. For what follows from it, see `ScanFinding.stops`."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"  # set aside or exempted, with its reason
    UNKNOWN = "unknown"  # depends on what is known only after apply


class Format(StrEnum):
    """checkov's own outputs that a scan can give."""

    CLI = "cli"
    JSON = "json"
    JUNIT = "junitxml"
    SARIF = "sarif"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A built-in check that is not asked, and why.

    Attributes:
        check: checkov's id, exact.
        types: ARM or Terraform types for which it is not asked; empty for all.
    """

    check: str
    reason: str
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """How a scan is made.

    Attributes:
        formats: which of checkov's outputs are made.
        set_aside: built-in checks that are not asked, with their reasons; they are shown as skipped.
        mandatory: failures of built-in checks stop too; else only failures of our rules and crashes do.
        strict: what is known only after apply stops too.
        repository: where files of `frameworks` (of `FRAMEWORKS`) are looked for.
        seconds: after which the scan is given up.
    """

    formats: tuple[Format, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    mandatory: bool = False
    strict: bool = False
    repository: Path | None = None
    frameworks: tuple[str, ...] = ()
    lang: Lang = Lang.EN
    seconds: float = 300.0

    def __post_init__(self) -> None:
        """Raises ValueError for a framework that is none, or frameworks without a repository."""
        unknown = [name for name in self.frameworks if name not in FRAMEWORKS]
        if unknown:
            raise ValueError(f"{unknown[0]} is no framework of a scan: {', '.join(FRAMEWORKS)}")
        if self.frameworks and self.repository is None:
            raise ValueError("frameworks need a repository")


DEFAULTS: Final = ScanOptions()


@dataclass(frozen=True, slots=True)
class ScanFinding:
    """What one check says of one resource, or of one place in a file.

    Attributes:
        title: what the check asks, in its own words.
        urn: "" for a file.
        resource: the resource's own name, or the file.
        properties: what the check looked at, or where the secret stands. Never a value.
        line: of a file, or within a text of several lines; 0 where there is none.
        reason: why it was skipped, or what is known only after apply; what our rule says of a failure.
        severity: "" for a built-in check: offline, checkov gives none.
        crashed: the check itself failed; nothing was checked.
        stops: a failure that makes the scan exit with 1.
    """

    check: str
    title: str
    outcome: Outcome
    source: Source
    stack: str
    layer: str
    urn: str
    resource: str
    properties: tuple[str, ...] = ()
    line: int = 0
    reason: str = ""
    severity: str = ""
    crashed: bool = False
    stops: bool = False


@dataclass(frozen=True, slots=True)
class NotLooked:
    """A type of resource at which no built-in check looked, and why."""

    type: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What checkov and our rules say of the plans.

    Attributes:
        version: of checkov.
        asked: how often a built-in check was asked of a resource.
        texts: how many lines of plain values were searched for secrets.
        not_looked: types without any built-in check. Not a pass: nobody looked.
        stale: checks that were set aside and that no resource would have met.
        outputs: checkov's own outputs, as asked.
    """

    version: str
    findings: tuple[ScanFinding, ...]
    asked: int
    texts: int
    not_looked: tuple[NotLooked, ...] = ()
    stale: tuple[str, ...] = ()
    outputs: Mapping[Format, str] = field(default_factory=dict, repr=False)

    @property
    def exit_code(self) -> int:
        """0 where nothing stops, 1 where something does. Where there is no report, `ScanFailed` says so."""
        return FINDINGS if any(finding.stops for finding in self.findings) else WELL

    def count(self, outcome: Outcome, source: Source | None = None) -> int:
        return sum(1 for item in self.findings if item.outcome is outcome and source in (None, item.source))
