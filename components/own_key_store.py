"""A key store on three hosts of our own: what is the same at every cloud that sells none.

A cloud's builder brings its machines and volumes; here are the authority that signs for the hosts, their documents, and
what the area's other roles are given to use the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pulumi

from components import generated
from components.contract.handles import KeyHandle, KeyStoreHandle
from components.contract.own_flows import KEY_STORE_PORT
from components.contract.roles.keys import KeyStoreLinks, KeyStoreSpec
from components.contract.site import Place
from components.documents import Surroundings, key_store_document
from components.hosts import key_store
from components.hosts.artifact import Artifact
from components.hosts.data_volume import DataVolume
from components.hosts.identity import HostIdentity
from components.hosts.key_store_volume import KeyStoreVolume


@dataclass(frozen=True, kw_only=True)
class OwnStore(KeyStoreHandle):
    """A key store of our own, for the roles of its layer: who signs for its clients and where it answers."""

    issuer: generated.TlsIdentity
    addresses: tuple[str, ...]

    def exported(self) -> dict[str, object]:
        """Without what signs: no other layer gets an identity from here."""
        return {name: value for name, value in super().exported().items() if name not in ("issuer", "addresses")}


@dataclass(frozen=True, kw_only=True)
class OwnKey(KeyHandle):
    """A transit key and the store that holds it."""

    keeper: OwnStore


def issuer(place: Place[Any], until: date) -> generated.TlsIdentity:
    """The authority of one store: it signs for the store's hosts and for those that ask it for keys."""
    return generated.tls_identity(place, "authority", common_name=f"{place.label('key-store')} key store", until=until)


@dataclass(frozen=True)
class Making:
    """What goes into a host of a store. `device`: where it finds its volume."""

    signer: generated.TlsIdentity
    until: date
    software: Artifact
    device: pulumi.Input[str]


def node(
    place: Place[Any], spec: KeyStoreSpec, links: KeyStoreLinks, number: int, around: Surroundings, making: Making
) -> pulumi.Output[str]:
    """The document of host `number` (from 0), a secret.

    Its volume is a plain one: OpenBao encrypts every entry before it writes it, and no key could open the disk of the
    store itself after a restart without lying beside it.
    """
    identity = generated.tls_identity(
        place,
        f"identity-{number}",
        common_name=around.host_name,
        until=making.until,
        addresses=(spec.addresses[number], "127.0.0.1"),
        names=(around.host_name,),
        unit=key_store.UNIT,
        issuer=making.signer,
    )
    known = pulumi.Output.all(
        generated.host_identity(identity, making.signer),
        _bastion_key(place, links),
        links.hub.authority if links.hub else "",
        making.device,
    )
    area = place.site.area.name
    text = known.apply(lambda found: document(spec, around, number, area, making, Known(*found)))
    hidden: pulumi.Output[str] = pulumi.Output.secret(text)
    return hidden


@dataclass(frozen=True)
class Known:
    """What of a store's host is known only after apply. `hub_authority`: "" in the hub."""

    identity: HostIdentity
    bastion_key: str
    hub_authority: str
    device: str


def document(spec: KeyStoreSpec, around: Surroundings, number: int, area: str, making: Making, known: Known) -> str:
    """Pure: the document of one host."""
    unsealer = key_store.Unsealer(spec.unsealed_by, known.hub_authority) if spec.unsealed_by else None
    return key_store_document(
        spec,
        around,
        number,
        area=area,
        identity=known.identity,
        bastion_key=known.bastion_key,
        volume=DataVolume(device=known.device, name="keys", mount_point=key_store.DATA),
        software=making.software,
        unsealer=unsealer,
    )


def _bastion_key(place: Place[Any], links: KeyStoreLinks) -> pulumi.Input[str]:
    if links.bastion is not None:
        return links.bastion.public_key
    if place.site.onward is None:
        raise ValueError(
            f"found no bastion for the key store `{place.name}` | the recorded one | nobody could unseal it"
        )
    return place.site.onward.public


def handle(
    place: Place[Any],
    spec: KeyStoreSpec,
    signer: generated.TlsIdentity,
    region: str,
    nodes: Sequence[pulumi.Output[str]],
) -> OwnStore:
    """`nodes`: the ids of the hosts; the first one's stands for the store."""
    return OwnStore(
        urn=place.urn,
        id=nodes[0],
        name=place.label("key-store"),
        region=region,
        uri=f"https://{spec.addresses[0]}:{KEY_STORE_PORT}",
        authority=signer.certificate,
        issuer=signer,
        addresses=spec.addresses,
    )


def key(place: Place[Any], store: KeyStoreHandle | None) -> OwnKey:
    """A key that its store's hosts make as soon as they are unsealed, for the area declares it. No resource of its own.

    Deliberately not: key material in the program or the state.
    """
    if not isinstance(store, OwnStore):
        raise ValueError(f"found no key store of our own for the key `{place.name}` | the area's | a key lives in one")
    area = place.site.area.name
    name = place.name.removeprefix(f"{area}-")
    reference = key_store.reference(area, name)
    return OwnKey(
        urn=place.urn,
        id=reference,
        name=key_store.transit_key(area, name),
        store=store.id,
        region=store.region,
        reference=reference,
        keeper=store,
    )


def encrypted_volume(
    place: Place[Any], held_by: KeyHandle | None, host_name: str, until: date, device: pulumi.Input[str]
) -> pulumi.Output[KeyStoreVolume]:
    """The data volume of a host, opened by a key of the area's store at every start and by nothing else. A secret."""
    if not isinstance(held_by, OwnKey):
        raise ValueError(f"found no key for the disk of `{place.name}` | one of the area's key store | no plain disk")
    keeper, name = held_by.keeper, str(held_by.name)
    identity = generated.tls_identity(
        place, "identity", common_name=host_name, until=until, unit=name, issuer=keeper.issuer
    )
    known = pulumi.Output.all(generated.host_identity(identity, keeper.issuer), device)
    made: pulumi.Output[KeyStoreVolume] = pulumi.Output.secret(
        known.apply(lambda found: _volume(name, keeper.addresses, *found))
    )
    return made


def _volume(name: str, addresses: tuple[str, ...], identity: HostIdentity, device: str) -> KeyStoreVolume:
    return KeyStoreVolume(
        device=device, name="data", mount_point="/data", key=name, addresses=addresses, identity=identity
    )


def for_cloud(key: KeyHandle | None) -> KeyHandle | None:
    """The key that a service of the cloud may be given: never one of our own, which no cloud knows."""
    return None if isinstance(key, OwnKey) else key


def moved(spec: KeyStoreSpec, addresses: tuple[str, ...], unsealed_by: tuple[str, ...]) -> KeyStoreSpec:
    """The spec with the addresses that its hosts have at a cloud where a zone is a network of its own."""
    return replace(spec, addresses=addresses, unsealed_by=unsealed_by)
