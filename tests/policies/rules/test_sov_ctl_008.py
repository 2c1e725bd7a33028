"""SOV-CTL-008: encryption lowers no finding about foreign control."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policies.context import Context
from policies.examples import Case
from policies.model import PASSED, Severity, Verdict, failed
from policies.record import Record
from policies.rules import sov_ctl_002, sov_ctl_008
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.net.asking import fails, thing

RULE = "SOV-CTL-008"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # only a fault of the rules fails it, and it asks nothing of the plan that could be unknown
    check_all_results(RULE, "fail", "unknown")


DISK = thing("azure-native:compute:Disk", "data", location="francecentral")


@pytest.mark.parametrize("attribute", ["encrypted", "customer_key"])
def test_a_rule_that_looks_at_encryption_is_caught(attribute: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def lenient(record: Record, context: Context) -> Verdict:
        return PASSED if record[attribute] else failed("not qualified", "non qualifié")

    monkeypatch.setattr(sov_ctl_002, "check", lenient)
    (said,) = fails(RULE, DISK, cloud="azure", about="stack")
    assert "without encryption" in said


def test_a_rule_that_looks_at_the_key_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def lenient(record: Record, context: Context) -> Verdict:
        return PASSED if record.sets("key") else failed("not qualified", "non qualifié")

    monkeypatch.setattr(sov_ctl_002, "check", lenient)
    assert fails(RULE, DISK, cloud="azure", about="stack")


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_lower_severity_is_caught(index: int, monkeypatch: pytest.MonkeyPatch) -> None:
    control = list(sov_ctl_008._CONTROL)
    control[index] = replace(control[index], severity=Severity.HIGH)
    monkeypatch.setattr(sov_ctl_008, "_CONTROL", tuple(control))
    (said,) = fails(RULE, DISK, cloud="azure", about="stack")
    assert control[index].id in said
