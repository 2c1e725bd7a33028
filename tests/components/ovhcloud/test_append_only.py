"""What is added later changes and removes nothing that is there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.components.ovhcloud.conftest import Layers, Variant, every

SPACE = """
  - name: neuro
    title: Stroke registry
    classification: health
    retention_days: 365
    state: open
    starts: 2026-09-01
    ends: 2027-12-31
    slot: 4
    segments:
      - {name: work, purpose: workstations, slot: 0}
    flows:
      - {id: NEU-001, from: hub.bastion, to: work, ports: [22], justification: sessions through the bastion}
    keys: [{name: data}]
    buckets: [{name: data, key: data, purpose: data of the project}]
    workstations: [{name: desk, seats: 1, size: small, disk_gb: 100, segment: work, key: data}]
    groups: [{name: researchers, title: Researchers}, {name: reviewers, title: Reviewers}]
    grants: [{name: reviewers, to: reviewers, right: review, until: 2027-12-31, justification: the airlock}]
    airlock: {reviewers: reviewers, keep_days: 30, key: data}
"""
CASES: dict[str, tuple[tuple[str, str], ...]] = {
    "a space": (("\nspaces:", "\nspaces:" + SPACE.rstrip()),),
    "a zone": (("  zones: 2\n", "  zones: 3\n"),),
    "a bastion in a new zone": (
        ("  zones: 2\n", "  zones: 3\n"),
        ("    zones: [1, 2]\n    allowed_cidrs", "    zones: [1, 2, 3]\n    allowed_cidrs"),
    ),
    "a segment": (
        (
            "      - {name: cluster, purpose: cluster, slot: 0}\n      - {name: data, purpose: data, slot: 1}",
            "      - {name: tools, purpose: data, slot: 5}\n      - {name: cluster, purpose: cluster, slot: 0}\n"
            "      - {name: data, purpose: data, slot: 1}",
        ),
    ),
    "a bucket": (
        (
            "      - {name: catalogue, key: data",
            "      - {name: drafts, key: data, purpose: drafts}\n      - {name: catalogue, key: data",
        ),
    ),
    "a seat": (("name: desk, seats: 3", "name: desk, seats: 4"),),
    "a flow in another area": (
        (
            "      - {id: NPD-001,",
            "      - {id: NPD-099, from: cluster, to: data, ports: [6432], justification: pool}\n      - {id: NPD-001,",
        ),
    ),
}


def _of(layers: Layers) -> dict[str, Any]:
    return {resource.urn: (dict(resource.inputs), resource.options) for resource in every(layers)}


@pytest.mark.parametrize("case", CASES)
def test_an_addition_changes_and_removes_nothing(layers: Layers, variant: Variant, case: str) -> None:
    before, after = _of(layers), _of(variant(*CASES[case]))
    assert set(before) <= set(after), "nothing may go or be renamed"
    moved = [urn for urn, planned in before.items() if after[urn] != planned]
    if case == "a flow in another area":
        # the group of that one segment gets one more tag, in place
        moved = [urn for urn in moved if not urn.endswith("secGroup:SecGroup::nonprod-data")]
        moved = [urn for urn in moved if not urn.endswith("secGroup:SecGroup::nonprod-cluster")]
    assert not moved
    assert len(after) > len(before) or case == "a zone"
