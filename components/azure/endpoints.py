"""Private endpoints: the only way to a managed service."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from components.azure import names
from components.azure.arm import AzurePlace, after, hub_id, inside, located, options, subnet_id
from components.azure.sdk import network
from components.contract.handles import SegmentHandle
from components.contract.intent import Segment
from components.contract.names import label_of
from components.contract.words import ClusterKind

# Sub-resource of a service -> the zones in which its private name is looked up. They stand once, in the hub.
ZONES: Mapping[str, tuple[str, ...]] = {
    "blob": ("privatelink.blob.core.windows.net",),
    "dfs": ("privatelink.dfs.core.windows.net",),
    "file": ("privatelink.file.core.windows.net",),
    "vault": ("privatelink.vaultcore.azure.net",),
    "postgresqlServer": ("privatelink.postgres.database.azure.com",),
    "registry": ("privatelink.azurecr.io",),
    "databricks_ui_api": ("privatelink.azuredatabricks.net",),
    "azuremonitor": (
        "privatelink.monitor.azure.com",
        "privatelink.oms.opinsights.azure.com",
        "privatelink.ods.opinsights.azure.com",
        "privatelink.agentsvc.azure-automation.net",
    ),
}


def all_zones() -> tuple[str, ...]:
    """Every private-link zone of the platform, in a fixed order."""
    return tuple(sorted({zone for zones in ZONES.values() for zone in zones}))


def zone_id(place: AzurePlace, zone: str) -> str:
    return hub_id(place, "Microsoft.Network/privateDnsZones", zone)


def home(place: AzurePlace, segment: SegmentHandle | None) -> pulumi.Output[str]:
    """The subnet of the area's private endpoints, once the networks of the layer (`segment` is one) are there."""
    assert segment is not None
    area = place.site.area
    chosen = next(item for item in area.segments if item.name == area.service_segment)
    _refuse_taken(place, chosen)
    label = label_of(place.site.intent.platform.prefix, area, chosen)
    return after(subnet_id(place, names.subnet(chosen.purpose, label)), segment.subnet)


def _refuse_taken(place: AzurePlace, chosen: Segment) -> None:
    """Some services of Azure have a segment for themselves; a private endpoint there fails, or keeps them out."""
    area, choices = place.site.area, place.choices
    taken = {item.name for item in area.segments if item.purpose in names.SUBNETS}
    taken |= {cluster.segment for cluster in area.clusters if cluster.kind is ClusterKind.ANALYTICS}
    taken.add(choices.gateways.get(area.name, ""))
    if area.name in choices.analytics:
        taken.add(choices.analytics[area.name].containers)
    if chosen.name in taken:
        raise ValueError(
            f"found the service_segment `{chosen.name}` of `{area.name}`, which a service of Azure has for itself | "
            f"a segment other than {', '.join(sorted(taken - {''}))} | name another one in the intent"
        )


def connect(
    place: AzurePlace,
    service: str,
    *,
    target: pulumi.Input[str],
    label: str,
    subnet: pulumi.Input[str],
) -> None:
    """A private endpoint for one sub-resource (`blob`, `vault`) of `target`, and its entry in the private zones."""
    name = f"{place.name}-{service.lower().replace('_', '-')}"
    endpoint_name = f"pe-{label}-{service.lower().replace('_', '-')}"
    endpoint = network.PrivateEndpoint(
        f"{name}-endpoint",
        private_endpoint_name=endpoint_name,
        custom_network_interface_name=f"{endpoint_name}-nic",
        private_link_service_connections=[
            network.PrivateLinkServiceConnectionArgs(
                name=endpoint_name, private_link_service_id=target, group_ids=[service]
            )
        ],
        subnet=network.SubnetArgs(id=subnet),
        **located(place),
        opts=options(place),
    )
    network.PrivateDnsZoneGroup(
        f"{name}-zones",
        private_dns_zone_group_name="default",
        private_endpoint_name=pulumi.Output.from_input(endpoint.urn).apply(lambda _: endpoint_name),
        private_dns_zone_configs=[
            network.PrivateDnsZoneConfigArgs(name=zone.replace(".", "-"), private_dns_zone_id=zone_id(place, zone))
            for zone in ZONES[service]
        ],
        **inside(place),
        opts=options(place),
    )
