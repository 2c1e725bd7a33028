"""Updates that a cloud carries out by erasing, though the engine shows them as updates in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plan.model import Operation, PlannedResource

_ERASING: Final[Mapping[str, tuple[str, ...]]] = {
    # Nova rebuilds the host from the new image: the system disk is written anew
    "openstack:compute/instance:Instance": ("imageId", "imageName"),
    "ovh:CloudProject/instance:Instance": ("bootFrom",),
}
"""Token -> inputs whose change erases the disk."""


def erases(resource: PlannedResource) -> bool | None:
    """Whether a planned update erases what the resource holds. None: the plan does not say what changes."""
    inputs = _ERASING.get(resource.type, ())
    if resource.operation is not Operation.UPDATE or not inputs:
        return False
    if resource.diff is None:
        return None
    return any(change.path.partition(".")[0].partition("[")[0] in inputs for change in resource.diff.changes)
