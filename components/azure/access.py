"""Machine identities and grants. Groups and sign-in are Entra's, out of reach of this provider."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.azure.arm import AzurePlace, after, arm_id, group_id, located, options, own_group
from components.azure.rights import LINK_ROLE, ROLES, assign
from components.azure.sdk import managedidentity
from components.contract.handles import IdentityHandle, ServiceHandle
from components.contract.intent import Space
from components.contract.names import AIRLOCK_STAGES, role_name
from components.contract.roles.access import GrantLinks, GrantSpec, IdentityLinks, ServiceAccountSpec
from components.contract.words import Right

# What each right means at Azure, on the area's resource group (a link's: the hub's) and nowhere else.
_ROLES: Mapping[Right, tuple[str, ...]] = {
    Right.READ: ("reader", "blob-reader"),
    Right.WORK: ("reader", "blob-contributor"),
    Right.REVIEW: ("reader", "blob-contributor"),
    Right.ADMINISTER: ("contributor",),
    Right.LINK: (LINK_ROLE,),
    Right.DEPLOY: ("contributor", "access-administrator"),
}
_OF_SPACES: Mapping[Right, tuple[str, ...]] = {Right.WORK: ("host-user",)}
_DATA = ("blob-reader", "blob-contributor")
# Those who work bring data in; what is under review or approved is the reviewers' alone.
_REVIEWED = tuple(stage for stage in AIRLOCK_STAGES if stage != "inbox")
_ACTIONS = ("read", "write", "delete", "add/action")


def service_account(place: AzurePlace, spec: ServiceAccountSpec, links: IdentityLinks) -> IdentityHandle:
    """A managed identity. Deliberately not: a key; it has none that anybody could hold."""
    label = place.label("service-account")
    group = links.project.name if links.project else own_group(place)
    made = managedidentity.UserAssignedIdentity(
        place.name, resource_name_=f"id-{label}", **located(place, group=group), opts=options(place)
    )
    known = arm_id(place, "Microsoft.ManagedIdentity/userAssignedIdentities", f"id-{label}")
    return IdentityHandle(
        urn=place.urn, id=after(known, made), name=after(f"id-{label}", made), principal=made.principal_id
    )


def grant(place: AzurePlace, spec: GrantSpec, links: GrantLinks) -> ServiceHandle:
    """The roles of a right, on the area's resource group; inside a space limited to the airlock's containers.

    The end is a gap: a role assignment has none. Deliberately not: a right over the subscription, for one person.
    """
    principal = _principal(place, links)
    scope = links.project.id if links.project else group_id(place, own_group(place))
    if principal is None:
        return ServiceHandle(urn=place.urn, id=place.name, name="", address="")
    made = [
        assign(
            place,
            role,
            role,
            principal=principal.id,
            scope=scope,
            group=principal.group,
            condition=_limit(place, spec.right, role),
            because=spec.justification,
        )
        for role in _roles(place, spec.right)
    ]
    name = ", ".join(_roles(place, spec.right))
    return ServiceHandle(urn=place.urn, id=after(place.name, *made), name=name, address="")


@dataclass(frozen=True)
class _Principal:
    id: pulumi.Input[str]
    group: bool


def _principal(place: AzurePlace, links: GrantLinks) -> _Principal | None:
    """Who receives the right; None for a group that is not made yet, which is said and never guessed."""
    if links.identity is not None:
        return _Principal(links.identity.principal, group=False)
    group = _group(place)
    if group in place.choices.groups:
        return _Principal(place.choices.groups[group], group=True)
    pulumi.log.warn(
        f"the grant {place.name} is not assigned: the group {group} has no Entra object id in `azure.groups`",
        place.role,
    )
    return None


def _group(place: AzurePlace) -> str:
    area = place.site.area
    found = next((item.to for item in area.grants if role_name(area, item) == place.name), "")
    return f"{area.name}-{found}"


def _roles(place: AzurePlace, right: Right) -> tuple[str, ...]:
    return _ROLES[right] + (_OF_SPACES.get(right, ()) if isinstance(place.site.area, Space) else ())


def _limit(place: AzurePlace, right: Right, role: str) -> str | None:
    """What a role is limited to beside its scope."""
    if role == "access-administrator":
        return delegation_condition(tuple(ROLES[name] for name in sorted(ROLES) if name != role))
    return _condition(place, right) if role in _DATA else None


def delegation_condition(roles: tuple[str, ...]) -> str:
    """A deployer hands out the roles of this folder and no other: least of all its own right to hand out."""
    kind = "Microsoft.Authorization/roleAssignments"
    ids = ", ".join(roles)
    parts = [
        f"((!(ActionMatches{{'{kind}/{action}'}})) OR "
        f"(@{side}[{kind}:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{ids}}}))"
        for action, side in (("write", "Request"), ("delete", "Resource"))
    ]
    return " AND ".join(parts)


def _condition(place: AzurePlace, right: Right) -> str | None:
    """Who decides at the airlock sees the airlock only; who works does not touch what is under review."""
    if not isinstance(place.site.area, Space):
        return None
    if right is Right.REVIEW:
        return blob_condition("ForAnyOfAnyValues:StringEquals", AIRLOCK_STAGES)
    return blob_condition("ForAllOfAllValues:StringNotEquals", _REVIEWED)


def blob_condition(test: str, containers: tuple[str, ...]) -> str:
    """An attribute condition on the container, in Azure's own language."""
    blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs"
    other = " AND ".join(f"!(ActionMatches{{'{blobs}/{action}'}})" for action in _ACTIONS)
    names = ", ".join(f"'{name}'" for name in containers)
    return f"(({other}) OR (@Resource[{blobs.rpartition('/')[0]}:name] {test} {{{names}}}))"
