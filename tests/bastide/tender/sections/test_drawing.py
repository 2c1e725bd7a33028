"""The section of the drawings: its model, and its page in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bastide.tender.candidate import Candidate
from bastide.tender.sections import drawing
from policies.model import Lang
from tests.bastide.tender.sections.pages import html, ids, shown

pytestmark = pytest.mark.xdist_group("tender")
Make = Callable[..., Candidate]


def test_ids_are_the_same_in_both_languages(candidate_of: Make) -> None:
    english, french = (drawing.of(candidate_of("ovhcloud", lang)) for lang in Lang)
    assert english.svg != french.svg
    assert [(item.source, item.target, item.ports, item.flows) for item in english.connections] == [
        (item.source, item.target, item.ports, item.flows) for item in french.connections
    ]
    assert {item.named_source for item in french.connections} >= {"Tout public", "Administrateurs", "hub.bastion"}


def test_numbers_are_those_of_the_plan(candidate_of: Make) -> None:
    candidate = candidate_of("outscale")
    made = drawing.of(candidate)
    assert made.segments == len(candidate.view.of("role.Segment"))
    assert made.hosts == len(candidate.view.of("compute.vm"))
    assert made.addresses == len(candidate.view.of("net.public_ip"))
    assert made.zones == ("cloudgouv-eu-west-1a", "cloudgouv-eu-west-1b")
    assert made.omitted == ()


@pytest.mark.parametrize("lang", Lang)
def test_the_page_lists_every_connection(candidate_of: Make, lang: Lang) -> None:
    models = {estate: drawing.of(candidate_of(estate, lang)) for estate in ("cloudtemple", "scaleway")}
    page = html("drawing", drawing.WORDS, models, lang)
    found = ids(page)
    assert len(found) == len(set(found))
    assert page.count("<svg ") == 2
    assert page.count("-connection-") == sum(len(item.connections) for item in models.values())
    text = shown(page)
    assert "HUB-002, PRD-006" in text
    assert ("not built by code (absent)" if lang is Lang.EN else "non construit par du code (absent)") in text
    # five candidates of this size are a tenth of what the whole page may weigh
    assert len(page.encode()) < 2 * 65_000


def test_rules_that_nothing_answers_have_a_table(candidate_of: Make) -> None:
    made = drawing.of(candidate_of("scaleway"))
    loose = drawing.Unanswered(segment="prod.data", direction="in", flow="X-001", ports=("22",), peers=("10.9.0.0/16",))
    page = html("drawing", drawing.WORDS, {"scaleway": made.model_copy(update={"one_sided": (loose,)})}, Lang.FR)
    assert "prod.data X-001 entrant 22 10.9.0.0/16" in shown(page)
    assert "drawing-one-sided-scaleway" in ids(page)
    assert "drawing-one-sided-scaleway" not in ids(html("drawing", drawing.WORDS, {"scaleway": made}, Lang.FR))
