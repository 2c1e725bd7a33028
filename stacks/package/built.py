"""What a layer made, as the outputs of the package."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from components.contract.handles import Handle
from components.contract.outputs import BootstrapOutputs
from stacks.layers.area import Built
from stacks.package.spelling import camel

_NAMES = {"store": "keyStore"}
"""Field of what was built -> output, where `camel` does not say it."""


def documents(made: BootstrapOutputs | Built) -> dict[str, Any]:
    """Output -> handle, or name -> handle. What the cloud has a gap for is left out."""
    found: dict[str, Any] = {}
    for field in dataclasses.fields(made):
        value = _document(getattr(made, field.name))
        if value:
            found[_NAMES.get(field.name, camel(field.name))] = value
    return found


def _document(value: Handle | Mapping[str, Handle | None] | None) -> dict[str, Any] | None:
    if isinstance(value, Handle):
        return {camel(key): text for key, text in value.exported().items()}
    if value is None:
        return None
    return {name: _document(handle) for name, handle in value.items() if handle is not None}
