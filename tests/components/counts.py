"""Sealed counts: `<cloud>/counts.yaml` says layer -> type -> how many. Run as a program, this renews all of them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import yaml

from plan.estate import plan_estate
from plan.model import LayerPlan
from tests.estates import FOLDERS

Counts = dict[str, dict[str, int]]
COMMAND = ".venv/bin/python -m tests.components.counts"


def file(estate: str) -> Path:
    return Path(__file__).parent / FOLDERS[estate] / "counts.yaml"


def counted(layers: Iterable[LayerPlan]) -> Counts:
    """Everything that exists at the cloud or is generated, and the providers; no roles."""
    return {
        plan.layer: dict(sorted(Counter(item.type for item in plan.resources if item.custom).items()))
        for plan in layers
    }


def sealed(estate: str) -> Counts:
    found: Counts = yaml.safe_load(file(estate).read_text(encoding="utf-8"))
    return found


def differences(found: Counts, expected: Counts) -> list[str]:
    """One line for each type of a layer whose number is another one than the sealed one."""
    return [
        f"{layer}: {kind}: sealed {expected.get(layer, {}).get(kind, 0)}, found {found.get(layer, {}).get(kind, 0)}"
        for layer in sorted(found.keys() | expected.keys())
        for kind in sorted(found.get(layer, {}).keys() | expected.get(layer, {}).keys())
        if found.get(layer, {}).get(kind) != expected.get(layer, {}).get(kind)
    ]


def renew() -> None:
    for estate in FOLDERS:
        text = yaml.safe_dump(counted(plan_estate(estate)), sort_keys=False, width=200)
        file(estate).write_text(text, encoding="utf-8")
        sys.stdout.write(f"wrote {file(estate)}\n")


if __name__ == "__main__":
    renew()
