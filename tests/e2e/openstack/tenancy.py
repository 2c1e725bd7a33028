"""What an operator of the cloud gives the platform before its first deployment: projects, users, an image, flavours.

Everything made here has the prefix `bastide-e2e`; `remove` takes it away again with all that is left in the projects.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import yaml
from openstack.connection import Connection

from components.contract.names import LINK

PREFIX: Final = "bastide-e2e"
_ROLES: Final = ("member", "creator")
"""Of a deployer in its project. `creator` is Barbican's, where the cloud has it."""
_IMAGE_BYTES: Final = 2**20
_FLAVORS: Final = {"small": (1, 2048), "medium": (2, 4096), "large": (2, 8192), "xlarge": (4, 16384)}
"""Size -> vCPUs, memory in MiB."""
_LUKS: Final = "luks"


@dataclass(frozen=True)
class Tenancy:
    """What was given.

    Attributes:
        projects: area -> id.
        entries: entry of clouds.yaml -> its content.
        choices: what the estate's file says of this cloud, but for its projects.
    """

    projects: Mapping[str, str]
    entries: Mapping[str, Mapping[str, Any]]
    choices: Mapping[str, Any]

    def choices_of(self, areas: Iterable[str]) -> dict[str, Any]:
        """What the estate's file says of this cloud where it has these areas."""
        return {**self.choices, "projects": {area: self.projects[area] for area in areas}}

    def through(self, door: Callable[[str], str]) -> Tenancy:
        """The same, whose sign-ins go through a door: address -> the one that leads there."""
        auth_url = door(self.choices["openstack_auth_url"])
        entries = {
            name: {**entry, "auth": {**entry["auth"], "auth_url": auth_url}} for name, entry in self.entries.items()
        }
        return replace(self, entries=entries, choices={**self.choices, "openstack_auth_url": auth_url})

    def write_clouds(self, file: Path) -> Path:
        """`clouds.yaml` with all entries, for the owner only."""
        file.touch(mode=0o600)
        file.write_text(yaml.safe_dump({"clouds": dict(self.entries)}), encoding="utf-8")
        return file


def give(admin: Connection, layers: Mapping[str, str]) -> Tenancy:
    """Make it all. `layers`: layer -> its area, which gets a project."""
    projects = {area: _project(admin, area) for area in layers.values()}
    hub = projects["hub"]
    entries = {}
    for layer, area in layers.items():
        entries[layer] = _entry(admin, _user(admin, layer, projects[area]), projects[area])
        if area != "hub":
            entries[f"{layer}-{LINK}"] = _entry(admin, _user(admin, f"{layer}-{LINK}", hub), hub)
    return Tenancy(projects, entries, _choices(admin, entries))


def remove(admin: Connection) -> None:
    """Take away users and projects. What the projects hold must be gone before."""
    for user in _v3(admin).users():
        if user.name.startswith(f"{PREFIX}-"):
            _v3(admin).delete_user(user)
    for project in given(admin).values():
        _v3(admin).delete_project(project)


def given(admin: Connection) -> dict[str, str]:
    """Area -> id of its project."""
    found = [one for one in _v3(admin).projects() if one.name.startswith(f"{PREFIX}-")]
    return {one.name.removeprefix(f"{PREFIX}-"): one.id for one in found}


def _v3(admin: Connection) -> Any:
    """The identity service, whose types leave open which of two versions it is."""
    return admin.identity


def _project(admin: Connection, area: str) -> str:
    name = f"{PREFIX}-{area}"
    found = _v3(admin).find_project(name) or _v3(admin).create_project(name=name, domain_id="default")
    # Barbican shows the secrets of a project to who has a role there, and to nobody else
    _v3(admin).assign_project_role_to_user(found, admin.current_user_id, _v3(admin).find_role("admin"))
    return str(found.id)


def _user(admin: Connection, layer: str, project: str) -> tuple[str, str]:
    """Name and password of a user that has the roles of a deployer in one project."""
    name, password = f"{PREFIX}-{layer}", secrets.token_urlsafe(24)
    user = _v3(admin).find_user(name)
    if user is None:
        user = _v3(admin).create_user(name=name, password=password, domain_id="default")
    else:
        _v3(admin).update_user(user, password=password)
    for title in _ROLES:
        role = _v3(admin).find_role(title)
        if role is not None:
            _v3(admin).assign_project_role_to_user(project, user, role)
    return name, password


def _entry(admin: Connection, user: tuple[str, str], project: str) -> dict[str, object]:
    auth = {
        "auth_url": admin.config.config["auth"]["auth_url"],
        "username": user[0],
        "password": user[1],
        "user_domain_name": "Default",
        "project_id": project,
    }
    return {"auth": auth, "region_name": admin.config.get_region_name(), "identity_api_version": 3}


def _choices(admin: Connection, entries: Mapping[str, object]) -> dict[str, Any]:
    outside = _outside(admin)
    return {
        "region": admin.config.get_region_name(),
        "zones": sorted({zone.name for zone in admin.compute.availability_zones()} - {"internal"}),
        "openstack_auth_url": admin.config.config["auth"]["auth_url"],
        "openstack_clouds": {entry: entry for entry in entries},
        "external_network": {"id": outside.id, "name": outside.name},
        "image": _image(admin),
        "flavors": {size: _flavor(admin, size) for size in _FLAVORS},
        "volume_type": _LUKS,
    }


def _outside(admin: Connection) -> Any:
    """The network behind which the internet is; only an operator of the cloud can make one."""
    found = next(iter(admin.network.networks(is_router_external=True)), None)
    assert found is not None, "the cloud has no external network: make one (openstack network create --external ..)"
    return found


def _image(admin: Connection) -> str:
    name = f"{PREFIX}-image"
    found = admin.image.find_image(name) or admin.image.create_image(
        name=name, disk_format="raw", container_format="bare", data=bytes(_IMAGE_BYTES), visibility="public", wait=True
    )
    return str(found.id)


def _flavor(admin: Connection, size: str) -> str:
    name = f"{PREFIX}-{size}"
    if not admin.compute.find_flavor(name):
        vcpus, memory = _FLAVORS[size]
        # no local disk: hosts boot from volumes
        admin.compute.create_flavor(name=name, vcpus=vcpus, ram=memory, disk=0)
    return name
