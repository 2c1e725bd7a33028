"""Each trap that NumSpot's provider and documentation set: one test, by name."""

from __future__ import annotations

from collections import Counter

import pytest

from components.numspot.network import LAN_RULES
from facts import load
from tests.components.view import View, is_secret, plain

RULE, GROUP = "SecurityGroupRule", "SecurityGroup"
ANYWHERE = "0.0.0.0/0"


def test_groups_count_between_hosts_of_one_subnet(estate: View) -> None:
    for vpc in estate.of("Vpc"):
        assert LAN_RULES in plain(vpc.inputs["tags"]), vpc.urn
    # the tag counts only if it is there before the first subnet: a subnet takes the finished network's id
    for subnet in estate.of("Subnet"):
        assert any("Vpc" in urn for urn in subnet.property_dependencies["vpcId"]), subnet.urn


def test_no_group_has_rules_of_its_own_beside_rule_resources(estate: View) -> None:
    """The provider would fight with itself."""
    for group in estate.of(GROUP):
        assert not {"inboundRules", "outboundRules"} & set(group.inputs), group.urn


def test_the_whole_internet_stands_in_two_rules_only(estate: View) -> None:
    opened = {item.name for item in estate.of(RULE) if item.inputs["ipRange"] == ANYWHERE}
    assert opened == {"prod-portal-entry-in", "hub-egress-out-tcp-443-443-0.0.0.0-0"}


def test_only_the_load_balancer_has_the_group_that_the_internet_may_enter(estate: View) -> None:
    entry = estate.one(GROUP, "prod-portal-entry").urn
    assert estate.one("LoadBalancer", "prod-portal").property_dependencies["securityGroups"] == (entry,)
    assert not [vm.urn for vm in estate.of("Vm") if entry in vm.property_dependencies["securityGroupIds"]]


def test_rules_name_each_flow_of_a_segment_once(estate: View) -> None:
    seen = [
        (item.parent, *(item.inputs[key] for key in ("flow", "ipProtocol", "fromPortRange", "toPortRange", "ipRange")))
        for item in estate.of(RULE)
        if "entry" not in item.name
    ]
    assert len(seen) == len(set(seen))
    for item in estate.of(RULE):
        assert item.inputs["flow"] in ("Inbound", "Outbound")
        assert 1 <= item.inputs["fromPortRange"] <= item.inputs["toPortRange"] <= 65535


def test_a_network_holds_a_vm_before_it_is_bridged(estate: View) -> None:
    for bridge in estate.of("ComputeBridge"):
        area = bridge.name.removesuffix("-to-hub")
        assert any(urn.endswith(f"Vm::{area}-anchor") for urn in bridge.dependencies), bridge.urn
        anchor = estate.one("Vm", f"{area}-anchor")
        assert not {"userData", "keypairName"} & set(anchor.inputs)
        assert not [item.urn for item in estate.of(RULE) if f"{area}-anchor" in item.name]


def test_every_area_is_bridged_to_the_hub_and_to_nothing_else(estate: View) -> None:
    areas = {plan.layer.removeprefix("space-") for plan in estate.layers} - {"bootstrap", "hub"}
    assert {item.name for item in estate.of("ComputeBridge")} == {f"{area}-to-hub" for area in areas}
    assert len(estate.of("Vpc")) == len(areas) + 1


def test_everything_is_in_one_space_of_one_region(estate: View) -> None:
    """Networks of two spaces cannot be bridged."""
    found = [item for plan in estate.layers for item in plan.resources if item.type == "pulumi:providers:numspot"]
    assert len(found) == len(estate.layers)
    assert {item.inputs["spaceId"] for item in found} == {"00000000-0000-4000-8000-000000000001"}
    assert {item.inputs["numspotHost"] for item in found} == {"https://api.cloudgouv-eu-west-1.numspot.com"}
    assert not [item.urn for item in found if {"clientId", "clientSecret"} & set(item.inputs)]


def test_no_subnet_gives_public_addresses_away(estate: View) -> None:
    assert {item.inputs["mapPublicIpOnLaunch"] for item in estate.of("Subnet")} == {False}


def test_only_bastions_have_a_public_address(estate: View) -> None:
    held = {item.name for item in estate.of("PublicIp") if "vmId" in item.inputs}
    assert held == {"hub-bastion-1", "hub-bastion-2"}
    assert not [item.urn for item in estate.of("PublicIp") if "nicId" in item.inputs]


def test_hosts_are_protected_without_a_key_pair_and_behind_one_group_of_ours(estate: View) -> None:
    for vm in estate.of("Vm"):
        assert vm.inputs["deletionProtection"] is True
        assert not {"keypairName", "securityGroups", "nestedVirtualization"} & set(vm.inputs), vm.urn
        (group,) = vm.property_dependencies["securityGroupIds"]
        assert "SecurityGroup" in group


