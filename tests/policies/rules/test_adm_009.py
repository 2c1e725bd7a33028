"""ADM-009: people sign in through an admitted identity provider."""

from __future__ import annotations

from datetime import date

import pytest

from facts.questions.law import Subprocessor
from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.established import establish, known
from tests.policies.net.asking import asked, fails, role, thing

RULE = "ADM-009"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)


STATE = thing("ovh:CloudProject/kubeOidc:KubeOidc", "sign-in", issuerUrl="https://auth.esw.esante.gouv.fr/auth")


def test_admitted_as_a_destination_is_not_admitted_as_identity_provider() -> None:
    assert not fails("SOV-CTL-005", STATE, cloud="ovhcloud")
    (said,) = fails(RULE, STATE, cloud="ovhcloud")
    assert "register of admitted services (identity)" in said


def test_a_hub_that_asks_for_no_sign_in_at_all_fails() -> None:
    hub, prod = role("area:Environment", "hub", stage="hub"), role("area:Environment", "prod", stage="production")
    assert fails(RULE, hub)
    assert not fails(RULE, prod)
    assert not fails(RULE, role("access:IdentityProvider", "sign-in", "hub"), hub, about="hub")


@pytest.mark.parametrize(("until", "result"), [(date(2026, 11, 28), "pass"), (date(2026, 11, 27), "fail")])
def test_an_admission_that_has_ended_is_none(until: date, result: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = Subprocessor("sign-in", "auth.esw.esante.gouv.fr", ("identity",), None, until, until >= date(2026, 11, 28))
    establish(monkeypatch, "subprocessor", known(entry))
    assert [verdict.result.value for verdict in asked(RULE, STATE, cloud="ovhcloud")] == [result]


@pytest.mark.parametrize(
    "issuer", ["https://sign-in.hdh.example@accounts.google.com/", "HTTPS://ACCOUNTS.GOOGLE.COM.:443"]
)
def test_the_host_is_read_as_a_browser_reads_it(issuer: str) -> None:
    trust = thing("ovh:CloudProject/kubeOidc:KubeOidc", "sign-in", issuerUrl=issuer)
    (said,) = fails(RULE, trust, cloud="ovhcloud")
    assert "Google" in said
