"""Explicit providers: where they lie and whom they call."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plan.values import UNKNOWN, Secret
from policies.kinds import engine
from tests.policies.kinds import estates


def place(package: str, **inputs: Any) -> Any:
    return engine.TABLE[f"pulumi:providers:{package}"].location(inputs)


def called(package: str, **inputs: Any) -> Any:
    return engine.TABLE[f"pulumi:providers:{package}"].attributes["endpoints"](inputs)


def s3(address: Any) -> str:
    return json.dumps([{"s3": address}])


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("https://objectstorage.cloudgouv-eu-west-1.numspot.com", "cloudgouv-eu-west-1"),
        ("https://oos.us-east-2.outscale.com/", "us-east-2"),
        ("https://hdh.s3.fr1.cloud-temple.com:443", "fr1"),
        ("oos.eu-west-2.outscale.com", "eu-west-2"),
        ("https://192.0.2.1:9000", "192.0.2.1"),
        ("https://storage.example", "storage.example"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_the_endpoint_says_where_s3_lies_and_not_the_signing_region(address: str, region: str) -> None:
    assert place("aws", endpoints=s3(address), region="cloudgouv-eu-west-1") == region
    assert place("aws", endpoints=[{"s3": address}], region="cloudgouv-eu-west-1") == region
    assert called("aws", endpoints=s3(address)) == (address,)


@pytest.mark.parametrize("endpoints", [None, "[]", "[{}]", '[{"sts": "https://sts.eu-west-2.outscale.com"}]', "[{bro"])
def test_without_an_endpoint_for_s3_it_calls_amazon(endpoints: Any) -> None:
    assert place("aws", endpoints=endpoints, region="cloudgouv-eu-west-1") == "Amazon cloudgouv-eu-west-1"
    assert "s3.amazonaws.com" in called("aws", endpoints=endpoints)


def test_an_endpoint_that_is_not_known_is_unknown() -> None:
    assert place("aws", endpoints=[{"s3": UNKNOWN}], region="eu-west-2") is UNKNOWN
    assert called("aws", endpoints=[{"s3": UNKNOWN}]) == (UNKNOWN,)


def test_numspot_lies_where_its_two_hosts_say() -> None:
    api, storage = "https://api.eu-west-2.numspot.com", "https://objectstorage.{}.numspot.com"
    assert place("numspot", numspotHost=api, numspotHostOs=storage.format("eu-west-2")) == "eu-west-2"
    assert place("numspot", numspotHost=api, numspotHostOs=storage.format("us-east-2")) == "eu-west-2 / us-east-2"
    assert place("numspot") is None
    assert place("numspot", numspotHost=Secret(api)) == "eu-west-2"


@pytest.mark.parametrize(
    ("inputs", "region"),
    [
        ({"region": "cloudgouv-eu-west-1"}, "cloudgouv-eu-west-1"),
        ({"api": '{"region": "eu-west-2"}', "region": "cloudgouv-eu-west-1"}, "eu-west-2"),
        ({"api": '{"endpoint": "https://api.us-east-2.outscale.com/api/v1"}', "region": "eu-west-2"}, "us-east-2"),
        ({"endpoints": '[{"api": "api.us-west-1.outscale.com"}]', "region": "eu-west-2"}, "us-west-1"),
        # the environment decides then, and nobody knows it here
        ({}, None),
        ({"profile": "hdh"}, None),
    ],
)
def test_an_endpoint_of_outscale_counts_before_the_region(inputs: dict[str, Any], region: Any) -> None:
    assert place("outscale", **inputs) == region


def test_cloud_temple_names_no_region() -> None:
    assert place("cloudtemple", address="api.example") is None
    assert called("cloudtemple", address="api.example") == ("api.example",)


def test_real_providers() -> None:
    assert {item.location for item in estates.view("numspot").of("provider") if item["package"] == "aws"} == {
        "cloudgouv-eu-west-1"
    }
