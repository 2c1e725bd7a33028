"""The traps of the cloud, each as a claim about every resource of the plan."""

from __future__ import annotations

import json

from components.outscale.storage import writers_only
from plan.values import revealed
from tests.components.view import View, is_secret

VM, VOLUME = "outscale:index/vm:Vm", "outscale:index/volume:Volume"


def test_every_area_is_deployed_into_an_account_of_its_own(estate: View) -> None:
    profiles: dict[str, str] = {}
    for plan in estate.layers[1:]:
        for item in plan.resources:
            if item.type == "pulumi:providers:outscale" and item.name == "outscale":
                profiles[plan.layer] = item.inputs["profile"]
    assert len(set(profiles.values())) == len(profiles) == len(estate.layers) - 1
    assert profiles["prod"] == "hdh-prod"


def test_the_hubs_end_of_a_link_is_made_with_the_right_of_that_link_only(estate: View) -> None:
    for plan in estate.layers[2:]:
        (found,) = [item for item in plan.resources if item.name == "outscale-hub" and not item.is_cloud]
        assert found.inputs["profile"].endswith(".link"), plan.layer


def test_no_provider_is_given_a_key_or_another_endpoint(estate: View) -> None:
    providers = [item for plan in estate.layers for item in plan.resources if item.type == "pulumi:providers:outscale"]
    assert providers
    for item in providers:
        assert {key for key, value in item.inputs.items() if value is not None} <= {"profile", "region", "version"}
        assert item.inputs["region"] == "cloudgouv-eu-west-1"


def test_hosts_boot_by_uefi_with_a_virtual_tpm_and_cannot_be_deleted_by_a_slip(estate: View) -> None:
    for item in estate.of(VM):
        assert (item.inputs["bootMode"], item.inputs["tpmEnabled"]) == ("uefi", True)
        assert item.inputs["deletionProtection"] is True


def test_no_host_has_a_key_pair_or_asks_for_a_password(estate: View) -> None:
    for item in estate.of(VM):
        assert not {"keypairName", "keypairNameWo", "getAdminPassword"} & set(item.inputs)
    assert not estate.has("outscale:index/keypair:Keypair")


def test_every_host_is_behind_its_segments_security_group_and_no_default_one(estate: View) -> None:
    for item in estate.of(VM):
        (nic,) = item.inputs["primaryNics"]
        assert len(nic["securityGroupIds"]) == 1, item.urn
        assert not {"securityGroupIds", "securityGroupNames", "subnetId", "nics"} & set(item.inputs), item.urn


def test_no_two_security_groups_of_an_account_have_one_name(estate: View) -> None:
    """The cloud refuses the second one."""
    for plan in estate.layers:
        names = [
            item.inputs["securityGroupName"]
            for item in plan.resources
            if item.type == "outscale:index/securityGroup:SecurityGroup"
        ]
        assert len(set(names)) == len(names), (plan.layer, sorted(names))


def test_only_gateways_may_forward_what_others_sent(estate: View) -> None:
    unchecked = {item.name for item in estate.of(VM) if item.inputs["isSourceDestChecked"] is False}
    assert unchecked == {"hub-legacy-1", "hub-legacy-2"}


def test_public_addresses_are_linked_to_bastions_and_gateways_only(estate: View) -> None:
    links = {item.name for item in estate.of("PublicIpLink")}
    assert links == {"hub-bastion-1", "hub-bastion-2", "hub-legacy-1", "hub-legacy-2"}


def test_the_clouds_own_vpn_with_its_weak_algorithms_is_not_used(estate: View) -> None:
    for kind in ("vpnConnection:VpnConnection", "virtualGateway:VirtualGateway", "clientGateway:ClientGateway"):
        assert not estate.has(f"outscale:index/{kind}")


def test_a_snapshot_is_left_of_every_volume_that_is_deleted(estate: View) -> None:
    names = [item.inputs["terminationSnapshotName"] for item in estate.of(VOLUME)]
    assert len(set(names)) == len(names)


def test_no_snapshot_or_image_is_shared(estate: View) -> None:
    for kind in ("snapshot:Snapshot",):
        assert not estate.has(f"outscale:index/{kind}")


def test_volumes_stand_in_the_zone_of_their_host(estate: View) -> None:
    for link in estate.of("VolumeLink"):
        volume = estate.one(VOLUME, link.name)
        assert volume.inputs["subregionName"].startswith("cloudgouv-eu-west-1")
        assert link.inputs["deviceName"] == "/dev/xvdb"
        assert link.inputs["forceUnlink"] is False


def test_the_load_balancer_ends_no_tls_and_takes_no_other_port(estate: View) -> None:
    (balancer,) = estate.of("outscale:index/loadBalancer:LoadBalancer")
    (listener,) = balancer.inputs["listeners"]
    assert listener == {
        "loadBalancerPort": 443,
        "loadBalancerProtocol": "TCP",
        "backendPort": 443,
        "backendProtocol": "TCP",
    }
    assert len(balancer.inputs["subnets"]) == len(balancer.inputs["securityGroups"]) == 1
    assert not estate.has("outscale:index/serverCertificate:ServerCertificate")


def test_the_only_access_key_ends_and_opens_an_account_that_holds_nothing(estate: View) -> None:
    (key,) = estate.of("AccessKey")
    assert "::outscale-writer" in key.options.provider
    assert "userName" not in key.inputs, "EIM users cannot use object storage"
    assert key.inputs["expirationDate"] == "2027-07-01T00:00:00.000Z"
    (writer,) = [
        item
        for plan in estate.layers
        for item in plan.resources
        if item.name == "outscale-writer" and not item.is_cloud
    ]
    assert writer.inputs["profile"] == "hdh.writer"


def test_another_account_may_add_to_a_bucket_and_do_nothing_else() -> None:
    policy = json.loads(writers_only("logs", "000000000002"))
    (statement,) = policy["Statement"]
    assert statement["Principal"] == {"AWS": "arn:aws:iam::000000000002:root"}
    assert all(action.startswith(("s3:Put", "s3:Create")) for action in statement["Action"])
    assert not [action for action in statement["Action"] if "Policy" in action or "Acl" in action or "*" in action]
    assert "Condition" not in statement, "the cloud knows no conditions"


def test_only_recordings_and_logs_are_opened_to_the_writers_account(estate: View) -> None:
    policies = {item.name: json.loads(revealed(item.inputs["policy"])) for item in estate.of("BucketPolicy")}
    assert set(policies) == {"hub-audit-policy", "hub-recordings-policy"}
    for policy in policies.values():
        assert {str(statement["Principal"]) for statement in policy["Statement"]} == {
            "{'AWS': 'arn:aws:iam::000000000002:root'}"
        }


def test_every_host_document_is_a_secret_in_the_form_that_the_cloud_takes(estate: View) -> None:
    for item in estate.of(VM):
        assert is_secret(item.inputs["userData"]), item.urn


def test_a_key_has_no_resource_and_its_store_three_hosts_in_each_area(estate: View) -> None:
    for plan in estate.layers[1:]:
        stores = [item for item in plan.resources if item.type == "bastide:keys:KeyStore"]
        for store in stores:
            hosts = [item for item in plan.resources if item.parent == store.urn and item.type == VM]
            assert [item.name[-1] for item in hosts] == ["1", "2", "3"]
            assert len({item.inputs["primaryNics"][0]["privateIps"][0]["privateIp"] for item in hosts}) == 3
        assert stores, plan.layer
