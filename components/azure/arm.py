"""ARM ids as known text, and where resources stand.

Names and resource groups are known from the intent, so ids are too: a plan shows them, and an inventory's ids can be
compared with them. What must wait for a resource waits through `after`.
"""

from __future__ import annotations

from typing import Any

import pulumi

from components.azure import names
from components.azure.choices import Choices
from components.azure.providers import AZURE
from components.contract.intent import Area
from components.contract.site import Place

AzurePlace = Place[Choices]
Wait = pulumi.Resource | pulumi.Input[str]


def after(text: str, *waits: Wait) -> pulumi.Output[str]:
    """A known text that is used only once `waits` are there: the engine takes it as depending on them."""
    marks = [item.urn if isinstance(item, pulumi.Resource) else item for item in waits]
    return pulumi.Output.all(*marks).apply(lambda _: text)


def subscription(place: AzurePlace) -> str:
    return f"/subscriptions/{place.choices.subscription}"


def group_id(place: AzurePlace, group: str) -> str:
    return f"{subscription(place)}/resourceGroups/{group}"


def arm_id(place: AzurePlace, kind: str, *path: str, group: str | None = None) -> str:
    """The id of `kind` (`Microsoft.Network/virtualNetworks/subnets`) with one name in `path` for each part after `/`.

    `group` is the resource group's name, the place's own by default.
    """
    provider, *parts = kind.split("/")
    tail = "/".join(f"{part}/{name}" for part, name in zip(parts, path, strict=True))
    return f"{group_id(place, group or own_group(place))}/providers/{provider}/{tail}"


def own_group(place: AzurePlace) -> str:
    """The resource group of the area."""
    return names.resource_group(place.site.intent, place.site.area)


def hub_group(place: AzurePlace) -> str:
    return names.resource_group(place.site.intent, place.site.intent.hub)


def hub_id(place: AzurePlace, kind: str, *path: str) -> str:
    """The id of something in the hub's resource group."""
    return arm_id(place, kind, *path, group=hub_group(place))


def network_id(place: AzurePlace, area: Area | None = None) -> str:
    intent, area = place.site.intent, area or place.site.area
    return arm_id(
        place,
        "Microsoft.Network/virtualNetworks",
        names.virtual_network(intent, area),
        group=names.resource_group(intent, area),
    )


def subnet_id(place: AzurePlace, subnet: str) -> str:
    """The id of a subnet of the area's network."""
    network = names.virtual_network(place.site.intent, place.site.area)
    return arm_id(place, "Microsoft.Network/virtualNetworks/subnets", network, subnet)


def located(place: AzurePlace, *flows: str, group: pulumi.Input[str] | None = None) -> dict[str, Any]:
    """Resource group, region and tags: what nearly every kind takes."""
    return {
        "resource_group_name": group or own_group(place),
        "location": place.choices.region,
        "tags": place.tags(*flows),
    }


def inside(place: AzurePlace) -> dict[str, Any]:
    """The resource group alone, for kinds inside another resource."""
    return {"resource_group_name": own_group(place)}


def options(place: AzurePlace, **further: Any) -> pulumi.ResourceOptions:
    """The place's options with the Azure provider."""
    return place.options(provider=AZURE, **further)
