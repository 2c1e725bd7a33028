"""The whole OVHcloud environment on a real OpenStack: it comes up, stands still, and is what the intent says."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Final

import pytest

from plan.model import Operation
from tests.e2e.openstack.cloud.compare import CHECKS, differing_in
from tests.e2e.openstack.cloud.intended import intended
from tests.e2e.openstack.cloud.model import Found
from tests.e2e.openstack.cloud.sealing import sealed
from tests.e2e.openstack.record import staying
from tests.e2e.openstack.standing import Standing
from tests.plan.engine.lives import operations

pytestmark = [pytest.mark.openstack, pytest.mark.xdist_group("openstack")]

REAL: Final = {
    "network": "networking/router:Router",
    "segment": "networking/subnet:Subnet",
    "firewall": "networking/secGroup:SecGroup",
    "firewall rule": "networking/secGroupRule:SecGroupRule",
    "host": "compute/instance:Instance",
    "port": "networking/port:Port",
    "public address": "networking/floatingIp:FloatingIp",
    "volume": "blockstorage/volume:Volume",
    "secret": "keymanager/secretV1:SecretV1",
    "load balancer": "loadbalancer/loadBalancer:LoadBalancer",
}
"""What is real here: role -> the kind that stands for it."""
ROLES: Final = frozenset({"Network", "Segment", "Firewall", "Bastion", "Workstation", "Volume", "Secret", "Portal"})


@pytest.fixture(scope="module")
def found(stood: Standing) -> Found:
    """What the cloud says of itself after the first `up`."""
    return stood.read()


def test_every_role_that_openstack_has_is_real(stood: Standing) -> None:
    states = [item for layer in stood.target.layers for item in stood.state(layer)["resources"]]
    counted = Counter(
        item["type"].removeprefix("openstack:") for item in states if item["type"].startswith("openstack:")
    )
    assert {role: kind for role, kind in REAL.items() if not counted[kind]} == {}
    assert sum(counted.values()) > 250
    roles = {item["type"].rpartition(":")[2] for item in states if item["type"].startswith("bastide:")}
    assert roles >= ROLES


def test_a_second_up_changes_nothing(stood: Standing) -> None:
    assert operations(stood.timed("second preview", stood.preview)) == {Operation.SAME}
    for layer in stood.target.layers:
        stood.timed(f"second up of {layer}", partial(stood.up, layer))
    third = stood.preview()
    assert operations(third) == {Operation.SAME}
    stood.record.count("no change", staying(third))


def test_a_refresh_finds_no_drift(stood: Standing) -> None:
    for layer in stood.target.layers:
        done = stood.timed(f"refresh of {layer}", partial(stood.run.refresh, stood.target.stack(layer)))
        assert done.code == 0, done.stderr
        steps = {event["resOutputsEvent"]["metadata"]["op"] for event in done.events if "resOutputsEvent" in event}
        assert steps <= {"same", "refresh"}, layer
    found = stood.preview()
    assert operations(found) == {Operation.SAME}
    stood.record.count("refreshed", staying(found))


@pytest.mark.parametrize("check", CHECKS)
def test_the_cloud_itself_says_what_the_intent_says(stood: Standing, found: Found, check: str) -> None:
    assert differing_in(check, intended(stood.estate), found) == []


def test_spaces_are_sealed_from_each_other_and_from_the_internet(stood: Standing, found: Found) -> None:
    said = sealed(stood.estate, found)
    assert said.holes == []
    assert said.evaluated > 100
