"""What becomes of every ask at Scaleway."""

from __future__ import annotations

from tests.components.asks import (
    CHOSEN,
    CROSSING,
    FLOWS,
    NO_VLAN,
    OWN_KEY_STORE,
    OWN_LOG_STORE,
    PEERED,
    TAGS,
    WORDS,
    Asks,
    Elsewhere,
    Input,
    Lacks,
    day_after,
    relay,
)

SERVER = Input("instance/server:Server", "cloudInit")
IPAM = Input("ipam/ip:Ip", "address")
ZONE = Input("instance/server:Server", "zone", CHOSEN)
TYPE = Input("instance/server:Server", "type", CHOSEN)
ASKS: Asks = {
    "ProjectSpec": {
        "title": Input("account/project:Project", "description"),
        "classification": Input("account/project:Project", "description"),
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
        "cidr": Input("network/route:Route", "destination"),
        "transit_cidr": PEERED,
        "transit_address": PEERED,
        "transit_hub_address": PEERED,
        "transit_vlan": PEERED,
        "internet_exit": Input("network/publicGateway:PublicGateway", "type", CHOSEN),
        "spokes": FLOWS,
    },
    "SegmentSpec": {
        "cidr": Input("network/privateNetwork:PrivateNetwork", "ipv4Subnet"),
        "purpose": Elsewhere("decides what stands there and whether it has a way out"),
        "vlan": NO_VLAN,
        "rules": FLOWS,
    },
    "FirewallSpec": {
        "segment": Input("instance/securityGroup:SecurityGroup", "description"),
        "cidr": Elsewhere("the group is on the hosts of the segment"),
        "purpose": Elsewhere("decides which rules of the cloud's own are added"),
        "rules.flow": Input("instance/securityGroup:SecurityGroup", "tags"),
        "rules.direction": Input("instance/securityGroupRules:SecurityGroupRules"),
        "rules.protocol": Input("instance/securityGroupRules:SecurityGroupRules"),
        "rules.ports": Input("instance/securityGroupRules:SecurityGroupRules"),
        "rules.peers": Input("instance/securityGroupRules:SecurityGroupRules"),
        "rules.justification": Elsewhere("the VPC's access list, in the Network role"),
        "rules.until": Lacks("firewall.expiry"),
    },
    "KeyStoreSpec": {
        "protection": Elsewhere("each key's own protection: a store holds both kinds"),
        **OWN_KEY_STORE,
    },
    "KeySpec": {
        "protection": Input("keymanager/key:Key", "protectionLevel"),
        "rotation_days": Input("keymanager/key:Key", "rotationPolicy", lambda days: f"{days * 24}h"),
    },
    "SecretSpec": {
        "length": Input("randomPassword:RandomPassword", "length"),
    },
    "BucketSpec": {
        "useless_unlocked": Elsewhere("decides whether the lock is essential"),
        "purpose": WORDS,
        "classification": TAGS,
        "locked_days": Input("object/bucketLockConfiguration:BucketLockConfiguration", "rule"),
        "replicated": Lacks("bucket.replica"),
    },
    "VolumeSpec": {
        "size_gb": Input("block/volume:Volume", "sizeInGb"),
        "zone": Input("block/volume:Volume", "zone", CHOSEN),
    },
    "FileShareSpec": {
        "size_gb": Input("fileFilesystem:FileFilesystem", "sizeInGb"),
        "client_cidrs": Lacks("file-share.clients"),
    },
    "GroupSpec": {
        "title": Input("iam/group:Group", "description"),
    },
    "ServiceAccountSpec": {
        "purpose": Input("iam/application:Application", "description"),
    },
    "GrantSpec": {
        "right": Input("iam/policy:Policy", "rules", CHOSEN),
        "until": Input("iam/policy:Policy", "rules", day_after),
        "justification": Input("iam/policy:Policy", "description"),
    },
    "AuditSinkSpec": {
        "retention_days": (
            Input("object/bucketLockConfiguration:BucketLockConfiguration", "rule"),
            Lacks("audit-sink.long-search"),
        ),
        **OWN_LOG_STORE,
    },
    "AlertRouteSpec": {
        "contacts": Input("observability/alertManager:AlertManager", "contactPoints"),
    },
    "BastionSpec": {
        "mode": Elsewhere("an essential capability of its own: nothing is built in another mode"),
        "size": TYPE,
        "zones": ZONE,
        "addresses": IPAM,
        "allowed_cidrs": Elsewhere("the security group of its segment, before the host"),
        "targets": SERVER,
        "people.id": SERVER,
        "people.ssh_key": SERVER,
        "idle_minutes": SERVER,
        "recordings_days": SERVER,
        "time_servers": SERVER,
    },
    "WorkstationSpec": {
        "size": TYPE,
        "disk_gb": Input("block/volume:Volume", "sizeInGb"),
        "zone": ZONE,
        "bastion_cidr": SERVER,
        "egress_cidrs": SERVER,
        "proxy_address": SERVER,
        "mirror_address": SERVER,
        "people": SERVER,
        "operators": SERVER,
        "time_servers": SERVER,
    },
    "RegistrySpec": {
        "client_cidrs": Lacks("registry.clients"),
    },
    "DatabaseSpec": {
        "version": Input("databases/instance:Instance", "engine"),
        "size": Input("databases/instance:Instance", "nodeType", CHOSEN),
        "storage_gb": Input("databases/instance:Instance", "volumeSizeInGb"),
        "highly_available": Input("databases/instance:Instance", "isHaCluster"),
        "backup_days": Input("databases/instance:Instance", "backupScheduleRetention"),
        "client_cidrs": Input("databases/acl:Acl", "aclRules"),
    },
    "EgressAllowListSpec": {
        "allowed.flow": WORDS,
        "allowed.host": SERVER,
        "allowed.port": SERVER,
        "allowed.justification": WORDS,
        "allowed.until": Lacks("firewall.expiry"),
        "sources": SERVER,
        "zones": ZONE,
        "addresses": IPAM,
        "time_servers": SERVER,
        "size": TYPE,
    },
    "SiteLinkSpec": {
        "peer_address": Input("s2svpn/customerGateway:CustomerGateway", "ipv4Public"),
        "peer_asn": Input("s2svpn/customerGateway:CustomerGateway", "asn"),
        "local_asn": Lacks("site-link.asn"),
        "local_cidrs": Input("s2svpn/routingPolicy:RoutingPolicy", "prefixFilterOuts"),
        "remote_cidrs": Input("s2svpn/routingPolicy:RoutingPolicy", "prefixFilterIns"),
        "zones": Input("s2svpn/gateway:Gateway", "zone", CHOSEN),
        "addresses": IPAM,
    },
    "PortalSpec": {
        "host": Input("loadbalancers/loadBalancer:LoadBalancer", "description"),
        "backends": Input("loadbalancers/backend:Backend", "serverIps"),
    },
    "TimeSourceSpec": {
        "servers": SERVER,
        "clients": SERVER,
        "address": IPAM,
    },
    "PackageMirrorSpec": {
        "upstream": SERVER,
        "security_upstream": SERVER,
        "disk_gb": Input("instance/server:Server", "rootVolume", CHOSEN),
        "clients": SERVER,
        "address": IPAM,
        "time_servers": SERVER,
    },
}
MOVE: Asks = {
    **CROSSING,
    **relay(
        SERVER,
        TYPE,
        Input("block/volume:Volume", "sizeInGb"),
        ZONE,
        IPAM,
        Input("instance/server:Server", "tags"),
    ),
}
