"""Each trap of the reference, and what answers it. Names of tests are the invariants."""

from __future__ import annotations

import ipaddress
import itertools
import re
from collections import Counter
from typing import Any

import pytest

from components.azure.egress import firewall_address
from plan.values import unknowns
from stacks.catalogue import FOLDER
from stacks.intents import read_intent
from tests.components.view import Changed, View, at, plain

INTENT = read_intent(FOLDER / "hdh-legacy.yaml")
ID = "/subscriptions/00000000-0000-4000-8000-000000000000/"


# (kind, path of the input, value): what every resource of the kind must say; None: not a word of it
CLOSED: list[tuple[str, str, Any]] = [
    ("storage:StorageAccount", "allowSharedKeyAccess", False),
    ("storage:StorageAccount", "allowBlobPublicAccess", False),
    ("storage:StorageAccount", "allowCrossTenantReplication", False),
    ("storage:StorageAccount", "isLocalUserEnabled", False),
    ("storage:StorageAccount", "isSftpEnabled", False),
    ("storage:StorageAccount", "enableHttpsTrafficOnly", True),
    ("storage:StorageAccount", "minimumTlsVersion", "TLS1_2"),
    ("storage:StorageAccount", "defaultToOAuthAuthentication", True),
    ("storage:StorageAccount", "networkRuleSet.defaultAction", "Deny"),
    ("storage:StorageAccount", "encryption.requireInfrastructureEncryption", True),
    ("storage:StorageAccount", "encryption.services.queue.keyType", "Account"),
    ("storage:StorageAccount", "encryption.services.table.keyType", "Account"),
    ("storage:BlobContainer", "publicAccess", "None"),
    ("storage:BlobServiceProperties", "deleteRetentionPolicy.enabled", True),
    ("storage:FileServiceProperties", "protocolSettings.smb.versions", "SMB3.1.1;"),
    ("storage:FileServiceProperties", "protocolSettings.smb.authenticationMethods", "Kerberos;"),
    ("keyvault:Vault", "properties.sku.name", "premium"),
    ("keyvault:Vault", "properties.enableRbacAuthorization", True),
    ("keyvault:Vault", "properties.enablePurgeProtection", True),
    ("keyvault:Vault", "properties.softDeleteRetentionInDays", 90),
    ("keyvault:Vault", "properties.publicNetworkAccess", "Disabled"),
    ("keyvault:Vault", "properties.networkAcls.defaultAction", "Deny"),
    ("keyvault:Vault", "properties.enabledForDeployment", False),
    ("keyvault:Vault", "properties.enabledForDiskEncryption", False),
    ("keyvault:Vault", "properties.enabledForTemplateDeployment", False),
    ("keyvault:Key", "properties.kty", "RSA-HSM"),
    ("keyvault:Key", "properties.attributes.exportable", False),
    ("compute:Disk", "networkAccessPolicy", "DenyAll"),
    ("compute:Disk", "publicNetworkAccess", "Disabled"),
    ("compute:Disk", "encryption.type", "EncryptionAtRestWithPlatformAndCustomerKeys"),
    ("compute:DiskEncryptionSet", "encryptionType", "EncryptionAtRestWithPlatformAndCustomerKeys"),
    ("compute:DiskEncryptionSet", "rotationToLatestKeyVersionEnabled", True),
    ("compute:VirtualMachine", "securityProfile.encryptionAtHost", True),
    ("compute:VirtualMachine", "securityProfile.securityType", "TrustedLaunch"),
    ("compute:VirtualMachine", "securityProfile.uefiSettings.secureBootEnabled", True),
    ("compute:VirtualMachine", "securityProfile.uefiSettings.vTpmEnabled", True),
    ("compute:VirtualMachine", "osProfile.linuxConfiguration.disablePasswordAuthentication", True),
    ("compute:VirtualMachine", "osProfile.customData", None),
    ("compute:VirtualMachine", "osProfile.adminPassword", None),
    ("network:Subnet", "defaultOutboundAccess", False),
    ("network:BastionHost", "sku.name", "Premium"),
    ("network:BastionHost", "disableCopyPaste", True),
    ("network:BastionHost", "enableFileCopy", False),
    ("network:BastionHost", "enableShareableLink", False),
    ("network:BastionHost", "enableTunneling", False),
    ("network:BastionHost", "enableIpConnect", False),
    ("network:BastionHost", "enableSessionRecording", True),
    ("network:AzureFirewall", "sku.tier", "Premium"),
    ("network:FirewallPolicy", "sku.tier", "Premium"),
    ("network:FirewallPolicy", "threatIntelMode", "Deny"),
    ("network:FirewallPolicy", "intrusionDetection.mode", "Deny"),
    ("network:FirewallPolicy", "dnsSettings.enableProxy", True),
    ("network:FirewallPolicy", "transportSecurity", None),
    ("network:WebApplicationFirewallPolicy", "policySettings.mode", "Prevention"),
    ("network:VirtualNetworkGatewayConnection", "connectionProtocol", "IKEv2"),
    ("network:FlowLog", "enabled", True),
    ("network:FlowLog", "format.version", 2),
    ("network:FlowLog", "retentionPolicy.days", 365),
    ("dbforpostgresql:Server", "network.publicNetworkAccess", "Disabled"),
    ("dbforpostgresql:Server", "dataEncryption.type", "AzureKeyVault"),
    ("dbforpostgresql:Server", "authConfig.activeDirectoryAuth", "Enabled"),
    ("dbforpostgresql:Server", "backup.geoRedundantBackup", "Disabled"),
    ("recoveryservices:Vault", "properties.publicNetworkAccess", "Disabled"),
    ("recoveryservices:Vault", "properties.securitySettings.immutabilitySettings.state", "Locked"),
    ("recoveryservices:Vault", "properties.securitySettings.softDeleteSettings.softDeleteState", "AlwaysON"),
    ("recoveryservices:Vault", "properties.redundancySettings.crossRegionRestore", "Disabled"),
    ("recoveryservices:Vault", "properties.encryption.infrastructureEncryption", "Enabled"),
    ("dataprotection:BackupVault", "properties.securitySettings.immutabilitySettings.state", "Locked"),
    ("dataprotection:BackupVault", "properties.securitySettings.softDeleteSettings.state", "AlwaysOn"),
    ("operationalinsights:Workspace", "retentionInDays", 365),
    ("operationalinsights:Workspace", "publicNetworkAccessForIngestion", "Disabled"),
    ("operationalinsights:Workspace", "publicNetworkAccessForQuery", "Disabled"),
    ("operationalinsights:Workspace", "features.disableLocalAuth", True),
    ("monitor:PrivateLinkScope", "accessModeSettings.ingestionAccessMode", "PrivateOnly"),
    ("monitor:PrivateLinkScope", "accessModeSettings.queryAccessMode", "PrivateOnly"),
    ("containerservice:ManagedCluster", "disableLocalAccounts", True),
    ("containerservice:ManagedCluster", "apiServerAccessProfile.enablePrivateCluster", True),
    ("containerservice:ManagedCluster", "apiServerAccessProfile.enablePrivateClusterPublicFQDN", False),
    ("containerservice:ManagedCluster", "networkProfile.outboundType", "userDefinedRouting"),
    ("containerservice:ManagedCluster", "publicNetworkAccess", "Disabled"),
    ("databricks:Workspace", "parameters.enableNoPublicIp.value", True),
    ("databricks:Workspace", "parameters.requireInfrastructureEncryption.value", True),
    ("databricks:Workspace", "publicNetworkAccess", "Disabled"),
    ("containerregistry:Registry", "sku.name", "Premium"),
    ("containerregistry:Registry", "adminUserEnabled", False),
    ("containerregistry:Registry", "anonymousPullEnabled", False),
    ("containerregistry:Registry", "publicNetworkAccess", "Disabled"),
    ("containerregistry:Registry", "policies.exportPolicy.status", "disabled"),
]


