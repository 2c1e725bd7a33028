"""What an estate at OVHcloud chooses: regions, flavours, plans, ids of what exists already. Never a secret."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from components.contract import site
from components.contract.fields import Cidr, Gigabytes
from components.contract.words import Size
from components.software import OwnKeyStore, offered_beside
from facts.model import Capability

NETWORK_TYPES = ("vrack", "plain")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _closed_url(text: str) -> str:
    """HTTPS, except to this machine itself (a test server): credentials never cross a network in the clear."""
    parts = urlsplit(text)
    if parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))):
        return text
    raise ValueError(
        f"found the address `{text}` | an https:// address (http:// only for 127.0.0.1, ::1 or localhost) | use HTTPS"
    )


def _endpoint(text: str) -> str:
    """The European API, or a test server on this machine: another API is another legal entity."""
    parts = urlsplit(text)
    if text == "ovh-eu" or (parts.scheme in ("http", "https") and parts.hostname and _is_loopback(parts.hostname)):
        return text
    raise ValueError(f"found the API endpoint `{text}` | `ovh-eu` | use the European endpoint")


def _distinct(zones: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(zones)) == len(zones):
        return zones
    raise ValueError(f"found a zone twice in {', '.join(zones)} | each zone once, new ones at the end | remove one")


Url = Annotated[str, AfterValidator(_closed_url)]
Endpoint = Annotated[str, AfterValidator(_endpoint)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Uuid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
ProjectId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
VrackId = Annotated[str, StringConstraints(pattern=r"^pn-[0-9]+$")]
LuksType = Annotated[str, StringConstraints(pattern=r"[Ll][Uu][Kk][Ss]")]
DatabasePlan = Literal["business", "enterprise"]
Address = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}(\.[0-9]{1,3}){3}$")]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExternalNetwork(Part):
    """The region's public network, as OpenStack knows it: its id for routers, its name for floating addresses."""

    id: Uuid
    name: Text


class DatabasePlans(Part):
    """Plans of managed PostgreSQL. `essential` and `discovery` are not in the HDS scope, so they cannot be chosen."""

    single: DatabasePlan
    highly_available: DatabasePlan


class OvhcloudChoices(site.Choices):
    """Regions are named by their compute id; the other two spellings of a place are facts (`facts/regions.yaml`)."""

    region: Text
    zones: Annotated[tuple[Text, ...], Field(min_length=1), AfterValidator(_distinct)]
    """Availability zones by number: the first is zone 1. Append only."""
    replica_region: Text
    """Second region of the residency: replicas of buckets, second place of database backups."""
    subsidiary: Literal["FR"] = "FR"
    """The OVHcloud company that contracts. Orders name it."""
    ovh_endpoint: Endpoint = "ovh-eu"
    openstack_auth_url: Url = "https://auth.cloud.ovh.net/v3/"
    openstack_clouds: Mapping[str, Text] = Field(default_factory=dict)
    """Layer -> entry of the operator's clouds.yaml, and `<layer>-link` -> the entry for the hub's end of its link.

    An OpenStack user of OVHcloud belongs to one project, so every layer but the hub needs two sign-ins. The first is
    the deployer's OpenStack user. The second is its service account: OVHcloud's OpenStack accepts IAM identities
    (`v3oidcclientcredentials`), and the policy `<area>-link` lets it manage networks in the hub's project until its
    end. Whether Pulumi's OpenStack provider knows that sign-in is not verified: the operator must find out before the
    first deployment. It takes a token, which `openstack token issue` gives for it. Empty: the OS_* variables serve for
    all, which is one identity for all projects."""
    network_type: Literal["vrack", "plain"] = "vrack"
    """`vrack`: segments are VLANs of the vRack that all projects share. `plain`: an OpenStack without one."""
    vrack: VrackId | None = None
    """A vRack that exists already. None: one is ordered with the hub's project."""
    projects: Mapping[str, ProjectId] = Field(default_factory=dict)
    """Area -> id of a project that exists already. Areas not named get an ordered project."""
    external_network: ExternalNetwork
    image: Uuid
    """Image of all hosts we operate: Debian 12, pinned by id so that a new image of that name changes no host."""
    flavors: Mapping[Size, Text]
    boot_disk_gb: Gigabytes = 20
    """Boot volume of a host. It is always of `volume_type`: no local disk holds anything."""
    volume_type: LuksType
    """Cinder volume type with LUKS encryption; a type without it is refused."""
    database_plans: DatabasePlans
    database_flavors: Mapping[Size, Text]
    exit_cidrs: tuple[Cidr, ...] = ()
    """Public addresses by which the platform leaves (the hub's router and its floating addresses), known after the
    first deployment. The registry answers to them and to nobody else; empty: it stays closed."""
    registry_plan_id: Uuid
    file_share_type: Text
    load_balancer_flavor_id: Uuid | None = None
    logs_service: Annotated[str, StringConstraints(pattern=r"^ldp-[a-z]{2}-[0-9]+$")]
    """The Logs Data Platform account: ordered by hand, once."""
    logs_retention_id: Uuid
    """The account's retention of one year or more."""
    dns_servers: Annotated[tuple[Address, ...], Field(min_length=1)]
    """Name servers of the hosts that reach names on the internet."""
    own_key_store: OwnKeyStore | None = None
    """Keys in stores of the estate's own instead of the cloud's key service."""

    @model_validator(mode="after")
    def _all_sizes(self) -> OvhcloudChoices:
        for name in ("flavors", "database_flavors"):
            missing = [size.value for size in Size if size not in getattr(self, name)]
            if missing:
                raise ValueError(f"found no flavour for {', '.join(missing)} in {name} | one for each size | add it")
        return self

    def regions(self) -> Mapping[str, str]:
        return {"region": self.region, "replica_region": self.replica_region}

    def offered(self, cloud: Mapping[str, Capability]) -> Mapping[str, Capability]:
        """With key stores of its own where the estate chooses so."""
        return offered_beside(self.own_key_store, cloud)

    def zone_count(self) -> int:
        return len(self.zones)

    def zone(self, number: int) -> str:
        """The id of zone `number`, from 1."""
        return self.zones[number - 1]
