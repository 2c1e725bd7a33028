"""The policies of the pack.

A policy has one level, a rule one for each profile: what a profile makes advice goes through policies of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyComplianceFramework,
    PolicyConfigSchema,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy import Severity as SdkSeverity

from facts import ask
from facts.errors import BadInput
from policies.model import Finding, Level, Result, Rule, Severity
from policies.pack import once
from policies.pack.judge import Judge, alone_rules
from policies.pack.settings import SCHEMA, settings
from policies.rules import rules

_SEVERITY: Final = {severity: SdkSeverity(severity.value) for severity in Severity}
_CONFIG: Final = PolicyConfigSchema(dict(SCHEMA))
_GAP: Final = "::gap::"
STACK, ADVICE, STACK_ADVICE = "whole-stack", "advice", "whole-stack-advice"


def policies() -> list[Policy]:
    """One policy a rule that can refuse a resource before it is made, one for the whole stack, two for advice."""
    judge = Judge()
    return [
        ResourceValidationPolicy(
            name="remember",
            description="Keeps what the engine shows of each resource; changes nothing.",
            remediate=_remembering(judge),
            enforcement_level=EnforcementLevel.REMEDIATE,
        ),
        *(_of_rule(rule, judge) for rule in alone_rules()),
        ResourceValidationPolicy(
            name=ADVICE,
            description="Rules that are advice in this stack's profile, and what is known only after apply.",
            validate=_advising(judge),
            enforcement_level=EnforcementLevel.ADVISORY,
            config_schema=_CONFIG,
        ),
        _of_stack(STACK, "Rules that need the whole stack.", judge, EnforcementLevel.MANDATORY, mandatory=True),
        _of_stack(STACK_ADVICE, "The same, as advice.", judge, EnforcementLevel.ADVISORY, mandatory=False),
    ]


def _remembering(judge: Judge) -> Callable[[ResourceValidationArgs], None]:
    def remember(args: ResourceValidationArgs) -> None:
        once.forget()
        with suppress(Exception):
            # what cannot be kept is met again, and reported, by the rules
            judge.remember(args)

    return remember


def _of_rule(rule: Rule, judge: Judge) -> Policy:
    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        with _told(report, rule.id):
            asked = settings(args.get_config())
            for finding in judge.alone(rule, judge.known(args), asked):
                if _stops(finding, strict=asked.strict):
                    report(message(finding), None)

    return ResourceValidationPolicy(
        name=rule.id,
        description=rule.title.en,
        validate=validate,
        enforcement_level=EnforcementLevel.MANDATORY,
        config_schema=_CONFIG,
        severity=_SEVERITY[rule.severity],
        framework=_framework(rule),
        tags=list(rule.clauses),
        remediation_steps=rule.remediation.en,
    )


@contextmanager
def _told(report: ReportViolation, name: str) -> Iterator[None]:
    """A failure of the pack itself as a violation: the engine must not end on an error that nobody can read.

    Says what a person can mend, or which exception it was; never what it says, which can be a value.
    """
    try:
        yield
    except BadInput as error:
        report(f"{name}: nothing was checked here: {error.message()}", None)
    except Exception as error:
        report(f"{name}: the pack itself failed ({type(error).__name__}); nothing was checked here: report it", None)


def _framework(rule: Rule) -> PolicyComplianceFramework | None:
    """The framework of the first clause; the SDK knows one, the others stand in the tags."""
    clause = ask.clause(rule.clauses[0])
    framework = ask.framework(clause.framework) if clause else None
    if framework is None:
        return None
    return PolicyComplianceFramework(framework.name, framework.version, framework.reference, rule.clauses[0])


def _advising(judge: Judge) -> Callable[[ResourceValidationArgs, ReportViolation], None]:
    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        with _told(report, ADVICE):
            asked, resource = settings(args.get_config()), judge.known(args)
            for rule in alone_rules():
                for finding in judge.alone(rule, resource, asked):
                    if not _stops(finding, strict=asked.strict):
                        report(f"{rule.id}: {message(finding)}", None)

    return validate


def _of_stack(name: str, description: str, judge: Judge, level: EnforcementLevel, *, mandatory: bool) -> Policy:
    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        with _told(report, name):
            asked = settings(args.get_config())
            for finding in judge.together(args.resources, asked):
                if finding.exemption is None and _stops(finding, strict=asked.strict) is mandatory:
                    # the engine knows no gaps: theirs is the role's
                    report(f"{finding.rule}: {message(finding)}", finding.urn.partition(_GAP)[0])

    return StackValidationPolicy(
        name=name, description=description, validate=validate, enforcement_level=level, config_schema=_CONFIG
    )


def _stops(finding: Finding, *, strict: bool) -> bool:
    """Whether it must refuse the deployment. What is unknown at preview is known at `up`, and judged then."""
    if finding.level is not Level.MANDATORY:
        return False
    return finding.result is Result.FAIL or strict


def message(finding: Finding) -> str:
    """What is said of a finding: never a value of the resource."""
    rule = rules()[finding.rule]
    info: Any = finding.info
    return f"{info.en} [{', '.join(finding.clauses)}] do: {rule.remediation.en}"
