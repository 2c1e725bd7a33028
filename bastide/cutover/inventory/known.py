"""The legacy's plan as coverage compares it: each resource with the id under which it exists, or would exist."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bastide.cutover.inventory.model import Planned
from bastide.cutover.inventory.rows import comparable
from plan.model import LayerPlan, PlannedResource
from plan.offline.tables import package

_PACKAGE: Final = "azure-native"
_PLACE: Final = re.compile(r"\{([^}]+)\}")
_SUBSCRIPTION: Final = "config.subscriptionId|$subscription"
"""As the table of the offline provider writes what the provider's configuration decides."""


def planned(plans: Iterable[LayerPlan], subscription: str) -> tuple[Planned, ...]:
    """Everything at Azure that the legacy's plan has.

    An id that the estate's file of imports gives counts; where it gives none, the id is made from the resource's own
    inputs, and `known` is False: `pulumi up` would create it.
    """
    return tuple(
        _planned(plan, resource, subscription)
        for plan in plans
        for resource in plan.resources
        if resource.is_cloud and resource.package_name == _PACKAGE
    )


def _planned(plan: LayerPlan, resource: PlannedResource, subscription: str) -> Planned:
    given = resource.options.import_id or resource.id
    key = comparable(given or expected_id(resource, subscription))
    return Planned(plan.layer, plan.role_path(resource), resource, key, known=bool(given))


def expected_id(resource: PlannedResource, subscription: str) -> str:
    """The id that Azure gives a resource with these inputs; "" where an input that decides it is not known."""
    kind = package(_PACKAGE).kind(resource.type)
    if kind is None:
        return ""
    values = {name: value for name, value in resource.inputs.items() if isinstance(value, str)}
    values[_SUBSCRIPTION] = subscription
    try:
        return _PLACE.sub(lambda match: values[match[1]], kind.id)
    except KeyError:
        return ""
