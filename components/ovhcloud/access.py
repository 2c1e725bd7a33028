"""People and machines: groups, service accounts, grants."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi_ovh as ovh

from components.contract.handles import IdentityHandle, ServiceHandle, Text
from components.contract.intent import Area
from components.contract.names import DEPLOYER
from components.contract.roles.access import (
    GrantLinks,
    GrantSpec,
    GroupSpec,
    IdentityLinks,
    ServiceAccountSpec,
)
from components.ovhcloud.actions import ACTIONS
from components.ovhcloud.place import Here, present, project_id
from components.ovhcloud.project import project_urn

# OpenStack roles of a deployer: what every area has, and what only some blocks ask for.
_ROLES = ("compute_operator", "network_operator", "network_security_operator", "volume_operator")
_ROLES_OF: Mapping[str, str] = {"secrets": "key-manager_operator", "portals": "load-balancer_operator"}


def group(place: Here, spec: GroupSpec, links: IdentityLinks) -> IdentityHandle:
    """A group without any right of its own (`NONE`): rights come from grants."""
    label = place.label("group")
    made = ovh.me.IdentityGroup(
        place.name, name=label, description=spec.title, role="NONE", opts=place.options(provider="ovh")
    )
    return IdentityHandle(urn=place.urn, id=made.id, name=label, principal=made.group_urn)


def service_account(place: Here, spec: ServiceAccountSpec, links: IdentityLinks) -> IdentityHandle:
    """A machine in OVHcloud's IAM, whose first secret is thrown away; for a deployer an OpenStack user besides.

    Not produced: a secret for use. It is issued apart; the OpenStack user's password exists as a secret of the state,
    because OVHcloud makes it with the user.
    """
    label = place.label("service-account")
    client = ovh.me.APIOAuth2Client(
        place.name,
        name=label,
        description=spec.purpose,
        flow="CLIENT_CREDENTIALS",
        discard_client_secret=True,
        opts=place.options(provider="ovh", secret_outputs=["clientSecret"]),
    )
    if place.name.endswith(f"-{DEPLOYER}"):
        ovh.cloudproject.User(
            f"{place.name}-openstack",
            service_name=links.project.id if links.project else project_id(place),
            description=label,
            role_names=deployer_roles(place.site.area),
            opts=place.options(provider="ovh", secret_outputs=["password"]),
        )
    return IdentityHandle(urn=place.urn, id=client.id, name=label, principal=client.identity)


def deployer_roles(area: Area) -> list[str]:
    """The least roles with which the area's layer can be deployed."""
    return [*_ROLES, *(role for block, role in _ROLES_OF.items() if getattr(area, block))]


def grant(place: Here, spec: GrantSpec, links: GrantLinks) -> ServiceHandle:
    """A policy for one identity in one project, with listed actions and an end that OVHcloud enforces.

    For a link, the hub's project is the policy's. Not produced: an OpenStack user there, whose password would stand in
    the state and have no end. The deployer signs in to the hub's OpenStack by this policy: see `openstack_clouds`.
    """
    identity = present(links.identity, "the identity of a grant")
    project: Text = links.project.id if links.project else project_id(place)
    label = place.label("grant")
    made = ovh.iam.Policy(
        place.name,
        name=label,
        description=spec.justification,
        identities=[identity.principal],
        resources=[project_urn(project)],
        allows=list(ACTIONS[spec.right]),
        expired_at=f"{spec.until.isoformat()}T23:59:59Z" if spec.until else None,
        opts=place.options(provider="ovh"),
    )
    return ServiceHandle(urn=place.urn, id=made.id, name=label, address="")
