"""What the classes of azure-native say: defaults, awkward inputs, and the legacy as it is planned."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import pytest

from plan.model import LayerPlan, Options, PlannedResource
from plan.values import UNKNOWN, Secret
from policies.kinds import refused, tables
from policies.kinds.azure_native import TABLE, own_ids, plain_id, unversioned
from policies.kinds.azure_native.durations import days, hours
from policies.kinds.readers import paths_of
from policies.kinds.values import Disk, Flow, Grant, Listener, Route, Tunnel
from policies.record import Record
from policies.view import View
from tests.policies.kinds import estates
from tests.policies.kinds.wrong import WRONG

WORLD = ("0.0.0.0/0", "::/0")
ALL_PORTS = ((0, 65535),)


def read(token: str, attribute: str, inputs: Mapping[str, Any]) -> Any:
    return TABLE[f"azure-native:{token}"].attributes[attribute](inputs)


# the tables


def test_the_list_was_made_from_the_installed_version() -> None:
    found = refused.refused_list(refused.FOLDER / "azure-native.yaml")
    assert (found.package, found.version) == ("azure-native", version("pulumi-azure-native"))


@pytest.mark.parametrize("token", sorted(TABLE))
def test_no_reader_breaks_on_nothing_on_the_unknown_and_on_the_wrong(token: str) -> None:
    entry = TABLE[token]
    readers = [*entry.attributes.values(), entry.location, *([entry.tags] if entry.tags else [])]
    for reader in readers:
        for wrong in WRONG:
            inputs = {path.partition(".")[0].partition("[")[0]: wrong for path in paths_of(reader)}
            reader(inputs)
        reader({})


def test_a_type_of_an_older_version_is_what_the_newest_is() -> None:
    assert unversioned("azure-native:storage/v20230101:StorageAccount") == "azure-native:storage:StorageAccount"
    assert unversioned("azure-native:network/v20240101preview:Subnet") == "azure-native:network:Subnet"
    assert unversioned("azure-native:storage:StorageAccount") == "azure-native:storage:StorageAccount"
    assert unversioned("azure-native:storage/latest:StorageAccount") == "azure-native:storage/latest:StorageAccount"


def test_a_refused_class_says_why_and_an_unknown_one_is_unknown() -> None:
    entry = tables.entry("azure-native:cdn:Profile")
    assert entry.kind == "refused" and "internet" in entry.attributes["reason"]({})
    assert tables.entry("azure-native:cdn:Nothing").kind == "unknown"
    assert tables.entry("azure-native:unknown:Microsoft.X/y").kind == "unknown"


# names


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("https://KV-Hub.vault.azure.net/keys/cmk-hub", "kv-hub/cmk-hub"),
        ("https://kv-hub.vault.azure.net/keys/cmk-hub/0123456789abcdef", "kv-hub/cmk-hub"),
        ("/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv-hub/keys/cmk-hub", "kv-hub/cmk-hub"),
        (
            "/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/X/",
            "/subscriptions/s/resourcegroups/g/providers/microsoft.storage/storageaccounts/x",
        ),
        (
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/x/blobServices/default",
            "/subscriptions/s/resourcegroups/g/providers/microsoft.storage/storageaccounts/x",
        ),
        (
            "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/8E3AF657-a8ff-443c-a75c-2fe8c4bcb635",
            "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
        ),
    ],
)
def test_ids_in_one_spelling(text: str, plain: str) -> None:
    assert plain_id(text) == plain


def test_a_resource_is_named_by_its_id_its_import_and_its_address() -> None:
    key = PlannedResource(
        "urn",
        "azure-native:keyvault/v20230701:Key",
        "key",
        True,
        inputs={"vaultName": "KV", "keyName": "cmk"},
        options=Options(import_id="/subscriptions/S/providers/Microsoft.X/y/z"),
    )
    assert list(own_ids(key)) == ["/subscriptions/s/providers/microsoft.x/y/z", "kv/cmk"]


# firewalls


def rule(**changes: Any) -> dict[str, Any]:
    made = {
        "direction": "Inbound",
        "access": "Allow",
        "protocol": "Tcp",
        "sourceAddressPrefix": "10.1.0.0/24",
        "sourcePortRange": "*",
        "destinationAddressPrefix": "10.2.0.0/24",
        "destinationPortRange": "443",
        "name": "LHB-001-in",
        "description": "LHB-001: administrators reach the bastion",
    }
    return {key: value for key, value in {**made, **changes}.items() if value is not None}


def flow(**changes: Any) -> Flow:
    (found,) = read("network:SecurityRule", "rules", rule(**changes))
    return found  # type: ignore[no-any-return]


def test_a_rule_as_it_stands() -> None:
    assert flow() == Flow(
        "in", True, "tcp", ((443, 443),), ("10.1.0.0/24",), ("LHB-001",), "LHB-001-in", ("10.2.0.0/24",), ()
    )


@pytest.mark.parametrize(
    "spelling", ["*", "Any", "any", "Internet", "INTERNET", " internet ", "", "10.0.0.0/99", "what ever"]
)
def test_the_world_by_any_spelling(spelling: str) -> None:
    assert flow(sourceAddressPrefix=spelling).peers == WORLD
    assert flow(sourceAddressPrefix=None, sourceAddressPrefixes=["10.0.0.1", spelling]).peers[-2:] == WORLD


def test_the_world_where_nothing_is_said() -> None:
    assert flow(sourceAddressPrefix=None).peers == WORLD
    assert flow(sourceAddressPrefix=None, sourceAddressPrefixes=[]).peers == WORLD


@pytest.mark.parametrize("written", ["0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1", "::/1", "2000::/3"])
def test_halves_stay_as_they_are_written(written: str) -> None:
    assert flow(sourceAddressPrefix=written).peers == (written,)


@pytest.mark.parametrize("tag", ["AzureCloud", "VirtualNetwork", "AzureLoadBalancer", "Storage.FranceCentral"])
def test_service_tags_are_no_addresses(tag: str) -> None:
    assert flow(sourceAddressPrefix=tag).peers == (f"service:{tag}",)


def test_members_of_a_group() -> None:
    members = [{"id": "/subscriptions/s/asg"}]
    assert flow(sourceAddressPrefix=None, sourceApplicationSecurityGroups=members).peers == (
        "group:/subscriptions/s/asg",
    )
    assert flow(sourceAddressPrefix=None, sourceApplicationSecurityGroups=[UNKNOWN]).peers is UNKNOWN


def test_an_outgoing_rule_goes_to_its_destination() -> None:
    found = flow(direction="outbound")
    assert (found.direction, found.peers, found.own) == ("out", ("10.2.0.0/24",), ("10.1.0.0/24",))


@pytest.mark.parametrize("ports", ["*", "0", "0-65535", "any", None, "", "443-22", "70000"])
def test_every_port_by_any_spelling(ports: str | None) -> None:
    assert flow(destinationPortRange=ports).ports == ALL_PORTS


def test_ports_and_ranges_together() -> None:
    found = flow(destinationPortRange="22-23", destinationPortRanges=["443", "8080-8090", "1,2"])
    assert found.ports == ((22, 23), (443, 443), (8080, 8090), (1, 1), (2, 2))
    assert flow(destinationPortRange=UNKNOWN).ports is UNKNOWN
    assert flow(protocol="Icmp").ports == ()


@pytest.mark.parametrize("spelling", ["*", "Any", "", "-1", None])
def test_any_protocol(spelling: str | None) -> None:
    assert flow(protocol=spelling).protocol == "any"


def test_what_is_not_known_or_not_readable_is_never_harmless() -> None:
    assert flow(access="Perhaps").allow is True
    assert flow(access="DENY").allow is False
    assert flow(access=UNKNOWN).allow is UNKNOWN
    assert flow(direction="Sideways").direction == "in"
    assert flow(direction=UNKNOWN).direction is UNKNOWN
    assert flow(sourceAddressPrefix=Secret("*")).peers == WORLD
    (lost,) = read("network:NetworkSecurityGroup", "rules", {"securityRules": [UNKNOWN]})
    assert lost.peers is UNKNOWN and lost.label == "securityRules[0]"
    assert read("network:NetworkSecurityGroup", "rules", {"securityRules": UNKNOWN}) is UNKNOWN


END = rule(
    direction="Inbound",
    access="Deny",
    protocol="*",
    sourceAddressPrefix="*",
    destinationAddressPrefix="*",
    destinationPortRange="*",
)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (END, "deny"),
        ({**END, "direction": "Outbound"}, "allow"),
        ({**END, "access": "Allow"}, "allow"),
        ({**END, "protocol": "Tcp"}, "allow"),
        ({**END, "destinationPortRange": "22"}, "allow"),
        ({**END, "sourcePortRange": "80"}, "allow"),
        ({**END, "sourceAddressPrefix": "10.0.0.0/8"}, "allow"),
        ({**END, "sourceAddressPrefix": "0.0.0.0/0"}, "allow"),
        ({**END, "destinationAddressPrefix": "10.2.0.0/24"}, "allow"),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_only_a_rule_that_closes_everything_makes_a_deny(end: Any, expected: Any) -> None:
    assert read("network:NetworkSecurityGroup", "default_in", {"securityRules": [rule(), end]}) is expected or (
        read("network:NetworkSecurityGroup", "default_in", {"securityRules": [rule(), end]}) == expected
    )


def test_a_group_without_rules_lets_out() -> None:
    assert read("network:NetworkSecurityGroup", "default_out", {}) == "allow"
    assert read("network:NetworkSecurityGroup", "rules", {}) == ()


# networks


@pytest.mark.parametrize(
    ("hop", "via"),
    [
        ("Internet", "internet"),
        ("virtualappliance", "host"),
        ("None", "none"),
        ("VnetLocal", "local"),
        ("?", "internet"),
        (None, "internet"),
    ],
)
def test_hops(hop: Any, via: str) -> None:
    (found,) = read("network:RouteTable", "routes", {"routes": [{"addressPrefix": "Internet", "nextHopType": hop}]})
    assert found == Route("0.0.0.0/0", via)


def test_segments() -> None:
    assert read("network:Subnet", "cidr", {"addressPrefixes": ["10.0.0.0/24"]}) == "10.0.0.0/24"
    assert read("network:Subnet", "open_outbound", {}) is True
    assert read("network:Subnet", "open_outbound", {"defaultOutboundAccess": False}) is False
    assert read("network:Subnet", "open_outbound", {"defaultOutboundAccess": False, "natGateway": {"id": "x"}}) is True


def test_a_joint_inside_a_network_is_a_way_to_others() -> None:
    assert read("network:VirtualNetwork", "external", {}) is False
    assert read("network:VirtualNetwork", "external", {"virtualNetworkPeerings": [{"name": "x"}]}) is True
    assert read("network:VirtualNetwork", "external", {"subnets": [{"sharingScope": "tenant"}]}) is True


@pytest.mark.parametrize("key", ["allowForwardedTraffic", "useRemoteGateways"])
def test_transit(key: str) -> None:
    assert read("network:VirtualNetworkPeering", "transit", {key: True}) is True
    assert read("network:VirtualNetworkPeering", "transit", {key: UNKNOWN}) is UNKNOWN
    assert read("network:VirtualNetworkPeering", "transit", {key: False}) is False


def test_a_card_with_a_public_address() -> None:
    assert read("network:NetworkInterface", "public_ip", {"ipConfigurations": [{"name": "a"}]}) is False
    assert (
        read("network:NetworkInterface", "public_ip", {"ipConfigurations": [{"publicIPAddress": {"id": UNKNOWN}}]})
        is True
    )


def test_zones_are_private_by_their_class_or_by_their_type() -> None:
    assert read("dns:Zone", "private", {}) is False
    assert read("dns:Zone", "private", {"zoneType": "private"}) is True
    assert read("privatedns:PrivateZone", "private", {}) is True


# ways in and out


def gateway(**changes: Any) -> Any:
    listener = {
        "protocol": "Https",
        "frontendPort": {"id": "/x/frontendPorts/Secure"},
        "frontendIPConfiguration": {"id": "/x/in"},
    }
    inputs = {
        "frontendPorts": [{"name": "secure", "port": 443}],
        "httpListeners": [{**listener, **changes.pop("listener", {})}],
        "sslPolicy": {"policyType": "Predefined", "policyName": "AppGwSslPolicy20220101S"},
        **changes,
    }
    return read("network:ApplicationGateway", "listeners", inputs)


@pytest.mark.parametrize(
    ("changes", "tls"),
    [
        ({}, "1.2"),
        ({"sslPolicy": None}, "1.0"),
        ({"sslPolicy": {"policyName": "AppGwSslPolicy20150501"}}, "1.0"),
        ({"sslPolicy": {"policyName": "of tomorrow"}}, "1.0"),
        ({"sslPolicy": {"policyType": "CustomV2", "minProtocolVersion": "TLSv1_3"}}, "1.3"),
        ({"sslPolicy": {"policyType": "Custom", "minProtocolVersion": "TLSv1_1"}}, "1.1"),
        ({"sslPolicy": UNKNOWN}, UNKNOWN),
        (
            {
                "listener": {"sslProfile": {"id": "/x/sslProfiles/Old"}},
                "sslProfiles": [{"name": "old", "sslPolicy": {"policyName": "AppGwSslPolicy20150501"}}],
            },
            "1.0",
        ),
        ({"listener": {"protocol": "Http"}}, ""),
    ],
)
def test_lowest_tls_of_a_listener(changes: dict[str, Any], tls: Any) -> None:
    (found,) = gateway(**changes)
    assert found.port == 443
    assert found.tls is tls if tls is UNKNOWN else found.tls == tls


def test_balancers_pass_on_what_comes() -> None:
    rules = {"loadBalancingRules": [{"protocol": "All", "frontendPort": 0}, {"protocol": "Tcp", "frontendPort": 22}]}
    assert read("network:LoadBalancer", "listeners", rules) == (Listener("all", 0, None), Listener("tcp", 22, None))
    assert (
        read("network:LoadBalancer", "public", {"frontendIPConfigurations": [{"publicIPPrefix": {"id": "x"}}]}) is True
    )
    assert read("network:LoadBalancer", "public", {"frontendIPConfigurations": [{"subnet": {"id": "x"}}]}) is False


@pytest.mark.parametrize(
    ("changes", "blocks"),
    [
        ({}, True),
        ({"policySettings": {"mode": "Detection"}}, False),
        ({"policySettings": {}}, False),
        ({"managedRules": {"managedRuleSets": []}}, False),
        ({"customRules": [{"action": "Allow"}]}, False),
        ({"customRules": [{"action": "Allow", "state": "Disabled"}]}, True),
        ({"policySettings": {"mode": UNKNOWN}}, UNKNOWN),
    ],
)
def test_a_firewall_that_only_watches_does_not_block(changes: dict[str, Any], blocks: Any) -> None:
    inputs = {"policySettings": {"mode": "Prevention"}, "managedRules": {"managedRuleSets": [{"ruleSetType": "x"}]}}
    assert read("network:WebApplicationFirewallPolicy", "blocks", {**inputs, **changes}) is blocks


@pytest.mark.parametrize(
    ("inputs", "attribute", "expected"),
    [
        ({"enableSessionRecording": True, "sku": {"name": "Premium"}}, "recorded", True),
        ({"enableSessionRecording": True, "sku": {"name": "Standard"}}, "recorded", False),
        ({"sku": {"name": "Premium"}}, "recorded", False),
        ({}, "shareable_link", False),
        ({"enableShareableLink": True}, "shareable_link", True),
        ({}, "copy", True),
        ({"disableCopyPaste": True}, "copy", False),
        ({"disableCopyPaste": True, "enableTunneling": True}, "copy", True),
        ({"disableCopyPaste": True, "enableFileCopy": UNKNOWN}, "copy", UNKNOWN),
    ],
)
def test_bastion(inputs: dict[str, Any], attribute: str, expected: Any) -> None:
    assert read("network:BastionHost", attribute, inputs) is expected


def collection(*rules: dict[str, Any], action: Any = "Allow", kind: str = "FirewallPolicyFilterRuleCollection") -> Any:
    return {"ruleCollections": [{"action": {"type": action}, "ruleCollectionType": kind, "rules": list(rules)}]}


@pytest.mark.parametrize(
    ("inputs", "hosts", "default_deny"),
    [
        (collection({"targetFqdns": ["a.example"]}), ("a.example",), None),
        (collection({"targetFqdns": ["*"]}), ("*",), False),
        (collection({"destinationAddresses": ["0.0.0.0/0"]}), ("0.0.0.0/0",), False),
        (collection({"destinationAddresses": ["Internet"]}), ("Internet",), False),
        (collection({"webCategories": ["news"], "fqdnTags": ["Updates"]}), ("tag:Updates", "category:news"), None),
        (collection({"targetFqdns": ["*"]}, action="Deny"), (), None),
        (collection({"targetFqdns": ["a.example"]}, kind="FirewallPolicyNatRuleCollection"), ("a.example",), False),
        ({"ruleCollections": UNKNOWN}, (UNKNOWN,), UNKNOWN),
        ({}, (), None),
    ],
)
def test_named_ways_out(inputs: dict[str, Any], hosts: tuple[Any, ...], default_deny: Any) -> None:
    assert read("network:FirewallPolicyRuleCollectionGroup", "hosts", inputs) == hosts
    assert read("network:FirewallPolicyRuleCollectionGroup", "default_deny", inputs) is default_deny


def test_a_firewall_with_rules_inside_and_a_policy_that_inherits() -> None:
    inside = {"networkRuleCollections": [{"action": {"type": "Allow"}, "rules": [{"destinationAddresses": ["*"]}]}]}
    assert read("network:AzureFirewall", "default_deny", inside) is False
    assert read("network:AzureFirewall", "default_deny", {}) is True
    assert read("network:AzureFirewall", "default_deny", {"natRuleCollections": [{"name": "in"}]}) is False
    assert read("network:FirewallPolicy", "default_deny", {"basePolicy": {"id": "x"}}) is None


@pytest.mark.parametrize(
    ("inputs", "tunnel"),
    [
        (
            {
                "connectionProtocol": "IKEv2",
                "ipsecPolicies": [
                    {
                        "dhGroup": "ECP384",
                        "pfsGroup": "None",
                        "ikeEncryption": "AES256",
                        "ikeIntegrity": "SHA384",
                        "ipsecEncryption": "GCMAES256",
                        "ipsecIntegrity": "MD5",
                    }
                ],
            },
            Tunnel(2, ("aes256", "aes256-gcm"), ("sha384", "md5"), ("dh20", "none")),
        ),
        ({}, Tunnel(1, ("default",), ("default",), ("default",))),
        ({"connectionType": "ExpressRoute"}, Tunnel(None, ("none",), ("none",), ("none",))),
        ({"ipsecPolicies": UNKNOWN, "connectionProtocol": UNKNOWN}, Tunnel(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)),
    ],
)
def test_cryptography_of_a_connection(inputs: dict[str, Any], tunnel: Tunnel) -> None:
    assert read("network:VirtualNetworkGatewayConnection", "tunnels", inputs) == (tunnel,)


def test_a_gateway_for_single_clients_has_a_tunnel() -> None:
    assert read("network:VirtualNetworkGateway", "tunnels", {}) == ()
    assert (
        len(
            read(
                "network:VirtualNetworkGateway", "tunnels", {"vpnClientConfiguration": {"vpnClientProtocols": ["SSTP"]}}
            )
        )
        == 1
    )


def test_retention_of_flow_logs() -> None:
    assert read("network:FlowLog", "retention_days", {"retentionPolicy": {"enabled": True, "days": 365}}) == 365
    assert read("network:FlowLog", "retention_days", {"retentionPolicy": {"enabled": False, "days": 365}}) == 0
    assert read("network:FlowLog", "retention_days", {"retentionPolicy": {"enabled": True, "days": UNKNOWN}}) is UNKNOWN
    assert read("network:FlowLog", "enabled", {}) is False
    assert read("network:FlowLog", "enabled", {"enabled": True}) is True
    assert read("network:FlowLog", "enabled", {"enabled": True, "enabledFilteringCriteria": "srcIP=10.0.0.1"}) is False


# hosts and clusters


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ({"linuxConfiguration": {"disablePasswordAuthentication": True}}, False),
        ({"linuxConfiguration": {"disablePasswordAuthentication": False}}, True),
        ({"linuxConfiguration": {"disablePasswordAuthentication": UNKNOWN}}, UNKNOWN),
        ({"adminUsername": "x"}, True),
        ({"windowsConfiguration": {"provisionVMAgent": True}}, True),
        (None, None),
    ],
)
def test_passwords_of_hosts(profile: Any, expected: Any) -> None:
    assert read("compute:VirtualMachine", "password_login", {"osProfile": profile}) is expected


def test_disks_that_come_with_a_host() -> None:
    key = {"managedDisk": {"diskEncryptionSet": {"id": "x"}}, "createOption": "FromImage"}
    attached = {"managedDisk": {"id": "y"}, "createOption": "Attach"}
    made = {"managedDisk": {"storageAccountType": "Premium_LRS"}, "createOption": "Empty"}
    storage = {"osDisk": key, "dataDisks": [attached, made, {"vhd": {"uri": "x"}, "createOption": "Empty"}]}
    inputs: dict[str, Any] = {"storageProfile": storage, "securityProfile": {"encryptionAtHost": True}}
    assert read("compute:VirtualMachine", "disks", inputs) == (Disk(True, True), Disk(True, False), Disk(None, None))
    assert read("compute:VirtualMachine", "disks", {"storageProfile": {"osDisk": key}}) == (Disk(False, True),)
    scale = {"virtualMachineProfile": inputs}
    assert read("compute:VirtualMachineScaleSet", "disks", scale)[0] == Disk(True, True)


def test_texts_of_hosts_are_read_behind_their_encoding() -> None:
    inputs = {"osProfile": {"customData": Secret("c3NoX3B3YXV0aDogdHJ1ZQ==")}, "userData": "aGVsbG8="}
    assert read("compute:VirtualMachine", "texts", inputs) == ("ssh_pwauth: true", "hello")
    assert read("compute:VirtualMachine", "secret_texts", inputs) is False
    assert read("compute:VirtualMachine", "secret_texts", {"userData": Secret("aGVsbG8=")}) is True


def test_images() -> None:
    plain = {"publisher": "Debian", "offer": "debian-12", "sku": "12", "version": "1"}
    assert (
        read("compute:VirtualMachine", "image", {"storageProfile": {"imageReference": plain}})
        == "Debian:debian-12:12:1"
    )
    shared = {"storageProfile": {"imageReference": {"communityGalleryImageId": "/CommunityGalleries/x"}}}
    assert read("compute:VirtualMachine", "image", shared) == "/CommunityGalleries/x"
    assert read("compute:VirtualMachine", "image", {}) is None


@pytest.mark.parametrize(
    ("inputs", "attribute", "expected"),
    [
        ({}, "encrypted", True),
        ({"encryption": {"type": "None"}}, "encrypted", False),
        (
            {"encryption": {"type": "EncryptionAtRestWithPlatformKey", "diskEncryptionSetId": "x"}},
            "customer_key",
            False,
        ),
        ({"encryption": {"type": "encryptionatrestwithcustomerkey", "diskEncryptionSetId": "x"}}, "customer_key", True),
        ({"encryption": {"type": "EncryptionAtRestWithCustomerKey"}}, "customer_key", False),
        ({"encryption": {"diskEncryptionSetId": UNKNOWN}}, "customer_key", UNKNOWN),
        ({}, "public", True),
        ({"networkAccessPolicy": "DenyAll"}, "public", False),
        ({"networkAccessPolicy": "AllowPrivate"}, "public", False),
        ({"networkAccessPolicy": "AllowAll", "publicNetworkAccess": "Enabled"}, "public", True),
        ({"networkAccessPolicy": "AllowAll", "publicNetworkAccess": "Disabled"}, "public", False),
        ({"networkAccessPolicy": UNKNOWN, "publicNetworkAccess": "Disabled"}, "public", False),
        ({"diskSizeGB": 64.0}, "size_gb", 64),
    ],
)
def test_disks(inputs: dict[str, Any], attribute: str, expected: Any) -> None:
    assert read("compute:Disk", attribute, inputs) == expected
    assert read("compute:Snapshot", attribute, inputs) == expected


@pytest.mark.parametrize(
    ("inputs", "attribute", "expected"),
    [
        ({}, "api_public", True),
        ({"apiServerAccessProfile": {"enablePrivateCluster": True}}, "api_public", False),
        ({"apiServerAccessProfile": {"authorizedIPRanges": ["192.0.2.0/24"]}}, "api_allowed", ("192.0.2.0/24",)),
        ({}, "api_allowed", ()),
        ({"apiServerAccessProfile": {"enablePrivateCluster": True}}, "api_allowed", None),
        ({}, "local_accounts", True),
        ({"disableLocalAccounts": True}, "local_accounts", True),
        ({"disableLocalAccounts": True, "aadProfile": {"managed": True}}, "local_accounts", False),
        ({"agentPoolProfiles": [{"enableEncryptionAtHost": True}, {"name": "b"}]}, "encrypted", False),
        ({"agentPoolProfiles": [{"enableEncryptionAtHost": True}, UNKNOWN]}, "encrypted", UNKNOWN),
        ({"agentPoolProfiles": [{"enableNodePublicIP": True}]}, "node_public_ip", True),
        ({"agentPoolProfiles": [{"enableNodePublicIP": UNKNOWN}]}, "node_public_ip", UNKNOWN),
    ],
)
def test_clusters(inputs: dict[str, Any], attribute: str, expected: Any) -> None:
    assert read("containerservice:ManagedCluster", attribute, inputs) == expected


def test_databricks() -> None:
    entity = {"keySource": "Microsoft.Keyvault"}
    keys = {"encryption": {"entities": {"managedDisk": entity, "managedServices": entity}}}
    assert read("databricks:Workspace", "customer_key", keys) is True
    assert read("databricks:Workspace", "customer_key", {"encryption": {"entities": {"managedDisk": entity}}}) is False
    assert read("databricks:Workspace", "node_public_ip", {}) is True
    assert read("databricks:Workspace", "api_public", {"publicNetworkAccess": "disabled"}) is False


@pytest.mark.parametrize(
    ("inputs", "attribute", "expected"),
    [
        ({}, "public", True),
        ({"publicNetworkAccess": "Disabled"}, "public", False),
        (
            {"networkRuleSet": {"defaultAction": "Deny", "ipRules": [{"iPAddressOrRange": "192.0.2.1"}]}},
            "public",
            False,
        ),
        ({"networkRuleSet": {"ipRules": [{"iPAddressOrRange": "192.0.2.1"}]}}, "allowed", ("192.0.2.1",)),
        ({}, "allowed", ()),
        ({"anonymousPullEnabled": True}, "anonymous_pull", True),
        ({"encryption": {"status": "enabled"}}, "customer_key", False),
        ({"encryption": {"status": "enabled", "keyVaultProperties": {"keyIdentifier": "x"}}}, "customer_key", True),
    ],
)
def test_registries(inputs: dict[str, Any], attribute: str, expected: Any) -> None:
    assert read("containerregistry:Registry", attribute, inputs) == expected


# storage


@pytest.mark.parametrize(
    ("inputs", "attribute", "expected"),
    [
        ({}, "encrypted", True),
        ({"encryption": {"services": {"blob": {"enabled": False}}}}, "encrypted", False),
        ({}, "customer_key", False),
        ({"encryption": {"keySource": "Microsoft.Keyvault"}}, "customer_key", False),
        (
            {
                "encryption": {
                    "keySource": "microsoft.keyvault",
                    "keyVaultProperties": {"keyName": UNKNOWN, "keyVaultUri": "x"},
                }
            },
            "customer_key",
            True,
        ),
        ({}, "public", False),
        ({"allowBlobPublicAccess": True}, "public", True),
        ({"kind": "FileStorage"}, "public", True),
        ({"kind": "FileStorage", "publicNetworkAccess": "Disabled"}, "public", False),
        ({}, "private_only", False),
        ({"publicNetworkAccess": "disabled"}, "private_only", True),
        ({"publicNetworkAccess": "SecuredByPerimeter"}, "private_only", False),
        ({"publicNetworkAccess": UNKNOWN}, "private_only", UNKNOWN),
        ({}, "tls_min", "1.0"),
        ({"minimumTlsVersion": "TLS1_2"}, "tls_min", "1.2"),
        ({"minimumTlsVersion": "TLS9"}, "tls_min", "none"),
        ({"minimumTlsVersion": "TLS1_2", "enableHttpsTrafficOnly": False}, "tls_min", "none"),
        ({"minimumTlsVersion": "TLS1_2", "enableNfsV3": True}, "tls_min", "none"),
        ({"sku": {"name": "Standard_ZRS"}}, "geo_redundant", False),
        ({"sku": {"name": "Standard_LRS"}}, "geo_redundant", False),
        ({"sku": {"name": "Standard_GRS"}}, "geo_redundant", True),
        ({"sku": {"name": "Standard_RAGRS"}}, "geo_redundant", True),
        ({"sku": {"name": "Standard_GZRS"}}, "geo_redundant", True),
        ({"sku": {"name": "Standard_NEW"}}, "geo_redundant", True),
        ({}, "geo_redundant", True),
        ({}, "shared_key", True),
        ({"allowSharedKeyAccess": False}, "shared_key", False),
        ({"allowSharedKeyAccess": False, "isSftpEnabled": True}, "shared_key", True),
        ({"allowSharedKeyAccess": False, "isSftpEnabled": True, "isLocalUserEnabled": False}, "shared_key", False),
    ],
)
def test_storage_accounts(inputs: dict[str, Any], attribute: str, expected: Any) -> None:
    assert read("storage:StorageAccount", attribute, inputs) == expected


@pytest.mark.parametrize(
    ("state", "enabled", "locked"),
    [
        ("Locked", True, 365),
        ("locked", True, 365),
        ("Unlocked", True, None),
        ("Disabled", True, None),
        ("Locked", False, None),
        (UNKNOWN, True, UNKNOWN),
    ],
)
def test_only_a_locked_policy_locks(state: Any, enabled: bool, locked: Any) -> None:
    policy = {"state": state, "immutabilityPeriodSinceCreationInDays": 365.0}
    inputs = {"immutableStorageWithVersioning": {"enabled": enabled, "immutabilityPolicy": policy}}
    assert read("storage:StorageAccount", "locked_days", inputs) == locked


@pytest.mark.parametrize("access", ["Blob", "Container", "container"])
def test_a_container_that_anybody_can_read(access: str) -> None:
    assert read("storage:BlobContainer", "public", {"publicAccess": access}) is True
    assert read("storage:BlobContainer", "public", {"publicAccess": "None"}) is None
    assert read("storage:StorageAccountStaticWebsite", "public", {}) is True


# databases


@pytest.mark.parametrize("token", ["dbforpostgresql:Server", "dbformysql:Server"])
@pytest.mark.parametrize(
    ("inputs", "attribute", "expected"),
    [
        ({}, "public", True),
        ({"network": {"publicNetworkAccess": "Disabled"}}, "public", False),
        ({"network": {"delegatedSubnetResourceId": "x"}}, "public", False),
        ({"network": {"publicNetworkAccess": UNKNOWN}}, "public", UNKNOWN),
        ({}, "allowed", ()),
        ({"network": {"publicNetworkAccess": "Disabled"}}, "allowed", None),
        ({"backup": {"geoRedundantBackup": "Enabled"}}, "geo_redundant", True),
        ({"backup": {"geoRedundantBackup": "Enabled"}}, "backup_location", None),
        ({"backup": {"geoRedundantBackup": "disabled"}}, "backup_location", "same"),
        ({"backup": {"backupRetentionDays": 35.0}}, "backup_days", 35),
        ({"highAvailability": {"mode": "ZoneRedundant"}}, "highly_available", True),
        ({}, "highly_available", False),
        ({"dataEncryption": {"type": "AzureKeyVault", "primaryKeyURI": "x"}}, "customer_key", True),
        ({"dataEncryption": {"type": "AzureKeyVault"}}, "customer_key", False),
        ({"dataEncryption": {"type": "SystemManaged", "primaryKeyURI": "x"}}, "customer_key", False),
    ],
)
def test_flexible_servers(token: str, inputs: dict[str, Any], attribute: str, expected: Any) -> None:
    assert read(token, attribute, inputs) == expected


@pytest.mark.parametrize(
    ("name", "value", "attribute", "expected"),
    [
        ("require_secure_transport", "off", "tls_min", "none"),
        ("require_secure_transport", "ON", "tls_min", None),
        ("require_secure_transport", "maybe", "tls_min", "none"),
        ("ssl_min_protocol_version", "TLSv1.2", "tls_min", "1.2"),
        ("SSL_MIN_PROTOCOL_VERSION", "TLSv1", "tls_min", "1.0"),
        ("ssl_min_protocol_version", "SSLv3", "tls_min", "none"),
        ("ssl_min_protocol_version", UNKNOWN, "tls_min", UNKNOWN),
        ("log_connections", "on", "audit_logs", True),
        ("log_connections", "off", "audit_logs", False),
        ("wal_level", "logical", "audit_logs", None),
        ("wal_level", UNKNOWN, "tls_min", None),
        (UNKNOWN, "off", "tls_min", UNKNOWN),
    ],
)
def test_settings_of_a_server(name: Any, value: Any, attribute: str, expected: Any) -> None:
    inputs = {"configurationName": name, "value": value}
    assert read("dbforpostgresql:Configuration", attribute, inputs) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("192.0.2.0", "192.0.2.255", ("192.0.2.0/24",)),
        ("0.0.0.0", "255.255.255.255", ("0.0.0.0/0",)),
        ("0.0.0.0", "127.255.255.255", ("0.0.0.0/1",)),
        ("0.0.0.0", "0.0.0.0", WORLD),
        ("192.0.2.9", "192.0.2.1", WORLD),
        ("x", "y", WORLD),
        (None, None, WORLD),
        (UNKNOWN, "192.0.2.1", UNKNOWN),
    ],
)
def test_ranges_of_a_server(start: Any, end: Any, expected: Any) -> None:
    inputs = {"startIpAddress": start, "endIpAddress": end}
    assert read("dbforpostgresql:FirewallRule", "allowed", inputs) == expected


# keys and rights


@pytest.mark.parametrize(
    ("inputs", "attribute", "expected"),
    [
        ({}, "public", True),
        ({"publicNetworkAccess": "disabled"}, "public", False),
        ({"networkAcls": {"defaultAction": "Deny"}}, "public", False),
        ({"networkAcls": {"defaultAction": "Allow"}}, "public", True),
        ({"networkAcls": {"defaultAction": "Deny", "ipRules": [{"value": "192.0.2.0/28"}]}}, "public", False),
        ({"networkAcls": {"defaultAction": "Deny", "ipRules": [{"value": "0.0.0.0/1"}]}}, "public", True),
        ({"networkAcls": {"defaultAction": "Deny", "ipRules": [{"value": "*"}]}}, "public", True),
        ({"networkAcls": {"defaultAction": "Deny", "ipRules": [{"value": UNKNOWN}]}}, "public", UNKNOWN),
        ({}, "purge_protection", False),
        ({"enablePurgeProtection": True}, "purge_protection", True),
        ({"enablePurgeProtection": True, "enableSoftDelete": False}, "purge_protection", False),
        ({}, "rbac", False),
        ({"enableRbacAuthorization": True}, "rbac", True),
    ],
)
def test_vaults(inputs: dict[str, Any], attribute: str, expected: Any) -> None:
    assert read("keyvault:Vault", attribute, {"properties": inputs}) is expected


@pytest.mark.parametrize(
    ("inputs", "attribute", "expected"),
    [
        ({"kty": "RSA-HSM", "keySize": 3072}, "size", 3072),
        ({"kty": "RSA"}, "size", 2048),
        ({"kty": "EC"}, "size", 256),
        ({"kty": "EC-HSM", "curveName": "P-384"}, "size", 384),
        ({"kty": "oct-HSM", "keySize": 256}, "algorithm", "aes"),
        ({"kty": "RSA-HSM"}, "algorithm", "rsa"),
        ({"kty": "rsa-hsm"}, "protection", "hsm"),
        ({"kty": "RSA"}, "protection", "software"),
        ({}, "exportable", False),
        ({"attributes": {"exportable": True}}, "exportable", True),
        ({"releasePolicy": {"data": "x"}}, "exportable", True),
        ({}, "rotation_days", None),
    ],
)
def test_keys(inputs: dict[str, Any], attribute: str, expected: Any) -> None:
    assert read("keyvault:Key", attribute, {"properties": inputs}) == expected


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ([("rotate", {"timeAfterCreate": "P365D"})], 365),
        ([("Rotate", {"timeAfterCreate": "P1Y"}), ("notify", {"timeBeforeExpiry": "P30D"})], 365),
        ([("rotate", {"timeBeforeExpiry": "P30D"})], 700),
        ([("notify", {"timeAfterCreate": "P30D"})], None),
        ([("rotate", {"timeAfterCreate": "sometimes"})], None),
        ([("rotate", {"timeAfterCreate": UNKNOWN})], UNKNOWN),
    ],
)
def test_rotation(actions: list[tuple[str, dict[str, Any]]], expected: Any) -> None:
    written = [{"action": {"type": kind}, "trigger": trigger} for kind, trigger in actions]
    policy = {"attributes": {"expiryTime": "P730D"}, "lifetimeActions": written}
    assert read("keyvault:Key", "rotation_days", {"properties": {"rotationPolicy": policy}}) == expected


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"value": Secret("x")}, True),
        (Secret({"value": "x"}), True),
        ({}, True),
        ({"value": "plain"}, False),
        ({"value": UNKNOWN}, False),
        ({"value": Secret(UNKNOWN)}, True),
    ],
)
def test_a_value_that_stands_open(properties: Any, expected: bool) -> None:
    assert read("keyvault:Secret", "value_is_secret", {"properties": properties}) is expected


_ROLES = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/"


@pytest.mark.parametrize(
    ("role", "extra", "expected"),
    [
        ("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", {}, (True, {"all"})),
        ("8E3AF657-A8FF-443C-A75C-2FE8C4BCB635", {}, (True, {"all"})),
        ("acdd72a7-3385-48ef-bd42-f606fba81ae7", {}, (False, {"read-logs"})),
        ("f58310d9-a9f6-439a-9e8d-f62e7b41a168", {}, (True, {"all"})),
        ("f58310d9-a9f6-439a-9e8d-f62e7b41a168", {"condition": "x"}, (False, {"manage-iam"})),
        ("ba92f5b4-2d11-453d-a403-e96b0029c9fe", {}, (False, {"read-data", "write-data", "delete-data"})),
        ("00000000-0000-4000-8000-000000000009", {}, (UNKNOWN, {"all"})),
    ],
)
def test_roles(role: str, extra: dict[str, Any], expected: tuple[Any, set[str]]) -> None:
    inputs = {
        "principalId": "p",
        "roleDefinitionId": _ROLES + role,
        "scope": "/subscriptions/s/resourceGroups/g",
        **extra,
    }
    (grant,) = read("authorization:RoleAssignment", "grants", inputs)
    assert (grant.wildcard, grant.capabilities) == (expected[0], frozenset(expected[1]))
    assert (grant.principal, grant.scope, grant.until) == ("p", "project", None)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("/", "organisation"),
        ("/subscriptions/s", "organisation"),
        ("/providers/Microsoft.Management/managementGroups/m", "organisation"),
        ("/subscriptions/s/resourcegroups/G", "project"),
        ("/subscriptions/s/resourceGroups/g/providers/Microsoft.X/y/z", "resource"),
        (UNKNOWN, UNKNOWN),
        (None, ""),
    ],
)
def test_scopes(scope: Any, expected: Any) -> None:
    (grant,) = read("authorization:RoleAssignment", "grants", {"scope": scope})
    assert grant.scope == expected


def test_a_role_that_is_not_known_yet_may_be_anything() -> None:
    inputs = {"principalId": UNKNOWN, "roleDefinitionId": UNKNOWN, "scope": UNKNOWN}
    (grant,) = read("authorization:RoleAssignment", "grants", inputs)
    assert grant == Grant(UNKNOWN, (UNKNOWN,), UNKNOWN, UNKNOWN, None, frozenset({"all"}))


def test_the_end_of_an_eligibility() -> None:
    inputs = {"scheduleInfo": {"expiration": {"endDateTime": "2027-01-31T00:00:00Z"}}}
    (grant,) = read("authorization:PimRoleEligibilitySchedule", "grants", inputs)
    assert grant.until == "2027-01-31"


@pytest.mark.parametrize(
    ("permissions", "wildcard", "capabilities"),
    [
        ([{"actions": ["*"]}], True, {"all"}),
        ([{"dataActions": ["*"]}], True, {"all"}),
        ([{"actions": ["Microsoft.Network/*"]}], False, {"manage-network"}),
        ([{"actions": ["*/read"]}], False, {"read-logs"}),
        ([{"actions": ["*/read", "*/delete"]}], True, None),
        ([{"actions": ["*/*"]}], True, {"all"}),
        # who may give roles has every right, by one more step
        ([{"actions": ["*/write"]}], True, {"all"}),
        ([{"actions": ["Microsoft.Authorization/*/write"]}], True, {"all"}),
        ([{"actions": ["Microsoft.Authorization/roleAssignments/write"]}], True, {"all"}),
        ([{"actions": ["Microsoft.Authorization/roleDefinitions/write"]}], False, {"manage-iam"}),
        (
            [{"dataActions": ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*"]}],
            False,
            {"read-data", "write-data", "delete-data"},
        ),
        ([{"actions": [UNKNOWN]}], UNKNOWN, {"all"}),
        (UNKNOWN, UNKNOWN, {"all"}),
    ],
)
def test_roles_of_ones_own(permissions: Any, wildcard: Any, capabilities: set[str] | None) -> None:
    (grant,) = read("authorization:RoleDefinition", "grants", {"roleName": "x", "permissions": permissions})
    assert grant.wildcard is wildcard
    assert capabilities is None or grant.capabilities == frozenset(capabilities)


def test_lists_of_a_vault() -> None:
    policy = {"objectId": "p", "permissions": {"keys": ["Get", "WrapKey"], "secrets": ["all"]}}
    (grant,) = read("keyvault:AccessPolicy", "grants", {"policy": policy})
    assert (grant.principal, grant.wildcard) == ("p", True)
    assert grant.capabilities == frozenset({"use-keys", "manage-keys"})


# logs and backups


@pytest.mark.parametrize(
    ("inputs", "enabled", "categories"),
    [
        ({"workspaceId": "w", "logs": [{"categoryGroup": "audit", "enabled": True}]}, True, ("audit",)),
        ({"workspaceId": "w", "logs": [{"category": "Security", "enabled": False}]}, False, ()),
        ({"logs": [{"category": "Security", "enabled": True}]}, False, ("Security",)),
        ({"workspaceId": "w"}, False, ()),
        ({"workspaceId": UNKNOWN, "logs": [UNKNOWN]}, UNKNOWN, (UNKNOWN,)),
    ],
)
def test_deliveries(inputs: dict[str, Any], enabled: Any, categories: tuple[Any, ...]) -> None:
    assert read("monitor:DiagnosticSetting", "enabled", inputs) is enabled
    assert read("monitor:DiagnosticSetting", "categories", inputs) == categories


def test_stores_of_logs() -> None:
    closed = {"publicNetworkAccessForIngestion": "Disabled", "publicNetworkAccessForQuery": "Disabled"}
    assert read("operationalinsights:Workspace", "public", closed) is False
    assert read("operationalinsights:Workspace", "public", {**closed, "publicNetworkAccessForQuery": "Enabled"}) is True
    assert read("operationalinsights:Workspace", "public", {}) is True
    assert read("operationalinsights:Workspace", "retention_days", {}) == 30
    purged = {"retentionInDays": 365, "features": {"immediatePurgeDataOn30Days": True}}
    assert read("operationalinsights:Workspace", "retention_days", purged) == 30
    assert read("operationalinsights:Workspace", "retention_days", {"retentionInDays": 365.0}) == 365
    assert read("operationalinsights:Workspace", "customer_key", {}) is False
    assert read("operationalinsights:Workspace", "customer_key", {"features": {"clusterResourceId": "x"}}) is None
    assert read("operationalinsights:Table", "retention_days", {"retentionInDays": 4, "totalRetentionInDays": -1}) == 4
    assert read("operationalinsights:Table", "retention_days", {"retentionInDays": -1}) is None


def test_alerts() -> None:
    condition = {
        "allOf": [{"field": "operationName", "equals": "a"}, {"anyOf": [{"field": "category", "equals": "b"}]}]
    }
    assert read("monitor:ActivityLogAlert", "events", {"condition": condition}) == ("a", "b")
    assert read("monitor:ActivityLogAlert", "events", {"condition": UNKNOWN}) is UNKNOWN
    receivers = {
        "emailReceivers": [{"emailAddress": "a@hdh.example"}],
        "webhookReceivers": [{"serviceUri": "https://b.example"}],
    }
    assert read("monitor:ActionGroup", "contacts", receivers) == ("a@hdh.example", "https://b.example")


@pytest.mark.parametrize(
    ("safe", "expected"),
    [("Locked", True), ("Unlocked", False), ("Disabled", False), (None, False), (UNKNOWN, UNKNOWN)],
)
@pytest.mark.parametrize("token", ["recoveryservices:Vault", "dataprotection:BackupVault"])
def test_only_a_locked_vault_is_immutable(token: str, safe: Any, expected: Any) -> None:
    inputs = {"properties": {"securitySettings": {"immutabilitySettings": {"state": safe}}}}
    assert read(token, "immutable", inputs) is expected


def test_copies_of_backups_in_another_region() -> None:
    def vault(**redundancy: Any) -> Any:
        return read("recoveryservices:Vault", "geo_redundant", {"properties": {"redundancySettings": redundancy}})

    assert vault(standardTierStorageRedundancy="ZoneRedundant") is False
    assert vault(standardTierStorageRedundancy="GeoRedundant") is True
    assert vault(standardTierStorageRedundancy="ZoneRedundant", crossRegionRestore="Enabled") is True
    assert vault() is True

    def stored(*kinds: Any) -> Any:
        settings = {"properties": {"storageSettings": [{"type": kind} for kind in kinds]}}
        return read("dataprotection:BackupVault", "geo_redundant", settings)

    assert stored("LocallyRedundant") is False
    assert stored("ZoneRedundant", "GeoRedundant") is True
    assert stored() is True


@pytest.mark.parametrize(
    ("schedule", "hours_between"),
    [
        ({"scheduleRunFrequency": "Daily"}, 24),
        ({"scheduleRunFrequency": "Weekly"}, 168),
        ({"scheduleRunFrequency": "Hourly", "hourlySchedule": {"interval": 4}}, 4),
        ({"scheduleFrequencyInMins": 60}, 1),
        ({}, None),
        ({"scheduleRunFrequency": UNKNOWN}, UNKNOWN),
    ],
)
def test_schedules(schedule: dict[str, Any], hours_between: Any) -> None:
    inputs = {"properties": {"schedulePolicy": schedule}}
    assert read("recoveryservices:ProtectionPolicy", "interval_hours", inputs) == hours_between


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P30D", 30),
        ("P1Y", 365),
        ("P2W", 14),
        ("P1M", 28),
        ("PT48H", 2),
        ("p7d", 7),
        ("P", None),
        ("30", None),
        (30, None),
    ],
)
def test_durations(text: Any, expected: int | None) -> None:
    assert days(text) == expected


def test_short_durations() -> None:
    assert hours("PT4H") == 4
    assert hours("PT30M") == 0.5


# the legacy as it is planned


@pytest.fixture(scope="module")
def legacy() -> View:
    return estates.view("azure-legacy")


def one(view: View, token: str, name: str) -> Record:
    (found,) = [r for r in view.records if r.resource.type == f"azure-native:{token}" and r.name == name]
    return found


def test_every_planned_class_is_known(legacy: View) -> None:
    mine = [r for r in legacy.records if r.resource.type.startswith("azure-native:")]
    assert len({r.resource.type for r in mine}) > 50
    assert not {r.resource.type for r in mine if r.kind in ("unknown", "refused", "orphan")}


def test_everything_that_lies_somewhere_lies_in_france(legacy: View) -> None:
    lying = [r for r in legacy.records if r.resource.type.startswith("azure-native:") and r.has_place]
    assert {r.location for r in lying if not r.is_global} == {"francecentral"}
    assert {r.kind for r in lying if r.is_global} == {"dns", "log.alert"}


def test_planned_storage(legacy: View) -> None:
    record = one(legacy, "storage:StorageAccount", "cardio-data")
    assert [record[name] for name in ("encrypted", "customer_key", "private_only")] == [True, True, True]
    assert [record[name] for name in ("public", "geo_redundant", "shared_key")] == [False, False, False]
    assert record["tls_min"] == "1.2"
    assert [key.kind for key in record.refs("key", "kms.key")] == ["kms.key"]
    assert one(legacy, "storage:StorageAccount", "hub-audit-locked")["locked_days"] == 365


def test_a_planned_share_is_as_its_account_is(legacy: View) -> None:
    record = one(legacy, "storage:FileShare", "prod-reference")
    assert [record[name] for name in ("encrypted", "customer_key", "public", "tls_min")] == [True, True, False, "1.2"]


def test_planned_database(legacy: View) -> None:
    record = one(legacy, "dbforpostgresql:Server", "prod-core")
    assert record["tls_min"] == "1.2" and record["audit_logs"] is True and record["public"] is False
    assert record["backup_days"] == 35 and record["backup_location"] == "same" and record["customer_key"] is True


def test_planned_host(legacy: View) -> None:
    record = one(legacy, "compute:VirtualMachine", "cardio-desk-1")
    assert record["disks"] == (Disk(True, True),)
    assert record["password_login"] is False and record["image"].startswith("Debian:debian-12:")
    (card,) = record.refs("ports", "net.port")
    assert card["public_ip"] is False and [s.name for s in card.refs("subnets", "net.subnet")] == ["cardio-work"]


def test_planned_keys(legacy: View) -> None:
    record = one(legacy, "keyvault:Key", "hub-audit")
    assert (record["algorithm"], record["size"], record["protection"]) == ("rsa", 3072, "hsm")
    assert record["rotation_days"] == 365 and record["exportable"] is False
    (store,) = record.refs("store", "kms.vault")
    assert store["purge_protection"] is True and store["public"] is False and store["rbac"] is True


def test_planned_firewalls(legacy: View) -> None:
    groups = [r for r in legacy.of("net.sg") if r.resource.type.startswith("azure-native:")]
    assert {(r["default_in"], r["default_out"]) for r in groups} == {("deny", "deny")}
    flows = [flow for r in groups for flow in r["rules"] if flow.allow and not flow.label.startswith("azure-")]
    assert flows and all(flow.flow and not set(WORLD) & set(flow.peers) for flow in flows)
    policy = one(legacy, "network:FirewallPolicy", "hub-egress-policy")
    assert policy["default_deny"] is True and "annuaire.sante.fr" in policy["hosts"]


def test_planned_rights(legacy: View) -> None:
    grants = [grant for r in legacy.of("iam.policy") for grant in r["grants"]]
    assert {grant.scope for grant in grants} == {"project", "resource"}
    assert [grant for grant in grants if grant.wildcard is UNKNOWN]
    assert not [grant for grant in grants if grant.wildcard is True and grant.scope == "organisation"]


def test_planned_logs(legacy: View) -> None:
    sinks = [r for r in legacy.of("log.sink") if r.resource.type == "azure-native:monitor:DiagnosticSetting"]
    assert sinks and all(r["enabled"] and r["categories"] and r.sets("store") for r in sinks)
    store = one(legacy, "operationalinsights:Workspace", "hub-audit")
    assert (store["retention_days"], store["public"], store["encrypted"]) == (365, False, True)


def test_planned_backups(legacy: View) -> None:
    vaults = [r for r in legacy.of("backup") if r.resource.type.rpartition(":")[2] in ("Vault", "BackupVault")]
    assert {(r["immutable"], r["geo_redundant"], r["customer_key"]) for r in vaults} == {(True, False, True)}
    policies = [r for r in legacy.of("backup") if r.resource.type.endswith("Policy")]
    assert {r["interval_hours"] for r in policies} == {24} and min(r["keep_days"] for r in policies) >= 30


def test_planned_edge(legacy: View) -> None:
    gateway_record = one(legacy, "network:ApplicationGateway", "prod-portal")
    assert gateway_record["listeners"] == (Listener("https", 443, "1.2"),) and gateway_record["public"] is True
    (firewall,) = gateway_record.refs("waf", "net.waf")
    assert firewall["enabled"] is True and firewall["blocks"] is True
    (bastion,) = [r for r in legacy.of("admin.bastion")]
    assert bastion["recorded"] is True and bastion["copy"] is False and bastion["shareable_link"] is False
    connection = one(legacy, "network:VirtualNetworkGatewayConnection", "hub-target-connection")
    assert connection["tunnels"] == (Tunnel(2, ("aes256-gcm",), ("sha384", "aes256-gcm"), ("dh20",)),)


# several resources together


def plan_of(*resources: tuple[str, str, dict[str, Any]]) -> View:
    """Resources of one layer that name each other by their names at the cloud."""
    made = tuple(
        PlannedResource(f"urn:{name}", f"azure-native:{token}", name, True, inputs=inputs)
        for token, name, inputs in resources
    )
    return View([LayerPlan("azure-legacy", "hub", "azure", "builtin", "none", made)])


def test_a_container_that_is_opened_opens_its_account() -> None:
    closed = ("storage:BlobContainer", "closed", {"accountName": "st", "publicAccess": "None"})
    opened = ("storage:BlobContainer", "opened", {"accountName": "st", "publicAccess": "Blob"})
    account = ("storage:StorageAccount", "account", {"accountName": "st"})
    assert one(plan_of(account, closed), "storage:StorageAccount", "account")["public"] is False
    assert one(plan_of(account, opened, closed), "storage:StorageAccount", "account")["public"] is True


@pytest.mark.parametrize("order", [1, -1])
def test_the_worst_setting_of_a_server_counts_whatever_the_order(order: int) -> None:
    def setting(name: str, value: str) -> tuple[str, str, dict[str, Any]]:
        return (
            "dbforpostgresql:Configuration",
            name,
            {"serverName": "psql", "configurationName": name, "value": value},
        )

    settings = [setting("require_secure_transport", "off"), setting("ssl_min_protocol_version", "TLSv1.2")][::order]
    server = ("dbforpostgresql:Server", "server", {"serverName": "psql"})
    assert one(plan_of(server, *settings), "dbforpostgresql:Server", "server")["tls_min"] == "none"


def test_all_firewall_rules_of_a_server_count() -> None:
    def allowed(name: str, start: str, end: str) -> tuple[str, str, dict[str, Any]]:
        return (
            "dbforpostgresql:FirewallRule",
            name,
            {"serverName": "psql", "startIpAddress": start, "endIpAddress": end},
        )

    view = plan_of(
        ("dbforpostgresql:Server", "server", {"serverName": "psql"}),
        allowed("world", "0.0.0.0", "255.255.255.255"),
        allowed("site", "192.0.2.1", "192.0.2.1"),
    )
    assert set(one(view, "dbforpostgresql:Server", "server")["allowed"]) == {"0.0.0.0/0", "192.0.2.1/32"}


def test_one_pool_of_nodes_is_enough_to_open_a_cluster() -> None:
    cluster = ("containerservice:ManagedCluster", "cluster", {"resourceName": "aks", "agentPoolProfiles": []})
    pool = {"resourceName": "aks", "enableNodePublicIP": True, "enableEncryptionAtHost": False}
    good = {"resourceName": "aks", "enableEncryptionAtHost": True}
    pools = [("containerservice:AgentPool", "bad", pool), ("containerservice:AgentPool", "good", good)]
    record = one(plan_of(cluster, *pools), "containerservice:ManagedCluster", "cluster")
    assert record["node_public_ip"] is True and record["encrypted"] is False


def test_all_groups_of_rules_of_a_policy_count() -> None:
    def group(name: str, host: str) -> tuple[str, str, dict[str, Any]]:
        rules = collection({"targetFqdns": [host]})
        return ("network:FirewallPolicyRuleCollectionGroup", name, {"firewallPolicyName": "p", **rules})

    policy = ("network:FirewallPolicy", "policy", {"firewallPolicyName": "p"})
    record = one(plan_of(policy, group("a", "*"), group("b", "a.example")), "network:FirewallPolicy", "policy")
    assert record["hosts"] == ("*", "a.example") and record["default_deny"] is False


def test_a_share_is_reached_from_the_internet_as_its_account_is() -> None:
    share = ("storage:FileShare", "share", {"accountName": "st", "shareName": "s"})
    account = (
        "storage:StorageAccount",
        "account",
        {"accountName": "st", "kind": "FileStorage", "location": "France Central"},
    )
    record = one(plan_of(account, share), "storage:FileShare", "share")
    assert record["public"] is True and record["customer_key"] is False and record.location == "francecentral"


def test_a_resource_without_region_lies_with_its_group() -> None:
    group = ("resources:ResourceGroup", "group", {"resourceGroupName": "rg", "location": "West Europe"})
    vault = ("keyvault:Vault", "vault", {"vaultName": "kv", "resourceGroupName": "RG"})
    key = ("keyvault:Key", "key", {"vaultName": "kv", "keyName": "k", "resourceGroupName": "rg"})
    view = plan_of(group, vault, key)
    assert one(view, "keyvault:Key", "key").location == one(view, "keyvault:Vault", "vault").location == "westeurope"


def test_a_worldwide_resource_lies_in_the_region_that_it_names() -> None:
    view = plan_of(
        ("monitor:ActionGroup", "global", {"location": "Global", "enabled": True}),
        ("monitor:ActionGroup", "us", {"location": "East US", "enabled": True}),
    )
    assert one(view, "monitor:ActionGroup", "global").is_global
    assert one(view, "monitor:ActionGroup", "us").location == "eastus"
