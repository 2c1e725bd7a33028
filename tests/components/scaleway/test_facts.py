"""The capability table and the kit say the same."""

from __future__ import annotations

from components.contract.capability import CATALOGUE
from components.scaleway import KIT
from facts import load
from tests.components.scaleway.conftest import Plans

CONTAINERS = {"environment", "project-space", "airlock"}


def test_the_table_has_exactly_the_catalogue() -> None:
    assert set(load.capabilities("scaleway")) == set(CATALOGUE)


def test_a_builder_stands_for_each_role_that_is_built_and_for_no_other() -> None:
    table = load.capabilities("scaleway")
    built = {name for name, row in table.items() if row.level.built and "." not in name}
    assert set(KIT.builders) == built - CONTAINERS


def test_every_gap_says_who_must_close_it_or_what_stands_in(plans: Plans) -> None:
    gaps = {(gap.capability, gap.level) for plan in plans.layers for gap in plan.gaps}
    assert ("audit-sink.control-plane", "api") in gaps
    assert ("portal.waf", "absent") in gaps
    assert ("backup", "absent") in gaps
    assert all(gap.reason for plan in plans.layers for gap in plan.gaps)
