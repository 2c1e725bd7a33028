"""What an estate at Outscale chooses: region, subregions, sizes, accounts that exist. Nothing here is secret."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Annotated, Literal

from cryptography import x509
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from components.contract.fields import Cidr, Gigabytes
from components.contract.site import Choices
from components.contract.words import Size
from components.software import Software
from facts import load
from facts.day import Day


def _address(text: str) -> str:
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        raise ValueError(f"found the address `{text}` | an IPv4 address | write four numbers from 0 to 255") from None


def _authority(text: str) -> str:
    try:
        limits = x509.load_pem_x509_certificate(text.encode()).extensions.get_extension_for_class(x509.BasicConstraints)
    except (ValueError, x509.ExtensionNotFound):
        raise ValueError(
            "found no certificate of an authority | one in PEM | paste the authority's, not its key"
        ) from None
    if not limits.value.ca:
        raise ValueError("found the certificate of a client | an authority's in PEM | paste the authority's")
    return text.strip() + "\n"


Certificate = Annotated[str, AfterValidator(_authority)]
AccountId = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
Address = Annotated[str, AfterValidator(_address)]
ImageId = Annotated[str, StringConstraints(pattern=r"^ami-[0-9a-f]{8}$")]
ProfilePrefix = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,30}$")]
VmType = Annotated[str, StringConstraints(pattern=r"^tinav[0-9]+\.c[0-9]+r[0-9]+p[123]$")]


class OutscaleChoices(Choices):
    """The section `outscale` of an estate file.

    Each area has an account of its own, which is ordered and never made here. The operator's configuration file names
    them: profile `<profile_prefix>-<area>` signs in to the account of the area, `<profile_prefix>-<area>.link` to the
    hub's account with the right of that area's link only, and `<profile_prefix>.writer` to the writers' account.
    """

    profile_prefix: ProfilePrefix
    hub_account: AccountId
    """The hub's account: the other areas ask it to accept their peering."""
    writer_account: AccountId
    """An account that holds nothing. Object storage knows whole accounts only, no users: what may add to a bucket and
    do nothing else is an account that the bucket's policy lets in."""
    api_authority: Certificate
    """Certificate of the authority whose client certificates the API asks for, beside a key (PEM; not secret)."""
    api_cidrs: Annotated[tuple[Cidr, ...], Field(min_length=1)]
    """Ranges from which the accounts are administered and deployed."""
    region: str
    """Where everything stands. `cloudgouv-eu-west-1` is the region of the vendor's SecNumCloud qualification, which
    says nothing of `eu-west-2`. Announced on 2023-12-11; a press table of February 2026 lets it end on 2026-11-30, so
    the buyer must look it up in ANSSI's list, and which services it covers."""
    subregions: Annotated[tuple[str, ...], Field(min_length=1, max_length=3)]
    """Zone 1, 2 and 3 of the intent. Only ever appended to: a zone's place is its number."""
    vm_types: dict[Size, VmType]
    """VM type for each size."""
    image: ImageId
    """Image of our own hosts: Debian 12 with cloud-init that boots by UEFI, by id, so that a new image changes no host.
    The proxy's and the mirror's first boot has no package source yet, so it must hold what they install."""
    root_gb: Gigabytes = 30
    """Size of the root volume of our own hosts."""
    volume_type: Literal["standard", "gp2"] = "gp2"
    dns_servers: Annotated[tuple[Address, ...], Field(min_length=1, max_length=4)]
    """Resolvers that the hub's hosts ask. Only the proxies' segment may reach them."""
    key_store: Software
    """OpenBao, on the key stores' hosts."""
    machine_keys_until: Day
    """Last day of the keys and certificates of machines. A later date makes new ones, and new hosts with them."""
    authorities_until: Day
    """Last day of the authorities that sign for machines; every key store has one."""

    @model_validator(mode="after")
    def _subregions_of_the_region(self) -> OutscaleChoices:
        if self.region not in load.regions("outscale"):
            return self  # the estate's own check says so, at the region's place
        for zone in self.subregions:
            if not zone.startswith(self.region):
                raise ValueError(
                    f"found the subregion `{zone}` outside the region `{self.region}` | subregions such as "
                    f"{self.region}a | name subregions of one region"
                )
        if len(set(self.subregions)) != len(self.subregions):
            raise ValueError("found a subregion twice | each once: its place is its number | name another subregion")
        return self

    @model_validator(mode="after")
    def _all_sizes(self) -> OutscaleChoices:
        missing = [size.value for size in Size if size not in self.vm_types]
        if missing:
            raise ValueError(
                f"found no vm_types for {', '.join(missing)} | a type for each of {', '.join(Size)} | add the types"
            )
        return self

    @model_validator(mode="after")
    def _accounts_apart(self) -> OutscaleChoices:
        if self.hub_account == self.writer_account:
            raise ValueError(
                "found the hub's account as the writers' | an account that holds nothing | a writer's key there opens "
                "the whole account: order another one"
            )
        return self

    @model_validator(mode="after")
    def _authorities_last(self) -> OutscaleChoices:
        if self.authorities_until < self.machine_keys_until:
            raise ValueError(
                f"found authorities until {self.authorities_until}, what they sign until {self.machine_keys_until} | "
                "authorities that live longer | move authorities_until"
            )
        return self

    def regions(self) -> Mapping[str, str]:
        return {"region": self.region}

    def zone_count(self) -> int:
        return len(self.subregions)

    def zone(self, number: int) -> str:
        """The subregion with this number (from 1)."""
        return self.subregions[number - 1]

    @property
    def object_host(self) -> str:
        return f"oos.{self.region}.outscale.com"

    @property
    def object_endpoint(self) -> str:
        """Where the region's object storage answers."""
        return f"https://{self.object_host}"
