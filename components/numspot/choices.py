"""What an estate at NumSpot chooses: region, zone, space, sizes, images, programs. Nothing here is secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from components.contract.fields import Gigabytes
from components.contract.site import Choices
from components.contract.words import Size
from components.software import Software
from facts import load
from facts.day import Day

BridgeTarget = Annotated[str, StringConstraints(pattern=r"^[a-z]+-[0-9a-f]{8}$")]
ImageId = Annotated[str, StringConstraints(pattern=r"^ami-[0-9a-f]{8}$")]
Uuid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
VmType = Annotated[str, StringConstraints(pattern=r"^ns-(eco|gus|mem|cus)[0-9]-[0-9]+c[0-9]+r$")]
_MOST_ZONES = 3


class NumspotChoices(Choices):
    """The section `numspot` of an estate file."""

    region: str
    """Where everything stands."""
    availability_zone: str
    """Where every host, subnet and volume stands, whatever zone of the intent it is for: a subnet lies in one zone."""
    space_id: Uuid
    """The ordered space in which everything is made. One for all areas: networks of two spaces cannot be joined."""
    bridges: dict[str, BridgeTarget] = Field(default_factory=dict)
    """Area -> target of the bridge that its layer has made (`gatewayId`). The hub answers an area only once it stands
    here: a route table is one resource, which belongs to the hub."""
    vm_types: dict[Size, VmType]
    """VM type for each size."""
    anchor_type: VmType = "ns-eco6-2c1r"
    """Of the VM without a task that a network must hold before it can be joined to the hub's."""
    image: ImageId
    """Image of our own hosts, by id: Debian 12 with cloud-init. The proxy's and the mirror's first boot has no package
    source yet, so it must hold what they install."""
    image_gb: Gigabytes
    """Size of the image's root volume: no VM gets a larger one, so it must hold the mirror's cache."""
    volume_type: Literal["standard", "gp2"] = "gp2"
    key_store: Software
    """OpenBao, on the hosts of the key stores."""
    log_store: Software
    """versitygw, on the host of the audit sink."""
    machine_keys_until: Day
    """Last day of the certificates of machines. A later date makes new ones, and new hosts with them."""
    authorities_until: Day
    """Last day of the authorities that sign for machines."""

    @model_validator(mode="after")
    def _zone_of_the_region(self) -> NumspotChoices:
        if self.region not in load.regions("numspot"):
            return self  # the estate's own check says so, at the region's place
        if self.availability_zone not in {f"{self.region}{letter}" for letter in "abc"}:
            raise ValueError(
                f"found the zone `{self.availability_zone}` outside the region `{self.region}` | one of "
                f"{self.region}a, {self.region}b, {self.region}c | name a zone of the region"
            )
        return self

    @model_validator(mode="after")
    def _all_sizes(self) -> NumspotChoices:
        missing = [size.value for size in Size if size not in self.vm_types]
        if missing:
            raise ValueError(
                f"found no vm_types for {', '.join(missing)} | a type for each of {', '.join(Size)} | add the types"
            )
        return self

    @model_validator(mode="after")
    def _authorities_last(self) -> NumspotChoices:
        if self.authorities_until < self.machine_keys_until:
            raise ValueError(
                f"found authorities until {self.authorities_until}, what they sign until {self.machine_keys_until} | "
                "authorities that live longer | move authorities_until"
            )
        return self

    def regions(self) -> Mapping[str, str]:
        return {"region": self.region}

    def zone_count(self) -> int:
        """As many as an intent may ask for: they are all one place here, which the facts of `segment` say."""
        return _MOST_ZONES

    @property
    def api(self) -> str:
        return f"https://api.{self.region}.numspot.com"

    @property
    def object_host(self) -> str:
        return f"objectstorage.{self.region}.numspot.com"

    @property
    def object_endpoint(self) -> str:
        """Where the region's object storage answers."""
        return f"https://{self.object_host}"
