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
from plan.values import UNKNOWN
from tests.components.view import Changed, View, is_secret, leaves


def test_every_bucket_is_encrypted_versioned_and_hides_its_objects(estate: View) -> None:
    """The default is plain text; listed objects fill the state (#1085, #996)."""
    buckets = estate.of("Storage")
    assert buckets
    for item in buckets:
        assert item.inputs["encryption"] == {"sseAlgorithm": "AES256"}, item.urn
        assert item.inputs["versioning"] == {"status": "enabled"}, item.urn
        assert item.inputs["hideObjects"] is True, item.urn


def test_the_region_of_a_bucket_is_upper_case_and_never_changed_in_place(estate: View) -> None:
    for item in estate.of("Storage"):
        assert item.inputs["regionName"] == "EU-WEST-PAR"
        assert "regionName" in item.options.replace_on_changes, "#1140"


def test_three_id_families_are_never_mixed(estate: View) -> None:
    assert {item.inputs["region"] for item in estate.of("Okms")} == {"eu-west-par"}
    assert {item.inputs["region"] for item in estate.of("ContainerRegistry")} == {"EU-WEST-PAR"}
    backups = {tuple(item.inputs["backupRegions"]) for item in estate.of("Database")}
    assert backups == {("EU-WEST-PAR", "GRA")}


def test_locks_are_compliance_locks_whose_period_ovhcloud_does_not_rewrite(estate: View) -> None:
    locks = [item.inputs["objectLock"] for item in estate.of("Storage") if "objectLock" in item.inputs]
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


def test_a_replica_lies_in_another_region_and_is_as_safe_as_its_original(changed: Changed) -> None:
    estate = changed(("locked_days: 90, replicated: false", "locked_days: 90, replicated: true"))
    found = {item.name: item.inputs for item in estate.of("Storage")}
    original, replica = found["prod-main-copy"], found["prod-main-copy-replica"]
    assert replica["regionName"] == "GRA" and original["regionName"] == "EU-WEST-PAR"
    for key in ("encryption", "versioning", "objectLock", "hideObjects"):
        assert replica[key] == original[key]
    rule = original["replication"]["rules"][0]
    assert rule["destination"]["region"] == "GRA" and rule["destination"]["name"] == replica["name"]
    assert rule["deleteMarkerReplication"] == "disabled"
    assert rule["destination"]["removeOnMainBucketDeletion"] is False


def test_no_bucket_identity_may_delete_or_reach_a_second_bucket(estate: View) -> None:
    policies = [item for item in estate.of("S3Policy")]
    assert len(policies) == len(estate.of("Storage"))
    for item in policies:
        (statement,) = json.loads(item.inputs["policy"])["Statement"]
        assert statement["Effect"] == "Allow"
        assert not [action for action in statement["Action"] if "*" in action or "Delete" in action or "Acl" in action]
        bucket = statement["Resource"][0].removeprefix("arn:aws:s3:::")
        assert bucket and "*" not in bucket
        assert statement["Resource"] == [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]


def test_the_bastions_may_only_write_recordings(estate: View) -> None:
    policies = {item.name: json.loads(item.inputs["policy"])["Statement"][0] for item in estate.of("S3Policy")}
    recorder = policies["hub-bastion-recorder"]
    assert recorder["Action"] == ["s3:PutObject", "s3:PutObjectRetention"]
    recordings = [name for name, rule in policies.items() if rule["Resource"] == recorder["Resource"]]
    assert recordings == ["hub-bastion-recorder"], "nothing else has a key to the recordings"
    assert policies["hub-audit-writer"]["Action"] == ["s3:PutObject", "s3:PutObjectRetention"]


