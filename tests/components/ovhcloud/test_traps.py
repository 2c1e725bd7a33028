"""The traps of OVHcloud, each as a claim that must hold. Numbers are of ovh/terraform-provider-ovh."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from components.contract.words import Right
from components.ovhcloud.actions import ACTIONS
from components.ovhcloud.storage import lock_of
from plan.errors import ProgramFailed
from plan.values import UNKNOWN, Secret
from tests.components.ovhcloud.conftest import Layers, Variant, clear, every

DATA = {
    "openstack:blockstorage/volume:Volume",
    "ovh:CloudProject/database:Database",
    "ovh:CloudProject/project:Project",
    "ovh:CloudProject/storage:Storage",
    "ovh:CloudProjectDatabase/databaseInstance:DatabaseInstance",
    "ovh:Dbaas/logsOutputGraylogStream:LogsOutputGraylogStream",
    "ovh:Okms/okms:Okms",
    "ovh:Okms/serviceKey:ServiceKey",
    "ovh:Vrack/vrack:Vrack",
    "ovh:index/cloudStorageFileShare:CloudStorageFileShare",
}


def test_exactly_what_bears_data_is_protected_and_kept(layers: Layers) -> None:
    assert {item.type for item in every(layers) if item.options.protect} == DATA
    for item in every(layers):
        assert bool(item.options.protect) == bool(item.options.retain_on_delete) == (item.type in DATA), item.urn


def test_every_bucket_is_encrypted_versioned_and_hides_its_objects(layers: Layers) -> None:
    """The default is plain text; listed objects fill the state (#1085, #996)."""
    buckets = list(every(layers, "Storage"))
    assert buckets
    for item in buckets:
        assert item.inputs["encryption"] == {"sseAlgorithm": "AES256"}, item.urn
        assert item.inputs["versioning"] == {"status": "enabled"}, item.urn
        assert item.inputs["hideObjects"] is True, item.urn


def test_the_region_of_a_bucket_is_upper_case_and_never_changed_in_place(layers: Layers) -> None:
    for item in every(layers, "Storage"):
        assert item.inputs["regionName"] == "EU-WEST-PAR"
        assert "regionName" in item.options.replace_on_changes, "#1140"


def test_three_id_families_are_never_mixed(layers: Layers) -> None:
    assert {item.inputs["region"] for item in every(layers, "Okms")} == {"eu-west-par"}
    assert {item.inputs["region"] for item in every(layers, "Kube")} == {"EU-WEST-PAR"}
    backups = {tuple(item.inputs["backupRegions"]) for item in every(layers, "Database")}
    assert backups == {("EU-WEST-PAR", "GRA")}


def test_locks_are_compliance_locks_whose_period_ovhcloud_does_not_rewrite(layers: Layers) -> None:
    locks = [item.inputs["objectLock"] for item in every(layers, "Storage") if "objectLock" in item.inputs]
    assert len(locks) == 4  # audit, recordings, the main copy, the cardio data
    for lock in locks:
        days = re.fullmatch(r"P([0-9]+)D", lock["rule"]["period"])
        assert days and int(days[1]) % 7, "#1212"
        assert lock["status"] == "enabled" and lock["rule"]["mode"] == "compliance"


def test_a_lock_of_whole_weeks_is_a_day_longer_and_never_shorter() -> None:
    for days in range(1, 400):
        lock: Any = lock_of(days)
        kept = int(lock.rule.period.removeprefix("P").removesuffix("D"))
        assert days <= kept <= days + 1 and kept % 7, "#1212"
    assert lock_of(None) is None


def test_a_replica_lies_in_another_region_and_is_as_safe_as_its_original(variant: Variant) -> None:
    layers = variant(("locked_days: 90, replicated: false", "locked_days: 90, replicated: true"))
    found = {item.name: item.inputs for item in every(layers, "Storage")}
    original, replica = found["prod-main-copy"], found["prod-main-copy-replica"]
    assert replica["regionName"] == "GRA" and original["regionName"] == "EU-WEST-PAR"
    for key in ("encryption", "versioning", "objectLock", "hideObjects"):
        assert replica[key] == original[key]
    rule = original["replication"]["rules"][0]
    assert rule["destination"]["region"] == "GRA" and rule["destination"]["name"] == replica["name"]
    assert rule["deleteMarkerReplication"] == "disabled"
    assert rule["destination"]["removeOnMainBucketDeletion"] is False


def test_no_bucket_identity_may_delete_or_reach_a_second_bucket(layers: Layers) -> None:
    policies = [item for item in every(layers, "S3Policy")]
    assert len(policies) == len(list(every(layers, "Storage")))
    for item in policies:
        (statement,) = json.loads(item.inputs["policy"])["Statement"]
        assert statement["Effect"] == "Allow"
        assert not [action for action in statement["Action"] if "*" in action or "Delete" in action or "Acl" in action]
        bucket = statement["Resource"][0].removeprefix("arn:aws:s3:::")
        assert bucket and "*" not in bucket
        assert statement["Resource"] == [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]


def test_the_bastions_may_only_write_recordings(layers: Layers) -> None:
    policies = {item.name: json.loads(item.inputs["policy"])["Statement"][0] for item in every(layers, "S3Policy")}
    recorder = policies["hub-bastion-recorder"]
    assert recorder["Action"] == ["s3:PutObject", "s3:PutObjectRetention"]
    recordings = [name for name, rule in policies.items() if rule["Resource"] == recorder["Resource"]]
    assert recordings == ["hub-bastion-recorder"], "nothing else has a key to the recordings"
    assert policies["hub-audit-writer"]["Action"] == ["s3:PutObject", "s3:PutObjectRetention"]


def test_every_volume_and_boot_disk_is_of_the_luks_type(layers: Layers) -> None:
    assert {item.inputs["volumeType"] for item in every(layers, "openstack:blockstorage/volume:Volume")} == {
        "high-speed-gen2-luks"
    }
    for item in every(layers, "openstack:compute/instance:Instance"):
        (disk,) = item.inputs["blockDevices"]
        assert disk["volumeType"] == "high-speed-gen2-luks" and disk["destinationType"] == "volume", item.urn
        assert "imageId" not in item.inputs and "imageName" not in item.inputs, "no unencrypted local disk"


def test_databases_are_private_in_the_hds_scope_and_open_to_declared_ranges_only(layers: Layers) -> None:
    databases = list(every(layers, "Database"))
    assert len(databases) == 3
    for item in databases:
        assert item.inputs["plan"] in ("business", "enterprise")
        assert item.inputs["deletionProtection"] is True
        assert all(node["networkId"] is UNKNOWN and node["subnetId"] is UNKNOWN for node in item.inputs["nodes"])
        ranges = [rule["ip"] for rule in item.inputs["ipRestrictions"]]
        assert ranges and all(cidr.startswith("10.") and cidr.endswith("/24") for cidr in ranges)


def test_a_database_has_no_second_user(layers: Layers) -> None:
    assert {item.inputs["name"] for item in every(layers, "PostgresSqlUser")} == {"avnadmin"}


def test_network_ids_of_ovh_services_are_openstacks_own(layers: Layers) -> None:
    """`Kube` and `Database` refuse OVHcloud's other form of a network id."""
    for kind, keys in (
        ("Kube", ("privateNetworkId", "nodesSubnetId")),
        ("CloudStorageFileShareNetwork", ("networkId",)),
    ):
        for item in every(layers, kind):
            for key in keys:
                assert {urn.split("::")[2].split("$")[-1] for urn in item.property_dependencies[key]} & {
                    "openstack:networking/network:Network",
                    "openstack:networking/subnet:Subnet",
                }, item.urn


def test_clusters_are_on_their_own_subnet_without_public_nodes_and_closed_but_for_the_platform(layers: Layers) -> None:
    for item in every(layers, "Kube"):
        assert {"privateNetworkId", "nodesSubnetId", "loadBalancersSubnetId"} <= set(item.inputs), "PR 775"
        assert item.inputs["plan"] == "standard"
    for item in every(layers, "KubeNodePool"):
        assert item.inputs["attachFloatingIps"] == {"enabled": False} and item.inputs["autoscale"] is False
        assert "_" not in item.inputs["name"]
    for item in every(layers, "KubeIpRestrictions"):
        assert item.inputs["ips"] == ["10.64.0.0/24"]


def test_nodes_leave_to_named_control_planes_only_and_through_the_hub(variant: Variant) -> None:
    layers = variant(("registry_plan_id:", "kubernetes_control_plane_cidrs: [198.51.100.0/24]\n  registry_plan_id:"))
    routes = [item for item in every(layers, "RouterRoute") if item.name == "prod-compute-198.51.100.0-24"]
    assert [item.inputs["nextHop"] for item in routes] == ["10.71.0.1"]


def test_the_registry_answers_to_listed_ranges_only(layers: Layers) -> None:
    for kind in ("ContainerRegistryIPRestrictionsRegistry", "ContainerRegistryIPRestrictionsManagement"):
        (item,) = every(layers, kind)
        blocks = [rule["ip_block"] for rule in item.inputs["ipRestrictions"]]
        assert blocks == ["10.64.0.0/16", "10.65.0.0/16", "10.72.0.0/13"]


def test_shares_are_encrypted_and_open_to_their_segment_only(layers: Layers) -> None:
    assert all(item.inputs["encryption"] == {"enabled": True} for item in every(layers, "CloudStorageFileShare"))
    assert {item.inputs["accessTo"] for item in every(layers, "CloudStorageFileShareAcl")} == {
        "10.65.2.0/24",
        "10.72.1.0/24",
    }


def test_key_stores_are_one_an_area_and_issue_no_certificate(layers: Layers) -> None:
    assert len(list(every(layers, "Okms"))) == 7
    assert not list(every(layers, "Credential")) and not list(every(layers, "ServiceKeyJWK"))
    for item in every(layers, "ServiceKey"):
        assert (item.inputs["type"], item.inputs["size"]) == ("oct", 256)


def test_an_hsm_key_is_a_gap_and_never_silently_a_software_key(layers: Layers) -> None:
    gaps = {(plan.layer, gap.capability, gap.level) for plan in layers.values() for gap in plan.gaps}
    assert ("prod", "key.hsm", "api") in gaps and ("space-cardio", "key.hsm", "api") in gaps


def test_what_ovhcloud_cannot_do_is_a_gap(layers: Layers) -> None:
    gaps = {(gap.capability, gap.level) for plan in layers.values() for gap in plan.gaps}
    assert gaps == {
        ("airlock.review", "manual"),
        ("alert-route", "api"),
        ("audit-sink.control-plane", "api"),
        ("backup", "api"),
        ("bucket.customer-key", "absent"),
        ("bucket.private-endpoint", "absent"),
        ("certificate", "manual"),
        ("cluster.private", "absent"),
        ("database.customer-key", "absent"),
        ("file-share.customer-key", "absent"),
        ("flow-log", "absent"),
        ("identity-provider", "manual"),
        ("internal-dns", "absent"),
        ("key.hsm", "api"),
        ("portal.waf", "absent"),
        ("secret.customer-key", "absent"),
        ("volume.customer-key", "api"),
    }


def test_secrets_are_closed_to_the_project(layers: Layers) -> None:
    secrets = list(every(layers, "SecretV1"))
    assert len(secrets) == 4
    for item in secrets:
        assert item.inputs["acl"] == {"read": {"projectAccess": False, "users": []}}
        assert isinstance(item.inputs["payload"], Secret)


def test_generated_values_and_documents_are_secrets_from_the_first_moment(layers: Layers) -> None:
    for item in every(layers, "openstack:compute/instance:Instance"):
        assert isinstance(item.inputs["userData"], Secret), item.urn
        assert "userData" in item.options.additional_secret_outputs
    for kind, output in (
        ("S3Credential", "secretAccessKey"),
        ("ovh:CloudProject/user:User", "password"),
        ("PostgresSqlUser", "password"),
        ("APIOAuth2Client", "clientSecret"),
        ("LogsOutputGraylogStream", "writeToken"),
        ("Kube", "kubeconfig"),
    ):
        assert all(output in item.options.additional_secret_outputs for item in every(layers, kind)), kind


def test_a_service_account_keeps_no_secret(layers: Layers) -> None:
    assert all(item.inputs["discardClientSecret"] is True for item in every(layers, "APIOAuth2Client"))


def test_projects_with_health_data_have_the_hds_option_and_only_they(layers: Layers) -> None:
    options = {
        item.name: [option["planCode"] for option in item.inputs.get("planOptions", [])]
        for item in every(layers, "Project")
    }
    health = {name for name, codes in options.items() if codes == ["certification.hds.2018"]}
    assert health == {"prod", "cardio", "onco"}
    assert all(item.inputs["deletionProtection"] is True for item in every(layers, "Project"))


def test_projects_are_ordered_onto_the_one_vrack_of_the_estate(layers: Layers) -> None:
    """Attached later, they would have been delivered with vRacks of their own."""
    (vrack,) = every(layers, "ovh:Vrack/vrack:Vrack")
    assert vrack.name == "hub-vrack"
    for item in every(layers, "Project"):
        assert [entry["label"] for entry in item.inputs["plan"]["configurations"]] == ["vrack"], item.urn
        assert vrack.urn in item.property_dependencies["plan"], item.urn
    assert not list(every(layers, "ovh:Vrack/cloudProject:CloudProject"))


def test_existing_projects_and_vrack_are_used_and_not_ordered(variant: Variant) -> None:
    own = "0" * 31 + "1"
    layers = variant(("network_type: vrack", f"network_type: vrack\n  vrack: pn-12345\n  projects: {{hub: '{own}'}}"))
    assert not list(every(layers, "ovh:Vrack/vrack:Vrack"))
    assert "hub" not in {item.name for item in every(layers, "Project")}
    attached = {item.name: item.inputs["projectId"] for item in every(layers, "ovh:Vrack/cloudProject:CloudProject")}
    assert attached == {"hub-vrack": own}


def test_a_project_of_an_area_that_does_not_exist_is_refused(variant: Variant) -> None:
    """Else a misspelled name would silently order a second project."""
    with pytest.raises(ProgramFailed, match="areas that do not exist: prd"):
        variant(("network_type: vrack", f"network_type: vrack\n  projects: {{prd: '{'0' * 32}'}}"))


def test_deployers_have_the_least_openstack_roles_of_their_area(layers: Layers) -> None:
    roles = {item.name: set(item.inputs["roleNames"]) for item in every(layers, "ovh:CloudProject/user:User")}
    least = {"compute_operator", "network_operator", "network_security_operator", "volume_operator"}
    assert roles["onco-deployer-openstack"] == least
    assert roles["prod-deployer-openstack"] == least | {"key-manager_operator", "load-balancer_operator"}
    assert not [name for name, found in roles.items() if "administrator" in found]


def test_grants_name_one_identity_one_project_listed_actions_and_an_end(layers: Layers) -> None:
    for item in every(layers, "Policy"):
        assert len(item.inputs["identities"]) == len(item.inputs["resources"]) == 1
        assert item.inputs["allows"] and not [action for action in item.inputs["allows"] if "*" in action]
    endless = {item.name for item in every(layers, "Policy") if "expiredAt" not in item.inputs}
    assert endless == {"hub-deployer", "prod-deployer", "nonprod-deployer"}


def test_no_right_to_work_opens_the_airlock() -> None:
    """OVHcloud's IAM knows projects, not buckets: objects are for reviewers alone."""
    readers = {right for right, actions in ACTIONS.items() if any("storage/object" in action for action in actions)}
    assert readers == {Right.REVIEW}
    assert not [action for actions in ACTIONS.values() for action in actions if action.endswith("storage/delete")]


def test_groups_have_no_right_of_their_own(layers: Layers) -> None:
    assert {item.inputs["role"] for item in every(layers, "IdentityGroup")} == {"NONE"}


def test_the_logs_of_the_platform_are_locked_for_the_whole_retention(layers: Layers) -> None:
    (bucket,) = [item for item in every(layers, "Storage") if item.name == "hub-audit"]
    assert bucket.inputs["objectLock"]["rule"] == {"mode": "compliance", "period": "P365D"}


def test_tags_stand_wherever_the_cloud_can_carry_them(layers: Layers) -> None:
    for item in every(layers):
        kind = item.type
        if kind.startswith("ovh:CloudProject/storage") or "iamResourceTags" in kind:
            assert set(item.inputs["tags"]) == {"classification", "controller", "owner", "retention", "space"}, item.urn
        if kind.rpartition(":")[2] in ("Network", "Subnet", "Router", "Port", "SecGroup", "FloatingIp", "LoadBalancer"):
            assert any(tag.startswith("owner=") for tag in item.inputs["tags"]), item.urn
            assert all(len(tag) <= 60 and "," not in tag and "/" not in tag for tag in item.inputs["tags"]), item.urn
        if kind.rpartition(":")[2] == "Instance" or kind == "openstack:blockstorage/volume:Volume":
            assert item.inputs["metadata"]["owner"], item.urn


def test_no_secret_stands_in_a_name_tag_or_plain_input(layers: Layers) -> None:
    plain = json.dumps([clear(item.name) for item in every(layers)])
    assert "BEGIN" not in plain and "ssh-" not in plain
