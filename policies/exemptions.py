"""Exemptions: failures that somebody with a name and an end date has accepted. They never leave a report."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from facts.day import Day
from facts.document import read
from facts.errors import BadInput, Place
from facts.validate import validate
from plan.values import UNKNOWN
from policies.model import ExemptionNote, Finding, Result
from policies.record import Record, plain
from policies.rules import rules
from policies.terms import months_after
from policies.view import View

FILE: Final = Path(__file__).resolve().parent / "exemptions.yaml"
ROLE_OUTPUT: Final = "exemptions"
"""Output of a role under which its builder keeps exemptions of its resources (`components.contract.exemptions`)."""

_Word = Annotated[str, StringConstraints(min_length=3, strip_whitespace=True)]
_LAW_MONTHS: Final = 18
# rules that stand for a duty of the law, whose derogation ends 18 months after an offer exists: DECREE 2026-272
_LAW: Final = frozenset({"SOV-CTL-001", "SOV-CTL-002", "SOV-CTL-003"})
_MONTHS: Final = 12


class Exemption(BaseModel):
    """One accepted failure.

    Attributes:
        target: an exact URN, or the role path and the name of what fails (`Environment/Bastion:hub-bastion-1`; for a
            gap, the role's own name), where nothing else of that name fails. No wildcard.
        author: who asked for it; `approver`, by function, is somebody else.
        since: first day, `until` last day.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    id: _Word
    rule: str
    stack: _Word
    target: _Word
    reason: Annotated[str, StringConstraints(min_length=20, strip_whitespace=True)]
    author: _Word
    approver: _Word
    ticket: _Word
    since: Day = Field(alias="from")
    until: Day

    @model_validator(mode="after")
    def _is_sound(self) -> Exemption:
        if any(sign in self.target for sign in "*?[]"):
            raise ValueError(
                f"found a wildcard in `{self.target}` | one exact URN, or one role path with a resource's name | "
                "write one exemption for each resource"
            )
        for name in (self.author, self.approver):
            if _other_letters(name):
                raise ValueError(
                    f"found letters in `{name}` that only look like Latin ones, or none | a name in Latin letters | "
                    "type it anew"
                )
        if _told(self.author) == _told(self.approver):
            raise ValueError(
                f"found `{self.approver}` as author and approver | an approver who is somebody else | have it approved"
            )
        if self.until < self.since:
            raise ValueError(f"found an end on {self.until} before the beginning | a later day | correct the dates")
        months = _LAW_MONTHS if self.rule in _LAW else _MONTHS
        if self.until > months_after(self.since, months):
            raise ValueError(
                f"found {self.since} to {self.until} | {months} months at most for {self.rule} | shorten it"
            )
        return self

    def in_force(self, on: date) -> bool:
        """First and last day included."""
        return self.since <= on <= self.until

    @property
    def note(self) -> ExemptionNote:
        return ExemptionNote(self.id, self.reason, self.approver, self.ticket, self.until)


def _told(name: str) -> str:
    """A name as it is told from others: without case, accents, spaces and signs."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def _other_letters(name: str) -> bool:
    """Whether a name has letters of another script, or none that tells it from others."""
    told = _told(name)
    return not told or any(sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN ") for sign in told)


class Exemptions(BaseModel):
    """`policies/exemptions.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/exemptions/1"] = Field(alias="schema")
    exemptions: tuple[Exemption, ...]


def load(file: Path = FILE) -> tuple[Exemption, ...]:
    """The register.

    Raises:
        BadInput: the file is wrong: a wildcard, an unknown rule, an approver who is the author, ...
    """
    document = read(file, what="the exemptions")
    found = validate(document, Exemptions).exemptions
    ids: set[str] = set()
    for index, item in enumerate(found):
        _known_rule(item.rule, document.place(("exemptions", index, "rule")))
        if item.id in ids:
            place = document.place(("exemptions", index, "id"))
            raise BadInput(f"found `{item.id}` twice", place=place, expected="ids of their own", action="rename one")
        ids.add(item.id)
    return found


@cache
def register() -> tuple[Exemption, ...]:
    """The register of this repository, read once."""
    return load()


def _known_rule(rule_id: str, place: Place) -> None:
    if rule_id not in rules():
        raise BadInput(
            f"there is no rule `{rule_id}`",
            place=place,
            expected="an id as in `bastide rules`",
            action="correct the id; an exemption from a rule that is gone is removed",
        )


def in_code(view: View) -> tuple[Exemption, ...]:
    """The exemptions that stand next to resources in code: each role's output `exemptions`.

    Raises:
        BadInput: one of them is not sound.
    """
    found: dict[str, Exemption] = {}
    for record in view.records:
        # an output of that name of a cloud's resource is the cloud's
        if not record.resource.is_role:
            continue
        for entry in _entries(record):
            item = _from_code(record.urn, record.plan.stack, entry)
            if item.id in found:
                raise BadInput(
                    f"found the exemption `{item.id}` twice in code",
                    place=Place(None, None, None, record.urn),
                    expected="one exemption for each rule and resource",
                    action="remove one",
                )
            found[item.id] = item
    return tuple(found.values())


def _entries(record: Record) -> Sequence[Any]:
    said = plain(record.resource.outputs.get(ROLE_OUTPUT))
    if said is None:
        return ()
    if isinstance(said, list):
        return said
    raise BadInput(
        "the exemptions of a role are no list that is known at preview",
        place=Place(None, None, None, record.urn),
        expected="what `Place.exempt` makes",
        action="exempt with `Place.exempt` where the role is built, with texts that are known there",
    )


def _from_code(urn: str, stack: str, entry: Any) -> Exemption:
    place = Place(None, None, None, urn)
    if not isinstance(entry, Mapping) or any(value is UNKNOWN for value in entry.values()):
        raise BadInput(
            "an exemption in code is not known at preview",
            place=place,
            expected="rule, target, reason, author, approver, ticket, from and until, all known",
            action="exempt with `Place.exempt` where the role is built, with texts that are known there",
        )
    try:
        exemption = Exemption.model_validate({"stack": stack, **entry})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        said, expected, action = (*str(first["msg"]).removeprefix("Value error, ").split(" | "), "", "")[:3]
        raise BadInput(
            f"an exemption in code is wrong: {said}",
            place=place,
            expected=expected or "rule, target, reason, author, approver, ticket, from and until",
            action=action or "correct it where the role is built",
        ) from None
    _known_rule(exemption.rule, place)
    return exemption


@dataclass
class Applied:
    """What exemptions did to the findings of one estate.

    Attributes:
        findings: all findings; those under an exemption in force carry it.
        used: exemptions that cover something, in force or not.
        expired: those which cover a failure and are not in force on the day.
        stale: those which cover nothing.
        several: those of them which would cover more than one resource.
    """

    findings: list[Finding]
    used: list[Exemption] = field(default_factory=list)
    expired: list[Exemption] = field(default_factory=list)
    stale: list[Exemption] = field(default_factory=list)
    several: list[Exemption] = field(default_factory=list)


def apply(findings: Iterable[Finding], exemptions: Sequence[Exemption], on: date) -> Applied:
    """Mark the failures of one estate that its exemptions cover on the day. A failure is never removed."""
    covered: dict[tuple[str, str], list[Exemption]] = {}
    for item in exemptions:
        covered.setdefault((item.rule, item.target), []).append(item)
    done = Applied([])
    seen: dict[Exemption, None] = {}
    found = list(findings)
    several = _several(found) if covered else frozenset()
    for finding in found:
        matching = _matching(finding, covered, several)
        seen.update(dict.fromkeys(matching))
        force = next((item for item in matching if item.in_force(on)), None)
        done.findings.append(replace(finding, exemption=force.note) if force is not None else finding)
    done.used = list(seen)
    done.expired = [item for item in done.used if not item.in_force(on)]
    done.stale = [item for item in exemptions if item not in seen]
    done.several = [item for item in done.stale if (item.stack, item.rule, item.target) in several]
    return done


_Named = tuple[str, str, str]


def _several(findings: Iterable[Finding]) -> frozenset[_Named]:
    """Estate, rule, and each role path with a name under which more than one resource fails: what a role makes for one
    purpose often has one name, and who approved one exemption has seen one resource.
    """
    first: dict[_Named, str] = {}
    return frozenset(
        named
        for finding in findings
        if finding.result is Result.FAIL
        and first.setdefault(named := (finding.stack, finding.rule, _named(finding)), finding.urn) != finding.urn
    )


def _named(finding: Finding) -> str:
    return f"{finding.role}:{finding.name}"


def _matching(
    finding: Finding, covered: Mapping[tuple[str, str], list[Exemption]], several: frozenset[_Named]
) -> list[Exemption]:
    if not covered or finding.result is not Result.FAIL:
        return []
    named = _named(finding)
    targets = (finding.urn,) if (finding.stack, finding.rule, named) in several else (finding.urn, named)
    found = (item for target in targets for item in covered.get((finding.rule, target), ()))
    return [item for item in found if item.stack == finding.stack]
