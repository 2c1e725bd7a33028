"""Identities, rights and certificates of Outscale. EIM is a service of the whole cloud.

Sources: outscale/terraform-provider-outscale 1.8.0 (schema), the capability table of Outscale, Outscale API 1.42.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policies.kinds.outscale import eim, pem
from policies.kinds.readers import NOT_SAYABLE, at, const, first, is_set, mapped, texts
from policies.kinds.table import Entry, Place

TABLE: Final[Mapping[str, Entry]] = {
    "outscale:index/user:User": Entry(
        "iam.user",
        {
            # EIM has one kind of user for persons and programs
            "human": NOT_SAYABLE,
            "named": is_set("userName"),
            # the root of an account is no EIM user
            "root": const(False),
            # rights are policies, which it only names
            "grants": const(()),
        },
        {"policies": "policies[].policyOrn"},
        place=Place.GLOBAL,
        named="userName",
    ),
    "outscale:index/userGroup:UserGroup": Entry(
        "iam.group",
        {"grants": const(())},
        {"policies": "policies[].policyOrn", "members": "users[].userName"},
        place=Place.GLOBAL,
        named="userGroupName",
    ),
    "outscale:index/policy:Policy": Entry(
        "iam.policy", {"grants": eim.grants("document")}, {}, place=Place.GLOBAL, named="policyName"
    ),
    "outscale:index/policyVersion:PolicyVersion": Entry(
        "iam.policy", {"grants": eim.grants("document")}, {}, place=Place.GLOBAL, named=""
    ),
    "outscale:index/accessKey:AccessKey": Entry(
        "iam.apikey",
        {
            # without a user it is a key of whoever calls, which can be the root of the account: the worse
            "owner": mapped("userName", lambda name: "user" if name else "root", "root"),
            "expires": at("expirationDate"),
        },
        {"identity": "userName"},
        place=Place.GLOBAL,
        named="",
    ),
    "outscale:index/apiAccessPolicy:ApiAccessPolicy": Entry(
        "iam.org",
        {
            "support_access": NOT_SAYABLE,
            # a trusted session forces WebAuthn in Cockpit
            "mfa": at("requireTrustedEnv", False),
            "allowed": NOT_SAYABLE,
        },
        place=Place.GLOBAL,
        named="",
    ),
    "outscale:index/apiAccessRule:ApiAccessRule": Entry(
        "iam.org",
        {
            "support_access": NOT_SAYABLE,
            "mfa": NOT_SAYABLE,
            # without ranges the rule lets every address in
            "allowed": first(texts("ipRanges"), const(())),
        },
        place=Place.GLOBAL,
        named="",
    ),
    "outscale:index/ca:Ca": Entry(
        "cert",
        {"issuer": pem.issuer("caPem"), "algorithm": pem.algorithm("caPem"), "size": pem.size("caPem")},
        place=Place.GLOBAL,
        named="",
    ),
    "outscale:index/serverCertificate:ServerCertificate": Entry(
        "cert",
        {"issuer": pem.issuer("body"), "algorithm": pem.algorithm("body"), "size": pem.size("body")},
        place=Place.GLOBAL,
    ),
}