@pytest.mark.parametrize(("kind", "path", "value"), CLOSED, ids=[f"{kind}.{path}" for kind, path, _ in CLOSED])
def test_every_resource_of_a_kind_is_tightened(estate: View, kind: str, path: str, value: Any) -> None:
    expected = [] if value is None else [value]
    assert not [item.name for item in estate.of(kind) if list(at(plain(item.inputs), path)) != expected]


def test_only_the_state_is_reached_from_the_internet_and_by_named_ranges_only(estate: View) -> None:
    open_ = [item for item in estate.of("storage:StorageAccount") if item.inputs["publicNetworkAccess"] != "Disabled"]
    assert [item.name for item in open_] == ["state"]
    ranges = [rule["iPAddressOrRange"] for rule in plain(open_[0].inputs)["networkRuleSet"]["ipRules"]]
    assert ranges == list(INTENT.hub.bastion.allowed_cidrs)


def test_every_account_but_the_state_is_under_the_platforms_key_without_a_version(estate: View) -> None:
    for item in estate.of("storage:StorageAccount"):
        encryption = plain(item.inputs)["encryption"]
        assert (encryption["keySource"] == "Microsoft.Keyvault") == (item.name != "state"), item.name
        if item.name != "state":
            assert encryption["encryptionIdentity"]["encryptionUserAssignedIdentity"].startswith(ID)
            assert set(encryption["keyVaultProperties"]) == {"keyName", "keyVaultUri"}


