"""The table of docs/scan.md: which spellings of "the world" the built-in checks see, measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policies.scan.environment import Environment
from tests.policies.scan.test_contract import ROOT, ask

pytestmark = pytest.mark.xdist_group("checkov")

SPELLINGS = ("*", "Internet", "internet", "0.0.0.0/0", "Any", "0.0.0.0", "::/0", "128.0.0.0/1")
PAGE = ROOT / "docs" / "scan.md"


def table(found: dict[str, dict[str, bool]]) -> str:
    rows = [
        f"| `{source}` | {'yes' if seen['arm'] else 'no'} | {'yes' if seen['azurerm'] else 'no'} |"
        for source, seen in found.items()
    ]
    sums = [sum(seen[name] for seen in found.values()) for name in ("arm", "azurerm")]
    head = ["| source of the rule | checkov, ARM | checkov, azurerm |", "|---|---|---|"]
    return "\n".join([*head, *rows, f"| **seen of {len(found)}** | **{sums[0]}** | **{sums[1]}** |"])


def test_the_page_says_what_is_measured(checkov: Environment) -> None:
    measured = ask(checkov, "world", json.dumps(SPELLINGS))
    assert tuple(measured) == SPELLINGS
    expected = table(measured)
    assert expected in Path(PAGE).read_text(encoding="utf-8"), f"docs/scan.md should hold:\n{expected}"
