"""Hosts, disks and clusters of Outscale.

Sources: outscale/terraform-provider-outscale 1.8.0 (schema), the capability table of Outscale, Outscale API 1.42.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.documents import password_login_at, secret_at, texts_at, time_sources_at
from policies.kinds.outscale.parts import PLAIN_DISK, TAGS
from policies.kinds.readers import NOT_SAYABLE, at, const, each, first, look, reads, same, texts
from policies.kinds.table import Entry, Inputs, Place
from policies.kinds.values import Disk

_DOCUMENT: Final = "userData"


@reads("subnetId", "nics[].subnetId", "primaryNics[].subnetId", "nics[].linkPublicIps", "primaryNics[].linkPublicIps")
def _public_ip(inputs: Inputs) -> Any:
    """A host in no Net stands in the public cloud, where every host has a public address."""
    cards = [*each(look(inputs, "nics")), *each(look(inputs, "primaryNics"))]
    if any(look(card, "linkPublicIps") for card in cards if card is not UNKNOWN):
        return True
    where = [look(inputs, "subnetId"), *(look(card, "subnetId") if card is not UNKNOWN else card for card in cards)]
    return all(item in (None, "") for item in where)


@reads("getAdminPassword", _DOCUMENT)
def _password_login(inputs: Inputs) -> Any:
    # Windows: the provider asks for the administrator's password, so there is one
    if look(inputs, "getAdminPassword") is True:
        return True
    return password_login_at(_DOCUMENT, base64=True)(inputs)


@reads("blockDeviceMappings[]")
def _disks(inputs: Inputs) -> tuple[Disk, ...]:
    """A disk for each mapping that makes one, and the image's where none does."""
    mappings = list(each(look(inputs, "blockDeviceMappings")))
    return (PLAIN_DISK,) * max(1, sum(item is UNKNOWN or look(item, "noDevice") is None for item in mappings))


TABLE: Final[Mapping[str, Entry]] = {
    "outscale:index/vm:Vm": Entry(
        "compute.vm",
        {
            "public_ip": _public_ip,
            "password_login": _password_login,
            "image": at("imageId"),
            "texts": texts_at(_DOCUMENT, base64=True),
            "secret_texts": secret_at(_DOCUMENT),
            "disks": _disks,
            "deletion_protection": at("deletionProtection", False),
            "time_sources": time_sources_at(_DOCUMENT, base64=True),
            "forwards": same("isSourceDestChecked", False, default=False),
            "backed_up": NOT_SAYABLE,
        },
        {
            "groups": "securityGroupIds[]|securityGroupNames[]"
            "|primaryNics[].securityGroupIds[]|nics[].securityGroupIds[]",
            "subnets": "subnetId|primaryNics[].subnetId|nics[].subnetId",
            "ports": "primaryNics[].nicId|nics[].nicId",
        },
        location=at("placementSubregionName"),
        located_with="subnets",
        tags=TAGS,
        named="",
    ),
    "outscale:index/image:Image": Entry(
        "compute.image",
        {"source": first(at("fileLocation"), at("sourceImageId"), at("vmId"))},
        {},
        tags=TAGS,
        named="",
    ),
    "outscale:index/flexibleGpu:FlexibleGpu": Entry("setting", {}, {}, location=at("subregionName"), named=""),
    "outscale:index/flexibleGpuLink:FlexibleGpuLink": Entry(
        "setting", {}, {"of": "vmId"}, place=Place.NOWHERE, named=""
    ),
    "outscale:index/volume:Volume": Entry(
        "store.block",
        {
            # no argument, and whether the cloud does it by itself is not documented (capability `volume.encryption`)
            "encrypted": NOT_SAYABLE,
            # no argument takes a key (capability `volume.customer-key`)
            "customer_key": const(False),
            # what can be given to others is a snapshot
            "public": const(False),
            "size_gb": at("size"),
        },
        {},
        location=at("subregionName"),
        tags=TAGS,
        named="",
    ),
    "outscale:index/volumeLink:VolumeLink": Entry(
        "store.block", {}, {"volume": "volumeId", "host": "vmId"}, place=Place.NOWHERE, named="", of="volume"
    ),
    "outscale:index/snapshot:Snapshot": Entry(
        "store.block",
        {
            "encrypted": NOT_SAYABLE,
            "customer_key": const(False),
            # opened to others by snapshot_attributes only, which is refused
            "public": const(False),
            "size_gb": NOT_SAYABLE,
        },
        {},
        tags=TAGS,
        named="",
    ),
    "outscale:index/oksProject:OksProject": Entry(
        # a container of clusters with a network of its own; no option for health data in the schema
        "project",
        {"hds": NOT_SAYABLE},
        {},
        location=at("region"),
        tags=at("tags"),
    ),
    "outscale:index/oksCluster:OksCluster": Entry(
        "compute.k8s",
        {
            # the control plane answers on the internet to the list of ranges; no argument closes it
            "api_public": const(True),
            # required; whether an empty list lets nobody or everybody in is not known: everybody is the worse
            "api_allowed": first(texts("adminWhitelists"), const(())),
            "local_accounts": NOT_SAYABLE,
            "node_public_ip": NOT_SAYABLE,
            "audit_logs": NOT_SAYABLE,
            "tls_min": NOT_SAYABLE,
            "encrypted": NOT_SAYABLE,
            "customer_key": const(False),
        },
        {"project": "projectId"},
        located_with="project",
        tags=at("tags"),
    ),
}
