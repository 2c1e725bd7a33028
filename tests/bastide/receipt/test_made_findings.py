"""What of the rules' findings a receipt is made over, and what not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bastide.receipt.findings import of_layers, summary, surprises
from policies.checking import Checked
from policies.model import Finding, Level, Result, Severity, Text
from policies.shortfalls import Difference, shortfalls

ENTRY = next(item for item in shortfalls()["scaleway"] if item.role)


def finding(**other: object) -> Finding:
    found = Finding(
        stack="scaleway",
        layer="hub",
        rule=ENTRY.rule,
        result=Result.FAIL,
        severity=Severity.HIGH,
        level=Level.MANDATORY,
        urn="urn:a",
        role=ENTRY.role,
        name="a",
        kind="net.vpc",
        type="t",
        clauses=(),
        info=Text("it fails", "cela échoue"),
    )
    return replace(found, **other)  # type: ignore[arg-type]


def checked(*findings: Finding, new: list[Difference] | None = None) -> Checked:
    return Checked("scaleway", {}, findings, {}, new=new)


NEW = Difference(ENTRY.rule, ENTRY.role, ENTRY.count + 1, ENTRY.count)


def test_a_known_shortfall_is_recorded_with_its_cause_and_stops_nothing() -> None:
    found = checked(finding(), new=[])
    assert not surprises(found, ["hub"])
    (entry,) = summary(of_layers(found, ["hub"])).open
    assert (entry.rule, entry.urn, entry.cause) == (ENTRY.rule, "urn:a", ENTRY.cause.value)


def test_one_more_of_a_known_kind_is_a_surprise() -> None:
    assert surprises(checked(finding(), new=[NEW]), ["hub"])


def test_without_a_list_all_that_stops_is_a_surprise() -> None:
    assert surprises(checked(finding(), new=None), ["hub"])


@pytest.mark.parametrize(
    "other", [{"result": Result.UNKNOWN}, {"level": Level.ADVISORY}, {"level": Level.EVIDENCE}, {"layer": "prod"}]
)
def test_what_stops_nothing_here_is_none(other: dict[str, object]) -> None:
    assert not surprises(checked(finding(**other), new=[NEW]), ["hub"])


def test_what_is_of_no_layer_alone_counts_for_each() -> None:
    assert surprises(checked(finding(layer=""), new=[NEW]), ["hub"])


def test_the_digest_does_not_depend_on_order_and_does_on_what_is_found() -> None:
    one, other = finding(), finding(urn="urn:b")
    assert summary([one, other]) == summary([other, one])
    assert summary([one]).digest != summary([other]).digest
    assert summary([one]).digest != summary([replace(one, level=Level.ADVISORY)]).digest
    assert summary([one, other]).counts == {"fail mandatory": 2}
