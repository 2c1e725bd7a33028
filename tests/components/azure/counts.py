"""Renew the sealed counts: `python -m tests.components.azure.counts`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import yaml

from plan.estate import plan_estate
from plan.model import LayerPlan

FILE = Path(__file__).with_name("counts.yaml")
COMMAND = "python -m tests.components.azure.counts"


def counts(layers: Iterable[LayerPlan]) -> dict[str, dict[str, int]]:
    """Layer -> type -> how many, of everything that exists at the cloud or is generated."""
    return {
        plan.layer: dict(sorted(Counter(item.type for item in plan.resources if item.custom).items()))
        for plan in layers
    }


if __name__ == "__main__":
    FILE.write_text(yaml.safe_dump(counts(plan_estate("azure-legacy")), sort_keys=False), encoding="utf-8")
