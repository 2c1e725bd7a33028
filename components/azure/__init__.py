"""The Azure legacy: the same roles as the targets, shaped like what exists, adopted and then left."""

from __future__ import annotations

from collections.abc import Mapping

from components.azure.access import grant, service_account
from components.azure.audit import alert_route, audit_sink
from components.azure.backup import backup
from components.azure.bastion import bastion
from components.azure.choices import Choices
from components.azure.compute import cluster, registry
from components.azure.database import database
from components.azure.egress import egress
from components.azure.keys import key, key_store, secret
from components.azure.names import NAME_RULES
from components.azure.network import firewall, flow_log, network, segment
from components.azure.portal import portal
from components.azure.project import project
from components.azure.providers import AZURE, providers
from components.azure.services import internal_dns
from components.azure.sitelink import site_link
from components.azure.storage import bucket, file_share, volume
from components.azure.workstation import workstation
from components.contract.site import Builder, CloudKit
from components.contract.words import Cloud

_BUILDERS: Mapping[str, Builder] = {
    "project": project,
    "network": network,
    "segment": segment,
    "firewall": firewall,
    "egress-allow-list": egress,
    "site-link": site_link,
    "internal-dns": internal_dns,
    "flow-log": flow_log,
    "portal": portal,
    "key-store": key_store,
    "key": key,
    "secret": secret,
    "bucket": bucket,
    "volume": volume,
    "file-share": file_share,
    "database": database,
    "backup": backup,
    "bastion": bastion,
    "workstation": workstation,
    "service-account": service_account,
    "grant": grant,
    "audit-sink": audit_sink,
    "alert-route": alert_route,
    "registry": registry,
    "cluster": cluster,
}

KIT = CloudKit(
    cloud=Cloud.AZURE,
    choices=Choices,
    packages=frozenset({AZURE}),
    builders=_BUILDERS,
    name_rules=NAME_RULES,
    providers=providers,
)
