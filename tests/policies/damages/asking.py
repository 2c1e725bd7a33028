"""What rules say of whole estates, undamaged and damaged."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from plan.model import LayerPlan, PlannedResource
from policies.context import Context, Wanted
from policies.evaluate import asked_about, verdicts
from policies.exemptions import Exemption
from policies.model import Result, Rule
from policies.profiles import profile, profile_of
from policies.record import Record
from policies.rules import module_name
from policies.view import DELETION, ORPHAN, View
from policies.wanted import wanted_by
from stacks.catalogue import FOLDER
from tests.policies.kinds import estates

ON = date(2026, 11, 28)
Failure = tuple[str, str, tuple[str, ...], str]
"""Rule, URN, attributes, and what it says."""


@dataclass(frozen=True)
class Circumstances:
    """What is asked beside the plans. `profile`: "" for each layer's own."""

    on: date = ON
    profile: str = ""
    exemptions: tuple[Exemption, ...] = field(default=())


USUAL = Circumstances()


@cache
def rule(rule_id: str) -> Rule:
    """One rule, whatever state the others are in."""
    found: Rule = importlib.import_module(f"policies.rules.{module_name(rule_id)}").RULE
    return found


@cache
def wanted(estate: str) -> Wanted:
    """What the estate's intent asks for."""
    return wanted_by(estate, FOLDER)


@cache
def undamaged(estate: str, rule_id: str) -> Counter[Failure]:
    """How one rule fails on the estate as it is, on the usual day."""
    return Counter(failures(estates.view(estate), [rule_id]))


@cache
def _places(estate: str, rule_id: str) -> Counter[tuple[str, str, tuple[str, ...]]]:
    return Counter(failure[:3] for failure in undamaged(estate, rule_id).elements())


def failures(view: View, names: Iterable[str], around: Circumstances = USUAL) -> list[Failure]:
    """How rules fail on an estate. A rule that crashes proves nothing: an error."""
    contexts = {plan.layer: _context(plan, view, around) for plan in view.plans}
    return [found for name in names for found in _failures(rule(name), view, contexts)]


def _context(plan: LayerPlan, view: View, around: Circumstances) -> Context:
    asked = profile(around.profile) if around.profile else profile_of(plan)
    return Context(around.on, asked, view, wanted(view.plans[0].stack), around.exemptions)


def _failures(
    asked: Rule, view: View, contexts: dict[str, Context], records: Iterable[Record] | None = None
) -> list[Failure]:
    found = []
    for record in _asked(view) if records is None else records:
        if asked_about(asked, record.kind) and asked.id in contexts[record.plan.layer].profile.rules:
            for verdict in verdicts(asked, record, contexts[record.plan.layer]):
                said = verdict.info.en if verdict.info is not None else ""
                assert "itself failed" not in said, (record.urn, said)
                if verdict.result is Result.FAIL:
                    found.append((asked.id, record.urn, verdict.properties, said))
    return found


def _asked(view: View) -> list[Record]:
    return [
        record for record in (*view.records, *view.deleted) if not record.entry.of or record.kind in (DELETION, ORPHAN)
    ]


def new_failures(
    estate: str,
    plans: Sequence[LayerPlan],
    names: Iterable[str],
    around: Circumstances = USUAL,
    sources: Iterable[PlannedResource] = (),
) -> list[Failure]:
    """What rules say of the damaged plans and do not say of the estate as it is.

    A failure that only says something else than before is not new: there are more of the same rule, of the same
    attributes, of the same resource.
    """
    view = View(plans, sources)
    return [failure for name in names for failure in _new(estate, view, name, around)]


def is_seen(estate: str, plans: Sequence[LayerPlan], names: Iterable[str], urn: str) -> bool:
    """Whether one of these rules says something new, of the resource itself or of anything else."""
    view = View(plans)
    contexts = {plan.layer: _context(plan, view, USUAL) for plan in view.plans}
    near = _near(view, urn)
    return any(
        _more(estate, name, _failures(rule(name), view, contexts, near))
        or _more(estate, name, _failures(rule(name), view, contexts))
        for name in names
    )


def _near(view: View, urn: str) -> list[Record]:
    """The resource and what it is a setting of: where most is said."""
    record = view.record(urn)
    if record is None:
        return []
    around = view.targets(record, record.entry.of) if record.entry.of and record.kind != ORPHAN else (record,)
    return list(around)


def _more(estate: str, name: str, found: list[Failure]) -> bool:
    before = _places(estate, name)
    return any(count > before[place] for place, count in Counter(failure[:3] for failure in found).items())


def _new(estate: str, view: View, name: str, around: Circumstances) -> list[Failure]:
    before = _places(estate, name)
    found = failures(view, [name], around)
    after = Counter(failure[:3] for failure in found)
    return [failure for failure in found if after[failure[:3]] > before[failure[:3]]]
