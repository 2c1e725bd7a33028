"""Hosts, what is attached to them, and images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.documents import password_login_at, secret_at, texts_at, time_sources_at
from policies.kinds.openstack.common import LOCATION, METADATA, REGION, TAGS, joint
from policies.kinds.openstack.storage import encrypted
from policies.kinds.readers import at, each, first, look, mapped, reads, stands, unsayable
from policies.kinds.table import Entry, Inputs, Place
from policies.kinds.values import Disk

_TEXTS: Final = ("userData", "personalities")
# the name of the public network of OVHcloud, in every region
_PUBLIC_NETWORK: Final = "ext-net"


@reads("networks", "networkMode")
def _public_ip(inputs: Inputs) -> Any:
    networks = look(inputs, "networks")
    mode = look(inputs, "networkMode")
    if UNKNOWN in (networks, mode):
        return UNKNOWN
    if not networks:
        # without a network the platform chooses one, and the public one is among them
        return mode is None or str(mode).casefold() != "none"
    answers = [_is_public(item) for item in each(networks)]
    return True if True in answers else UNKNOWN if UNKNOWN in answers else False


def _is_public(network: Any) -> Any:
    if network is UNKNOWN or stands(look(network, "port")):
        # a port says of itself where it stands, and a public address of it is a resource of its own
        return UNKNOWN if network is UNKNOWN else False
    name = look(network, "name")
    if isinstance(name, str):
        return name.strip().casefold().startswith(_PUBLIC_NETWORK)
    # a network that the plan makes is known later; one whose id is known can be the public one
    return UNKNOWN if UNKNOWN in (name, look(network, "uuid")) else True


@reads("adminPass", "userData", "personalities")
def _password_login(inputs: Inputs) -> Any:
    return True if look(inputs, "adminPass") is not None else password_login_at(*_TEXTS)(inputs)


@reads("blockDevices[].sourceType", "blockDevices[].destinationType", "blockDevices[].volumeType")
def _disks(inputs: Inputs) -> Any:
    devices = look(inputs, "blockDevices")
    if devices is UNKNOWN:
        return UNKNOWN
    # without a block device the host runs on a local disk of its hypervisor, which nobody says is encrypted
    return tuple(_disks_of(each(devices))) if devices else (Disk(False, None),)


def _disks_of(devices: Any) -> Iterator[Disk]:
    for device in devices:
        if device is UNKNOWN:
            yield Disk(UNKNOWN, UNKNOWN)
        elif look(device, "sourceType") != "volume":
            # one made from a volume is that volume's matter
            local = look(device, "destinationType") != "volume"
            yield Disk(False if local else encrypted(look(device, "volumeType")), None)


def _first(found: Any) -> Any:
    return found[0] if found else None


TABLE: Final[Mapping[str, Entry]] = {
    "openstack:compute/instance:Instance": Entry(
        "compute.vm",
        {
            "public_ip": _public_ip,
            "password_login": _password_login,
            "image": first(at("imageId"), at("imageName"), mapped("blockDevices[].uuid", _first)),
            "texts": texts_at(*_TEXTS),
            "secret_texts": secret_at(*_TEXTS),
            "disks": _disks,
            "time_sources": time_sources_at(*_TEXTS),
            **unsayable("deletion_protection", "backed_up", "forwards"),
        },
        {
            "groups": "securityGroups[]",
            "subnets": "networks[].uuid",
            "ports": "networks[].port",
            "volumes": "blockDevices[].uuid",
        },
        location=LOCATION,
        tags=METADATA,
    ),
    "openstack:compute/volumeAttach:VolumeAttach": Entry(
        "store.block", {}, {"volume": "volumeId", "host": "instanceId"}, place=Place.NOWHERE, named="", of="volume"
    ),
    "openstack:compute/serverGroup:ServerGroup": Entry("setting", place=Place.NOWHERE),
    "openstack:images/image:Image": Entry(
        "compute.image", {"source": first(at("imageSourceUrl"), at("localFilePath"))}, location=REGION, tags=TAGS
    ),
    "openstack:blockstorage/volumeAttach:VolumeAttach": joint("of", "volumeId"),
}
