"""SOV-LOC-006: state, secrets provider, plugins and CI stay in the Union."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plan.model import Options, Package, PlannedResource
from policies.examples import Case
from policies.kinds.sources import FILE
from policies.kinds.values import Reference
from policies.model import Result, Verdict
from policies.plugins import plugin_hosts
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.records import said_of, stack_of

RULE = "SOV-LOC-006"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)


def plugins(*resources: PlannedResource) -> list[Verdict]:
    return [verdict for verdict in said_of(RULE, *stack_of(*resources)) if verdict.result is Result.FAIL]


def provider(name: str = "scaleway", **more: Any) -> PlannedResource:
    token = f"pulumi:providers:{name}"
    return PlannedResource(f"urn:pulumi:t::t::{token}::p", token, "p", True, **more)


def test_a_download_address_outside_the_union_fails() -> None:
    (said,) = plugins(provider(options=Options(plugin_url="github://api.github.com/pulumiverse")))
    assert said.info is not None and "GitHub" in said.info.en


def test_no_download_address_is_the_default_one() -> None:
    (said,) = plugins(provider())
    assert said.info is not None and "get.pulumi.com" in said.info.en


def test_a_mirror_of_the_platform_passes() -> None:
    assert not plugins(provider(options=Options(plugin_url="https://mirror.hdh.example/plugins")))


def test_the_registry_behind_a_plugin_that_serves_another_provider_counts() -> None:
    parameter = json.dumps({"remote": {"url": "registry.opentofu.org/outscale/outscale", "version": "1.8.0"}})
    package = Package("terraform-provider", "1.1.3", "https://mirror.hdh.example/", "outscale", "1.8.0", parameter)
    (said,) = plugins(provider("outscale", package=package))
    assert said.info is not None and "registry.opentofu.org" in said.info.en


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("registry.opentofu.org/scaleway/scaleway", "registry.opentofu.org"),
        ("mirror.hdh.example/scaleway/scaleway", "mirror.hdh.example"),
        ("unheard-of.io:8443/scaleway/scaleway", "unheard-of.io"),
        ("scaleway", ""),
        ("a b/scaleway/scaleway", ""),
    ],
)
def test_a_plan_of_terraform_fetches_from_the_registry_in_the_providers_address(address: str, host: str) -> None:
    package = Package("terraform", name="scaleway", parameter=address)
    assert list(plugin_hosts(provider("scaleway", package=package))) == [(host, "scaleway: provider")]


@pytest.mark.parametrize("parameter", ["{", "[" * 100_000, '{"url": "https://a b/"}'], ids=["cut", "deep", "no host"])
def test_a_parameter_that_cannot_be_read_names_nobody_and_fails(parameter: str) -> None:
    package = Package("terraform-provider", "1", "https://mirror.hdh.example/", "x", "1", parameter)
    assert ("", "x: parameter") in list(plugin_hosts(provider("outscale", package=package)))
    (said,) = plugins(provider("outscale", package=package))
    assert said.info is not None and "names no host" in said.info.en


def test_only_what_keeps_or_runs_the_infrastructure_is_looked_at_in_files() -> None:
    references = (
        Reference("host", "docker.com", "f:1"),
        Reference("runner", "github.com", "f:2"),
        Reference("secrets-provider", "kms.amazonaws.com", "f:3"),
        Reference("backend", "storage.googleapis.com", "f:4"),
        Reference("action", "actions/checkout@v4", "f:5"),
    )
    file = PlannedResource("urn:bastide:file::f", FILE, "f", False, inputs={"file": "f", "references": references})
    found = said_of(RULE, *stack_of(file), about="f")
    assert [verdict.result for verdict in found] == [Result.FAIL] * 4
    assert [verdict.properties for verdict in found] == [("f:2",), ("f:3",), ("f:4",), ("f:5",)]
