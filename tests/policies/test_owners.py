"""Whether the platform may depend on somebody: owner, seat, admission."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from facts.questions.hosts import Owner
from facts.questions.law import Subprocessor
from policies.context import Context, Wanted
from policies.kinds.values import Reference
from policies.model import Result, Verdict
from policies.owners import admitted
from policies.profiles import profile
from policies.view import View
from tests.policies.established import ON, STALE_FACT, UNKNOWN_FACT, establish, known


def judged(name: str, what: str = "host", cloud: str = "scaleway", *, secret: bool = False, **wanted: Any) -> Verdict:
    context = Context(ON, profile("target"), View([]), Wanted(**wanted))
    return admitted(Reference(what, name, "here", secret), cloud, context)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("s3.fr-par.scw.cloud", "host"),
        ("portal.hdh.example", "host"),
        ("10.0.0.1", "host"),
        ("localhost", "host"),
        ("proxy.internal", "host"),
        ("registry.hdh.example/x:1", "image"),
        ("rg.fr-par.scw.cloud/x/y", "image"),
        ("./local/action", "action"),
        ("www.data.gouv.fr", "host"),
    ],
)
def test_what_is_ours_our_clouds_or_admitted_passes(name: str, what: str) -> None:
    assert judged(name, what).result is Result.PASS


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("api.github.com", "host"),
        ("s3.amazonaws.com", "backend"),
        ("nginx", "image"),
        ("quay.io/x/y", "image"),
        ("actions/checkout@v4", "action"),
        ("docker://alpine", "action"),
        ("login.microsoftonline.com", "identity-provider"),
        ("us.ovhcloud.com", "host"),
        ("8.8.8.8", "host"),
        ("www.debian.org", "host"),
        ("nobody-knows.io", "host"),
        ("not a host", "host"),
        ("", "image"),
    ],
)
def test_what_is_foreign_unknown_or_nobodys_fails_in_both_languages(name: str, what: str) -> None:
    said = judged(name, what)
    assert said.result is Result.FAIL and said.info is not None and said.properties == ("here",)
    assert said.info.en != said.info.fr


def test_another_cloud_of_the_union_is_not_ours() -> None:
    assert judged("s3.gra.io.cloud.ovh.net").result is Result.FAIL
    assert judged("s3.gra.io.cloud.ovh.net", cloud="ovhcloud").result is Result.PASS
    # its company in the United States is another one
    assert judged("api.us.ovhcloud.com", cloud="ovhcloud").result is Result.FAIL


@pytest.mark.parametrize(
    ("host", "cloud", "result"),
    [
        ("s3.gra.io.cloud.ovh.net", "ovhcloud", Result.PASS),
        ("s3.bhs.io.cloud.ovh.net", "ovhcloud", Result.FAIL),
        ("bucket.s3.bhs.io.cloud.ovh.net", "ovhcloud", Result.FAIL),
        ("s3.uk.io.cloud.ovh.net", "ovhcloud", Result.FAIL),
        ("s3.nowhere.io.cloud.ovh.net", "ovhcloud", Result.FAIL),
        ("s3.us-east-1.scw.cloud", "scaleway", Result.FAIL),
        ("data.s3.fr-par.scw.cloud", "scaleway", Result.PASS),
        ("api.scaleway.com", "scaleway", Result.PASS),
        # which region an account lies in, its own resource says
        ("data.blob.core.windows.net", "azure", Result.PASS),
    ],
)
def test_object_storage_of_our_own_cloud_may_lie_elsewhere(host: str, cloud: str, result: Result) -> None:
    assert judged(host, cloud=cloud).result is result


def test_the_residency_of_the_intent_binds_it_too() -> None:
    assert judged("s3.nl-ams.scw.cloud").result is Result.PASS
    assert judged("s3.nl-ams.scw.cloud", residency=("FR",)).result is Result.FAIL


def test_the_cloud_of_the_legacy_is_its_own_and_nobody_elses() -> None:
    assert judged("management.azure.com", cloud="azure").result is Result.PASS
    assert judged("management.azure.com").result is Result.FAIL


OWNER = Owner("some.eu", "", "Somebody", "FR", "provider", ("images",), "")


def entry(*services: str, until: date | None = None) -> Subprocessor:
    return Subprocessor("Somebody", "some.eu", services, date(2026, 1, 1), until, until is None or until >= ON)


@pytest.mark.parametrize(
    ("until", "result"),
    [(None, Result.PASS), (date(2026, 11, 28), Result.PASS), (date(2026, 11, 27), Result.FAIL)],
)
def test_an_admission_counts_to_its_last_day(
    until: date | None, result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    establish(monkeypatch, "owner_of", known(OWNER))
    establish(monkeypatch, "subprocessor", known(entry("images", until=until)))
    said = judged("x.some.eu")
    assert said.result is result
    if until is not None and said.info is not None:
        assert "2026-11-27" in said.info.en and "2026-11-27" in said.info.fr


def test_an_old_admission_says_that_it_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "owner_of", known(OWNER))
    establish(monkeypatch, "subprocessor", STALE_FACT)
    said = judged("x.some.eu")
    assert said.result is Result.FAIL and said.info is not None and "past its lifetime" in said.info.en


@pytest.mark.parametrize(
    ("what", "service"),
    [
        ("image", "images"),
        ("action", "ci"),
        ("runner", "ci"),
        ("plugin", "plugins"),
        ("backend", "state"),
        ("secrets-provider", "secrets"),
        ("identity-provider", "identity"),
    ],
)
def test_what_is_admitted_for_one_service_is_not_for_another(
    what: str, service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for question in ("owner_of", "image_owner", "action_owner"):
        establish(monkeypatch, question, known(OWNER))
    for admitted_for, result in ((service, Result.PASS), ("egress", Result.FAIL), ("mail", Result.FAIL)):
        monkeypatch.setattr(
            "facts.ask.subprocessor",
            lambda _, asked, __, only=admitted_for: known(entry(only)) if asked == only else UNKNOWN_FACT,
        )
        assert judged("x.some.eu", what).result is result


@pytest.mark.parametrize("seat", [None, "US", "GB", "CH", "NO"])
def test_a_seat_outside_the_union_or_unknown_fails_though_admitted(
    seat: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = Owner("some.eu", "", "Somebody", seat, "provider", ("images",), "" if seat else "the legal department")
    establish(monkeypatch, "owner_of", known(owner))
    establish(monkeypatch, "subprocessor", known(entry("images")))
    assert judged("x.some.eu").result is Result.FAIL


def test_an_area_that_is_too_old_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "owner_of", known(OWNER))
    establish(monkeypatch, "in_area", STALE_FACT)
    assert judged("x.some.eu").result is Result.FAIL


@pytest.mark.parametrize(
    ("domains", "result"),
    [
        (("platform.fr",), Result.PASS),
        (("x.platform.fr",), Result.PASS),
        (("form.fr",), Result.FAIL),
        (("fr",), Result.FAIL),
        (("",), Result.FAIL),
        ((), Result.FAIL),
    ],
)
def test_the_platforms_own_domains(domains: tuple[str, ...], result: Result) -> None:
    assert judged("x.platform.fr", domains=domains).result is result


def test_nobody_of_the_register_becomes_ours_by_being_declared() -> None:
    assert judged("api.github.com", domains=("github.com",)).result is Result.FAIL


@pytest.mark.parametrize("name", ["hunter2.docker.com", "hunter2.nobody-knows.io"])
def test_from_a_secret_only_the_register_speaks(name: str) -> None:
    said = judged(name, secret=True)
    assert said.result is Result.FAIL and said.info is not None
    assert all("hunter2" not in text and "nobody-knows" not in text for text in said.info)