def test_every_account_keeps_redundancy_inside_the_region_or_its_pair_in_france(estate: View) -> None:
    skus = {item.name: plain(item.inputs)["sku"]["name"] for item in estate.of("storage:StorageAccount")}
    assert set(skus.values()) == {"Standard_ZRS", "Standard_GZRS", "Premium_ZRS"}
    assert [name for name, sku in skus.items() if sku == "Standard_GZRS"] == ["prod-main"]


def test_everything_stands_in_the_one_region_of_the_choices(estate: View) -> None:
    assert {item.inputs["location"] for item in estate.cloud if "location" in item.inputs} == {
        "francecentral",
        "global",
    }


def test_a_bucket_that_the_intent_locks_is_locked_and_versioned(estate: View) -> None:
    account = plain(estate.one("storage:StorageAccount", "prod-main").inputs)
    policy = account["immutableStorageWithVersioning"]["immutabilityPolicy"]
    assert policy == {
        "state": "Locked",
        "immutabilityPeriodSinceCreationInDays": 90,
        "allowProtectedAppendWrites": False,
    }
    service = estate.one("storage:BlobServiceProperties", "prod-main-service")
    assert service.inputs["isVersioningEnabled"] is True


def test_the_audit_account_is_locked_for_the_whole_retention_and_takes_appends(estate: View) -> None:
    account = plain(estate.one("storage:StorageAccount", "hub-audit-locked").inputs)
    policy = account["immutableStorageWithVersioning"]["immutabilityPolicy"]
    assert policy["state"] == "Locked"
    assert policy["immutabilityPeriodSinceCreationInDays"] == INTENT.hub.audit.retention_days
    assert policy["allowProtectedAppendWrites"] is True
    assert plain(estate.one("operationalinsights:DataExport", "hub-audit-export").inputs)["resourceId"].endswith(
        f"/storageAccounts/{account['accountName']}"
    )


def test_a_data_lake_has_no_lock_and_no_versions_and_soft_delete_instead(estate: View) -> None:
    lakes = [item for item in estate.of("storage:StorageAccount") if item.inputs.get("isHnsEnabled")]
    assert {item.name for item in lakes} == {"prod-exports", "cardio-data", "onco-data"}
    for lake in lakes:
        assert "immutableStorageWithVersioning" not in lake.inputs
        service = plain(estate.one("storage:BlobServiceProperties", f"{lake.name}-service").inputs)
        assert service["isVersioningEnabled"] is False
        assert service["deleteRetentionPolicy"]["days"] == 30


