"""A cloud's API without a cloud: answers by path, as a connection of the SDK would pass them on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlencode

from keystoneauth1.access.access import AccessInfo, AccessInfoV3
from keystoneauth1.identity.base import BaseIdentityPlugin
from keystoneauth1.session import Session
from openstack.connection import Connection

PROJECT = "p1"
NETWORK = {
    "id": "n1",
    "name": "net",
    "project_id": PROJECT,
    "port_security_enabled": True,
    "router:external": False,
    "provider:network_type": "vxlan",
    "provider:physical_network": None,
    "provider:segmentation_id": 17,
}
GROUP = {"id": "g1", "name": "default", "project_id": PROJECT, "security_group_rules": [], "stateful": True}
SECRET = {"secret_ref": "http://127.0.0.1/v1/secrets/s1", "name": "s", "creator_id": "u1", "secret_type": "opaque"}
VOLUME = {
    "id": "v1",
    "name": None,
    "os-vol-tenant-attr:tenant_id": PROJECT,
    "volume_type": "luks",
    "encrypted": True,
    "availability_zone": "nova",
    "size": 20,
    "bootable": "true",
    "attachments": [{"server_id": "m1"}],
    "encryption_key_id": "k1",
}

ANSWERS: Mapping[str, Any] = {
    "/networks": {"networks": [NETWORK]},
    "/floatingips": {"floatingips": []},
    "/subnets": {"subnets": []},
    "/ports": {"ports": []},
    "/routers": {"routers": []},
    "/security-groups": {"security_groups": [GROUP]},
    f"/security-groups?project_id={PROJECT}": {"security_groups": [GROUP]},
    "/rbac-policies": {"rbac_policies": []},
    "/extensions": {"extensions": [{"alias": "router"}, {"alias": "trunk"}]},
    "/trunks": {"trunks": [{"id": "t1", "project_id": PROJECT}]},
    f"/servers/detail?all_tenants=1&project_id={PROJECT}": {"servers": []},
    f"/volumes/detail?all_tenants=1&project_id={PROJECT}": {"volumes": [VOLUME]},
    "/types?is_public=None": {"volume_types": [{"id": "y1", "name": "luks"}]},
    "/types/y1/encryption": {"provider": "luks", "cipher": "aes-xts-plain64", "key_size": 256},
    "/secrets?limit=100&offset=0": {"secrets": [SECRET], "total": 1},
    "/secrets/s1/acl": {"read": {"project-access": False, "users": []}},
    f"/lbaas/listeners?project_id={PROJECT}": {"listeners": []},
    f"/lbaas/pools?project_id={PROJECT}": {"pools": []},
    f"/lbaas/loadbalancers?project_id={PROJECT}": {"loadbalancers": []},
}


@dataclass(frozen=True)
class Answer:
    status_code: int
    content: Any

    def json(self) -> Any:
        return self.content


@dataclass
class Api:
    """One adapter for all services. `asked` are the paths in the order of the questions."""

    answers: Mapping[str, Any]
    asked: list[str] = field(default_factory=list)
    default_microversion: str | None = None

    def get(self, path: str, params: Mapping[str, Any], microversion: str | None, **_: Any) -> Answer:
        whole = path + (f"?{urlencode(params)}" if params else "")
        self.asked.append(whole)
        found = self.answers[whole]
        return Answer(found, {}) if isinstance(found, int) else Answer(200, found)

    def get_endpoint_data(self) -> None:
        """No microversions."""


class _Auth(BaseIdentityPlugin):
    """Signed in already, with these roles."""

    def __init__(self, roles: tuple[str, ...]) -> None:
        super().__init__(auth_url="http://127.0.0.1")
        self.roles = roles

    def get_auth_ref(self, session: Session) -> AccessInfo:
        return AccessInfoV3({"token": {"roles": [{"name": name} for name in self.roles]}}, "a token")

    def get_access(self, session: Session, **kwargs: Any) -> AccessInfo:
        return self.get_auth_ref(session)

    def get_cache_id_elements(self) -> dict[str, str | None]:
        return {}


class _Connection:
    def __init__(self, api: Api, roles: tuple[str, ...]) -> None:
        self.network = self.compute = self.block_storage = self.key_manager = self.load_balancer = api
        self.session = self
        self.auth = _Auth(roles)
        self.scoped_to: list[Any] = []

    def connect_as_project(self, project: Any) -> _Connection:
        self.scoped_to.append(project)
        return self


def connection(answers: Mapping[str, Any], roles: tuple[str, ...] = ("admin",)) -> tuple[Connection, Api]:
    """A connection, and the API behind it."""
    api = Api(answers)
    return cast(Connection, _Connection(api, roles)), api
