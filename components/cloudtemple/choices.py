"""What an estate at Cloud Temple chooses: zones, sizes, and the ids of what is ordered beforehand. Never a secret."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from components.contract import site
from components.contract.fields import Address, Cidr, Gigabytes
from components.contract.words import Size
from components.software import Software
from facts import load
from facts.day import Day

MOST_ADAPTERS = 7
"""Network adapters of one machine (vendor documentation iaas_opensource/concepts)."""
_EXIT, _BASTION, _SITE_LINK = 10, 20, 30
_EDGE_SMALLEST = 26

Uuid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Namespace = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,60}[a-z0-9]$")]
Device = Annotated[str, StringConstraints(pattern=r"^/dev/[a-z]+$")]
Adapters = Annotated[int, Field(ge=1, le=MOST_ADAPTERS)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Flavour(Part):
    cpu: Annotated[int, Field(ge=1, le=128, strict=True)]
    memory_gb: Annotated[int, Field(ge=1, le=1024, strict=True)]


class Zone(Part):
    """One availability zone, and what is ordered or imported there beforehand."""

    name: str
    machine_manager: Uuid
    """The zone's id, as the provider has it."""
    templates: Annotated[dict[Adapters, Uuid], Field(min_length=1)]
    """Number of network adapters -> the template with so many. One image, Debian 12 with cloud-init, once for each
    number: the provider refuses a machine with more or fewer adapters than its template has."""
    storage: Uuid
    """The storage repository of all disks."""
    backup_policy: Uuid
    """The backup policy of all hosts: created by Cloud Temple's support on request."""


class Edge(Part):
    """The network towards the internet: the one private network of a VPC, which holds no data and no host of an area.

    Its gateway translates addresses both ways. Nothing but the ways in and out has an adapter there.
    """

    vpc: Uuid
    private_network: Uuid
    cidr: Cidr
    gateway: Address
    exit_address: Address
    """The public address by which the VPC's gateway leaves: what buckets see of the platform."""

    @model_validator(mode="after")
    def _large_enough(self) -> Edge:
        network = ipaddress.IPv4Network(self.cidr)
        if network.prefixlen > _EDGE_SMALLEST:
            raise ValueError(
                f"found the edge network {self.cidr} | /{_EDGE_SMALLEST} or larger | make the private network larger"
            )
        if ipaddress.IPv4Address(self.gateway) not in network:
            raise ValueError(f"found the gateway {self.gateway} | an address of {self.cidr} | correct the gateway")
        return self

    @property
    def prefix(self) -> int:
        return ipaddress.IPv4Network(self.cidr).prefixlen

    def exit(self) -> str:
        """The hub's router there."""
        return self._at(_EXIT)

    def bastion(self, zone: int) -> str:
        return self._at(_BASTION + zone)

    def site_link(self, zone: int) -> str:
        return self._at(_SITE_LINK + zone)

    def _at(self, number: int) -> str:
        return str(ipaddress.IPv4Network(self.cidr)[number])


class CloudTempleChoices(site.Choices):
    """The section `cloudtemple` of an estate file.

    Networks are not named here: they are ordered under the names that the intent gives them, one for each segment
    (`<prefix>-<area>-<segment>`), `<prefix>-transit` and `<prefix>-edge`, propagated to every zone, and looked up by
    these names.
    """

    region: str
    """Where everything stands."""
    zones: Annotated[tuple[Zone, ...], Field(min_length=1, max_length=3)]
    """Zone 1, 2 and 3 of the intent. Only ever appended to: a zone's place is its number."""
    edge: Edge
    sizes: dict[Size, Flavour]
    """Processors and memory for each size."""
    boot_disk_gb: Gigabytes = 20
    """Size of a host's system disk. It cannot be made smaller than the template's."""
    key_store_gb: Gigabytes = 20
    """Size of the data disk of each of a key store's hosts."""
    data_device: Device = "/dev/xvdc"
    """Where a host finds its data disk, behind the system disk and the cloud's own disk with the first-boot documents.
    Not verified: the operator must look at the first host. On another disk the first boot stops and writes nothing."""
    seats: dict[str, Address] = Field(default_factory=dict)
    """Workstation -> its address, where two would get the same one. The cloud gives out none on these networks."""
    dns_servers: Annotated[tuple[Address, ...], Field(min_length=1, max_length=4)]
    """Resolvers that the hub's hosts ask. Only the proxies' segment may reach them."""
    console_cidrs: Annotated[tuple[Cidr, ...], Field(min_length=1)]
    """Addresses of Cloud Temple's console: a bucket that they cannot reach cannot be versioned."""
    object_namespace: Namespace
    """The namespace of the tenant's object storage; it is the first part of its address."""
    key_store: Software
    """OpenBao, on the key stores' hosts."""
    log_store: Software
    """versitygw, on the host of the audit sink."""
    machine_keys_until: Day
    """Last day of the certificates of machines. A later date makes new ones, and new hosts with them."""
    authorities_until: Day
    """Last day of the authorities that sign for machines; every key store has one, and the log store."""

    @model_validator(mode="after")
    def _zones_of_the_region(self) -> CloudTempleChoices:
        known = load.regions("cloudtemple")
        if self.region not in known:
            return self  # the estate's own check says so, at the region's place
        for zone in self.zones:
            if zone.name not in known[self.region].zones:
                zones = ", ".join(known[self.region].zones)
                raise ValueError(f"found the zone `{zone.name}` | one of {zones} | name zones of one region")
        for what in ("name", "machine_manager"):
            if len({getattr(zone, what) for zone in self.zones}) != len(self.zones):
                raise ValueError(f"found a zone's {what} twice | each zone once: its place is its number | correct one")
        return self

    @model_validator(mode="after")
    def _all_sizes(self) -> CloudTempleChoices:
        missing = [size.value for size in Size if size not in self.sizes]
        if missing:
            raise ValueError(f"found no sizes for {', '.join(missing)} | one for each of {', '.join(Size)} | add them")
        return self

    @model_validator(mode="after")
    def _authorities_last(self) -> CloudTempleChoices:
        if self.authorities_until < self.machine_keys_until:
            raise ValueError(
                f"found authorities until {self.authorities_until}, what they sign until {self.machine_keys_until} | "
                "authorities that live longer | move authorities_until"
            )
        return self

    def regions(self) -> Mapping[str, str]:
        return {"region": self.region}

    def zone_count(self) -> int:
        return len(self.zones)

    def zone(self, number: int) -> Zone:
        """The zone with this number (from 1)."""
        return self.zones[number - 1]

    @property
    def object_host(self) -> str:
        """Where the namespace's object storage answers."""
        return f"{self.object_namespace}.s3.{load.regions('cloudtemple')[self.region].spellings['s3']}.cloud-temple.com"

    @property
    def object_endpoint(self) -> str:
        return f"https://{self.object_host}"
