"""All rules over the plans of one estate: profiles, exemptions, known shortfalls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from plan.model import LayerPlan, Message, PlannedResource
from policies import exemptions, shortfalls
from policies.context import Context, Wanted
from policies.evaluate import Count, evaluate, passes
from policies.exemptions import Exemption
from policies.model import Finding, Level, Result, Text
from policies.profiles import Profile, profile_of
from policies.rules import rules
from policies.view import View

_OF_PROGRAMS: Final = ("builtin", "preview-json", "pulumi")
EXEMPTIONS_RULE = "PLN-005"


@dataclass(frozen=True)
class Ask:
    """How to check.

    Attributes:
        on: the day of evaluation.
        profile: asked of every layer; None: each layer's own.
        strict: what is unknown, and an exemption that matches nothing, is a failure.
        all: passes too, for evidence.
    """

    on: date
    profile: Profile | None = None
    strict: bool = False
    all: bool = False


@dataclass(frozen=True)
class Checked:
    """What the rules say of one estate.

    Attributes:
        profiles: layer -> name of its profile.
        counts: rule id -> how often it said what.
        expired: exemptions that are past their end (or before their beginning) and match a failure.
        stale: exemptions that match nothing; none for a plan from a file, or under another profile.
        new: failures that are in no list of known shortfalls, by (rule, role path); None where the list does not
            count (a part of an estate, a plan from a file, another profile).
        gone: listed shortfalls that are not there (any more) as listed.
        silent: rules that were asked and found nothing to look at.
        layers: of which layers this is; empty: of all.
        unseen: what the reader of a plan from a file says that it could not look at.
    """

    stack: str
    profiles: Mapping[str, str]
    findings: Sequence[Finding]
    counts: Mapping[str, Count]
    used: Sequence[Exemption] = ()
    expired: Sequence[Exemption] = ()
    stale: Sequence[Exemption] = ()
    new: Sequence[shortfalls.Difference] | None = None
    gone: Sequence[shortfalls.Difference] = ()
    resources: int = 0
    silent: Sequence[str] = ()
    layers: Sequence[str] = ()
    unseen: Sequence[Message] = ()

    @property
    def stopping(self) -> list[Finding]:
        """Failures at mandatory level that nothing exempts."""
        return [finding for finding in self.findings if finding.stops]


def check(
    plans: Sequence[LayerPlan],
    ask: Ask,
    wanted: Wanted | None = None,
    sources: Iterable[PlannedResource] = (),
    *,
    layers: Sequence[str] = (),
    view: View | None = None,
) -> Checked:
    """Check the plans of one estate. `layers`: report only these; the others are looked at for what they share.

    `wanted`: what its intent asks for; None for a plan from a file, which may be a part of an estate or none of ours:
    the list of known shortfalls does not count there, and an exemption that matches nothing there is not stale.
    `view`: of these plans and sources, where the caller has it already.

    Raises:
        BadInput: the register of exemptions or another file of the policies is wrong.
    """
    view = View(plans, sources) if view is None else view
    stack = plans[0].stack
    # a file of another tool has no layer, and its stack is called like the file: the register knows estates only
    registered = exemptions.register() if any(plan.layer for plan in plans) else ()
    exempted = tuple(item for item in (*registered, *exemptions.in_code(view)) if item.stack == stack)
    contexts = {
        plan.layer: Context(ask.on, ask.profile or profile_of(plan), view, wanted or Wanted(), exempted)
        for plan in plans
    }
    done = evaluate(view, contexts, tuple(rules().values()))
    applied = exemptions.apply(done.findings, exempted, ask.on)
    own = wanted is not None and ask.profile is None
    stale = applied.stale if own else []
    found = [*applied.findings, *(_stale(stack, item, several=item in applied.several) for item in stale)]
    if ask.all:
        found += passes(done, contexts)
    listed = own and not layers and stack in shortfalls.shortfalls()
    differences = shortfalls.differences(stack, found) if listed else None
    kept = [_strict(finding, ask) for finding in found if not layers or finding.layer in layers]
    return Checked(
        stack=stack,
        profiles={layer: context.profile.name for layer, context in contexts.items() if not layers or layer in layers},
        findings=kept,
        counts=done.counts,
        used=applied.used,
        expired=applied.expired,
        stale=stale,
        new=None if differences is None else [item for item in differences if item.found > item.listed],
        gone=[item for item in differences or () if item.found < item.listed],
        resources=sum(resource.is_cloud for plan in plans for resource in plan.resources),
        silent=[rule_id for rule_id, count in done.counts.items() if not count.looked],
        layers=layers,
        unseen=() if wanted is not None else [item for plan in plans for item in _unseen(plan)],
    )


def _unseen(plan: LayerPlan) -> Iterable[Message]:
    """What the reader says. The messages of a preview are its program's, and can hold anything."""
    return () if plan.engine in _OF_PROGRAMS else (item for item in plan.messages if item.severity == "warning")


def _strict(finding: Finding, ask: Ask) -> Finding:
    if not ask.strict or finding.result is not Result.UNKNOWN:
        return finding
    return replace(finding, result=Result.FAIL)


def _stale(stack: str, item: Exemption, *, several: bool) -> Finding:
    """An exemption that matches nothing, or more than one resource: reported, and a failure in strict mode."""
    rule = rules()[EXEMPTIONS_RULE]
    info = Text(
        f"the exemption {item.id} from {item.rule} matches no failure: remove it",
        f"l'exemption {item.id} à la règle {item.rule} ne correspond à aucun manquement : la retirer",
    )
    if several:
        info = Text(
            f"the exemption {item.id} from {item.rule} names more than one resource and covers none: give its URN",
            f"l'exemption {item.id} à la règle {item.rule} désigne plusieurs ressources et n'en couvre aucune : donner "
            "l'URN",
        )
    return Finding(
        stack=stack,
        layer="",
        rule=rule.id,
        result=Result.UNKNOWN,
        severity=rule.severity,
        level=Level.MANDATORY,
        urn="",
        role="",
        name=item.id,
        kind="exemption",
        type="",
        clauses=rule.clauses,
        info=info,
        subject=item.target,
    )