def test_a_lock_wins_over_a_data_lake_and_it_is_said(changed: Changed) -> None:
    lake = changed(("data_lakes: [", "data_lakes: [prod-main, "))
    account = lake.one("storage:StorageAccount", "prod-main").inputs
    assert account["isHnsEnabled"] is False
    assert "immutableStorageWithVersioning" in account
    assert "prod-main has a lock" in lake.layer("prod").messages[0].text


def test_leaving_is_prepared_by_internet_routing(estate: View) -> None:
    for item in estate.of("storage:StorageAccount"):
        if item.inputs["kind"] == "StorageV2":
            assert item.inputs["routingPreference"]["routingChoice"] == "InternetRouting"


def test_every_key_rotates_and_each_version_outlives_the_next(estate: View) -> None:
    for item in estate.of("keyvault:Key"):
        policy = plain(item.inputs)["properties"]["rotationPolicy"]
        rotate, notify = policy["lifetimeActions"]
        assert rotate == {"action": {"type": "rotate"}, "trigger": {"timeAfterCreate": "P365D"}}
        assert notify["action"] == {"type": "notify"}
        assert policy["attributes"]["expiryTime"] == "P730D"


def test_a_key_only_wraps(estate: View) -> None:
    assert {tuple(item.inputs["properties"]["keyOps"]) for item in estate.of("keyvault:Key")} == {
        ("wrapKey", "unwrapKey")
    }


def test_no_area_uses_a_key_of_another(estate: View) -> None:
    for plan in estate.layers:
        vaults = {item.inputs["vaultName"] for item in plan.resources if item.type == "azure-native:keyvault:Vault"}
        used = set(re.findall(r"https://(kv-[a-z-]+)\.vault", repr([plain(item.inputs) for item in plan.resources])))
        assert used <= vaults, plan.layer


def test_an_identity_uses_one_key_and_nothing_else(estate: View) -> None:
    scopes = [
        item.inputs["scope"]
        for item in estate.of("authorization:RoleAssignment")
        if item.inputs["roleDefinitionId"].endswith("e147488a-f6f5-4113-8e2d-b22465e65bf6")
    ]
    assert scopes
    assert all("/vaults/" in scope and "/keys/" in scope for scope in scopes)


def test_azures_own_subnets_have_the_names_that_it_demands(estate: View) -> None:
    hub = {item.name: item.inputs["subnetName"] for item in estate.of("network:Subnet") if item.name.startswith("hub")}
    assert hub == {
        "hub-bastion": "AzureBastionSubnet",
        "hub-egress": "AzureFirewallSubnet",
        "hub-site-link": "GatewaySubnet",
        "hub-shared": "snet-hdh-hub-shared",
    }


def test_every_subnet_has_a_security_group_but_those_where_azure_forbids_it(estate: View) -> None:
    without = {item.name for item in estate.of("network:Subnet") if "networkSecurityGroup" not in item.inputs}
    assert without == {"hub-egress", "hub-site-link"}
    groups = {item.inputs["networkSecurityGroupName"] for item in estate.of("network:NetworkSecurityGroup")}
    for item in estate.of("network:Subnet"):
        if item.name not in without:
            named = item.inputs["networkSecurityGroup"]["id"].rpartition("/")[2]
            assert named in groups, "a subnet names a group that nobody makes"


def test_every_subnet_is_routed_to_the_firewall_but_those_of_azures_own_services(estate: View) -> None:
    without = {item.name for item in estate.of("network:Subnet") if "routeTable" not in item.inputs}
    assert without == {"hub-bastion", "hub-egress", "hub-site-link", "prod-gateway"}
    for table in estate.of("network:RouteTable"):
        (route,) = plain(table.inputs)["routes"]
        assert (route["addressPrefix"], route["nextHopIpAddress"]) == ("0.0.0.0/0", firewall_address(INTENT))
        assert table.inputs["disableBgpRoutePropagation"] is True


