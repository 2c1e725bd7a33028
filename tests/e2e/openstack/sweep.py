"""Take away whatever the projects of these tests hold, through the API: the order is Neutron's and Cinder's."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

from openstack import exceptions
from openstack.connection import Connection

_PATIENCE_SECONDS: Final = 120.0


def sweep(admin: Connection, projects: frozenset[str]) -> None:
    """Empty the projects. Raises TimeoutError where something does not go away."""
    for servers in _until_gone(lambda: _of(admin.compute.servers(all_projects=True), projects)):
        _each(servers, lambda one: admin.compute.delete_server(one, force=True))
    _balancers(admin, projects)
    _network(admin, projects)
    for volumes in _until_gone(lambda: _of(admin.block_storage.volumes(all_projects=True), projects)):
        _each(volumes, lambda one: _drop_volume(admin, one))
    for project in projects:
        _secrets(admin, project)


def _of(found: Iterator[Any], projects: frozenset[str]) -> list[Any]:
    return [one for one in found if one.project_id in projects]


def _until_gone(found: Callable[[], list[Any]]) -> Iterator[list[Any]]:
    end = time.monotonic() + _PATIENCE_SECONDS
    while left := found():
        if time.monotonic() > end:
            raise TimeoutError(f"these are still there: {', '.join(f'{one.name} {one.status}' for one in left)}")
        yield left
        time.sleep(1)


def _each(found: list[Any], drop: Callable[[Any], object]) -> None:
    for one in found:
        # gone meanwhile, or still held by another that goes in a later round
        with contextlib.suppress(exceptions.NotFoundException, exceptions.ConflictException):
            drop(one)


def _drop_volume(admin: Connection, volume: Any) -> None:
    if volume.status not in ("available", "error", "deleting"):
        admin.block_storage.reset_volume_status(volume, status="error", attach_status="detached", migration_status=None)
    if volume.status != "deleting":
        admin.block_storage.delete_volume(volume, force=True)


def _secrets(admin: Connection, project: str) -> None:
    # Barbican lists those of the token's own project
    keys: Any = admin.connect_as_project({"id": project}).key_manager
    for one in list(keys.secrets()):
        # by id: of an object the client makes an address that does not exist, and says nothing of it
        keys.delete_secret(one.secret_id, ignore_missing=False)


def _balancers(admin: Connection, projects: frozenset[str]) -> None:
    for balancers in _until_gone(lambda: _named(_of(admin.load_balancer.load_balancers(), projects))):
        _each(balancers, lambda one: admin.load_balancer.delete_load_balancer(one, cascade=True))


def _named(balancers: list[Any]) -> list[Any]:
    for one in balancers:
        one.status = one.provisioning_status
    return balancers


def _network(admin: Connection, projects: frozenset[str]) -> None:
    network = admin.network
    _each(_of(network.ips(), projects), network.delete_ip)
    for router in _of(network.routers(), projects):
        network.update_router(router, routes=[])
        for port in network.ports(device_id=router.id):
            if port.device_owner == "network:router_interface":
                network.remove_interface_from_router(router, port=port.id)
        network.delete_router(router)
    ports = [one for one in _of(network.ports(), projects) if not one.device_owner.startswith("network:")]
    _each(ports, network.delete_port)
    _each([one for one in network.rbac_policies() if one.project_id in projects], network.delete_rbac_policy)
    _each(_of(network.networks(), projects), network.delete_network)
    groups = [one for one in _of(network.security_groups(), projects) if one.name != "default"]
    _each(groups, network.delete_security_group)
