"""The estates: damages that take more than one resource are seen by the rule that is named for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from plan.model import LayerPlan, PlannedResource
from policies.context import Context
from policies.evaluate import verdicts
from policies.model import Result
from policies.profiles import profile_of
from policies.rules import rule
from policies.view import View
from tests.policies.kinds import estates

ON = date(2026, 11, 28)
Change = Callable[[PlannedResource], PlannedResource | None]


def failures(view: View, rule_id: str) -> set[tuple[str, str]]:
    """(URN, why) of every failure of a rule over an estate."""
    asked = rule(rule_id)
    found = set()
    for record in (item for item in view.records if not item.entry.of):
        if any(record.kind == kind or kind in ("*", "role.*") for kind in asked.kinds):
            context = Context(ON, profile_of(record.plan), view)
            for verdict in verdicts(asked, record, context):
                if verdict.result is Result.FAIL and verdict.info is not None:
                    found.add((record.urn, verdict.info.en))
    return found


def changed(view: View, change: Change) -> View:
    plans: list[LayerPlan] = []
    for plan in view.plans:
        resources = tuple(made for item in plan.resources if (made := change(item)) is not None)
        plans.append(replace(plan, resources=resources))
    return View(plans)


def without(token: str, name: str) -> Change:
    return lambda item: None if item.name == name and item.type.endswith(token) else item


def with_inputs(token: str, name: str, **inputs: Any) -> Change:
    def change(item: PlannedResource) -> PlannedResource:
        if item.name != name or not item.type.endswith(token):
            return item
        return replace(item, inputs={**item.inputs, **inputs})

    return change


def spec(token: str, name: str, **said: Any) -> Change:
    def change(item: PlannedResource) -> PlannedResource:
        if item.name != name or not item.type.endswith(token):
            return item
        old: Mapping[str, Any] = item.inputs["spec"]
        return replace(item, inputs={**item.inputs, "spec": {**old, **said}})

    return change


DAMAGES: list[tuple[str, str, Change]] = [
    ("azure-legacy", "LOG-001", without(":DiagnosticSetting", "prod-logs")),
    ("azure-legacy", "LOG-001", without(":DiagnosticSetting", "hub-audit-activity")),
    ("azure-legacy", "LOG-001", without(":DiagnosticSetting", "hub-bastion-logs")),
    ("azure-legacy", "LOG-001", without("network:FlowLog", "prod")),
    ("azure-legacy", "LOG-003", without(":DataExport", "hub-audit-export")),
    ("azure-legacy", "LOG-003", with_inputs(":DataExport", "hub-audit-export", enable=False)),
    ("azure-legacy", "LOG-006", without(":ActivityLogAlert", "hub-on-call-role-assigned")),
    ("azure-legacy", "LOG-006", with_inputs(":ActivityLogAlert", "hub-on-call-key-vault-deleted", enabled=False)),
    ("azure-legacy", "BCK-001", without(":BackupInstance", "prod-daily-index-volume")),
    ("azure-legacy", "BCK-001", without(":ProtectedItem", "cardio-daily-desk-1")),
    ("azure-legacy", "BCK-003", without(":DiagnosticSetting", "prod-daily-logs")),
    ("scaleway", "BCK-001", without(":BucketLockConfiguration", "prod-main-copy-lock")),
    ("scaleway", "LOG-002", without(":BucketLockConfiguration", "hub-audit-lock")),
    ("scaleway", "LOG-003", without(":BucketLockConfiguration", "hub-recordings-lock")),
    ("scaleway", "LOG-005", spec(":TimeSource", "hub-time", address="10.64.1.21")),
    ("scaleway", "LOG-005", spec(":Workstation", "cardio-desk-1", time_servers=["192.0.2.44"])),
    ("scaleway", "ENV-002", spec(":Environment", "nonprod", classification="snds")),
    ("scaleway", "ENV-003", spec(":ProjectSpace", "cardio", classification="internal")),
]


@pytest.mark.parametrize(
    ("estate", "rule_id", "change"), DAMAGES, ids=[f"{e} {r} {n}" for n, (e, r, _) in enumerate(DAMAGES)]
)
def test_a_damage_is_seen(estate: str, rule_id: str, change: Change) -> None:
    whole = estates.view(estate)
    damaged = changed(whole, change)
    before = sum(len(plan.resources) for plan in whole.plans)
    assert before - sum(len(plan.resources) for plan in damaged.plans) in (0, 1)
    new = failures(damaged, rule_id) - failures(whole, rule_id)
    assert new


@pytest.mark.parametrize("estate", ["azure-legacy", "scaleway"])
@pytest.mark.parametrize("rule_id", ["ENV-001", "ENV-002", "ENV-003", "LOG-002"])
def test_an_undamaged_estate_has_no_such_finding(estate: str, rule_id: str) -> None:
    assert not failures(estates.view(estate), rule_id)
