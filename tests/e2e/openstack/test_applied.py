"""A change is applied at the cloud, and the cloud's own API says afterwards what the changed intent says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from plan.engine.estate import previews
from plan.model import Operation
from tests.e2e.openstack.branch import estate_of
from tests.e2e.openstack.edits import ANEW, IN_PLACE, edited
from tests.e2e.openstack.planned import Change, planned
from tests.e2e.openstack.standing import Standing
from tests.e2e.openstack.states import said
from tests.plan.engine.lives import operations

pytestmark = [pytest.mark.openstack, pytest.mark.xdist_group("openstack")]

LAYER = "space-cardio"
INSTANCE = "openstack:compute/instance:Instance"


def applied(stood: Standing, changes: Sequence[Callable[[Any], None]], what: str, folder: Path) -> Mapping[str, Change]:
    """What was planned of these changes, once they stand at the cloud."""

    def all_of_them(intent: object) -> None:
        for change in changes:
            change(intent)

    with stood.changed(edited("hdh.yaml", all_of_them)) as (host, target):
        before = planned(previews(stood.run, host, target, [LAYER]))
        done = stood.timed(what, lambda: stood.run.up(host, target.stack(LAYER)))
        assert done.code == 0, said(done)
        assert operations(previews(stood.run, host, target, [LAYER])) == {Operation.SAME}
        stood.is_as_intended(estate_of(stood.folder / "changed" / "checkout", folder))
    return before


def test_what_is_changed_in_place_is_so_at_the_cloud(stood: Standing, tmp_path: Path) -> None:
    changed = applied(stood, IN_PLACE, "up of a change in place", tmp_path).values()
    assert {item.operation for item in changed} == {Operation.UPDATE.value}
    assert INSTANCE in {item.kind for item in changed}
    for item in changed:
        stood.record.note("updated", item.kind, item.changed)


def test_what_is_made_anew_is_so_at_the_cloud(stood: Standing, tmp_path: Path) -> None:
    changed = applied(stood, (*IN_PLACE, *ANEW), "up of a change that makes hosts anew", tmp_path).values()
    assert {item.operation for item in changed} == {Operation.CREATE.value, Operation.REPLACE.value}
    assert INSTANCE in {item.kind for item in changed}
