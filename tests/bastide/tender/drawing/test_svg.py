"""The SVG: well formed, accessible, escaped, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

from bastide.tender.candidate import Candidate
from bastide.tender.drawing.described import description
from bastide.tender.drawing.placing import layout
from bastide.tender.drawing.reading import scene
from bastide.tender.drawing.scene import Area, Scene, Segment, Thing
from bastide.tender.drawing.svg import COLOURS, svg
from bastide.tender.drawing.words import saying
from policies.model import Lang
from tests.bastide.tender.drawing.scenes import scenes

pytestmark = pytest.mark.xdist_group("tender")
_SVG = "{http://www.w3.org/2000/svg}"


def _svg(seen: Scene, lang: Lang = Lang.EN) -> str:
    say = saying(lang)
    return svg(layout(seen, seen.estate, say), seen.estate, say("title", estate=seen.estate), description(seen, say))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenes())
def test_any_scene_gives_a_well_formed_document_without_anything_active(seen: Scene) -> None:
    document = _svg(seen)
    root = ElementTree.fromstring(document)
    allowed = {"svg", "title", "desc", "defs", "g", "path", "rect", "circle", "text", "use"}
    for element in root.iter():
        assert element.tag.removeprefix(_SVG) in allowed
        assert not any(name.startswith("on") or name == "style" for name in element.attrib)
        assert element.get("href", "#").startswith("#")
    assert document == _svg(seen)


def test_names_of_anybody_are_text() -> None:
    odd = '"><script>alert(1)</script>'
    segment = Segment(f"{odd}.{odd}", odd, odd, things=(Thing("Bastion"),))
    document = _svg(Scene(odd, (Area(odd, odd, "hub", segments=(segment,)),)))
    assert "<script" not in document
    assert re.fullmatch(
        r"drawing-[A-Za-z0-9_-]+", ElementTree.fromstring(document)[0].attrib["id"].removesuffix("-title")
    )


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("estate", ["cloudtemple", "scaleway"])
def test_it_is_accessible_and_small(candidate_of: Callable[..., Candidate], estate: str, lang: Lang) -> None:
    candidate = candidate_of(estate)
    seen = scene(candidate.view, estate, candidate.cloud)
    document = _svg(seen, lang)
    assert len(document.encode()) < 80_000
    root = ElementTree.fromstring(document)
    assert root.get("role") == "img"
    labels = root.attrib["aria-labelledby"].split()
    assert [child.get("id") for child in root[:2]] == labels
    assert estate in (root[0].text or "")
    for item in seen.connections:
        ends = [end if not end.startswith("@") else saying(lang)(end) for end in (item.source, item.target)]
        assert f"{ends[0]} → {ends[1]} {', '.join(item.ports)}" in (root[1].text or "")
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert all(name.startswith(f"drawing-{estate}-") for name in ids)
    uses = {element.attrib["href"] for element in root.iter(f"{_SVG}use")}
    assert uses <= {f"#{name}" for name in ids}


def test_what_is_not_built_is_dashed(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of("cloudtemple")
    seen = scene(candidate.view, "cloudtemple", "cloudtemple")
    made = layout(seen, "cloudtemple", saying(Lang.EN))
    missing = [thing for segment in seen.segments for thing in segment.things if thing.missing]
    areas = [area for area in seen.areas if any(thing.missing for thing in area.services)]
    legend = 1
    assert sum(len(box.frames) for box in made.boxes) == len(missing) + len(areas) + legend
    assert [route.key for route in made.routes if route.missing] == ["@users out missing"]
    assert _svg(seen).count('stroke-dasharray="4 3"') == len(missing) + len(areas) + legend + 1


@pytest.mark.parametrize("paper", ["#ffffff", "#f0f0f0", "#1b1b1f"])
def test_lines_stand_out_on_light_and_dark_paper(paper: str) -> None:
    for colour in COLOURS.values():
        light, dark = sorted((_luminance(colour), _luminance(paper)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3


def _luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
