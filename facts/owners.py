"""The shape of what is known of hosts, certificate authorities, and where global services keep their data."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from facts.marked import Marked, Maybe
from facts.model import Country, Region

Suffix = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")]
"""A domain, lower case, without a dot at either end; an IDN in its ASCII form."""


class OwnerKind(StrEnum):
    """What kind of body stands behind a host. For which one, see its name and seat."""

    PROVIDER = "provider"  # a company
    PUBLIC_BODY = "public-body"
    COMMUNITY = "community"  # a project that belongs to no one company
    DOCUMENTATION = "documentation"  # names of RFC 2606 that stand for the platform's own
    PRIVATE = "private"  # resolves inside a network only
    LOOPBACK = "loopback"
    LOCAL = "local"  # no host at all: part of the repository itself


class Use(StrEnum):
    """What a host is good for. For who runs it, see the owner."""

    ENDPOINT = "endpoint"  # the API or console of a cloud
    STORAGE = "storage"
    STATE = "state"  # state of Pulumi or Terraform
    PLUGINS = "plugins"  # where an engine gets its plugins
    IMAGES = "images"  # container images
    PACKAGES = "packages"  # of a programming language or operating system
    SOURCE = "source"  # source code
    CI = "ci"
    IDENTITY = "identity"
    MAIL = "mail"
    MONITORING = "monitoring"
    ALERTING = "alerting"
    DNS = "dns"
    TIME = "time"
    CDN = "cdn"
    CERTIFICATES = "certificates"
    SECRETS = "secrets"
    ANALYSIS = "analysis"  # data analysis and machine learning
    OFFICE = "office"
    DATA = "data"  # public reference data
    NAMES = "names"  # in names of algorithms and schemas; nothing is reached there
    OWN = "own"  # the platform's own


class OwnerRow(Marked):
    """One owner and the domains below which everything is its."""

    kind: OwnerKind
    provider: str = ""
    """Id in `facts/providers.yaml`, which knows name and seat."""
    name: str = ""
    name_fr: str = ""
    """Only where `name` describes; a name proper is the same in both languages."""
    seat: Country | None = None
    """Only where there is no provider id. None: not known, or none (a community)."""
    ask: str = ""
    """Who must find out what is not known."""
    ask_fr: str = ""
    """The same in French; never one without the other."""
    hosts: dict[Suffix, tuple[Use, ...]] = Field(min_length=1)

    @model_validator(mode="after")
    def _asks_in_both_languages(self) -> Self:
        if bool(self.ask) != bool(self.ask_fr):
            raise ValueError(
                "found one of `ask` and `ask_fr` | both, which say the same | reports are written in both languages"
            )
        if self.name_fr and not self.name:
            raise ValueError("found `name_fr` without `name` | both, or the provider's id | remove it")
        return self

    @model_validator(mode="after")
    def _one_home_for_the_seat(self) -> Self:
        if bool(self.provider) == bool(self.name):
            raise ValueError(
                "found an owner with both or neither of `provider` and `name` | one of them | "
                "name the provider's id where facts/providers.yaml has it, else a name"
            )
        if self.provider and self.seat:
            raise ValueError(
                "found a `seat` beside `provider` | no seat here: facts/providers.yaml knows it | remove it"
            )
        return self


class Hosts(BaseModel):
    """`facts/hosts.yaml`: id of an owner -> owner and domains."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/hosts/1"] = Field(alias="schema")
    default_registry: Suffix
    """Where an image comes from whose reference names no host."""
    action_host: Suffix
    """Where a CI action comes from that is named `owner/repository`."""
    owners: dict[str, OwnerRow]

    @model_validator(mode="after")
    def _each_domain_once(self) -> Self:
        seen: dict[str, str] = {}
        for owner, row in self.owners.items():
            for suffix in row.hosts:
                if suffix in seen:
                    raise ValueError(
                        f"found `{suffix}` of both {seen[suffix]} and {owner} | each domain once | remove one"
                    )
                seen[suffix] = owner
        for suffix in (self.default_registry, self.action_host):
            if suffix not in seen:
                raise ValueError(f"found no owner of `{suffix}` | an owner of it below `owners` | add it")
        return self


class AuthorityRow(Marked):
    """A certificate authority."""

    name: str = Field(min_length=2)
    country: Country
    aliases: tuple[str, ...] = ()
    """Other names, as in the issuer of a certificate or the setting of a service."""


class Authorities(BaseModel):
    """`facts/authorities.yaml`: id -> authority."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/authorities/1"] = Field(alias="schema")
    authorities: dict[str, AuthorityRow]


class GlobalServices(BaseModel):
    """`facts/global_services.yaml`: provider -> neutral kind or family -> countries in which technical data lies."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/global-services/1"] = Field(alias="schema")
    providers: dict[str, dict[str, Maybe[tuple[Country, ...]]]]


class OtherRegions(BaseModel):
    """`facts/other_regions.yaml`: regions that no estate can choose, so that their country can be told."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/other-regions/1"] = Field(alias="schema")
    clouds: dict[str, dict[str, Region]]
