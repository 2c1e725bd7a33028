"""What azure-native's inputs are called and where they lie in ARM. Behaviour that is a table: read by `arm.py`.

Types, names in ids, the envelope and renamed fields are those of `plan/`, which reads ARM: one table for both ways.
Here stands what only this way needs, since no type of the SDK says it: where ARM has one more level `properties`.

Source: comparison of the SDK 3.29.0 with Azure's published types (`bicep-types-az`, 2026-08); what that comparison did
not reach is marked `known` and stands on general knowledge of ARM.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

INSIDE: Final[Mapping[str, frozenset[str]]] = {
    # known
    "network:ApplicationGateway": frozenset({"sku"}),
    "network:AzureFirewall": frozenset({"sku"}),
    "network:FirewallPolicy": frozenset({"sku"}),
    "network:VirtualNetworkGateway": frozenset({"sku"}),
    "operationalinsights:Workspace": frozenset({"sku"}),
}
"""Inputs named as part of the envelope that ARM keeps under `properties` all the same."""

BESIDE: Final = frozenset({"name", "id", "type", "etag", "location", "tags", "zones"})
"""What stays beside `properties` in an element of a list of `NESTED`."""

NESTED: Final[Mapping[str, tuple[str, ...]]] = {
    # known: all lists of a gateway's parts have the same form
    "network:ApplicationGateway": (
        "gatewayIPConfigurations", "frontendIPConfigurations", "frontendPorts", "backendAddressPools",
        "backendHttpSettingsCollection", "httpListeners", "probes", "requestRoutingRules", "rewriteRuleSets",
        "redirectConfigurations", "sslCertificates", "sslProfiles", "trustedRootCertificates", "urlPathMaps",
        "authenticationCertificates", "trustedClientCertificates", "privateLinkConfigurations",
    ),
    "network:AzureFirewall": (
        "ipConfigurations", "managementIpConfiguration", "networkRuleCollections", "applicationRuleCollections",
        "natRuleCollections",
    ),
    "network:BastionHost": ("ipConfigurations",),
    "network:NetworkInterface": ("ipConfigurations", "ipConfigurations[].subnet"),
    "network:NetworkSecurityGroup": ("securityRules",),
    "network:PrivateDnsZoneGroup": ("privateDnsZoneConfigs",),
    "network:PrivateEndpoint": (
        "privateLinkServiceConnections", "manualPrivateLinkServiceConnections", "ipConfigurations", "subnet",
    ),
    "network:RouteTable": ("routes",),
    "network:Subnet": ("delegations", "serviceEndpointPolicies"),
    "network:VirtualNetwork": ("subnets", "subnets[].delegations", "virtualNetworkPeerings"),
    "network:VirtualNetworkGateway": ("ipConfigurations",),
    "compute:VirtualMachine": ("networkProfile.networkInterfaces",),
}  # fmt: skip
"""Where the SDK flattens what ARM wraps into `properties`: paths of lists or objects, outer ones before inner ones."""

DROPPED: Final[Mapping[str, frozenset[str]]] = {
    "network:VirtualNetworkPeering": frozenset({"syncRemoteAddressSpace"}),
}
"""Inputs that are parameters of the request and no part of the resource."""
