"""Key stores, keys and stored secrets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from policies.kinds.documents import secret_at
from policies.kinds.ovh.common import LOCATION, joint
from policies.kinds.readers import at, const, first, mapped, reads, unsayable
from policies.kinds.table import Entry, Inputs, Place, Reader

_TYPES: Final = {"oct": "aes", "rsa": "rsa", "ec": "ec"}
_CURVES: Final = {"p-256": 256, "p-384": 384, "p-521": 521}


def _word(path: str) -> Reader:
    return mapped(path, lambda word: _TYPES.get(str(word).casefold(), str(word).casefold()))


def _first_type(kinds: Any) -> Any:
    return _TYPES.get(str(kinds[0]).casefold(), str(kinds[0]).casefold()) if kinds else None


def _value_is_secret(path: str) -> Reader:
    given = secret_at(path)

    @reads(path)
    def read(inputs: Inputs) -> bool:
        # without a value there is nothing to keep secret
        return given(inputs) is not False

    return read


_STORED: Final = {"store": "okmsId"}

TABLE: Final[Mapping[str, Entry]] = {
    "ovh:Okms/okms:Okms": Entry(
        "kms.vault",
        {
            # its endpoint answers to the internet, and has no list of ranges
            "public": const(True),
            **unsayable("purge_protection", "rbac", "audit_logs"),
        },
        location=LOCATION,
        named="displayName",
    ),
    "ovh:Okms/serviceKey:ServiceKey": Entry(
        "kms.key",
        {
            "algorithm": _word("type"),
            "size": first(at("size"), mapped("curve", lambda curve: _CURVES.get(str(curve).casefold()))),
            # made inside, and no operation takes its material out
            "exportable": const(False),
            # a key is deactivated and deleted at once; what protects it (software or HSM) stands in no input
            "deletion_protection": const(False),
            **unsayable("rotation_days", "protection", "audit_logs"),
        },
        _STORED,
        place=Place.WITH,
        located_with="store",
    ),
    "ovh:Okms/serviceKeyJWK:ServiceKeyJWK": Entry(
        "kms.key",
        {
            "algorithm": mapped("keys[].kty", _first_type),
            # its material is given from outside, and stands in the state
            "exportable": const(True),
            "deletion_protection": const(False),
            **unsayable("size", "rotation_days", "protection", "audit_logs"),
        },
        _STORED,
        place=Place.WITH,
        located_with="store",
    ),
    "ovh:Okms/secret:Secret": Entry(
        "kms.secret",
        {"value_is_secret": _value_is_secret("version"), **unsayable("customer_key")},
        _STORED,
        place=Place.WITH,
        located_with="store",
        named="path",
    ),
    "ovh:index/cloudKeyManagerSecret:CloudKeyManagerSecret": Entry(
        "kms.secret",
        {"value_is_secret": _value_is_secret("payload"), **unsayable("customer_key")},
        location=LOCATION,
    ),
    "ovh:index/cloudKeyManagerSecretConsumer:CloudKeyManagerSecretConsumer": joint("of", "secretId"),
    "ovh:index/cloudKeyManagerContainer:CloudKeyManagerContainer": joint("of", "secretRefs[]"),
    "ovh:index/cloudKeyManagerContainerConsumer:CloudKeyManagerContainerConsumer": joint("of", "containerId"),
}
