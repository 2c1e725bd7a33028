"""The catalogue of capabilities: what may be asked of a cloud. What each cloud offers of it is a fact (`facts/`).

An id is a role (`bucket`) or a feature of one (`bucket.customer-key`). A fact table must hold exactly these ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from facts.model import Capability, Level

CATALOGUE: Mapping[str, str] = {
    "project": "a container of the cloud for one area, with an owner and limits of its own",
    "environment": "hub, production or non-production as a whole",
    "project-space": "the sealed workspace of one research project",
    "airlock": "the only way in or out of a space: a bucket for each stage",
    "airlock.separation": "rights that end at one stage, so that who works cannot touch what is under review",
    "airlock.review": "a process that moves what is approved, and keeps requester and reviewer apart",
    "airlock.expiry": "what waits in the airlock removed after the asked days",
    "network": "an isolated network of one area",
    "segment": "a part of a network with a firewall of its own",
    "firewall": "allowed flows of a segment; everything else closed in both directions",
    "firewall.expiry": "an end of a flow that the cloud enforces",
    "egress-allow-list": "named destinations on the internet, and no other",
    "site-link": "an encrypted link to another site",
    "site-link.bgp": "routes exchanged by BGP with the peer's AS number",
    "site-link.asn": "the asked AS number at our own end",
    "internal-dns": "a name zone that only the platform's networks see",
    "time-source": "time for hosts without internet",
    "flow-log": "a record of accepted and refused connections",
    "portal": "the HTTPS entry from the internet",
    "portal.waf": "a web application firewall in front of the portal",
    "certificate": "a server certificate ordered and renewed by code",
    "key-store": "where keys live, and who administers them",
    "key": "a key under the platform's control",
    "key.rotation": "rotation by the cloud at the asked interval",
    "key.hsm": "key material that never leaves a hardware module",
    "secret": "a stored secret value",
    "secret.customer-key": "the secret encrypted under the platform's own key",
    "bucket": "object storage, encrypted, versioned, never public",
    "bucket.customer-key": "the bucket encrypted under the platform's own key",
    "bucket.lock": "objects that nobody can delete before a date",
    "bucket.private-endpoint": "object storage without an address on the internet",
    "bucket.replica": "a second copy in another region of the residency",
    "volume": "a block volume",
    "volume.encryption": "the volume encrypted at rest by the cloud",
    "volume.customer-key": "the volume encrypted under the platform's own key",
    "file-share": "a shared file system on a private network",
    "file-share.customer-key": "the share encrypted under the platform's own key",
    "file-share.clients": "the share reached from the asked range and from no other",
    "database": "managed PostgreSQL on a private network, encrypted",
    "database.customer-key": "the database encrypted under the platform's own key",
    "database.high-availability": "a second node that takes over",
    "database.backup-retention": "backups kept for as many days as asked",
    "backup": "scheduled backups of hosts and volumes",
    "bastion": "the only way in for people who work on hosts",
    "bastion.recorded": "sessions recorded on hosts of our own, to a locked bucket",
    "bastion.managed": "a bastion run by the cloud",
    "workstation": "a research workstation without internet",
    "group": "a group of people",
    "service-account": "an identity for a machine",
    "grant": "a right in one area",
    "grant.expiry": "an end of the right that the cloud enforces",
    "identity-provider": "sign-in for people, with a second factor",
    "audit-sink": "logs that cannot be changed or deleted",
    "audit-sink.control-plane": "the cloud's own audit trail delivered into the sink",
    "audit-sink.long-search": "logs searchable for as long as they are kept, beyond a year",
    "alert-route": "alerts to the people on duty",
    "registry": "a private container registry",
    "registry.clients": "a registry that answers to the asked ranges and to no other",
    "package-mirror": "software packages for hosts without internet",
    "cluster": "a compute cluster (Kubernetes) whose nodes have no way to the whole internet",
    "cluster.private": "a cluster whose control plane has no public address",
    "cluster.analytics-size": "number and size of an analytics cluster's nodes held to what is asked",
}


@dataclass(frozen=True, slots=True)
class Lack:
    """A capability that was asked for and is not built here. Becomes a gap of the plan."""

    capability: str
    level: Level


def lacks(wanted: Iterable[str], offered: Mapping[str, Capability]) -> tuple[Lack, ...]:
    """What of `wanted` a cloud does not build, in the order asked."""
    return tuple(
        Lack(capability, offered[capability].level) for capability in wanted if not offered[capability].level.built
    )


def operated_by_us(capability: str, offered: Mapping[str, Capability]) -> bool:
    """Whether it stands on hosts of our own at this cloud."""
    return offered[capability].level is Level.SELF_OPERATED
