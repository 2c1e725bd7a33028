"""What must be found at the cloud, derived a second time: from the intent, the address plan and the contract's names.

Nothing here reads the builders under test: a mistake in them must show as a difference. Covered is what the estate
makes at OpenStack; what OVHcloud has beside it (buckets, databases, key services) is not.
"""

from __future__ import annotations

from components.contract.names import role_name
from stacks.estate import Estate
from tests.e2e.openstack.cloud import intended_machines as machines
from tests.e2e.openstack.cloud import intended_networks as networks
from tests.e2e.openstack.cloud.ranges import parsed
from tests.e2e.openstack.cloud.source import Source
from tests.e2e.openstack.cloud.wanted import Intended, WantedSecret


def intended(estate: Estate) -> Intended:
    """What must be found of an estate at OVHcloud's OpenStack."""
    source = Source(estate)
    intent, plan = source.intent, source.intent.plan
    pools = (plan.pool(name) for name in ("hub", "environments", "spaces", "transit"))
    hosts = tuple(host for area in intent.areas for host in machines.hosts(source, area))
    return Intended(
        transit=f"{source.label('network', source.hub.name)}-transit",
        shared=source.choices.network_type == "plain",
        segments=tuple(networks.segment(source, area, one) for area in intent.areas for one in area.segments),
        routers=tuple(networks.router(source, area) for area in intent.areas),
        hosts=hosts,
        volumes=tuple(volume for area in intent.areas for volume in machines.volumes(source, area)),
        secrets=tuple(
            WantedSecret(area.name, source.label("secret", role_name(area, one)))
            for area in intent.areas
            for one in area.secrets
        ),
        balancers=tuple(machines.balancer(source, area, one) for area in intent.areas for one in area.portals),
        flows=tuple(flow for area in intent.areas for one in area.flows for flow in networks.flows(intent, area, one)),
        volume_type=source.choices.volume_type,
        bastions=frozenset(host.label for host in machines.bastions(source)),
        administrators=tuple(parsed(cidr) for cidr in source.hub.bastion.allowed_cidrs),
        inside=tuple(pools),
        transit_range=plan.pool("transit"),
    )
