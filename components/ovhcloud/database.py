"""Managed PostgreSQL."""

from __future__ import annotations

import pulumi_ovh as ovh

from components.contract.handles import DatabaseHandle, SegmentHandle
from components.contract.roles.database import DatabaseLinks, DatabaseSpec
from components.ovhcloud.choices import DatabasePlan, OvhcloudChoices
from components.ovhcloud.place import Here, present, project_id
from components.ovhcloud.regions import spelled

_ENGINE = "postgresql"
# The user that OVHcloud makes by itself; naming it takes it over instead of making a second one.
_ADMIN = "avnadmin"
_NODES: dict[DatabasePlan, int] = {"business": 2, "enterprise": 3}


def database(place: Here, spec: DatabaseSpec, links: DatabaseLinks) -> DatabaseHandle:
    """A cluster on the segment's network with backups in two regions, one database, and its administrator taken over.

    Encryption at rest and TLS are always on at OVHcloud, under its own keys. Not produced: a public endpoint, a range
    other than the clients', a number of days for backups (the plan's own holds: there is no argument).
    """
    segment = present(links.segment, "the segment of a database")
    label, where = place.label("database"), project_id(place)
    cluster = _cluster(place, spec, segment, label)
    ovh.cloudprojectdatabase.DatabaseInstance(
        place.name,
        service_name=where,
        cluster_id=cluster.id,
        engine=_ENGINE,
        name=label,
        opts=place.options(provider="ovh", data=True),
    )
    ovh.cloudprojectdatabase.PostgresSqlUser(
        place.name,
        service_name=where,
        cluster_id=cluster.id,
        name=_ADMIN,
        opts=place.options(provider="ovh", secret_outputs=["password"]),
    )
    return DatabaseHandle(urn=place.urn, id=cluster.id, name=label)


def _cluster(place: Here, spec: DatabaseSpec, segment: SegmentHandle, label: str) -> ovh.cloudproject.Database:
    choices = place.choices
    plan = choices.database_plans.highly_available if spec.highly_available else choices.database_plans.single
    return ovh.cloudproject.Database(
        place.name,
        service_name=project_id(place),
        description=label,
        engine=_ENGINE,
        version=str(spec.version),
        plan=plan,
        flavor=choices.database_flavors[spec.size],
        disk_size=spec.storage_gb,
        nodes=[_node(choices, segment) for _ in range(_NODES[plan])],
        ip_restrictions=[
            ovh.cloudproject.DatabaseIpRestrictionArgs(ip=cidr, description=f"clients of {label}")
            for cidr in spec.client_cidrs
        ],
        backup_regions=[spelled(region, "object") for region in (choices.region, choices.replica_region)],
        deletion_protection=True,
        opts=place.options(provider="ovh", data=True),
    )


def _node(choices: OvhcloudChoices, segment: SegmentHandle) -> ovh.cloudproject.DatabaseNodeArgs:
    """Ids are OpenStack's own: OVHcloud's other form of a network id is refused."""
    return ovh.cloudproject.DatabaseNodeArgs(
        region=spelled(choices.region, "object"), network_id=segment.network, subnet_id=segment.subnet
    )
