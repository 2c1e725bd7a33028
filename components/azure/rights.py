"""Role assignments: built-in roles by name, one role of our own, and names that are the same on every run."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

import pulumi

from components.azure.arm import AzurePlace, options, subscription
from components.azure.sdk import authorization

_NAMESPACE = uuid.UUID("6f0f0d4e-3f55-5b52-9d0e-2c0c5a5b1e11")

# Azure's built-in roles; their ids are the same in every tenant.
ROLES: Mapping[str, str] = {
    "reader": "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    "contributor": "b24988ac-6180-42a0-ab88-20f7382dd24c",
    "access-administrator": "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
    "blob-reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    "blob-contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    "host-user": "fb879df8-f326-4884-b1cf-06f3ad86be52",
    "key-user": "e147488a-f6f5-4113-8e2d-b22465e65bf6",
    "key-officer": "14b46e9e-c2b7-41b4-b07b-48a6ebf60603",
    "secret-user": "4633458b-17de-408a-b874-0445c86b69e6",
    "network-contributor": "4d97b98b-1d4f-4787-a291-c67834d212e7",
    "disk-backup-reader": "3e5e47e6-65f7-47ef-90b5-e5dd4d455f24",
    "disk-snapshot-contributor": "7efff54f-a5b4-42b5-a1c5-5411624893ce",
}
LINK_ROLE = "hub-link"
# What another area's layer does in the hub's group: its end of the peering, its endpoints' names, its logs. Azure's
# narrowest built-in role that covers the peering, Network Contributor, would also change the hub's firewall and rules.
LINK_ACTIONS = (
    "Microsoft.Network/privateDnsZones/join/action",
    "Microsoft.Network/privateDnsZones/read",
    "Microsoft.Network/virtualNetworks/peer/action",
    "Microsoft.Network/virtualNetworks/read",
    "Microsoft.Network/virtualNetworks/virtualNetworkPeerings/delete",
    "Microsoft.Network/virtualNetworks/virtualNetworkPeerings/read",
    "Microsoft.Network/virtualNetworks/virtualNetworkPeerings/write",
    "Microsoft.OperationalInsights/workspaces/read",
    # asked for by every diagnostic setting; the workspace takes no sign-in by key (`disable_local_auth`)
    "Microsoft.OperationalInsights/workspaces/sharedKeys/action",
)


def define_link_role(place: AzurePlace, group: pulumi.Input[str]) -> pulumi.Resource:
    """The role of `Right.LINK`, to be assigned on the hub's group and nowhere else.

    It cannot tell one area's peering from another's: a deployer could remove a neighbour's link, never see its data.
    """
    made: pulumi.Resource = authorization.RoleDefinition(
        f"{place.name}-{LINK_ROLE}",
        role_definition_id=role_guid(place, LINK_ROLE),
        role_name=f"{place.site.intent.platform.prefix} link to the hub",
        role_type="CustomRole",
        description="Make the hub's end of an area's own link, and send the area's logs",
        scope=group,
        assignable_scopes=[group],
        permissions=[authorization.PermissionArgs(actions=list(LINK_ACTIONS))],
        opts=options(place),
    )
    return made


def role_guid(place: AzurePlace, role: str) -> str:
    """The id of a built-in role, or of our own one: derived like the names of assignments."""
    return ROLES.get(role) or assignment_name(place.site.estate, f"RoleDefinition/{role}")


def assignment_name(estate: str, name: str) -> str:
    """The GUID that Azure wants as a name: derived, so that a second run finds what the first one made."""
    return str(uuid.uuid5(_NAMESPACE, f"{estate}/{name}"))


def assign(
    place: AzurePlace,
    suffix: str,
    role: str,
    *,
    principal: pulumi.Input[str],
    scope: pulumi.Input[str],
    group: bool = False,
    condition: str | None = None,
    because: str | None = None,
) -> pulumi.Resource:
    """One role for one identity on one scope."""
    name = f"{place.name}-{suffix}"
    made: pulumi.Resource = authorization.RoleAssignment(
        name,
        role_assignment_name=assignment_name(place.site.estate, f"{type(place.role).__name__}/{name}"),
        principal_id=principal,
        principal_type="Group" if group else "ServicePrincipal",
        role_definition_id=_role_id(place, role),
        scope=scope,
        condition=condition,
        condition_version="2.0" if condition else None,
        description=because,
        opts=options(place),
    )
    return made


def _role_id(place: AzurePlace, role: str) -> str:
    return f"{subscription(place)}/providers/Microsoft.Authorization/roleDefinitions/{role_guid(place, role)}"
