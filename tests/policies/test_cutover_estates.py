"""What the rules say of the five moves, on the day on which their failures were reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from bastide.check import check_stacks
from policies.checking import Ask, Checked
from policies.model import Result
from stacks.catalogue import cutovers
from tests.conftest import REPOSITORY
from tools.shortfalls import ON

pytestmark = pytest.mark.xdist_group("cutover-estates")


def judged(on: date) -> Mapping[str, Checked]:
    return {item.stack: item for item in check_stacks(cutovers(), REPOSITORY / "stacks", Ask(on))}


@pytest.fixture(scope="module")
def checked() -> Mapping[str, Checked]:
    return judged(ON)


@pytest.mark.parametrize("estate", cutovers())
def test_failures_are_those_of_the_reviewed_list(checked: Mapping[str, Checked], estate: str) -> None:
    found = checked[estate]
    assert set(found.profiles.values()) == {"cutover"}
    assert found.new is not None
    shown = [f"{item.rule} at `{item.role}`: {item.found}, listed {item.listed}" for item in (*found.new, *found.gone)]
    assert not shown, "\n".join([*shown, "renew the list with: make shortfalls (then say why, in each note)"])


@pytest.mark.parametrize("estate", cutovers())
def test_two_clouds_are_allowed_and_everything_has_an_end(checked: Mapping[str, Checked], estate: str) -> None:
    fails = {item.rule for item in checked[estate].findings if item.result is Result.FAIL}
    assert not fails & {"CUT-001", "PLN-001", "PLN-002", "PLN-003", "PLN-004", "PLN-005", "NET-001", "ADM-001"}
    assert checked[estate].counts["CUT-001"].looked >= 40


def test_after_the_last_day_everything_is_a_failure() -> None:
    (found,) = check_stacks(("cutover-scaleway",), REPOSITORY / "stacks", Ask(date(2027, 7, 1)))
    late = [item for item in found.findings if item.rule == "CUT-001" and item.result is Result.FAIL]
    assert len(late) == found.counts["CUT-001"].looked
