"""What makes two findings the same across revisions of a plan, and across days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from policies.model import Finding, Result

# What changes in a message though nothing has changed: the day, an age, a line of a file, how many others there are.
_PASSING: Final = (
    (re.compile(r"\b\d{4}-\d{2}-\d{2}\b"), "<day>"),
    # an age alone: how long logs are kept is what a change changes
    (re.compile(r"\b\d+ days past\b"), "<number> days past"),
    (re.compile(r"\b(resources [^:;.]{1,60}): \d+\b"), r"\1: <number>"),
    (re.compile(r"\(([^\s()]+):\d+\)"), r"(\1)"),
)


class Key(NamedTuple):
    """What a finding is known by: where it is, what it is about, and what is said of it.

    A resource can fail a rule in several ways, so what is said counts, but for what passes in it.
    """

    stack: str
    layer: str
    rule: str
    result: str
    urn: str
    subject: str
    said: str


class Known(NamedTuple):
    """A finding of a base: by what it is known, what it said, and whether it stopped the base."""

    key: Key
    message: str
    stops: bool


def key(finding: Finding) -> Key:
    """The key of a finding. It does not depend on the language, the day, or exemptions."""
    said = lasting(finding.info.en if finding.info else "")
    return Key(finding.stack, finding.layer, finding.rule, finding.result.value, finding.urn, finding.subject, said)


def lasting(said: str) -> str:
    """What is said, without what is another word tomorrow."""
    for pattern, instead in _PASSING:
        said = pattern.sub(instead, said)
    return said


@dataclass(frozen=True)
class Compared:
    """Findings of a plan told apart by what a base had."""

    new: Sequence[Finding]
    unchanged: Sequence[Finding]
    fixed: Sequence[Known]


def compare(findings: Iterable[Finding], base: Iterable[Known]) -> Compared:
    """New, unchanged and fixed findings. Passes count for nothing.

    What stops now and did not stop the base (its exemption is gone, its stage is another) is new.
    """
    left: dict[Key, list[Known]] = {}
    for item in base:
        left.setdefault(item.key, []).append(item)
    new: list[Finding] = []
    unchanged: list[Finding] = []
    for finding in findings:
        if finding.result not in (Result.FAIL, Result.UNKNOWN):
            continue
        alike = left.get(key(finding), [])
        match = next((item for item in alike if item.stops is finding.stops), None) or next(iter(alike), None)
        if match is not None:
            alike.remove(match)
        (new if match is None or (finding.stops and not match.stops) else unchanged).append(finding)
    return Compared(new, unchanged, tuple(sorted(item for alike in left.values() for item in alike)))
