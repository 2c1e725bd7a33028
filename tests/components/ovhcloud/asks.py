"""What becomes of every ask at OVHcloud."""

from __future__ import annotations

from typing import Any

from tests.components.asks import (
    CHOSEN,
    CROSSING,
    FLOWS,
    OWN_KEY_STORE,
    OWN_LOG_STORE,
    TAGS,
    WORDS,
    Asks,
    Elsewhere,
    Input,
    Lacks,
    Said,
    relay,
)


def addresses(fixed: Any) -> Any:
    """The addresses alone: the subnet's id beside them is known after apply."""
    return [item.get("ipAddress") for item in fixed] if isinstance(fixed, list) else fixed


HOST = Input("compute/instance:Instance", "userData")
PORT = Input("networking/port:Port", "fixedIps")
AVAILABILITY = Input("compute/instance:Instance", "availabilityZone", CHOSEN)
FLAVOR = Input("compute/instance:Instance", "flavorName", CHOSEN)
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
        "cidr": Input("networking/routerRoute:RouterRoute", "destinationCidr"),
        "transit_cidr": Input("networking/subnet:Subnet", "cidr"),
        "transit_address": PORT,
        "transit_hub_address": Input("networking/routerRoute:RouterRoute", "nextHop"),
        "transit_vlan": Input("networking/network:Network", "valueSpecs"),
        "internet_exit": Input("networking/router:Router", "externalNetworkId", CHOSEN),
        "spokes": FLOWS,
    },
    "SegmentSpec": {
        "cidr": Input("networking/subnet:Subnet", "cidr"),
        "purpose": Elsewhere("decides what stands there and whether it has a way out"),
        "vlan": Input("networking/network:Network", "valueSpecs"),
        "rules": FLOWS,
    },
    "FirewallSpec": {
        "segment": Input("networking/secGroup:SecGroup", "description"),
        "cidr": Elsewhere("the group is on the hosts of the segment"),
        "purpose": Elsewhere("decides which rules of the cloud's own are added"),
        "rules.flow": Input("networking/secGroup:SecGroup", "tags"),
        "rules.direction": Input(
            "networking/secGroupRule:SecGroupRule", "direction", lambda way: f"{way}gress".replace("outg", "eg")
        ),
        "rules.protocol": Input("networking/secGroupRule:SecGroupRule", "protocol"),
        "rules.ports": Input(
            "networking/secGroupRule:SecGroupRule", "portRangeMin", lambda ports: str(ports).partition("-")[0]
        ),
        "rules.peers": Input("networking/secGroupRule:SecGroupRule", "remoteIpPrefix"),
        "rules.justification": Input("networking/secGroupRule:SecGroupRule", "description", CHOSEN),
        "rules.until": Lacks("firewall.expiry"),
    },
    "KeyStoreSpec": {
        "protection": Elsewhere("each key's own protection: a store holds both kinds"),
        **OWN_KEY_STORE,
    },
    "KeySpec": {
        "protection": Lacks("key.hsm"),
        "rotation_days": Lacks("key.rotation"),
    },
    "SecretSpec": {
        "length": Input("randomPassword:RandomPassword", "length"),
    },
    "BucketSpec": {
        "useless_unlocked": Elsewhere("decides whether the lock is essential"),
        "purpose": WORDS,
        "classification": TAGS,
        "locked_days": Input("CloudProject/storage:Storage", "objectLock", CHOSEN),
        "replicated": Input("CloudProject/storage:Storage", "replication", CHOSEN),
    },
    "VolumeSpec": {
        "size_gb": Input("blockstorage/volume:Volume", "size"),
        "zone": Input("blockstorage/volume:Volume", "availabilityZone", CHOSEN),
    },
    "FileShareSpec": {
        "size_gb": Input("cloudStorageFileShare:CloudStorageFileShare", "size"),
        "client_cidrs": Input("cloudStorageFileShareAcl:CloudStorageFileShareAcl", "accessTo"),
    },
    "GroupSpec": {
        "title": Input("identityGroup:IdentityGroup", "description"),
    },
    "ServiceAccountSpec": {
        "purpose": Input("aPIOAuth2Client:APIOAuth2Client", "description"),
    },
    "GrantSpec": {
        "right": (Input("Iam/policy:Policy", "allows", CHOSEN), Said("bucket", "Access is by user policy")),
        "until": Input("Iam/policy:Policy", "expiredAt"),
        "justification": Input("Iam/policy:Policy", "description"),
    },
    "AuditSinkSpec": {
        "retention_days": (
            Input("CloudProject/storage:Storage", "objectLock", CHOSEN),
            Lacks("audit-sink.long-search"),
        ),
        **OWN_LOG_STORE,
    },
    "BastionSpec": {
        "mode": Elsewhere("an essential capability of its own: nothing is built in another mode"),
        "size": FLAVOR,
        "zones": AVAILABILITY,
        "addresses": PORT,
        "allowed_cidrs": Elsewhere("the security group of its segment, before the host"),
        "targets": HOST,
        "people.id": HOST,
        "people.ssh_key": HOST,
        "idle_minutes": HOST,
        "recordings_days": HOST,
        "time_servers": HOST,
    },
    "WorkstationSpec": {
        "size": FLAVOR,
        "disk_gb": Input("blockstorage/volume:Volume", "size"),
        "zone": AVAILABILITY,
        "bastion_cidr": HOST,
        "egress_cidrs": HOST,
        "proxy_address": HOST,
        "mirror_address": HOST,
        "people": HOST,
        "operators": HOST,
        "time_servers": HOST,
    },
    "RegistrySpec": {
        "client_cidrs": Input(
            "containerRegistryIPRestrictionsRegistry:ContainerRegistryIPRestrictionsRegistry", "ipRestrictions"
        ),
    },
    "DatabaseSpec": {
        "version": Input("CloudProject/database:Database", "version"),
        "size": Input("CloudProject/database:Database", "flavor", CHOSEN),
        "storage_gb": Input("CloudProject/database:Database", "diskSize"),
        "highly_available": Input("CloudProject/database:Database", "plan", CHOSEN),
        "backup_days": Lacks("database.backup-retention"),
        "client_cidrs": Input("CloudProject/database:Database", "ipRestrictions"),
    },
    "EgressAllowListSpec": {
        "allowed.flow": WORDS,
        "allowed.host": HOST,
        "allowed.port": HOST,
        "allowed.justification": WORDS,
        "allowed.until": Lacks("firewall.expiry"),
        "sources": HOST,
        "zones": AVAILABILITY,
        "addresses": PORT,
        "time_servers": HOST,
        "size": FLAVOR,
    },
    "SiteLinkSpec": {
        "peer_address": HOST,
        "peer_asn": Lacks("site-link.bgp"),
        "local_asn": Lacks("site-link.asn"),
        "local_cidrs": HOST,
        "remote_cidrs": HOST,
        "zones": AVAILABILITY,
        "addresses": PORT,
    },
    "PortalSpec": {
        "host": Input("loadbalancer/loadBalancer:LoadBalancer", "description"),
        "backends": Input("loadbalancer/member:Member", "address"),
    },
    "TimeSourceSpec": {
        "servers": HOST,
        "clients": HOST,
        "address": PORT,
    },
    "PackageMirrorSpec": {
        "upstream": HOST,
        "security_upstream": HOST,
        "disk_gb": Input("compute/instance:Instance", "blockDevices", CHOSEN),
        "clients": HOST,
        "address": PORT,
        "time_servers": HOST,
    },
}
_HUBS_TRANSIT = Elsewhere("the hub's own transit network, on which the move's router has a leg")
MOVE: Asks = {
    **CROSSING,
    "NetworkSpec": {
        "cidr": Input("networking/routerRoute:RouterRoute", "destinationCidr"),
        "transit_cidr": _HUBS_TRANSIT,
        "transit_address": Input("networking/port:Port", "fixedIps", read=addresses),
        "transit_hub_address": Input("networking/routerRoute:RouterRoute", "nextHop"),
        "transit_vlan": _HUBS_TRANSIT,
        "internet_exit": Elsewhere("the router has one whatever is asked; the link's segment alone is routed to it"),
        "spokes": FLOWS,
    },
    "SegmentSpec": {
        "cidr": Input("networking/subnet:Subnet", "cidr"),
        "purpose": Elsewhere(
            "decides whether the router is the default route, or the way to the hub and the other side"
        ),
        "vlan": Input("networking/network:Network", "valueSpecs"),
        "rules": FLOWS,
    },
    **relay(
        HOST,
        FLAVOR,
        Input("blockstorage/volume:Volume", "size"),
        AVAILABILITY,
        Input("networking/port:Port", "fixedIps", read=addresses),
        Input("compute/instance:Instance", "metadata"),
    ),
}