def test_the_firewalls_address_is_the_first_that_azure_gives_away(estate: View) -> None:
    subnet = ipaddress.ip_network(estate.one("network:Subnet", "hub-egress").inputs["addressPrefix"])
    assert firewall_address(INTENT) == str(subnet[4])


def test_private_endpoints_obey_the_rules_and_routes_of_their_subnet(estate: View) -> None:
    assert {item.inputs["privateEndpointNetworkPolicies"] for item in estate.of("network:Subnet")} == {"Enabled"}


def test_databricks_has_its_two_delegated_subnets_and_nothing_else_is_delegated(estate: View) -> None:
    delegated = {item.name for item in estate.of("network:Subnet") if item.inputs.get("delegations")}
    assert delegated == {"prod-analytics", "prod-containers"}
    endpoints = {item.inputs["subnet"]["id"].rpartition("/")[2] for item in estate.of("network:PrivateEndpoint")}
    assert not endpoints & {"snet-hdh-prod-analytics", "snet-hdh-prod-containers"}


def rules(estate: View) -> list[tuple[str, dict[str, Any]]]:
    groups = estate.of("network:NetworkSecurityGroup")
    return [(group.name, rule) for group in groups for rule in plain(group.inputs)["securityRules"]]


def test_everything_that_no_flow_allows_is_closed_in_both_directions(estate: View) -> None:
    for group in estate.of("network:NetworkSecurityGroup"):
        ends = [rule for rule in plain(group.inputs)["securityRules"] if rule["access"] == "Deny"]
        assert sorted(rule["direction"] for rule in ends) == ["Inbound", "Outbound"]
        for rule in ends:
            assert rule["priority"] == 4096
            assert {rule["protocol"], rule["sourceAddressPrefix"], rule["destinationAddressPrefix"]} == {"*"}


def test_every_allowing_rule_carries_its_flow_or_says_that_azure_demands_it(estate: View) -> None:
    flows = {flow.id for area in INTENT.areas for flow in area.flows}
    for group, rule in rules(estate):
        if rule["access"] == "Allow" and not rule["name"].startswith("azure-"):
            flow = rule["name"].rpartition("-")[0]
            assert flow in flows, (group, rule["name"])
            assert rule["description"].startswith(f"{flow}: ")
        elif rule["access"] == "Allow":
            assert rule["description"].startswith("demanded by Azure: ")


def test_the_internet_stands_in_exactly_the_two_rules_that_azure_demands(estate: View) -> None:
    wide = {"*", "Internet", "0.0.0.0/0"}
    found = {
        (group, rule["name"], rule["direction"])
        for group, rule in rules(estate)
        if rule["access"] == "Allow" and wide & {rule.get("sourceAddressPrefix"), rule.get("destinationAddressPrefix")}
    }
    assert found == {
        ("hub-bastion", "azure-revocation", "Outbound"),
        ("prod-gateway", "azure-portal", "Inbound"),
    }


def test_no_group_has_two_rules_of_one_priority_or_name(estate: View) -> None:
    for group in estate.of("network:NetworkSecurityGroup"):
        inline = plain(group.inputs)["securityRules"]
        for key in ("name", "priority"):
            counted = Counter((rule["direction"] if key == "priority" else "", rule[key]) for rule in inline)
            assert max(counted.values()) == 1, group.name
        assert all(100 <= rule["priority"] <= 4096 for rule in inline)


def test_areas_are_peered_with_the_hub_and_with_nobody_else(estate: View) -> None:
    for item in estate.of("network:VirtualNetworkPeering"):
        ends = {item.inputs["virtualNetworkName"], item.inputs["remoteVirtualNetwork"]["id"].rpartition("/")[2]}
        assert "vnet-hdh-hub" in ends
        assert len(ends) == 2
    assert len(estate.of("network:VirtualNetworkPeering")) == 2 * (len(INTENT.areas) - 1)


