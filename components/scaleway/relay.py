"""What a move builds at Scaleway: relay hosts. Its network and link are those of any area."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumiverse_scaleway import block

from components import generated, relays
from components.contract.handles import ServiceHandle
from components.contract.roles.relay import RELAY, Gateway, RelayLinks, RelaySpec, Tunnel
from components.contract.site import Builder
from components.scaleway.machine import HostSpec, around, data_device, host
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD


def relay(place: Here, spec: RelaySpec, links: RelayLinks) -> ServiceHandle:
    """A host with a work volume that it encrypts itself. Its document and the state have the passphrase, a secret in
    both: nothing on the volume must be read after the host is gone.
    """
    if links.bastion is None:
        raise ValueError(f"found no bastion for `{place.name}` | one | operators come from nowhere else")
    name = place.label(relays.LABEL)
    volume = block.Volume(
        f"{place.name}-data",
        name=f"{name}-data",
        size_in_gb=spec.disk_gb,
        iops=place.choices.volume_iops,
        zone=place.choices.zone(spec.zone),
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    passphrase = generated.password(place, "passphrase", length=64, symbols=False)
    parts = pulumi.Output.all(data_device(volume.id), passphrase, links.bastion.public_key)
    text: pulumi.Output[str] = pulumi.Output.secret(parts.apply(lambda found: document(place, spec, name, *found)))
    asked = HostSpec(name, "", spec.zone, spec.size, text, spec.address, volumes=(volume.id,))
    built = host(place, asked, links.segment, links.firewall)
    return ServiceHandle(place.urn, built.server.id, built.server.name, built.address)


def document(place: Here, spec: RelaySpec, name: str, device: str, passphrase: str, bastion_key: str) -> str:
    """Pure: the document of one relay, once its volume and keys are known."""
    volume = relays.luks(device, passphrase)
    return relays.document(spec, around(place, name), bastion_key, volume, relays.segment_rules(place))


GATEWAY = Gateway(
    # the cloud's own number, whatever is asked (facts/capabilities/scaleway.yaml: site-link.asn)
    asn=12876,
    # as the connections of `sitelink.py` have them
    tunnels=tuple(Tunnel(f"169.254.21.{4 * zone + 1}", f"169.254.21.{4 * zone + 2}") for zone in (1, 2, 3)),
)
BUILDERS: Mapping[str, Builder] = {RELAY: relay}
