"""Damages that take more than one simple value: (class, attribute) -> changes, each of which is one damage.

A change is a mapping of paths to what stands there afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plan.values import Secret
from tests.policies.damage import GONE

_AZURE_RULE = {
    "name": "added",
    "access": "Allow",
    "direction": "Inbound",
    "priority": 100,
    "protocol": "Tcp",
    "sourceAddressPrefix": "Internet",
    "sourcePortRange": "*",
    "destinationAddressPrefix": "*",
    "destinationPortRange": "22",
}
_ANYWHERE = {
    "name": "added",
    "priority": 100,
    "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
    "action": {"type": "Allow"},
    "rules": [
        {
            "ruleType": "ApplicationRule",
            "name": "anywhere",
            "protocols": [{"protocolType": "Https", "port": 443}],
            "sourceAddresses": ["*"],
            "targetFqdns": ["*"],
        }
    ],
}
_CLASSIC_ANYWHERE = {
    "name": "added",
    "priority": 100,
    "action": {"type": "Allow"},
    "rules": [{"name": "anywhere", "protocols": [{"protocolType": "Https", "port": 443}], "targetFqdns": ["*"]}],
}
_WEAK_IKE = [{"dhGroup": "modp1024", "encryption": "aes128", "integrity": "sha1"}]
_SSH_FROM_ALL = {"action": "accept", "protocol": "TCP", "portRange": "22-22", "ipRange": "0.0.0.0/0"}
_TIME = "#cloud-config\nntp:\n  enabled: true\n  servers:\n    - time.google.com\n"

SPECIAL: Mapping[tuple[str, str], tuple[Mapping[str, Any], ...]] = {
    ("azure-native:authorization:RoleDefinition", "grants"): (
        {
            "permissions": [{"actions": ["*"]}],
            "scope": "/subscriptions/00000000-0000-4000-8000-000000000000",
            "assignableScopes": ["/subscriptions/00000000-0000-4000-8000-000000000000"],
        },
    ),
    ("azure-native:compute:Disk", "public"): ({"networkAccessPolicy": "AllowAll", "publicNetworkAccess": "Enabled"},),
    ("azure-native:dataprotection:BackupPolicy", "interval_hours"): (
        {
            "properties.policyRules": [
                {
                    "objectType": "AzureBackupRule",
                    "trigger": {"schedule": {"repeatingTimeIntervals": ["R/2026-01-01T01:00:00+00:00/P2D"]}},
                }
            ]
        },
    ),
    ("azure-native:dbforpostgresql:Configuration", "tls_min"): ({"value": "OFF"}, {"value": "TLSv1"}),
    ("azure-native:keyvault:Key", "algorithm"): ({"properties.kty": "EC", "properties.curveName": "P-256K"},),
    ("azure-native:keyvault:Key", "protection"): ({"properties.kty": "RSA"},),
    ("azure-native:keyvault:Vault", "public"): (
        {
            "properties.publicNetworkAccess": "Enabled",
            "properties.networkAcls": {"defaultAction": "Allow", "bypass": "AzureServices"},
        },
        {"properties.publicNetworkAccess": GONE, "properties.networkAcls": GONE},
        {"properties.publicNetworkAccess": "Enabled", "properties.networkAcls.ipRules": [{"value": "0.0.0.0/1"}]},
    ),
    ("azure-native:monitor:ActionGroup", "contacts"): ({"emailReceivers": GONE}, {"emailReceivers": []}),
    ("azure-native:monitor:ActivityLogAlert", "events"): ({"condition": GONE}, {"condition": {"allOf": []}}),
    ("azure-native:network:AzureFirewall", "hosts"): (
        {"firewallPolicy": GONE, "applicationRuleCollections": [_CLASSIC_ANYWHERE]},
    ),
    ("azure-native:network:FirewallPolicyRuleCollectionGroup", "default_deny"): ({"ruleCollections": [_ANYWHERE]},),
    ("azure-native:network:FirewallPolicyRuleCollectionGroup", "hosts"): ({"ruleCollections": [_ANYWHERE]},),
    ("azure-native:network:NetworkSecurityGroup", "default_in"): ({"securityRules": []}, {"securityRules": GONE}),
    ("azure-native:network:NetworkSecurityGroup", "default_out"): ({"securityRules": []}, {"securityRules": GONE}),
    ("azure-native:network:NetworkSecurityGroup", "rules"): (
        {"securityRules": [_AZURE_RULE]},
        {"securityRules": [_AZURE_RULE | {"sourceAddressPrefix": "0.0.0.0/0", "destinationPortRange": "0-65535"}]},
        {"securityRules": [_AZURE_RULE | {"protocol": "*", "destinationPortRange": "*"}]},
    ),
    ("azure-native:recoveryservices:ProtectionPolicy", "interval_hours"): (
        {"properties.schedulePolicy.scheduleRunFrequency": "Weekly"},
    ),
    ("cloudtemple:index/objectStorageBucket:ObjectStorageBucket", "policies"): (
        {"aclEntries": [{"storageAccount": "*", "role": "read_write"}]},
    ),
    ("numspot:index/securityGroup:SecurityGroup", "rules"): (
        {"inboundRules": [{"ipProtocol": "tcp", "fromPortRange": 22, "toPortRange": 22, "ipRanges": ["0.0.0.0/0"]}]},
    ),
    ("openstack:networking/routerRoute:RouterRoute", "routes"): (
        {"destinationCidr": "0.0.0.0/0", "nextHop": "198.51.100.1"},
    ),
    ("openstack:networking/subnetRoute:SubnetRoute", "routes"): (
        {"destinationCidr": "0.0.0.0/0", "nextHop": "198.51.100.1"},
    ),
    ("ovh:CloudProject/s3Policy:S3Policy", "grants"): (
        {"policy": '{"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}]}'},
    ),
    ("ovh:CloudProject/user:User", "grants"): ({"roleNames": ["administrator"]},),
    ("scaleway:iam/policy:Policy", "grants"): (
        {"rules": [{"permissionSetNames": ["AllProductsFullAccess"], "organizationId": "x"}]},
        {"rules": [{"permissionSetNames": ["OrganizationManager"], "organizationId": "x"}]},
    ),
    ("scaleway:instance/securityGroup:SecurityGroup", "rules"): (
        {"externalRules": False, "inboundRules": [_SSH_FROM_ALL]},
    ),
    ("scaleway:instance/server:Server", "time_sources"): ({"cloudInit": Secret(_TIME)},),
    ("scaleway:network/route:Route", "routes"): ({"destination": "0.0.0.0/0"},),
    ("scaleway:observability/alertManager:AlertManager", "contacts"): ({"contactPoints": GONE}, {"contactPoints": []}),
    ("scaleway:s2svpn/connection:Connection", "tunnels"): ({"ikev2Ciphers": _WEAK_IKE},),
}
