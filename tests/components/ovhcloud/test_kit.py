"""The kit, its facts and its choices belong together."""

from __future__ import annotations

import re

import pytest

from facts import load
from facts.errors import BadInput
from facts.model import Level
from tests.components.view import Changed, View


def test_an_unknown_is_never_called_available() -> None:
    for capability, fact in load.capabilities("ovhcloud").items():
        if "not verified beyond" in fact.source:
            assert fact.level is Level.ABSENT, capability


@pytest.mark.parametrize(
    "change",
    [
        ("volume_type: high-speed-gen2-luks", "volume_type: high-speed-gen2"),
        ("single: business", "single: essential"),
        ("single: business", "single: discovery"),
        ("network_type: vrack", "network_type: vrack\n  ovh_endpoint: ovh-us"),
        ("network_type: vrack", "network_type: vrack\n  ovh_endpoint: https://eu.api.example.com/1.0"),
        ("network_type: vrack", "network_type: vrack\n  openstack_auth_url: http://auth.example.com/v3/"),
        ("replica_region: GRA11", "replica_region: UK1"),
        ("replica_region: GRA11", "replica_region: DE1"),
        ("eu-west-par-b, eu-west-par-c", "eu-west-par-a, eu-west-par-c"),
    ],
)
def test_choices_that_weaken_the_estate_are_refused(changed: Changed, change: tuple[str, str]) -> None:
    with pytest.raises(BadInput):
        changed(change)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_plain_http_is_accepted_for_this_machine_only(changed: Changed, host: str) -> None:
    url = f"http://{host}:5000/v3/"
    estate = changed(("network_type: vrack", f"network_type: plain\n  openstack_auth_url: {url}"))
    providers = [item for item in estate.layer("prod").resources if item.type == "pulumi:providers:openstack"]
    assert {item.inputs["authUrl"] for item in providers} == {url}


def test_no_class_of_a_service_that_is_not_offered_is_used(estate: View) -> None:
    assert not [resource.urn for resource in estate.cloud if "vpnaas" in resource.type or ":dns/" in resource.type]


def test_one_generation_of_classes_is_used_for_each_need(estate: View) -> None:
    """API v2 classes (`ovh:index/cloud...`) only where the first generation has none."""
    found = {resource.type for resource in estate.cloud if resource.type.startswith("ovh:index/")}
    assert found == {
        "ovh:index/cloudProjectContainerregistryIam:CloudProjectContainerregistryIam",
        "ovh:index/cloudStorageFileShare:CloudStorageFileShare",
        "ovh:index/cloudStorageFileShareAcl:CloudStorageFileShareAcl",
        "ovh:index/cloudStorageFileShareNetwork:CloudStorageFileShareNetwork",
        "ovh:index/iamResourceTags:IamResourceTags",
    }


def test_everything_of_openstack_goes_through_openstack(estate: View) -> None:
    second_ways = re.compile(
        r"ovh:.*:(CloudInstance|CloudSecurityGroup|CloudNetwork\w*|NetworkPrivate\w*|Volume|"
        r"CloudStorageBlock\w*|CloudKeyManager\w*|CloudLoadbalancer\w*|LoadBalancer|Gateway)$"
    )
    assert not [resource.urn for resource in estate.cloud if second_ways.match(resource.type)]


def test_ids_never_flow_from_ovh_to_openstack(estate: View) -> None:
    for plan in estate.layers:
        for resource in plan.resources:
            if resource.type.startswith("openstack:"):
                sources = {plan.by_urn[urn].type for urn in resource.dependencies if urn in plan.by_urn}
                wrong = {kind for kind in sources if kind.startswith("ovh:")}
                allowed = {"ovh:CloudProject/s3Credential:S3Credential", "ovh:CloudProject/storage:Storage"}
                # the recorder's key is part of the bastion's user data: a secret, not an id
                assert wrong <= (allowed if "compute/instance" in resource.type else set()), resource.urn


def test_every_resource_of_a_project_names_it(estate: View) -> None:
    account = ("Me/", "Iam/", "Okms/", "Vrack/", "Dbaas/", "project:Project", "iamResourceTags")
    for resource in estate.cloud:
        if resource.type.startswith("ovh:") and not any(part in resource.type for part in account):
            assert "serviceName" in resource.inputs, resource.urn
