"""Research workstations."""

from __future__ import annotations

import pulumi
from pulumiverse_scaleway import block

from components import generated
from components.contract.flows import seat_rules
from components.contract.handles import ServiceHandle
from components.contract.roles.workstation import WorkstationLinks, WorkstationSpec
from components.documents import workstation_document
from components.hosts.luks import LuksVolume
from components.scaleway.machine import HostSpec, around, host
from components.scaleway.place import Here, bare, project_id
from components.scaleway.providers import CLOUD
from components.scaleway.secret_store import stored


def workstation(place: Here, spec: WorkstationSpec, links: WorkstationLinks) -> ServiceHandle:
    """A host on its segment with a data volume that it encrypts itself; the passphrase is kept in the secret store.

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
    passphrase = generated.password(place, "passphrase", length=64, symbols=False)
    stored(place, f"{place.name}-passphrase", f"{name}-passphrase", passphrase, links.key)
    parts = pulumi.Output.all(bare(volume.id), passphrase, links.bastion.public_key)
    text: pulumi.Output[str] = pulumi.Output.secret(parts.apply(lambda found: document(place, spec, name, *found)))
    asked = HostSpec(name, "", spec.zone, spec.size, text, volumes=(volume.id,))
    built = host(place, asked, links.segment, links.firewall)
    return ServiceHandle(place.urn, built.server.id, built.server.name, built.address)


def document(place: Here, spec: WorkstationSpec, name: str, volume: str, passphrase: str, bastion_key: str) -> str:
    """Pure: the document of one seat, once its volume and keys are known."""
    data = LuksVolume(
        # the name by which the system finds the volume, whatever the order of attachment
        device=f"/dev/disk/by-id/scsi-0SCW_sbs_volume-{volume}",
        name="data",
        mount_point="/data",
        passphrase=passphrase,
    )
    rules = seat_rules(place.site.intent, place.site.area, place.name)
    return workstation_document(spec, around(place, name), bastion_key, data, rules)
