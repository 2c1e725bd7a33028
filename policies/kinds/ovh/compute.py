"""Hosts, clusters and their backups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds import flows
from policies.kinds.documents import password_login_at, secret_at, texts_at, time_sources_at
from policies.kinds.ovh.common import LOCATION
from policies.kinds.readers import (
    NOT_SAYABLE,
    any_of,
    at,
    const,
    each,
    first,
    joined,
    look,
    mapped,
    reads,
    stands,
    unsayable,
)
from policies.kinds.table import Entry, Inputs, Place
from policies.kinds.values import Disk

_DAY: Final = 24


@reads("networks[].autoAssignPublicIp", "networks[].networkId", "networks[].ip")
def _public_ip(inputs: Inputs) -> Any:
    networks = look(inputs, "networks")
    if networks is UNKNOWN:
        return UNKNOWN
    if not networks:
        return True
    answers = [item if item is UNKNOWN else _is_public(item) for item in each(networks)]
    return any_of(tuple(answers))


def _is_public(network: Any) -> Any:
    asked = look(network, "autoAssignPublicIp")
    if asked is True or not stands(look(network, "networkId")):
        # an interface without a private network is a public one
        return True
    return asked if asked is UNKNOWN else False


@reads("network.public", "network.private.floatingIp", "network.private.floatingIpCreate", "network.private")
def _old_public_ip(inputs: Inputs) -> Any:
    asked = look(inputs, "network.public")
    floating = (look(inputs, f"network.private.{name}") for name in ("floatingIp", "floatingIpCreate"))
    if any(value is not None for value in floating) or look(inputs, "network.private") is None:
        return True
    return asked if asked is UNKNOWN else asked is True


def _expression_hours(cron: Any) -> Any:
    """Hours between two runs of a cron expression that runs at a fixed minute; None where it is another kind."""
    fields = str(cron).split()
    if len(fields) != 5 or not fields[0].isdigit() or fields[2:4] != ["*", "*"]:
        return None
    hour, weekday = fields[1], fields[4]
    if weekday != "*":
        return 168 if weekday.isdigit() and hour.isdigit() else None
    if hour == "*":
        return 1
    if hour.startswith("*/") and hour[2:].isdigit():
        return int(hour[2:])
    return 24 if hour.isdigit() else None


def _is_daily(cron: Any) -> bool:
    hours = _expression_hours(cron)
    return hours is not None and hours <= _DAY


@reads("cron", "maxExecutionCount")
def _interval(inputs: Inputs) -> Any:
    """Hours between two runs; None where it stops after some: 0 and nothing are for ever (the SDK)."""
    cron, most = look(inputs, "cron"), look(inputs, "maxExecutionCount")
    if UNKNOWN in (cron, most):
        return UNKNOWN
    return None if cron is None or most not in (None, 0) else _expression_hours(cron)


@reads("ips")
def _allowed(inputs: Inputs) -> Any:
    ips = look(inputs, "ips")
    return UNKNOWN if ips is UNKNOWN else joined(tuple(flows.peer(ip) for ip in each(ips)))


_BACKUP: Final = unsayable(
    "interval_hours",
    "keep_days",
    "immutable",
    "encrypted",
    "customer_key",
    "geo_redundant",
    "copy_location",
    "several_zones",
)
# without a volume to start from, the disk is a local one that nobody says is encrypted
_OLD_DISKS: Final = mapped(
    "bootFrom.volumeId", lambda volume: () if stands(volume) else (Disk(False, None),), (Disk(False, None),)
)

TABLE: Final[Mapping[str, Entry]] = {
    "ovh:index/cloudInstance:CloudInstance": Entry(
        "compute.vm",
        {
            "public_ip": _public_ip,
            "password_login": password_login_at("userData"),
            "image": at("imageId"),
            "texts": texts_at("userData"),
            "secret_texts": secret_at("userData"),
            "disks": const((Disk(False, None),)),
            "time_sources": time_sources_at("userData"),
            **unsayable("deletion_protection", "backed_up", "forwards"),
        },
        {
            "groups": "securityGroupIds[]",
            "subnets": "networks[].subnetId|networks[].networkId",
            "volumes": "volumeIds[]",
        },
        location=LOCATION,
    ),
    "ovh:CloudProject/instance:Instance": Entry(
        "compute.vm",
        {
            "public_ip": _old_public_ip,
            "password_login": password_login_at("userData"),
            "image": first(at("bootFrom.imageId"), at("bootFrom.volumeId")),
            "texts": texts_at("userData"),
            "secret_texts": secret_at("userData"),
            "disks": _OLD_DISKS,
            "time_sources": time_sources_at("userData"),
            "forwards": NOT_SAYABLE,
            "backed_up": mapped("autoBackup.cron", _is_daily, False),
            **unsayable("deletion_protection"),
        },
        {"subnets": "network.private.network.subnetId|network.private.network.id"},
        location=LOCATION,
    ),
    "ovh:index/cloudInstanceGroup:CloudInstanceGroup": Entry("setting", location=LOCATION),
    "ovh:index/cloudInstanceSnapshot:CloudInstanceSnapshot": Entry(
        "backup", _BACKUP, {"of": "instanceId"}, location=LOCATION
    ),
    "ovh:CloudProject/instanceSnapshot:InstanceSnapshot": Entry(
        "backup", _BACKUP, {"of": "instanceId"}, place=Place.WITH, located_with="of"
    ),
    "ovh:CloudProject/workflowBackup:WorkflowBackup": Entry(
        "backup",
        {**_BACKUP, "interval_hours": _interval},
        {"of": "instanceId"},
        location=LOCATION,
    ),
    "ovh:CloudProject/kube:Kube": Entry(
        "compute.k8s",
        {
            # the control plane answers to the internet, limited by its list alone
            "api_public": const(True),
            "api_allowed": const(flows.WORLD),
            # nodes have a public interface unless they stand in a private network
            "node_public_ip": mapped("privateNetworkId", lambda network: None if stands(network) else True, True),
            **unsayable("local_accounts", "audit_logs", "tls_min", "encrypted", "customer_key"),
        },
        {"subnets": "nodesSubnetId|privateNetworkId"},
        location=LOCATION,
        combine={"node_public_ip": any_of},
    ),
    "ovh:CloudProject/kubeIpRestrictions:KubeIpRestrictions": Entry(
        "compute.k8s", {"api_allowed": _allowed}, {"cluster": "kubeId"}, place=Place.NOWHERE, named="", of="cluster"
    ),
    "ovh:CloudProject/kubeNodePool:KubeNodePool": Entry(
        "compute.k8s",
        {"node_public_ip": mapped("attachFloatingIps.enabled", lambda on: True if on is True else None)},
        {"cluster": "kubeId"},
        place=Place.NOWHERE,
        of="cluster",
    ),
    "ovh:CloudProject/kubeOidc:KubeOidc": Entry(
        "iam.idp",
        {"host": at("issuerUrl"), "protocol": const("oidc"), **unsayable("mfa")},
        place=Place.NOWHERE,
        named="",
    ),
    "ovh:index/cloudProjectKubeLogSubscription:CloudProjectKubeLogSubscription": Entry(
        "log.sink",
        {"enabled": const(True), "categories": mapped("kind", lambda kind: (kind,), ())},
        {"of": "kubeId", "store": "streamId"},
        place=Place.NOWHERE,
        named="",
    ),
}