def test_every_volume_and_boot_disk_is_of_the_luks_type(estate: View) -> None:
    assert {item.inputs["volumeType"] for item in estate.of("openstack:blockstorage/volume:Volume")} == {
        "high-speed-gen2-luks"
    }
    for item in estate.of("openstack:compute/instance:Instance"):
        (disk,) = item.inputs["blockDevices"]
        assert disk["volumeType"] == "high-speed-gen2-luks" and disk["destinationType"] == "volume", item.urn
        assert "imageId" not in item.inputs and "imageName" not in item.inputs, "no unencrypted local disk"


def test_databases_are_private_in_the_hds_scope_and_open_to_declared_ranges_only(estate: View) -> None:
    databases = estate.of("Database")
    assert len(databases) == 3
    for item in databases:
        assert item.inputs["plan"] in ("business", "enterprise")
        assert item.inputs["deletionProtection"] is True
        assert all(node["networkId"] is UNKNOWN and node["subnetId"] is UNKNOWN for node in item.inputs["nodes"])
        ranges = [rule["ip"] for rule in item.inputs["ipRestrictions"]]
        assert ranges and all(cidr.startswith("10.") and cidr.endswith("/24") for cidr in ranges)


def test_a_database_has_no_second_user(estate: View) -> None:
    assert {item.inputs["name"] for item in estate.of("PostgresSqlUser")} == {"avnadmin"}


def test_network_ids_of_ovh_services_are_openstacks_own(estate: View) -> None:
    """Shares and databases refuse OVHcloud's other form of a network id."""
    for kind, key in (("CloudStorageFileShareNetwork", "networkId"), ("CloudStorageFileShareNetwork", "subnetId")):
        for item in estate.of(kind):
            assert {urn.split("::")[2].split("$")[-1] for urn in item.property_dependencies[key]} & {
                "openstack:networking/network:Network",
                "openstack:networking/subnet:Subnet",
            }, item.urn


def test_a_cluster_is_a_gap_and_only_the_hubs_router_has_a_way_out(estate: View) -> None:
    """Its nodes would need one, and the cloud's own gateway filters no destination."""
    gaps = [gap for plan in estate.layers for gap in plan.gaps if gap.capability == "cluster"]
    assert {gap.name for gap in gaps} == {"prod-compute", "nonprod-compute"}
    assert all("security officer must decide" in gap.reason for gap in gaps)
    assert not [item for plan in estate.layers for item in plan.resources if "CloudProject/kube" in item.type]
    out = {item.name for item in estate.of("networking/router:Router") if "externalNetworkId" in item.inputs}
    assert out == {"hub"}


def test_a_deployer_may_link_its_area_to_the_hub_and_touch_nothing_else_there(estate: View) -> None:
    links = {item.name: item for item in estate.of("Policy") if item.name.endswith("-link")}
    assert set(links) == {f"{area}-link" for area in ("prod", "nonprod", "cardio", "onco", "vaccin", "methods")}
    for item in links.values():
        assert item.inputs["allows"] == ["publicCloudProject:openstack:networkOperator"]
        assert any(urn.endswith("::hub") for urn in item.property_dependencies["resources"]), item.urn
    assert links["cardio-link"].inputs["expiredAt"] == "2028-01-14T23:59:59Z"
    assert "expiredAt" not in links["prod-link"].inputs


def test_the_hubs_end_of_a_link_is_written_with_a_sign_in_of_its_own(changed: Changed) -> None:
    named = "{hub: hub-deployer, space-cardio: cardio-deployer, space-cardio-link: cardio-in-the-hub}"
    estate = changed(("network_type: vrack", f"network_type: vrack\n  openstack_clouds: {named}"))
    found = {
        item.name: item.inputs.get("cloud")
        for item in estate.layer("space-cardio").resources
        if item.type == "pulumi:providers:openstack"
    }
    assert found == {"openstack": "cardio-deployer", "openstack-hub": "cardio-in-the-hub"}


