"""What is Azure's own in the invariants of all clouds."""

from __future__ import annotations

from tests.components.table import Table

_PATH = "the name in Azure's path is given; this is a second one in the body, which Azure fills with the same"

TABLE = Table(
    data=frozenset(
        {
            "azure-native:resources:ResourceGroup",
            "azure-native:keyvault:Vault",
            "azure-native:keyvault:Key",
            "azure-native:storage:StorageAccount",
            "azure-native:storage:BlobContainer",
            "azure-native:storage:FileShare",
            "azure-native:compute:Disk",
            "azure-native:dbforpostgresql:Server",
            "azure-native:dbforpostgresql:Database",
            "azure-native:operationalinsights:Workspace",
            "azure-native:recoveryservices:Vault",
            "azure-native:recoveryservices:ProtectedItem",
            "azure-native:dataprotection:BackupVault",
            "azure-native:dataprotection:BackupInstance",
            "azure-native:containerregistry:Registry",
            "azure-native:databricks:Workspace",
        }
    ),
    public={
        "azure-native:network:PublicIPAddress": frozenset(
            {"hub-bastion-address", "hub-egress-address", "hub-target-address", "prod-portal-address"}
        )
    },
    secret_inputs=(
        ("azure-native:keyvault:Secret", "properties.value"),
        ("azure-native:dbforpostgresql:Server", "administratorLoginPassword"),
        ("azure-native:network:VirtualNetworkGatewayConnection", "sharedKey"),
    ),
    unused_secret_inputs=(
        ("azure-native:compute:VirtualMachine", "osProfile.adminPassword"),
        ("azure-native:compute:VirtualMachine", "osProfile.customData"),
        ("azure-native:compute:VirtualMachine", "userData"),
        ("azure-native:compute:VirtualMachineExtension", "protectedSettings"),
        ("azure-native:containerservice:ManagedCluster", "aadProfile.serverAppSecret"),
        ("azure-native:containerservice:ManagedCluster", "servicePrincipalProfile"),
        ("azure-native:containerservice:ManagedCluster", "windowsProfile"),
        ("azure-native:network:ApplicationGateway", "sslCertificates.data"),
        ("azure-native:network:ApplicationGateway", "sslCertificates.password"),
        ("azure-native:network:VirtualNetworkGatewayConnection", "authorizationKey"),
        ("azure-native:network:VirtualNetworkGateway", "vpnClientConfiguration"),
    ),
    harmless={
        "passwordAuth": "whether a database knows passwords",
        "disablePasswordAuthentication": "whether a host knows passwords",
        "allowSharedKeyAccess": "whether an account has keys",
    },
    untagged={
        "azure-native:privatedns:PrivateRecordSet": "metadata of a name in the DNS; its zone has the tags",
        "azure-native:recoveryservices:ProtectedItem": "Azure keeps the tags of an item at its vault, which has them",
        "azure-native:storage:BlobContainer": "metadata is read with the data; its account has the tags",
        "azure-native:storage:FileShare": "metadata is read with the data; its account has the tags",
    },
    flow_tagged=frozenset({"azure-native:network:AzureFirewall", "azure-native:network:NetworkSecurityGroup"}),
    unnamed={
        f"azure-native:network:{kind}": _PATH
        for kind in ("FirewallPolicyRuleCollectionGroup", "PrivateDnsZoneGroup", "Subnet", "VirtualNetworkPeering")
    },
)
