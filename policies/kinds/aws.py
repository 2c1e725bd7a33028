"""S3 through the `aws` package: the way to object storage at clouds without classes of their own for it.

All but S3 is refused. What stands beside a bucket is a facet of it, whichever package made the bucket (`COMBINE` says
what several facets make together). A resource's own `region` is not read: requests are signed for it, and the endpoint
of the provider decides where they go.

Sources: pulumi_aws 7.51.1 (docstrings), the capability tables of Outscale and NumSpot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds import refused as lists
from policies.kinds.aws_policies import grants_of, is_public
from policies.kinds.readers import (
    NOT_SAYABLE,
    all_of,
    any_of,
    at,
    const,
    each,
    first,
    is_set,
    joined,
    look,
    mapped,
    paths_of,
    reads,
    same,
)
from policies.kinds.table import Entry, Inputs, Place, Reader
from policies.kinds.values import Grant

_ALGORITHM: Final = "applyServerSideEncryptionByDefault.sseAlgorithm"
_MASTER_KEY: Final = "applyServerSideEncryptionByDefault.kmsMasterKeyId"
_ALGORITHMS: Final = frozenset({"aes256", "aws:kms", "aws:kms:dsse"})
# canned lists that give nobody but the bucket's own account anything; every other word opens it
_CLOSED: Final = frozenset({"private", "bucket-owner-read", "bucket-owner-full-control", "log-delivery-write"})
_PERMISSIONS: Final[Mapping[str, str]] = {"read": "read-data", "write": "write-data"}
_DAYS: Final = {"days": 1, "years": 365}


def shortest(answers: tuple[Any, ...]) -> Any:
    """The shortest of several locks; UNKNOWN where one is. For `Entry.combine`."""
    return UNKNOWN if UNKNOWN in answers else min(answers)


COMBINE: Final[Mapping[str, Callable[[tuple[Any, ...]], Any]]] = {
    "access_logs": any_of,
    "customer_key": all_of,
    "encrypted": all_of,
    "locked_days": shortest,
    "policies": joined,
    "public": any_of,
    "versioned": all_of,
}
"""What a bucket and its facets make together: the worse. So a bucket answers None for what it leaves to a facet."""


def _any(*readers: Reader) -> Reader:
    """Yes where one reader says yes; None where none of them says anything."""

    @reads(*(path for reader in readers for path in paths_of(reader)))
    def read(inputs: Inputs) -> Any:
        found = tuple(value for value in (reader(inputs) for reader in readers) if value is not None)
        return any_of(found) if found else None

    return read


def _rules(rules: str, change: Callable[[Any], Any], *names: str) -> Reader:
    """Every rule of a configuration, changed by a function: yes where each says yes; None without a rule."""

    @reads(*(f"{rules}.{name}" for name in names))
    def read(inputs: Inputs) -> Any:
        found = look(inputs, rules.removesuffix("[]"))
        if found is None or found is UNKNOWN:
            return found
        listed = each(found) if isinstance(found, list | tuple) else (found,)
        answers = tuple(UNKNOWN if item is UNKNOWN else change(item) for item in listed)
        return all_of(answers) if answers else None

    return read


def _has_algorithm(rule: Any) -> Any:
    """A word that is not known encrypts nothing."""
    found = look(rule, _ALGORITHM)
    return found if found is UNKNOWN else str(found).casefold() in _ALGORITHMS


def _has_key(rule: Any) -> bool:
    """Without a key of ours `aws:kms` takes one of the service's own."""
    found = look(rule, _MASTER_KEY)
    return found is UNKNOWN or bool(found)


def _encrypted(rules: str) -> Reader:
    return _rules(rules, _has_algorithm, _ALGORITHM)


def _customer_key(rules: str) -> Reader:
    return _rules(rules, _has_key, _MASTER_KEY)


def _opened(acl: str, grants: str) -> Reader:
    """True where an access list lets others in; None where it does not."""

    @reads(acl, f"{grants}[]")
    def read(inputs: Inputs) -> Any:
        word, listed = look(inputs, acl), look(inputs, grants)
        members = list(each(listed))
        if (word not in (None, UNKNOWN) and str(word).casefold() not in _CLOSED) or any(map(_to_all, members)):
            return True
        groups = (group for member in members for group in _groups(member))
        return UNKNOWN if UNKNOWN in (word, listed, *groups) else None

    return read


def _to_all(grant: Any) -> bool:
    """A grant to a group of S3: there are everyone, everyone with an account anywhere, and log delivery."""
    return any(isinstance(uri, str) and uri and not uri.casefold().endswith("/logdelivery") for uri in _groups(grant))


def _groups(grant: Any) -> tuple[Any, ...]:
    """The group that a grant is to, in both spellings; UNKNOWN where it is known later."""
    return (UNKNOWN,) if grant is UNKNOWN else (look(grant, "uri"), look(grant, "grantee.uri"))


def _locked(retention: str) -> Reader:
    """Days of the default lock, in compliance mode only: the other mode can be lifted by those who may."""

    @reads(*(f"{retention}.{name}" for name in ("mode", *_DAYS)))
    def read(inputs: Inputs) -> Any:
        mode = look(inputs, f"{retention}.mode")
        lengths = [(look(inputs, f"{retention}.{name}"), factor) for name, factor in _DAYS.items()]
        if mode is UNKNOWN or any(length is UNKNOWN for length, _ in lengths):
            return UNKNOWN
        if str(mode).casefold() != "compliance":
            return None
        return sum(length * factor for length, factor in lengths if isinstance(length, int | float)) or None

    return read


def _public_policy(path: str) -> Reader:
    return mapped(path, lambda document: is_public(grants_of(document)))


