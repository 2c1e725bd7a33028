"""Nothing overlaps, is cut, or points at nothing, whatever is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from bastide.tender.candidate import Candidate
from bastide.tender.drawing.geometry import Line
from bastide.tender.drawing.layout import Layout
from bastide.tender.drawing.nets import nets
from bastide.tender.drawing.placing import layout
from bastide.tender.drawing.reading import scene
from bastide.tender.drawing.scene import Scene
from bastide.tender.drawing.words import saying
from policies.model import Lang
from tests.bastide.tender.drawing.scenes import scenes
from tests.bastide.tender.drawing.sheets import faults

pytestmark = pytest.mark.xdist_group("tender")
ESTATES = ("azure-legacy", "cloudtemple", "numspot", "outscale", "ovhcloud", "scaleway")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenes())
def test_any_scene_is_laid_out_without_fault(seen: Scene) -> None:
    for lang in Lang:
        made = layout(seen, seen.estate, saying(lang))
        assert faults(made) == []
        _draws_all(seen, made)


def _draws_all(seen: Scene, made: Layout) -> None:
    boxes = [box.id for box in made.boxes]
    expected = [segment.id for segment in seen.segments]
    expected += [f"#{area.name}" for area in seen.areas] + [str(item.end) for item in seen.outside]
    assert sorted(item for item in boxes if item) == sorted(expected)
    drawn: dict[str, set[str]] = {}
    for route in made.routes:
        drawn.setdefault(route.key, set()).update(end for end, _, _ in route.touches)
    assert drawn == {net.key: set(net.rows) for net in nets(seen)}


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("estate", ESTATES)
def test_estates_are_laid_out_without_fault(candidate_of: Callable[..., Candidate], estate: str, lang: Lang) -> None:
    candidate = candidate_of(estate)
    seen = scene(candidate.view, estate, candidate.cloud)
    made = layout(seen, estate, saying(lang))
    assert faults(made) == []
    assert made.height < 1200


def test_faults_are_seen(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of("scaleway")
    good = layout(scene(candidate.view, "scaleway", "scaleway"), "scaleway", saying(Lang.EN))
    hub = next(box for box in good.boxes if box.id == "hub.bastion")
    through = Line(hub.rect.x - 5, hub.rect.y + 20, hub.rect.right + 5, hub.rect.y + 20)
    route = replace(good.routes[0], lines=(*good.routes[0].lines, through))
    assert any("runs through segment hub.bastion" in fault for fault in faults(replace(good, routes=(route,))))
    assert any("lies on" in fault for fault in faults(replace(good, routes=(good.routes[0], *good.routes))))
    moved = replace(hub, rect=replace(hub.rect, y=hub.rect.y + 40))
    shifted = tuple(moved if box is hub else box for box in good.boxes)
    found = faults(replace(good, boxes=shifted))
    assert any("overlaps" in fault for fault in found)
    assert any("leaves segment hub.bastion" in fault for fault in found)
    assert any("does not end at the border of hub.bastion" in fault for fault in found)
