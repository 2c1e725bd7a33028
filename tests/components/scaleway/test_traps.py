"""The traps of the cloud, each as a claim about every resource of the plan."""

from __future__ import annotations

import json
from datetime import date

import pytest

from components.scaleway.access import PERMISSIONS, condition
from components.scaleway.bucket_policy import document
from components.scaleway.keys import _CUSTODIANS
from plan.values import UNKNOWN
from tests.components.view import View, is_secret

HUB = "scaleway-hub"


def test_only_submodule_classes_are_used_but_for_the_file_system(estate: View) -> None:
    roots = {item.type for item in estate.cloud if item.type.startswith("scaleway:index/")}
    assert roots <= {"scaleway:index/fileFilesystem:FileFilesystem"}


def test_every_resource_that_takes_a_project_names_one(estate: View) -> None:
    # these belong to another resource, or to the organisation, and take none
    without = {
        "account/project:Project",
        "databases/acl:Acl",
        "databases/database:Database",
        "iam/apiKey:ApiKey",
        "iam/application:Application",
        "iam/group:Group",
        "iam/policy:Policy",
        "instance/securityGroupRules:SecurityGroupRules",
        "loadbalancers/backend:Backend",
        "loadbalancers/frontend:Frontend",
        "network/acl:Acl",
        "network/connector:Connector",
        "network/gatewayNetwork:GatewayNetwork",
        "network/route:Route",
        "secrets/version:Version",
    }
    missing = [
        item.urn
        for item in estate.cloud
        if item.type.removeprefix("scaleway:") not in without and "projectId" not in item.inputs
    ]
    assert missing == []


def test_regional_and_zonal_resources_stay_in_the_region(estate: View) -> None:
    for item in estate.cloud:
        assert item.inputs.get("region", "fr-par") == "fr-par", item.urn
        assert item.inputs.get("zone", "fr-par-1").startswith("fr-par-"), item.urn


def test_no_packet_passes_through_the_hub_from_one_area_to_another(estate: View) -> None:
    assert {item.inputs["enableTransitivity"] for item in estate.of("network/vpc:Vpc")} == {False}


def test_each_area_has_a_vpc_of_its_own(estate: View) -> None:
    for plan in estate.layers[1:]:
        assert [item.type for item in plan.resources].count("scaleway:network/vpc:Vpc") == 1, plan.layer


def test_both_access_lists_of_each_vpc_are_closed_by_default(estate: View) -> None:
    lists = estate.of("network/acl:Acl")
    assert len(lists) == 2 * len(estate.of("network/vpc:Vpc"))
    assert {item.inputs["defaultPolicy"] for item in lists} == {"drop"}
    assert {len(item.inputs["rules"]) for item in lists if item.inputs["isIpv6"]} == {0}


def test_access_list_rules_carry_their_flow_and_never_mean_the_whole_internet(estate: View) -> None:
    for item in estate.of("network/acl:Acl"):
        for rule in item.inputs["rules"]:
            assert rule["action"] == "accept"
            assert "0.0.0.0/0" not in (rule["source"], rule["destination"])
            assert rule["description"].removeprefix("answers: ").split()[0].count("-") == 1, rule


def test_every_access_list_rule_has_its_answer_for_the_list_is_stateless(estate: View) -> None:
    for item in estate.of("network/acl:Acl"):
        keys = ("source", "srcPortLow", "srcPortHigh", "destination", "dstPortLow", "dstPortHigh", "protocol")
        seen = {tuple(rule[key] for key in keys) for rule in item.inputs["rules"]}
        assert {(d, dl, dh, s, sl, sh, p) for s, sl, sh, d, dl, dh, p in seen} == seen


def test_links_to_the_hub_have_two_ends_in_the_stack_that_comes_and_goes(estate: View) -> None:
    for plan in estate.layers[2:]:
        ends = [item for item in plan.resources if item.type == "scaleway:network/connector:Connector"]
        routes = [item for item in plan.resources if item.type == "scaleway:network/route:Route"]
        assert sorted(HUB in item.options.provider for item in ends) == [False, True], plan.layer
        assert sorted(HUB in item.options.provider for item in routes) == [False, True], plan.layer


