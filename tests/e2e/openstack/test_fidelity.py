"""The offline providers beside the real one: the same change of the same estate, planned at both, is the same plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from plan.engine import children
from plan.engine.estate import Target, previews, ups
from plan.engine.session import session
from plan.model import Operation
from tests.e2e.openstack.branch import ESTATE, branch
from tests.e2e.openstack.edits import EDITS, all_offline, edited
from tests.e2e.openstack.planned import Change, alike, planned
from tests.e2e.openstack.standing import Standing
from tests.plan.engine.edits import all_of
from tests.plan.engine.lives import Edit

pytestmark = [pytest.mark.openstack, pytest.mark.xdist_group("openstack")]

LAYERS = ("hub", "space-cardio")
Planned = Mapping[str, Change]


@pytest.fixture(scope="module")
def offline(stood: Standing, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Edit], Planned]]:
    """Plans a change of the same environment, brought up at the offline providers."""
    folder = tmp_path_factory.mktemp("offline")
    root = branch(folder / "first", stood.tenancy, all_offline)
    with session(root, ESTATE) as (run, host):
        target = Target(ESTATE, host.cloud, host.layers)
        for layer in target.layers:
            run.add_stack(target.stack(layer))
        ups(run, host, target)

        def plan(edit: Edit) -> Planned:
            changed = branch(Path(tmp_path_factory.mktemp("edit")), stood.tenancy, all_of(all_offline, edit))
            with children.starting_host(run.files.folder, changed, ESTATE) as child:
                other = children.ready_host(child)
                return planned(previews(run, other, target, LAYERS))

        yield plan


@pytest.mark.parametrize("change", EDITS)
def test_a_change_is_planned_alike_at_the_real_provider_and_offline(
    stood: Standing, offline: Callable[[Edit], Planned], change: str
) -> None:
    edit = edited("hdh.yaml", EDITS[change])
    with stood.changed(edit) as (host, target):
        real = planned(previews(stood.run, host, target, LAYERS))
    assert real, "the change changes nothing"
    played = offline(edit)
    assert played.keys() == real.keys()
    assert {name: (played[name], item) for name, item in real.items() if not alike(played[name], item)} == {}
    for item in real.values():
        if item.operation == Operation.REPLACE.value:
            stood.record.note("replaced", item.kind, item.replacing)
