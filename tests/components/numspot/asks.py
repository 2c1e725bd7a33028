"""What becomes of every ask at NumSpot."""

from __future__ import annotations

from tests.components.asks import (
    CHOSEN,
    CROSSING,
    FLOWS,
    NO_VLAN,
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
    log_store,
    relay,
)

VM = Input("index/vm:Vm", "userData", read=decoded)
PLACED = Input("index/vm:Vm", "placement", CHOSEN)
ADDRESS = Input("index/vm:Vm", "privateIps")
DISK = Input("index/volume:Volume", "size")
ASKS: Asks = {
    **areas(),
    **hosts(VM, Input("index/vm:Vm", "type", CHOSEN), PLACED, ADDRESS, DISK, Elsewhere("the image's own disk")),
    "NetworkSpec": {
        "cidr": Input("index/vpc:Vpc", "ipRange"),
        "transit_cidr": PEERED,
        "transit_address": PEERED,
        "transit_hub_address": PEERED,
        "transit_vlan": PEERED,
        "internet_exit": Input("index/internetGateway:InternetGateway", "", CHOSEN),
        "spokes": FLOWS,
    },
    "SegmentSpec": {
        "cidr": Input("index/subnet:Subnet", "ipRange", CHOSEN),
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
        "locked_days": Lacks("bucket.lock"),
        "replicated": Lacks("bucket.replica"),
    },
    "VolumeSpec": {
        "size_gb": Input("index/volume:Volume", "size"),
        "zone": Input("index/volume:Volume", "availabilityZoneName", CHOSEN),
    },
    "AuditSinkSpec": log_store(VM, ADDRESS, DISK),
    "SiteLinkSpec": {
        "peer_address": Input("index/clientGateway:ClientGateway", "publicIp"),
        "peer_asn": Input("index/clientGateway:ClientGateway", "bgpAsn"),
        "local_asn": Lacks("site-link.asn"),
        "local_cidrs": Elsewhere("the routes"),
        "remote_cidrs": Input("index/vpnConnection:VpnConnection", "routes"),
        "zones": Elsewhere("the cloud's own gateway"),
        "addresses": Elsewhere("the cloud's own gateway"),
    },
    "PortalSpec": {
        "host": WORDS,
        "backends": Elsewhere("the load balancer's hosts"),
    },
}
MOVE: Asks = {
    **CROSSING,
    "NetworkSpec": ASKS["NetworkSpec"],
    **relay(
        VM,
        Input("index/vm:Vm", "type", CHOSEN),
        DISK,
        Said("segment", "whatever zone the intent asks for"),
        ADDRESS,
        Input("index/vm:Vm", "tags"),
    ),
}