def test_only_the_egress_segment_is_attached_to_a_gateway(estate: View) -> None:
    assert {item.name for item in estate.of("network/gatewayNetwork:GatewayNetwork")} == {
        "hub-egress-exit-1",
        "hub-egress-exit-2",
    }
    assert {
        item.inputs["enableDefaultRoutePropagation"] for item in estate.of("network/privateNetwork:PrivateNetwork")
    } == {False}


def test_gateways_have_no_bastion_and_send_no_mail(estate: View) -> None:
    for item in estate.of("network/publicGateway:PublicGateway"):
        assert (item.inputs["bastionEnabled"], item.inputs["enableSmtp"]) == (False, False)
        assert "allowedIpRanges" not in item.inputs


def test_no_gateway_uses_the_retired_dhcp(estate: View) -> None:
    for item in estate.of("network/gatewayNetwork:GatewayNetwork"):
        assert not {"dhcpId", "enableDhcp", "cleanupDhcp", "staticAddress"} & set(item.inputs)


def test_security_groups_are_closed_in_both_directions(estate: View) -> None:
    for item in estate.of("instance/securityGroup:SecurityGroup"):
        assert item.inputs["inboundDefaultPolicy"] == "drop"
        assert item.inputs["outboundDefaultPolicy"] == "drop"
        assert item.inputs["stateful"] is True
        assert item.inputs["externalRules"] is True
        assert item.inputs["enableDefaultSecurity"] is True


def test_the_whole_internet_stands_in_no_rule_but_the_way_out_of_the_proxy(estate: View) -> None:
    for item in estate.of("instance/securityGroupRules:SecurityGroupRules"):
        inbound, outbound = item.inputs["inboundRules"], item.inputs["outboundRules"]
        assert all(rule["ipRange"] != "0.0.0.0/0" for rule in inbound), item.urn
        if not item.name.startswith("hub-egress-"):
            assert all(rule["ipRange"] != "0.0.0.0/0" for rule in outbound), item.urn
        assert all("ip" not in rule for rule in (*inbound, *outbound))


def test_security_groups_carry_their_flows_as_tags(estate: View) -> None:
    group = estate.one("instance/securityGroup:SecurityGroup", "prod-data-1")
    assert "flow=PRD-003+PRD-004" in group.inputs["tags"]


def test_no_host_has_a_public_address_but_the_bastions(estate: View) -> None:
    for item in estate.of("instance/server:Server"):
        assert item.inputs["enableDynamicIp"] is False
        assert ("ipIds" in item.inputs) is item.name.startswith("hub-bastion-"), item.urn
        assert item.inputs["protected"] is True


def test_every_host_stands_in_a_security_group_of_ours(estate: View) -> None:
    assert all("securityGroupId" in item.inputs for item in estate.of("instance/server:Server"))


def test_bastions_admit_only_the_allowed_ranges_from_outside(estate: View) -> None:
    for zone in (1, 2):
        rules = estate.one("instance/securityGroupRules:SecurityGroupRules", f"hub-bastion-{zone}")
        assert [(rule["ipRange"], rule["portRange"]) for rule in rules.inputs["inboundRules"]] == [
            ("192.0.2.0/28", "22-22"),
            ("198.51.100.16/29", "22-22"),
        ]


def test_buckets_are_versioned_without_lifecycle_access_list_or_forced_deletion(estate: View) -> None:
    for item in estate.of("object/bucket:Bucket"):
        assert item.inputs["versioning"] == {"enabled": True}
        assert item.inputs["forceDestroy"] is False
        assert not {"acl", "lifecycleRules", "corsRules"} & set(item.inputs)


