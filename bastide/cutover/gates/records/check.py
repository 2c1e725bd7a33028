"""`bastide check --format json` -> policy.*."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict

from bastide.cutover.gates.records.dated import moment
from bastide.cutover.gates.records.form import contradicts, parsed
from bastide.cutover.gates.records.model import Asked, Found, named
from bastide.cutover.measure import Measurement
from plan.json_file import JsonFile
from stacks.intents import intent_of, layers

SCHEMA: Final = "bastide/check/1"
_SOURCE: Final = "bastide check"


class _Part(BaseModel):
    # what else the document holds is of no interest here
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Finding(_Part):
    stack: str
    layer: str
    rule: str
    urn: str
    subject: str
    stops: bool


class _Stack(_Part):
    """`profiles`: layer -> the profile that was asked of it."""

    stack: str
    profiles: dict[str, str]
    resources: int


class _Summary(_Part):
    stops: int


class _Checked(_Part):
    date: date
    findings: tuple[_Finding, ...]
    stacks: tuple[_Stack, ...]
    summary: _Summary


def read(file: JsonFile, asked: Asked) -> Found:
    """Findings that stop the target, over its resources. A check of some of its layers says nothing of the rest."""
    found = parsed(file, _Checked)
    target = asked.move.target
    time = moment(file, asked, found.date, ("date",))
    if found.summary.stops != sum(one.stops for one in found.findings):
        raise contradicts(file, ("summary", "stops"), "the summary is not that of the findings")
    own = [one for one in found.stacks if one.stack == target]
    if len(own) != 1:
        raise file.bad(
            ("stacks",),
            f"the check is of {', '.join(one.stack for one in found.stacks) or 'nothing'}",
            expected=f"`{target}`, the target of the move",
            action=f"bastide check {target} --format json",
        )
    missing = set(layers(intent_of(asked.folder / f"{target}.yaml"))) - set(own[0].profiles)
    if missing:
        raise file.bad(
            ("stacks",),
            f"the check of `{target}` lacks {', '.join(sorted(missing))}",
            expected="every layer of the estate",
            action=f"bastide check {target} --format json",
        )
    stops = [one for one in found.findings if one.stops and one.stack == target]
    names = {f"{one.rule} {one.urn or one.subject or one.layer}" for one in stops}
    records = Measurement(measure="policy.records", value=own[0].resources, time=time, source=_SOURCE)
    failures = Measurement(measure="policy.failures", value=len(stops), time=time, source=_SOURCE, objects=named(names))
    return Found((records, failures))
