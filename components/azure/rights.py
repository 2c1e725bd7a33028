"""Role assignments: built-in roles by name, and names of assignments that are the same on every run."""

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
    """One built-in role for one identity on one scope."""
    name = f"{place.name}-{suffix}"
    made: pulumi.Resource = authorization.RoleAssignment(
        name,
        role_assignment_name=assignment_name(place.site.estate, f"{type(place.role).__name__}/{name}"),
        principal_id=principal,
        principal_type="Group" if group else "ServicePrincipal",
        role_definition_id=f"{subscription(place)}/providers/Microsoft.Authorization/roleDefinitions/{ROLES[role]}",
        scope=scope,
        condition=condition,
        condition_version="2.0" if condition else None,
        description=because,
        opts=options(place),
    )
    return made