def test_both_ends_of_a_peering_belong_to_the_layer_that_comes_and_goes(estate: View) -> None:
    for plan in estate.layers:
        ends = [item for item in plan.resources if item.type.endswith(":VirtualNetworkPeering")]
        assert len(ends) == (0 if plan.layer in ("bootstrap", "hub") else 2), plan.layer


def test_the_way_out_names_hosts_and_never_a_wildcard_or_an_address(estate: View) -> None:
    (group,) = estate.of("network:FirewallPolicyRuleCollectionGroup")
    (collection,) = plain(group.inputs)["ruleCollections"]
    allowed = {item.id: item for item in INTENT.hub.egress.allowed}
    assert {rule["name"] for rule in collection["rules"]} == set(allowed)
    for rule in collection["rules"]:
        assert rule["targetFqdns"] == [allowed[rule["name"]].host]
        assert rule["terminateTLS"] is False
        assert not {"destinationAddresses", "fqdnTags", "webCategories", "targetUrls"} & set(rule)


def test_no_card_of_a_host_has_a_public_address(estate: View) -> None:
    for card in estate.of("network:NetworkInterface"):
        assert "publicIPAddress" not in repr(card.inputs)


def test_the_site_link_has_strong_suites_and_the_declared_ranges_only(estate: View) -> None:
    (link,) = estate.of("network:VirtualNetworkGatewayConnection")
    (policy,) = plain(link.inputs)["ipsecPolicies"]
    assert policy["ikeEncryption"] == policy["ipsecEncryption"] == "GCMAES256"
    assert policy["dhGroup"] == policy["pfsGroup"] == "ECP384"
    (selector,) = plain(link.inputs)["trafficSelectorPolicies"]
    assert selector["remoteAddressRanges"] == list(INTENT.hub.site_link.remote_cidrs)
    assert link.inputs["enableBgp"] is False


def test_the_legacy_and_the_target_have_no_address_in_common() -> None:
    target = read_intent(FOLDER / "hdh.yaml")
    ranges = [
        [
            ipaddress.ip_network(getattr(intent.addresses.pools, name))
            for name in type(intent.addresses.pools).model_fields
        ]
        for intent in (INTENT, target)
    ]
    assert not [(a, b) for a in ranges[0] for b in ranges[1] if a.overlaps(b)]


def test_each_side_of_the_link_knows_the_other() -> None:
    target = read_intent(FOLDER / "hdh.yaml")
    for near, far in ((INTENT, target), (target, INTENT)):
        remote = [ipaddress.IPv4Network(cidr) for cidr in near.hub.site_link.remote_cidrs]
        pools = [getattr(far.addresses.pools, name) for name in ("hub", "environments", "spaces")]
        assert all(any(ipaddress.IPv4Network(pool).subnet_of(wide) for wide in remote) for pool in pools)
        assert near.hub.site_link.peer_asn == far.hub.site_link.local_asn


def test_every_private_endpoint_is_found_by_name_and_every_zone_stands_once_in_the_hub(estate: View) -> None:
    zones = {item.inputs["privateZoneName"] for item in estate.of("privatedns:PrivateZone")}
    for group in estate.of("network:PrivateDnsZoneGroup"):
        for entry in plain(group.inputs)["privateDnsZoneConfigs"]:
            assert entry["privateDnsZoneId"].rpartition("/")[2] in zones
            assert "/resourceGroups/rg-hdh-hub/" in entry["privateDnsZoneId"]
    assert len(estate.of("network:PrivateDnsZoneGroup")) == len(estate.of("network:PrivateEndpoint"))


def test_every_closed_service_has_a_private_endpoint(estate: View) -> None:
    targets = {
        connection["privateLinkServiceId"].rpartition("/")[2]
        for item in estate.of("network:PrivateEndpoint")
        for connection in plain(item.inputs)["privateLinkServiceConnections"]
    }
    names = {
        "storage:StorageAccount": "accountName",
        "keyvault:Vault": "vaultName",
        "dbforpostgresql:Server": "serverName",
        "containerregistry:Registry": "registryName",
        "databricks:Workspace": "workspaceName",
        "monitor:PrivateLinkScope": "scopeName",
    }
    for kind, field in names.items():
        missing = {item.inputs[field] for item in estate.of(kind)} - targets
        assert missing == ({"hdhstate"} if kind == "storage:StorageAccount" else set())


