"""Ways in that are opened, and what ends soon."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bastide.review.comment.endings import DAYS, endings
from bastide.review.comment.exposures import exposures
from bastide.review.comment.model import Ending, Ends
from plan.model import Operation
from plan.values import UNKNOWN
from policies.checking import Ask, check
from tests.bastide.comment.made import FACT, RULE, SOON, found, opened, plan, resource
from tests.bastide.findings import ON, finding


def openings(*rules: object, findings: list[object] | None = None) -> list[tuple[str, str, str]]:
    plans = [plan([replace(opened(), inputs={"inboundRules": list(rules)})], "hub")]
    said = check(plans, Ask(ON)).findings if findings is None else findings
    return [(one.rule, one.ports, one.sources) for one in exposures(plans, found(said).found)]


def test_one_opening_that_several_rules_refuse_is_one() -> None:
    assert openings(RULE) == [("NET-001", "22", "0.0.0.0/0")]


def test_each_opening_is_named() -> None:
    other = {**RULE, "port": 8443, "ipRange": "203.0.113.0/24"}
    assert set(openings(RULE, other)) == {("NET-001", "22", "0.0.0.0/0"), ("NET-002", "8443", "203.0.113.0/24")}


@pytest.mark.parametrize(
    ("rule", "ports", "sources"),
    [
        ({**RULE, "portRange": "1000-2000", "port": None}, "1000-2000", "0.0.0.0/0"),
        ({**RULE, "protocol": "UDP", "port": 53}, "53/udp", "0.0.0.0/0"),
        ({"action": "accept", "protocol": "ANY"}, "0-65535", "0.0.0.0/0, ::/0"),
    ],
)
def test_ports_and_sources_as_the_plan_has_them(rule: dict[str, object], ports: str, sources: str) -> None:
    assert {(found_ports, found_sources) for _, found_ports, found_sources in openings(rule)} == {(ports, sources)}


def test_what_is_known_only_after_apply_is_no_opening() -> None:
    assert openings({**RULE, "ipRange": UNKNOWN}) == []


def test_what_the_base_had_or_an_exemption_covers_is_no_opening() -> None:
    urn = opened().urn
    one = found([finding(urn=urn)]).found[0]
    assert exposures([plan([opened()], "hub")], [replace(one, new=False)]) == ()
    assert exposures([], found([finding(urn=urn, exemption=SOON)]).found) == ()
    assert exposures([], found([finding(rule="CRY-001")]).found) == ()


def test_a_failure_without_a_rule_of_a_firewall_is_an_exposure_all_the_same() -> None:
    database = resource("database", "core", Operation.UPDATE)
    (one,) = exposures([plan([database])], found([finding(rule="NET-007", urn=database.urn, name="core")]).found)
    assert (one.name, one.rule, one.ports) == ("core", "NET-007", "")


def ends(until: date) -> tuple[Ending, ...]:
    return endings(found([finding(exemption=replace(SOON, until=until))]).found, [], {"scaleway"}, ON)


@pytest.mark.parametrize(("days", "shown"), [(-1, False), (0, True), (DAYS, True), (DAYS + 1, False)])
def test_an_exemption_is_shown_up_to_sixty_days_before_its_end(days: int, shown: bool) -> None:
    assert bool(ends(ON + timedelta(days=days))) is shown


def test_one_exemption_of_many_failures_is_one_line() -> None:
    items = [finding(name=f"n{number}", exemption=SOON) for number in range(7)]
    (one,) = endings(found(items).found, [], {"scaleway"}, ON)
    assert (one.kind, one.count, one.what) == (Ends.EXEMPTION, 7, "EX-2026-004")


def test_facts_of_these_clouds_and_of_none_in_particular() -> None:
    facts = [
        FACT,
        replace(FACT, path="secnumcloud.outscale[0]"),
        replace(FACT, file="facts/derogations.yaml", path="estates.azure-legacy.authorisation"),
        replace(FACT, file="facts/areas.yaml", path="areas.eu"),
    ]
    shown = endings([], facts, {"scaleway"}, ON)
    assert {item.what for item in shown} == {"secnumcloud.scaleway[0]", "areas.eu"}


def test_facts_that_grow_old_together_are_one_line_a_file_and_day() -> None:
    old = replace(
        FACT, until=None, checked=ON - timedelta(days=1), register="state_hosts", file="facts/x.yaml", path="x"
    )
    end = old.believed_until
    assert end is not None
    (one,) = endings([], [old, replace(old, line=99)], {"scaleway"}, end - timedelta(days=3))
    assert (one.kind, one.count, one.until, one.what) == (Ends.CHECK, 2, end, "facts/x.yaml")
