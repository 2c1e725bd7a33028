"""Identities and their rights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.openstack.common import REGION
from policies.kinds.readers import const, look, mapped, reads, unsayable
from policies.kinds.table import Entry, Inputs, Place
from policies.kinds.values import Grant

_ROLES: Final[Mapping[str, frozenset[str]]] = {
    "compute_operator": frozenset({"manage-compute"}),
    "image_operator": frozenset({"manage-compute"}),
    "infrastructure_supervisor": frozenset(),
    "key-manager_operator": frozenset({"manage-keys", "use-keys"}),
    "key-manager_read": frozenset({"use-keys"}),
    "load-balancer_operator": frozenset({"manage-network"}),
    "network_operator": frozenset({"manage-network"}),
    "network_security_operator": frozenset({"manage-network"}),
    "objectstore_operator": frozenset({"read-data", "write-data", "delete-data"}),
    "volume_operator": frozenset({"manage-compute", "delete-data"}),
}
"""Roles of OpenStack users at OVHcloud, in neutral words. A role that is not here counts as everything."""


def able(role: Any) -> frozenset[str]:
    """What a role of OVHcloud's OpenStack allows."""
    return _ROLES.get(str(role), frozenset({"all"}))


@reads("roleId", "userId", "groupId", "projectId", "domainId")
def _assigned(inputs: Inputs) -> tuple[Grant, ...]:
    user = look(inputs, "userId")
    principal = user if user is not None else look(inputs, "groupId")
    scope = "organisation" if look(inputs, "domainId") is not None else "project"
    role = look(inputs, "roleId")
    # the plan has the role's id and not its name: everything
    return (Grant(principal, (role,), True, scope, None, frozenset({"all"})),)


@reads("unrestricted")
def _owner(inputs: Inputs) -> Any:
    """One that may make others is as good as its user's own."""
    free = look(inputs, "unrestricted")
    if free is UNKNOWN:
        return UNKNOWN
    return "user" if str(free).casefold() == "true" else "application"


def _day(moment: Any) -> Any:
    return moment if moment is UNKNOWN else str(moment)


TABLE: Final[Mapping[str, Entry]] = {
    "openstack:identity/user:User": Entry(
        "iam.user",
        # what it is for stands in no input
        {"root": const(False), "grants": const(()), **unsayable("human", "named")},
        place=Place.GLOBAL,
    ),
    "openstack:identity/groupV3:GroupV3": Entry("iam.group", {"grants": const(())}, place=Place.GLOBAL),
    "openstack:identity/userMembershipV3:UserMembershipV3": Entry(
        "iam.group", {}, {"group": "groupId", "members": "userId"}, place=Place.NOWHERE, named="", of="group"
    ),
    "openstack:identity/roleAssignment:RoleAssignment": Entry(
        "iam.policy", {"grants": _assigned}, {"identity": "userId|groupId"}, place=Place.GLOBAL, named=""
    ),
    "openstack:identity/inheritRoleAssignment:InheritRoleAssignment": Entry(
        "iam.policy", {"grants": _assigned}, {"identity": "userId|groupId"}, place=Place.GLOBAL, named=""
    ),
    "openstack:identity/applicationCredential:ApplicationCredential": Entry(
        "iam.apikey",
        {"owner": _owner, "expires": mapped("expiresAt", _day)},
        place=Place.GLOBAL,
    ),
    "openstack:identity/ec2CredentialV3:Ec2CredentialV3": Entry(
        "iam.apikey",
        {"owner": const("user"), **unsayable("expires")},
        {"identity": "userId"},
        place=Place.GLOBAL,
        named="",
    ),
    "openstack:compute/keypair:Keypair": Entry(
        "iam.apikey",
        # the key of a person for hosts, without end and without name
        {"owner": const("user"), **unsayable("expires")},
        {"identity": "userId"},
        location=REGION,
    ),
}
