"""Actions of OVHcloud's IAM in neutral words. An action that no line here knows counts as everything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from policies.kinds.openstack.access import able as able_in_openstack

_ALL: Final = frozenset({"all"})
_NONE: Final[frozenset[str]] = frozenset()
_DATABASE: Final = frozenset({"read-data", "write-data"})

_OPENSTACK: Final[Mapping[str, str]] = {
    "computeoperator": "compute_operator",
    "imageoperator": "image_operator",
    "infrastructuresupervisor": "infrastructure_supervisor",
    "keymanageroperator": "key-manager_operator",
    "keymanagerread": "key-manager_read",
    "loadbalanceroperator": "load-balancer_operator",
    "networkoperator": "network_operator",
    "networksecurityoperator": "network_security_operator",
    "objectstoreoperator": "objectstore_operator",
    "volumeoperator": "volume_operator",
}
"""Action below `publicCloudProject:openstack:` -> role of an OpenStack user."""

_LINES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), allows)
    for pattern, allows in (
        # data and credentials that lead to it
        (r"publicCloudProject:apiovh:region/storage/object/(get|list)", frozenset({"read-data"})),
        (r"publicCloudProject:apiovh:region/storage/presign.*", frozenset({"read-data", "write-data"})),
        (r"publicCloudProject:apiovh:region/storage/object/.*delete.*", frozenset({"delete-data"})),
        (r"publicCloudProject:apiovh:region/storage/object/.*", frozenset({"write-data"})),
        (r"publicCloudProject:apiovh:region/storage/delete", frozenset({"delete-data"})),
        (r"publicCloudProject:apiovh:region/storage/(create|edit)", _NONE),
        (r"publicCloudProject:apiovh:user/s3Credentials/secret/.*", frozenset({"read-data", "write-data"})),
        (r"publicCloudProject:apiovh:user(/policy|/s3Credentials|/role)?/get", _NONE),
        (r"publicCloudProject:apiovh:user(/.*)?/(create|edit|delete)", frozenset({"manage-iam"})),
        # databases and registries
        (r"publicCloudProject:apiovh:database/.*/ipRestriction/(create|edit|delete)", frozenset({"manage-network"})),
        (r"publicCloudProject:apiovh:database/.*/user/(create|edit)", _DATABASE),
        (r"publicCloudProject:apiovh:database/.*/user/delete", _NONE),
        (r"publicCloudProject:apiovh:database/.*/delete", frozenset({"delete-data"})),
        (r"publicCloudProject:apiovh:database/.*/(create|edit)", frozenset({"manage-compute"})),
        (
            r"publicCloudProject:apiovh:containerRegistry/ipRestrictions/(create|edit|delete)",
            frozenset({"manage-network"}),
        ),
        (r"publicCloudProject:apiovh:containerRegistry/delete", frozenset({"delete-data"})),
        (r"publicCloudProject:apiovh:containerRegistry/(create|edit)", frozenset({"write-data"})),
        # hosts, disks and networks
        (r"publicCloudProject:apiovh:(instance|volume)(/.*)?/delete", frozenset({"manage-compute", "delete-data"})),
        (
            r"publicCloudProject:apiovh:(instance|volume|region/instance)(/.*)?/(create|edit)",
            frozenset({"manage-compute"}),
        ),
        (
            r"publicCloudProject:apiovh:(network|region/network|vrack)(/.*)?/(create|edit|delete)",
            frozenset({"manage-network"}),
        ),
        (r"publicCloudProject:apiovh:region/workflow/backup/(create|edit|delete)", frozenset({"manage-backups"})),
        # what else of a project is only looked at
        (r"publicCloudProject:apiovh:([A-Za-z0-9/]+/)?get", _NONE),
        # keys, logs, rights
        (r"okms:.*(encrypt|decrypt|sign|verify|datakey|wrap).*", frozenset({"use-keys"})),
        (r"okms:.*secret.*", frozenset({"read-data", "manage-keys"})),
        (r"okms:apiovh:([A-Za-z0-9/]+/)?get", _NONE),
        (r"okms:.*", frozenset({"manage-keys"})),
        (r"(ldp|dbaasLogs):.*get", frozenset({"read-logs"})),
        (r"(ldp|dbaasLogs):.*", frozenset({"manage-logs", "write-logs"})),
        (r"account:apiovh:iam/.*get", _NONE),
        (r"account:apiovh:(iam|me/identity|me/api)/.*", frozenset({"manage-iam"})),
    )
)
"""The first line that matches a whole action says what it allows."""


def is_wildcard(action: Any) -> bool:
    """Whether an action grows with the provider's interface."""
    return "*" in str(action)


@cache
def able(action: Any) -> frozenset[str]:
    """What an action allows."""
    text = str(action)
    if is_wildcard(text):
        return _ALL
    head, _, role = text.rpartition(":")
    if head.casefold() == "publiccloudproject:openstack":
        return able_in_openstack(_OPENSTACK.get(role.casefold(), role))
    return next((allows for pattern, allows in _LINES if pattern.fullmatch(text)), _ALL)
