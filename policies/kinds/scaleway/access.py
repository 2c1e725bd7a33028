"""Projects, identities, rights and credentials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.readers import const, each, look, mapped, reads, stands, unsayable
from policies.kinds.scaleway.common import TAGS, joint
from policies.kinds.scaleway.permissions import EVERYTHING, able
from policies.kinds.table import Entry, Inputs, Place
from policies.kinds.values import Grant

# the whole condition, or one of several that must all hold
_UNTIL: Final = re.compile(r"request\.time\s*<=?\s*timestamp\(\s*[\"']([^\"']+)[\"']\s*\)")
_SHARED: Final = frozenset(
    {"admin", "administrator", "contact", "devops", "info", "infra", "it", "ops", "root", "support", "team", "tech"}
)


@reads(
    "rules[].permissionSetNames",
    "rules[].organizationId",
    "rules[].projectIds",
    "rules[].condition",
    "groupId",
    "applicationId",
    "userId",
)
def _grants(inputs: Inputs) -> Any:
    rules = look(inputs, "rules")
    if rules is UNKNOWN:
        return UNKNOWN
    return tuple(_grants_of(rules, _principal(inputs)))


def _principal(inputs: Inputs) -> Any:
    found = (look(inputs, name) for name in ("groupId", "applicationId", "userId"))
    # a policy of nobody gives its rights to nobody
    return next((value for value in found if value not in (None, "")), "")


def _grants_of(rules: Any, principal: Any) -> Iterator[Any]:
    for rule in each(rules):
        if rule is UNKNOWN:
            yield Grant(principal, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
            continue
        names = look(rule, "permissionSetNames")
        known = tuple(each(names))
        yield Grant(
            principal,
            UNKNOWN if names is UNKNOWN else known,
            UNKNOWN if names is UNKNOWN or UNKNOWN in known else any(name in EVERYTHING for name in known),
            _scope(rule),
            _until(look(rule, "condition")),
            frozenset(word for name in known for word in able(name)),
        )


def _scope(rule: Any) -> str:
    if stands(look(rule, "organizationId")):
        return "organisation"
    return "project" if stands(look(rule, "projectIds")) else ""


def _until(condition: Any) -> Any:
    if condition is None or condition is UNKNOWN:
        return condition
    # an alternative can hold when the time is over
    if any(word in str(condition) for word in ("||", "!", "?")):
        return None
    found = [end[1] for part in str(condition).split("&&") if (end := _UNTIL.fullmatch(_bare(part)))]
    return min(found) if found else None


def _bare(part: str) -> str:
    """A part of a condition without the brackets around all of it."""
    part = part.strip()
    while part.startswith("(") and part.endswith(")"):
        part = part[1:-1].strip()
    return part


@reads("applicationId", "userId")
def _owner(inputs: Inputs) -> str:
    if stands(look(inputs, "applicationId")):
        return "application"
    # a key of nobody is its maker's
    return "user" if stands(look(inputs, "userId")) else "root"


def _is_one_person(address: Any) -> bool:
    local = re.split(r"[.+_-]", str(address).casefold().partition("@")[0])
    return not _SHARED.intersection(local)


def _text(value: Any) -> Any:
    return value if value is UNKNOWN else str(value)


_SSH_KEY: Final = Entry(
    "iam.apikey",
    # opens every host and gateway of the project that takes the project's keys, without end
    {"owner": const("user"), **unsayable("expires")},
    place=Place.GLOBAL,
)

TABLE: Final[Mapping[str, Entry]] = {
    "scaleway:account/project:Project": Entry("project", unsayable("hds"), place=Place.GLOBAL),
    "scaleway:account/sshKey:SshKey": _SSH_KEY,
    "scaleway:iam/sshKey:SshKey": _SSH_KEY,
    "scaleway:iam/user:User": Entry(
        "iam.user",
        {
            "human": const(True),
            "named": mapped("email", _is_one_person),
            "root": const(False),
            "grants": const(()),
        },
        place=Place.GLOBAL,
        tags=TAGS,
        named="email",
    ),
    "scaleway:iam/application:Application": Entry(
        "iam.user",
        # an application is one by definition, and has no sign-in of a person
        {"human": const(False), "named": const(True), "root": const(False), "grants": const(())},
        place=Place.GLOBAL,
        tags=TAGS,
    ),
    "scaleway:iam/group:Group": Entry(
        "iam.group",
        {"grants": const(())},
        {"members": "applicationIds[]|userIds[]"},
        place=Place.GLOBAL,
        tags=TAGS,
    ),
    "scaleway:iam/groupMembership:GroupMembership": Entry(
        "iam.group",
        {},
        {"group": "groupId", "members": "applicationId|userId"},
        place=Place.NOWHERE,
        named="",
        of="group",
    ),
    "scaleway:iam/policy:Policy": Entry(
        "iam.policy",
        {"grants": _grants},
        {"identity": "groupId|applicationId|userId"},
        place=Place.GLOBAL,
        tags=TAGS,
    ),
    "scaleway:iam/apiKey:ApiKey": Entry(
        "iam.apikey",
        {"owner": _owner, "expires": mapped("expiresAt", _text)},
        {"identity": "applicationId|userId"},
        place=Place.GLOBAL,
        named="",
    ),
    "scaleway:iam/saml:Saml": Entry(
        "iam.idp", {"protocol": const("saml"), **unsayable("host", "mfa")}, place=Place.GLOBAL, named=""
    ),
    "scaleway:iam/samlCertificate:SamlCertificate": joint("of", "samlId"),
    "scaleway:iam/scim:Scim": Entry("setting", place=Place.GLOBAL, named=""),
    "scaleway:iam/scimToken:ScimToken": Entry(
        "iam.apikey", {"owner": const("application"), **unsayable("expires")}, place=Place.GLOBAL, named=""
    ),
}
