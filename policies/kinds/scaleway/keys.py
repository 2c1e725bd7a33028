"""Keys and stored secrets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from policies.kinds.documents import secret_at
from policies.kinds.readers import all_of, at, const, inverse, is_set, mapped, reads, unsayable
from policies.kinds.scaleway.common import LOCATION, TAGS
from policies.kinds.table import Entry, Inputs, Place

_BITS: Final = re.compile(r"[0-9]{3,4}")
_HOURS: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)(h|m|s)")
_UNITS: Final = {"h": 24, "m": 24 * 60, "s": 24 * 3600}


def _bits(algorithm: Any) -> Any:
    found = _BITS.search(str(algorithm))
    return int(found.group()) if found else None


def _days(period: Any) -> Any:
    """Days of a duration as Go writes it (`8760h`, `720h0m0s`); None where it cannot be read."""
    parts = _HOURS.findall(str(period))
    if not parts or "".join(number + unit for number, unit in parts) != str(period):
        return None
    return sum(float(number) / _UNITS[unit] for number, unit in parts)


@reads("dataWo", "data")
def _value_is_secret(inputs: Inputs) -> bool:
    return secret_at("dataWo", "data")(inputs) is not False


TABLE: Final[Mapping[str, Entry]] = {
    "scaleway:keymanager/key:Key": Entry(
        "kms.key",
        {
            "algorithm": mapped("algorithm", lambda word: str(word).casefold().partition("_")[0]),
            "size": mapped("algorithm", _bits),
            "rotation_days": mapped("rotationPolicy.rotationPeriod", _days),
            # protected unless it is said otherwise (documentation of the provider)
            "deletion_protection": inverse(at("unprotected", False)),
            # material that was brought exists outside; what the service makes never leaves it
            "exportable": mapped("origin", lambda word: str(word).casefold() != "scaleway_kms", False),
            "protection": at("protectionLevel", "software"),
            **unsayable("audit_logs"),
        },
        location=LOCATION,
        tags=TAGS,
    ),
    "scaleway:keymanager/keyMaterial:KeyMaterial": Entry(
        "kms.key", {"exportable": const(True)}, {"key": "keyId"}, place=Place.NOWHERE, named="", of="key"
    ),
    "scaleway:secrets/secret:Secret": Entry(
        "kms.secret",
        # the value is its versions'
        {"value_is_secret": const(True), "customer_key": is_set("keyId")},
        {"key": "keyId"},
        location=LOCATION,
        tags=TAGS,
        combine={"value_is_secret": all_of},
    ),
    "scaleway:secrets/version:Version": Entry(
        "kms.secret",
        {"value_is_secret": _value_is_secret},
        {"secret": "secretId"},
        place=Place.NOWHERE,
        named="",
        of="secret",
    ),
}
