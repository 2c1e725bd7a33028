"""Values as the CLI writes them in JSON (digests, events, states) to plan values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import MASKED_SECRET, UNKNOWN, Archive, Asset, ResourceRef, Secret

UNKNOWN_SENTINEL: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What stands for a value that is known only after apply."""
SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
"""Key of an object that is no plain object; its value says what it is."""
SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"
_RESOURCE: Final = "5cf8f73096256a8f31e491e813e4eb8e"
_ASSET: Final = "c44067f5952c0a294b673a41bacd8c17"
_ARCHIVE: Final = "0def7320c3a5731c473e5ecbe6d01bc7"
_ASSET_KINDS: Final = ("text", "path", "uri")
HIDDEN: Final = Secret(None)
"""A secret that the engine did not show."""


def decoded(properties: Mapping[str, Any] | None) -> dict[str, Any]:
    """The properties of a resource."""
    return {key: decoded_value(value) for key, value in (properties or {}).items()}


def decoded_value(value: Any) -> Any:
    """One property. Raises ValueError for an object with a signature that is not known here."""
    if isinstance(value, str):
        return {UNKNOWN_SENTINEL: UNKNOWN, MASKED_SECRET: HIDDEN}.get(value, value)
    if isinstance(value, list):
        return [decoded_value(item) for item in value]
    if isinstance(value, Mapping):
        return _signed(value) if SIGNATURE in value else decoded(value)
    return value


def _signed(value: Mapping[str, Any]) -> Any:
    signature = value[SIGNATURE]
    if signature == SECRET:
        return HIDDEN
    if signature == _RESOURCE:
        return ResourceRef(str(value["urn"]), decoded_value(value.get("id")))
    if signature == _ASSET:
        kind = next(kind for kind in _ASSET_KINDS if kind in value)
        return Asset(kind, value[kind])
    if signature == _ARCHIVE:
        kind = next(kind for kind in ("assets", "path", "uri") if kind in value)
        return Archive(kind, decoded_value(value[kind]))
    raise ValueError(f"unknown signature {signature} in a value of the engine")
