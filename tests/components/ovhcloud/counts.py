"""How many resources of each type each layer has: sealed in counts.json.

Run as a program it renews the seal.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from plan.estate import plan_estate
from plan.model import LayerPlan

SEAL = Path(__file__).parent / "counts.json"
COMMAND = "PYTHONPATH=. .venv/bin/python tests/components/ovhcloud/counts.py"


def counted(plans: tuple[LayerPlan, ...]) -> dict[str, dict[str, int]]:
    return {
        plan.layer: dict(sorted(Counter(item.type for item in plan.resources if item.is_cloud).items()))
        for plan in plans
    }


if __name__ == "__main__":
    SEAL.write_text(json.dumps(counted(plan_estate("ovhcloud")), indent=2) + "\n", encoding="utf-8")