def test_every_bucket_is_encrypted_under_the_output_of_a_key_of_its_region(estate: View) -> None:
    assert len(
        estate.of("object/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")
    ) == len(estate.of("object/bucket:Bucket"))
    for item in estate.of("object/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"):
        (rule,) = item.inputs["rules"]
        default = rule["applyServerSideEncryptionByDefault"]
        if item.name == "state-encryption":
            assert default == {"sseAlgorithm": "AES256"}
            assert "bucketKeyEnabled" not in rule
            continue
        assert default == {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": UNKNOWN}
        assert rule["bucketKeyEnabled"] is True
        assert any("keymanager/key:Key" in urn for urn in item.dependencies), item.urn


def test_locks_are_of_compliance_mode_on_buckets_that_allow_them(estate: View) -> None:
    lockable = {item.name for item in estate.of("object/bucket:Bucket") if item.inputs["objectLockEnabled"]}
    locks = estate.of("object/bucketLockConfiguration:BucketLockConfiguration")
    assert {item.name.removesuffix("-lock") for item in locks} == lockable
    assert {item.inputs["rule"]["defaultRetention"]["mode"] for item in locks} == {"COMPLIANCE"}


def test_the_audit_sink_is_locked_over_its_whole_retention(estate: View) -> None:
    lock = estate.one("object/bucketLockConfiguration:BucketLockConfiguration", "hub-audit-lock")
    assert lock.inputs["rule"]["defaultRetention"]["days"] == 365


def test_a_bucket_policy_keeps_the_deployer_and_lets_the_writer_only_add() -> None:
    found = json.loads(document("b", "application_id:deployer", "application_id:writer"))
    assert found["Version"] == "2023-04-17"
    deployer, writer = found["Statement"]
    assert (deployer["Principal"], deployer["Action"], deployer["Resource"]) == (
        {"SCW": "application_id:deployer"},
        ["s3:*"],
        ["b"],
    )
    assert not [action for action in writer["Action"] if "Get" in action or "Delete" in action or "*" in action]
    assert "*" not in [statement["Principal"]["SCW"] for statement in found["Statement"]]


def test_bucket_policies_stand_on_buckets_of_machines_only(estate: View) -> None:
    assert {item.name for item in estate.of("object/bucketPolicy:BucketPolicy")} == {"hub-bastion-policy"}


def test_databases_are_encrypted_private_and_backed_up_in_the_region(estate: View) -> None:
    for item in estate.of("databases/instance:Instance"):
        assert item.inputs["encryptionAtRest"] is True
        assert item.inputs["disableBackup"] is False
        assert item.inputs["backupSameRegion"] is True
        assert "loadBalancer" not in item.inputs
        assert item.inputs["privateNetwork"]["enableIpam"] is True
        assert "password" not in item.inputs
        assert is_secret(item.inputs["passwordWo"])


def test_every_database_has_an_access_list_without_the_internet(estate: View) -> None:
    lists = estate.of("databases/acl:Acl")
    assert len(lists) == len(estate.of("databases/instance:Instance"))
    for item in lists:
        assert item.inputs["aclRules"]
        assert all(rule["ip"] != "0.0.0.0/0" for rule in item.inputs["aclRules"])


def test_keys_are_symmetric_protected_and_rotate_without_a_fixed_date(estate: View) -> None:
    for item in estate.of("keymanager/key:Key"):
        assert (item.inputs["algorithm"], item.inputs["usage"]) == ("aes_256_gcm", "symmetric_encryption")
        assert item.inputs["unprotected"] is False
        assert set(item.inputs["rotationPolicy"]) == {"rotationPeriod"}


def test_keys_that_ask_for_hardware_get_it(estate: View) -> None:
    hardware = {item.name for item in estate.of("keymanager/key:Key") if item.inputs["protectionLevel"] == "hsm"}
    assert hardware == {"prod-data", "cardio-data"}


def test_custodians_neither_use_nor_delete_keys() -> None:
    assert not [name for name in _CUSTODIANS if "crypt" in name or "Delete" in name or "Full" in name]


def test_stored_secrets_are_protected_and_write_only(estate: View) -> None:
    assert {item.inputs["protected"] for item in estate.of("secrets/secret:Secret")} == {True}
    for item in estate.of("secrets/version:Version"):
        assert "data" not in item.inputs
        assert is_secret(item.inputs["dataWo"])


def test_a_passphrase_is_kept_with_its_volume(estate: View) -> None:
    """A volume that is kept without it is data lost; what opens nothing of the kind goes with the stack."""
    entries = [*estate.of("scaleway:secrets/secret:Secret"), *estate.of("scaleway:secrets/version:Version")]
    kept = {item.name for item in entries if item.options.protect and item.options.retain_on_delete}
    assert kept == {item.name for item in entries if item.name.endswith("-passphrase")} != set()


def test_secrets_of_the_intent_are_encrypted_under_the_platforms_key(estate: View) -> None:
    for name in ("hub-alerting-token", "prod-application", "prod-portal-session", "nonprod-application"):
        assert "keyId" in estate.one("secrets/secret:Secret", name).inputs


def test_no_permission_set_covers_all_products() -> None:
    for right, sets in PERMISSIONS.items():
        assert not [name for name in sets if name.startswith(("AllProducts", "IAM", "Organization"))], right


def test_no_right_deletes_a_key_and_who_runs_infrastructure_reads_no_objects() -> None:
    for right, sets in PERMISSIONS.items():
        assert "KeyManagerKeyDelete" not in sets and "KeyManagerFullAccess" not in sets, right
        if right in ("administer", "deploy"):
            assert "KeyManagerKeyDecrypt" not in sets and "ObjectStorageObjectsRead" not in sets, right


def test_every_grant_with_an_end_carries_it_as_a_condition(estate: View) -> None:
    grant = estate.one("iam/policy:Policy", "hub-auditors")
    (rule,) = grant.inputs["rules"]
    assert rule["condition"] == 'request.time < timestamp("2027-07-01T00:00:00Z")'
    for item in estate.of("iam/policy:Policy"):
        for rule in item.inputs["rules"]:
            assert "projectIds" in rule and "organizationId" not in rule, item.urn


def test_a_grant_ends_with_its_last_day() -> None:
    assert condition(date(2026, 12, 31)) == 'request.time < timestamp("2027-01-01T00:00:00Z")'


def test_api_keys_end_and_belong_to_applications(estate: View) -> None:
    for item in estate.of("iam/apiKey:ApiKey"):
        assert item.inputs["expiresAt"] == "2027-07-01T00:00:00Z"
        assert "userId" not in item.inputs
        assert "secretKey" in item.options.additional_secret_outputs


def test_machine_writers_can_only_add(estate: View) -> None:
    for name in ("hub-bastion-writer", "hub-audit-writer"):
        (rule,) = estate.one("iam/policy:Policy", name).inputs["rules"]
        objects = [name for name in rule["permissionSetNames"] if name.startswith("ObjectStorage")]
        assert objects == ["ObjectStorageObjectsWrite"]
        assert set(rule["permissionSetNames"]) - set(objects) == {"KeyManagerKeyEncrypt", "KeyManagerKeyDecrypt"}


def test_the_link_to_the_other_site_uses_strong_ciphers_and_declared_ranges(estate: View) -> None:
    for item in estate.of("s2svpn/connection:Connection"):
        assert item.inputs["ikev2Ciphers"] == [{"encryption": "aes256gcm", "integrity": "sha384", "dhGroup": "ecp384"}]
        assert item.inputs["espCiphers"] == [{"encryption": "aes256gcm", "dhGroup": "ecp384"}]
        assert "secretId" in item.inputs
    (policy,) = estate.of("s2svpn/routingPolicy:RoutingPolicy")
    assert policy.inputs["prefixFilterIns"] == ["10.16.0.0/12"]
    (peer,) = estate.of("s2svpn/customerGateway:CustomerGateway")
    assert peer.inputs["asn"] != 12876


def test_a_cluster_is_a_gap_and_no_gateway_stands_outside_the_hub(estate: View) -> None:
    """Its nodes would need one, and a public gateway filters no destination."""
    gaps = [gap for plan in estate.layers for gap in plan.gaps if gap.capability == "cluster"]
    assert {gap.name for gap in gaps} == {"prod-compute", "nonprod-compute"}
    assert all("security officer must decide" in gap.reason for gap in gaps)
    assert not [item for item in estate.cloud if item.type.startswith("scaleway:kubernetes/")]
    assert {item.name for item in estate.of("network/publicGateway:PublicGateway")} == {"hub-exit-1", "hub-exit-2"}
    assert {item.name for item in estate.of("network/gatewayNetwork:GatewayNetwork")} == {
        "hub-egress-exit-1",
        "hub-egress-exit-2",
    }


def test_a_deployer_may_link_its_area_to_the_hub_and_touch_nothing_else_there(estate: View) -> None:
    links = {item.name: item for item in estate.of("iam/policy:Policy") if item.name.endswith("-link")}
    assert set(links) == {f"{area}-link" for area in ("prod", "nonprod", "cardio", "onco", "vaccin", "methods")}
    for name, item in links.items():
        (rule,) = item.inputs["rules"]
        assert rule["permissionSetNames"] == ["VPCFullAccess"]
        hub = "project:Project::hub"
        assert any(urn.endswith(hub) for urn in item.property_dependencies["rules"]), name
        ends = {"cardio": "2028-01-15", "onco": "2027-09-01", "vaccin": "2027-06-01", "methods": "2027-01-01"}
        end = ends.get(name.removesuffix("-link"))
        assert rule.get("condition") == (f'request.time < timestamp("{end}T00:00:00Z")' if end else None)


def test_the_mirrors_disk_holds_its_cache(estate: View) -> None:
    mirror = estate.one("instance/server:Server", "hub-packages")
    assert mirror.inputs["rootVolume"]["sizeInGb"] == 30 + 20


def test_the_portal_listens_on_443_alone_and_holds_no_certificate(estate: View) -> None:
    (frontend,) = estate.of("loadbalancers/frontend:Frontend")
    (backend,) = estate.of("loadbalancers/backend:Backend")
    assert frontend.inputs["inboundPort"] == 443
    assert "certificateIds" not in frontend.inputs
    assert (backend.inputs["forwardProtocol"], backend.inputs["forwardPort"]) == ("tcp", 443)


def test_the_registry_is_private(estate: View) -> None:
    assert {item.inputs["isPublic"] for item in estate.of("registry/namespace:Namespace")} == {False}


@pytest.mark.parametrize("token", ["edgeservices", "observability/exporter", "PublicGatewayDhcp", "inference"])
def test_services_outside_the_region_or_the_union_are_not_used(estate: View, token: str) -> None:
    assert not [item.urn for item in estate.cloud if token in item.type]


def test_the_log_token_can_only_write_logs(estate: View) -> None:
    (token,) = estate.of("observability/token:Token")
    assert token.inputs["scopes"] == {"writeLogs": True}


def test_hosts_with_secrets_get_their_document_as_a_secret(estate: View) -> None:
    for item in estate.of("instance/server:Server"):
        document = item.inputs["cloudInit"]
        if "bastion" in item.name or not item.name.startswith("hub-"):
            assert is_secret(document), item.urn
        else:
            assert document.startswith("#cloud-config"), item.urn


def test_key_stores_are_protected_and_kept(estate: View) -> None:
    """A group and a policy that hold the right to keys bear no data; without them nobody can use the keys."""
    stores = [item for item in estate.of("iam/group:Group", "iam/policy:Policy") if item.name.endswith("-custodians")]
    own = [
        item for item in stores if item.type.endswith("Policy") or item.inputs["description"].startswith("administer")
    ]
    assert own
    assert all(item.options.protect and item.options.retain_on_delete for item in own)


def test_what_scaleway_cannot_do_is_a_gap(estate: View) -> None:
    gaps = {(gap.capability, gap.level) for plan in estate.layers for gap in plan.gaps}
    assert {("audit-sink.control-plane", "api"), ("portal.waf", "absent"), ("backup", "absent")} <= gaps
