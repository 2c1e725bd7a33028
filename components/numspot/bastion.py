"""The recorded bastion. The cloud offers none of its own."""

from __future__ import annotations

from functools import partial

import pulumi

from components.contract.handles import BastionHandle
from components.contract.roles.audit import AuditSinkSpec
from components.contract.roles.bastion import BastionLinks, BastionSpec
from components.documents import bastion_document, log_store_uploads
from components.hosts.log_store import StoreKey
from components.numspot.audit import WRITER, OwnSink
from components.numspot.machine import HostSpec, around, host, public_address
from components.numspot.place import Here


def bastion(place: Here, spec: BastionSpec, links: BastionLinks) -> BastionHandle:
    """A recording host for each listed zone, with a public address of its own and the key of its onward sessions.

    Recordings go to the audit sink, with a key that may only add there: the cloud's buckets know no lock.
    Deliberately not: a way to the internet.
    """
    onward, sink = place.site.onward, links.audit
    if onward is None:
        raise ValueError(f"found no key for onward sessions of `{place.name}` | the hub layer's | no bastion without")
    if not isinstance(sink, OwnSink):
        raise ValueError(f"found no audit sink for the recordings of `{place.name}` | the hub's | no bastion without")
    known = pulumi.Output.all(onward.private, sink.writer, sink.authority)
    for zone, address in zip(spec.zones, spec.addresses, strict=True):
        name = f"{place.label('bastion')}-{zone}"
        text = known.apply(partial(_document, place, spec, sink.spec, name))
        asked = HostSpec(name, f"-{zone}", spec.size, text, address)
        public_address(place, f"-{zone}", host(place, asked, links.segment, links.firewall))
    return BastionHandle(place.urn, onward.public)


def _document(place: Here, spec: BastionSpec, sink: AuditSinkSpec, name: str, known: list[str]) -> str:
    return document(place, spec, sink, name, *known)


def document(
    place: Here, spec: BastionSpec, sink: AuditSinkSpec, name: str, onward_key: str, writer: str, authority: str
) -> str:
    """Pure: the document of one host, once its keys are known."""
    uploads = log_store_uploads(sink, StoreKey(WRITER, writer), authority)
    return bastion_document(spec, around(place, name), onward_key, uploads)
