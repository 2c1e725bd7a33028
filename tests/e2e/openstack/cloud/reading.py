"""Reads a cloud by its own API with an admin's connection. The only module here that talks to one.

An API that refuses, or that shows a connection less than everything, is an error (`Refused`): nothing here takes "not
allowed to see" for "none".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from keystoneauth1.adapter import Adapter
from keystoneauth1.identity.base import BaseIdentityPlugin
from openstack.connection import Connection
from openstack.utils import supports_microversion

from tests.e2e.openstack.cloud import parsing
from tests.e2e.openstack.cloud.model import Balancer, Found, Group, Secret, Unmodelled, Volume, VolumeType
from tests.e2e.openstack.cloud.parsing import Json

_ADMIN = "admin"
_DEFAULT_GROUP = "default"
# since it, a volume names its key
_VOLUME_KEYS = "3.64"
_PAGE = 100
# a connection that was kept may be closed at the other end, and only asking again shows it
_TRIES = 3
_UNMODELLED = {
    "bgpvpn": ("/bgpvpn/bgpvpns", "bgpvpns", "BGP VPN"),
    "l2-gateway": ("/l2-gateways", "l2_gateways", "layer 2 gateway"),
    "sfc": ("/sfc/port_chains", "port_chains", "port chain"),
    "taas": ("/taas/tap_services", "tap_services", "tap service"),
    "trunk": ("/trunks", "trunks", "trunk"),
    "vpnaas": ("/vpn/vpnservices", "vpnservices", "VPN service"),
}
"""Extension of Neutron -> where its objects are listed. They may carry traffic, and nothing here evaluates them."""


class Refused(RuntimeError):
    """The cloud did not show something. What it holds is not known."""


def read(connection: Connection, projects: Mapping[str, str]) -> Found:
    """Everything that stands in the cloud's networks, and in the projects otherwise.

    Args:
        connection: an admin's, of a user who also has a role in each of the projects: Barbican shows a project's
            secrets to nobody else.
        projects: area -> project id.

    Raises:
        Refused: something was not shown.
    """
    return replace(
        read_network(connection, projects),
        servers=tuple(server for project in projects.values() for server in _servers(connection, project)),
        volumes=tuple(volume for project in projects.values() for volume in _volumes(connection, project)),
        volume_types=tuple(_volume_types(connection)),
        secrets=tuple(secret for project in projects.values() for secret in _secrets(connection, project)),
    )


def read_network(connection: Connection, projects: Mapping[str, str]) -> Found:
    """The same without hosts, volumes and secrets: all that decides what reaches what. Half as long."""
    _check_admin(connection)
    neutron = connection.network
    networks, floating = (list(_listed(neutron, f"/{kind}", kind)) for kind in ("networks", "floatingips"))
    groups = tuple(parsing.group(one) for one in _listed(neutron, "/security-groups", "security_groups"))
    return Found(
        projects=dict(projects),
        networks=tuple(map(parsing.network, networks)),
        subnets=tuple(map(parsing.subnet, _listed(neutron, "/subnets", "subnets"))),
        ports=tuple(map(parsing.port, _listed(neutron, "/ports", "ports"))),
        routers=tuple(map(parsing.router, _listed(neutron, "/routers", "routers"))),
        groups=_with_default_groups(neutron, groups, projects),
        floating_ips=tuple(map(parsing.floating_ip, floating)),
        shares=tuple(map(parsing.share, _listed(neutron, "/rbac-policies", "rbac_policies"))),
        balancers=tuple(one for project in projects.values() for one in _balancers(connection, project)),
        unmodelled=(
            *parsing.unmodelled_networks(networks),
            *parsing.unmodelled_floating(floating),
            *_unmodelled(neutron),
        ),
    )


def _check_admin(connection: Connection) -> None:
    """Cinder and Neutron leave out what others own, without a word, for whoever is none."""
    auth = connection.session.auth
    roles = (auth.get_access(connection.session).role_names or ()) if isinstance(auth, BaseIdentityPlugin) else ()
    if _ADMIN not in roles:
        raise Refused(f"found the roles {', '.join(sorted(roles))} | `{_ADMIN}` | read with an admin's connection")


def _with_default_groups(neutron: Adapter, groups: tuple[Group, ...], projects: Mapping[str, str]) -> tuple[Group, ...]:
    """Neutron gives each project its default group when its groups are asked for: none means that nothing is shown."""
    found = {group.id: group for group in groups}
    for area, project in projects.items():
        own = [
            parsing.group(one) for one in _listed(neutron, "/security-groups", "security_groups", project_id=project)
        ]
        if not any(one.name == _DEFAULT_GROUP for one in own):
            raise Refused(f"found no default security group of {area} | one in each project | ask as an admin")
        found |= {one.id: one for one in own}
    return tuple(found.values())


def _servers(connection: Connection, project: str) -> Iterator[Any]:
    # user data comes with it, and is not kept
    for one in _listed(connection.compute, "/servers/detail", "servers", all_tenants=1, project_id=project):
        yield parsing.server(one)


def _volumes(connection: Connection, project: str) -> Iterator[Volume]:
    cinder = connection.block_storage
    version = _VOLUME_KEYS if supports_microversion(cinder, _VOLUME_KEYS) else None
    query = {"all_tenants": 1, "project_id": project}
    for one in _listed(cinder, "/volumes/detail", "volumes", version, **query):
        yield parsing.volume(one)


def _volume_types(connection: Connection) -> Iterator[VolumeType]:
    cinder = connection.block_storage
    for one in _listed(cinder, "/types", "volume_types", is_public="None"):
        yield parsing.volume_type(one, _got(cinder, f"/types/{one['id']}/encryption"))


def _secrets(connection: Connection, project: str) -> Iterator[Secret]:
    barbican = connection.connect_as_project({"id": project}).key_manager
    offset = 0
    while True:
        page = _got(barbican, "/secrets", limit=_PAGE, offset=offset)
        for one in page["secrets"]:
            acl = _got(barbican, f"/secrets/{parsing.reference(one['secret_ref'])}/acl")
            yield parsing.secret(one, acl, project)
        offset += _PAGE
        if offset >= page["total"]:
            return


def _balancers(connection: Connection, project: str) -> Iterator[Balancer]:
    octavia = connection.load_balancer
    listeners, pools = (
        list(_listed(octavia, f"/lbaas/{kind}", kind, project_id=project)) for kind in ("listeners", "pools")
    )
    for one in _listed(octavia, "/lbaas/loadbalancers", "loadbalancers", project_id=project):
        own = [pool for pool in pools if _belongs(pool, one)]
        members = [
            member for pool in own for member in _listed(octavia, f"/lbaas/pools/{pool['id']}/members", "members")
        ]
        yield parsing.balancer(one, [item for item in listeners if _belongs(item, one)], members)


def _belongs(part: Json, balancer: Json) -> bool:
    return any(one["id"] == balancer["id"] for one in part["loadbalancers"])


def _unmodelled(neutron: Adapter) -> Iterator[Unmodelled]:
    present = {one["alias"] for one in _listed(neutron, "/extensions", "extensions")}
    for extension, (path, key, kind) in _UNMODELLED.items():
        if extension in present:
            yield from parsing.unmodelled(kind, _listed(neutron, path, key))


def _listed(api: Adapter, path: str, key: str, version: str | None = None, **query: Any) -> Iterator[Json]:
    """Every object of a kind, page by page."""
    page = _got(api, path, version, **query)
    while True:
        yield from page[key]
        following = next((one["href"] for one in page.get(f"{key}_links", ()) if one["rel"] == "next"), None)
        if following is None:
            return
        page = _got(api, following, version)


def _got(api: Adapter, path: str, version: str | None = None, **query: Any) -> Any:
    answer = api.get(path, params=query, microversion=version, raise_exc=False, connect_retries=_TRIES)
    if answer.status_code != 200:
        raise Refused(f"found the answer {answer.status_code} of {path} | 200 | see that the reader may ask for it")
    return answer.json()
