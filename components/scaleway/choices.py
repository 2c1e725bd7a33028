"""What an estate at Scaleway chooses: region, zones, sizes, ids that exist already. Nothing here is secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from components.contract.site import Choices
from components.contract.words import Size
from components.software import OwnKeyStore, offered_beside
from facts import load
from facts.day import Day
from facts.model import Capability

Uuid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Flavour = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)+$", max_length=40)]
NodeType = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)+$", max_length=40)]


class ScalewayChoices(Choices):
    """The section `scaleway` of an estate file."""

    organization_id: Uuid
    """The organisation in which everything is made. It must have signed the host's contract for health data."""
    management_project: Uuid
    """A project that exists already and holds nothing but the bucket of the Pulumi state."""
    projects: dict[str, Uuid] = Field(default_factory=dict)
    """Area -> id of a project that exists already. The bootstrap layer makes one for every other area."""
    region: str
    """Where everything stands."""
    zones: Annotated[tuple[str, ...], Field(min_length=1, max_length=3)]
    """Zone 1, 2 and 3 of the intent. Only ever appended to: a zone's place is its number."""
    gateway_zones: Annotated[tuple[str, ...], Field(min_length=1)]
    """The zones in which the cloud offers public gateways."""
    gateway_type: Flavour = "VPC-GW-S"
    """Of the hub's public gateways, by which the egress proxies reach their destinations."""
    server_types: dict[Size, Flavour]
    """Instance type for each size."""
    database_types: dict[Size, NodeType]
    """Node type of managed databases for each size; shared `DB-DEV` types are not for health data."""
    image: str
    """Label or id of the image of our own hosts: Debian 12 with cloud-init. The proxy's and the mirror's first boot has
    no package source yet, so it must hold what they install."""
    root_gb: Annotated[int, Field(ge=10, le=1000, strict=True)] = 30
    """Size of the root volume of our own hosts."""
    volume_iops: Literal[5000, 15000] = 5000
    """Performance class of block volumes."""
    load_balancer_type: Flavour = "LB-S"
    """Of the portal."""
    vpn_gateway_type: Flavour = "VGW-S"
    """Of the link to the other site."""
    machine_keys_until: Day
    """Last day of the API keys of machines (recordings, logs). A later date makes new keys."""
    own_key_store: OwnKeyStore | None = None
    """Keys in stores of the estate's own instead of the cloud's key service."""

    @model_validator(mode="after")
    def _zones_of_the_region(self) -> ScalewayChoices:
        if self.region not in load.regions("scaleway"):
            return self  # the estate's own check says so, at the region's place
        for zone in (*self.zones, *self.gateway_zones):
            if not zone.startswith(f"{self.region}-"):
                raise ValueError(
                    f"found the zone `{zone}` outside the region `{self.region}` | zones such as {self.region}-1 | "
                    "name zones of one region"
                )
        if len(set(self.zones)) != len(self.zones):
            raise ValueError("found a zone twice | each zone once: its place is its number | name another zone")
        return self

    @model_validator(mode="after")
    def _all_sizes(self) -> ScalewayChoices:
        for what in ("server_types", "database_types"):
            missing = [size.value for size in Size if size not in getattr(self, what)]
            if missing:
                raise ValueError(
                    f"found no {what} for {', '.join(missing)} | a type for each of {', '.join(Size)} | add the types"
                )
        return self

    def regions(self) -> Mapping[str, str]:
        return {"region": self.region}

    def offered(self, cloud: Mapping[str, Capability]) -> Mapping[str, Capability]:
        """With key stores of its own where the estate chooses so."""
        return offered_beside(self.own_key_store, cloud)

    def zone_count(self) -> int:
        return len(self.zones)

    def zone(self, number: int) -> str:
        """The zone with this number (from 1)."""
        return self.zones[number - 1]

    @property
    def object_endpoint(self) -> str:
        """Where the region's object storage answers."""
        return f"https://{self.object_host}"

    @property
    def object_host(self) -> str:
        return f"s3.{self.region}.scw.cloud"