def test_no_database_is_in_a_delegated_subnet_which_could_never_be_changed(estate: View) -> None:
    for item in estate.of("dbforpostgresql:Server"):
        assert set(item.inputs["network"]) == {"publicNetworkAccess"}


def test_databases_demand_tls_and_are_ready_to_be_replicated(estate: View) -> None:
    for server in estate.of("dbforpostgresql:Server"):
        settings = {
            item.inputs["configurationName"]: item.inputs["value"]
            for item in estate.of("dbforpostgresql:Configuration")
            if item.inputs["serverName"] == server.inputs["serverName"]
        }
        assert settings["require_secure_transport"] == "on"
        assert settings["ssl_min_protocol_version"] == "TLSv1.2"
        assert settings["wal_level"] == "logical"


def test_settings_of_a_database_are_made_one_after_the_other(estate: View) -> None:
    chains = [item for item in estate.of("dbforpostgresql:Configuration") if "prod-core" in item.name]
    order = ["require-secure-transport", "ssl-min-protocol-version", "password-encryption", "log-connections"]
    for before, after in itertools.pairwise(order):
        first, second = (next(item for item in chains if item.name.endswith(end)) for end in (before, after))
        assert first.urn in second.dependencies


def test_the_flow_logs_are_those_of_networks_not_of_security_groups(estate: View) -> None:
    targets = {item.inputs["targetResourceId"].split("/")[-2] for item in estate.of("network:FlowLog")}
    assert targets == {"virtualNetworks"}
    assert len(estate.of("network:FlowLog")) == len(INTENT.areas)


def test_the_clouds_own_trail_goes_to_the_workspace_and_to_the_locked_account(estate: View) -> None:
    trail = plain(estate.one("monitor:DiagnosticSetting", "hub-audit-activity").inputs)
    assert trail["resourceUri"] == ID.rstrip("/")
    assert {"Administrative", "Security", "Policy"} <= {log["category"] for log in trail["logs"]}
    assert trail["workspaceId"]
    assert trail["storageAccountId"].endswith("/sthdhaudit")


def test_rights_end_at_the_areas_resource_group(estate: View) -> None:
    for item in estate.of("authorization:RoleAssignment"):
        assert item.inputs["scope"].startswith(f"{ID}resourceGroups/rg-"), item.name


def test_names_of_role_assignments_are_derived_and_differ(estate: View) -> None:
    names = [item.inputs["roleAssignmentName"] for item in estate.of("authorization:RoleAssignment")]
    assert len(set(names)) == len(names)
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", name) for name in names
    )


def test_who_works_in_a_space_does_not_touch_what_is_under_review(estate: View) -> None:
    work = estate.one("authorization:RoleAssignment", "cardio-researchers-blob-contributor").inputs
    assert "StringNotEquals {'review', 'outbox'}" in work["condition"]
    review = estate.one("authorization:RoleAssignment", "cardio-reviewers-blob-contributor").inputs
    assert "StringEquals {'inbox', 'review', 'outbox'}" in review["condition"]


def test_a_deployer_cannot_hand_out_the_right_to_hand_out(estate: View) -> None:
    own = "f58310d9-a9f6-439a-9e8d-f62e7b41a168"
    deployers = [
        item for item in estate.of("authorization:RoleAssignment") if item.inputs["roleDefinitionId"].endswith(own)
    ]
    assert len(deployers) == len(INTENT.areas)
    for item in deployers:
        assert "RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {" in item.inputs["condition"]
        assert own not in item.inputs["condition"]


def test_a_grant_to_a_group_that_entra_does_not_have_is_not_assigned_and_it_is_said(changed: Changed) -> None:
    without = changed(("cardio-reviewers: ", "cardio-forgotten: "))
    names = {item.name for item in without.of("authorization:RoleAssignment")}
    assert not [name for name in names if name.startswith("cardio-reviewers")]
    assert "cardio-reviewers has no Entra object id" in without.layer("space-cardio").messages[0].text


