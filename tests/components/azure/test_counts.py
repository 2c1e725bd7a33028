"""What the legacy is made of, sealed: an unlisted type or another number fails."""

from __future__ import annotations

import yaml

from tests.components.azure.conftest import Legacy
from tests.components.azure.counts import COMMAND, FILE, counts


def test_each_layer_has_exactly_the_sealed_resources(legacy: Legacy) -> None:
    sealed = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert counts(legacy.layers) == sealed, f"look at every difference, then renew with: {COMMAND}"


def test_the_legacy_is_the_size_of_a_real_one(legacy: Legacy) -> None:
    assert len(legacy.cloud) >= 120
    assert len({resource.type for resource in legacy.cloud}) >= 30


def test_the_legacy_plans_without_a_warning(legacy: Legacy) -> None:
    assert not [message for plan in legacy.layers for message in plan.messages]
