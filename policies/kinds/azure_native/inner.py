"""Segments that are written inside a network of azure-native, as the resources of their own that they could be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from plan.model import NO_OPTIONS, Operation, PlannedResource
from plan.values import UNKNOWN
from policies.kinds.azure_native.names import unversioned
from policies.kinds.azure_native.reading import folded
from policies.kinds.readers import each, look

_NETWORK: Final = "azure-native:network:VirtualNetwork"
_SEGMENT: Final = "azure-native:network:Subnet"
_WALLS: Final = ("networkSecurityGroup", "routeTable")


def segments(resource: PlannedResource, others: Iterable[PlannedResource]) -> Iterator[PlannedResource]:
    """The segments inside a network, without those that the plan has as resources of their own: an inventory can name
    them twice."""
    if unversioned(resource.type) != _NETWORK or resource.operation is Operation.DELETE:
        return
    written = [item for item in each(look(resource.inputs, "subnets")) if item is UNKNOWN or isinstance(item, Mapping)]
    if not written:
        return
    own = look(resource.inputs, "virtualNetworkName")
    known = {
        folded(look(other.inputs, "subnetName"))
        for other in others
        if unversioned(other.type) == _SEGMENT and folded(look(other.inputs, "virtualNetworkName")) == folded(own)
    }
    needs = resource.property_dependencies.get("subnets", ())
    for index, item in enumerate(written):
        inputs = dict(item) if isinstance(item, Mapping) else {}
        name = look(inputs, "name")
        if isinstance(name, str) and folded(name) in known:
            continue
        yield replace(
            resource,
            urn=f"{resource.urn}::subnets[{index}]",
            type=_SEGMENT,
            name=f"{resource.name}.subnets[{index}]",
            inputs={**inputs, "subnetName": name, "virtualNetworkName": own},
            outputs={},
            options=NO_OPTIONS,
            dependencies=(),
            property_dependencies={"virtualNetworkName": (resource.urn,), **dict.fromkeys(_WALLS, needs)},
            diff=None,
            id=f"{resource.id}/subnets/{name}" if resource.id and isinstance(name, str) else "",
        )
