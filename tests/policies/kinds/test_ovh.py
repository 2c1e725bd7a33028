"""OVHcloud's own tables: what its inputs say, also where they are awkward, in both generations of classes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from components.contract.words import Right
from components.ovhcloud.actions import ACTIONS
from plan.model import PlannedResource
from plan.values import UNKNOWN, Secret
from policies.kinds import ovh
from policies.kinds.ovh.actions import able
from policies.kinds.values import Disk, Flow, Grant, Listener
from policies.view import View
from tests.policies.kinds import estates
from tests.policies.records import layer_of, record_of

WORLD = ("0.0.0.0/0", "::/0")
EVERY_PORT = ((0, 65535),)
OLD, NEW = "CloudProject/storage:Storage", "index/cloudStorageObjectBucket:CloudStorageObjectBucket"
IMAGES = "CloudProject/containerRegistryIPRestrictionsRegistry:ContainerRegistryIPRestrictionsRegistry"


def read(token: str, attribute: str, **inputs: Any) -> Any:
    return ovh.TABLE[f"ovh:{token}"].attributes[attribute](inputs)


@pytest.mark.parametrize(
    ("word", "encrypted"),
    [
        ("AES256", True),
        ("aes256", True),
        ("PLAINTEXT", False),
        ("plaintext", False),
        ("OMK", False),
        ("", False),
        (None, False),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_a_bucket_is_plain_unless_it_says_otherwise(word: Any, encrypted: Any) -> None:
    assert read(OLD, "encrypted", encryption={"sseAlgorithm": word}) is encrypted
    assert read(NEW, "encrypted", encryption={"algorithm": word}) is encrypted


@pytest.mark.parametrize(
    ("lock", "days"),
    [
        ({"status": "enabled", "rule": {"mode": "compliance", "period": "P365D"}}, 365),
        ({"status": "ENABLED", "rule": {"mode": "COMPLIANCE", "period": "P1Y"}}, 365),
        ({"status": "enabled", "rule": {"mode": "compliance", "period": "P1W"}}, 7),
        ({"status": "enabled", "rule": {"mode": "compliance", "period": "P1M1D"}}, 31),
        ({"status": "enabled", "rule": {"mode": "compliance", "period": "365"}}, None),
        ({"status": "enabled", "rule": {"mode": "compliance", "period": "P"}}, None),
        ({"status": "enabled", "rule": {"mode": "governance", "period": "P365D"}}, None),
        ({"status": "disabled", "rule": {"mode": "compliance", "period": "P365D"}}, None),
        ({"status": "enabled"}, None),
        ({"status": "enabled", "rule": {"mode": "compliance", "period": UNKNOWN}}, UNKNOWN),
        (UNKNOWN, UNKNOWN),
        (None, None),
    ],
)
def test_the_lock_of_a_bucket(lock: Any, days: Any) -> None:
    assert read(OLD, "locked_days", objectLock=lock) == days


def test_the_lock_of_a_bucket_of_the_new_generation() -> None:
    assert read(NEW, "locked_days", objectLock={"mode": "COMPLIANCE", "retentionDays": 90}) == 90
    assert read(NEW, "locked_days", objectLock={"mode": "GOVERNANCE", "retentionDays": 90}) is None
    assert read(NEW, "locked_days") is None


@pytest.mark.parametrize(
    ("regions", "replica"),
    [
        (["GRA"], "GRA"),
        (["GRA", "gra"], "GRA / gra"),
        (["GRA", "BHS"], "GRA / BHS"),
        (["GRA", "GRA"], "GRA"),
        (["GRA", UNKNOWN], UNKNOWN),
        ([None], "None"),
        ([], None),
    ],
)
def test_every_copy_of_a_bucket_counts(regions: list[Any], replica: Any) -> None:
    rules = [{"destination": {"name": "copy", "region": region}} for region in regions]
    assert read(OLD, "replica", replication={"rules": rules}) == replica


@pytest.mark.parametrize(
    ("status", "replica"),
    [("enabled", "GRA"), ("ENABLED", "GRA"), (None, "GRA"), ("disabled", None), ("", None), (UNKNOWN, UNKNOWN)],
)
def test_a_replication_that_is_switched_off_is_no_copy(status: Any, replica: Any) -> None:
    rules = [{"status": status, "destination": {"name": "copy", "region": "GRA"}}]
    assert read(OLD, "replica", replication={"rules": rules}) == replica


@pytest.mark.parametrize(
    ("inputs", "encrypted", "customer_key"),
    [
        ({"encryption": {"encrypted": True}}, True, False),
        ({"encryption": {"encrypted": True, "kms": {"serviceKeyId": UNKNOWN}}}, True, True),
        ({"encryption": {"encrypted": False}, "type": "classic-luks"}, False, False),
        ({"type": "high-speed-gen2-luks"}, True, False),
        ({"type": "classic"}, False, False),
        ({}, False, False),
        ({"encryption": UNKNOWN}, UNKNOWN, True),
    ],
)
def test_a_volume(inputs: dict[str, Any], encrypted: Any, customer_key: Any) -> None:
    assert read("CloudProject/volume:Volume", "encrypted", **inputs) is encrypted
    assert read("CloudProject/volume:Volume", "customer_key", **inputs) is customer_key


def test_a_volume_of_the_new_generation() -> None:
    volume = "index/cloudStorageBlockVolume:CloudStorageBlockVolume"
    assert read(volume, "encrypted") is False
    assert read(volume, "encrypted", encryption={"enabled": True}) is True
    assert read(volume, "customer_key", encryption={"enabled": True, "kms": {"serviceKeyId": "k"}}) is True


@pytest.mark.parametrize(
    ("blocks", "public", "allowed"),
    [
        (["10.64.0.0/16"], False, ("10.64.0.0/16",)),
        (["10.64.0.0/16", "0.0.0.0/0"], True, ("10.64.0.0/16", "0.0.0.0/0")),
        (["::/0"], True, ("::/0",)),
        (["any"], True, WORLD),
        ([], True, ()),
        ([UNKNOWN, "10.64.0.0/16"], UNKNOWN, (UNKNOWN, "10.64.0.0/16")),
        ([UNKNOWN, "0.0.0.0/0"], True, (UNKNOWN, "0.0.0.0/0")),
    ],
)
def test_the_list_of_a_registry(blocks: list[Any], public: Any, allowed: Any) -> None:
    inputs = {"ipRestrictions": [{"ip_block": block} for block in blocks]}
    assert read(IMAGES, "public", **inputs) is public
    assert read(IMAGES, "allowed", **inputs) == allowed


@pytest.mark.parametrize(
    ("lists", "public"),
    [((False, False), False), ((False, True), True), ((False,), True), ((UNKNOWN, False), UNKNOWN), ((), True)],
)
def test_a_registry_has_two_doors(lists: tuple[Any, ...], public: Any) -> None:
    combine = ovh.TABLE["ovh:CloudProject/containerRegistry:ContainerRegistry"].combine["public"]
    assert combine((True, *lists)) is public


def test_two_lists_for_one_door_leave_the_other_open() -> None:
    """The second one is an orphan: which of the two counts is open, and people reach the registry from everywhere."""
    token = "CloudProject/containerRegistry:ContainerRegistry"
    registry = PlannedResource(f"urn:pulumi:t::t::ovh:{token}::r", f"ovh:{token}", "r", custom=True)
    closed = {"registryId": UNKNOWN, "ipRestrictions": [{"ip_block": "10.64.0.0/16"}]}
    lists = [
        PlannedResource(
            f"urn:pulumi:t::t::ovh:{IMAGES}::{name}",
            f"ovh:{IMAGES}",
            name,
            custom=True,
            inputs=closed,
            property_dependencies={"registryId": (registry.urn,)},
        )
        for name in ("one", "two")
    ]
    view = View([layer_of(registry, *lists)])
    assert record_of(view, "r").raw("public") is True
    assert record_of(view, "two").kind == "orphan"


@pytest.mark.parametrize(
    ("nodes", "public"),
    [
        ([{"networkId": UNKNOWN}, {"networkId": "n"}], False),
        ([{"networkId": "n"}, {"region": "GRA"}], True),
        ([{"networkId": ""}], True),
        ([], True),
        ([UNKNOWN, {"networkId": "n"}], UNKNOWN),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_a_public_database(nodes: Any, public: Any) -> None:
    assert read("CloudProject/database:Database", "public", nodes=nodes) is public


@pytest.mark.parametrize(
    ("backups", "where", "elsewhere"),
    [
        (["EU-WEST-PAR", "GRA"], "GRA", False),
        (["eu-west-par"], "same", False),
        (["GRA", "BHS"], "GRA / BHS", False),
        (None, None, True),
        ([], None, True),
        ([UNKNOWN], UNKNOWN, False),
        (UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_where_backups_go(backups: Any, where: Any, elsewhere: Any) -> None:
    inputs = {"nodes": [{"region": "EU-WEST-PAR"}], "backupRegions": backups}
    assert read("CloudProject/database:Database", "backup_location", **inputs) == where
    assert read("CloudProject/database:Database", "geo_redundant", **inputs) is elsewhere


def test_nodes_in_two_regions_are_nowhere() -> None:
    place = ovh.TABLE["ovh:CloudProject/database:Database"].location
    assert place({"nodes": [{"region": "GRA"}, {"region": "GRA"}]}) == "GRA"
    assert place({"nodes": [{"region": "GRA"}, {"region": "BHS"}]}) == "GRA / BHS"
    assert place({}) is None


def group_flow(**rule: Any) -> Flow:
    (found,) = read("index/cloudSecurityGroup:CloudSecurityGroup", "rules", rules=[rule])
    assert isinstance(found, Flow)
    return found


@pytest.mark.parametrize(
    ("rule", "direction", "peers", "ports"),
    [
        ({"direction": "INGRESS", "ethernetType": "IPV4"}, "in", WORLD[:1], EVERY_PORT),
        ({"direction": "EGRESS", "ethernetType": "IPV6"}, "out", WORLD[1:], EVERY_PORT),
        (
            {"direction": "INGRESS", "ethernetType": "IPV4", "portRangeMin": 0, "portRangeMax": 0},
            "in",
            WORLD[:1],
            EVERY_PORT,
        ),
        (
            {"direction": "INGRESS", "remoteIpPrefix": "10.0.0.0/8", "portRangeMin": 22, "portRangeMax": 22},
            "in",
            ("10.0.0.0/8",),
            ((22, 22),),
        ),
        ({"direction": "INGRESS", "remoteGroupId": "g"}, "in", ("group:g",), EVERY_PORT),
        ({"direction": UNKNOWN, "ethernetType": UNKNOWN}, UNKNOWN, UNKNOWN, EVERY_PORT),
    ],
)
def test_rules_of_a_group(rule: dict[str, Any], direction: Any, peers: Any, ports: Any) -> None:
    found = group_flow(**rule)
    assert (found.direction, found.peers, found.ports) == (direction, peers, ports)


def test_a_group_of_ovhcloud_lets_everything_out() -> None:
    assert read("index/cloudSecurityGroup:CloudSecurityGroup", "default_out") == "allow"
    assert read("index/cloudSecurityGroup:CloudSecurityGroup", "rules", rules=UNKNOWN)[0].peers is UNKNOWN


@pytest.mark.parametrize(
    ("networks", "public"),
    [
        ([{"networkId": "n", "subnetId": "s"}], False),
        ([{"networkId": UNKNOWN}], False),
        ([{"networkId": "n"}, {"autoAssignPublicIp": True}], True),
        ([{"ip": "203.0.113.1"}], True),
        ([], True),
        (None, True),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_a_public_address_of_a_host(networks: Any, public: Any) -> None:
    assert read("index/cloudInstance:CloudInstance", "public_ip", networks=networks) is public


@pytest.mark.parametrize(
    ("network", "public"),
    [
        ({"public": False, "private": {"network": {"id": "n"}}}, False),
        ({"private": {"network": {"id": "n"}}}, False),
        ({"public": True, "private": {"network": {"id": "n"}}}, True),
        ({"private": {"network": {"id": "n"}, "floatingIpCreate": {}}}, True),
        ({"public": False}, True),
        (None, True),
    ],
)
def test_a_public_address_of_a_host_of_the_old_generation(network: Any, public: bool) -> None:
    assert read("CloudProject/instance:Instance", "public_ip", network=network) is public
    assert read("CloudProject/instance:Instance", "disks") == (Disk(False, None),)


def test_load_balancers() -> None:
    old, new = "CloudProject/loadBalancer:LoadBalancer", "index/cloudLoadbalancer:CloudLoadbalancer"
    assert read(old, "public", network={"private": {"network": {"id": "n"}}}) is False
    assert read(old, "public", network={"private": {"network": {"id": "n"}, "floatingIp": {"id": "f"}}}) is True
    assert read(old, "public") is True
    assert read(old, "listeners", listeners=[{"protocol": "http", "port": 80}, UNKNOWN]) == (
        Listener("http", 80, ""),
        Listener(UNKNOWN, UNKNOWN, UNKNOWN),
    )
    assert read(new, "public", network={"id": "n", "subnetId": "s"}) is False
    assert read(new, "public", network={"id": "n", "subnetId": "s", "ip": "203.0.113.1"}) is True
    assert read(new, "public") is True
    entry = "index/cloudLoadbalancerListener:CloudLoadbalancerListener"
    assert read(entry, "listeners", protocol="TERMINATED_HTTPS", protocolPort=443, tlsVersions=["TLSV1.2"]) == (
        Listener("https", 443, "1.2"),
    )


@pytest.mark.parametrize(
    ("cron", "hours"),
    [
        ("0 3 * * *", 24),
        ("0 * * * *", 1),
        ("0 */6 * * *", 6),
        ("0 3 * * 0", 168),
        ("0 3 1 * *", None),
        ("0 3,15 * * *", None),
        ("daily", None),
        (None, None),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_how_often_a_workflow_runs(cron: Any, hours: Any) -> None:
    assert read("CloudProject/workflowBackup:WorkflowBackup", "interval_hours", cron=cron) == hours


@pytest.mark.parametrize(("most", "hours"), [(None, 24), (0, 24), (1, None), (365, None), (UNKNOWN, UNKNOWN)])
def test_a_workflow_that_stops_after_some_runs_is_no_daily_backup(most: Any, hours: Any) -> None:
    token = "CloudProject/workflowBackup:WorkflowBackup"
    assert read(token, "interval_hours", cron="0 2 * * *", maxExecutionCount=most) == hours


@pytest.mark.parametrize(
    ("backup", "daily"),
    [
        (None, False),
        ({"rotation": 7}, False),
        ({"cron": "0 2 * * *", "rotation": 7}, True),
        ({"cron": "0 2 * * 0", "rotation": 7}, False),
        ({"cron": "0 2 1 * *", "rotation": 7}, False),
        ({"cron": UNKNOWN, "rotation": 7}, UNKNOWN),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_a_host_is_backed_up_by_a_daily_plan_alone(backup: Any, daily: Any) -> None:
    assert read("CloudProject/instance:Instance", "backed_up", autoBackup=backup) is daily


def test_clusters() -> None:
    kube, limits = "CloudProject/kube:Kube", "CloudProject/kubeIpRestrictions:KubeIpRestrictions"
    assert read(kube, "node_public_ip") is True
    assert read(kube, "node_public_ip", privateNetworkId=UNKNOWN) is not True
    assert read(kube, "api_allowed") == WORLD
    assert read(limits, "api_allowed", ips=["192.0.2.0/28", "0.0.0.0/0"]) == ("192.0.2.0/28", "0.0.0.0/0")
    assert read("CloudProject/kubeNodePool:KubeNodePool", "node_public_ip", attachFloatingIps={"enabled": True}) is True


def test_file_shares() -> None:
    share, access = (
        "index/cloudStorageFileShare:CloudStorageFileShare",
        "index/cloudStorageFileShareAcl:CloudStorageFileShareAcl",
    )
    assert read(share, "encrypted") is False
    assert read(share, "encrypted", encryption={"enabled": UNKNOWN}) is UNKNOWN
    assert read(share, "tls_min", protocol="NFS") == "none"
    assert read(access, "clients", accessTo="0.0.0.0/0") == WORLD[:1]
    assert read(access, "clients", accessTo="everybody") == WORLD


@pytest.mark.parametrize(
    ("inputs", "hds"),
    [
        ({"planOptions": [{"planCode": "certification.hds.2018"}]}, True),
        ({"planOptions": [{"planCode": "other"}]}, False),
        ({"planOptions": []}, False),
        ({}, False),
        ({"planOptions": [{"planCode": UNKNOWN}]}, UNKNOWN),
        ({"planOptions": UNKNOWN}, UNKNOWN),
    ],
)
def test_the_option_for_health_data(inputs: dict[str, Any], hds: Any) -> None:
    assert read("CloudProject/project:Project", "hds", **inputs) is hds


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("publicCloudProject:apiovh:get", set()),
        ("publicCloudProject:apiovh:region/storage/get", set()),
        ("publicCloudProject:apiovh:region/storage/object/get", {"read-data"}),
        ("publicCloudProject:apiovh:region/storage/delete", {"delete-data"}),
        ("publicCloudProject:apiovh:user/policy/create", {"manage-iam"}),
        ("publicCloudProject:apiovh:user/policy/get", set()),
        ("publicCloudProject:openstack:networkOperator", {"manage-network"}),
        ("publicCloudProject:openstack:newOperator", {"all"}),
        ("publicCloudProject:*", {"all"}),
        ("publicCloudProject:apiovh:region/*", {"all"}),
        ("*", {"all"}),
        ("okms:apikms:resource/serviceKey/decrypt", {"use-keys"}),
        ("okms:apiovh:resource/serviceKey/delete", {"manage-keys"}),
        ("something:new", {"all"}),
        ("", {"all"}),
    ],
)
def test_actions(action: str, words: set[str]) -> None:
    assert able(action) == words


def grants(**inputs: Any) -> tuple[Grant, ...]:
    found = read("Iam/policy:Policy", "grants", **inputs)
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize(
    ("right", "able_to"),
    [
        # who works with data reaches it with a bucket's own identity: the policy gives nothing of it
        (Right.READ, set()),
        (Right.WORK, set()),
        (Right.REVIEW, {"read-data"}),
        (Right.ADMINISTER, {"manage-compute", "manage-network", "delete-data"}),
        (Right.LINK, {"manage-network"}),
        # it makes users of databases, with whom data is read and written
        (
            Right.DEPLOY,
            {"manage-compute", "manage-iam", "manage-network", "read-data", "write-data", "delete-data"},
        ),
    ],
)
def test_what_the_policy_of_a_right_really_gives(right: Right, able_to: set[str]) -> None:
    (found,) = grants(
        identities=["i"], allows=list(ACTIONS[right]), resources=["urn:v1:eu:resource:publicCloudProject:p"]
    )
    assert (found.wildcard, set(found.capabilities)) == (False, able_to)


def test_every_right_has_a_policy_that_says_what_it_gives() -> None:
    assert set(ACTIONS) == set(Right)


def test_grants_of_a_policy() -> None:
    one, two = grants(
        identities=["urn:v1:eu:identity:group:x", UNKNOWN],
        allows=["publicCloudProject:apiovh:region/storage/object/get"],
        resources=["urn:v1:eu:resource:publicCloudProject:p"],
        expiredAt="2028-01-14T23:59:59Z",
    )
    assert (one.wildcard, one.scope, one.until) == (False, "project", "2028-01-14T23:59:59Z")
    assert one.capabilities == {"read-data"}
    assert two.principal is UNKNOWN


@pytest.mark.parametrize(
    ("inputs", "wildcard"),
    [
        ({"allows": ["publicCloudProject:*"]}, True),
        ({"allows": ["publicCloudProject:apiovh:get"], "resources": ["*"]}, True),
        ({"allows": ["publicCloudProject:apiovh:get"], "resources": [UNKNOWN]}, False),
        ({"allows": [UNKNOWN, "*"]}, True),
        ({"allows": [UNKNOWN]}, UNKNOWN),
        ({"allows": UNKNOWN}, UNKNOWN),
        ({"permissionsGroups": ["urn:v1:eu:permissionsGroup:ovh:globalAdmin"]}, True),
        ({"permissionsGroups": UNKNOWN}, UNKNOWN),
        ({"allows": ["publicCloudProject:apiovh:get"], "expiredAt": UNKNOWN}, False),
    ],
)
def test_what_grows_with_the_provider(inputs: dict[str, Any], wildcard: Any) -> None:
    (found,) = grants(identities=["i"], **inputs)
    assert found.wildcard is wildcard


@pytest.mark.parametrize(
    ("resources", "scope"),
    [
        (["urn:v1:eu:resource:publicCloudProject:p", UNKNOWN], "project"),
        (["urn:v1:eu:resource:okms:k"], "resource"),
        (["urn:v1:eu:resource:publicCloudProject:*"], "organisation"),
        (["urn:v1:eu:resource:vps:*"], "organisation"),
        (["urn:v1:eu:resource:*"], "organisation"),
        (["urn:v1:eu:resource:*:*"], "organisation"),
        (["urn:v1:eu:resource:okms:k", "*"], "organisation"),
        (["urn:v1:eu:resource:account:x"], "organisation"),
        (["urn:v1:eu:resourceGroup:g"], ""),
        (["urn:v1:eu:resource:okms:k", "urn:v1:eu:resourceGroup:g"], ""),
        ([UNKNOWN], ""),
    ],
)
def test_how_wide_a_policy_reaches(resources: list[Any], scope: str) -> None:
    (found,) = grants(identities=["i"], allows=["*"], resources=resources)
    assert found.scope == scope


def test_rights_that_come_with_an_identity() -> None:
    user, group = "CloudProject/user:User", "Me/identityGroup:IdentityGroup"
    (found,) = read(user, "grants", roleNames=["administrator"])
    assert (found.wildcard, found.capabilities) == (True, {"all"})
    (found,) = read(user, "grants", roleName="objectstore_operator")
    assert found.capabilities == {"read-data", "write-data", "delete-data"}
    assert read(user, "grants") == ()
    assert read(user, "grants", roleNames=UNKNOWN) is UNKNOWN
    assert read(group, "grants", role="NONE") == ()
    assert [grant.wildcard for grant in read(group, "grants", role="ADMIN")] == [True]
    assert [grant.actions for grant in read(group, "grants")] == [("REGULAR",)]


def test_a_policy_of_a_user_names_that_user() -> None:
    text = json.dumps(
        {"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::b/*"]}]}
    )
    (found,) = read("CloudProject/s3Policy:S3Policy", "grants", policy=text, userId="7")
    assert (found.principal, found.actions, found.wildcard) == ("7", ("s3:GetObject",), False)
    assert read("CloudProject/s3Policy:S3Policy", "grants", policy=UNKNOWN, userId="7") is UNKNOWN
    (broken,) = read("CloudProject/s3Policy:S3Policy", "grants", policy="{", userId="7")
    assert broken.wildcard is True


def test_ends_of_credentials() -> None:
    token = "Me/identityUserToken:IdentityUserToken"
    assert read(token, "expires", expiresAt="2027-01-01T00:00:00Z") == "2027-01-01T00:00:00Z"
    assert read(token, "expires", expiresIn=3600) is UNKNOWN
    assert read(token, "expires") is None
    assert read("Okms/credential:Credential", "expires", validity=30) is UNKNOWN
    assert read("CloudProject/s3Credential:S3Credential", "expires") is None


@pytest.mark.parametrize(
    ("inputs", "kind", "bits"),
    [
        ({"type": "oct", "size": 256}, "aes", 256),
        ({"type": "RSA", "size": 4096}, "rsa", 4096),
        ({"type": "EC", "curve": "P-384"}, "ec", 384),
        ({"type": "EC", "curve": "other"}, "ec", None),
        ({"type": UNKNOWN}, UNKNOWN, None),
    ],
)
def test_a_key(inputs: dict[str, Any], kind: Any, bits: Any) -> None:
    assert read("Okms/serviceKey:ServiceKey", "algorithm", **inputs) == kind
    assert read("Okms/serviceKey:ServiceKey", "size", **inputs) == bits


def test_material_from_outside_and_values_in_the_state() -> None:
    assert read("Okms/serviceKeyJWK:ServiceKeyJWK", "exportable") is True
    assert read("Okms/serviceKeyJWK:ServiceKeyJWK", "algorithm", keys=[{"kty": "oct"}]) == "aes"
    assert read("Okms/secret:Secret", "value_is_secret", version={"data": "x"}) is False
    assert read("Okms/secret:Secret", "value_is_secret", version={"data": Secret("x")}) is True
    assert read("Okms/secret:Secret", "value_is_secret", version=Secret({"data": "x"})) is True


def test_logs() -> None:
    stream, cluster = "Dbaas/logsOutputGraylogStream:LogsOutputGraylogStream", "Dbaas/logsCluster:LogsCluster"
    assert read(stream, "retention_days", retentionId="r") is None
    assert read(stream, "retention_days", coldStorageEnabled=True, coldStorageRetention=1) == 365
    assert read(stream, "retention_days", coldStorageEnabled=False, coldStorageRetention=1) is None
    names = ("queryAllowedNetworks", "directInputAllowedNetworks", "archiveAllowedNetworks")
    lists = {name: ["10.0.0.0/8"] for name in names}
    assert read(cluster, "public", **lists) is False
    assert read(cluster, "public", **lists | {"archiveAllowedNetworks": ["0.0.0.0/0"]}) is True
    assert read(cluster, "public", **lists | {"archiveAllowedNetworks": []}) is True
    assert read(cluster, "public", **lists | {"archiveAllowedNetworks": UNKNOWN}) is UNKNOWN


def test_a_planned_bucket() -> None:
    bucket = estates.record("ovhcloud", OLD, "hub-audit")
    assert (bucket["encrypted"], bucket["customer_key"], bucket["public"]) == (True, False, False)
    assert (bucket["locked_days"], bucket["versioned"], bucket["replica"]) == (365, True, None)
    assert bucket.location == "EU-WEST-PAR"
    assert bucket.tags is not None and bucket.tags["space"] == "shared"


def test_a_planned_database_and_share() -> None:
    database = estates.record("ovhcloud", "CloudProject/database:Database", "prod-core")
    assert (database["public"], database["allowed"], database["plan"]) == (False, ("10.65.1.0/24",), "enterprise")
    assert (database["backup_location"], database["geo_redundant"]) == ("GRA", False)
    assert (database["highly_available"], database["deletion_protection"]) == (True, True)
    share = estates.record("ovhcloud", "index/cloudStorageFileShare:CloudStorageFileShare", "cardio-shared")
    assert (share["encrypted"], share["clients"], share["tls_min"]) == (True, ("10.72.0.0/24",), "none")
    assert share.location == "eu-west-par-a"


def test_a_planned_registry_is_closed_by_its_lists() -> None:
    registry = estates.record("ovhcloud", "CloudProject/containerRegistry:ContainerRegistry", "hub-images")
    assert (registry["public"], registry["admin_user"]) == (False, False)
    assert set(registry["allowed"]) == {"10.64.0.0/16", "10.65.0.0/16", "10.72.0.0/13"}


def test_a_planned_project_has_the_tags_that_are_set_apart() -> None:
    project = estates.record("ovhcloud", "CloudProject/project:Project", "cardio")
    assert project["hds"] is True
    assert project.tags is not None and project.tags["classification"] == "snds"
    assert estates.record("ovhcloud", "CloudProject/project:Project", "hub")["hds"] is False


def test_a_planned_key_lies_with_its_store() -> None:
    key = estates.record("ovhcloud", "Okms/serviceKey:ServiceKey", "hub-audit")
    assert (key["algorithm"], key["size"], key.location) == ("aes", 256, "eu-west-par")
    assert [store.kind for store in key.refs("store")] == ["kms.vault"]


def test_a_planned_policy() -> None:
    policy = estates.record("ovhcloud", "Iam/policy:Policy", "cardio-link")
    (grant,) = policy["grants"]
    assert (grant.wildcard, grant.until) == (False, "2028-01-14T23:59:59Z")
    assert grant.capabilities == {"manage-network"}
    assert [identity.kind for identity in policy.refs("identity")] == ["iam.user"]


def test_no_grant_of_the_estate_is_everything() -> None:
    view = estates.view("ovhcloud")
    found = [grant for record in view.of("iam.policy", "iam.user", "iam.group") for grant in record["grants"]]
    assert len(found) > 70
    assert not [grant for grant in found if "all" in grant.capabilities or grant.wildcard is not False]


def test_an_empty_text_is_nothing() -> None:
    assert read("index/cloudInstance:CloudInstance", "public_ip", networks=[{"networkId": ""}]) is True
    assert read("index/cloudLoadbalancer:CloudLoadbalancer", "public", network={"subnetId": "", "ip": ""}) is True
    assert read("CloudProject/kube:Kube", "node_public_ip", privateNetworkId="") is True
    assert read("CloudProject/instance:Instance", "disks", bootFrom={"volumeId": ""}) == (Disk(False, None),)
    assert read("CloudProject/volume:Volume", "customer_key", encryption={"kms": {"serviceKeyId": ""}}) is False
