"""What is ordered beforehand, looked up and held against what the platform expects of it.

Every mistake here is seen at preview: the provider itself would see it in the middle of a deployment, or never.
"""

from __future__ import annotations

import pulumi
import pulumi_cloudtemple as cloudtemple

from components.cloudtemple.choices import Zone
from components.cloudtemple.place import Here
from components.cloudtemple.providers import CLOUD
from facts.errors import BadInput

_ORDER = "order it in the console under this name and propagate it to every zone"
_EVERYTHING = "s3:*"


def _by(place: Here) -> pulumi.InvokeOptions:
    return pulumi.InvokeOptions(provider=place.site.providers[CLOUD])


def network(place: Here, name: str, zone: Zone) -> str:
    """The id, in one zone, of the network that was ordered under a name.

    VLAN number and addresses cannot be held against the plan: the cloud chooses the one and does not know the other.

    Raises BadInput where there is none in the zone, or where disks may be read over it in the clear.
    """
    found = cloudtemple.get_compute_iaas_opensource_network(
        name=name, machine_manager_id=zone.machine_manager, opts=_by(place)
    )
    if not found.id or found.machine_manager_id != zone.machine_manager:
        raise BadInput(
            f"found no network `{name}` in the zone {zone.name}", expected="one of this name there", action=_ORDER
        )
    if found.insecure_network_block_device:
        raise BadInput(
            f"the network `{name}` carries disks in the clear in the zone {zone.name} (insecure NBD)",
            expected="a network without it",
            action="have Cloud Temple's support take the purpose off the network",
        )
    return found.id


def shared(place: Here, name: str) -> str:
    """The name under which a network is ordered that belongs to no single area."""
    return f"{place.site.intent.platform.prefix}-{name}"


def template(place: Here, zone: Zone, adapters: int) -> str:
    """The template of a zone with so many network adapters.

    Raises BadInput where none is chosen, or the chosen one is of another zone or shape.
    """
    chosen = zone.templates.get(adapters)
    if chosen is None:
        raise BadInput(
            f"`{place.name}` needs a machine with {adapters} network adapters in the zone {zone.name}",
            expected=f"a template with as many; there are such with {', '.join(map(str, sorted(zone.templates)))}",
            action="import the image once more with as many adapters, and name it under `templates`",
        )
    found = cloudtemple.get_compute_iaas_opensource_template(id=chosen, opts=_by(place))
    shape = (len(found.network_adapters), len(found.disks), found.machine_manager_id)
    if shape != (adapters, 1, zone.machine_manager):
        raise BadInput(
            f"the template {chosen} has {shape[0]} network adapters and {shape[1]} disks, in the zone {shape[2]}",
            expected=f"{adapters} network adapters and one disk, in the zone {zone.machine_manager} ({zone.name})",
            action="correct `templates`: the provider would stop in the middle of the deployment",
        )
    return chosen


def storage(place: Here, zone: Zone) -> str:
    """The storage repository of a zone. Raises BadInput where it is another zone's, or being worked on."""
    found = cloudtemple.get_compute_iaas_opensource_storage_repository(id=zone.storage, opts=_by(place))
    if found.machine_manager_id != zone.machine_manager or found.maintenance_mode:
        raise BadInput(
            f"the storage repository {zone.storage} lies in the zone {found.machine_manager_id}"
            + (" and is in maintenance" if found.maintenance_mode else ""),
            expected=f"one in service in the zone {zone.machine_manager} ({zone.name})",
            action="correct `storage`, or wait for the end of the maintenance",
        )
    return zone.storage


def backup_policy(place: Here, zone: Zone, keep_days: int) -> str:
    """The backup policy of a zone. Raises BadInput where it is another zone's, rests, or keeps too little.

    A policy's retention is the number of copies it keeps; each of its schedules counts as a daily one.
    """
    found = cloudtemple.get_backup_iaas_opensource_policy(id=zone.backup_policy, opts=_by(place))
    kept = max((int(item.retention) for item in found.schedulers if not item.temporarily_disabled), default=0)
    if found.machine_manager_id != zone.machine_manager or kept < keep_days:
        raise BadInput(
            f"the backup policy {zone.backup_policy} keeps {kept} copies, in the zone {found.machine_manager_id}",
            expected=f"{keep_days} or more for `{place.name}`, in the zone {zone.machine_manager} ({zone.name})",
            action="ask Cloud Temple's support for such a policy, and name it under `backup_policy`",
        )
    return zone.backup_policy


def edge(place: Here) -> str:
    """The VPC's private network towards the internet. Raises BadInput where it is not what the choices say."""
    edge = place.choices.edge
    found = cloudtemple.get_vpc_private_network(id=edge.private_network, opts=_by(place))
    if (found.ip_address, found.vpc_id) != (edge.cidr, edge.vpc):
        raise BadInput(
            f"the private network {edge.private_network} has the range {found.ip_address}, in the VPC {found.vpc_id}",
            expected=f"{edge.cidr}, in the VPC {edge.vpc}",
            action="correct `edge`",
        )
    gateway = cloudtemple.get_vpc_vpc(id=edge.vpc, opts=_by(place))
    if gateway.internet_ip != edge.exit_address:
        raise BadInput(
            f"the VPC {edge.vpc} leaves by {gateway.internet_ip or 'no address'}",
            expected=edge.exit_address,
            action="activate the VPC's gateway, and correct `exit_address`: the buckets answer to it",
        )
    return edge.private_network


def role(place: Here, name: str) -> str:
    """A role of object storage. Raises BadInput where it may do everything, also end the protection of a bucket."""
    found = cloudtemple.get_object_storage_role(name=name, opts=_by(place))
    if not found.permissions or _EVERYTHING in found.permissions:
        raise BadInput(
            f"the role `{name}` of object storage may do {', '.join(found.permissions) or 'nothing'}",
            expected="named rights",
            action="ask Cloud Temple's support what became of the role",
        )
    return name
