"""Azure Bastion Premium: the managed way in to hosts."""

from __future__ import annotations

from components.azure import names
from components.azure.arm import AzurePlace, after, arm_id, located, options, subnet_id
from components.azure.diagnostics import logs
from components.azure.egress import public_address
from components.azure.sdk import network as sdk
from components.contract.handles import BastionHandle
from components.contract.roles.bastion import BastionLinks, BastionSpec
from components.contract.words import Purpose


def bastion(place: AzurePlace, spec: BastionSpec, links: BastionLinks) -> BastionHandle:
    """The managed bastion: sessions in the browser, recorded; no clipboard, no files, no tunnel, no shareable link.

    Who may reach it is in its segment's security group. Which container takes the recordings is set in the console:
    this API version has no argument for it. Deliberately not: the native client, whose sessions are not recorded.
    """
    assert links.segment is not None
    label = place.label("bastion")
    address_name = f"pip-{label}"
    address = public_address(place, "address", address_name)
    made = sdk.BastionHost(
        place.name,
        bastion_host_name=label,
        sku=sdk.SkuArgs(name="Premium"),
        scale_units=2,
        disable_copy_paste=True,
        enable_file_copy=False,
        enable_ip_connect=False,
        enable_kerberos=False,
        enable_private_only_bastion=False,
        enable_session_recording=True,
        enable_shareable_link=False,
        enable_tunneling=False,
        ip_configurations=[
            sdk.BastionHostIPConfigurationArgs(
                name="way-in",
                private_ip_allocation_method="Dynamic",
                subnet=sdk.SubResourceArgs(
                    id=after(subnet_id(place, names.SUBNETS[Purpose.BASTION]), links.segment.subnet)
                ),
                public_ip_address=sdk.SubResourceArgs(
                    id=after(arm_id(place, "Microsoft.Network/publicIPAddresses", address_name), address)
                ),
            )
        ],
        zones=list(place.choices.redundant_zones),
        **located(place),
        opts=options(place),
    )
    known = after(arm_id(place, "Microsoft.Network/bastionHosts", label), made)
    logs(place, "logs", known, group="allLogs")
    return BastionHandle(urn=place.urn, public_key="")
