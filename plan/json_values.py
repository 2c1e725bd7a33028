"""Values of somebody's Pulumi JSON (a state, a preview, a plan of ours) to plan values.

The engine's own reader (`plan/engine/decode.py`) hides every secret, as a comparison must not show it. Here a secret in
clear stays one that rules may look into, and one that only its owner can open is an unknown one: never an absent one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.engine import decode
from plan.json_file import strict
from plan.signatures import OUTPUT, SECRET, SIGNATURE, UNKNOWN_SENTINEL
from plan.values import MASKED_SECRET, MASKED_UNKNOWN, UNKNOWN, Archive, Asset, ResourceRef, Secret

SEALED: Final = Secret(UNKNOWN)
"""A secret whose value the file does not hold, or holds encrypted."""
_ASSETS: Final = frozenset({"text", "path", "uri"})
_ARCHIVES: Final = frozenset({"assets", "path", "uri"})


def opened(value: Any) -> Any:
    """A value as the engine writes it. Raises ValueError for a mark that is not known here."""
    if isinstance(value, str):
        return SEALED if value == MASKED_SECRET else UNKNOWN if value == UNKNOWN_SENTINEL else value
    if isinstance(value, list):
        return [opened(item) for item in value]
    if isinstance(value, Mapping):
        found = {key: opened(item) for key, item in value.items()}
        return _marked(found) if SIGNATURE in found else found
    return value


def _marked(value: Mapping[str, Any]) -> Any:
    if value[SIGNATURE] == SECRET:
        return _secret(value)
    if value[SIGNATURE] == OUTPUT:
        inner = value.get("value", UNKNOWN)
        return Secret(inner) if value.get("secret") is True else inner
    try:
        return decode.decoded_value(value)
    except (KeyError, StopIteration):
        raise ValueError("an asset, archive or resource without content") from None


def _secret(value: Mapping[str, Any]) -> Secret:
    if "value" in value:
        return Secret(value["value"])
    plain = value.get("plaintext")
    if not isinstance(plain, str):
        return SEALED
    try:
        return Secret(opened(strict(plain)))
    except ValueError:
        return Secret(plain)


def unmasked(value: Any) -> Any:
    """A value as our own plans in JSON hold it: secrets and unknowns stand there as texts."""
    if isinstance(value, str):
        return SEALED if value == MASKED_SECRET else UNKNOWN if value == MASKED_UNKNOWN else value
    if isinstance(value, list):
        return [unmasked(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    return _object(value) if len(value) == 1 else {key: unmasked(item) for key, item in value.items()}


def _object(value: Mapping[str, Any]) -> Any:
    ((key, content),) = value.items()
    if key == "resource" and isinstance(content, str) and content.startswith("urn:pulumi:"):
        return ResourceRef(content)
    kind = next(iter(content)) if isinstance(content, Mapping) and len(content) == 1 else ""
    if key == "asset" and kind in _ASSETS:
        return Asset(kind, content[kind])
    if key == "archive" and kind in _ARCHIVES:
        return Archive(kind, unmasked(content[kind]))
    return {key: unmasked(content)}
