"""Vaults, keys, secrets and the rights that vaults give by lists of their own."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_network
from typing import Any, Final

from plan.values import UNKNOWN, Secret, revealed
from policies.kinds.azure_native.durations import days
from policies.kinds.azure_native.reading import (
    Readers,
    all_of,
    any_of,
    computed,
    folded,
    inside,
    standing,
    unless,
)
from policies.kinds.readers import NOT_SAYABLE, at, const, each, is_set, look, mapped, reads
from policies.kinds.table import Entry, Inputs
from policies.kinds.values import Grant

_CURVES: Final[Mapping[str, int]] = {"p-256": 256, "p-256k": 256, "p-384": 384, "p-521": 521}
_NARROW: Final = 16
"""Bits of the prefix of a range that still names somebody; a list of wider ones is as good as none."""
_ALGORITHMS: Final[Mapping[str, str]] = {"rsa": "rsa", "ec": "ec", "oct": "aes"}


def _algorithm(kind: Any) -> Any:
    word = str(folded(kind)).removesuffix("-hsm")
    return _ALGORITHMS.get(word, word)


@computed("properties.kty", "properties.keySize", "properties.curveName")
def _size(kind: Any, size: Any, curve: Any) -> Any:
    """Bits. The SDK: 2048 and P-256 where nothing is said."""
    if _algorithm(kind) == "ec":
        return _CURVES.get(folded(curve or "P-256"))
    return size if size is not None else (2048 if _algorithm(kind) == "rsa" else None)


@computed("properties.rotationPolicy.attributes.expiryTime", "properties.rotationPolicy.lifetimeActions[]")
def _rotation(expiry: Any, actions: Any) -> Any:
    """Days after which a key is replaced, by its age or so long before its end; None where nothing replaces it."""
    found = [_rotates_after(action, expiry) for action in each(actions)]
    if UNKNOWN in found:
        return UNKNOWN
    known = [number for number in found if number is not None]
    return min(known) if known else None


def _rotates_after(action: Any, expiry: Any) -> Any:
    if action is UNKNOWN:
        return UNKNOWN
    kind, age, before = (
        look(action, p) for p in ("action.type", "trigger.timeAfterCreate", "trigger.timeBeforeExpiry")
    )
    if UNKNOWN in (kind, age, before):
        return UNKNOWN
    if folded(kind) != "rotate":
        return None
    if age is not None:
        return days(age)
    life, rest = days(expiry), days(before)
    return life - rest if life is not None and rest is not None else None


@reads("properties.value")
def _value_is_secret(inputs: Inputs) -> bool:
    properties = inputs.get("properties")
    value = properties if isinstance(properties, Secret) else look_kept(properties, "value")
    return value is None or isinstance(value, Secret)


def look_kept(value: Any, key: str) -> Any:
    """What stands at `key`, with the mark of a secret on it."""
    value = revealed(value)
    return value.get(key) if isinstance(value, Mapping) else value


_POWERS: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "keys": {
        "use-keys": frozenset({"decrypt", "encrypt", "wrapkey", "unwrapkey", "sign", "verify", "release"}),
        "manage-keys": frozenset(
            {
                "create",
                "import",
                "delete",
                "backup",
                "restore",
                "recover",
                "purge",
                "update",
                "rotate",
                "setrotationpolicy",
            }
        ),
    },
    "secrets": {
        "use-keys": frozenset({"get", "backup"}),
        "manage-keys": frozenset({"set", "restore", "recover", "delete", "purge"}),
    },
    "certificates": {
        "manage-keys": frozenset({"create", "import", "delete", "purge", "update", "manageissuers", "setissuers"}),
    },
    "storage": {"manage-keys": frozenset({"set", "update", "regeneratekey", "delete", "purge"})},
}


def _listed(entry: Any) -> Grant:
    """What an entry in a vault's own list gives."""
    if entry is UNKNOWN:
        return Grant(UNKNOWN, UNKNOWN, UNKNOWN, "resource", None, frozenset({"all"}))
    powers, actions, every = set(), [], False
    for area, known in _POWERS.items():
        listed = look(entry, f"permissions.{area}")
        words = ["all"] if listed is UNKNOWN else [str(folded(item)) for item in each(listed)]
        actions += [f"{area}/{word}" for word in words]
        every = every or "all" in words
        powers |= {power for power, verbs in known.items() if "all" in words or verbs & set(words)}
    return Grant(look(entry, "objectId"), tuple(actions), every, "resource", None, frozenset(powers))


@reads("policy.objectId", "policy.permissions")
def _access_policy(inputs: Inputs) -> tuple[Grant, ...]:
    return (_listed(look(inputs, "policy")),)


@reads("properties.networkAcls.ipRules[].value")
def _lists_everybody(inputs: Inputs) -> Any:
    """Whether the list of ranges names so many addresses that it is none, or what is no range."""
    found = list(each(look(inputs, "properties.networkAcls.ipRules[].value")))
    if any(item is not UNKNOWN and _is_wide(str(item)) for item in found):
        return True
    return UNKNOWN if UNKNOWN in found else False


def _is_wide(text: str) -> bool:
    try:
        return ip_network(text, strict=False).prefixlen < _NARROW
    except ValueError:
        return True


def _vault(purge_default: bool, rbac: Any) -> Readers:
    return {
        "public": all_of(
            unless("properties.publicNetworkAccess", "Disabled"),
            any_of(unless("properties.networkAcls.defaultAction", "Deny"), _lists_everybody),
        ),
        "purge_protection": all_of(
            at("properties.enablePurgeProtection", purge_default), at("properties.enableSoftDelete", True)
        ),
        "rbac": rbac,
        # a diagnostic setting (`log.sink`) decides
        "audit_logs": NOT_SAYABLE,
    }


_STORE: Final = {"store": "vaultName"}

TABLE: Final[Mapping[str, Entry]] = {
    "azure-native:keyvault:AccessPolicy": inside(
        "iam.policy", {"grants": _access_policy}, _STORE, of="store", named=""
    ),
    "azure-native:keyvault:Key": inside(
        "kms.key",
        {
            "algorithm": mapped("properties.kty", _algorithm),
            "size": _size,
            "rotation_days": _rotation,
            # its vault's purge protection decides (`store`)
            "deletion_protection": NOT_SAYABLE,
            "exportable": any_of(at("properties.attributes.exportable", False), is_set("properties.releasePolicy")),
            "protection": mapped(
                "properties.kty", lambda kind: "hsm" if str(folded(kind)).endswith("-hsm") else "software", "software"
            ),
            "audit_logs": NOT_SAYABLE,
        },
        _STORE,
        of="store",
        named="keyName",
        tags=at("tags"),
    ),
    "azure-native:keyvault:ManagedHsm": standing("kms.vault", _vault(True, const(True)), named="name"),
    "azure-native:keyvault:Secret": inside(
        "kms.secret",
        # vaults encrypt secrets under keys of the service
        {"value_is_secret": _value_is_secret, "customer_key": const(False)},
        _STORE,
        of="store",
        named="secretName",
        tags=at("tags"),
    ),
    "azure-native:keyvault:Vault": standing(
        "kms.vault", _vault(False, at("properties.enableRbacAuthorization", False)), named="vaultName"
    ),
}
