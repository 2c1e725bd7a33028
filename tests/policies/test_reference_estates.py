"""What the rules say of the six estates, on the day on which their failures were reviewed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest

from bastide.check import check_stacks
from policies.checking import Ask, Checked
from policies.model import Finding, Level, Result, Tier
from policies.profiles import profiles
from policies.rules import rules
from policies.shortfalls import shortfalls
from stacks.catalogue import cutovers
from tests.conftest import REPOSITORY
from tests.estates import CANDIDATES, ESTATES
from tools.shortfalls import ON, REVIEW

pytestmark = pytest.mark.xdist_group("reference-estates")

# asked of stacks that the repository does not have (yet), or of plans that take something away
ELSEWHERE = {"CUT-001", "ENV-004"}


@pytest.fixture(scope="module")
def checked() -> Mapping[str, Checked]:
    return {item.stack: item for item in check_stacks((), REPOSITORY / "stacks", Ask(ON))}


def failures(found: Checked, *rule_ids: str) -> list[Finding]:
    return [item for item in found.findings if item.rule in rule_ids and item.result is Result.FAIL]


def test_all_estates_are_judged(checked: Mapping[str, Checked]) -> None:
    assert set(checked) == set(ESTATES)
    assert set(shortfalls()) == {*ESTATES, *cutovers()}


@pytest.mark.parametrize("estate", ESTATES)
def test_failures_are_those_of_the_reviewed_list(checked: Mapping[str, Checked], estate: str) -> None:
    found = checked[estate]
    assert found.new is not None
    shown = [f"{item.rule} at `{item.role}`: {item.found}, listed {item.listed}" for item in (*found.new, *found.gone)]
    assert not shown, "\n".join([*shown, "renew the list with: make shortfalls (then say why, in each note)"])


def test_every_shortfall_is_reviewed() -> None:
    open_ones = [
        (estate, item.rule, item.role)
        for estate, items in shortfalls().items()
        for item in items
        if item.note.startswith(REVIEW[:7])
    ]
    assert open_ones == []


def test_no_rule_looks_at_nothing(checked: Mapping[str, Checked]) -> None:
    looked = Counter[str]()
    for found in checked.values():
        looked.update({rule: count.looked for rule, count in found.counts.items()})
    enforced = {rule.id for rule in rules().values() if rule.tier in (Tier.ENFORCED, Tier.REGISTRY)}
    assert {rule for rule in enforced if not looked[rule]} == ELSEWHERE - {"ENV-004"}


def test_no_rule_crashes_and_nothing_is_unknown_to_the_tables(checked: Mapping[str, Checked]) -> None:
    for found in checked.values():
        assert not [item for item in found.findings if item.info and "itself failed" in item.info.en]
        assert not failures(found, "PLN-001", "PLN-002", "PLN-003", "PLN-005")


def test_the_legacy_is_well_built_and_under_foreign_control(checked: Mapping[str, Checked]) -> None:
    legacy = checked["azure-legacy"]
    # location, encryption, logging; what is left of the last is named in the list
    assert not failures(legacy, "SOV-LOC-001", "SOV-LOC-003", "CRY-001", "CRY-002", "CRY-005", "CRY-006", "LOG-002")
    assert {item.role for item in failures(legacy, "LOG-001")} == {"Bucket", "Environment/AuditSink"}
    assert {item.role.rpartition("/")[2] for item in failures(legacy, "CRY-003")} == {"Secret"}
    control, qualified = failures(legacy, "SOV-CTL-001"), failures(legacy, "SOV-CTL-002")
    assert len(control) == 9
    assert len(qualified) > 50
    assert all("outside the Union" in (item.info.en if item.info else "") for item in control)
    assert {item.level for item in (*control, *qualified)} == {Level.ADVISORY}
    # its derogation is not known: that alone stops
    assert {item.rule for item in legacy.stopping} == {"SOV-CTL-003"}


@pytest.mark.parametrize("estate", CANDIDATES)
def test_no_candidate_passes_everything_today(checked: Mapping[str, Checked], estate: str) -> None:
    found = checked[estate]
    assert failures(found, "SOV-CTL-001", "SOV-CTL-002")
    assert set(found.profiles.values()) == {"target", "non-production"}


def test_on_a_day_to_come_other_things_fail() -> None:
    """Qualifications and authorisations end, and facts grow too old to be believed."""
    later = Ask(date(2028, 2, 15))
    (outscale,) = check_stacks(["outscale"], REPOSITORY / "stacks", later)
    (legacy,) = check_stacks(["azure-legacy"], REPOSITORY / "stacks", later)
    assert {item.type for item in failures(outscale, "SOV-CTL-002")} >= {"outscale:index/vm:Vm"}
    assert failures(legacy, "ENV-005")
    assert any("past its lifetime" in (item.info.en if item.info else "") for item in failures(outscale, "SOV-CTL-001"))


def test_profiles_ask_what_the_estates_need() -> None:
    assert set(profiles()) == {"cutover", "legacy", "non-production", "target"}
