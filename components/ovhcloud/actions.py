"""Which IAM actions a right stands for. Listed one by one: a wildcard would grow with OVHcloud's API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from components.contract.words import Right

_API, _OPENSTACK = "publicCloudProject:apiovh", "publicCloudProject:openstack"


def _on(things: Iterable[str], *verbs: str) -> tuple[str, ...]:
    return tuple(f"{_API}:{thing}/{verb}" for thing in things for verb in verbs)


# what the layers are made of at OVHcloud's API; the OpenStack half is in the `openstack` actions
_OBSERVED = (
    "database/postgresql",
    "database/postgresql/backup",
    "database/postgresql/database",
    "database/postgresql/ipRestriction",
    "database/service",
    "instance",
    "operation",
    "quota",
    "region",
    "region/network",
    "region/storage",
    "region/workflow/backup",
    "volume",
    "vrack",
)
_CHANGED = (
    "containerRegistry",
    "containerRegistry/ipRestrictions",
    "database/postgresql",
    "database/postgresql/database",
    "database/postgresql/ipRestriction",
    "database/postgresql/user",
    "user",
    "user/policy",
    "user/s3Credentials",
)
_READ = (f"{_API}:get", *_on(_OBSERVED, "get"), f"{_OPENSTACK}:infrastructureSupervisor")
_OBJECTS = _on(("region/storage/object",), "get")

ACTIONS: Mapping[Right, tuple[str, ...]] = {
    Right.READ: _READ,
    # data is reached with each bucket's own identity: a right over all objects of a project would open the airlock
    Right.WORK: _READ,
    Right.REVIEW: (*_READ, *_OBJECTS),
    Right.ADMINISTER: (
        *_READ,
        *_on(("database/postgresql",), "edit"),
        f"{_OPENSTACK}:computeOperator",
        f"{_OPENSTACK}:networkSecurityOperator",
        f"{_OPENSTACK}:volumeOperator",
    ),
    # routes, and the right to the transit network, are OpenStack's alone. OVHcloud has no narrower right: this one also
    # makes and deletes any network and router of the hub's project, but no security group, host or volume
    Right.LINK: (f"{_OPENSTACK}:networkOperator",),
    # buckets are made and changed, never deleted: leaving protection is a procedure. Its rights in OpenStack are
    # those of the OpenStack user that goes with it
    Right.DEPLOY: (
        *_READ,
        *_on(_CHANGED, "create", "get", "edit", "delete"),
        *_on(("region/storage",), "create", "edit"),
    ),
}
