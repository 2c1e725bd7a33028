"""Values that the engine generates. Nothing of them is at a cloud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policies.kinds.readers import NOT_SAYABLE, at, mapped
from policies.kinds.table import Entry, Place, Reader


def _generated(length: Reader) -> Entry:
    return Entry("generated", {"length": length}, place=Place.NOWHERE, named="")


TABLE: Final[Mapping[str, Entry]] = {
    "random:index/randomBytes:RandomBytes": _generated(at("length")),
    "random:index/randomId:RandomId": _generated(at("byteLength")),
    "random:index/randomInteger:RandomInteger": _generated(NOT_SAYABLE),
    "random:index/randomPassword:RandomPassword": _generated(at("length")),
    "random:index/randomPet:RandomPet": _generated(mapped("length", lambda _: None)),
    "random:index/randomShuffle:RandomShuffle": _generated(NOT_SAYABLE),
    "random:index/randomString:RandomString": _generated(at("length")),
    "random:index/randomUuid:RandomUuid": _generated(NOT_SAYABLE),
    "random:index/randomUuid4:RandomUuid4": _generated(NOT_SAYABLE),
    "random:index/randomUuid7:RandomUuid7": _generated(NOT_SAYABLE),
}


def refused(token: str) -> str:
    """No class of this package is refused."""
    return ""