@reads("acl", "accessControlPolicy.grants[]")
def _acl_grants(inputs: Inputs) -> Any:
    word, listed = look(inputs, "acl"), look(inputs, "accessControlPolicy.grants")
    if word is UNKNOWN or listed is UNKNOWN:
        return UNKNOWN
    found = [_granted(item) for item in each(listed)]
    if word is not None and str(word).casefold() not in _CLOSED:
        found.append(Grant("*", (str(word),), True, "resource", None, frozenset({"all"})))
    return tuple(found) or None


def _granted(item: Any) -> Grant:
    if item is UNKNOWN:
        return Grant(UNKNOWN, (UNKNOWN,), True, "resource", None, frozenset({"all"}))
    who = first(at("grantee.id"), at("grantee.emailAddress"))(item)
    permission = look(item, "permission")
    able = _PERMISSIONS.get(str(permission).casefold(), "all")
    return Grant("*" if _to_all(item) else who, (permission,), able == "all", "resource", None, frozenset({able}))


def is_switched_on(status: Any) -> bool:
    """Whether a rule of replication may copy: any word but `enabled` switches it off."""
    return status in (None, UNKNOWN) or str(status).casefold() == "enabled"


def _target(rules: str) -> Reader:
    """Where copies go: a bucket by its name, never a region, so that only the plan can say where it lies."""

    @reads(f"{rules}[].destination.bucket", f"{rules}[].status")
    def read(inputs: Inputs) -> Any:
        found = look(inputs, rules)
        if found is None or found is UNKNOWN:
            return found
        # a rule that is switched off copies nothing
        on = [rule for rule in each(found) if rule is UNKNOWN or is_switched_on(look(rule, "status"))]
        if any(rule is UNKNOWN or look(rule, "status") is UNKNOWN for rule in on):
            return UNKNOWN
        return ", ".join(str(name) for rule in on if (name := look(rule, "destination.bucket")) is not None) or None

    return read


_ENCRYPTION: Final = "serverSideEncryptionConfiguration.rule"

_BUCKET: Final = Entry(
    "store.object",
    {
        "encrypted": _encrypted(_ENCRYPTION),
        "customer_key": _customer_key(_ENCRYPTION),
        "public": first(
            _any(
                _opened("acl", "grants"),
                _public_policy("policy"),
                # a website answers to everybody
                mapped("website", lambda found: True if found else None),
            ),
            const(False),
        ),
        # object storage answers on the internet (capability `bucket.private-endpoint`)
        "private_only": const(False),
        "versioned": at("versioning.enabled"),
        "locked_days": _locked("objectLockConfiguration.rule.defaultRetention"),
        "tls_min": NOT_SAYABLE,
        "replica": _target("replicationConfiguration.rules"),
        # copies go where a replication says; no bucket copies by itself
        "geo_redundant": const(False),
        "force_destroy": at("forceDestroy", False),
        "shared_key": NOT_SAYABLE,
        "access_logs": is_set("logging"),
        "policies": mapped("policy", grants_of, ()),
    },
    {},
    tags=at("tags"),
    named="bucket",
    combine=COMBINE,
)


def _facet(attributes: Mapping[str, Reader]) -> Entry:
    return Entry("store.object", attributes, {"bucket": "bucket"}, place=Place.NOWHERE, named="", of="bucket")


def _setting() -> Entry:
    return Entry("setting", {}, {"of": "bucket"}, place=Place.NOWHERE, named="")


_FACETS: Final[Mapping[str, Entry]] = {
    "bucketAcl:BucketAcl": _facet({"public": _opened("acl", "accessControlPolicy.grants"), "policies": _acl_grants}),
    "bucketPolicy:BucketPolicy": _facet({"public": _public_policy("policy"), "policies": mapped("policy", grants_of)}),
    "bucketVersioning:BucketVersioning": _facet({"versioned": same("versioningConfiguration.status", "Enabled")}),
    "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": _facet(
        {"encrypted": _encrypted("rules[]"), "customer_key": _customer_key("rules[]")}
    ),
    "bucketObjectLockConfiguration:BucketObjectLockConfiguration": _facet(
        {"locked_days": _locked("rule.defaultRetention")}
    ),
    "bucketReplicationConfig:BucketReplicationConfig": _facet({"replica": _target("rules")}),
    "bucketLogging:BucketLogging": _facet({"access_logs": is_set("targetBucket")}),
    "bucketWebsiteConfiguration:BucketWebsiteConfiguration": _facet({"public": const(True)}),
}
_SETTINGS: Final = (
    # they only narrow what others open, or are about requests of browsers
    "bucketCorsConfiguration:BucketCorsConfiguration",
    "bucketOwnershipControls:BucketOwnershipControls",
    "bucketPublicAccessBlock:BucketPublicAccessBlock",
)
_EARLIER: Final = (
    "bucketAcl:BucketAcl",
    "bucketCorsConfiguration:BucketCorsConfiguration",
    "bucketLogging:BucketLogging",
    "bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "bucketVersioning:BucketVersioning",
    "bucketWebsiteConfiguration:BucketWebsiteConfiguration",
)
"""Classes that can also be had under an earlier name (`...V2`), with the same inputs."""


def _table() -> dict[str, Entry]:
    found = {f"aws:s3/{name}": entry for name, entry in _FACETS.items()}
    found |= {f"aws:s3/{name}": _setting() for name in _SETTINGS}
    for name in _EARLIER:
        file, _, title = name.partition(":")
        found[f"aws:s3/{file}V2:{title}V2"] = found[f"aws:s3/{name}"]
    found["aws:s3/bucket:Bucket"] = _BUCKET
    return found


TABLE: Final[Mapping[str, Entry]] = _table()


def refused(token: str) -> str:
    """Why no estate may use a class; "" where the list does not have it."""
    return lists.reason("aws", token)
