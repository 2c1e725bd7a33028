"""The recorded bastion: our hosts, one a zone."""

from __future__ import annotations

from functools import partial

import pulumi

from components.contract.handles import BastionHandle
from components.contract.roles.bastion import BastionLinks, BastionSpec
from components.documents import Uploads, bastion_document
from components.ovhcloud.machine import (
    Seat,
    around,
    port,
    public_address,
    server,
)
from components.ovhcloud.place import Here, present
from components.ovhcloud.storage import MAY_ONLY_WRITE, s3_identity


def bastion(place: Here, spec: BastionSpec, links: BastionLinks) -> BastionHandle:
    """A host in each zone with a public address, and the identity by which all of them upload recordings.

    Not produced: the cloud's own bastion (there is none).
    """
    recordings = present(links.recordings, "the bucket of the recordings")
    onward = place.site.onward
    if onward is None:
        raise ValueError(f"found no key for onward sessions of `{place.name}` | the hub layer's | no bastion without")
    writer = s3_identity(place, "recorder", recordings.name, MAY_ONLY_WRITE)
    secrets = pulumi.Output.all(
        onward.private,
        writer.access_key_id,
        writer.secret_access_key,
        recordings.name,
        recordings.endpoint,
        recordings.region,
    )
    for zone, address in zip(spec.zones, spec.addresses, strict=True):
        seat = Seat(
            name=f"{place.name}-{zone}",
            label=f"{place.label('bastion')}-{zone}",
            zone=zone,
            size=spec.size,
            address=address,
            segment=links.segment,
            firewall=links.firewall,
        )
        leg = port(place, seat)
        server(place, seat, leg, secrets.apply(partial(user_data, place, spec, seat.label)))
        public_address(place, seat, leg)
    return BastionHandle(urn=place.urn, public_key=onward.public)


def user_data(place: Here, spec: BastionSpec, label: str, known: list[str]) -> str:
    """Pure. `known`: the onward key, the uploader's key id and secret, the bucket's name, endpoint and region."""
    onward, key_id, key, name, endpoint, region = known
    uploads = Uploads(endpoint, region, name, key_id, key)
    return bastion_document(spec, around(place, label), onward, uploads)
