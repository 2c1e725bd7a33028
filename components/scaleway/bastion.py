"""The recorded bastion. The cloud's own one is a gap: it records nothing and is open to all while it is created."""

from __future__ import annotations

import pulumi
from pulumiverse_scaleway import instance

from components.contract.handles import BastionHandle, BucketHandle
from components.contract.roles.bastion import BastionLinks, BastionSpec
from components.documents import Uploads, bastion_document
from components.scaleway.bucket_policy import machines_only
from components.scaleway.machine import HostSpec, around, host
from components.scaleway.machine_identity import Writer, writer
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD


def bastion(place: Here, spec: BastionSpec, links: BastionLinks) -> BastionHandle:
    """A recording host in each listed zone, with the key of its onward sessions and the writer of its recordings.

    The way in is a public address on each host, not a forwarded port of the public gateway: the gateway forwards from
    any source and has no list, while the host's security group drops all but the allowed ranges before the host.
    Deliberately not: a way out to the internet; recordings leave through the egress proxy.
    """
    if links.recordings is None:
        raise ValueError(f"found no bucket for the recordings of `{place.name}` | a locked bucket | no bastion without")
    onward = place.site.onward
    if onward is None:
        raise ValueError(f"found no key for onward sessions of `{place.name}` | the hub layer's | no bastion without")
    label = place.label("bastion")
    identity = writer(place, f"{label}-recordings", "adds recordings of sessions to their bucket")
    machines_only(place, links.recordings, identity.principal)
    for zone, address in zip(spec.zones, spec.addresses, strict=True):
        name = f"{label}-{zone}"
        document = _document(place, spec, name, onward.private, identity, links.recordings)
        asked = HostSpec(name, f"-{zone}", zone, spec.size, document, address, (_public_address(place, zone).id,))
        host(place, asked, links.segment, links.firewall)
    return BastionHandle(place.urn, onward.public)


def _public_address(place: Here, zone: int) -> instance.Ip:
    return instance.Ip(
        f"{place.name}-{zone}",
        type="routed_ipv4",
        zone=place.choices.zone(zone),
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )


def _document(
    place: Here,
    spec: BastionSpec,
    name: str,
    private_key: pulumi.Output[str],
    identity: Writer,
    bucket: BucketHandle,
) -> pulumi.Output[str]:
    """Known only with the keys, so checked by the host's arguments at `pulumi up`; a secret as a whole."""
    parts = pulumi.Output.all(private_key, identity.access_key, identity.secret_key, bucket.name)
    return pulumi.Output.secret(parts.apply(lambda found: document(place, spec, name, *found)))


def document(
    place: Here, spec: BastionSpec, name: str, onward_key: str, access_key: str, secret_key: str, bucket: str
) -> str:
    """Pure: the document of one host, once its keys are known."""
    choices = place.choices
    uploads = Uploads(choices.object_endpoint, choices.region, bucket, access_key, secret_key)
    return bastion_document(spec, around(place, name), onward_key, uploads)
