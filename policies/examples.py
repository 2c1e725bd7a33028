"""Examples of rules: small plans with the result that a rule must give. Read by tests and by the pages of rules.

A value `{unknown: true}` is known only after apply, `{secret: text}` is a secret, `{ref: name}` is the id of another
resource of the example.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from facts.document import read
from facts.validate import validate
from plan.model import NO_OPTIONS, STACK_TYPE, Gap, LayerPlan, Operation, PlannedResource
from plan.values import UNKNOWN, Secret
from policies.context import Context, Wanted
from policies.evaluate import verdicts
from policies.model import Result, Rule, Verdict
from policies.profiles import profile
from policies.record import Record
from policies.rules import FOLDER
from policies.view import View

_BESIDE: Final = ("gap", "provider")
"""What has the name of the resource or role that an example is about, and is not meant."""
_ON: Final = date(2026, 11, 28)
_ROOT: Final = f"urn:pulumi:example::bastide::{STACK_TYPE}::bastide-example"


class ExampleResource(BaseModel):
    """One resource of an example. `provider` are the settings of its explicit provider; `parent` names another one."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    type: str
    name: str
    inputs: dict[str, Any] = Field(default_factory=dict)
    provider: dict[str, Any] | None = None
    parent: str = ""
    protect: bool = False
    retain: bool = False
    operation: Operation = Operation.CREATE


class ExampleGap(BaseModel):
    """A gap of the role named `name`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    capability: str
    level: str


class Case(BaseModel):
    """One example.

    Attributes:
        about: name of the resource (or `gap:<capability>`) that the expected result is about; the last one by default.
        area: spec of the environment or space around everything that has no parent (`stage: space` for a space).
        state: what is known of where the state is kept.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str
    expect: Literal["pass", "fail", "unknown", "not applicable"]
    cloud: str = "scaleway"
    stack: str = "example"
    profile: str = "target"
    on: date = _ON
    about: str = ""
    area: dict[str, Any] | None = None
    wanted: dict[str, Any] = Field(default_factory=dict)
    state: dict[str, Any] = Field(default_factory=dict)
    resources: tuple[ExampleResource, ...] = ()
    gaps: tuple[ExampleGap, ...] = ()


class Examples(BaseModel):
    """`policies/rules/examples/<RULE-ID>.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/examples/1"] = Field(alias="schema")
    rule: str
    cases: tuple[Case, ...] = Field(min_length=1)


def examples(rule_id: str) -> tuple[Case, ...]:
    """The examples of a rule.

    Raises:
        BadInput: the file is missing or wrong.
    """
    file: Path = FOLDER / "examples" / f"{rule_id}.yaml"
    return validate(read(file, what=f"the examples of {rule_id}"), Examples).cases


def plan_of(case: Case) -> LayerPlan:
    """The example as a plan of one layer."""
    resources = [PlannedResource(_ROOT, STACK_TYPE, "bastide-example", False)]
    around = _around(case)
    if around is not None:
        resources.append(around)
    urns: dict[str, str] = {}
    for item in case.resources:
        parent = urns.get(item.parent) or (around.urn if around is not None else _ROOT)
        resources += _resources(item, parent, urns)
        urns[item.name] = resources[-1].urn
    plan = LayerPlan(case.stack, "hub", case.cloud, "builtin", "none", tuple(resources), state=case.state)
    roles = {item.name: plan.role_path(item) for item in plan.resources if item.is_role}
    gaps = tuple(Gap(roles[gap.name], gap.name, gap.capability, gap.level, "example", "", "") for gap in case.gaps)
    return replace(plan, gaps=gaps)


def _around(case: Case) -> PlannedResource | None:
    if case.area is None:
        return None
    space = case.area.get("stage") == "space"
    token = "bastide:area:ProjectSpace" if space else "bastide:area:Environment"
    name = str(case.area.get("name", "cardio" if space else "prod"))
    spec = {key: _plain(value) for key, value in case.area.items() if key != "name"}
    inputs = {"spec": spec, "links": {}, "gaps": []}
    return PlannedResource(f"urn:pulumi:example::bastide::{token}::{name}", token, name, False, _ROOT, inputs)


def _resources(item: ExampleResource, parent: str, urns: Mapping[str, str]) -> list[PlannedResource]:
    """The resource, after its explicit provider where the example names one."""
    package = item.type.partition(":")[0]
    made = []
    options = replace(NO_OPTIONS, protect=item.protect or None, retain_on_delete=item.retain or None)
    if item.provider is not None:
        token = f"pulumi:providers:{package}"
        urn = f"urn:pulumi:example::bastide::{token}::{item.name}"
        made.append(PlannedResource(urn, token, item.name, True, _ROOT, _value(item.provider, urns)))
        options = replace(options, provider=f"{urn}::id")
    role = package == "bastide"
    made.append(
        PlannedResource(
            urn=f"urn:pulumi:example::bastide::{item.type}::{item.name}",
            type=item.type,
            name=item.name,
            custom=not role,
            parent=parent,
            inputs=_value(item.inputs, urns),
            options=replace(options, provider=made[-1].urn) if made else options,
            property_dependencies={} if role else _dependencies(item.inputs, urns),
            operation=item.operation,
        )
    )
    return made


def _value(value: Any, urns: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        if set(value) == {"unknown"} or set(value) == {"ref"}:
            return UNKNOWN
        if set(value) == {"secret"}:
            return Secret(_value(value["secret"], urns))
        if set(value) == {"urn"}:
            return urns[value["urn"]]
        return {key: _value(item, urns) for key, item in value.items()}
    if isinstance(value, list):
        return [_value(item, urns) for item in value]
    return _plain(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _dependencies(inputs: Mapping[str, Any], urns: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found = {key: tuple(urns[name] for name in _named(value)) for key, value in inputs.items()}
    return {key: targets for key, targets in found.items() if targets}


def _named(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [value["ref"]] if set(value) == {"ref"} else [n for item in value.values() for n in _named(item)]
    return [name for item in value for name in _named(item)] if isinstance(value, list) else []


def verdicts_of(rule: Rule, case: Case) -> tuple[Verdict, ...]:
    """What a rule says of the resource that an example is about."""
    view = View([plan_of(case)])
    record = _about(case, view)
    context = Context(case.on, profile(case.profile), view, Wanted(**case.wanted))
    return verdicts(rule, record, context)


def _about(case: Case, view: View) -> Record:
    everything = (*view.records, *view.deleted)
    if case.about.startswith("gap:"):
        return next(r for r in everything if r.kind == "gap" and r.raw("capability") == case.about[4:])
    if case.about == "stack":
        return next(r for r in everything if r.kind == "stack")
    name = case.about or case.resources[-1].name
    return next(r for r in reversed(everything) if r.name == name and not r.entry.of and r.kind not in _BESIDE)


def outcome(found: tuple[Verdict, ...]) -> Result:
    """The worst of several verdicts: one failure makes a failure."""
    order = (Result.FAIL, Result.UNKNOWN, Result.PASS, Result.NOT_APPLICABLE)
    return min((verdict.result for verdict in found), key=order.index)
