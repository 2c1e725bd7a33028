"""What Cloud Temple accepts as names, less the room for the suffixes that the builders add."""

from __future__ import annotations

from collections.abc import Mapping

from components.contract.names import NameRule

_HOST = r"^[a-z][a-z0-9-]*[a-z0-9]$"
_LABEL = "one DNS label of 63, for the host's own name (RFC 1035); the vendor documents no limit of a machine's name"
_BUCKET = "S3 bucket names, 3 to 63 characters; provider 1.10.0 itself takes 255 letters, digits, hyphens, underscores"
_ORDERED = "own limit: a network is ordered by hand under this name; the vendor documents none"

NAME_RULES: Mapping[str, NameRule] = {
    # less `-router`
    "network": NameRule(56, _HOST, source=_LABEL),
    "segment": NameRule(60, _HOST, source=_ORDERED),
    # 63, less `-writer` of its storage account
    "bucket": NameRule(56, r"^[a-z0-9][a-z0-9-]*[a-z0-9]$", source=_BUCKET),
    # less `-1` of the host and `-data` of its disk
    "key-store": NameRule(50, _HOST, source=_LABEL),
    "audit-sink": NameRule(50, _HOST, source=_LABEL),
    "bastion": NameRule(60, _HOST, source=_LABEL),
    "egress-allow-list": NameRule(60, _HOST, source=_LABEL),
    "site-link": NameRule(60, _HOST, source=_LABEL),
    "time-source": NameRule(63, _HOST, source=_LABEL),
    "package-mirror": NameRule(63, _HOST, source=_LABEL),
    "workstation": NameRule(58, _HOST, source=_LABEL),
}