def test_a_new_document_makes_a_new_host_at_the_same_address(estate: View) -> None:
    """The cloud's update would change the document of a host that never reads it again."""
    for vm in estate.of("Vm"):
        if "userData" in vm.inputs:
            assert vm.options.replace_on_changes == ("userData",), vm.urn
            assert vm.options.delete_before_replace is True
            assert "userData" in vm.options.additional_secret_outputs


def test_every_document_is_a_secret(estate: View) -> None:
    documents = [vm.inputs["userData"] for vm in estate.of("Vm") if "userData" in vm.inputs]
    assert len(documents) > 30
    assert all(is_secret(value) for value in documents)


def test_the_provider_makes_no_key_pair_and_stores_no_certificate(estate: View) -> None:
    for token in ("Keypair", "ServerCertificate"):
        assert not [item.urn for item in estate.cloud if item.type.endswith(token)]


def test_the_shared_key_of_the_link_is_the_clouds_and_a_secret_output(estate: View) -> None:
    (made,) = estate.of("VpnConnection")
    assert "vpnOptions" not in made.inputs
    assert made.inputs["staticRoutesOnly"] is True
    assert [route["destinationIpRange"] for route in made.inputs["routes"]] == ["10.16.0.0/12"]
    assert {"vpnOptions", "clientGatewayConfiguration"} <= set(made.options.additional_secret_outputs)


def test_the_portal_listens_on_443_alone_and_holds_no_certificate(estate: View) -> None:
    (balancer,) = estate.of("LoadBalancer")
    (listener,) = balancer.inputs["listeners"]
    assert (listener["loadBalancerPort"], listener["loadBalancerProtocol"]) == (443, "TCP")
    assert "serverCertificateId" not in listener
    assert not {"backendIps", "backendVmIds"} & set(balancer.inputs)
    assert balancer.inputs["type"] == "internet-facing"


def test_every_data_volume_is_of_a_host_or_encrypted_by_whoever_mounts_it(estate: View) -> None:
    linked = {item.name for item in estate.of("Volume") if "linkVm" in item.inputs}
    free = {item.name for item in estate.of("Volume")} - linked
    assert free == {"prod-index", "cardio-scratch"}
    for item in estate.of("Volume"):
        assert item.inputs["replaceVolumeOnDownsize"] is False
        assert item.inputs["type"] in ("gp2", "standard")


def test_every_bucket_keeps_versions(estate: View) -> None:
    """The vendor's resource has a name and nothing else."""
    kept = {item.inputs["bucket"]: item for item in estate.of("BucketVersioning")}
    assert set(kept) == {item.inputs["name"] for item in estate.of("Bucket")}
    for item in kept.values():
        assert item.inputs["versioningConfiguration"] == {"status": "Enabled"}
        assert any("bucket:Bucket" in urn for urn in item.dependencies), item.urn


def test_object_storage_is_asked_at_the_regions_own_endpoint_and_nowhere_else(estate: View) -> None:
    found = [item for plan in estate.layers for item in plan.resources if item.type == "pulumi:providers:aws"]
    assert len(found) == len(estate.layers)
    for item in found:
        assert "objectstorage.cloudgouv-eu-west-1.numspot.com" in str(plain(item.inputs["endpoints"]))
        assert not {"accessKey", "secretKey", "profile"} & set(item.inputs)


def test_no_group_has_more_rules_than_an_account_may_have_by_default(estate: View) -> None:
    groups = Counter(item.parent for item in estate.of("SecurityGroupRule"))
    assert max(groups.values()) <= 50


def test_recordings_have_no_bucket_and_go_to_the_sink(estate: View) -> None:
    gaps = {(gap.name, gap.capability) for gap in estate.layer("hub").gaps}
    assert ("hub-recordings", "bucket.lock") in gaps
    assert not [item.urn for item in estate.of("Bucket") if item.name == "hub-recordings"]
    sink = estate.one("Vm", "hub-audit")
    assert sink.inputs["privateIps"] == ["10.64.3.250"]


@pytest.mark.parametrize("role", ["database", "cluster"])
def test_what_a_bridge_would_open_to_every_area_is_a_gap(estate: View, role: str) -> None:
    """A bridge opens all managed services of the space to a network: a seat of one space would reach production's."""
    gaps = [gap for plan in estate.layers for gap in plan.gaps if gap.capability == role]
    assert gaps
    assert "managed service" in load.capabilities("numspot")[role].note
    for token in ("hybridBridge:", "postgresCluster:", "kubernetesCluster:", "kubernetesNodepool:"):
        assert not [item.urn for item in estate.cloud if token in item.type]


def test_the_output_of_a_layer_holds_no_gateway_and_nothing_that_signs_or_writes(estate: View) -> None:
    outputs = plain(estate.layer("hub").outputs)
    assert set(outputs["network"]) == {"urn", "id", "name", "cidr", "router", "tables"}
    assert set(outputs["audit"]) == {"urn", "bucket", "workspace"}
    assert not {"issuer", "addresses"} & set(outputs["key_store"])
