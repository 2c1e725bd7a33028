"""What a plan changes against its base: worst first, each with its role, its properties and the reason. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bastide.review.compare import OPERATION_ORDER
from bastide.review.properties import Property, properties
from bastide.review.tree import operation_mark, short_type
from plan.model import LayerPlan, Operation, PlannedResource
from plan.values import masked

_UNCHANGED: Final = (Operation.SAME, Operation.READ)
FOLLOWS: Final = "replaced with something that it depends on and that is deleted first"
_LONGEST_VALUE: Final = 60


@dataclass(frozen=True, slots=True)
class Changed:
    """One resource that changes.

    Attributes:
        properties: long values are cut.
        holds_data: it is protected or kept when it is deleted: losing it loses data.
        kept: it leaves the plan and stays at the cloud.
    """

    stack: str
    urn: str
    mark: str
    operation: str
    type: str
    name: str
    role: str
    holds_data: bool
    kept: bool
    properties: tuple[Property, ...]

    @property
    def follows(self) -> bool:
        """It is replaced with something that it depends on, and by none of its own changes."""
        return self.operation == Operation.REPLACE and not any(item.forces_replace for item in self.properties)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the engine or a policy says of a plan. `severity` is `error` or `warning`."""

    stack: str
    severity: str
    text: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All of it. `bases` says what the plans are compared with, `cautions` why that may not be exact."""

    bases: tuple[str, ...]
    cautions: tuple[str, ...]
    resources: tuple[Changed, ...]
    notes: tuple[Note, ...]

    @property
    def summary(self) -> str:
        """`1 replace, 2 update`, or `no change`."""
        counts = {str(operation): 0 for operation in OPERATION_ORDER}
        for item in self.resources:
            counts[item.operation] += 1
        return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "no change"


def changes(plans: Iterable[LayerPlan]) -> Changes:
    """The changes of all plans, deletions and replacements first, what holds data before the rest."""
    known = tuple(plans)
    bases = dict.fromkeys(_base(plan) for plan in known if plan.base)
    cautions = dict.fromkeys(plan.base.approximate for plan in known if plan.base and plan.base.approximate)
    found = [item for plan in known for item in _of_layer(plan)]
    order = {str(operation): rank for rank, operation in enumerate(OPERATION_ORDER)}
    found.sort(key=lambda item: (order[item.operation], not item.holds_data, item.stack, item.role, item.name))
    return Changes(tuple(bases), tuple(cautions), tuple(found), tuple(note for plan in known for note in _notes(plan)))


def _base(plan: LayerPlan) -> str:
    assert plan.base is not None
    return f"{plan.base.name} ({plan.base.commit[:12]})" if plan.base.commit else plan.base.name


def _of_layer(plan: LayerPlan) -> list[Changed]:
    """Its cloud resources, and the roles that change with none of these."""
    changed = [item for item in plan.resources if item.operation not in _UNCHANGED and not item.is_stack]
    resources = [item for item in changed if item.custom and not item.is_provider]
    owners = {owner for item in resources for owner in _above(plan, item)}
    roles = [item for item in changed if item.is_role and item.urn not in owners]
    providers = [item for item in changed if item.is_provider]
    return [_changed(plan, item) for item in (*resources, *roles, *providers)]


def _above(plan: LayerPlan, resource: PlannedResource) -> Sequence[str]:
    found: list[str] = []
    while resource.parent in plan.by_urn and resource.parent not in found:
        found.append(resource.parent)
        resource = plan.by_urn[resource.parent]
    return found


def _changed(plan: LayerPlan, resource: PlannedResource) -> Changed:
    options = resource.options
    return Changed(
        stack=f"{plan.stack}-{plan.layer}",
        urn=resource.urn,
        mark=operation_mark(resource).strip(),
        operation=str(resource.operation),
        type=short_type(resource.type),
        name=resource.name,
        role=plan.role_path(resource),
        holds_data=bool(options.protect or options.retain_on_delete),
        kept=resource.operation is Operation.DELETE and bool(options.retain_on_delete),
        properties=properties(resource, _shown),
    )


def _shown(value: Any) -> str:
    if value is None:
        return "(none)"
    visible = masked(value)
    text = visible if isinstance(visible, str) else json.dumps(visible, ensure_ascii=False)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"


def _notes(plan: LayerPlan) -> Iterable[Note]:
    stack = f"{plan.stack}-{plan.layer}"
    for message in plan.messages:
        if message.severity in ("error", "warning"):
            yield Note(stack, message.severity, _of(message.urn, message.text))
    for report in plan.policies:
        severity = "error" if report.level == "mandatory" else "warning"
        yield Note(stack, severity, _of(report.urn, f"{report.rule} ({report.level}): {report.message}"))


def _of(urn: str, text: str) -> str:
    name = urn.rpartition("::")[2]
    return f"{name}: {text}" if name else text
