"""From the JSON of OpenStack's APIs to the model. Pure; the keys are those of the API references.

A key that must be there and is not is a `KeyError`: never a default that would look like an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.e2e.openstack.cloud.model import (
    Balancer,
    FloatingIp,
    Gateway,
    Group,
    Listener,
    Member,
    Network,
    Port,
    Route,
    Router,
    Rule,
    Secret,
    Server,
    Share,
    Subnet,
    Unmodelled,
    Volume,
    VolumeType,
)

Json = Mapping[str, Any]
# networks that are nobody's wire but their own
_LOCAL = (None, "local")
_SCOPES = ("ipv4_address_scope", "ipv6_address_scope")


def network(raw: Json) -> Network:
    return Network(
        id=raw["id"],
        name=raw["name"],
        project=raw["project_id"],
        port_security=raw["port_security_enabled"],
        external=raw["router:external"],
        wire=_wire(raw),
    )


def _wire(raw: Json) -> str:
    kind = raw.get("provider:network_type")
    if kind in _LOCAL:
        return str(raw["id"])
    parts = (kind, raw.get("provider:physical_network"), raw.get("provider:segmentation_id"))
    return "/".join("-" if part is None else str(part) for part in parts)


def subnet(raw: Json) -> Subnet:
    return Subnet(
        id=raw["id"],
        name=raw["name"],
        project=raw["project_id"],
        network=raw["network_id"],
        cidr=raw["cidr"],
        gateway=raw["gateway_ip"],
        routes=_routes(raw["host_routes"]),
        dns=tuple(raw["dns_nameservers"]),
        dhcp=raw["enable_dhcp"],
    )


def _routes(raw: Iterable[Json]) -> tuple[Route, ...]:
    return tuple(sorted((Route(one["destination"], one["nexthop"]) for one in raw), key=lambda one: one.destination))


def port(raw: Json) -> Port:
    return Port(
        id=raw["id"],
        name=raw["name"],
        project=raw["project_id"],
        network=raw["network_id"],
        addresses=_addresses(raw["fixed_ips"]),
        groups=tuple(raw["security_groups"]),
        port_security=raw["port_security_enabled"],
        pairs=tuple(one["ip_address"] for one in raw["allowed_address_pairs"]),
        owner=raw["device_owner"] or "",
        device=raw["device_id"] or "",
    )


def _addresses(raw: Iterable[Json]) -> tuple[str, ...]:
    return tuple(one["ip_address"] for one in raw)


def router(raw: Json) -> Router:
    several = raw.get("external_gateways")
    single = raw["external_gateway_info"]
    gateways = several if several is not None else [single] if single else []
    return Router(
        id=raw["id"],
        name=raw["name"],
        project=raw["project_id"],
        routes=_routes(raw["routes"]),
        # a cloud that does not say whether it translates addresses does it
        gateways=tuple(
            Gateway(one["network_id"], _addresses(one["external_fixed_ips"]), one.get("enable_snat", True))
            for one in gateways
        ),
    )


def group(raw: Json) -> Group:
    return Group(
        id=raw["id"],
        name=raw["name"],
        project=raw["project_id"],
        rules=tuple(_rule(one) for one in raw["security_group_rules"]),
        # clouds without stateless groups do not say it
        stateful=raw.get("stateful", True),
    )


def _rule(raw: Json) -> Rule:
    return Rule(
        id=raw["id"],
        direction=raw["direction"],
        ethertype=raw["ethertype"],
        protocol=None if raw["protocol"] is None else str(raw["protocol"]),
        low=raw["port_range_min"],
        high=raw["port_range_max"],
        prefix=raw["remote_ip_prefix"],
        group=raw["remote_group_id"],
        address_group=raw.get("remote_address_group_id"),
    )


def floating_ip(raw: Json) -> FloatingIp:
    return FloatingIp(
        id=raw["id"],
        project=raw["project_id"],
        address=raw["floating_ip_address"],
        network=raw["floating_network_id"],
        port=raw["port_id"],
        fixed=raw["fixed_ip_address"],
        description=raw.get("description") or "",
    )


def share(raw: Json) -> Share:
    return Share(
        id=raw["id"],
        project=raw["project_id"],
        kind=raw["object_type"],
        object=raw["object_id"],
        action=raw["action"],
        target=raw["target_tenant"],
    )


def unmodelled_networks(raw: Iterable[Json]) -> Iterator[Unmodelled]:
    """Networks of several segments, and networks whose routing is narrowed by an address scope."""
    for one in raw:
        if one.get("segments"):
            yield Unmodelled("network of several segments", one["id"], one["project_id"])
        if any(one.get(scope) for scope in _SCOPES):
            yield Unmodelled("address scope", one["id"], one["project_id"])


def unmodelled_floating(raw: Iterable[Json]) -> Iterator[Unmodelled]:
    for one in raw:
        if one.get("port_forwardings"):
            yield Unmodelled("port forwarding", one["id"], one["project_id"])


def unmodelled(kind: str, raw: Iterable[Json]) -> Iterator[Unmodelled]:
    for one in raw:
        yield Unmodelled(kind, one["id"], one["project_id"])


def server(raw: Json) -> Server:
    return Server(
        id=raw["id"],
        name=raw["name"],
        project=raw["tenant_id"],
        zone=raw["OS-EXT-AZ:availability_zone"],
        # "True" or ""
        config_drive=raw["config_drive"] == "True",
        metadata=dict(raw["metadata"]),
        volumes=tuple(one["id"] for one in raw["os-extended-volumes:volumes_attached"]),
    )


def volume(raw: Json) -> Volume:
    return Volume(
        id=raw["id"],
        name=raw["name"] or "",
        project=raw["os-vol-tenant-attr:tenant_id"],
        type=raw["volume_type"],
        encrypted=raw["encrypted"],
        zone=raw["availability_zone"],
        size=raw["size"],
        bootable=raw["bootable"] == "true",
        servers=tuple(one["server_id"] for one in raw["attachments"]),
        key=raw.get("encryption_key_id"),
    )


def volume_type(raw: Json, encryption: Json) -> VolumeType:
    """`encryption` is empty for a type without."""
    return VolumeType(
        id=raw["id"],
        name=raw["name"],
        provider=encryption.get("provider") or "",
        cipher=encryption.get("cipher") or "",
        key_size=encryption.get("key_size") or 0,
    )


def secret(raw: Json, acl: Json, project: str) -> Secret:
    read = acl["read"]
    return Secret(
        id=reference(raw["secret_ref"]),
        name=raw["name"] or "",
        project=project,
        creator=raw["creator_id"],
        kind=raw["secret_type"],
        project_access=read["project-access"],
        # the default, which nobody has set, names no users
        users=tuple(read.get("users", ())),
    )


def reference(url: str) -> str:
    """The id at the end of one of Barbican's references."""
    return url.rstrip("/").rpartition("/")[2]


def balancer(raw: Json, listeners: Iterable[Json], members: Iterable[Json]) -> Balancer:
    return Balancer(
        id=raw["id"],
        name=raw["name"],
        project=raw["project_id"],
        address=raw["vip_address"],
        network=raw["vip_network_id"],
        port=raw["vip_port_id"],
        listeners=tuple(Listener(one["protocol"], one["protocol_port"]) for one in listeners),
        members=tuple(Member(one["address"], one["protocol_port"]) for one in members),
    )
