"""Adding something changes nothing that is there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.components.scaleway.conftest import Change, Plans, plain

Changed = Callable[..., Plans]


def after(old: str, new: str) -> Change:
    """A change that puts `new` behind the first `old`."""

    def change(text: str) -> str:
        assert text.count(old) >= 1, old
        return text.replace(old, old + new, 1)

    return change


def moved(before: Plans, now: Plans) -> list[str]:
    """Resources of `before` that are gone or have other inputs."""
    kept = {item.urn: plain(item.inputs) for item in now.cloud}
    return [item.urn for item in before.cloud if kept.get(item.urn) != plain(item.inputs)]


PORTAL_FLOW = "- {id: PRD-002, from: portal, to: cluster, ports: [8443], justification: portal to application}"
BUCKET = "\n      - {name: more, key: data, purpose: something more}"
ADDITIONS = {
    "a segment without flows": after(
        "- {name: data, purpose: data, slot: 2}", "\n      - {name: extra, purpose: data, slot: 3}"
    ),
    "a bucket": after("- {name: exports, key: data, purpose: prepared extracts for project spaces}", BUCKET),
    "a seat": lambda text: text.replace("seats: 3", "seats: 4", 1),
    "a zone": lambda text: text.replace("zones: 2", "zones: 3", 1),
    "a key": after("- {name: backup, rotation_days: 365}", "\n      - {name: more, rotation_days: 365}"),
    "a space": lambda text: text + SPACE,
}
SPACE = """
  - name: added
    title: One more space
    classification: internal
    retention_days: 365
    state: open
    starts: 2026-06-01
    ends: 2027-05-31
    slot: 9
    segments:
      - {name: work, purpose: workstations, slot: 0}
    keys:
      - {name: data, rotation_days: 365}
    groups:
      - {name: reviewers, title: Reviewers of the airlock}
    airlock: {reviewers: reviewers, keep_days: 30, key: data}
"""


@pytest.mark.parametrize("what", ADDITIONS)
def test_an_addition_changes_no_other_resource(plans: Plans, changed: Changed, what: str) -> None:
    now = changed(ADDITIONS[what])
    assert len(now.cloud) > len(plans.cloud) or what == "a segment without flows"
    assert moved(plans, now) == []


def test_a_flow_changes_only_its_own_area(plans: Plans, changed: Changed) -> None:
    flow = "\n      - {id: PRD-013, from: portal, to: data, ports: [5432], justification: one more}"
    now = changed(after(PORTAL_FLOW, flow))
    layers = {urn.split("::")[0].rpartition(":")[2] for urn in moved(plans, now)}
    assert layers == {"scaleway-prod"}


def test_an_existing_project_is_adopted_and_not_made(plans: Plans, changed: Changed) -> None:
    choice = "\n  projects: {prod: 11111111-1111-4111-8111-111111111111}"
    now = changed(lambda text: text, after("management_project: 00000000-0000-4000-8000-000000000002", choice))
    names = {item.name for item in now.of("account/project:Project")}
    assert "prod" not in names and "hub" in names
