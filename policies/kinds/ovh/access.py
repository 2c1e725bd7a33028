"""Projects, identities, rights and credentials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.aws_policies import grants_of
from policies.kinds.openstack.access import able as able_in_openstack
from policies.kinds.ovh.actions import able, is_wildcard
from policies.kinds.readers import at, const, each, look, mapped, reads, unsayable
from policies.kinds.table import Entry, Inputs, Place
from policies.kinds.values import Grant

_HDS: Final = "certification.hds"
_ADMINISTRATOR: Final = frozenset({"administrator", "admin"})
_EVERYTHING: Final = frozenset({"all"})


@reads("planOptions[].planCode")
def _hds(inputs: Inputs) -> Any:
    codes = look(inputs, "planOptions[].planCode")
    if codes is UNKNOWN or UNKNOWN in (codes or ()):
        return UNKNOWN
    return any(str(code).casefold().startswith(_HDS) for code in codes or ())


@reads("roleNames", "roleName")
def _user_grants(inputs: Inputs) -> Any:
    names = look(inputs, "roleNames")
    one = look(inputs, "roleName")
    if UNKNOWN in (names, one):
        return UNKNOWN
    roles = (*each(names), *(() if one is None else (one,)))
    if not roles:
        return ()
    # the user's own rights: whoever holds its password or its S3 credential has them, without end
    return (
        Grant(
            look(inputs, "description"),
            roles,
            UNKNOWN if UNKNOWN in roles else any(str(role).casefold() in _ADMINISTRATOR for role in roles),
            "project",
            None,
            frozenset(word for role in roles if role is not UNKNOWN for word in able_in_openstack(role)),
        ),
    )


@reads("identities", "allows", "resources", "expiredAt", "permissionsGroups")
def _grants(inputs: Inputs) -> Any:
    return tuple(_grants_of(inputs))


def _grants_of(inputs: Inputs) -> Iterator[Grant]:
    identities, resources = look(inputs, "identities"), look(inputs, "resources")
    allows, groups = look(inputs, "allows"), look(inputs, "permissionsGroups")
    actions = (*each(allows), *each(groups))
    able_to = frozenset(word for action in each(allows) if action is not UNKNOWN for word in able(action))
    for identity in (UNKNOWN,) if identities is UNKNOWN else each(identities):
        yield Grant(
            identity,
            UNKNOWN if UNKNOWN in (allows, groups) else actions,
            _is_wide(allows, groups, resources),
            _scope(resources),
            mapped("expiredAt", str)(inputs),
            # a group of permissions is a list that stands elsewhere: everything
            able_to | _EVERYTHING if groups not in (None, []) else able_to,
        )


def _is_wide(allows: Any, groups: Any, resources: Any) -> Any:
    if groups not in (None, []) and groups is not UNKNOWN:
        return True
    items = (*each(allows), *each(resources))
    if any(is_wildcard(item) for item in items if item is not UNKNOWN):
        return True
    # a resource that is known later is one: what is not known are actions
    return UNKNOWN if UNKNOWN in (allows, groups, *each(allows)) else False


def _scope(resources: Any) -> str:
    # `urn:v1:eu:resource:publicCloudProject:<id>`; one that is known later is one that the plan makes
    texts = [str(item).split(":") for item in each(resources) if item is not UNKNOWN]
    kinds = {parts[4] for parts in texts if len(parts) > 4}
    if "account" in kinds or any(is_wildcard(item) for item in each(resources) if item is not UNKNOWN):
        # every project, or every resource of a kind, is none in particular
        return "organisation"
    if any(parts[3] != "resource" for parts in texts if len(parts) > 4):
        # a group of resources is a list that stands elsewhere
        return ""
    return "project" if "publicCloudProject" in kinds else "resource" if kinds else ""


@reads("allows")
def _group_grants(inputs: Inputs) -> Any:
    allows = look(inputs, "allows")
    if allows is UNKNOWN:
        return UNKNOWN
    actions = tuple(each(allows))
    if not actions:
        return ()
    known = [action for action in actions if action is not UNKNOWN]
    wide = True if any(map(is_wildcard, known)) else UNKNOWN if len(known) < len(actions) else False
    return (Grant(None, actions, wide, "", None, frozenset(word for action in known for word in able(action))),)


@reads("role")
def _role_grants(inputs: Inputs) -> Any:
    role = look(inputs, "role")
    if role is UNKNOWN:
        return UNKNOWN
    word = str(role).casefold()
    if role is None or word == "none":
        # no default is documented: only the word `NONE` is no right
        return () if word == "none" and role is not None else (_right_of("REGULAR"),)
    return (_right_of(str(role)),)


def _right_of(role: str) -> Grant:
    return Grant(None, (role,), role.casefold() != "unprivileged", "organisation", None, _EVERYTHING)


@reads("policy", "userId")
def _s3_grants(inputs: Inputs) -> Any:
    found = grants_of(look(inputs, "policy"))
    if found is UNKNOWN:
        return UNKNOWN
    # a policy of a user names nobody: the rights are that user's
    return tuple(
        grant if grant.principal is not None else grant._replace(principal=look(inputs, "userId")) for grant in found
    )


@reads("expiresAt", "expiresIn")
def _token_end(inputs: Inputs) -> Any:
    # a number of seconds ends on a day that is known when it is made
    return mapped("expiresAt", str, UNKNOWN if look(inputs, "expiresIn") is not None else None)(inputs)


def _owner_entry(owner: str, **more: Any) -> Entry:
    return Entry("iam.apikey", {"owner": const(owner), **unsayable("expires")}, place=Place.GLOBAL, named="", **more)


TABLE: Final[Mapping[str, Entry]] = {
    "ovh:CloudProject/project:Project": Entry("project", {"hds": _hds}, place=Place.GLOBAL, named="description"),
    "ovh:CloudProject/projectRegion:ProjectRegion": Entry("setting", location=at("region"), named=""),
    "ovh:index/iamResourceTags:IamResourceTags": Entry(
        "setting", refs={"of": "urn"}, place=Place.NOWHERE, tags=at("tags"), named="", of="of"
    ),
    "ovh:CloudProject/user:User": Entry(
        "iam.user",
        # an OpenStack user is a machine's: a name and a password that the cloud makes, and no person's address
        {"human": const(False), "named": const(True), "root": const(False), "grants": _user_grants},
        place=Place.GLOBAL,
        named="",
    ),
    "ovh:CloudProject/s3Credential:S3Credential": _owner_entry("application", refs={"identity": "userId"}),
    "ovh:CloudProject/s3Policy:S3Policy": Entry(
        "iam.policy", {"grants": _s3_grants}, {"identity": "userId"}, place=Place.GLOBAL, named=""
    ),
    "ovh:Iam/policy:Policy": Entry("iam.policy", {"grants": _grants}, {"identity": "identities[]"}, place=Place.GLOBAL),
    "ovh:Iam/permissionsGroup:PermissionsGroup": Entry("iam.policy", {"grants": _group_grants}, place=Place.GLOBAL),
    "ovh:Iam/resourceGroup:ResourceGroup": Entry("setting", refs={"of": "resources[]"}, place=Place.GLOBAL),
    "ovh:Me/aPIOAuth2Client:APIOAuth2Client": Entry(
        "iam.user",
        # a client is one application by definition, and has no sign-in of a person
        {
            "human": const(False),
            "named": const(True),
            "root": const(False),
            "grants": const(()),
        },
        place=Place.GLOBAL,
    ),
    "ovh:Me/identityUser:IdentityUser": Entry(
        "iam.user",
        {
            "human": const(True),
            "named": mapped("email", lambda address: "@" in str(address)),
            "root": const(False),
            "grants": const(()),
        },
        {"policies": "group"},
        place=Place.GLOBAL,
        named="login",
    ),
    "ovh:Me/identityGroup:IdentityGroup": Entry("iam.group", {"grants": _role_grants}, place=Place.GLOBAL),
    "ovh:Me/identityUserToken:IdentityUserToken": Entry(
        "iam.apikey",
        {
            "owner": const("user"),
            "expires": _token_end,
        },
        {"identity": "userLogin"},
        place=Place.GLOBAL,
    ),
    "ovh:CloudProject/containerRegistryUser:ContainerRegistryUser": Entry(
        "iam.user",
        # an account of the registry's own, past the cloud's rights
        {
            "human": const(True),
            "named": mapped("email", lambda address: "@" in str(address)),
            "root": const(False),
            "grants": const(()),
        },
        {"registry": "registryId"},
        place=Place.WITH,
        located_with="registry",
        named="login",
    ),
    "ovh:Okms/credential:Credential": Entry(
        "iam.apikey",
        # a number of days from one that is known when it is made; a year where nobody chose
        {"owner": const("application"), "expires": mapped("validity", lambda _: UNKNOWN)},
        {"identity": "identityUrns[]", "store": "okmsId"},
        place=Place.WITH,
        located_with="store",
    ),
    "ovh:index/cloudSSHKey:CloudSSHKey": _owner_entry("user"),
    "ovh:index/clousSSHKey:ClousSSHKey": _owner_entry("user"),
    "ovh:index/cloudProjectSshKey:CloudProjectSshKey": _owner_entry("user"),
    "ovh:CloudProject/containerRegistryOIDC:ContainerRegistryOIDC": Entry(
        "iam.idp",
        {"host": at("oidcEndpoint"), "protocol": const("oidc"), **unsayable("mfa")},
        place=Place.NOWHERE,
        named="",
    ),
}
