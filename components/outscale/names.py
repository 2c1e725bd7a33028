"""What Outscale accepts as names: documented limits, less the room for the suffixes that the builders add.

Networks, subnets, volumes and hosts have no name there: they have ids, and the tags say what they are.
"""

from __future__ import annotations

from components.contract.names import NameRule

_BALANCER = "load_balancer_name: 32 characters, letters, digits and dashes (OAPI 1.42.0, CreateLoadBalancer)"
_EIM = "EIM names of 1 to 64 characters (OAPI 1.42.0, CreateUser), less 6 for `-link`"
_GROUP = (
    "security_group_name: 255 characters (provider 1.8.0, lengthAtMostValidator), unique, never `sg-` first "
    "(provider documentation, security_group)"
)
_HOST = "one DNS label, for the host's own name (RFC 1035)"

NAME_RULES = {
    "bucket": NameRule(63, pattern=r"^[a-z0-9][a-z0-9-]*[a-z0-9]$", source="S3 bucket names, 3 to 63 characters"),
    # its security group begins with the name
    "portal": NameRule(32, pattern=r"^(?!sg-)[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]$", source=_BALANCER),
    "workstation": NameRule(63, pattern=r"^[a-z][a-z0-9-]*[a-z0-9]$", source=_HOST),
    "bastion": NameRule(60, pattern=r"^[a-z][a-z0-9-]*[a-z0-9]$", source=_HOST),
    "egress-allow-list": NameRule(60, pattern=r"^[a-z][a-z0-9-]*[a-z0-9]$", source=_HOST),
    "site-link": NameRule(60, pattern=r"^[a-z][a-z0-9-]*[a-z0-9]$", source=_HOST),
    "key-store": NameRule(50, pattern=r"^[a-z][a-z0-9-]*[a-z0-9]$", source=_HOST),
    "segment": NameRule(255, pattern=r"^(?!sg-)[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z0-9]$", source=_GROUP),
    "group": NameRule(58, source=_EIM),
    "service-account": NameRule(58, source=_EIM),
    "grant": NameRule(50, source=f"{_EIM}, and 9 for the digest of its text"),
}