def test_the_registry_answers_to_listed_ranges_only(estate: View) -> None:
    for kind in ("ContainerRegistryIPRestrictionsRegistry", "ContainerRegistryIPRestrictionsManagement"):
        (item,) = estate.of(kind)
        blocks = [rule["ip_block"] for rule in item.inputs["ipRestrictions"]]
        assert blocks == ["10.64.0.0/16", "10.65.0.0/16", "10.72.0.0/13"]


def test_shares_are_encrypted_and_open_to_the_ends_of_their_flows_only(estate: View) -> None:
    assert all(item.inputs["encryption"] == {"enabled": True} for item in estate.of("CloudStorageFileShare"))
    assert {item.inputs["accessTo"] for item in estate.of("CloudStorageFileShareAcl")} == {
        "10.65.1.0/24",
        "10.72.0.0/24",
    }


def test_key_stores_are_one_an_area_and_issue_no_certificate(estate: View) -> None:
    assert len(estate.of("Okms")) == 7
    assert not estate.has("ovh:Okms/credential:Credential")
    assert not estate.has("ovh:Okms/serviceKeyJWK:ServiceKeyJWK")
    for item in estate.of("ServiceKey"):
        assert (item.inputs["type"], item.inputs["size"]) == ("oct", 256)


def test_an_hsm_key_is_a_gap_and_never_silently_a_software_key(estate: View) -> None:
    gaps = {(plan.layer, gap.capability, gap.level) for plan in estate.layers for gap in plan.gaps}
    assert ("prod", "key.hsm", "api") in gaps and ("space-cardio", "key.hsm", "api") in gaps


def test_what_ovhcloud_cannot_do_is_a_gap(estate: View) -> None:
    gaps = {(gap.capability, gap.level) for plan in estate.layers for gap in plan.gaps}
    assert gaps == {
        ("airlock.expiry", "manual"),
        ("airlock.review", "manual"),
        ("alert-route", "api"),
        ("audit-sink.control-plane", "api"),
        ("backup", "api"),
        ("bucket.customer-key", "absent"),
        ("bucket.private-endpoint", "absent"),
        ("certificate", "manual"),
        ("cluster", "manual"),
        ("cluster.private", "absent"),
        ("database.backup-retention", "absent"),
        ("database.customer-key", "absent"),
        ("file-share.customer-key", "absent"),
        ("flow-log", "absent"),
        ("identity-provider", "manual"),
        ("internal-dns", "absent"),
        ("key.hsm", "api"),
        ("key.rotation", "manual"),
        ("portal.waf", "absent"),
        ("secret.customer-key", "absent"),
        ("site-link.asn", "absent"),
        ("site-link.bgp", "absent"),
        ("volume.customer-key", "api"),
    }


def test_secrets_are_closed_to_the_project(estate: View) -> None:
    secrets = estate.of("SecretV1")
    assert len(secrets) == 4
    for item in secrets:
        assert item.inputs["acl"] == {"read": {"projectAccess": False, "users": []}}


def test_a_service_account_keeps_no_secret(estate: View) -> None:
    assert all(item.inputs["discardClientSecret"] is True for item in estate.of("APIOAuth2Client"))


def test_projects_with_health_data_have_the_hds_option_and_only_they(estate: View) -> None:
    options = {
        item.name: [option["planCode"] for option in item.inputs.get("planOptions", [])]
        for item in estate.of("Project")
    }
    health = {name for name, codes in options.items() if codes == ["certification.hds.2018"]}
    assert health == {"prod", "cardio", "onco"}
    assert all(item.inputs["deletionProtection"] is True for item in estate.of("Project"))


def test_projects_are_ordered_onto_the_one_vrack_of_the_estate(estate: View) -> None:
    """Attached later, they would have been delivered with vRacks of their own."""
    (vrack,) = estate.of("ovh:Vrack/vrack:Vrack")
    assert vrack.name == "hub-vrack"
    for item in estate.of("Project"):
        assert [entry["label"] for entry in item.inputs["plan"]["configurations"]] == ["vrack"], item.urn
        assert vrack.urn in item.property_dependencies["plan"], item.urn
    assert not estate.has("ovh:Vrack/cloudProject:CloudProject")


