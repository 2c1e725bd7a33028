"""Hosts and clusters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds import flows
from policies.kinds.documents import password_login_at, secret_at, texts_at, time_sources_at
from policies.kinds.readers import (
    all_of,
    any_of,
    at,
    const,
    each,
    first,
    inverse,
    joined,
    look,
    mapped,
    reads,
    stands,
    unsayable,
)
from policies.kinds.scaleway.common import LOCATION, TAGS
from policies.kinds.table import Entry, Inputs, Place
from policies.kinds.values import Disk

_TEXTS: Final = ("cloudInit", "userData")


@reads("ipId", "ipIds", "enableDynamicIp", "publicIps")
def _public_ip(inputs: Inputs) -> Any:
    if any(look(inputs, path) not in (None, "", [], ()) for path in ("ipId", "ipIds", "publicIps")):
        return True
    # none unless it is asked for (documentation of the provider)
    asked = look(inputs, "enableDynamicIp")
    return asked if asked is UNKNOWN else asked is True


@reads("adminPasswordEncryptionSshKeyId", *_TEXTS)
def _password_login(inputs: Inputs) -> Any:
    asked = look(inputs, "adminPasswordEncryptionSshKeyId")
    return True if asked is not None else password_login_at(*_TEXTS)(inputs)


@reads("rootVolume", "rootVolume.volumeId")
def _disks(inputs: Inputs) -> tuple[Disk, ...]:
    # a root volume that exists is a resource of its own; one that comes with the server has no encryption to ask for
    return () if stands(look(inputs, "rootVolume.volumeId")) else (Disk(None, None),)


@reads("aclRules[].ip")
def _allowed(inputs: Inputs) -> Any:
    rules = look(inputs, "aclRules")
    if rules is UNKNOWN:
        return UNKNOWN
    found = (flows.peer(UNKNOWN if rule is UNKNOWN else look(rule, "ip")) for rule in each(rules))
    # the service's own ranges, which stand in no input, are not counted
    return joined(tuple(found))


TABLE: Final[Mapping[str, Entry]] = {
    "scaleway:instance/server:Server": Entry(
        "compute.vm",
        {
            "public_ip": _public_ip,
            "password_login": _password_login,
            "image": at("image"),
            "texts": texts_at(*_TEXTS),
            "secret_texts": secret_at(*_TEXTS),
            "disks": _disks,
            "deletion_protection": at("protected", False),
            "time_sources": time_sources_at(*_TEXTS),
            **unsayable("backed_up", "forwards"),
        },
        {
            "groups": "securityGroupId",
            "subnets": "privateNetworks[].pnId",
            "addresses": "ipIds[]|ipId",
            "volumes": "additionalVolumeIds[]|rootVolume.volumeId",
        },
        location=LOCATION,
        tags=TAGS,
        combine={"texts": joined, "secret_texts": all_of, "password_login": any_of},
    ),
    "scaleway:instance/userData:UserData": Entry(
        "compute.vm",
        {
            "texts": texts_at("value"),
            "secret_texts": secret_at("value"),
            "password_login": password_login_at("value"),
        },
        {"host": "serverId"},
        place=Place.NOWHERE,
        named="",
        of="host",
    ),
    "scaleway:instance/placementGroup:PlacementGroup": Entry("setting", location=LOCATION, tags=TAGS),
    "scaleway:kubernetes/cluster:Cluster": Entry(
        "compute.k8s",
        {
            # the control plane of this service answers to the internet, limited by its list alone
            "api_public": const(True),
            "api_allowed": const(flows.WORLD),
            **unsayable("local_accounts", "node_public_ip", "audit_logs", "tls_min", "encrypted", "customer_key"),
        },
        {"subnets": "privateNetworkId"},
        location=LOCATION,
        tags=TAGS,
        combine={"node_public_ip": any_of},
    ),
    "scaleway:kubernetes/acl:Acl": Entry(
        "compute.k8s",
        {
            "api_public": mapped("noIpAllowed", lambda none: False if none is True else None),
            "api_allowed": first(mapped("noIpAllowed", lambda none: () if none is True else None), _allowed),
        },
        {"cluster": "clusterId"},
        place=Place.NOWHERE,
        named="",
        of="cluster",
    ),
    "scaleway:kubernetes/pool:Pool": Entry(
        "compute.k8s",
        {"node_public_ip": inverse(at("publicIpDisabled", False))},
        {"cluster": "clusterId"},
        place=Place.NOWHERE,
        of="cluster",
    ),
}
