"""The end of the environment: what is left at the cloud is what is kept on purpose, and nothing else."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import pytest

from tests.e2e.openstack.record import kinds_of
from tests.e2e.openstack.standing import Standing
from tests.e2e.openstack.states import lift

pytestmark = [pytest.mark.openstack, pytest.mark.xdist_group("openstack")]

_PATIENCE: Final = 30.0


def protected(state: Any) -> set[str]:
    return {item["urn"] for item in state["resources"] if item.get("protect")}


def kept(state: Any) -> dict[str, str]:
    """Id -> name of what stays at the cloud when its stack goes, of what is OpenStack's."""
    return {
        item["id"]: item["urn"].rpartition("::")[2]
        for item in state["resources"]
        if item.get("retainOnDelete") and item["type"].startswith("openstack:")
    }


def test_destroying_what_is_protected_is_refused_and_deletes_nothing_of_it(stood: Standing) -> None:
    stack = stood.target.stack("space-vaccin")
    before = stood.state("space-vaccin")
    assert protected(before)
    done = stood.run.destroy(stack, preview=True)
    assert done.code != 0
    assert stood.state("space-vaccin") == before


def test_what_is_left_at_the_cloud_is_what_is_kept_on_purpose(stood: Standing) -> None:
    wanted: dict[str, str] = {}
    for layer in reversed(stood.target.layers):
        state, stack = stood.state(layer), stood.target.stack(layer)
        wanted |= kept(state)
        stood.run.files.write_state(stack, lift(state))
        done = stood.timed(f"destroy of {layer}", partial(stood.run.destroy, stack))
        assert done.code == 0, done.stderr
        stays = [item["type"] for item in state["resources"] if item.get("retainOnDelete")]
        stood.record.count("kept", stays)
        stood.record.count("destroyed", (Counter(kinds_of(state)) - Counter(stays)).elements())
    assert wanted
    assert left_in_the_end(stood, wanted) == wanted


def left_in_the_end(stood: Standing, wanted: Mapping[str, str]) -> Mapping[str, str]:
    """The provider takes a host for gone when Nova says so, seconds before Nova has taken it off its list."""
    end = time.monotonic() + _PATIENCE
    while (found := left(stood)) != wanted and time.monotonic() < end:
        time.sleep(2)
    return found


def left(stood: Standing) -> dict[str, str]:
    """Id -> name (without the platform's prefix) of all that the projects still have."""
    found = stood.read()
    projects = set(found.projects.values())
    things: tuple[Any, ...] = (
        *found.networks,
        *found.subnets,
        *found.ports,
        *found.routers,
        *found.groups,
        *found.servers,
        *found.volumes,
        *found.balancers,
        *found.secrets,
    )
    keys = {volume.key for volume in found.volumes}
    named = {one.id: one.name.removeprefix("hdh-") for one in things if one.project in projects and one.id not in keys}
    others: tuple[Any, ...] = (*found.floating_ips, *found.shares)
    nameless = {one.id: "" for one in others if one.project in projects}
    return {identity: name for identity, name in {**named, **nameless}.items() if name != "default"}
