"""Changes of the intent against what stands at a real OpenStack, and drift that somebody made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from plan.engine.estate import previews, removals
from plan.model import Operation
from tests.e2e.openstack.edits import edited, one_more
from tests.e2e.openstack.standing import Standing
from tests.plan.engine.lives import changes

pytestmark = [pytest.mark.openstack, pytest.mark.xdist_group("openstack")]

GONE = "vaccin"


def without(intent: Any) -> None:
    intent["spaces"] = [one for one in intent["spaces"] if one["name"] != GONE]


def other_range(intent: Any) -> None:
    """Its data segment moves to another range; the file share's network and the hosts there depend on it."""
    space = next(one for one in intent["spaces"] if one["name"] == "cardio")
    next(one for one in space["segments"] if one["name"] == "work")["slot"] = 5


def test_a_space_more_only_creates(stood: Standing) -> None:
    with stood.changed(edited("hdh.yaml", one_more)) as (host, target):
        found = changes(previews(stood.run, host, target))
    assert {name: item.diff for name, item in found.items() if item.operation is not Operation.CREATE} == {}
    assert {name.partition("/")[0] for name in found} == {"bootstrap", "space-extra"}


def test_a_space_that_leaves_keeps_its_data_and_says_so(stood: Standing) -> None:
    with stood.changed(edited("hdh.yaml", without)) as (_, target):
        assert f"space-{GONE}" not in target.layers
    (plan,) = removals(stood.run, stood.target, [f"space-{GONE}"])
    assert plan.refused
    said = {message.urn.rpartition("::")[2]: message.text for message in plan.messages if message.severity == "error"}
    volumes = {item.name for item in plan.resources if item.type == "openstack:blockstorage/volume:Volume"}
    assert volumes
    assert volumes <= said.keys()
    assert all("protect" in said[name] for name in volumes)


def test_another_range_replaces_what_the_offline_plan_says(stood: Standing) -> None:
    with stood.changed(edited("hdh.yaml", other_range)) as (host, target):
        found = changes(previews(stood.run, host, target, ["space-cardio"]))
    replaced = {name.partition("/")[2] for name, item in found.items() if item.operation is Operation.REPLACE}
    assert "Subnet/cardio-work" in replaced
    assert not [name for name in replaced if name.startswith("Volume/")]


def _shut(stood: Standing) -> Callable[[], object]:
    """Somebody closes a host's port."""
    network: Any = stood.admin.network
    port = next(one for one in network.ports() if one.name == "hdh-onco-desk-1")
    network.update_port(port, admin_state_up=False)
    return lambda: network.update_port(port, admin_state_up=True)


def _renamed(stood: Standing) -> Callable[[], object]:
    """Somebody renames a volume."""
    volumes: Any = stood.admin.block_storage
    volume = next(one for one in volumes.volumes(all_projects=True) if one.name == "hdh-onco-desk-1-data")
    volumes.update_volume(volume, name="renamed")
    return lambda: volumes.update_volume(volume, name="hdh-onco-desk-1-data")


@pytest.mark.parametrize(
    ("drift", "named"), [(_shut, "Port/onco-desk-1"), (_renamed, "Volume/onco-desk-1-data")], ids=["port", "volume"]
)
def test_drift_made_by_hand_is_found_by_a_preview_with_refresh_and_named(
    stood: Standing, drift: Callable[[Standing], Callable[[], object]], named: str
) -> None:
    mend = drift(stood)
    try:
        looking = replace(stood.run, refreshing=True)
        found = changes(previews(looking, stood.host, stood.target, ["space-onco"]))
    finally:
        mend()
    assert {name for name, item in found.items() if item.operation is Operation.UPDATE} == {f"space-onco/{named}"}


def test_a_rule_that_somebody_deleted_is_made_again(stood: Standing) -> None:
    network: Any = stood.admin.network
    group = next(one for one in network.security_groups() if one.name == "hdh-onco-work")
    rule = next(iter(network.security_group_rules(security_group_id=group.id, direction="ingress")))
    network.delete_security_group_rule(rule)
    looking = replace(stood.run, refreshing=True)
    found = changes(previews(looking, stood.host, stood.target, ["space-onco"]))
    assert [item.operation for item in found.values()] == [Operation.CREATE]
    done = stood.run.refresh(stood.target.stack("space-onco"))
    assert done.code == 0
    stood.up("space-onco")
    assert len(list(network.security_group_rules(security_group_id=group.id, direction="ingress"))) > 0
