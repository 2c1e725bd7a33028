"""What the legacy's estate file chooses at Azure. Ids of what exists already; never a secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from components.contract import site
from components.contract.fields import Name, SshKey
from components.contract.words import Size

Guid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
KeyVersion = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
AzureZone = Annotated[str, StringConstraints(pattern=r"^[1-3]$")]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Image(Part):
    """A marketplace image. `version` is exact: `latest` would replace a host on the next run."""

    publisher: str
    offer: str
    sku: str
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+)*$")]


class DatabaseSize(Part):
    """A node of PostgreSQL: `name` is the machine, `tier` what Azure sells it as."""

    name: str
    tier: str


class LocalAccount(Part):
    """The account that Azure demands on every Linux host. Researchers sign in as themselves, never with it."""

    user: Name
    ssh_key: SshKey


class DatabaseAdministrators(Part):
    """The Entra group that administers the databases."""

    id: Guid
    name: str


class NetworkWatcher(Part):
    """Azure makes one for each region by itself; flow logs hang on it."""

    group: str
    name: str


class Analytics(Part):
    """What Databricks demands beside its segment: a second segment for its containers, and the exact key version."""

    containers: Name
    key_version: KeyVersion


class Kubernetes(Part):
    """Version, and the ranges inside the cluster, which no network outside it sees."""

    version: str
    pods: str
    services: str
    dns: str


class Choices(site.Choices):
    """The section `azure:` of an estate file."""

    subscription: Guid
    tenant: Guid
    region: str
    """Where everything stands."""
    paired_region: str
    """Where geo-redundant storage keeps its second copy; chosen by Azure, stated here so that residency is checked."""
    zones: Annotated[tuple[AzureZone, ...], Field(min_length=1)]
    """Zone number of the intent (from 1) -> zone of the region. Append only."""
    redundant_zones: tuple[AzureZone, ...]
    """Zones of what stands in several at once (addresses, firewall, gateway). Fixed: changing it replaces them."""
    sizes: Mapping[Size, str]
    database_sizes: Mapping[Size, DatabaseSize]
    image: Image
    local_account: LocalAccount
    data_lakes: frozenset[str] = frozenset()
    """Role names of the buckets with a hierarchical namespace. It can never be switched afterwards."""
    groups: Mapping[str, Guid]
    """Role name of a group -> object id of the Entra group. Groups are made at Microsoft Graph, not here."""
    key_custodians: Guid
    """The Entra group that administers keys."""
    database_administrators: DatabaseAdministrators
    network_watcher: NetworkWatcher
    gateways: Mapping[str, Name] = Field(default_factory=dict)
    """Area -> the segment of its application gateway, in which Azure lets nothing else stand. Without one it is the
    portal's segment, whose hosts must then stand elsewhere."""
    analytics: Mapping[str, Analytics] = Field(default_factory=dict)
    """Area -> what its Databricks workspace demands."""
    kubernetes: Kubernetes

    def regions(self) -> Mapping[str, str]:
        return {"region": self.region, "paired_region": self.paired_region}

    def zone_count(self) -> int:
        return len(self.zones)

    def zone(self, number: int) -> str:
        """The region's zone for a zone number of the intent."""
        return self.zones[number - 1]
