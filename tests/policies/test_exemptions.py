"""Exemptions: what may be accepted, by whom, for how long; and that a failure under one never leaves a report."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from facts.errors import BadInput
from plan.model import PlannedResource
from policies import checking, exemptions
from policies.checking import Ask
from policies.context import Wanted
from policies.exemptions import Exemption, apply, load
from policies.model import Result
from policies.terms import months_after
from tests.policies.established import ON
from tests.policies.records import layer_of
from tests.policies.test_fingerprint import FINDING

SAID: dict[str, Any] = {
    "id": "EX-001",
    "rule": "NET-001",
    "stack": "scaleway",
    "target": "urn:a",
    "reason": "the range of the new site is announced for March",
    "author": "network team",
    "approver": "security officer",
    "ticket": "SEC-12",
    "from": date(2026, 6, 1),
    "until": date(2026, 11, 28),
}


def made(**changes: Any) -> Exemption:
    return Exemption.model_validate({**SAID, **changes})


def register(folder: Path, *entries: dict[str, Any]) -> Path:
    file = folder / "exemptions.yaml"
    # days as texts: the same day twice would become an alias
    plain = json.loads(json.dumps(entries, default=str))
    text = yaml.safe_dump({"schema": "bastide/exemptions/1", "exemptions": plain}, sort_keys=False)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_sound_register_is_read(tmp_path: Path) -> None:
    (found,) = load(register(tmp_path, SAID))
    assert (found.since, found.until) == (SAID["from"], SAID["until"])
    assert found.note.approver == "security officer"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"target": "Environment/Bastion:*"}, "wildcard"),
        ({"target": "urn:pulumi:scaleway-hub::bastide::?::a"}, "wildcard"),
        ({"target": "Environment/[A-Z]:x"}, "wildcard"),
        ({"target": ""}, "target"),
        ({"approver": "network team"}, "author and approver"),
        ({"approver": " Network Team "}, "author and approver"),
        ({"approver": "network  team"}, "author and approver"),
        ({"approver": "Network-Team."}, "author and approver"),
        ({"approver": "network\u00a0team"}, "author and approver"),
        ({"approver": "net\u200bwork team"}, "author and approver"),
        ({"approver": "\uff4eetwork te\u0301am"}, "author and approver"),
        ({"approver": "netw\u043erk team"}, "Latin"),
        ({"approver": "--- ---"}, "Latin"),
        ({"rule": "NET-999"}, "no rule `NET-999`"),
        ({"rule": "net-001"}, "no rule `net-001`"),
        ({"reason": "because"}, "reason"),
        ({"reason": " " * 40}, "reason"),
        ({"ticket": None}, "ticket"),
        ({"until": date(2026, 5, 31)}, "before the beginning"),
        ({"until": "soon"}, "until"),
        ({"until": 1795824000}, "a day such as"),
        ({"until": "1795824000"}, "a day such as"),
        ({"until": "2026-11-28T00:00:00+14:00"}, "a day such as"),
        ({"from": "2026-06-01T00:00:00"}, "a day such as"),
        ({"forever": True}, "forever"),
    ],
)
def test_an_entry_that_is_not_sound_is_refused_with_its_line(change: dict[str, Any], word: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        load(register(tmp_path, SAID | {"id": "EX-000"}, {**SAID, **change}))
    assert word in str(refused.value)
    assert refused.value.place is not None and refused.value.place.line


@pytest.mark.parametrize("missing", [key for key in SAID if key != "id"])
def test_every_field_is_needed(missing: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=missing):
        load(register(tmp_path, {key: value for key, value in SAID.items() if key != missing}))


def test_an_id_stands_for_one_entry(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="twice"):
        load(register(tmp_path, SAID, {**SAID, "target": "urn:b"}))


def test_a_file_cut_in_half_is_refused(tmp_path: Path) -> None:
    file = register(tmp_path, SAID)
    file.write_text(file.read_text(encoding="utf-8")[:-120] + "\n  [", encoding="utf-8")
    with pytest.raises(BadInput):
        load(file)


@pytest.mark.parametrize(
    ("rule", "until", "sound"),
    [
        ("NET-001", date(2027, 6, 1), True),
        ("NET-001", date(2027, 6, 2), False),
        ("SOV-CTL-001", date(2027, 12, 1), True),
        ("SOV-CTL-001", date(2027, 12, 2), False),
        ("SOV-CTL-002", date(2027, 12, 1), True),
        ("SOV-CTL-003", date(2027, 12, 2), False),
        ("SOV-CTL-005", date(2027, 12, 1), False),
    ],
)
def test_12_months_at_most_and_18_where_the_law_says_so(rule: str, until: date, sound: bool) -> None:
    if sound:
        assert made(rule=rule, until=until).until == until
    else:
        with pytest.raises(ValidationError, match="months at most"):
            made(rule=rule, until=until)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
        (date(2025, 8, 31), 18, date(2027, 2, 28)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_a_shorter_one(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_more_months_are_never_earlier(day: date, fewer: int, more: int) -> None:
    first, second = months_after(day, min(fewer, more)), months_after(day, max(fewer, more))
    assert day <= first <= second
    assert (second.year - day.year) * 12 + second.month - day.month == max(fewer, more)


@pytest.mark.parametrize(
    ("on", "in_force"),
    [
        (date(2026, 5, 31), False),
        (date(2026, 6, 1), True),
        (date(2026, 11, 28), True),
        (date(2026, 11, 29), False),
    ],
)
def test_first_and_last_day_are_in_force(on: date, in_force: bool) -> None:
    done = apply([FINDING], [made()], on)
    (found,) = done.findings
    assert (found.exemption is not None) is in_force
    assert found.stops is not in_force
    assert [item.id for item in done.expired] == ([] if in_force else ["EX-001"])
    assert [item.id for item in done.used] == ["EX-001"] and not done.stale


def test_an_exempted_failure_stays_with_all_it_was() -> None:
    (found,) = apply([FINDING], [made()], ON).findings
    assert replace(found, exemption=None) == FINDING
    assert found.exemption is not None
    assert (found.exemption.ticket, found.exemption.until) == ("SEC-12", date(2026, 11, 28))


@pytest.mark.parametrize(
    "change",
    [
        {"rule": "NET-002"},
        {"stack": "outscale"},
        {"target": "urn:a2"},
        {"target": "urn:"},
        {"target": "Environment/Firewall"},
        {"target": "Environment:a"},
    ],
)
def test_only_the_exact_target_is_covered(change: dict[str, str]) -> None:
    done = apply([FINDING], [made(**change)], ON)
    assert done.findings == [FINDING]
    assert [item.id for item in done.stale] == ["EX-001"]


def test_a_role_path_with_the_name_of_what_fails_covers_it() -> None:
    (found,) = apply([FINDING], [made(target="Environment/Firewall:a")], ON).findings
    assert found.exemption is not None


def test_a_name_that_stands_for_two_resources_covers_neither() -> None:
    twin = replace(FINDING, urn="urn:twin", type="scaleway:network/gateway:Gateway")
    item = made(target="Environment/Firewall:a")
    done = apply([FINDING, twin], [item], ON)
    assert done.findings == [FINDING, twin]
    assert done.stale == done.several == [item]
    by_urn = apply([FINDING, twin], [made(target=FINDING.urn)], ON)
    assert [found.exemption is not None for found in by_urn.findings] == [True, False]


def test_that_a_name_stands_for_several_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    item = made(stack="test", target=":twin", rule="PLN-001")
    monkeypatch.setattr(exemptions, "register", lambda: (item,))
    tokens = ("unheard:of:One", "unheard:of:Other")
    twins = [PlannedResource(f"urn:pulumi:t::p::{token}::twin", token, "twin", custom=True) for token in tokens]
    found = checking.check([layer_of(*twins)], Ask(ON), Wanted())
    assert [one.exemption for one in found.findings if one.rule == "PLN-001"] == [None, None]
    (said,) = (one.info.en for one in found.findings if one.rule == "PLN-005" and one.info)
    assert "more than one resource" in said


def test_a_name_is_told_apart_by_estate_rule_and_result_and_covers_all_that_is_wrong_with_one_resource() -> None:
    twin = replace(FINDING, urn="urn:twin")
    others = [replace(twin, stack="x"), replace(twin, rule="NET-002"), replace(twin, result=Result.UNKNOWN)]
    done = apply([FINDING, FINDING, *others], [made(target="Environment/Firewall:a")], ON)
    assert [found.exemption is not None for found in done.findings] == [True, True, False, False, False]
    assert not done.stale


@pytest.mark.parametrize("result", [Result.PASS, Result.UNKNOWN])
def test_only_failures_are_covered(result: Result) -> None:
    done = apply([replace(FINDING, result=result)], [made()], ON)
    assert done.findings[0].exemption is None and len(done.stale) == 1


def test_a_renewed_exemption_covers_where_the_old_one_has_ended() -> None:
    old, new = made(id="EX-000", until=date(2026, 11, 1)), made(id="EX-002")
    done = apply([FINDING], [old, new], ON)
    assert done.findings[0].exemption is not None and done.findings[0].exemption.id == "EX-002"
    assert [item.id for item in done.expired] == ["EX-000"]


def test_one_exemption_of_several_that_share_an_id_does_not_hide_that_another_is_stale() -> None:
    used, stale = made(), made(target="urn:elsewhere")
    assert apply([FINDING], [used, stale], ON).stale == [stale]


def test_the_register_of_this_repository_is_sound() -> None:
    load()


def checked(monkeypatch: pytest.MonkeyPatch, *items: Exemption, on: date = ON, strict: bool = False) -> Any:
    monkeypatch.setattr(exemptions, "register", lambda: items)
    return checking.check([layer_of()], Ask(on, strict=strict), Wanted())


@pytest.mark.parametrize(("strict", "result"), [(False, Result.UNKNOWN), (True, Result.FAIL)])
def test_a_stale_exemption_is_reported_and_fails_in_strict_mode(
    strict: bool, result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = checked(monkeypatch, made(stack="test"), strict=strict)
    assert [item.id for item in found.stale] == ["EX-001"]
    (said,) = (item for item in found.findings if item.rule == "PLN-005")
    assert (said.result, said.name, said.stops) == (result, "EX-001", strict)


def test_one_that_expired_yesterday_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    found = checked(monkeypatch, made(stack="test"), on=date(2026, 11, 29))
    said = [item for item in found.findings if item.rule == "PLN-005" and item.result is Result.FAIL]
    assert [item.info.en for item in said if item.info] == ["the exemption EX-001 from NET-001 ended on 2026-11-28"]
    assert said[0].stops


def test_those_of_another_estate_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    found = checked(monkeypatch, made(stack="outscale"), on=date(2027, 1, 1))
    assert not found.stale and not [item for item in found.findings if item.rule == "PLN-005"]
