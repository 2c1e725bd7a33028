"""What Scaleway accepts as names: documented limits, less the room for the suffixes that the builders add."""

from __future__ import annotations

from components.contract.names import NameRule

_DNS = "names become `<host>.<private network>.internal`, so at most one DNS label (VPC DNS documentation, 2025-07-16)"
_OWN = "own limit, below every limit seen in the provider; the vendor documents none"

NAME_RULES = {
    "project": NameRule(64, source=_OWN),
    "network": NameRule(56, source=_DNS),
    "segment": NameRule(56, pattern=r"^[a-z][a-z0-9-]*[a-z0-9]$", source=_DNS),
    "bucket": NameRule(63, pattern=r"^[a-z0-9][a-z0-9-]*[a-z0-9]$", source="S3 bucket names, 3 to 63 characters"),
    "database": NameRule(60, source=_OWN),
    "workstation": NameRule(63, pattern=r"^[a-z][a-z0-9-]*[a-z0-9]$", source=_DNS),
    "bastion": NameRule(60, pattern=r"^[a-z][a-z0-9-]*[a-z0-9]$", source=_DNS),
    "egress-allow-list": NameRule(60, pattern=r"^[a-z][a-z0-9-]*[a-z0-9]$", source=_DNS),
    "registry": NameRule(54, pattern=r"^[a-z0-9][a-z0-9-]{2,}[a-z0-9]$", source="registry namespaces, 4 to 54"),
    "group": NameRule(64, source=_OWN),
    "service-account": NameRule(64, source=_OWN),
    "grant": NameRule(64, source=_OWN),
    "key": NameRule(60, source=_OWN),
    "secret": NameRule(60, source=_OWN),
}
