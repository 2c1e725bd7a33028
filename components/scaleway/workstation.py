"""Research workstations."""

from __future__ import annotations

import pulumi
from pulumiverse_scaleway import block

from components import generated, own_key_store
from components.contract.flows import seat_rules
from components.contract.handles import KeyHandle, ServiceHandle
from components.contract.roles.workstation import WorkstationLinks, WorkstationSpec
from components.documents import workstation_document
from components.hosts.key_store_volume import KeyStoreVolume
from components.hosts.luks import LuksVolume
from components.scaleway.machine import HostSpec, around, data_device, host
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD
from components.scaleway.secret_store import stored


def workstation(place: Here, spec: WorkstationSpec, links: WorkstationLinks) -> ServiceHandle:
    """A host on its segment with a data volume that it encrypts itself; the passphrase is kept in the secret store, or
    the key store of the estate's own opens it.

    Deliberately not: a public address, any destination that no flow names.
    """
    if links.bastion is None:
        raise ValueError(f"found no bastion for `{place.name}` | one | sessions come from nowhere else")
    name = place.label("workstation")
    volume = block.Volume(
        f"{place.name}-data",
        name=f"{name}-data",
        size_in_gb=spec.disk_gb,
        iops=place.choices.volume_iops,
        zone=place.choices.zone(spec.zone),
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD, data=True),
    )
    parts = pulumi.Output.all(_encrypted(place, name, volume, links.key), links.bastion.public_key)
    text: pulumi.Output[str] = pulumi.Output.secret(parts.apply(lambda found: document(place, spec, name, *found)))
    asked = HostSpec(name, "", spec.zone, spec.size, text, volumes=(volume.id,))
    built = host(place, asked, links.segment, links.firewall)
    return ServiceHandle(place.urn, built.server.id, built.server.name, built.address)


def _encrypted(
    place: Here, name: str, volume: block.Volume, key: KeyHandle | None
) -> pulumi.Output[KeyStoreVolume] | pulumi.Output[LuksVolume]:
    """The data volume as the host opens it: by a key of the estate's own store, else by a passphrase of its own."""
    device, own = data_device(volume.id), place.choices.own_key_store
    if own:
        return own_key_store.encrypted_volume(place, key, name, own.machine_keys_until, device)
    passphrase = generated.password(place, "passphrase", length=64, symbols=False)
    stored(place, f"{place.name}-passphrase", f"{name}-passphrase", passphrase, key, data=True)
    return pulumi.Output.all(device, passphrase).apply(lambda found: luks(*found))


def luks(device: str, passphrase: str) -> LuksVolume:
    return LuksVolume(device=device, name="data", mount_point="/data", passphrase=passphrase)


def document(place: Here, spec: WorkstationSpec, name: str, data: LuksVolume | KeyStoreVolume, bastion_key: str) -> str:
    """Pure: the document of one seat, once its volume and keys are known."""
    rules = seat_rules(place.site.intent, place.site.area, place.name)
    return workstation_document(spec, around(place, name), bastion_key, data, rules)
