"""Load the facts of this repository."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from facts.document import read
from facts.errors import BadInput, Place
from facts.model import (
    Area,
    Areas,
    Capabilities,
    Capability,
    ProviderRisk,
    ProviderRisks,
    Region,
    Regions,
    StateHost,
    StateHosts,
)
from facts.validate import validate

FOLDER = Path(__file__).resolve().parent


@cache
def capabilities(cloud: str) -> dict[str, Capability]:
    """Capability id -> level, note, source and date, of one cloud.

    Raises:
        BadInput: the file is missing or wrong, or names another cloud.
    """
    file = FOLDER / "capabilities" / f"{cloud}.yaml"
    document = read(file, what=f"the capability table of {cloud}")
    table = validate(document, Capabilities)
    if table.cloud != cloud:
        raise BadInput(
            f"found the cloud `{table.cloud}`",
            place=document.place(("cloud",)),
            expected=f"`{cloud}`, as the file's name says",
            action="correct the name or move the file",
        )
    return table.capabilities


def own_key_store() -> dict[str, Capability]:
    """What becomes of a cloud's capabilities in an estate that keeps its keys in stores of its own."""
    return capabilities("own-key-store")


def facts_of(cloud: str) -> Callable[[str, str], tuple[str, str, str]]:
    """(capability id, level in a plan) -> (reason, source, day on which it was checked), of one cloud.

    The level tells whether the estate keeps its keys at the cloud or in stores of its own.
    """
    table = capabilities(cloud)

    def lookup(capability: str, level: str) -> tuple[str, str, str]:
        row = table[capability]
        own = own_key_store().get(capability)
        if own is not None and row.level != level == own.level:
            row = own
        return row.note, row.source, row.checked.isoformat()

    return lookup


@cache
def regions(cloud: str) -> dict[str, Region]:
    """Region id -> country, place and spellings, of one cloud.

    Raises:
        BadInput: the file is wrong, or the cloud is not in it.
    """
    file = FOLDER / "regions.yaml"
    known = _register()
    if cloud not in known:
        raise BadInput(
            f"the register of regions has no cloud `{cloud}`",
            place=Place(file, None, None, "clouds"),
            expected=f"one of {', '.join(sorted(known))}",
            action="add the cloud's regions with source and date",
        )
    return known[cloud]


@cache
def _register() -> dict[str, dict[str, Region]]:
    return validate(read(FOLDER / "regions.yaml", what="the register of regions"), Regions).clouds


def known_regions(cloud: str) -> dict[str, Region]:
    """The same as `regions`, empty for a cloud that the register does not have."""
    return _register().get(cloud, {})


@cache
def areas() -> dict[str, Area]:
    """Name of a legal area -> its countries."""
    return validate(read(FOLDER / "areas.yaml", what="the legal areas"), Areas).areas


@cache
def state_hosts() -> dict[str, StateHost]:
    """Cloud or service -> the host of its object storage."""
    return validate(read(FOLDER / "state_hosts.yaml", what="the hosts of object storage"), StateHosts).hosts


@cache
def provider_risks() -> dict[str, tuple[ProviderRisk, ...]]:
    """Cloud -> risks of its provider. A cloud that is not in it has none that we know of."""
    return validate(read(FOLDER / "provider_risks.yaml", what="the risks of providers"), ProviderRisks).clouds
