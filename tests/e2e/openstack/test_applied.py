"""A change is applied at the cloud in place, and the cloud's own API says afterwards what the changed intent says."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan.engine.estate import previews
from plan.model import Operation
from tests.e2e.openstack.branch import estate_of
from tests.e2e.openstack.edits import IN_PLACE, edited
from tests.e2e.openstack.planned import planned
from tests.e2e.openstack.standing import Standing
from tests.e2e.openstack.states import said
from tests.plan.engine.lives import operations

pytestmark = [pytest.mark.openstack, pytest.mark.xdist_group("openstack")]

LAYER = "space-cardio"


def test_what_is_changed_in_place_is_so_at_the_cloud(stood: Standing, tmp_path: Path) -> None:
    def all_of_them(intent: object) -> None:
        for change in IN_PLACE:
            change(intent)

    with stood.changed(edited("hdh.yaml", all_of_them)) as (host, target):
        before = planned(previews(stood.run, host, target, [LAYER]))
        updated = [item for item in before.values() if item.operation == Operation.UPDATE.value]
        assert updated
        done = stood.timed("up of the change", lambda: stood.run.up(host, target.stack(LAYER)))
        assert done.code == 0, said(done)
        assert operations(previews(stood.run, host, target, [LAYER])) == {Operation.SAME}
        estate = estate_of(stood.folder / "changed" / "checkout", tmp_path)
        stood.is_as_intended(estate)
    for item in updated:
        stood.record.note("updated", item.kind, item.changed)
