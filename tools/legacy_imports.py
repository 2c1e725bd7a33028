"""Write `stacks/azure-legacy.imports.yaml`: the ARM id of every resource of the legacy's plan.

    python -m tools.legacy_imports [--check]

Names and resource groups are known before anything runs, so ids are too. A team with a real inventory compares its ids
with these; what differs is a label of the intent, or something the intent does not hold.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plan.estate import plan_estate
from plan.model import LayerPlan, PlannedResource
from stacks.catalogue import FOLDER
from stacks.estate import load_estate

ESTATE = "azure-legacy"
FILE = FOLDER / f"{ESTATE}.imports.yaml"
HEADER = """\
# yaml-language-server: $schema=../docs/schemas/imports.json
# What exists at Azure and is adopted: layer -> `<pulumi type>::<resource name>` -> ARM id. The ids are examples.
# Written by `python -m tools.legacy_imports`; not written by hand.
schema: bastide/imports/1
resources:
"""

# Pulumi type -> ARM type and the inputs that hold one name for each of its parts. A text in quotes is a fixed name.
KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "compute:Disk": ("Microsoft.Compute/disks", ("diskName",)),
    "compute:DiskEncryptionSet": ("Microsoft.Compute/diskEncryptionSets", ("diskEncryptionSetName",)),
    "compute:VirtualMachine": ("Microsoft.Compute/virtualMachines", ("vmName",)),
    "compute:VirtualMachineExtension": (
        "Microsoft.Compute/virtualMachines/extensions",
        ("vmName", "vmExtensionName"),
    ),
    "containerregistry:Registry": ("Microsoft.ContainerRegistry/registries", ("registryName",)),
    "containerservice:ManagedCluster": ("Microsoft.ContainerService/managedClusters", ("resourceName",)),
    "databricks:AccessConnector": ("Microsoft.Databricks/accessConnectors", ("connectorName",)),
    "databricks:Workspace": ("Microsoft.Databricks/workspaces", ("workspaceName",)),
    "dataprotection:BackupVault": ("Microsoft.DataProtection/backupVaults", ("vaultName",)),
    "dataprotection:BackupPolicy": (
        "Microsoft.DataProtection/backupVaults/backupPolicies",
        ("vaultName", "backupPolicyName"),
    ),
    "dataprotection:BackupInstance": (
        "Microsoft.DataProtection/backupVaults/backupInstances",
        ("vaultName", "backupInstanceName"),
    ),
    "dbforpostgresql:Server": ("Microsoft.DBforPostgreSQL/flexibleServers", ("serverName",)),
    "dbforpostgresql:Administrator": (
        "Microsoft.DBforPostgreSQL/flexibleServers/administrators",
        ("serverName", "objectId"),
    ),
    "dbforpostgresql:Configuration": (
        "Microsoft.DBforPostgreSQL/flexibleServers/configurations",
        ("serverName", "configurationName"),
    ),
    "dbforpostgresql:Database": (
        "Microsoft.DBforPostgreSQL/flexibleServers/databases",
        ("serverName", "databaseName"),
    ),
    "keyvault:Vault": ("Microsoft.KeyVault/vaults", ("vaultName",)),
    "keyvault:Key": ("Microsoft.KeyVault/vaults/keys", ("vaultName", "keyName")),
    "keyvault:Secret": ("Microsoft.KeyVault/vaults/secrets", ("vaultName", "secretName")),
    "managedidentity:UserAssignedIdentity": ("Microsoft.ManagedIdentity/userAssignedIdentities", ("resourceName",)),
    "monitor:ActionGroup": ("Microsoft.Insights/actionGroups", ("actionGroupName",)),
    "monitor:ActivityLogAlert": ("Microsoft.Insights/activityLogAlerts", ("activityLogAlertName",)),
    "monitor:PrivateLinkScope": ("Microsoft.Insights/privateLinkScopes", ("scopeName",)),
    "monitor:PrivateLinkScopedResource": (
        "Microsoft.Insights/privateLinkScopes/scopedResources",
        ("scopeName", "name"),
    ),
    "network:ApplicationGateway": ("Microsoft.Network/applicationGateways", ("applicationGatewayName",)),
    "network:AzureFirewall": ("Microsoft.Network/azureFirewalls", ("azureFirewallName",)),
    "network:BastionHost": ("Microsoft.Network/bastionHosts", ("bastionHostName",)),
    "network:FirewallPolicy": ("Microsoft.Network/firewallPolicies", ("firewallPolicyName",)),
    "network:FirewallPolicyRuleCollectionGroup": (
        "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
        ("firewallPolicyName", "ruleCollectionGroupName"),
    ),
    "network:FlowLog": ("Microsoft.Network/networkWatchers/flowLogs", ("networkWatcherName", "flowLogName")),
    "network:LocalNetworkGateway": ("Microsoft.Network/localNetworkGateways", ("localNetworkGatewayName",)),
    "network:NetworkInterface": ("Microsoft.Network/networkInterfaces", ("networkInterfaceName",)),
    "network:NetworkSecurityGroup": ("Microsoft.Network/networkSecurityGroups", ("networkSecurityGroupName",)),
    "network:PrivateDnsZoneGroup": (
        "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
        ("privateEndpointName", "privateDnsZoneGroupName"),
    ),
    "network:PrivateEndpoint": ("Microsoft.Network/privateEndpoints", ("privateEndpointName",)),
    "network:PublicIPAddress": ("Microsoft.Network/publicIPAddresses", ("publicIpAddressName",)),
    "network:RouteTable": ("Microsoft.Network/routeTables", ("routeTableName",)),
    "network:Subnet": ("Microsoft.Network/virtualNetworks/subnets", ("virtualNetworkName", "subnetName")),
    "network:VirtualNetwork": ("Microsoft.Network/virtualNetworks", ("virtualNetworkName",)),
    "network:VirtualNetworkGateway": ("Microsoft.Network/virtualNetworkGateways", ("virtualNetworkGatewayName",)),
    "network:VirtualNetworkGatewayConnection": (
        "Microsoft.Network/connections",
        ("virtualNetworkGatewayConnectionName",),
    ),
    "network:VirtualNetworkPeering": (
        "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
        ("virtualNetworkName", "virtualNetworkPeeringName"),
    ),
    "network:WebApplicationFirewallPolicy": (
        "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies",
        ("policyName",),
    ),
    "operationalinsights:Workspace": ("Microsoft.OperationalInsights/workspaces", ("workspaceName",)),
    "operationalinsights:DataExport": (
        "Microsoft.OperationalInsights/workspaces/dataExports",
        ("workspaceName", "dataExportName"),
    ),
    "dns:RecordSet": ("Microsoft.Network/dnsZones/A", ("zoneName", "relativeRecordSetName")),
    "dns:Zone": ("Microsoft.Network/dnsZones", ("zoneName",)),
    "privatedns:PrivateZone": ("Microsoft.Network/privateDnsZones", ("privateZoneName",)),
    "privatedns:PrivateRecordSet": (
        "Microsoft.Network/privateDnsZones/A",
        ("privateZoneName", "relativeRecordSetName"),
    ),
    "privatedns:VirtualNetworkLink": (
        "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
        ("privateZoneName", "virtualNetworkLinkName"),
    ),
    "recoveryservices:Vault": ("Microsoft.RecoveryServices/vaults", ("vaultName",)),
    "recoveryservices:ProtectionPolicy": (
        "Microsoft.RecoveryServices/vaults/backupPolicies",
        ("vaultName", "policyName"),
    ),
    "recoveryservices:ProtectedItem": (
        "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
        ("vaultName", "fabricName", "containerName", "protectedItemName"),
    ),
    "storage:StorageAccount": ("Microsoft.Storage/storageAccounts", ("accountName",)),
    "storage:BlobServiceProperties": (
        "Microsoft.Storage/storageAccounts/blobServices",
        ("accountName", "blobServicesName"),
    ),
    "storage:BlobContainer": (
        "Microsoft.Storage/storageAccounts/blobServices/containers",
        ("accountName", "'default'", "containerName"),
    ),
    "storage:FileServiceProperties": (
        "Microsoft.Storage/storageAccounts/fileServices",
        ("accountName", "fileServicesName"),
    ),
    "storage:FileShare": (
        "Microsoft.Storage/storageAccounts/fileServices/shares",
        ("accountName", "'default'", "shareName"),
    ),
}
# Types that hang on another resource: the input with its id, and what follows it.
EXTENSIONS: Mapping[str, tuple[str, str, str]] = {
    "authorization:RoleDefinition": ("scope", "Microsoft.Authorization/roleDefinitions", "roleDefinitionId"),
    "authorization:RoleAssignment": ("scope", "Microsoft.Authorization/roleAssignments", "roleAssignmentName"),
    "monitor:DiagnosticSetting": ("resourceUri", "Microsoft.Insights/diagnosticSettings", "name"),
}


def arm_id(resource: PlannedResource, subscription: str) -> str:
    """The id under which a planned resource exists at Azure.

    Raises:
        KeyError: a type that is in no table, or an input that is not there.
    """
    kind = resource.type.removeprefix("azure-native:")
    inputs: Mapping[str, Any] = resource.inputs
    if kind in EXTENSIONS:
        owner, arm, name = EXTENSIONS[kind]
        return f"{inputs[owner]}/providers/{arm}/{inputs[name]}"
    group = f"/subscriptions/{subscription}/resourceGroups/{inputs['resourceGroupName']}"
    if kind == "resources:ResourceGroup":
        return group
    if kind == "authorization:ManagementLockAtResourceGroupLevel":
        return f"{group}/providers/Microsoft.Authorization/locks/{inputs['lockName']}"
    arm, fields = KINDS[kind]
    provider, *parts = arm.split("/")
    names = [field.strip("'") if field.startswith("'") else inputs[field] for field in fields]
    return f"{group}/providers/{provider}/" + "/".join(
        f"{part}/{name}" for part, name in zip(parts, names, strict=True)
    )


def imports(plans: tuple[LayerPlan, ...], subscription: str) -> dict[str, dict[str, str]]:
    """Layer -> resource key -> id, sorted."""
    return {
        plan.layer: {
            f"{resource.type}::{resource.name}": arm_id(resource, subscription)
            for resource in sorted(plan.resources, key=lambda item: (item.type, item.name))
            if resource.is_cloud
        }
        for plan in plans
    }


def document() -> str:
    """The file's text."""
    choices: Any = load_estate(ESTATE).choices
    found = imports(plan_estate(ESTATE), choices.subscription)
    lines = []
    for layer, resources in found.items():
        lines.append(f"  {layer}:")
        lines += [f'    "{key}": {value}' for key, value in resources.items()]
    return HEADER + "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    text = document()
    if "--check" in arguments:
        return int(Path(FILE).read_text(encoding="utf-8") != text)
    Path(FILE).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
