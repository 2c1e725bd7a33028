"""One estate as a tree by role: layer, roles in their order of ownership, resources. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bastide.review.compare import operation_of
from plan.model import Gap, LayerPlan, PlannedResource


@dataclass(frozen=True)
class Node:
    """One role with what it owns. `kinds` counts its cloud resources by short type name."""

    kind: str
    name: str
    kinds: tuple[tuple[str, int], ...]
    resources: tuple[PlannedResource, ...]
    gaps: tuple[Gap, ...]
    children: tuple[Node, ...]


def tree(plan: LayerPlan) -> tuple[Node, ...]:
    """The outermost roles of a layer, in the order of their kinds and names."""
    children: dict[str, list[PlannedResource]] = {}
    for resource in plan.resources:
        children.setdefault(resource.parent, []).append(resource)
    gaps: dict[tuple[str, str], list[Gap]] = {}
    for gap in plan.gaps:
        gaps.setdefault((gap.role, gap.name), []).append(gap)
    outermost = [
        resource
        for resource in plan.resources
        if resource.is_role and not plan.by_urn.get(resource.parent, resource).is_role
    ]
    return tuple(_node(plan, role, children, gaps) for role in _ordered(outermost))


def _node(
    plan: LayerPlan,
    role: PlannedResource,
    children: dict[str, list[PlannedResource]],
    gaps: dict[tuple[str, str], list[Gap]],
) -> Node:
    below = children.get(role.urn, [])
    owned = tuple(
        sorted((resource for resource in below if resource.custom), key=lambda resource: (resource.type, resource.name))
    )
    return Node(
        kind=role.role_kind,
        name=role.name,
        kinds=tuple(sorted(Counter(short_type(resource.type) for resource in owned if resource.is_cloud).items())),
        resources=owned,
        gaps=tuple(gaps.get((plan.role_path(role), role.name), ())),
        children=tuple(
            _node(plan, child, children, gaps) for child in _ordered([item for item in below if item.is_role])
        ),
    )


def _ordered(roles: list[PlannedResource]) -> list[PlannedResource]:
    return sorted(roles, key=lambda role: (role.role_kind, role.name))


def short_type(token: str) -> str:
    """`openstack:networking/secGroup:SecGroup` -> `networking.SecGroup`."""
    package, _, rest = token.partition(":")
    module, _, name = rest.rpartition(":")
    module = module.partition("/")[0]
    return f"{module}.{name}" if module and module != "index" else f"{package}.{name}"


def operation_mark(resource: PlannedResource) -> str:
    """One sign for an operation, as in most tools of the field."""
    marks = {"create": "+", "update": "~", "replace": "±", "delete": "-", "same": " ", "read": ">", "import": "="}
    return marks[str(operation_of(resource))]
