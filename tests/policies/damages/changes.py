"""Damages written by hand: what is changed in which estate, and which rule must say so."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from facts.document import read
from facts.validate import validate
from plan.model import Gap, LayerPlan, Operation, PlannedResource
from plan.values import UNKNOWN, Secret, revealed
from policies.exemptions import Exemption
from tests.policies.damage import GONE, put
from tests.policies.damages.asking import ON, Circumstances

FOLDER = Path(__file__).resolve().parent / "table"
Selector = str
"""`<layer> <end of the class> <name>` (`role.<Role>` for a role of ours): exactly one resource of the estate."""


class Change(BaseModel):
    """One change of one resource.

    Attributes:
        at: the resource.
        set: path -> new value; `{gone: true}` takes an input away, `{unknown: true}` is known only after apply,
            `{secret: x}` is a secret.
        append: path of a list -> another member.
        text: path of a text (in base64 or not, secret or not) -> [what stands in it, what stands there afterwards];
            what stands in it may be "" to add a line at the end.
        points: input -> the resource that it points to.
        link: link of a role -> the role that it leads to.
        remove: the resource is not in the plan.
        operation: what the plan does with it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    at: Selector
    set: dict[str, Any] = Field(default_factory=dict)
    append: dict[str, Any] = Field(default_factory=dict)
    text: dict[str, tuple[str, str]] = Field(default_factory=dict)
    points: dict[str, Selector] = Field(default_factory=dict)
    link: dict[str, Selector] = Field(default_factory=dict)
    remove: bool = False
    protect: bool | None = None
    provider: Selector = ""
    operation: Operation | None = None


class Added(BaseModel):
    """A resource that the estate does not have. `below`: its parent, in whose layer it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    type: str
    name: str = "added"
    below: Selector
    inputs: dict[str, Any] = Field(default_factory=dict)
    points: dict[str, Selector] = Field(default_factory=dict)
    provider: Selector = ""
    protect: bool | None = None


class Lacking(BaseModel):
    """A gap of a role that the estate does not have."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    at: Selector
    capability: str
    level: str


class HandMade(BaseModel):
    """One damage.

    Attributes:
        each: makes one damage of each of these, which stands where the changes have the text `$` or, inside a
            text, `<$>`; `$0`, `$1` are the members of one that is a list.
        files: path -> text of a file of the repository.
        state: layer -> what is known of where its state is kept.
        stack: the plans' estate gets this name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    estate: str
    rule: str
    changes: tuple[Change, ...] = ()
    added: tuple[Added, ...] = ()
    on: date = ON
    profile: str = ""
    stack: str = ""
    each: tuple[Any, ...] = ()
    files: dict[str, str] = Field(default_factory=dict)
    gaps: tuple[Lacking, ...] = ()
    state: dict[str, dict[str, Any]] = Field(default_factory=dict)
    exemptions: tuple[Exemption, ...] = ()

    @property
    def around(self) -> Circumstances:
        return Circumstances(self.on, self.profile, self.exemptions)


class Table(BaseModel):
    """One file of the table."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/damages/1"] = Field(alias="schema")
    damages: tuple[HandMade, ...] = Field(min_length=1)


def written() -> tuple[HandMade, ...]:
    """Every entry of the table."""
    files = sorted(FOLDER.glob("*.yaml"))
    return tuple(item for file in files for item in validate(read(file, what="damages"), Table).damages)


def table() -> tuple[HandMade, ...]:
    """Every damage written by hand."""
    return tuple(one for item in written() for one in _each(item))


def _each(damage: HandMade) -> Iterator[HandMade]:
    if not damage.each:
        yield damage
    for value in damage.each:
        changes = _with(damage.model_dump(exclude={"each", "name"}, by_alias=True, exclude_unset=True), value)
        yield HandMade(**changes, name=f"{damage.name}: {value}")


def _with(holder: Any, value: Any) -> Any:
    """The same with `value` wherever `$` stands."""
    if isinstance(holder, Mapping):
        return {key: _with(item, value) for key, item in holder.items()}
    if isinstance(holder, list | tuple):
        return [_with(item, value) for item in holder]
    if not isinstance(holder, str) or "$" not in holder:
        return holder
    if holder[1:].isdigit():
        return value[int(holder[1:])]
    return value if holder == "$" else holder.replace("<$>", str(value))


def damaged(plans: Sequence[LayerPlan], damage: HandMade) -> list[LayerPlan]:
    """The plans with the damage in them."""
    found = list(plans)
    for added in damage.added:
        found = _added(found, added)
    for change in damage.changes:
        found = _changed(found, change)
    for gap in damage.gaps:
        found = _lacking(found, gap)
    found = [replace(plan, state={**plan.state, **damage.state.get(plan.layer, {})}) for plan in found]
    return [replace(plan, stack=damage.stack) for plan in found] if damage.stack else found


