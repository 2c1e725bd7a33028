"""Scaleway: how each role is built there. What is missing there stands in `facts/capabilities/scaleway.yaml`."""

from __future__ import annotations

from collections.abc import Mapping

from components.contract.site import Builder, CloudKit
from components.contract.words import Cloud
from components.scaleway import (
    access,
    audit,
    bastion,
    compute,
    database,
    egress,
    keys,
    network,
    portal,
    project,
    services,
    sitelink,
    storage,
    workstation,
)
from components.scaleway.choices import ScalewayChoices
from components.scaleway.names import NAME_RULES
from components.scaleway.providers import providers

BUILDERS: Mapping[str, Builder] = {
    "project": project.project,
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
    "secret": keys.secret,
    "bucket": storage.bucket,
    "volume": storage.volume,
    "file-share": storage.file_share,
    "database": database.database,
    "bastion": bastion.bastion,
    "workstation": workstation.workstation,
    "group": access.group,
    "service-account": access.service_account,
    "grant": access.grant,
    "audit-sink": audit.audit_sink,
    "alert-route": audit.alert_route,
    "registry": compute.registry,
}

KIT = CloudKit(
    cloud=Cloud.SCALEWAY,
    choices=ScalewayChoices,
    packages=frozenset({"scaleway"}),
    builders=BUILDERS,
    name_rules=NAME_RULES,
    providers=providers,
)
