"""Names at Azure: limits, the prefixes of derived names, and what Azure itself insists on."""

from __future__ import annotations

from collections.abc import Mapping

from components.contract.intent import Area, Intent
from components.contract.names import NameRule, label_of
from components.contract.words import Purpose

_LIMITS = (
    "Azure resource naming rules (resource provider documentation); Key Vault and storage limits checked at creation"
)
_WORDS = r"^[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z0-9]$"


def _rule(longest: int, pattern: str = _WORDS, joiner: str = "-") -> NameRule:
    return NameRule(longest, pattern, joiner, _LIMITS)


_ACCOUNT = r"^[a-z0-9]{3,}$"

# Limit of the cloud minus the prefix or suffix that a builder adds.
NAME_RULES: Mapping[str, NameRule] = {
    "project": _rule(87),  # 90, `rg-`
    "network": _rule(59),  # 64, `vnet-`
    "segment": _rule(75),  # 80, `snet-` and `nsg-`
    "egress-allow-list": _rule(50),  # 56, `afwp-`
    "site-link": _rule(75),  # 80, `vcn-`
    "portal": _rule(75),  # 80, `waf-` becomes letters only
    "key-store": _rule(21),  # 24, `kv-`
    "key": _rule(76),  # 80 of a disk encryption set, `des-`
    "secret": _rule(127),
    "bucket": _rule(24, _ACCOUNT, ""),
    "file-share": _rule(24, _ACCOUNT, ""),
    "volume": _rule(80),
    "database": _rule(63, r"^[a-z0-9][a-z0-9-]+[a-z0-9]$"),
    "backup": _rule(46),  # 50, `rsv-`
    "bastion": _rule(76),  # 80, `pip-`
    "workstation": _rule(59),  # 64 of a Linux host, `-data`
    "service-account": _rule(125),  # 128, `id-`
    "audit-sink": _rule(22, r"^[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z0-9]$"),  # 24 of the account, `st`
    "alert-route": _rule(250),
    "registry": _rule(48, r"^[a-z0-9]{3,}$", ""),  # 50, `cr`
    "cluster": _rule(54),  # 64 of Databricks and 63 of AKS, `-managed`
}

# Azure finds these subnets by name.
SUBNETS: Mapping[Purpose, str] = {
    Purpose.BASTION: "AzureBastionSubnet",
    Purpose.EGRESS: "AzureFirewallSubnet",
    Purpose.SITE_LINK: "GatewaySubnet",
}


def area_label(intent: Intent, area: Area) -> str:
    """What the names of an area's own container, network and vault are built from."""
    return area.label or f"{intent.platform.prefix}-{area.name}"


def resource_group(intent: Intent, area: Area) -> str:
    return f"rg-{area_label(intent, area)}"


def virtual_network(intent: Intent, area: Area) -> str:
    return f"vnet-{area_label(intent, area)}"


def route_table(intent: Intent, area: Area) -> str:
    return f"rt-{area_label(intent, area)}"


def vault(intent: Intent, area: Area) -> str:
    return f"kv-{area_label(intent, area)}"


def subnet(purpose: Purpose, label: str) -> str:
    return SUBNETS.get(purpose) or f"snet-{label}"


def security_group(label: str) -> str:
    return f"nsg-{label}"


def workspace(intent: Intent) -> str:
    """The log workspace of the platform."""
    return f"log-{label_of(intent.platform.prefix, intent.hub, intent.hub.audit)}"


def audit_account(intent: Intent) -> str:
    """The storage account of the locked logs."""
    return "st" + label_of(intent.platform.prefix, intent.hub, intent.hub.audit).replace("-", "").lower()
