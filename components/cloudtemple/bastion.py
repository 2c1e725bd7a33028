"""The recorded bastion: our hosts, one a zone. The cloud's own is ordered, and a gap."""

from __future__ import annotations

from functools import partial

import pulumi

from components.cloudtemple.handles import OwnLogStore
from components.cloudtemple.machine import HostSpec, at_the_edge, host
from components.cloudtemple.place import Here, around, present
from components.cloudtemple.public import bind, floating_address, static_address
from components.contract.handles import BastionHandle
from components.contract.roles.audit import AuditSinkSpec
from components.contract.roles.bastion import BastionLinks, BastionSpec
from components.documents import bastion_document, log_store_uploads
from components.hosts.log_store import StoreKey


def bastion(place: Here, spec: BastionSpec, links: BastionLinks) -> BastionHandle:
    """A host in each zone with a public address. Recordings go to the log store: no bucket is locked by code here.

    Deliberately not: the cloud's own bastion, a key that could change or read a recording.
    """
    store = present(links.audit, "the audit sink that takes the recordings")
    assert isinstance(store, OwnLogStore)
    onward = place.site.onward
    if onward is None:
        raise ValueError(f"found no key for onward sessions of `{place.name}` | the hub layer's | no bastion without")
    secrets = pulumi.Output.all(onward.private, store.writer_secret, store.authority)
    label, edge = place.label("bastion"), place.choices.edge
    for zone, address in zip(spec.zones, spec.addresses, strict=True):
        name, suffix = f"{label}-{zone}", f"-{zone}"
        filled = secrets.apply(partial(user_data, place, spec, name, store.spec, store.writer_id))
        adapters, routes = at_the_edge(place, links.segment, links.firewall, zone, address, edge.bastion(zone))
        asked = HostSpec(name, suffix, zone, spec.size, pulumi.Output.secret(filled), adapters, routes)
        machine = host(place, asked)
        static = static_address(place, suffix, name, edge.bastion(zone), machine)
        bind(place, suffix, floating_address(place, suffix, name), static)
    return BastionHandle(urn=place.urn, public_key=onward.public)


def user_data(place: Here, spec: BastionSpec, name: str, sink: AuditSinkSpec, writer_id: str, known: list[str]) -> str:
    """Pure. `known`: the onward key, the secret of the log store's writer, the certificate of its authority."""
    onward, secret, authority = known
    uploads = log_store_uploads(sink, StoreKey(writer_id, secret), authority)
    return bastion_document(spec, around(place, name), onward, uploads)
