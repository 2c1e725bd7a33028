"""The recorded bastion: our hosts, one a zone."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pulumi
import pulumi_outscale as outscale

from components.contract.handles import BastionHandle
from components.contract.roles.bastion import BastionLinks, BastionSpec
from components.documents import Uploads, bastion_document
from components.outscale.machine import Seat, around, host, public_address, reached_by
from components.outscale.place import Here, present
from components.outscale.providers import WRITER


def bastion(place: Here, spec: BastionSpec, links: BastionLinks) -> BastionHandle:
    """A recording host in each zone with a public address, and the key by which all of them add recordings.

    The key is one of the writers' account: no user of EIM could use object storage, and that account holds nothing.
    Deliberately not: a way out to the internet (recordings leave through the egress proxy); the cloud's own bastion.
    """
    recordings = present(links.recordings, "the bucket of the recordings")
    onward = place.site.onward
    if onward is None:
        raise ValueError(f"found no key for onward sessions of `{place.name}` | the hub layer's | no bastion without")
    key = _key(place)
    known = pulumi.Output.all(onward.private, key.access_key_id, key.secret_key, recordings.name)
    for zone, planned in zip(spec.zones, spec.addresses, strict=True):
        seat = Seat(
            name=f"{place.name}-{zone}",
            label=f"{place.label('bastion')}-{zone}",
            zone=zone,
            size=spec.size,
            segment=links.segment,
            firewall=links.firewall,
            planned=planned,
        )
        vm = host(place, seat, known.apply(partial(user_data, place, spec, seat.label)))
        reached_by(place, seat.name, vm, public_address(place, seat.name))
    return BastionHandle(place.urn, onward.public)


def _key(place: Here) -> outscale.AccessKey:
    """Of the root user of the writers' account, for that is who signs in there; it ends when the choices say."""
    return outscale.AccessKey(
        f"{place.name}-recorder",
        state="ACTIVE",
        expiration_date=f"{place.choices.machine_keys_until + timedelta(days=1)}T00:00:00.000Z",
        opts=place.options(provider=WRITER, secret_outputs=("accessKeyId", "secretKey")),
    )


def user_data(place: Here, spec: BastionSpec, label: str, known: list[str]) -> str:
    """Pure. `known`: the onward key, the uploader's key id and secret, the bucket's name."""
    onward, key_id, key, bucket = known
    choices = place.choices
    uploads = Uploads(choices.object_endpoint, choices.region, bucket, key_id, key)
    return bastion_document(spec, around(place, label), onward, uploads)
