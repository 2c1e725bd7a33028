"""Ids that an inventory knows and the estate does not: into its file of imports, so that `pulumi up` adopts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bastide.cutover.inventory.model import Coverage

Imports = Mapping[str, Mapping[str, str]]
"""Layer -> `<pulumi type>::<resource name>` -> id."""
_PLAIN: Final = re.compile(r"/[\w./()@~-]+")
"""Ids that YAML reads as they stand."""


def found(coverage: Coverage, by_urn: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    """The ids of what the plan has and would create. `by_urn`: URN -> layer and resource key."""
    new: dict[str, dict[str, str]] = {}
    for item in coverage.rows:
        if item.adopts:
            layer, key = by_urn[item.why]
            new.setdefault(layer, {})[key] = item.row.id
    return new


def joined(known: Imports, new: Imports) -> dict[str, dict[str, str]]:
    """Both together, layers in their order, keys sorted. An id that is known already stays as it is."""
    layers = dict.fromkeys([*known, *new])
    return {layer: dict(sorted({**new.get(layer, {}), **known.get(layer, {})}.items())) for layer in layers}


def document(imports: Imports, head: str) -> str:
    """The file's text: its comments and schema as they were, then every layer."""
    lines = [
        line
        for layer, ids in imports.items()
        for line in (f"  {layer}:", *(f'    "{key}": {_scalar(identity)}' for key, identity in ids.items()))
    ]
    return head + "\n".join(lines) + "\n"


def _scalar(identity: str) -> str:
    return identity if _PLAIN.fullmatch(identity) else json.dumps(identity)


def head_of(file: Path) -> str:
    """Everything of the file before its first layer."""
    text = file.read_text(encoding="utf-8")
    mark = "resources:\n"
    return text[: text.index(mark) + len(mark)]
