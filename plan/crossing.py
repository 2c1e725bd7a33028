"""What a plan of two clouds lacks: each side's gaps with the facts of its own cloud."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from facts.load import facts_of
from plan.model import Gap, Operation, PlannedResource, gaps_of


def gaps_of_both(resources: Sequence[PlannedResource], legacy: str, target: str) -> tuple[Gap, ...]:
    """The gaps of a move's plan; what it deletes lacks nothing. `legacy`, `target`: the two clouds.

    The two roles at the top of a cutover stack are named after their sides.
    """
    kept = [resource for resource in resources if resource.operation is not Operation.DELETE]
    known = {resource.urn: resource for resource in kept}
    found: list[Gap] = []
    for side, cloud in {"legacy": legacy, "target": target}.items():
        found += gaps_of([item for item in kept if _root(item, known).name == side], facts_of(cloud))
    return tuple(sorted(found, key=lambda gap: (gap.role, gap.name, gap.capability, gap.level)))


def _root(resource: PlannedResource, known: Mapping[str, PlannedResource]) -> PlannedResource:
    """The role at the top of a resource's tree; itself where it has none."""
    while (parent := known.get(resource.parent or "")) is not None and parent.is_role:
        resource = parent
    return resource
