"""Arguments of the component out of the repository's own estates, as a program in another language would give them."""

from __future__ import annotations

from typing import Any

from facts.document import read
from stacks.catalogue import FOLDER
from stacks.package.spelling import camel

CANDIDATES = ("scaleway", "ovhcloud")


def arguments(cloud: str, layer: str) -> dict[str, Any]:
    """What a program writes for one layer, but for what the layers below gave."""
    return {
        "intent": (FOLDER / "hdh.yaml").read_text(encoding="utf-8"),
        "layer": layer,
        cloud: _spelled(read(FOLDER / f"{cloud}.yaml", what="an estate").data[cloud]),
    }


def _spelled(value: Any) -> Any:
    if isinstance(value, dict):
        return {camel(key): _spelled(item) for key, item in value.items()}
    return [_spelled(item) for item in value] if isinstance(value, list) else value