def selected(plans: Sequence[LayerPlan], selector: Selector) -> PlannedResource:
    """The one resource that is meant."""
    layer, token, name = selector.split(" ", 2)
    found = [
        resource
        for plan in plans
        if plan.layer == layer
        for resource in plan.resources
        if resource.name == name and _is(resource, token)
    ]
    assert len(found) == 1, (selector, [resource.urn for resource in found])
    return found[0]


def _is(resource: PlannedResource, token: str) -> bool:
    if token.startswith("role."):
        return f"role.{resource.role_kind}" == token
    return resource.custom and f":{resource.type}".endswith((f":{token}", f"/{token}"))


def _changed(plans: Sequence[LayerPlan], change: Change) -> list[LayerPlan]:
    old = selected(plans, change.at)
    new = _new(plans, old, change)
    assert change.remove or new != old, f"{change.at}: nothing is changed"
    kept = () if change.remove else (new,)
    return [
        replace(plan, resources=tuple(r for item in plan.resources for r in (kept if item is old else (item,))))
        for plan in plans
    ]


def _new(plans: Sequence[LayerPlan], old: PlannedResource, change: Change) -> PlannedResource:
    inputs: Mapping[str, Any] = old.inputs
    for path, value in change.set.items():
        inputs = put(inputs, path, read_value(value))
    for path, value in change.append.items():
        inputs = _appended(inputs, path.split("."), read_value(value))
    for path, (before, after) in change.text.items():
        inputs = put(inputs, path, rewritten(_kept(inputs, path), before, after))
    for name, selector in change.link.items():
        inputs = put(inputs, f"links.{name}", selected(plans, selector).urn)
    targets = {name: (selected(plans, selector).urn,) for name, selector in change.points.items()}
    options = old.options
    if change.protect is not None:
        options = replace(options, protect=change.protect)
    if change.provider:
        options = replace(options, provider=selected(plans, change.provider).urn)
    return replace(
        old,
        inputs=inputs,
        options=options,
        operation=change.operation or old.operation,
        property_dependencies={**old.property_dependencies, **targets},
    )


def _added(plans: Sequence[LayerPlan], added: Added) -> list[LayerPlan]:
    parent = selected(plans, added.below)
    made = PlannedResource(
        urn=f"{parent.urn}${added.type}::{added.name}",
        type=added.type,
        name=added.name,
        custom=not added.type.startswith("bastide:"),
        parent=parent.urn,
        inputs={key: read_value(value) for key, value in added.inputs.items()} | dict.fromkeys(added.points, UNKNOWN),
        options=replace(
            parent.options,
            provider=selected(plans, added.provider).urn if added.provider else "",
            protect=added.protect,
        ),
        property_dependencies={name: (selected(plans, selector).urn,) for name, selector in added.points.items()},
    )
    return [replace(plan, resources=(*plan.resources, made)) if parent in plan.resources else plan for plan in plans]


def _lacking(plans: Sequence[LayerPlan], gap: Lacking) -> list[LayerPlan]:
    role = selected(plans, gap.at)
    return [
        replace(plan, gaps=(*plan.gaps, Gap(plan.role_path(role), role.name, gap.capability, gap.level, "", "", "")))
        if role in plan.resources
        else plan
        for plan in plans
    ]


def read_value(value: Any) -> Any:
    """A value of the table as the plan has it."""
    if isinstance(value, dict):
        if value == {"gone": True}:
            return GONE
        if value == {"unknown": True}:
            return UNKNOWN
        if set(value) == {"secret"}:
            return Secret(read_value(value["secret"]))
        made = {key: read_value(item) for key, item in value.items()}
        return {key: item for key, item in made.items() if item is not GONE}
    if isinstance(value, list):
        return [read_value(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _appended(holder: Any, steps: Sequence[str], member: Any) -> Any:
    secret, holder = isinstance(holder, Secret), revealed(holder)
    made: Any
    if steps:
        known = dict(holder) if isinstance(holder, Mapping) else {}
        made = known | {steps[0]: _appended(known.get(steps[0]), steps[1:], member)}
    else:
        made = [*(holder or ()), member]
    return Secret(made) if secret else made


def rewritten(value: Any, before: str, after: str) -> Any:
    """A text with a part of it exchanged; what was secret stays secret, what was in base64 stays in it."""
    if isinstance(value, Secret):
        return Secret(rewritten(value.value, before, after))
    text = str(value or "")
    if before in text and (before or not _decoded(text)):
        return text.replace(before, after) if before else f"{text}\n{after}\n"
    opened = _decoded(text)
    assert before in opened, f"the text does not have {before!r}"
    changed = opened.replace(before, after) if before else f"{opened}\n{after}\n"
    return base64.b64encode(changed.encode()).decode()


def _kept(holder: Any, path: str) -> Any:
    """What stands at a path, in its secret marker."""
    secret = False
    for step in path.split("."):
        secret, holder = secret or isinstance(holder, Secret), revealed(holder)
        holder = holder.get(step) if isinstance(holder, Mapping) else None
    return Secret(holder) if secret and not isinstance(holder, Secret) else holder


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode()
    except ValueError:
        return ""
