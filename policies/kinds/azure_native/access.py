"""Identities, rights, locks and resource groups of azure-native."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.azure_native.reading import REGION, TAGS, computed, folded, joint, standing
from policies.kinds.azure_native.rights import ALL, ROLES, capabilities, gives_roles, is_everything, scope_of
from policies.kinds.readers import NOT_SAYABLE, const, each, is_set, look, reads
from policies.kinds.table import Entry, Inputs, Place
from policies.kinds.values import Grant


def _granted(inputs: Inputs, until: Any) -> tuple[Grant, ...]:
    who, role_id, scope = (look(inputs, key) for key in ("principalId", "roleDefinitionId", "scope"))
    guid = folded(role_id).rpartition("/")[2] if isinstance(role_id, str) else role_id
    role = ROLES.get(guid) if isinstance(guid, str) else None
    if role is None:
        # a role of somebody's own, or one that is not known yet
        return (Grant(who, (role_id,), UNKNOWN, scope_of(scope), until, ALL),)
    free = role.gives_roles and not is_set("condition")(inputs)
    powers = ALL if free else role.capabilities
    return (Grant(who, (role.name,), role.wildcard or free, scope_of(scope), until, powers),)


@reads("principalId", "roleDefinitionId", "scope", "condition")
def _assignment(inputs: Inputs) -> tuple[Grant, ...]:
    return _granted(inputs, None)


_END: Final = "scheduleInfo.expiration.endDateTime"


@reads("principalId", "roleDefinitionId", "scope", "condition", _END)
def _eligibility(inputs: Inputs) -> tuple[Grant, ...]:
    end = look(inputs, _END)
    return _granted(inputs, end[:10] if isinstance(end, str) else end)


@reads("roleName", "scope", "permissions[].actions", "permissions[].dataActions")
def _definition(inputs: Inputs) -> tuple[Grant, ...]:
    """What whoever is given the role may do; what it takes away again (`notActions`) is not counted."""
    permissions = look(inputs, "permissions")
    if permissions is UNKNOWN:
        return (Grant(_role_text(inputs), UNKNOWN, UNKNOWN, scope_of(look(inputs, "scope")), None, ALL),)
    control, data = (_listed(permissions, key) for key in ("actions", "dataActions"))
    every = any(is_everything(action) for action in (*control, *data) if action is not UNKNOWN)
    free = gives_roles(control)
    known = UNKNOWN not in (*control, *data)
    return (
        Grant(
            _role_text(inputs),
            (*control, *data),
            every or free or (False if known else UNKNOWN),
            scope_of(look(inputs, "scope")),
            None,
            ALL if free else capabilities(control, data),
        ),
    )


def _role_text(inputs: Inputs) -> Any:
    name = look(inputs, "roleName")
    return name if name is UNKNOWN else f"role:{name}"


def _listed(permissions: Any, key: str) -> tuple[Any, ...]:
    found: list[Any] = []
    for permission in each(permissions):
        value = UNKNOWN if permission is UNKNOWN else look(permission, key)
        found += [UNKNOWN] if value is UNKNOWN else list(each(value))
    return tuple(found)


@computed("issuer")
def _issuer(issuer: Any) -> Any:
    if not isinstance(issuer, str):
        return None
    return issuer.partition("://")[2].partition("/")[0] or issuer


_ASSIGNED: Final = {"identity": "principalId", "role": "roleDefinitionId", "scope": "scope"}

TABLE: Final[Mapping[str, Entry]] = {
    "azure-native:authorization:ManagementLockAtResourceGroupLevel": joint("resourceGroupName", named="lockName"),
    "azure-native:authorization:ManagementLockAtSubscriptionLevel": joint(named="lockName"),
    "azure-native:authorization:ManagementLockAtResourceLevel": joint("resourceName", named="lockName"),
    "azure-native:authorization:ManagementLockByScope": joint("scope", named="lockName"),
    "azure-native:authorization:PimRoleEligibilitySchedule": Entry(
        "iam.policy", {"grants": _eligibility}, _ASSIGNED, place=Place.NOWHERE, named=""
    ),
    "azure-native:authorization:RoleAssignment": Entry(
        "iam.policy", {"grants": _assignment}, _ASSIGNED, place=Place.NOWHERE, named="roleAssignmentName"
    ),
    "azure-native:authorization:RoleDefinition": Entry(
        "iam.policy", {"grants": _definition}, {"scope": "scope"}, place=Place.NOWHERE, named="roleDefinitionId"
    ),
    "azure-native:managedidentity:FederatedIdentityCredential": Entry(
        "iam.idp",
        {"host": _issuer, "protocol": const("oidc"), "mfa": NOT_SAYABLE},
        {"identity": "resourceName"},
        place=Place.WITH,
        located_with="identity",
        named="federatedIdentityCredentialResourceName",
    ),
    "azure-native:managedidentity:UserAssignedIdentity": standing(
        "iam.user",
        # an identity of software, made for one use and named for it; the tenant's own is none of these
        {"human": const(False), "named": is_set("resourceName"), "root": const(False), "grants": const(())},
        named="resourceName",
    ),
    "azure-native:resources:ResourceGroup": Entry(
        "project",
        {"hds": NOT_SAYABLE},
        location=REGION,
        tags=TAGS,
        named="resourceGroupName",
    ),
}
