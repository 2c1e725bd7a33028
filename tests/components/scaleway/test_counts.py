"""How many resources of which type each layer holds. Sealed: an unlisted type or another number fails."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import yaml

from plan.estate import plan_estate
from plan.model import LayerPlan
from tests.components.scaleway.conftest import Plans

SEAL = Path(__file__).with_name("counts.yaml")
RENEW = "python -m tests.components.scaleway.test_counts"


def counts(layers: tuple[LayerPlan, ...]) -> dict[str, dict[str, int]]:
    """Layer -> type -> number, of everything at the cloud."""
    return {
        plan.layer: dict(sorted(Counter(item.type for item in plan.resources if item.is_cloud).items()))
        for plan in layers
    }


def test_each_layer_holds_the_sealed_resources(plans: Plans) -> None:
    sealed = yaml.safe_load(SEAL.read_text(encoding="utf-8"))
    assert counts(plans.layers) == sealed, f"the plan changed; look at it, then renew the seal: {RENEW}"


def test_the_estate_has_at_least_a_hundred_resources(plans: Plans) -> None:
    groups_rules = [
        item for item in plans.cloud if item.type == "scaleway:instance/securityGroupRules:SecurityGroupRules"
    ]
    assert len(plans.cloud) - len(groups_rules) >= 100


if __name__ == "__main__":
    SEAL.write_text(yaml.safe_dump(counts(plan_estate("scaleway"))), encoding="utf-8")
    sys.stdout.write(f"wrote {SEAL.name}\n")
