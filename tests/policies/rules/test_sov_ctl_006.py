"""SOV-CTL-006: no support from outside the Union without approval."""

from __future__ import annotations

import pytest

from plan.model import PlannedResource
from plan.values import UNKNOWN
from policies.examples import Case
from policies.kinds.readers import const
from policies.record import Record
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.established import STALE_FACT, establish, european, known
from tests.policies.net.asking import asked, fails, thing
from tests.policies.records import said_of, stack_of

RULE = "SOV-CTL-006"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # no provider has answered today, and no class of a cloud has the setting
    check_all_results(RULE, "pass", "unknown")


BUCKET = thing("scaleway:object/bucket:Bucket", "data", region="fr-par")
TOKEN = "outscale:index/apiAccessPolicy:ApiAccessPolicy"


@pytest.mark.parametrize(("reaches_in", "result"), [(False, "pass"), (True, "fail")])
def test_the_practice_of_the_provider_decides(reaches_in: bool, result: str, monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "provider", european(remote_access=known(reaches_in)))
    assert [verdict.result.value for verdict in asked(RULE, BUCKET, about="stack")] == [result]


def test_an_old_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "provider", european(remote_access=STALE_FACT))
    assert fails(RULE, BUCKET, about="stack")


@pytest.mark.parametrize(("setting", "result"), [(True, "fail"), (False, "pass"), (UNKNOWN, "unknown")])
def test_where_a_class_has_the_setting_it_decides(
    setting: object, result: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Record.raw
    monkeypatch.setattr(
        Record, "raw", lambda self, name: const(setting)({}) if name == "support_access" else read(self, name)
    )
    account = PlannedResource(f"urn:pulumi:t::t::{TOKEN}::a", TOKEN, "a", True)
    found = said_of(RULE, *stack_of(account, cloud="outscale"), about="a")
    assert [verdict.result.value for verdict in found] == [result]
