"""Findings for the engine: before a resource is made where a rule can say so alone, else when the stack is complete."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pulumi_policy import PolicyResource, ResourceValidationArgs

from plan.model import LayerPlan, PlannedResource
from policies import exemptions
from policies.context import Context
from policies.evaluate import asked_about, crashed, finding, verdicts
from policies.exemptions import Exemption
from policies.model import Finding, Level, Result, Rule, Scope, Verdict, known_later
from policies.pack.lonely import ONLY_TOGETHER, LonelyView, NeedsStack, lonely_verdicts
from policies.pack.memory import Memory, layer_plan
from policies.pack.settings import Settings, home, wanted
from policies.profiles import Profile, profile_of
from policies.profiles import profile as profile_named
from policies.record import KnownLater, Record
from policies.rules import rules
from policies.view import ORPHAN, View


class Judge:
    """Judges one stack, as the engine shows it."""

    def __init__(self) -> None:
        self.memory = Memory()
        self._forget()

    def _forget(self) -> None:
        self.memory.seen.clear()
        self._said: set[tuple[str, str]] = set()
        self._environment: PlannedResource | None = None
        self._together: list[Finding] | None = None
        self._now: tuple[str, LayerPlan, Record | None] | None = None
        self._told: dict[str, list[Finding]] = {}

    def remember(self, args: ResourceValidationArgs) -> PlannedResource:
        """Keep a resource as the engine shows it. After the end of a stack another one begins."""
        if self._together is not None or not self.memory.is_of(args.urn):
            self._forget()
        return self._kept(self.memory.remember(args))

    def known(self, args: ResourceValidationArgs) -> PlannedResource:
        """The resource that is judged now. Shown for the first time where nothing was remediated before."""
        return self.memory.seen.get(args.urn) or self.remember(args)

    def _kept(self, resource: PlannedResource) -> PlannedResource:
        if resource.role_kind == "Environment":
            self._environment = resource
        return resource

    def alone(self, rule: Rule, resource: PlannedResource, settings: Settings) -> list[Finding]:
        """What a rule says of one resource before it is made; nothing where it must wait for the stack."""
        plan, record = self._lonely(resource)
        if record is None or record.entry.of or record.kind in ONLY_TOGETHER or not asked_about(rule, record.kind):
            return []
        if rule.id not in self._told:
            self._told[rule.id] = self._alone(rule, record, plan, settings)
        return self._told[rule.id]

    def _alone(self, rule: Rule, record: Record, plan: LayerPlan, settings: Settings) -> list[Finding]:
        profile = self._profile_now(rule, plan, settings)
        level = profile.rules.get(rule.id) if profile is not None else None
        if profile is None or level is None or _can_be_exempted(rule, plan):
            return []
        found = _verdicts(rule, record, Context(settings.on, profile, record.view, wanted(plan.stack)))
        if found is None:
            return []
        self._said.add((rule.id, record.urn))
        return _told(rule, record, found, level)

    def _lonely(self, resource: PlannedResource) -> tuple[LayerPlan, Record | None]:
        """The resource as a record; every rule asks of the same one in turn."""
        if self._now is None or self._now[0] != resource.urn:
            plan = _at_home(replace(layer_plan((resource,)), cloud=self.memory.cloud))
            known = self.memory.seen.get(resource.options.provider)
            record = LonelyView(plan, (resource, known) if known is not None else (resource,)).record(resource.urn)
            self._now, self._told = (resource.urn, plan, record), {}
        return self._now[1:]

    def _profile_now(self, rule: Rule, plan: LayerPlan, settings: Settings) -> Profile | None:
        """The stack's profile; None while nothing that was shown says what the rule means in it.

        The cloud shows with its first resource, the stage with its role, which stands before everything in it.
        """
        if settings.profile is not None:
            return settings.profile
        if self._environment is not None:
            plan = replace(plan, resources=(self._environment,))
        profile = profile_of(plan)
        if profile.name == "target":
            other = profile_of(replace(plan, cloud="azure")) if not plan.cloud else None
            stage = profile_named("non-production") if self._environment is None else None
            for possible in (other, stage):
                if possible is not None and possible.rules.get(rule.id) != profile.rules.get(rule.id):
                    return None
        return profile

    def together(self, shown: Iterable[PolicyResource], settings: Settings) -> list[Finding]:
        """What all rules say of the whole stack, without what was said of its resources one by one. Judged once."""
        if self._together is None:
            self._together = self._judged(_at_home(self.memory.plan(shown)), settings)
        return self._together

    def _judged(self, plan: LayerPlan, settings: Settings) -> list[Finding]:
        view = View((plan,))
        profile = settings.profile or profile_of(plan)
        exempted = _exemptions(view, plan.stack)
        context = Context(settings.on, profile, view, wanted(plan.stack), exempted)
        found: list[Finding] = []
        for rule in rules().values():
            level = profile.rules.get(rule.id)
            if level is not None:
                for record in self._left(rule, view):
                    found += _told(rule, record, verdicts(rule, record, context), level)
        return exemptions.apply(found, exempted, settings.on).findings

    def _left(self, rule: Rule, view: View) -> Iterable[Record]:
        for record in view.records:
            whole = not record.entry.of or record.kind == ORPHAN
            if whole and asked_about(rule, record.kind) and (rule.id, record.urn) not in self._said:
                yield record


def alone_rules() -> tuple[Rule, ...]:
    """The rules that may be able to judge a resource by itself."""
    return tuple(rule for rule in rules().values() if rule.scope is Scope.RECORD)


def _verdicts(rule: Rule, record: Record, context: Context) -> tuple[Verdict, ...] | None:
    try:
        return lonely_verdicts(rule, record, context)
    except NeedsStack:
        return None
    except KnownLater as later:
        return (known_later(later.attribute),)
    except Exception as error:
        return (crashed(rule, error),)


def _at_home(plan: LayerPlan) -> LayerPlan:
    """The plan with the cloud of its estate, where nothing in it says one: S3 buckets and roles are at any."""
    return plan if plan.cloud else replace(plan, cloud=home(plan.stack))


def _can_be_exempted(rule: Rule, plan: LayerPlan) -> bool:
    """An exemption can name a role, which only the whole stack shows; one in code is shown at the end, too."""
    return any(item.rule == rule.id and item.stack == plan.stack for item in exemptions.register())


def _exemptions(view: View, stack: str) -> tuple[Exemption, ...]:
    return tuple(item for item in (*exemptions.register(), *exemptions.in_code(view)) if item.stack == stack)


def _told(rule: Rule, record: Record, found: Iterable[Verdict], level: Level) -> list[Finding]:
    return [
        finding(rule, record, verdict, level) for verdict in found if verdict.result in (Result.FAIL, Result.UNKNOWN)
    ]
