"""The three id families of one place. Their case differs, and none can be derived from another."""

from __future__ import annotations

from typing import Literal

from facts import load
from facts.errors import BadInput

Family = Literal["object", "okms", "s3"]


def spelled(region: str, family: Family) -> str:
    """How a family of services names the place of a compute region.

    Args:
        family: `object` buckets, databases, registries (`GRA`); `okms` keys (`eu-west-gra`); `s3` endpoints (`gra`).

    Raises:
        BadInput: the register does not know the spelling.
    """
    spellings = load.regions("ovhcloud")[region].spellings
    if family not in spellings:
        raise BadInput(
            f"found no `{family}` spelling of the region {region}",
            expected="a spelling with source and date in facts/regions.yaml",
            action="add it there, or choose another region",
        )
    return spellings[family]


def s3_host(region: str) -> str:
    """The host name of the region's object storage. It is on the internet: OVHcloud has no private endpoint."""
    return f"s3.{spelled(region, 's3')}.io.cloud.ovh.net"
