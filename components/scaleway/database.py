"""Managed PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumiverse_scaleway import databases

from components import generated
from components.contract.handles import DatabaseHandle
from components.contract.roles.database import DatabaseLinks, DatabaseSpec
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD

_HOURS_BETWEEN_BACKUPS = 24


def database(place: Here, spec: DatabaseSpec, links: DatabaseLinks) -> DatabaseHandle:
    """An instance on its segment's private network, its database and its access list.

    Encryption at rest is under the cloud's key; logical backups are not encrypted there, and stay in the region.
    Deliberately not: a load balancer (the public endpoint), a second user, another engine version by replacement.
    """
    if links.segment is None:
        raise ValueError(f"found no segment for `{place.name}` | a private network | a database stands on no other")
    label = place.label("database")
    instance = databases.Instance(
        place.name,
        name=label,
        engine=f"PostgreSQL-{spec.version}",
        node_type=place.choices.database_types[spec.size],
        is_ha_cluster=spec.highly_available and place.has("database.high-availability"),
        encryption_at_rest=True,
        volume_type="sbs_5k",
        volume_size_in_gb=spec.storage_gb,
        private_network=databases.InstancePrivateNetworkArgs(pn_id=links.segment.network, enable_ipam=True),
        disable_backup=False,
        backup_same_region=True,
        backup_schedule_frequency=_HOURS_BETWEEN_BACKUPS,
        backup_schedule_retention=spec.backup_days,
        user_name="bootstrap",
        password_wo=generated.password(place, "password"),
        password_wo_version=1,
        region=place.choices.region,
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD, data=True),
    )
    _inside(place, instance, spec.client_cidrs or (links.segment.cidr,))
    return DatabaseHandle(place.urn, instance.id, instance.name)


def _inside(place: Here, instance: databases.Instance, clients: Sequence[pulumi.Input[str]]) -> None:
    """The access list is always made: without one, the cloud admits every address."""
    databases.Acl(
        f"{place.name}-acl",
        instance_id=instance.id,
        acl_rules=[databases.AclAclRuleArgs(ip=cidr, description="a declared flow") for cidr in clients],
        region=place.choices.region,
        opts=place.options(provider=CLOUD),
    )
    databases.Database(
        f"{place.name}-database",
        instance_id=instance.id,
        name=place.name.replace("-", "_"),
        region=place.choices.region,
        opts=place.options(provider=CLOUD, data=True),
    )
