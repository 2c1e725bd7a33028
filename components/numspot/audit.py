"""Logs and recordings that cannot be changed, on a host of our own: the cloud's buckets know no lock."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pulumi

from components import generated, own_key_store
from components.contract.handles import AuditHandle, Text
from components.contract.roles.audit import AuditSinkLinks, AuditSinkSpec
from components.documents import audit_store_document
from components.hosts import log_store
from components.hosts.identity import HostIdentity
from components.hosts.key_store_volume import KeyStoreVolume
from components.hosts.log_store import StoreKey
from components.numspot.machine import DEVICE, HostSpec, around, data_volume, host
from components.numspot.place import Here

WRITER, AUDITOR = "writer", "auditor"
"""Ids of the store's two keys."""
_KEY_LENGTH = 48


@dataclass(frozen=True)
class OwnSink(AuditHandle):
    """A log store of our own, for what writes to it from the same layer. `spec` is the sink's own."""

    spec: AuditSinkSpec
    authority: Text
    writer: Text

    def exported(self) -> dict[str, object]:
        """Without the key that writes: other layers do not write recordings."""
        inner = ("spec", "authority", "writer")
        return {name: value for name, value in super().exported().items() if name not in inner}


def audit_sink(place: Here, spec: AuditSinkSpec, links: AuditSinkLinks) -> AuditHandle:
    """A host whose store takes objects over TLS, locks each for the whole retention, and lets nobody delete or shorten:
    two keys, one that may only add and one that may only read. Its volume is encrypted under the hub's own key.

    Deliberately not: a shell on the host, a second copy, a store that outlives the loss of its zone.
    """
    name = place.label("audit-sink")
    choices = place.choices
    issuer = generated.tls_identity(
        place, "sink-authority", common_name=f"{name} log store", until=choices.authorities_until
    )
    served = generated.tls_identity(
        place,
        "sink-identity",
        common_name=name,
        until=choices.machine_keys_until,
        addresses=(spec.address,),
        names=(name,),
        issuer=issuer,
    )
    writer, auditor = (
        generated.password(place, f"{who}-key", length=_KEY_LENGTH, symbols=False) for who in (WRITER, AUDITOR)
    )
    volume = own_key_store.encrypted_volume(place, links.key, name, choices.machine_keys_until, DEVICE)
    known = pulumi.Output.all(generated.host_identity(served, issuer), volume, writer, auditor)
    text = known.apply(lambda found: document(place, spec, name, *found))
    asked = HostSpec(name, "", place.site.intent.hub.key_store.size, text, spec.address)
    built = host(place, asked, links.segment, links.firewall)
    data_volume(place, "", spec.disk_gb, built)
    return OwnSink(
        urn=place.urn,
        bucket=log_store.LOGS,
        workspace="",
        spec=spec,
        authority=issuer.certificate,
        writer=writer,
    )


def document(
    place: Here,
    spec: AuditSinkSpec,
    name: str,
    identity: HostIdentity,
    volume: KeyStoreVolume,
    writer: str,
    auditor: str,
) -> str:
    """Pure: the document of the host, once its identity, its volume and its keys are known."""
    return audit_store_document(
        spec,
        around(place, name),
        identity=identity,
        volume=replace(volume, name="logs", mount_point=log_store.DATA),
        software=place.choices.log_store.artifact(),
        writer=StoreKey(WRITER, writer),
        auditor=StoreKey(AUDITOR, auditor),
    )
