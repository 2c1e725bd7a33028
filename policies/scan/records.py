"""Plans -> what the runner inside checkov's environment reads: plain JSON, in which no secret is. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypedDict

from plan.model import LayerPlan, Operation, PlannedResource
from plan.values import masked
from policies.scan import arm, terraform
from policies.scan.model import NotLooked

_AZURE: Final = "azure-native:"


class ScanRecord(TypedDict):
    """One resource under the names of the checks that are asked of it.

    `framework` is `arm`, `terraform` or `provider`; `entity` the type in that framework's words; `body` the resource.
    """

    urn: str
    type: str
    name: str
    stack: str
    layer: str
    framework: str
    entity: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Records:
    """What is handed over, and what is not."""

    records: tuple[ScanRecord, ...]
    not_looked: tuple[NotLooked, ...]


def records(plans: Iterable[LayerPlan]) -> Records:
    """Everything of the plans that checkov has words for; what a plan deletes is left out.

    Components, stack references and generated secrets are nothing at a cloud and are not counted either.
    """
    found: list[ScanRecord] = []
    left: Counter[tuple[str, str]] = Counter()
    for plan in plans:
        for resource in plan.resources:
            if resource.operation is Operation.DELETE or not (resource.is_cloud or resource.is_provider):
                continue
            record, reason = _record(resource, plan)
            if record is not None:
                found.append(record)
            elif resource.is_cloud:
                left[resource.type, reason] += 1
    counted = sorted(left.items())
    return Records(tuple(found), tuple(NotLooked(token, count, reason) for (token, reason), count in counted))


def _record(resource: PlannedResource, plan: LayerPlan) -> tuple[ScanRecord | None, str]:
    """The record, or why there is none."""
    if resource.type.startswith(_AZURE):
        try:
            body = arm.template_resource(resource.type, masked_inputs(resource.inputs))
        except arm.UnknownKind:
            return None, "no table has its ARM type"
        return _made(resource, plan, "arm", body["type"], body), ""
    if resource.type == terraform.PROVIDER:
        body = masked_inputs(terraform.provider(resource.inputs))
        return _made(resource, plan, "provider", terraform.PACKAGE, body), ""
    entity = terraform.type_of(resource.type)
    if entity:
        body = masked_inputs(terraform.configuration(resource.inputs))
        return _made(resource, plan, "terraform", entity, body), ""
    return None, "checkov has no check for it"


def _made(
    resource: PlannedResource, plan: LayerPlan, framework: str, entity: str, body: Mapping[str, Any]
) -> ScanRecord:
    return {
        "urn": resource.urn,
        "type": resource.type,
        "name": resource.name,
        "stack": plan.stack,
        "layer": plan.layer,
        "framework": framework,
        "entity": entity,
        "body": dict(body),
    }


def masked_inputs(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """JSON-ready inputs: secrets and unknown values as the markers of `plan.values`."""
    found: dict[str, Any] = masked(dict(inputs))
    return found
