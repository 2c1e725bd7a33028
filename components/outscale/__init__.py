"""Outscale: how each role is built there. What is missing there stands in `facts/capabilities/outscale.yaml`."""

from __future__ import annotations

from collections.abc import Mapping

from components.contract.site import Builder, CloudKit
from components.contract.words import Cloud
from components.outscale import (
    access,
    audit,
    bastion,
    egress,
    keys,
    network,
    portal,
    services,
    sitelink,
    storage,
    workstation,
)
from components.outscale.choices import OutscaleChoices
from components.outscale.names import NAME_RULES
from components.outscale.providers import providers

BUILDERS: Mapping[str, Builder] = {
    "network": network.network,
    "segment": network.segment,
    "firewall": network.firewall,
    "egress-allow-list": egress.egress_allow_list,
    "site-link": sitelink.site_link,
    "time-source": services.time_source,
    "package-mirror": services.package_mirror,
    "portal": portal.portal,
    "key-store": keys.key_store,
    "key": keys.key,
    "bucket": storage.bucket,
    "volume": storage.volume,
    "bastion": bastion.bastion,
    "workstation": workstation.workstation,
    "group": access.group,
    "service-account": access.service_account,
    "grant": access.grant,
    "audit-sink": audit.audit_sink,
}

KIT = CloudKit(
    cloud=Cloud.OUTSCALE,
    choices=OutscaleChoices,
    packages=frozenset({"outscale", "aws"}),
    builders=BUILDERS,
    name_rules=NAME_RULES,
    providers=providers,
)
