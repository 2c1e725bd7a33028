"""SOV-LOC-001: everything lies where the law and the intent allow."""

from __future__ import annotations

from datetime import date

import pytest

from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.established import STALE_FACT, establish
from tests.policies.net.asking import asked, fails, thing

RULE = "SOV-LOC-001"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)


@pytest.mark.parametrize("place", ["eu-west-eri", "UK1", "uk", "fr-par", "eu-west-1", "eu", "EU-WEST-PAR / UK1"])
def test_what_looks_like_the_union_is_told_by_the_register_alone(place: str) -> None:
    assert fails(RULE, thing("ovh:Okms/okms:Okms", "keys", region=place), cloud="ovhcloud")


@pytest.mark.parametrize("place", ["global", "Global"])
def test_data_in_a_place_called_global_is_nowhere_allowed(place: str) -> None:
    assert fails(RULE, thing("azure-native:storage:StorageAccount", "data", location=place), cloud="azure")


def test_a_resource_lies_where_its_explicit_provider_works() -> None:
    bucket = thing("scaleway:object/bucket:Bucket", "data", name="data")
    assert fails(RULE, {**bucket, "provider": {"region": "us-east-1"}})
    assert [verdict.result.value for verdict in asked(RULE, {**bucket, "provider": {"region": "fr-par"}})] == ["pass"]


def test_the_strictest_of_area_and_residency_wins() -> None:
    norway = thing("azure-native:compute:Disk", "disk", location="norwayeast")
    assert not fails(RULE, norway, cloud="azure", profile="legacy")
    assert fails(RULE, norway, cloud="azure", profile="legacy", wanted={"residency": ["FR"]})
    assert fails(RULE, norway, cloud="azure", wanted={"residency": ["FR", "NO"]})


def test_no_place_is_allowed_where_the_fact_about_the_area_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    establish(monkeypatch, "area", STALE_FACT)
    (said,) = fails(RULE, thing("scaleway:instance/server:Server", "host", zone="fr-par-1"))
    assert "missing or stale" in said


def test_a_fact_about_a_region_that_is_too_old_places_nothing() -> None:
    assert fails(RULE, thing("scaleway:instance/server:Server", "host", zone="fr-par-1"), on=date(2030, 1, 1))
