"""What becomes of every ask at Azure."""

from __future__ import annotations

from tests.components.asks import (
    CHOSEN,
    CROSSING,
    FLOWS,
    NO_VLAN,
    OWN_KEY_STORE,
    OWN_LOG_STORE,
    PEERED,
    SEGMENTS_FIREWALL,
    TAGS,
    WORDS,
    Asks,
    Elsewhere,
    Input,
    Lacks,
    Said,
)

ADOPTED = Said("workstation", "adopted as they are")
ASKS: Asks = {
    "ProjectSpec": {
        "title": WORDS,
        "classification": TAGS,
    },
    "EnvironmentSpec": {
        "title": WORDS,
        "stage": WORDS,
        "classification": TAGS,
        "retention_days": TAGS,
    },
    "ProjectSpaceSpec": {
        "title": WORDS,
        "state": Elsewhere("the layer: workstations stand only while the space is open"),
        "classification": TAGS,
        "retention_days": TAGS,
        "starts": WORDS,
        "ends": Elsewhere("the grants of the space's deployer end with it"),
    },
    "AirlockSpec": {
        "keep_days": Lacks("airlock.expiry"),
        "stages": Elsewhere("a bucket for each, below the role"),
    },
    "NetworkSpec": {
        "cidr": Input("network:VirtualNetwork", "addressSpace"),
        "transit_cidr": PEERED,
        "transit_address": PEERED,
        "transit_hub_address": PEERED,
        "transit_vlan": PEERED,
        "internet_exit": Elsewhere("the firewall of the egress role is the only way out"),
        "spokes": FLOWS,
    },
    "SegmentSpec": {
        "cidr": Input("network:Subnet", "addressPrefix"),
        "purpose": Elsewhere("decides what stands there and whether it has a way out"),
        "vlan": NO_VLAN,
        "rules": FLOWS,
    },
    "FirewallSpec": {
        "segment": Elsewhere("the group is named in its subnet"),
        "cidr": Input("network:NetworkSecurityGroup", "securityRules"),
        "purpose": Elsewhere("decides which rules of the cloud's own are added"),
        "rules.flow": Input("network:NetworkSecurityGroup", "securityRules"),
        "rules.direction": Input("network:NetworkSecurityGroup", "securityRules", lambda way: f"{way}bound"),
        "rules.protocol": Input("network:NetworkSecurityGroup", "securityRules"),
        "rules.ports": Input("network:NetworkSecurityGroup", "securityRules"),
        "rules.peers": Input("network:NetworkSecurityGroup", "securityRules"),
        "rules.justification": Input("network:NetworkSecurityGroup", "securityRules", CHOSEN),
        "rules.until": Lacks("firewall.expiry"),
    },
    "FlowLogSpec": {
        "retention_days": Input("network:FlowLog", "retentionPolicy"),
    },
    "KeyStoreSpec": {
        "protection": Elsewhere("each key's own protection: a store holds both kinds"),
        **OWN_KEY_STORE,
    },
    "KeySpec": {
        "protection": Input("keyvault:Key", "properties.kty", lambda kind: "RSA-HSM" if kind == "hsm" else "RSA"),
        "rotation_days": Input("keyvault:Key", "properties.rotationPolicy", lambda days: f"P{days}D"),
    },
    "SecretSpec": {
        "length": Input("randomPassword:RandomPassword", "length"),
    },
    "BucketSpec": {
        "useless_unlocked": Elsewhere("decides whether the lock is essential"),
        "purpose": WORDS,
        "classification": TAGS,
        "locked_days": Input("storage:StorageAccount", "immutableStorageWithVersioning"),
        "replicated": Input("storage:StorageAccount", "sku", lambda _: "GZRS"),
    },
    "VolumeSpec": {
        "size_gb": Input("compute:Disk", "diskSizeGB"),
        "zone": Input("compute:Disk", "zones", CHOSEN),
    },
    "FileShareSpec": {
        "size_gb": Input("storage:FileShare", "shareQuota", CHOSEN),
        "client_cidrs": SEGMENTS_FIREWALL,
    },
    "BackupSpec": {
        "keep_days": Input("recoveryservices:ProtectionPolicy", "properties"),
        "hour_utc": Input("recoveryservices:ProtectionPolicy", "properties", lambda hour: f"T{hour:02}:00"),
    },
    "ServiceAccountSpec": {
        "purpose": WORDS,
    },
    "GrantSpec": {
        "right": Input("authorization:RoleAssignment", "roleDefinitionId", CHOSEN),
        "until": Lacks("grant.expiry"),
        "justification": Input("authorization:RoleAssignment", "description"),
    },
    "AuditSinkSpec": {
        "retention_days": (
            Input("storage:StorageAccount", "immutableStorageWithVersioning"),
            Lacks("audit-sink.long-search"),
        ),
        **OWN_LOG_STORE,
    },
    "AlertRouteSpec": {
        "contacts": Input("monitor:ActionGroup", "emailReceivers"),
    },
    "BastionSpec": {
        "mode": Elsewhere("an essential capability of its own: nothing is built in another mode"),
        "size": Elsewhere("the cloud sizes its own bastion"),
        "zones": Elsewhere("the cloud's own bastion stands in the redundant zones"),
        "addresses": Elsewhere("alone in its subnet, which the firewalls name as a whole"),
        "allowed_cidrs": SEGMENTS_FIREWALL,
        "targets": SEGMENTS_FIREWALL,
        "people.id": Said("bastion.managed", "knows no list of people"),
        "people.ssh_key": Said("bastion.managed", "knows no list of people"),
        "idle_minutes": Said("bastion.managed", "idle time"),
        "recordings_days": Elsewhere("the lock of the recordings' bucket"),
        "time_servers": Elsewhere("no host of ours"),
    },
    "WorkstationSpec": {
        "size": Input("compute:VirtualMachine", "hardwareProfile", CHOSEN),
        "disk_gb": Input("compute:Disk", "diskSizeGB"),
        "zone": Input("compute:VirtualMachine", "zones", CHOSEN),
        "bastion_cidr": FLOWS,
        "egress_cidrs": FLOWS,
        "proxy_address": ADOPTED,
        "mirror_address": ADOPTED,
        "people": ADOPTED,
        "operators": ADOPTED,
        "time_servers": ADOPTED,
    },
    "ClusterSpec": {
        "kind": Elsewhere("decides which service is built"),
        "size": (
            Input("containerservice:ManagedCluster", "agentPoolProfiles", CHOSEN),
            Lacks("cluster.analytics-size"),
        ),
        "nodes": (Input("containerservice:ManagedCluster", "agentPoolProfiles"), Lacks("cluster.analytics-size")),
        "admin_cidrs": SEGMENTS_FIREWALL,
    },
    "RegistrySpec": {
        "client_cidrs": SEGMENTS_FIREWALL,
    },
    "DatabaseSpec": {
        "version": Input("dbforpostgresql:Server", "version"),
        "size": Input("dbforpostgresql:Server", "sku", CHOSEN),
        "storage_gb": Input("dbforpostgresql:Server", "storage"),
        "highly_available": Input("dbforpostgresql:Server", "highAvailability", lambda _: "ZoneRedundant"),
        "backup_days": Input("dbforpostgresql:Server", "backup"),
        "client_cidrs": SEGMENTS_FIREWALL,
    },
    "EgressAllowListSpec": {
        "allowed.flow": Input("network:AzureFirewall", "tags"),
        "allowed.host": Input("network:FirewallPolicyRuleCollectionGroup", "ruleCollections"),
        "allowed.port": Input("network:FirewallPolicyRuleCollectionGroup", "ruleCollections"),
        "allowed.justification": WORDS,
        "allowed.until": Lacks("firewall.expiry"),
        "sources": Input("network:FirewallPolicyRuleCollectionGroup", "ruleCollections"),
        "zones": Elsewhere("the cloud's own firewall stands in the redundant zones"),
        "addresses": Elsewhere("the cloud's own firewall has one, the first of its subnet"),
        "time_servers": Elsewhere("no host of ours"),
        "size": Elsewhere("the cloud sizes its own firewall"),
    },
    "SiteLinkSpec": {
        "peer_address": Input("network:LocalNetworkGateway"),
        "peer_asn": Lacks("site-link.bgp"),
        "local_asn": Lacks("site-link.asn"),
        "local_cidrs": Input("network:VirtualNetworkGatewayConnection", "trafficSelectorPolicies"),
        "remote_cidrs": Input("network:VirtualNetworkGatewayConnection", "trafficSelectorPolicies"),
        "zones": Elsewhere("the cloud's own gateway stands in several zones"),
        "addresses": Elsewhere("alone in its subnet: the cloud gives them out"),
    },
    "PortalSpec": {
        "host": Input("network:ApplicationGateway", "httpListeners"),
        "backends": Input("network:ApplicationGateway", "backendAddressPools"),
    },
    "InternalDnsSpec": {
        "domain": Input("privatedns:PrivateZone", "privateZoneName"),
        "records": Input("privatedns:PrivateRecordSet", "aRecords", CHOSEN),
    },
}
_ALONE = Elsewhere("the move's network is joined to no other")
_MEMBERS = {"bucket": "blob", "file-share": "file", "database": "postgresqlServer"}
_GATEWAY = Elsewhere("the cloud's own gateway stands in all zones of the region, at an address that the cloud gives it")
MOVE: Asks = {
    **CROSSING,
    "ProjectSpec": ASKS["ProjectSpec"],
    "NetworkSpec": {
        "cidr": Input("network:VirtualNetwork", "addressSpace"),
        "transit_cidr": _ALONE,
        "transit_address": _ALONE,
        "transit_hub_address": _ALONE,
        "transit_vlan": _ALONE,
        "internet_exit": Elsewhere("none: no subnet has a way out by default"),
        "spokes": _ALONE,
    },
    "SegmentSpec": {
        "cidr": Input("network:Subnet", "addressPrefix"),
        "purpose": Elsewhere("decides its name, and that the gateway's has no security group: Azure forbids one there"),
        "vlan": NO_VLAN,
        "rules": FLOWS,
    },
    "FirewallSpec": {
        **ASKS["FirewallSpec"],
        "purpose": Elsewhere("the gateway's has none: Azure forbids it"),
    },
    "SiteLinkSpec": {
        "peer_address": Input("network:LocalNetworkGateway", "gatewayIpAddress"),
        "peer_asn": Lacks("site-link.bgp"),
        "local_asn": Lacks("site-link.asn"),
        "local_cidrs": Input("network:VirtualNetworkGatewayConnection", "trafficSelectorPolicies"),
        "remote_cidrs": Input("network:LocalNetworkGateway", "localNetworkAddressSpace"),
        "zones": _GATEWAY,
        "addresses": _GATEWAY,
    },
    "ReplicationEndpointSpec": {
        "capability": Input("network:PrivateEndpoint", "privateLinkServiceConnections", lambda name: _MEMBERS[name]),
        "source": Input("network:PrivateEndpoint", "privateLinkServiceConnections", CHOSEN),
        "address": Input("network:PrivateEndpoint", "ipConfigurations"),
        "until": Input("network:PrivateEndpoint", "tags"),
    },
    "SwitchedNamesSpec": {
        "zone": Input("dns:Zone", "zoneName"),
        "ttl_seconds": Input("dns:RecordSet", "ttl"),
        "answers": Elsewhere("chooses whose addresses the records are: those of this side"),
        "records": Input("dns:RecordSet"),
        "until": Input("dns:Zone", "tags"),
    },
}
_OTHER_END = Elsewhere("the target's end: it says which ranges there are, and filters both ways")
MOVE_BY_BGP: Asks = {
    **MOVE,
    "SiteLinkSpec": {
        "peer_address": Input("network:LocalNetworkGateway", "gatewayIpAddress"),
        "peer_asn": Elsewhere("the number that the target's cloud has; one that it does not give is a gap of that end"),
        "local_asn": Input("network:VirtualNetworkGateway", "bgpSettings.asn"),
        "local_cidrs": _OTHER_END,
        "remote_cidrs": _OTHER_END,
        "zones": Elsewhere("one tunnel of the gateway to each gateway of the target"),
        "addresses": _GATEWAY,
    },
}
"""Towards a target whose gateways exchange routes."""
