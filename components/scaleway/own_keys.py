"""Key stores of the estate's own, where it does not want the cloud's key service."""

from __future__ import annotations

import pulumi
from pulumiverse_scaleway import block

from components import own_key_store
from components.contract.roles.keys import KeyStoreLinks, KeyStoreSpec
from components.own_key_store import Making, OwnStore
from components.scaleway.machine import HostSpec, around, data_device, host
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD
from components.software import OwnKeyStore

_DISK_GB = 20


def key_store(place: Here, spec: KeyStoreSpec, links: KeyStoreLinks, own: OwnKeyStore) -> OwnStore:
    """Three hosts with a protected volume each, and the authority that signs for them and for those that ask them.

    Deliberately not: a public address, keys before the custodians unseal it, encryption of its volumes by the cloud.
    """
    signer = own_key_store.issuer(place, own.authorities_until)
    ids: list[pulumi.Output[str]] = []
    for number, (zone, address) in enumerate(zip(spec.zones, spec.addresses, strict=True)):
        suffix = f"-keys-{number + 1}"
        name = f"{place.label('key-store')}{suffix}"
        disk = _disk(place, suffix, name, zone)
        making = Making(signer, own.machine_keys_until, own.software.artifact(), data_device(disk.id))
        document = own_key_store.node(place, spec, links, number, around(place, name), making)
        asked = HostSpec(name, suffix, zone, spec.size, document, address, volumes=(disk.id,))
        ids.append(host(place, asked, links.segment, links.firewall).server.id)
    return own_key_store.handle(place, spec, signer, place.choices.region, ids)


def _disk(place: Here, suffix: str, name: str, zone: int) -> block.Volume:
    return block.Volume(
        f"{place.name}{suffix}",
        name=name,
        size_in_gb=_DISK_GB,
        iops=place.choices.volume_iops,
        zone=place.choices.zone(zone),
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD, data=True),
    )
