"""In which country something lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Final

from facts import load, registers
from facts.answer import Answer, Known, Unknown
from facts.model import Region
from facts.questions.common import CACHED, believed, maybe, place

_NOWHERE: Final = frozenset({"", "global", "all", "any", "*", "world"})
"""Words that providers use for "no region". They are no place in any area."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place at a cloud.

    Attributes:
        region: the id as `facts/regions.yaml` or `facts/other_regions.yaml` has it.
        zone: the zone that was named, as the register spells it; "" for the whole region.
        permitted: an estate may choose the region. False: it is only known so that its country can be told.
    """

    cloud: str
    region: str
    zone: str
    country: str
    site: str
    permitted: bool


@dataclass(frozen=True, slots=True)
class _Spot:
    region: str
    zone: str
    fact: Region
    register: str


@lru_cache(maxsize=CACHED)
def location(cloud: str, text: str, on: date) -> Answer[Location]:
    """Where a region, a zone, or any spelling of a region lies. Case and surrounding spaces do not matter.

    Never derived from the look of a name: `eu-west-eri` lies in the United Kingdom. `global` is no place, and a name
    that stands for two regions of a cloud is `Unknown`.
    """
    spot = place_of(cloud, text)
    if spot is None:
        return _unknown(cloud, text)
    region, fact = spot.region, spot.fact
    found = Location(cloud, region, spot.zone, fact.country, fact.place, spot.register == "regions")
    path = f"clouds.{cloud}.{region}"
    return believed(found, fact, spot.register, path, f"country of the region {region} of {cloud}", on)


def place_of(cloud: str, text: str) -> _Spot | None:
    """Region id, zone and register of a text, None where it is no place that is known."""
    return _spots(cloud).get(_folded(cloud, text))


def _folded(cloud: str, text: str) -> str:
    """A name without what does not matter in it. Azure also takes the names that it shows: `France Central`."""
    text = text.strip().casefold()
    return text.replace(" ", "") if cloud == "azure" else text


def region_id(cloud: str, text: str) -> str:
    """The id under which the registers have a region; the text itself where none knows it."""
    spot = place_of(cloud, text)
    return spot.region if spot else text


@cache
def _spots(cloud: str) -> dict[str, _Spot | None]:
    """Every spelling of every place of a cloud; None where one stands for two regions."""
    found: dict[str, _Spot | None] = {}
    for spelling, spot in _all(cloud):
        key = _folded(cloud, spelling)
        other = found.get(key, spot)
        found[key] = spot if other is not None and other.region == spot.region else None
    return found


def _all(cloud: str) -> Iterator[tuple[str, _Spot]]:
    both = (("regions", load.known_regions(cloud)), ("other_regions", registers.other_regions().get(cloud, {})))
    for register, regions in both:
        for name, fact in regions.items():
            whole = _Spot(name, "", fact, register)
            yield name, whole
            yield from ((spelling, whole) for spelling in fact.spellings.values())
            # "1" is a zone of every region of a cloud: alone it is no place
            yield from ((zone, _Spot(name, zone, fact, register)) for zone in fact.zones if not zone.isdigit())


def _unknown(cloud: str, text: str) -> Unknown:
    where = place("regions", f"clouds.{cloud}")
    if text.strip().casefold() in _NOWHERE:
        return Unknown(
            f"`{text}` is no region: the service says no place of its own",
            f"{cloud}: in which countries its data and technical data lie; then facts/global_services.yaml",
            place("global_services", f"providers.{cloud}"),
            f"`{text}` n'est pas une région : le service n'indique aucun lieu qui lui soit propre",
            f"{cloud} : dans quels pays se trouvent ses données et ses données techniques ; puis "
            "facts/global_services.yaml",
        )
    return Unknown(
        f"no register knows the place `{text}` at {cloud}",
        f"{cloud}'s documentation: its country; then facts/regions.yaml or facts/other_regions.yaml, with the source",
        where,
        f"aucun registre ne connaît le lieu `{text}` chez {cloud}",
        f"la documentation de {cloud} : son pays ; puis facts/regions.yaml ou facts/other_regions.yaml, avec la source",
    )


@lru_cache(maxsize=CACHED)
def area(name: str, on: date) -> Answer[frozenset[str]]:
    """The countries of a legal area (`EU`, `EEA`)."""
    fact = load.areas().get(name)
    if fact is None:
        return Unknown(
            f"no register knows the area `{name}`",
            "the legal department",
            place("areas", "areas"),
            f"aucun registre ne connaît l'espace `{name}`",
            "le service juridique",
        )
    return believed(frozenset(fact.countries), fact, "areas", f"areas.{name}", f"countries of the {name}", on)


@lru_cache(maxsize=CACHED)
def in_area(country: str, name: str, on: date) -> Answer[bool]:
    """Whether a country is in a legal area."""
    found = area(name, on)
    return Known(country in found.value, found.fact) if isinstance(found, Known) else found


@lru_cache(maxsize=CACHED)
def global_service(provider: str, kind: str, on: date) -> Answer[frozenset[str]]:
    """The countries in which a service without a region keeps its technical data. The nearest entry wins."""
    rows = registers.global_services().providers.get(provider, {})
    for name in (kind, kind.partition(".")[0], "*"):
        if name in rows:
            answer = maybe(
                rows[name],
                "global_services",
                f"providers.{provider}.{name}",
                f"where {kind} of {provider} keeps its data",
                on,
            )
            return Known(frozenset(answer.value), answer.fact) if isinstance(answer, Known) else answer
    return Unknown(
        f"where {kind} of {provider} keeps its technical data",
        f"{provider}: the countries, in writing (SecNumCloud 19.2.d)",
        place("global_services", f"providers.{provider}"),
        f"où {kind} de {provider} conserve ses données techniques",
        f"{provider} : les pays, par écrit (SecNumCloud 19.2.d)",
    )
