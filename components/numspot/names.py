"""What NumSpot accepts as names: documented limits, less the room for the suffixes that the builders add.

Networks, subnets, volumes and VMs have no name there: they have ids, and the tags say what they are.
"""

from __future__ import annotations

from components.contract.names import NameRule

_DNS = r"^[a-z][a-z0-9-]*[a-z0-9]$"
_HOST = "one DNS label, for the host's own name (RFC 1035)"
_BALANCER = "load balancers: 32 alphanumeric or hyphen characters, none at an end (provider 1.7.3, load_balancer.name)"
_GROUP = "security groups: 1 to 255 characters, never `sg-` first (documentation, Create a VM, 2026-10-08)"

NAME_RULES = {
    "segment": NameRule(240, pattern=r"^(?!sg-)[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z0-9]$", source=_GROUP),
    "network": NameRule(240, pattern=r"^(?!sg-)[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z0-9]$", source=_GROUP),
    "bucket": NameRule(
        63,
        pattern=r"^[a-z0-9][a-z0-9-]{1,}[a-z0-9]$",
        source="buckets: 3 to 63 lower-case letters, digits and hyphens (documentation, Object Storage, Concepts)",
    ),
    "portal": NameRule(32, pattern=r"^[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]$", source=_BALANCER),
    # a label of 63, less `-1` to `-3`
    "bastion": NameRule(61, pattern=_DNS, source=_HOST),
    "egress-allow-list": NameRule(61, pattern=_DNS, source=_HOST),
    # the same, less `-keys-1`
    "key-store": NameRule(56, pattern=_DNS, source=_HOST),
    "time-source": NameRule(63, pattern=_DNS, source=_HOST),
    "package-mirror": NameRule(63, pattern=_DNS, source=_HOST),
    "workstation": NameRule(63, pattern=_DNS, source=_HOST),
    "audit-sink": NameRule(63, pattern=_DNS, source=_HOST),
}
