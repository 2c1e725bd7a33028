"""A plan as JSON: `bastide/plan/1`, described by docs/schemas/plan.json. Equal plans give equal bytes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any, Final

from plan.model import Alias, Base, Diff, Gap, LayerPlan, Message, Options, Package, PlannedResource, PolicyReport
from plan.values import masked, unknowns

SCHEMA: Final = "bastide/plan/1"

KindOf = Callable[[PlannedResource], str]
"""The neutral kind of a cloud resource (`net.vpc`), "" where there is none."""


def to_json(plans: Iterable[LayerPlan], kind_of: KindOf | None = None) -> str:
    """The document as text, with sorted keys and a line feed at its end."""
    return json.dumps(document(plans, kind_of), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def document(plans: Iterable[LayerPlan], kind_of: KindOf | None = None) -> dict[str, Any]:
    """The document as JSON-ready values: layers in the given order, resources by URN, secrets masked."""
    return {"schema": SCHEMA, "stacks": [layer(plan, kind_of) for plan in plans]}


def layer(plan: LayerPlan, kind_of: KindOf | None = None) -> dict[str, Any]:
    """One entry of `stacks`."""
    ordered = sorted(plan.resources, key=lambda resource: resource.urn)
    kinds = {resource.urn: kind_of(resource) for resource in ordered if resource.is_cloud} if kind_of else {}
    return {
        "stack": plan.stack,
        "layer": plan.layer,
        "cloud": plan.cloud,
        "engine": plan.engine,
        "providers": plan.providers,
        "packages": dict(sorted(plan.packages.items())),
        "base": _base(plan.base),
        "policies": [_policy(report) for report in plan.policies],
        "refused": plan.refused,
        "state": dict(plan.state),
        "resources": [
            _resource(resource, plan.role_path(resource), kinds.get(resource.urn, "")) for resource in ordered
        ],
        "gaps": [_gap(gap) for gap in plan.gaps],
        "outputs": masked(plan.outputs),
        "messages": [_message(message) for message in plan.messages],
        "summary": summary(plan, kinds),
    }


def _base(base: Base | None) -> dict[str, str] | None:
    return None if base is None else {field.name: getattr(base, field.name) for field in fields(Base)}


def _policy(report: PolicyReport) -> dict[str, str]:
    return {field.name: getattr(report, field.name) for field in fields(PolicyReport)}


def summary(plan: LayerPlan, kinds: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Counts over a layer. `kinds` gives the neutral kind by URN, where the caller knows it."""
    known_kinds = Counter(kind for kind in (kinds or {}).values() if kind)
    return {
        "resources": len(plan.resources),
        "cloud_resources": sum(resource.is_cloud for resource in plan.resources),
        "roles": sum(resource.is_role for resource in plan.resources),
        "operations": _counts(Counter(str(resource.operation) for resource in plan.resources)),
        "kinds": _counts(known_kinds),
        "gaps": len(plan.gaps),
        "unknown_inputs": sum(len(unknowns(resource.inputs)) for resource in plan.resources),
    }


def _counts(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items()))


def _resource(resource: PlannedResource, role: str, kind: str) -> dict[str, Any]:
    return {
        "urn": resource.urn,
        "type": resource.type,
        "name": resource.name,
        "role": role,
        "kind": kind,
        "custom": resource.custom,
        "parent": resource.parent,
        "operation": str(resource.operation),
        "inputs": masked(resource.inputs),
        "outputs": masked(resource.outputs),
        "unknown": sorted(unknowns(resource.inputs)),
        "options": _options(resource.options),
        "dependencies": sorted(resource.dependencies),
        "property_dependencies": {key: sorted(urns) for key, urns in resource.property_dependencies.items()},
        "package": _package(resource.package),
        "diff": _diff(resource.diff),
        "id": resource.id,
    }


def _options(options: Options) -> dict[str, Any]:
    """Only what is set: a default says nothing and a plan has thousands of them."""
    default = Options()
    found = {field.name: getattr(options, field.name) for field in fields(Options)}
    return {name: _option(value) for name, value in found.items() if value != getattr(default, name)}


def _option(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_alias(item) if isinstance(item, Alias) else item for item in value]
    return dict(value) if isinstance(value, Mapping) else value


def _alias(alias: Alias) -> dict[str, Any]:
    found = {field.name: getattr(alias, field.name) for field in fields(Alias)}
    return {name: value for name, value in found.items() if value}


def _package(package: Package | None) -> dict[str, str] | None:
    return None if package is None else {field.name: getattr(package, field.name) for field in fields(Package)}


def _diff(diff: Diff | None) -> dict[str, Any] | None:
    if diff is None:
        return None
    changes = [
        {
            "path": change.path,
            "kind": change.kind,
            "old": masked(change.old),
            "new": masked(change.new),
            "forces_replace": change.forces_replace,
        }
        for change in sorted(diff.changes, key=lambda change: (change.path, change.kind))
    ]
    return {"changes": changes, "replace_reasons": sorted(diff.replace_reasons)}


def _gap(gap: Gap) -> dict[str, str]:
    return {field.name: getattr(gap, field.name) for field in fields(Gap)}


def _message(message: Message) -> dict[str, str]:
    return {"severity": message.severity, "text": message.text, "urn": message.urn}
