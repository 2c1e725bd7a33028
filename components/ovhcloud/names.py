"""Name limits, minus the room for the suffixes that the builders add."""

from __future__ import annotations

from collections.abc import Mapping

from components.contract.names import NameRule

_DNS = r"^[a-z0-9][a-z0-9-]*[a-z0-9]$"

NAME_RULES: Mapping[str, NameRule] = {
    # 63, minus `-replica`
    "bucket": NameRule(55, _DNS, source="S3 bucket naming: 3 to 63 lower-case letters, digits, hyphens"),
    "audit-sink": NameRule(63, _DNS, source="S3 bucket naming: 3 to 63 lower-case letters, digits, hyphens"),
    # a host name of 63, minus `-1`
    "bastion": NameRule(61, _DNS, source="RFC 1123 label, 63"),
    "egress-allow-list": NameRule(61, _DNS, source="RFC 1123 label, 63"),
    "site-link": NameRule(61, _DNS, source="RFC 1123 label, 63"),
    "time-source": NameRule(61, _DNS, source="RFC 1123 label, 63"),
    "package-mirror": NameRule(61, _DNS, source="RFC 1123 label, 63"),
    # a host name of 63, minus `-data` of its disk
    "workstation": NameRule(58, _DNS, source="RFC 1123 label, 63"),
    "database": NameRule(63, r"^[a-z][a-z0-9_]*$", joiner="_", source="PostgreSQL identifier, 63 bytes"),
}
