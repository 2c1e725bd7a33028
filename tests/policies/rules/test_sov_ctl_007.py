"""SOV-CTL-007: disclosure class and foreign laws are stated."""

from __future__ import annotations

from typing import Any

import pytest

from facts.sovereignty import ForeignLaw
from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.established import STALE_FACT, UNKNOWN_FACT, establish, european, known
from tests.policies.net.asking import asked, fails, thing

RULE = "SOV-CTL-007"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    # no disclosure has been read today, and one is read or it is not
    check_all_results(RULE, "pass", "unknown")


BUCKET = thing("scaleway:object/bucket:Bucket", "data", region="fr-par")
LAW = ForeignLaw(law="an order of a court", country="CA")


@pytest.mark.parametrize("laws", [(), (LAW,)], ids=["none", "one"])
def test_what_is_stated_passes_whatever_it_is(laws: tuple[ForeignLaw, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "provider", european(foreign_laws=known(laws)))
    assert [verdict.result.value for verdict in asked(RULE, BUCKET, about="stack")] == ["pass"]


@pytest.mark.parametrize("field", ["disclosure", "foreign_laws"])
@pytest.mark.parametrize("answer", [UNKNOWN_FACT, STALE_FACT], ids=["unknown", "stale"])
def test_what_is_not_stated_fails(field: str, answer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "provider", european(**{field: answer}))
    (said,) = fails(RULE, BUCKET, about="stack")
    assert answer.ask in said
