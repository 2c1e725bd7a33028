"""Findings out of `bastide/check/1`: the document that `check` writes, whether it was just made or is in a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bastide.review.comment.model import Exemption, Findings, Found
from bastide.review.findings.as_json import SCHEMA
from facts.document import Path_
from plan.json_file import JsonFile, shown
from policies.model import Level, Severity, Text

_AGAIN: Final = "make it again with `bastide check --format json`"


class _Row(BaseModel):
    """What the comment needs of a row; the document may have more."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=False)


class _Exemption(_Row):
    id: str
    reason: str
    approver: str
    ticket: str
    until: date


class _Finding(_Row):
    stack: str
    layer: str
    rule: str
    result: Literal["pass", "fail", "unknown"]
    severity: Severity
    level: Level
    urn: str
    role: str
    name: str
    subject: str
    message: str
    message_fr: str
    properties: tuple[str, ...]
    exemption: _Exemption | None
    new: bool | None
    stops: bool


class _Document(_Row):
    schema_: Literal["bastide/check/1"] = Field(alias="schema")
    date: date
    facts: str
    against: str
    findings: tuple[_Finding, ...]
    fixed: tuple[dict[str, Any], ...]


def findings(document: Any) -> Findings:
    """What a document says, but for what passes. Raises pydantic's ValidationError for another form."""
    read = _Document.model_validate(document)
    shown_ones = tuple(_found(item) for item in read.findings if item.result != "pass")
    return Findings(read.date, read.facts, read.against, shown_ones, len(read.fixed))


def findings_of(file: JsonFile) -> Findings:
    """What the document in a file says.

    Raises:
        BadInput: it is another document, or broken; the message shows no value of it.
    """
    given = file.data.get("schema") if isinstance(file.data, dict) else None
    if given != SCHEMA:
        said = f"found the schema `{shown(given)}`" if given is not None else "found a document of another tool"
        raise file.bad((), said, expected=f"`{SCHEMA}`", action=_AGAIN)
    try:
        return findings(file.data)
    except ValidationError as error:
        path = _path(error.errors(include_url=False, include_input=False)[0]["loc"])
        raise file.bad(
            path,
            "this does not have the form of the schema",
            expected=f"`{SCHEMA}`, as docs/schemas/check.json describes it",
            action=_AGAIN,
        ) from None


def _path(loc: Iterable[int | str]) -> Path_:
    return tuple(loc)


def _found(item: _Finding) -> Found:
    note = item.exemption
    return Found(
        stack="-".join(filter(None, (item.stack, item.layer))),
        rule=item.rule,
        severity=item.severity,
        level=item.level if item.result == "fail" else None,
        urn=item.urn,
        role=item.role,
        name=item.name,
        subject=item.subject,
        message=Text(item.message, item.message_fr),
        properties=item.properties,
        exemption=Exemption(note.id, note.reason, note.approver, note.ticket, note.until) if note else None,
        new=item.new,
        stops=item.stops,
    )
