"""Logs that cannot be changed: a log store on a host of our own."""

from __future__ import annotations

from functools import partial

import pulumi

from components import generated
from components.cloudtemple.handles import OwnLogStore
from components.cloudtemple.machine import HostSpec, data_disk, host, inside
from components.cloudtemple.place import Here, around
from components.contract.roles.audit import AuditSinkLinks, AuditSinkSpec
from components.contract.words import Size
from components.documents import audit_store_document
from components.hosts import log_store
from components.hosts.data_volume import DataVolume
from components.hosts.identity import HostIdentity

_ZONE = 1
_SECRET_LENGTH = 48
_WRITER, _AUDITOR = "recorder", "auditor"


def audit_sink(place: Here, spec: AuditSinkSpec, links: AuditSinkLinks) -> OwnLogStore:
    """The host with its data disk, encrypted by the cloud; a key that may only add, a key that may only read.

    The disk opens without the key store: the sink must take what happens to it, too. Deliberately not: the delivery of
    the cloud's own trail (a gap), a second copy elsewhere (the host's backups are one).
    """
    name, choices = place.label("audit-sink"), place.choices
    signer = generated.tls_identity(
        place, "authority", common_name=f"{name} log store", until=choices.authorities_until
    )
    identity = generated.tls_identity(
        place,
        "identity",
        common_name=name,
        until=choices.machine_keys_until,
        addresses=(spec.address,),
        names=(name,),
        issuer=signer,
    )
    writer, auditor = (
        generated.password(place, f"{role}-key", length=_SECRET_LENGTH, symbols=False) for role in (_WRITER, _AUDITOR)
    )
    known = pulumi.Output.all(generated.host_identity(identity, signer), writer, auditor)
    document: pulumi.Output[str] = pulumi.Output.secret(known.apply(partial(_document, place, spec, name)))
    adapters, routes = inside(place, links.segment, links.firewall, _ZONE, spec.address)
    asked = HostSpec(name, "", _ZONE, Size.SMALL, document, adapters, routes, bears_data=True)
    data_disk(place, asked, host(place, asked), spec.disk_gb)
    return OwnLogStore(
        urn=place.urn,
        bucket=log_store.LOGS,
        workspace="",
        spec=spec,
        authority=signer.certificate,
        writer_id=_WRITER,
        writer_secret=writer,
    )


def _document(place: Here, spec: AuditSinkSpec, name: str, known: list[object]) -> str:
    identity, writer, auditor = known
    assert isinstance(identity, HostIdentity)
    return audit_store_document(
        spec,
        around(place, name),
        identity=identity,
        volume=DataVolume(device=place.choices.data_device, name="logs", mount_point=log_store.DATA),
        software=place.choices.log_store.artifact(),
        writer=log_store.StoreKey(_WRITER, str(writer)),
        auditor=log_store.StoreKey(_AUDITOR, str(auditor)),
    )
