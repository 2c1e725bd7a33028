"""OVHcloud: the kit of one cloud, in two providers. Ids flow from `openstack` to `ovh` and never back."""

from __future__ import annotations

from components.contract.site import CloudKit
from components.contract.words import Cloud
from components.ovhcloud import (
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
from components.ovhcloud.choices import OvhcloudChoices
from components.ovhcloud.names import NAME_RULES
from components.ovhcloud.providers import providers

KIT = CloudKit(
    cloud=Cloud.OVHCLOUD,
    choices=OvhcloudChoices,
    packages=frozenset({"ovh", "openstack"}),
    builders={
        "audit-sink": audit.audit_sink,
        "bastion": bastion.bastion,
        "bucket": storage.bucket,
        "database": database.database,
        "egress-allow-list": egress.egress,
        "file-share": storage.file_share,
        "firewall": network.firewall,
        "grant": access.grant,
        "group": access.group,
        "key": keys.key,
        "key-store": keys.key_store,
        "network": network.network,
        "package-mirror": services.mirror,
        "portal": portal.portal,
        "project": project.project,
        "registry": compute.registry,
        "secret": keys.secret,
        "segment": network.segment,
        "service-account": access.service_account,
        "site-link": sitelink.site_link,
        "time-source": services.time_source,
        "volume": storage.volume,
        "workstation": workstation.workstation,
    },
    name_rules=NAME_RULES,
    providers=providers,
)
