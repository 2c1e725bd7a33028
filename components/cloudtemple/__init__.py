"""Cloud Temple: how each role is built there. What is missing stands in `facts/capabilities/cloudtemple.yaml`.

Networks are ordered and looked up; everything that filters, routes or keeps is a host of our own on OpenIaaS.
"""

from __future__ import annotations

from collections.abc import Mapping

from components.cloudtemple import (
    audit,
    bastion,
    egress,
    keys,
    network,
    services,
    sitelink,
    storage,
    workstation,
)
from components.cloudtemple.choices import CloudTempleChoices
from components.cloudtemple.names import NAME_RULES
from components.cloudtemple.providers import providers
from components.contract.site import Builder, CloudKit
from components.contract.words import Cloud

BUILDERS: Mapping[str, Builder] = {
    "audit-sink": audit.audit_sink,
    "backup": storage.backup,
    "bastion": bastion.bastion,
    "bucket": storage.bucket,
    "egress-allow-list": egress.egress_allow_list,
    "firewall": network.firewall,
    "key": keys.key,
    "key-store": keys.key_store,
    "network": network.network,
    "package-mirror": services.package_mirror,
    "segment": network.segment,
    "site-link": sitelink.site_link,
    "time-source": services.time_source,
    "workstation": workstation.workstation,
}

KIT = CloudKit(
    cloud=Cloud.CLOUDTEMPLE,
    choices=CloudTempleChoices,
    packages=frozenset({"cloudtemple"}),
    builders=BUILDERS,
    name_rules=NAME_RULES,
    providers=providers,
)