def test_existing_projects_and_vrack_are_used_and_not_ordered(changed: Changed) -> None:
    own = "0" * 31 + "1"
    estate = changed(("network_type: vrack", f"network_type: vrack\n  vrack: pn-12345\n  projects: {{hub: '{own}'}}"))
    assert not estate.has("ovh:Vrack/vrack:Vrack")
    assert "hub" not in {item.name for item in estate.of("Project")}
    attached = {item.name: item.inputs["projectId"] for item in estate.of("ovh:Vrack/cloudProject:CloudProject")}
    assert attached == {"hub-vrack": own}


def test_a_project_of_an_area_that_does_not_exist_is_refused(changed: Changed) -> None:
    """Else a misspelled name would silently order a second project."""
    with pytest.raises(ProgramFailed, match="areas that do not exist: prd"):
        changed(("network_type: vrack", f"network_type: vrack\n  projects: {{prd: '{'0' * 32}'}}"))


def test_deployers_have_the_least_openstack_roles_of_their_area(estate: View) -> None:
    roles = {item.name: set(item.inputs["roleNames"]) for item in estate.of("ovh:CloudProject/user:User")}
    least = {"compute_operator", "network_operator", "network_security_operator", "volume_operator"}
    assert roles["onco-deployer-openstack"] == least
    assert roles["prod-deployer-openstack"] == least | {"key-manager_operator", "load-balancer_operator"}
    assert not [name for name, found in roles.items() if "administrator" in found]


def test_grants_name_one_identity_one_project_listed_actions_and_an_end(estate: View) -> None:
    for item in estate.of("Policy"):
        assert len(item.inputs["identities"]) == len(item.inputs["resources"]) == 1
        assert item.inputs["allows"] and not [action for action in item.inputs["allows"] if "*" in action]
    endless = {item.name for item in estate.of("Policy") if "expiredAt" not in item.inputs}
    assert endless == {"hub-deployer", "prod-deployer", "nonprod-deployer", "prod-link", "nonprod-link"}


def test_no_right_to_work_opens_the_airlock() -> None:
    """OVHcloud's IAM knows projects, not buckets: objects are for reviewers alone."""
    readers = {right for right, actions in ACTIONS.items() if any("storage/object" in action for action in actions)}
    assert readers == {Right.REVIEW}
    assert not [action for actions in ACTIONS.values() for action in actions if action.endswith("storage/delete")]


def test_groups_have_no_right_of_their_own(estate: View) -> None:
    assert {item.inputs["role"] for item in estate.of("IdentityGroup")} == {"NONE"}


def test_the_logs_of_the_platform_are_locked_for_the_whole_retention(estate: View) -> None:
    (bucket,) = [item for item in estate.of("Storage") if item.name == "hub-audit"]
    assert bucket.inputs["objectLock"]["rule"] == {"mode": "compliance", "period": "P365D"}


def test_openstacks_tags_are_short_words_without_a_separator(estate: View) -> None:
    """Neutron refuses longer ones, and commas and slashes."""
    tagged = estate.of("Network", "Subnet", "Router", "Port", "SecGroup", "FloatingIp", "LoadBalancer")
    for item in tagged:
        assert item.inputs["tags"], item.urn
        assert all(len(tag) <= 60 and "," not in tag and "/" not in tag for tag in item.inputs["tags"]), item.urn


def test_no_key_stands_in_a_name_tag_or_plain_input(estate: View) -> None:
    """Not even a public one: user data that holds keys is a secret as a whole."""
    texts = [str(value) for item in estate.cloud for _, value in leaves(item.inputs) if not is_secret(value)]
    assert texts
    assert not [text for text in (*texts, *(item.name for item in estate.cloud)) if "BEGIN" in text or "ssh-" in text]
