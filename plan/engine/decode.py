"""Values as the CLI writes them in JSON (digests, events, states) to plan values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.signatures import ARCHIVE, ASSET, RESOURCE, SECRET, SIGNATURE, UNKNOWN_SENTINEL
from plan.values import MASKED_SECRET, UNKNOWN, Archive, Asset, ResourceRef, Secret

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
    if signature == RESOURCE:
        return ResourceRef(str(value["urn"]), decoded_value(value.get("id")))
    if signature == ASSET:
        kind = next(kind for kind in _ASSET_KINDS if kind in value)
        return Asset(kind, value[kind])
    if signature == ARCHIVE:
        kind = next(kind for kind in ("assets", "path", "uri") if kind in value)
        return Archive(kind, decoded_value(value[kind]))
    raise ValueError(f"unknown signature {signature} in a value of the engine")
