"""What the repository's estates hold."""

from __future__ import annotations

import importlib
import inspect
import warnings
from collections.abc import Mapping

import pytest

from plan.model import LayerPlan
from stacks.catalogue import estates, resolve
from stacks.estate import load_estate

Plans = Mapping[str, tuple[LayerPlan, ...]]
# At least so many cloud resources, of so many kinds (provider types).
FLOOR = {"azure-legacy": (120, 30), "scaleway": (100, 1), "ovhcloud": (100, 1)}


def test_the_estates_are_the_legacy_and_the_candidates() -> None:
    assert estates() == ("azure-legacy", "ovhcloud", "scaleway")


@pytest.mark.parametrize("estate", FLOOR)
def test_an_estate_is_large_enough_to_be_a_real_platform(estate: str, plans: Plans) -> None:
    cloud = [resource for plan in plans[estate] for resource in plan.resources if resource.is_cloud]
    # rules of one group count once
    grouped = {(r.parent, r.type) if "ecGroupRule" in r.type else r.urn for r in cloud}
    resources, kinds = FLOOR[estate]
    assert len(grouped) >= resources
    assert len({resource.type for resource in cloud}) >= kinds


@pytest.mark.parametrize("estate", FLOOR)
def test_every_layer_is_a_stack_of_its_own_and_production_shares_none(estate: str, plans: Plans) -> None:
    layers = [plan.layer for plan in plans[estate]]
    assert layers[:4] == ["bootstrap", "hub", "prod", "nonprod"]
    assert len([layer for layer in layers if layer.startswith("space-")]) >= 4
    for plan in plans[estate]:
        assert {resource.urn.split("::")[0] for resource in plan.resources} == {f"urn:pulumi:{estate}-{plan.layer}"}


@pytest.mark.parametrize("estate", FLOOR)
def test_every_resource_has_an_explicit_provider_and_belongs_to_a_role(estate: str, plans: Plans) -> None:
    for plan in plans[estate]:
        for resource in plan.resources:
            if resource.is_cloud or resource.type.startswith("random:"):
                assert resource.options.provider, resource.urn
                assert plan.role_path(resource), resource.urn


@pytest.mark.parametrize("estate", FLOOR)
def test_no_resource_is_of_a_deprecated_class(estate: str, plans: Plans) -> None:
    packages = load_estate(estate).kit.packages
    modules = {
        "azure-native": "pulumi_azure_native",
        "openstack": "pulumi_openstack",
        "ovh": "pulumi_ovh",
        "scaleway": "pulumiverse_scaleway",
    }
    deprecated: set[str] = set()
    for package in packages:
        deprecated |= deprecated_tokens(modules[package])
    used = {resource.type for plan in plans[estate] for resource in plan.resources if resource.is_cloud}
    assert not used & deprecated


def deprecated_tokens(module: str) -> set[str]:
    """Tokens of an SDK's top-level classes that warn when they are made (Scaleway's 197 old names among them)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package = importlib.import_module(module)
        found = set()
        for name in dir(package):
            item = getattr(package, name)
            if inspect.isclass(item) and getattr(item, "pulumi_type", None) and "deprecated" in inspect.getsource(item):
                source = inspect.getsource(item)
                if "warnings.warn(" in source or "@deprecated" in source or "_utilities.deprecated" in source:
                    found.add(str(item.pulumi_type))
    return found


@pytest.mark.parametrize("estate", FLOOR)
def test_data_bearing_roles_are_protected_and_kept(estate: str, plans: Plans) -> None:
    kinds = {"Bucket", "Volume", "Database", "FileShare", "Key", "AuditSink", "Project"}
    for plan in plans[estate]:
        owned: dict[str, list[bool]] = {}
        for resource in plan.resources:
            parent = plan.by_urn.get(resource.parent)
            if resource.is_cloud and parent is not None and parent.role_kind in kinds:
                kept = bool(resource.options.protect and resource.options.retain_on_delete)
                owned.setdefault(parent.urn, []).append(kept)
        for urn, kept in owned.items():
            assert any(kept), f"nothing of {urn} is protected and kept"


def test_a_stack_is_found_by_its_name() -> None:
    assert resolve("scaleway") == ("scaleway", None)
    assert resolve("scaleway-hub") == ("scaleway", "hub")
    assert resolve("azure-legacy-space-cardio") == ("azure-legacy", "space-cardio")