def test_ids_are_known_before_anything_runs(estate: View) -> None:
    """What only the cloud can know: principals of new identities, and generated values."""
    found = {path for item in estate.cloud for path in unknowns(item.inputs)}
    assert found == {
        "principalId",
        "encryption.keyVaultProperties.identity",
        "properties.value",
        "administratorLoginPassword",
        "sharedKey",
    }


def test_the_portal_answers_on_443_only_with_tls_12_and_its_own_segment(estate: View) -> None:
    (gateway,) = estate.of("network:ApplicationGateway")
    inputs = plain(gateway.inputs)
    assert [port["port"] for port in inputs["frontendPorts"]] == [443]
    assert inputs["sslPolicy"]["policyName"] == "AppGwSslPolicy20220101S"
    assert inputs["gatewayIPConfigurations"][0]["subnet"]["id"].endswith("/snet-hdh-prod-gateway")
    assert inputs["backendHttpSettingsCollection"][0]["protocol"] == "Https"


def test_the_certificate_is_neither_in_the_program_nor_in_the_state(estate: View) -> None:
    (gateway,) = estate.of("network:ApplicationGateway")
    (certificate,) = plain(gateway.inputs)["sslCertificates"]
    assert set(certificate) == {"name", "keyVaultSecretId"}


def test_every_host_and_volume_of_an_area_with_backups_is_backed_up(estate: View) -> None:
    hosts = {item.inputs["vmName"] for item in estate.of("compute:VirtualMachine") if item.name.startswith("cardio")}
    items = {
        item.inputs["protectedItemName"].rpartition(";")[2] for item in estate.of("recoveryservices:ProtectedItem")
    }
    assert items == hosts
    volumes = {item.name for item in estate.of("dataprotection:BackupInstance")}
    assert volumes == {"prod-daily-index-volume", "cardio-daily-scratch-volume"}


def test_hosts_stand_only_in_spaces_that_are_open(estate: View) -> None:
    areas = {item.name.partition("-")[0] for item in estate.of("compute:VirtualMachine")}
    assert areas == {"cardio", "onco", "vaccin"}


def test_no_area_can_be_deleted_by_mistake(estate: View) -> None:
    locks = estate.of("authorization:ManagementLockAtResourceGroupLevel")
    assert {item.inputs["level"] for item in locks} == {"CanNotDelete"}
    assert {item.name for item in locks} == {f"{area.name}-lock" for area in INTENT.areas}


def test_a_deployer_may_link_its_area_to_the_hub_and_touch_nothing_else_there(estate: View) -> None:
    (role,) = estate.of("authorization:RoleDefinition")
    (permission,) = role.inputs["permissions"]
    assert role.inputs["assignableScopes"] == [role.inputs["scope"]] == [f"{ID}resourceGroups/rg-hdh-hub"]
    assert set(permission) == {"actions"}
    assert not [action for action in permission["actions"] if "*" in action or "virtualNetworks/write" in action]
    links = [item for item in estate.of("authorization:RoleAssignment") if item.name.endswith("-link-hub-link")]
    assert {item.name.removesuffix("-link-hub-link") for item in links} == {
        area.name for area in INTENT.areas if area is not INTENT.hub
    }
    for item in links:
        assert item.inputs["scope"] == role.inputs["scope"]
        assert item.inputs["roleDefinitionId"].endswith(f"/{role.inputs['roleDefinitionId']}")
        assert role.urn in item.dependencies, "the role is there before it is given"


def test_no_deployer_hands_out_the_right_to_link(estate: View) -> None:
    (role,) = estate.of("authorization:RoleDefinition")
    limits = [item.inputs.get("condition") or "" for item in estate.of("authorization:RoleAssignment")]
    assert not [limit for limit in limits if role.inputs["roleDefinitionId"] in limit]
