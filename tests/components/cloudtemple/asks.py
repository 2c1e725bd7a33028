"""What becomes of every ask at Cloud Temple."""

from __future__ import annotations

from tests.components.asks import (
    CHOSEN,
    CROSSING,
    FLOWS,
    TAGS,
    WORDS,
    Asks,
    Elsewhere,
    Input,
    Lacks,
    Said,
    areas,
    hosts,
    log_store,
    relay,
)

_MACHINE = "computeIaasOpensourceVirtualMachine:ComputeIaasOpensourceVirtualMachine"
_GIB = 1024**3
DOCUMENT = Input(_MACHINE, "cloudInit.cloud_config")
ADDRESS = Input(_MACHINE, "cloudInit.network_config")
ZONE = Input(_MACHINE, "templateId", CHOSEN)
DISK = Input(
    "computeIaasOpensourceVirtualDisk:ComputeIaasOpensourceVirtualDisk", "size", lambda asked: str(int(asked) * _GIB)
)
ROUTER = Elsewhere("the document of the area's router, which is below its network")
ASKS: Asks = {
    **areas(),
    **hosts(DOCUMENT, Input(_MACHINE, "memory", CHOSEN), ZONE, ADDRESS, DISK, Input(_MACHINE, "osDisks", CHOSEN)),
    "NetworkSpec": {
        "cidr": Elsewhere("the router's legs, one in each segment"),
        "transit_cidr": Elsewhere("the prefix of the router's leg there"),
        "transit_address": ADDRESS,
        "transit_hub_address": ADDRESS,
        "transit_vlan": Elsewhere("the cloud chooses the number of an ordered network"),
        "internet_exit": Input(_MACHINE, "osNetworkAdapters", CHOSEN),
        "spokes": FLOWS,
    },
    "SegmentSpec": {
        "cidr": Elsewhere("the router's leg and the hosts' own addresses: an ordered network knows none"),
        "purpose": Elsewhere("decides what stands there and whether it has a way out"),
        "vlan": Elsewhere("the cloud chooses the number of an ordered network"),
        "rules": FLOWS,
    },
    "FirewallSpec": {
        "segment": ROUTER,
        "cidr": ROUTER,
        "purpose": Elsewhere("decides what stands there and whether it has a way out"),
        "rules.flow": ROUTER,
        "rules.direction": ROUTER,
        "rules.protocol": ROUTER,
        "rules.ports": ROUTER,
        "rules.peers": ROUTER,
        "rules.justification": WORDS,
        "rules.until": Lacks("firewall.expiry"),
    },
    "BucketSpec": {
        "useless_unlocked": Elsewhere("decides whether the lock is essential"),
        "purpose": WORDS,
        "classification": TAGS,
        "locked_days": Lacks("bucket.lock"),
        "replicated": Lacks("bucket.replica"),
    },
    "BackupSpec": {
        "keep_days": Elsewhere("held against the policy that is looked up: one that keeps less is refused at preview"),
        "hour_utc": Said("backup", "not its hour"),
    },
    "AuditSinkSpec": log_store(DOCUMENT, ADDRESS, DISK),
    "SiteLinkSpec": {
        "peer_address": DOCUMENT,
        "peer_asn": Lacks("site-link.bgp"),
        "local_asn": Lacks("site-link.asn"),
        "local_cidrs": DOCUMENT,
        "remote_cidrs": DOCUMENT,
        "zones": ZONE,
        "addresses": ADDRESS,
    },
}
MOVE: Asks = {
    **CROSSING,
    "NetworkSpec": {
        **ASKS["NetworkSpec"],
        "internet_exit": Elsewhere("none: the router has no exit, and the link's gateways have addresses of their own"),
    },
    "SiteLinkSpec": ASKS["SiteLinkSpec"],
    **relay(DOCUMENT, Input(_MACHINE, "memory", CHOSEN), DISK, ZONE, ADDRESS, Input(_MACHINE, "tags")),
}
