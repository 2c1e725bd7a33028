"""Two plans of the same layer by two engines, held together field by field. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from plan.engine.difference import compared
from plan.model import LayerPlan, Operation, PlannedResource
from plan.values import MASKED_UNKNOWN, masked

STACK_REFERENCE: Final = "pulumi:pulumi:StackReference"
"""The Pulumi engine reads it through a provider of its own, which the built-in engine does not have."""
_BUILTIN_PROVIDER: Final = "pulumi:providers:pulumi"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field of one resource that two engines see differently."""

    urn: str
    field: str
    first: Any
    second: Any

    def __str__(self) -> str:
        return f"{self.urn}\n    {self.field}: {self.first!r} / {self.second!r}"


_FIELDS: Final[Mapping[str, Callable[[PlannedResource], Any]]] = {
    "type": lambda resource: resource.type,
    "custom": lambda resource: resource.custom,
    "parent": lambda resource: resource.parent,
    "dependencies": lambda resource: sorted(resource.dependencies),
    "property_dependencies": lambda resource: {
        key: sorted(urns) for key, urns in resource.property_dependencies.items() if urns
    },
    "operation": lambda resource: str(resource.operation),
    "provider": lambda resource: resource.options.provider,
    "protect": lambda resource: bool(resource.options.protect),
    "retain_on_delete": lambda resource: bool(resource.options.retain_on_delete),
    "ignore_changes": lambda resource: sorted(resource.options.ignore_changes),
    "replace_on_changes": lambda resource: sorted(resource.options.replace_on_changes),
    "deleted_with": lambda resource: resource.options.deleted_with,
    "additional_secret_outputs": lambda resource: sorted(resource.options.additional_secret_outputs),
    "import_id": lambda resource: resource.options.import_id,
}


def disagreements(first: LayerPlan, second: LayerPlan) -> tuple[Disagreement, ...]:
    """Everything that differs in URNs, inputs, options, parents, dependencies, providers and gaps.

    Values of secrets are not compared: an engine shows none. Where the second engine adopts resources it has read them,
    so that it knows what the first one leaves unknown; that is no disagreement.
    """
    learned = any(resource.operation is Operation.IMPORT for resource in second.resources)
    left, right = _compared_ones(first), _compared_ones(second)
    found = [Disagreement(urn, "urn", "there", "missing") for urn in sorted(left.keys() - right.keys())]
    found += [Disagreement(urn, "urn", "missing", "there") for urn in sorted(right.keys() - left.keys())]
    for urn in sorted(left.keys() & right.keys()):
        found += _of_resource(left[urn], right[urn], learned=learned)
    if first.gaps != second.gaps:
        found.append(Disagreement("", "gaps", first.gaps, second.gaps))
    return tuple(found)


def _compared_ones(plan: LayerPlan) -> dict[str, PlannedResource]:
    return {resource.urn: resource for resource in plan.resources if resource.type != _BUILTIN_PROVIDER}


def _of_resource(first: PlannedResource, second: PlannedResource, *, learned: bool) -> Iterator[Disagreement]:
    for name, value in _FIELDS.items():
        if name == "provider" and first.type == STACK_REFERENCE:
            continue
        if value(first) != value(second):
            yield Disagreement(first.urn, name, value(first), value(second))
    for change in compared(masked(first.inputs), masked(second.inputs)):
        if learned and change.old == MASKED_UNKNOWN and change.new is not None:
            continue
        yield Disagreement(first.urn, f"inputs.{change.path}", change.old, change.new)
