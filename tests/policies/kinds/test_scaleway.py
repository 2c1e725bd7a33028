"""Scaleway's tables: what its inputs say, also where they are awkward."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plan.values import UNKNOWN, Secret
from policies.kinds import scaleway
from policies.kinds.scaleway.deprecated import ALIASES
from policies.kinds.scaleway.permissions import able
from policies.kinds.values import Disk, Flow, Grant, Listener, Route, Tunnel
from tests.policies.kinds import estates

WORLD = ("0.0.0.0/0", "::/0")
EVERY_PORT = ((0, 65535),)
BUCKET_SSE = "object/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"


def read(token: str, attribute: str, **inputs: Any) -> Any:
    return scaleway.TABLE[f"scaleway:{token}"].attributes[attribute](inputs)


def group_flow(**rule: Any) -> Flow:
    (found,) = read("instance/securityGroupRules:SecurityGroupRules", "rules", inboundRules=[rule])
    assert isinstance(found, Flow)
    return found


@pytest.mark.parametrize(
    ("rule", "peers"),
    [
        ({"ipRange": "0.0.0.0/0"}, WORLD[:1]),
        ({"ipRange": "::/0"}, WORLD[1:]),
        ({"ip": "0.0.0.0"}, WORLD[:1]),
        ({"ip": "192.0.2.7"}, ("192.0.2.7/32",)),
        ({"ipRange": "0.0.0.0/1"}, ("0.0.0.0/1",)),
        ({"ipRange": "any"}, WORLD),
        ({"ipRange": ""}, WORLD),
        ({"ipRange": "10.0.0.0/33"}, WORLD),
        ({"ipRange": Secret("0.0.0.0/0")}, WORLD[:1]),
        ({}, WORLD),
        ({"ipRange": UNKNOWN}, UNKNOWN),
    ],
)
def test_peers_of_a_group(rule: dict[str, Any], peers: Any) -> None:
    assert group_flow(action="accept", protocol="TCP", port=22, **rule).peers == peers


@pytest.mark.parametrize(
    ("rule", "protocol", "ports"),
    [
        ({"protocol": "TCP", "port": 22}, "tcp", ((22, 22),)),
        ({"protocol": "TCP", "portRange": "20-30"}, "tcp", ((20, 30),)),
        ({"protocol": "TCP"}, "tcp", EVERY_PORT),
        ({"protocol": "TCP", "port": 0}, "tcp", EVERY_PORT),
        ({"protocol": "ANY", "port": 22}, "any", ((22, 22),)),
        ({"port": 22}, "any", ((22, 22),)),
        ({"protocol": "ICMP"}, "icmp", ()),
        ({"protocol": "TCP", "portRange": UNKNOWN}, "tcp", UNKNOWN),
        ({"protocol": UNKNOWN, "port": 22}, UNKNOWN, ((22, 22),)),
    ],
)
def test_protocol_and_ports_of_a_group(rule: dict[str, Any], protocol: Any, ports: Any) -> None:
    found = group_flow(action="accept", ipRange="10.0.0.0/8", **rule)
    assert (found.protocol, found.ports) == (protocol, ports)


@pytest.mark.parametrize(
    ("action", "allow"),
    [("accept", True), ("drop", False), ("DROP", False), ("allow", True), (None, True), (UNKNOWN, UNKNOWN)],
)
def test_what_is_not_refused_is_allowed(action: Any, allow: Any) -> None:
    assert group_flow(action=action).allow is allow


def test_one_rule_that_is_not_known_hides_no_other() -> None:
    rules = read(
        "instance/securityGroup:SecurityGroup",
        "rules",
        inboundRules=[UNKNOWN, {"action": "accept", "ipRange": "0.0.0.0/0"}],
        outboundRules=UNKNOWN,
    )
    assert [rule.peers for rule in rules] == [UNKNOWN, WORLD[:1], UNKNOWN]
    assert [rule.direction for rule in rules] == ["in", "in", "out"]
    assert [rule.label for rule in rules] == ["inboundRules[0]", "inboundRules[1]", "outboundRules"]


@pytest.mark.parametrize(
    ("word", "default"),
    [
        ("drop", "deny"),
        ("Drop", "deny"),
        ("accept", "allow"),
        ("nothing", "allow"),
        (None, "allow"),
        (UNKNOWN, UNKNOWN),
    ],
)
@pytest.mark.parametrize(
    ("token", "attribute", "name"),
    [
        ("instance/securityGroup:SecurityGroup", "default_in", "inboundDefaultPolicy"),
        ("instance/securityGroup:SecurityGroup", "default_out", "outboundDefaultPolicy"),
        ("network/acl:Acl", "default_in", "defaultPolicy"),
        ("network/acl:Acl", "default_out", "defaultPolicy"),
        ("index/instanceSecurityGroup:InstanceSecurityGroup", "default_in", "inboundDefaultPolicy"),
    ],
)
def test_a_group_accepts_unless_it_says_otherwise(
    token: str, attribute: str, name: str, word: Any, default: Any
) -> None:
    assert read(token, attribute, **({} if word is None else {name: word})) == default


@pytest.mark.parametrize(
    ("rule", "six", "own", "peers", "ports"),
    [
        (
            {
                "source": "10.0.0.0/24",
                "destination": "10.1.0.0/24",
                "dstPortLow": 22,
                "dstPortHigh": 22,
                "protocol": "TCP",
            },
            False,
            ("10.0.0.0/24",),
            ("10.1.0.0/24",),
            ((22, 22),),
        ),
        ({"protocol": "TCP"}, False, WORLD[:1], WORLD[:1], EVERY_PORT),
        ({}, True, WORLD[1:], WORLD[1:], EVERY_PORT),
        ({"source": "any", "dstPortLow": 0, "dstPortHigh": 0}, UNKNOWN, WORLD, WORLD, EVERY_PORT),
        ({"source": UNKNOWN, "destination": "10.1.0.0/24"}, False, UNKNOWN, ("10.1.0.0/24",), EVERY_PORT),
    ],
)
def test_rules_of_a_network(rule: dict[str, Any], six: Any, own: Any, peers: Any, ports: Any) -> None:
    (found,) = read("network/acl:Acl", "rules", rules=[{"action": "accept", **rule}], isIpv6=six)
    assert (found.direction, found.allow) == ("across", True)
    assert (found.own, found.peers, found.ports) == (own, peers, ports)


@pytest.mark.parametrize(
    ("inputs", "public"),
    [
        ({}, False),
        ({"enableDynamicIp": False}, False),
        ({"enableDynamicIp": True}, True),
        ({"enableDynamicIp": UNKNOWN}, UNKNOWN),
        ({"ipIds": [UNKNOWN]}, True),
        ({"ipIds": []}, False),
        ({"ipId": "fr-par-1/x"}, True),
        ({"enableDynamicIp": UNKNOWN, "ipId": UNKNOWN}, True),
    ],
)
def test_a_public_address_of_a_host(inputs: dict[str, Any], public: Any) -> None:
    assert read("instance/server:Server", "public_ip", **inputs) is public


def test_disks_of_a_host() -> None:
    assert read("instance/server:Server", "disks") == (Disk(None, None),)
    assert read("instance/server:Server", "disks", rootVolume={"volumeId": UNKNOWN}) == ()


@pytest.mark.parametrize(
    ("inputs", "public"),
    [
        ({}, True),
        ({"assignFlexibleIp": True}, True),
        ({"assignFlexibleIp": False}, False),
        ({"assignFlexibleIp": UNKNOWN}, UNKNOWN),
        ({"assignFlexibleIp": False, "ipIds": [UNKNOWN]}, True),
        ({"assignFlexibleIp": False, "assignFlexibleIpv6": True}, True),
    ],
)
def test_a_public_load_balancer(inputs: dict[str, Any], public: Any) -> None:
    assert read("loadbalancers/loadBalancer:LoadBalancer", "public", **inputs) is public


@pytest.mark.parametrize(
    ("level", "tls"),
    [
        ("ssl_compatibility_level_modern", "1.3"),
        ("ssl_compatibility_level_intermediate", "1.2"),
        ("ssl_compatibility_level_old", "1.0"),
        ("ssl_compatibility_level_unknown", "1.0"),
        (None, "1.0"),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_the_floor_of_a_load_balancer(level: Any, tls: Any) -> None:
    found = read("loadbalancers/loadBalancer:LoadBalancer", "listeners", sslCompatibilityLevel=level)
    assert found == (Listener("https", None, tls),)


def test_entries_and_the_way_behind_them() -> None:
    front, back = "loadbalancers/frontend:Frontend", "loadbalancers/backend:Backend"
    assert read(front, "listeners", inboundPort=443) == (Listener("tcp", 443, None),)
    assert read(front, "listeners", inboundPort=443, certificateIds=["x"]) == (Listener("https", 443, None),)
    assert read(front, "access_logs") is False
    assert read(back, "listeners", forwardProtocol="http", forwardPort=80) == (Listener("http", None, "", 80),)
    assert read(back, "listeners", forwardProtocol="HTTP", forwardPort=443, sslBridging=True) == ()
    assert read(back, "listeners", forwardProtocol="tcp", forwardPort=443) == (Listener("tcp", None, None, 443),)


@pytest.mark.parametrize(
    ("rules", "encrypted", "customer_key"),
    [
        ([{"sseAlgorithm": "aws:kms", "kmsMasterKeyId": UNKNOWN}], True, True),
        ([{"sseAlgorithm": "AWS:KMS", "kmsMasterKeyId": "fr-par/x"}], True, True),
        ([{"sseAlgorithm": "aws:kms"}], True, False),
        ([{"sseAlgorithm": "AES256"}], True, False),
        ([{"sseAlgorithm": "AES256", "kmsMasterKeyId": "fr-par/x"}], True, False),
        ([{"sseAlgorithm": "none"}], False, False),
        ([{"sseAlgorithm": UNKNOWN, "kmsMasterKeyId": "x"}], UNKNOWN, UNKNOWN),
        ([], False, False),
    ],
)
def test_encryption_of_a_bucket(rules: list[dict[str, Any]], encrypted: Any, customer_key: Any) -> None:
    inputs = {"rules": [{"applyServerSideEncryptionByDefault": rule} for rule in rules]}
    assert read(BUCKET_SSE, "encrypted", **inputs) is encrypted
    assert read(BUCKET_SSE, "customer_key", **inputs) is customer_key


@pytest.mark.parametrize(
    ("retention", "days"),
    [
        ({"mode": "COMPLIANCE", "days": 365}, 365),
        ({"mode": "compliance", "years": 1}, 365),
        ({"mode": "GOVERNANCE", "days": 365}, None),
        ({"mode": "COMPLIANCE"}, None),
        ({"mode": UNKNOWN, "days": 365}, UNKNOWN),
        (None, None),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_lock_of_a_bucket(retention: Any, days: Any) -> None:
    found = read(
        "object/bucketLockConfiguration:BucketLockConfiguration", "locked_days", rule={"defaultRetention": retention}
    )
    assert found == days


@pytest.mark.parametrize(
    ("acl", "public"),
    [
        ("private", False),
        ("public-read", True),
        ("PUBLIC-READ-WRITE", True),
        ("authenticated-read", True),
        (None, False),
    ],
)
def test_canned_rights(acl: Any, public: bool) -> None:
    inputs = {} if acl is None else {"acl": acl}
    assert read("object/bucket:Bucket", "public", **inputs) is public
    assert read("object/bucketAcl:BucketAcl", "public", **inputs) is (True if public else None)


@pytest.mark.parametrize(
    ("grantee", "public"),
    [
        ({"type": "Group", "uri": "http://acs.amazonaws.com/groups/global/AllUsers"}, True),
        ({"type": "CanonicalUser", "id": "x"}, None),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_rights_for_a_group_of_s3(grantee: Any, public: Any) -> None:
    policy = {"grants": [{"grantee": grantee, "permission": "READ"}]}
    assert read("object/bucketAcl:BucketAcl", "public", accessControlPolicy=policy) is public


def test_a_policy_for_everybody() -> None:
    text = json.dumps({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "x"}]})
    own = json.dumps(
        {
            "Statement": [
                {"Effect": "Allow", "Principal": {"SCW": "project_id:x"}, "Action": "s3:GetObject", "Resource": "x"}
            ]
        }
    )
    policy = "object/bucketPolicy:BucketPolicy"
    assert read(policy, "public", policy=text) is True
    assert read(policy, "public", policy=own) is None
    assert [grant.principal for grant in read(policy, "policies", policy=own)] == ["project_id:x"]
    (later,) = read(policy, "policies", policy=UNKNOWN)
    assert later.principal is UNKNOWN
    assert read("object/item:Item", "public", visibility="public-read") is True
    assert read("object/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "public") is True


@pytest.mark.parametrize(
    ("inputs", "public"),
    [
        ({"privateNetwork": {"pnId": UNKNOWN}}, False),
        ({"privateNetwork": {"pnId": "x"}, "loadBalancer": {}}, True),
        ({"loadBalancer": {}}, True),
        ({}, True),
    ],
)
def test_a_public_database(inputs: dict[str, Any], public: bool) -> None:
    assert read("databases/instance:Instance", "public", **inputs) is public


def test_what_databases_say_of_themselves() -> None:
    instance = "databases/instance:Instance"
    assert read(instance, "encrypted") is False
    assert read(instance, "allowed") == WORLD
    assert read(instance, "backup_days", disableBackup=True, backupScheduleRetention=7) == 0
    assert read(instance, "backup_days", backupScheduleRetention=7) == 7
    assert read(instance, "geo_redundant") is True
    assert read(instance, "backup_location") is None
    assert read(instance, "backup_location", backupSameRegion=True) == "same"
    rules = [{"ip": "10.0.0.0/24"}, {"ip": "0.0.0.0/0"}, UNKNOWN]
    assert read("databases/acl:Acl", "allowed", aclRules=rules) == ("10.0.0.0/24", "0.0.0.0/0", UNKNOWN)
    assert read("databases/readReplica:ReadReplica", "public", directAccess={}, privateNetwork={"x": 1}) is True
    assert read("mongodb/instance:Instance", "public", privateNetwork={"pnId": "x"}, publicNetwork={}) is True
    assert read("mongodb/instance:Instance", "backup_days") == 0
    assert read("redis/cluster:Cluster", "tls_min") == "none"
    assert read("redis/cluster:Cluster", "public", privateNetworks=[]) is True
    assert read("redis/cluster:Cluster", "highly_available", clusterSize=3) is True
    assert read("databases/databaseBackup:DatabaseBackup", "encrypted") is False


@pytest.mark.parametrize(
    ("inputs", "allowed"),
    [
        ({"aclRules": [{"ip": "192.0.2.0/28"}]}, ("192.0.2.0/28",)),
        ({"aclRules": [{"description": "all"}]}, WORLD),
        ({"noIpAllowed": True}, ()),
        ({"aclRules": UNKNOWN}, UNKNOWN),
    ],
)
def test_who_reaches_a_cluster(inputs: dict[str, Any], allowed: Any) -> None:
    assert read("kubernetes/acl:Acl", "api_allowed", **inputs) == allowed


@pytest.mark.parametrize(
    ("algorithm", "kind", "bits"),
    [
        ("aes_256_gcm", "aes", 256),
        ("rsa_oaep_3072_sha256", "rsa", 3072),
        ("ec_p256_sha256", "ec", 256),
        (UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_a_key(algorithm: Any, kind: Any, bits: Any) -> None:
    assert read("keymanager/key:Key", "algorithm", algorithm=algorithm) == kind
    assert read("keymanager/key:Key", "size", algorithm=algorithm) == bits


@pytest.mark.parametrize(
    ("period", "days"),
    [("8760h", 365), ("720h0m0s", 30), ("1440m", 1), ("soon", None), ("8760", None), (None, None), (UNKNOWN, UNKNOWN)],
)
def test_the_rotation_of_a_key(period: Any, days: Any) -> None:
    assert read("keymanager/key:Key", "rotation_days", rotationPolicy={"rotationPeriod": period}) == days


def test_what_protects_a_key() -> None:
    assert read("keymanager/key:Key", "deletion_protection") is True
    assert read("keymanager/key:Key", "deletion_protection", unprotected=True) is False
    assert read("keymanager/key:Key", "exportable", origin="external") is True
    assert read("keymanager/key:Key", "exportable", origin="scaleway_kms") is False
    assert read("keymanager/key:Key", "protection") == "software"


@pytest.mark.parametrize(
    ("inputs", "is_secret"),
    [
        ({"dataWo": Secret("x")}, True),
        ({"dataWo": "x"}, False),
        ({"data": "x"}, False),
        ({}, True),
        ({"data": UNKNOWN}, False),
    ],
)
def test_a_version_of_a_secret(inputs: dict[str, Any], is_secret: bool) -> None:
    assert read("secrets/version:Version", "value_is_secret", **inputs) is is_secret


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ObjectStorageObjectsRead", {"read-data"}),
        ("KeyManagerKeyDecrypt", {"use-keys"}),
        ("KeyManagerFullAccess", {"manage-keys", "use-keys"}),
        ("VPCReadOnly", set()),
        ("ObservabilityReadOnly", {"read-logs"}),
        ("AllProductsFullAccess", {"all"}),
        ("IAMManager", {"all"}),
        ("QuantumFullAccess", {"all"}),
        ("QuantumReadOnly", {"all"}),
        ("InstancesSomethingNew", {"all"}),
    ],
)
def test_permission_sets(name: str, words: set[str]) -> None:
    assert able(name) == words


@pytest.mark.parametrize(
    ("condition", "until"),
    [
        ('request.time < timestamp("2028-01-15T00:00:00Z")', "2028-01-15T00:00:00Z"),
        ("request.time<timestamp('2028-01-15T00:00:00Z') && request.ip == '192.0.2.1'", "2028-01-15T00:00:00Z"),
        ('(request.time < timestamp("2028-01-15T00:00:00Z"))', "2028-01-15T00:00:00Z"),
        ('request.time < timestamp("2028-01-15T00:00:00Z") || true', None),
        ('request.time < timestamp("2028-01-15T00:00:00Z") ? true : true', None),
        ('[request.time < timestamp("2028-01-15T00:00:00Z")].size() == 1', None),
        ('!(request.time < timestamp("2028-01-15T00:00:00Z"))', None),
        ('request.time > timestamp("2028-01-15T00:00:00Z")', None),
        ("", None),
        (None, None),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_the_end_of_a_grant(condition: Any, until: Any) -> None:
    rule = {"permissionSetNames": ["VPCReadOnly"], "projectIds": ["x"], "condition": condition}
    (grant,) = read("iam/policy:Policy", "grants", rules=[rule], groupId="g")
    assert grant == Grant("g", ("VPCReadOnly",), False, "project", until, frozenset())


def test_grants_of_everything_and_of_the_organisation() -> None:
    rules = [
        {"permissionSetNames": ["AllProductsFullAccess"], "organizationId": "o"},
        UNKNOWN,
        {"permissionSetNames": UNKNOWN},
    ]
    wide, later, unread = read("iam/policy:Policy", "grants", rules=rules, applicationId=UNKNOWN)
    assert (wide.principal, wide.wildcard, wide.scope) == (UNKNOWN, True, "organisation")
    assert later.actions is UNKNOWN and unread.wildcard is UNKNOWN
    assert read("iam/policy:Policy", "grants", rules=UNKNOWN) is UNKNOWN


@pytest.mark.parametrize(
    ("inputs", "owner"), [({"applicationId": UNKNOWN}, "application"), ({"userId": "u"}, "user"), ({}, "root")]
)
def test_whose_a_key_is(inputs: dict[str, Any], owner: str) -> None:
    assert read("iam/apiKey:ApiKey", "owner", **inputs) == owner


@pytest.mark.parametrize(
    ("email", "named"),
    [
        ("jane.doe@hdh.example", True),
        ("admin@hdh.example", False),
        ("cloud-ops@hdh.example", False),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_a_user_stands_for_one_person(email: Any, named: Any) -> None:
    assert read("iam/user:User", "named", email=email) is named


def test_a_tunnel() -> None:
    gcm = {"encryption": "aes256gcm", "dhGroup": "ecp384"}
    weak = {"encryption": "aes128", "integrity": "sha1", "dhGroup": "modp1024"}
    connection = "s2svpn/connection:Connection"
    assert read(connection, "tunnels", ikev2Ciphers=[gcm | {"integrity": "sha384"}], espCiphers=[gcm]) == (
        Tunnel(2, ("aes256-gcm",), ("sha384",), ("dh20",)),
    )
    assert read(connection, "tunnels", ikev2Ciphers=[gcm, weak], espCiphers=[gcm]) == (
        Tunnel(2, ("aes256-gcm", "aes128"), ("sha1",), ("dh20", "modp1024")),
    )
    assert read(connection, "tunnels", ikev2Ciphers=[gcm]) == (Tunnel(2, None, None, None),)
    assert read(connection, "tunnels", ikev2Ciphers=UNKNOWN, espCiphers=[gcm]) == (
        Tunnel(2, UNKNOWN, UNKNOWN, UNKNOWN),
    )


def test_alerts_that_reach_nobody_are_off() -> None:
    manager = "observability/alertManager:AlertManager"
    assert read(manager, "enabled") is False
    assert read(manager, "contacts", contactPoints=[{"email": "a@hdh.example"}, UNKNOWN]) == ("a@hdh.example", UNKNOWN)
    assert read(manager, "events", enableManagedAlerts=True, preconfiguredAlertIds=["x"]) == ("managed alerts", "x")


def test_an_old_token_has_the_entry_of_the_new_one() -> None:
    assert len(ALIASES) > 60
    for old, new in ALIASES.items():
        assert scaleway.TABLE[old] is scaleway.TABLE[new]


def test_a_planned_bucket() -> None:
    bucket = estates.record("scaleway", "object/bucket:Bucket", "hub-audit")
    assert (bucket["encrypted"], bucket["customer_key"], bucket["public"]) == (True, True, False)
    assert (bucket["locked_days"], bucket["versioned"], bucket["force_destroy"]) == (365, True, False)
    assert [key.name for key in bucket.refs("key")] == ["hub-audit"]
    assert bucket.location == "fr-par"
    state = estates.record("scaleway", "object/bucket:Bucket", "state")
    assert (state["encrypted"], state["customer_key"], state["locked_days"]) == (True, False, None)


def test_a_planned_database() -> None:
    database = estates.record("scaleway", "databases/instance:Instance", "prod-core")
    assert (database["encrypted"], database["public"], database["allowed"]) == (True, False, ("10.65.1.0/24",))
    assert (database["backup_days"], database["backup_location"], database["highly_available"]) == (35, "same", True)
    assert [network.kind for network in database.refs("network")] == ["net.subnet"]


def test_a_planned_host_and_its_group() -> None:
    host = estates.record("scaleway", "instance/server:Server", "hub-bastion-1")
    assert (host["public_ip"], host["deletion_protection"], host["secret_texts"]) == (True, True, True)
    assert [address.kind for address in host.refs("addresses")] == ["net.public_ip"]
    (group,) = host.refs("groups")
    assert (group["default_in"], group["default_out"], group["stateful"]) == ("deny", "deny", True)
    assert group.tags is not None and "HUB-001" in group.tags["flow"]
    (rules,) = host.view.pointing_to(group, "net.sg_rule")
    assert rules["rules"][0][:5] == ("in", True, "tcp", ((22, 22),), ("192.0.2.0/28",))


def test_a_planned_gateway_portal_and_route() -> None:
    gateway = estates.record("scaleway", "network/publicGateway:PublicGateway", "hub-exit-1")
    assert gateway["jump_host"] is False
    assert [network.name for network in gateway.refs("network")] == ["hub-egress"]
    portal = estates.record("scaleway", "loadbalancers/loadBalancer:LoadBalancer", "prod-portal")
    assert (portal["public"], portal["access_logs"]) == (True, True)
    assert Listener("tcp", 443, None) in portal["listeners"]
    route = estates.record("scaleway", "network/route:Route", "prod-to-hub")
    assert route["routes"] == (Route("10.64.0.0/20", "peering"),)


def test_a_planned_policy_and_key() -> None:
    policy = estates.record("scaleway", "iam/policy:Policy", "cardio-link")
    (grant,) = policy["grants"]
    assert (grant.actions, grant.scope, grant.until) == (("VPCFullAccess",), "project", "2028-01-15T00:00:00Z")
    assert grant.capabilities == {"manage-network"}
    assert [identity.kind for identity in policy.refs("identity")] == ["iam.user"]
    key = estates.record("scaleway", "keymanager/key:Key", "hub-audit")
    assert (key["algorithm"], key["size"], key["rotation_days"]) == ("aes", 256, 365)


def test_no_grant_of_the_estate_is_everything() -> None:
    grants = [grant for record in estates.view("scaleway").of("iam.policy") for grant in record["grants"]]
    assert len(grants) > 40
    assert not [grant for grant in grants if "all" in grant.capabilities or grant.wildcard is not False]


def test_an_empty_text_is_nothing() -> None:
    assert read("iam/apiKey:ApiKey", "owner", applicationId="", userId="u") == "user"
    assert read("iam/apiKey:ApiKey", "owner", applicationId="", userId="") == "root"
    assert read("instance/server:Server", "disks", rootVolume={"volumeId": ""}) == (Disk(None, None),)
    rule = {"permissionSetNames": ["VPCReadOnly"], "organizationId": "", "projectIds": ["x"]}
    (grant,) = read("iam/policy:Policy", "grants", rules=[rule], groupId="g")
    assert grant.scope == "project"
    (grant,) = read("iam/policy:Policy", "grants", rules=[{**rule, "projectIds": []}], groupId="g")
    assert grant.scope == ""


def test_a_grantee_that_is_known_later_can_be_everybody() -> None:
    grants = [{"grantee": {"type": UNKNOWN, "id": "x"}, "permission": "READ"}]
    assert read("object/bucketAcl:BucketAcl", "public", accessControlPolicy={"grants": grants}) is UNKNOWN
