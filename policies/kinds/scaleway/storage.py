"""Disks, file shares, buckets and registries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.aws_policies import grants_of, is_public
from policies.kinds.readers import any_of, at, const, each, joined, look, mapped, reads, unsayable
from policies.kinds.scaleway.common import LOCATION, TAGS
from policies.kinds.table import Entry, Inputs, Place, Reader
from policies.kinds.values import Grant

_PRIVATE: Final = frozenset({"private", "bucket-owner-read", "bucket-owner-full-control", "log-delivery-write"})
_RULE: Final = "rules[].applyServerSideEncryptionByDefault"
_ALGORITHMS: Final = frozenset({"aes256", "aws:kms"})


def _opened(path: str) -> Reader:
    """True where a canned list of rights lets others in; None where it does not: another setting may."""
    return mapped(path, lambda acl: None if str(acl).casefold() in _PRIVATE else True)


@reads("policy")
def _policies(inputs: Inputs) -> Any:
    found = grants_of(look(inputs, "policy"))
    # one grant of which nothing is known yet: other policies of the bucket stay readable beside it
    return (Grant(UNKNOWN, UNKNOWN, UNKNOWN, "resource", UNKNOWN),) if found is UNKNOWN else found


@reads("acl", "accessControlPolicy.grants[].grantee")
def _acl(inputs: Inputs) -> Any:
    grantees = look(inputs, "accessControlPolicy.grants[].grantee")
    if grantees is UNKNOWN or UNKNOWN in (grantees or ()):
        return UNKNOWN
    said = [(look(item, "type"), look(item, "uri")) for item in grantees or ()]
    # a group of S3 is everybody, or everybody with an account
    if any(str(kind).casefold() == "group" or uri not in (None, "", UNKNOWN) for kind, uri in said):
        return True
    opened = _opened("acl")(inputs)
    return UNKNOWN if opened is not True and any(UNKNOWN in item for item in said) else opened


@reads(f"{_RULE}.sseAlgorithm")
def _encrypted(inputs: Inputs) -> Any:
    found = look(inputs, f"{_RULE}.sseAlgorithm")
    if found is UNKNOWN or UNKNOWN in (found or ()):
        return UNKNOWN
    return bool(found) and all(str(word).casefold() in _ALGORITHMS for word in found)


@reads(f"{_RULE}.sseAlgorithm", f"{_RULE}.kmsMasterKeyId")
def _customer_key(inputs: Inputs) -> Any:
    defaults = look(inputs, _RULE)
    if defaults is UNKNOWN:
        return UNKNOWN
    return any_of(tuple(_under_a_key(item) for item in each(defaults)))


def _under_a_key(default: Any) -> Any:
    if default is UNKNOWN:
        return UNKNOWN
    algorithm = look(default, "sseAlgorithm")
    if algorithm is UNKNOWN:
        return UNKNOWN
    return str(algorithm).casefold() == "aws:kms" and look(default, "kmsMasterKeyId") not in (None, "")


@reads("rule.defaultRetention.mode", "rule.defaultRetention.days", "rule.defaultRetention.years")
def _locked_days(inputs: Inputs) -> Any:
    rule = look(inputs, "rule.defaultRetention")
    parts = [look(rule, name) for name in ("mode", "days", "years")]
    if rule is UNKNOWN or UNKNOWN in parts:
        return UNKNOWN
    mode, days, years = parts
    # governance can be lifted by whoever has the right to
    if str(mode).casefold() != "compliance":
        return None
    return days if days is not None else years * 365 if isinstance(years, int) else None


_DISK: Final[Mapping[str, Reader]] = {
    # a volume has no address and no input to export it
    "public": const(False),
    "size_gb": at("sizeInGb"),
    # volumes have no encryption to ask for: it is done on the host
    **unsayable("encrypted", "customer_key"),
}
_SNAPSHOT: Final = Entry(
    "backup",
    unsayable(
        "interval_hours",
        "keep_days",
        "immutable",
        "encrypted",
        "customer_key",
        "geo_redundant",
        "copy_location",
        "several_zones",
    ),
    {"of": "volumeId"},
    location=LOCATION,
    tags=TAGS,
)
_BUCKET: Final = {"bucket": "bucket"}

TABLE: Final[Mapping[str, Entry]] = {
    "scaleway:block/volume:Volume": Entry("store.block", _DISK, location=LOCATION, tags=TAGS),
    "scaleway:instance/volume:Volume": Entry("store.block", _DISK, location=LOCATION, tags=TAGS),
    "scaleway:block/snapshot:Snapshot": _SNAPSHOT,
    "scaleway:instance/snapshot:Snapshot": _SNAPSHOT,
    "scaleway:index/fileFilesystem:FileFilesystem": Entry(
        "store.file",
        {
            # attached to hosts as a device: it has no address; and it lies in its region
            "public": const(False),
            "geo_redundant": const(False),
            **unsayable("encrypted", "customer_key", "clients", "tls_min", "access_logs"),
        },
        location=LOCATION,
        tags=TAGS,
    ),
    "scaleway:object/bucket:Bucket": Entry(
        "store.object",
        {
            # objects stay plain until a configuration of its own says otherwise
            "encrypted": const(False),
            "customer_key": const(False),
            "public": mapped("acl", lambda acl: str(acl).casefold() not in _PRIVATE, False),
            # private access is no part of the service: every bucket answers at the public endpoint
            "private_only": const(False),
            "versioned": at("versioning.enabled", False),
            # a bucket lies in its region
            "geo_redundant": const(False),
            "force_destroy": at("forceDestroy", False),
            "policies": const(()),
            **unsayable("locked_days", "tls_min", "replica", "shared_key", "access_logs"),
        },
        location=LOCATION,
        tags=at("tags"),
        combine={"public": any_of, "policies": joined},
    ),
    "scaleway:object/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": Entry(
        "store.object",
        {"encrypted": _encrypted, "customer_key": _customer_key},
        {**_BUCKET, "key": f"{_RULE}.kmsMasterKeyId"},
        place=Place.NOWHERE,
        named="",
        of="bucket",
    ),
    "scaleway:object/bucketLockConfiguration:BucketLockConfiguration": Entry(
        "store.object", {"locked_days": _locked_days}, _BUCKET, place=Place.NOWHERE, named="", of="bucket"
    ),
    "scaleway:object/bucketPolicy:BucketPolicy": Entry(
        "store.object",
        {"policies": _policies, "public": mapped("policy", lambda text: is_public(grants_of(text)))},
        _BUCKET,
        place=Place.NOWHERE,
        named="",
        of="bucket",
    ),
    "scaleway:object/bucketAcl:BucketAcl": Entry(
        "store.object", {"public": _acl}, _BUCKET, place=Place.NOWHERE, named="", of="bucket"
    ),
    "scaleway:object/bucketWebsiteConfiguration:BucketWebsiteConfiguration": Entry(
        # a web site is there to be read by everybody
        "store.object",
        {"public": const(True)},
        _BUCKET,
        place=Place.NOWHERE,
        named="",
        of="bucket",
    ),
    "scaleway:object/item:Item": Entry(
        "store.object", {"public": _opened("visibility")}, _BUCKET, place=Place.NOWHERE, named="", of="bucket"
    ),
    "scaleway:registry/namespace:Namespace": Entry(
        "registry",
        {
            # it answers to the internet, and has no list of ranges
            "public": const(True),
            "anonymous_pull": at("isPublic", False),
            "geo_redundant": const(False),
            **unsayable("encrypted", "customer_key", "admin_user", "allowed", "tls_min"),
        },
        location=LOCATION,
    ),
}
