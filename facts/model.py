"""The shape of the facts: regions, capabilities, and where each fact comes from."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from facts.day import Day

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2, upper case. Never derived from a region's name: `eu-west-eri` lies in the United Kingdom."""


class Level(StrEnum):
    """How a cloud provides a capability. For *what* is provided, see the capability's id."""

    AUTOMATED = "automated"  # a provider resource exists
    API = "api"  # an API exists, no provider resource
    MANUAL = "manual"  # console, order or support ticket
    SELF_OPERATED = "self-operated"  # built by the toolkit on the cloud's compute
    ABSENT = "absent"  # not offered, or not known to be

    @property
    def built(self) -> bool:
        """Whether the toolkit yields a resource for it; every other level yields a gap."""
        return self in (Level.AUTOMATED, Level.SELF_OPERATED)


class Fact(BaseModel):
    """Anything dated and sourced. `checked` is the day on which the source was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    source: str = Field(min_length=3)
    checked: Day


class Capability(Fact):
    """One row of the capability table of a cloud."""

    level: Level
    note: str = Field(min_length=3)
    """What is there, or what is missing and who must close it. Shown as the reason of a gap."""
    note_fr: str = Field(min_length=3)
    """The same as `note`, in French."""


class Region(Fact):
    """A region of a cloud. `zones` are the ids that resources use; empty where the cloud has none."""

    country: Country
    place: str
    zones: tuple[str, ...] = ()
    spellings: dict[str, str] = Field(default_factory=dict)
    """The same place in the id families of the cloud's services (OVHcloud: `compute`, `object`, `okms`)."""
    status: Literal["available", "beta", "private"] = "available"


class Capabilities(BaseModel):
    """`facts/capabilities/<cloud>.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/capabilities/1"] = Field(alias="schema")
    cloud: str
    capabilities: dict[str, Capability]


class Regions(BaseModel):
    """`facts/regions.yaml`: cloud -> region id -> region."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/regions/1"] = Field(alias="schema")
    clouds: dict[str, dict[str, Region]]


class Area(Fact):
    """A legal area, as the countries that are in it on the day."""

    countries: tuple[Country, ...] = Field(min_length=1)


class Areas(BaseModel):
    """`facts/areas.yaml`: `EU`, `EEA` -> area."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/areas/1"] = Field(alias="schema")
    areas: dict[str, Area]


class StateHost(Fact):
    """Where a cloud keeps objects, and what is known of it without asking."""

    endpoint: str
    """Host name; `{region}` and `{account}` stand for what differs."""
    spelling: str = ""
    """Which of a region's spellings the endpoint takes; its id where empty."""
    signing_region: str = ""
    """What the signature names as region where it is not that of the endpoint."""
    seat: Country
    """Country of the operator's seat, which is not where the data lies."""
    country: Country | None = None
    """Where the data lies, for an endpoint that names no region."""
    outside: dict[str, Country] = Field(default_factory=dict)
    """Regions that are not in the register because no estate may use them, as the endpoint spells them."""


class StateHosts(BaseModel):
    """`facts/state_hosts.yaml`: cloud, or service -> host."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/state-hosts/1"] = Field(alias="schema")
    hosts: dict[str, StateHost]


class ProviderRisk(Fact):
    """What a provider does that nothing in a program can prevent, in one version of it."""

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    version: str = Field(min_length=1)
    what: str = Field(min_length=3)
    what_fr: str = Field(min_length=3)
    """The same as `what`, in French."""
    mitigation: str = Field(min_length=3)
    """What lowers it. Nothing removes it."""
    mitigation_fr: str = Field(min_length=3)
    """The same as `mitigation`, in French."""


class ProviderRisks(BaseModel):
    """`facts/provider_risks.yaml`: cloud -> risks of its provider."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/provider-risks/1"] = Field(alias="schema")
    clouds: dict[str, tuple[ProviderRisk, ...]]
