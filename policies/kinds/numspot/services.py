"""Hosts, disks, buckets and managed services of NumSpot.

Sources: numspot/terraform-provider-numspot 1.7.3 (schema), the capability table of NumSpot.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from policies.kinds.aws import COMBINE
from policies.kinds.documents import password_login_at, secret_at, texts_at, time_sources_at
from policies.kinds.outscale import pem
from policies.kinds.outscale.parts import PLAIN_DISK, TAGS
from policies.kinds.readers import NOT_SAYABLE, at, const, first, inverse, mapped, same, unsayable
from policies.kinds.table import Entry, Place

_DOCUMENT: Final = "userData"


def _has_replica(count: Any) -> bool:
    return isinstance(count, int | float) and count > 0


TABLE: Final[Mapping[str, Entry]] = {
    "numspot:index/vm:Vm": Entry(
        "compute.vm",
        {
            # given by a class of its own (public_ip); the subnet is required
            "public_ip": const(False),
            "password_login": password_login_at(_DOCUMENT, base64=True),
            "image": at("imageId"),
            "texts": texts_at(_DOCUMENT, base64=True),
            "secret_texts": secret_at(_DOCUMENT),
            # no argument makes or changes a disk: it has its image's
            "disks": const((PLAIN_DISK,)),
            "deletion_protection": at("deletionProtection", False),
            "time_sources": time_sources_at(_DOCUMENT, base64=True),
            **unsayable("backed_up", "forwards"),
        },
        {"groups": "securityGroupIds[]|securityGroups[]", "subnets": "subnetId"},
        location=at("placement.availabilityZoneName"),
        located_with="subnets",
        tags=TAGS,
        named="",
    ),
    "numspot:index/image:Image": Entry(
        "compute.image", {"source": first(at("sourceImageId"), at("vmId"))}, {}, tags=TAGS
    ),
    "numspot:index/flexibleGpu:FlexibleGpu": Entry(
        "setting", {}, {"of": "vmId"}, location=at("availabilityZoneName"), named=""
    ),
    "numspot:index/volume:Volume": Entry(
        "store.block",
        {
            # no argument, and whether the cloud does it by itself is not documented (capability `volume.encryption`)
            "encrypted": NOT_SAYABLE,
            # no argument takes a key (capability `volume.customer-key`)
            "customer_key": const(False),
            # the class has no argument that opens it
            "public": const(False),
            # the provider's default
            "size_gb": at("size", 10),
        },
        {"host": "linkVm.vmId"},
        location=at("availabilityZoneName"),
        tags=TAGS,
        named="",
    ),
    "numspot:index/snapshot:Snapshot": Entry(
        "store.block",
        {
            "encrypted": NOT_SAYABLE,
            "customer_key": const(False),
            # `access` is an output: nothing here opens it
            "public": const(False),
            "size_gb": NOT_SAYABLE,
        },
        {},
        tags=TAGS,
        named="",
    ),
    "numspot:index/bucket:Bucket": Entry(
        # private, and with nothing but a name (capability `bucket`); what S3 adds stands in facets of `aws`
        "store.object",
        {
            "encrypted": NOT_SAYABLE,
            "customer_key": NOT_SAYABLE,
            "public": const(False),
            # object storage answers on the internet (capability `bucket.private-endpoint`)
            "private_only": const(False),
            "versioned": NOT_SAYABLE,
            # no lock among the documented calls (capability `bucket.lock`)
            "locked_days": NOT_SAYABLE,
            "tls_min": NOT_SAYABLE,
            # no replication among the documented calls (capability `bucket.replica`)
            "replica": NOT_SAYABLE,
            "geo_redundant": const(False),
            "force_destroy": const(False),
            "shared_key": NOT_SAYABLE,
            "access_logs": const(False),
            "policies": const(()),
        },
        {},
        combine=COMBINE,
    ),
    "numspot:index/postgresCluster:PostgresCluster": Entry(
        "db",
        {
            # "encrypted and secured by default" (vendor documentation, PostgreSQL)
            "encrypted": const(True),
            "customer_key": const(False),
            "public": inverse(same("visibility", "INTERNAL", default=False)),
            # no argument restricts who may connect (capability `database`)
            "allowed": NOT_SAYABLE,
            # TLS is mandatory (vendor documentation), its version is not said
            "tls_min": NOT_SAYABLE,
            # backups exist in the API, no argument plans them
            "backup_days": NOT_SAYABLE,
            "backup_hours": NOT_SAYABLE,
            "backup_location": NOT_SAYABLE,
            "geo_redundant": NOT_SAYABLE,
            "highly_available": mapped("replicaCount", _has_replica, False),
            "deletion_protection": NOT_SAYABLE,
            # by support only (vendor documentation)
            "audit_logs": const(False),
            "plan": NOT_SAYABLE,
        },
        {},
    ),
    "numspot:index/kubernetesCluster:KubernetesCluster": Entry(
        "compute.k8s",
        {
            "api_public": inverse(same("visibility", "INTERNAL", default=False)),
            "api_allowed": NOT_SAYABLE,
            "local_accounts": NOT_SAYABLE,
            # nodes stand on a network of the vendor's; their way to the internet is not documented
            "node_public_ip": NOT_SAYABLE,
            "audit_logs": NOT_SAYABLE,
            "tls_min": NOT_SAYABLE,
            "encrypted": NOT_SAYABLE,
            "customer_key": const(False),
        },
        {},
    ),
    "numspot:index/kubernetesNodepool:KubernetesNodepool": Entry(
        "setting", {}, {"of": "clusterId"}, location=at("availabilityZone"), located_with="of"
    ),
    "numspot:index/serverCertificate:ServerCertificate": Entry(
        "cert",
        {"issuer": pem.issuer("body"), "algorithm": pem.algorithm("body"), "size": pem.size("body")},
        place=Place.PROVIDER,
    ),
}
