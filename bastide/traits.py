"""What is compared of roles at different clouds: from where they are reached, where they lie, how long they keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, Final

from facts import ask
from facts.answer import Known
from plan.values import UNKNOWN
from policies.record import Record


class Exposure(StrEnum):
    """From where something that listens is reached. For who may do what there, see the rules of administration."""

    INTERNET = "internet"  # from everywhere
    RANGES = "ranges"  # from a list of ranges
    PRIVATE = "private"  # from the platform's networks only
    LATER = "known after apply"


_DOORS: Final = ("public", "api_public", "public_ip")
_LISTS: Final = ("allowed", "api_allowed", "clients")
_PRIVATE: Final = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")))
_KEPT: Final = ("locked_days", "retention_days", "backup_days", "keep_days")


def exposure_of(record: Record) -> Exposure | None:
    """From where a record is reached; None for what does not listen, or does not say."""
    said = [_said(record, name) for name in _DOORS]
    if UNKNOWN in said:
        return Exposure.LATER
    if any(value is True for value in said):
        return Exposure.INTERNET
    if any(_goes_beyond(_said(record, name)) for name in _LISTS):
        return Exposure.RANGES
    return Exposure.PRIVATE if any(value is False for value in said) else None


def kept_days(record: Record) -> Iterator[tuple[str, int]]:
    """For how long it keeps or locks something: attribute and days. 0 is for ever."""
    for name in _KEPT:
        value = _said(record, name)
        if isinstance(value, int | float):
            yield name, int(value)


def takes_over(record: Record) -> bool | None:
    """Whether a second node takes over; None for what says nothing of it, or says it only after apply."""
    said = _said(record, "highly_available")
    return said if isinstance(said, bool) else None


def country_of(cloud: str, place: str, on: date) -> str:
    """The country of a region or zone, ISO 3166-1 alpha-2; `?` for a place in no register that holds on the day."""
    answer = ask.place(cloud, place, on)
    return answer.value.country if isinstance(answer, Known) else "?"


def zones_of(records: Iterable[Record], on: date) -> int | None:
    """In how many zones these records stand; None where no zone is named.

    A record names its zones itself, or lies in a place that is one. What is known only after apply names none.
    """
    named: set[tuple[str, str]] = set()
    places: set[tuple[str, str]] = set()
    for record in records:
        place = record.location
        if not isinstance(place, str) or not record.has_place:
            continue
        own = _own_zones(record)
        if own:
            named |= {(place, zone) for zone in own}
        else:
            places.add((record.cloud, place))
    answers = (ask.place(cloud, place, on) for cloud, place in places)
    zones = {("", answer.value.zone) for answer in answers if isinstance(answer, Known)} - {("", "")}
    return len(named | zones) or None


def _own_zones(record: Record) -> set[str]:
    said = (part.entry.zones(part.resource.inputs) for part in record.parts)
    return {zone for zones in said if isinstance(zones, tuple) for zone in zones if isinstance(zone, str)}


def _goes_beyond(ranges: Any) -> bool:
    """Whether a list of ranges admits anything but private addresses."""
    return bool(ranges) and not all(isinstance(item, str) and _is_private(item) for item in ranges)


def _is_private(text: str) -> bool:
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        return False
    # not `is_private`: it counts ranges of documentation too, which stand for public ones in examples
    return any(
        (isinstance(network, IPv4Network) and isinstance(own, IPv4Network) and network.subnet_of(own))
        or (isinstance(network, IPv6Network) and isinstance(own, IPv6Network) and network.subnet_of(own))
        for own in _PRIVATE
    )


def _said(record: Record, name: str) -> Any:
    """What a record or one of its settings says; None where no class of them has the attribute."""
    if name in record.entry.attributes:
        return record.raw(name)
    return next((value for facet in record.facets if (value := facet.raw(name)) is not None), None)
