"""What becomes of every ask at Outscale."""

from __future__ import annotations

from tests.components.asks import (
    CHOSEN,
    CROSSING,
    FLOWS,
    NO_VLAN,
    OWN_LOG_STORE,
    PEERED,
    TAGS,
    WORDS,
    Asks,
    Elsewhere,
    Input,
    Lacks,
    Said,
    areas,
    decoded,
    hosts,
    relay,
)

VM = Input("index/vm:Vm", "userData", read=decoded)
NIC = Input("index/vm:Vm", "primaryNics")
SUBNET = Elsewhere("the subnet of its zone, which its network card stands in")
DISK = Input("index/volume:Volume", "size")
SYSTEM_DISK = Input("index/vm:Vm", "blockDeviceMappings", CHOSEN)
ASKS: Asks = {
    **areas(),
    **hosts(
        VM,
        Input("index/vm:Vm", "vmType", CHOSEN),
        SUBNET,
        NIC,
        DISK,
        SYSTEM_DISK,
    ),
    "NetworkSpec": {
        "cidr": Input("index/net:Net", "ipRange"),
        "transit_cidr": PEERED,
        "transit_address": PEERED,
        "transit_hub_address": PEERED,
        "transit_vlan": PEERED,
        "internet_exit": Input("index/internetService:InternetService", "", CHOSEN),
        "spokes": FLOWS,
    },
    "SegmentSpec": {
        "cidr": Elsewhere("its subnets, one a zone, cut from it"),
        "purpose": Elsewhere("decides what stands there and whether it has a way out"),
        "vlan": NO_VLAN,
        "rules": FLOWS,
    },
    "FirewallSpec": {
        "segment": Input("index/securityGroup:SecurityGroup", "description"),
        "cidr": Elsewhere("the group is on the hosts of the segment"),
        "purpose": Elsewhere("decides which rules of the cloud's own are added"),
        "rules.flow": Input("index/securityGroup:SecurityGroup", "tags"),
        "rules.direction": Input("index/securityGroupRule:SecurityGroupRule", "flow", lambda way: f"{way}bound"),
        "rules.protocol": Input("index/securityGroupRule:SecurityGroupRule", "ipProtocol"),
        "rules.ports": Input(
            "index/securityGroupRule:SecurityGroupRule", "fromPortRange", lambda ports: str(ports).partition("-")[0]
        ),
        "rules.peers": Input("index/securityGroupRule:SecurityGroupRule", "ipRange"),
        "rules.justification": Elsewhere("rules carry no words there: the group's tags name the flows"),
        "rules.until": Lacks("firewall.expiry"),
    },
    "BucketSpec": {
        "useless_unlocked": Elsewhere("decides whether the lock is essential"),
        "purpose": WORDS,
        "classification": TAGS,
        "locked_days": Input("s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", "rule"),
        "replicated": Lacks("bucket.replica"),
    },
    "VolumeSpec": {
        "size_gb": Input("index/volume:Volume", "size"),
        "zone": Input("index/volume:Volume", "subregionName", CHOSEN),
    },
    "GroupSpec": {"title": WORDS},
    "ServiceAccountSpec": {"purpose": WORDS},
    "GrantSpec": {
        "right": (
            Input("index/policy:Policy", "document", CHOSEN),
            Said("grant", "Rights on data in buckets cannot be granted"),
        ),
        "until": Lacks("grant.expiry"),
        "justification": Input("index/policy:Policy", "description", CHOSEN),
    },
    "AuditSinkSpec": {
        "retention_days": (
            Input("s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", "rule"),
            Lacks("audit-sink.long-search"),
        ),
        **OWN_LOG_STORE,
    },
    "SiteLinkSpec": {
        "peer_address": VM,
        "peer_asn": Lacks("site-link.bgp"),
        "local_asn": Lacks("site-link.asn"),
        "local_cidrs": VM,
        "remote_cidrs": VM,
        "zones": SUBNET,
        "addresses": NIC,
    },
    "PortalSpec": {
        "host": WORDS,
        "backends": Elsewhere("the load balancer's hosts"),
    },
}
MOVE: Asks = {
    **CROSSING,
    "NetworkSpec": {
        **ASKS["NetworkSpec"],
        "internet_exit": Elsewhere("the Net has one whatever is asked; the link's segment alone is routed to it"),
    },
    "SegmentSpec": {
        **ASKS["SegmentSpec"],
        "purpose": Elsewhere("decides whether it has a default route to the internet"),
    },
    **relay(
        VM,
        Input("index/vm:Vm", "vmType", CHOSEN),
        DISK,
        Input("index/volume:Volume", "subregionName", CHOSEN),
        # the same place in the subnet of its zone
        Input("index/vm:Vm", "primaryNics", CHOSEN),
        Input("index/vm:Vm", "tags"),
    ),
}
