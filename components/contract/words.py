"""The closed lists of words that intents, roles and clouds share."""

from __future__ import annotations

from enum import StrEnum


class Cloud(StrEnum):
    """Who provides the infrastructure. For *where* it stands, see the region of an estate's choices."""

    AZURE = "azure"
    CLOUDTEMPLE = "cloudtemple"
    NUMSPOT = "numspot"
    OUTSCALE = "outscale"
    OVHCLOUD = "ovhcloud"
    SCALEWAY = "scaleway"


class Classification(StrEnum):
    """How sensitive the data of an area is, rising. For how long it is kept, see `retention_days`."""

    INTERNAL = "internal"  # no personal data
    PERSONAL = "personal"  # personal data, none about health
    HEALTH = "health"  # personal health data
    SNDS = "snds"  # health data drawn from the Système national des données de santé

    @property
    def is_health(self) -> bool:
        return self in (Classification.HEALTH, Classification.SNDS)


class Stage(StrEnum):
    """What an environment is run for. For the layer it makes, see its name."""

    HUB = "hub"
    PRODUCTION = "production"
    NON_PRODUCTION = "non-production"


class SpaceState(StrEnum):
    """Where a project space is in its life. Past dates are findings of the policies, not bad input."""

    OPEN = "open"
    FROZEN = "frozen"  # readable, no work starts
    CLOSING = "closing"  # exports only
    CLOSED = "closed"  # nothing runs; data waits for the evidence of its destruction


class Purpose(StrEnum):
    """What a segment is for. It decides where hosts and services of a role are put."""

    BASTION = "bastion"
    EGRESS = "egress"
    SITE_LINK = "site-link"
    SHARED = "shared"
    PORTAL = "portal"
    DATA = "data"
    CLUSTER = "cluster"
    WORKSTATIONS = "workstations"


class BastionMode(StrEnum):
    """Who runs the bastion."""

    RECORDED = "recorded"  # our hosts: every session recorded to a locked bucket
    MANAGED = "managed"  # the cloud's service; recording depends on the cloud


class Protection(StrEnum):
    """Where key material lives."""

    SOFTWARE = "software"
    HSM = "hsm"


class Size(StrEnum):
    """Compute sizes; each cloud's choices name a flavour of at least this size."""

    SMALL = "small"  # 2 vCPU, 8 GiB
    MEDIUM = "medium"  # 4 vCPU, 16 GiB
    LARGE = "large"  # 8 vCPU, 32 GiB
    XLARGE = "xlarge"  # 16 vCPU, 64 GiB


class Protocol(StrEnum):
    TCP = "tcp"
    UDP = "udp"
    ICMP = "icmp"


class ClusterKind(StrEnum):
    """What a compute cluster runs. Both become Kubernetes at a target."""

    KUBERNETES = "kubernetes"
    ANALYTICS = "analytics"  # Spark and notebooks (the legacy's Databricks)


class Right(StrEnum):
    """What a grant allows in its area, rising; the last two are the deployers' and never asked for by an intent."""

    READ = "read"
    WORK = "work"  # read and write data, use workstations
    REVIEW = "review"  # decide at the airlock
    ADMINISTER = "administer"  # change infrastructure
    LINK = "link"  # join a network to the hub's, given in the hub to the deployer of another area
    DEPLOY = "deploy"  # the layer's deployer identity
