"""What a move builds at NumSpot: relay hosts, and the gateway of the link in the move's own VPC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pulumi
import pulumi_numspot as numspot

from components import generated, relays
from components.contract.handles import NetworkHandle, ServiceHandle
from components.contract.roles.network import NetworkLinks, NetworkSpec
from components.contract.roles.relay import RELAY, Gateway, RelayLinks, RelaySpec
from components.contract.site import Builder
from components.numspot import network as own
from components.numspot.machine import DEVICE, HostSpec, around, data_volume, host
from components.numspot.place import Here, present
from components.numspot.providers import CLOUD


def network(place: Here, spec: NetworkSpec, links: NetworkLinks) -> NetworkHandle:
    """An area's VPC with a gateway for the link, to which every segment sends the other side's range.

    The hub answers the move by its bridge once that stands in `bridges` of the target's choices, as for any area.
    """
    made = own.network(place, spec, links)
    assert isinstance(made, own.OwnNetwork)
    link = numspot.VirtualGateway(
        f"{place.name}-link", connection_type="ipsec.1", vpc_id=made.id, opts=place.options(provider=CLOUD)
    )
    ways: list[numspot.RouteTableRouteArgsDict] = [
        {"destination_ip_range": cidr, "gateway_id": link.id} for cidr in place.site.intent.hub.site_link.remote_cidrs
    ]
    return replace(made, router=link.id, routes=(*made.routes, *ways))


def relay(place: Here, spec: RelaySpec, links: RelayLinks) -> ServiceHandle:
    """A host with a work volume that it encrypts itself. Its document and the state have the passphrase, a secret in
    both: nothing on the volume must be read after the host is gone.
    """
    bastion = present(links.bastion, "the bastion of a relay")
    name = place.label(relays.LABEL)
    passphrase = generated.password(place, "passphrase", length=64, symbols=False)
    known = pulumi.Output.all(bastion.public_key, passphrase)
    text = known.apply(lambda found: document(place, spec, name, *found))
    built = host(place, HostSpec(name, "", spec.size, text, spec.address), links.segment, links.firewall)
    data_volume(place, "", spec.disk_gb, built)
    return ServiceHandle(place.urn, built.id, name, built.private_ip)


def document(place: Here, spec: RelaySpec, name: str, bastion_key: str, passphrase: str) -> str:
    """Pure: the document of one relay, once its keys are known."""
    disk = relays.luks(DEVICE, passphrase)
    return relays.document(spec, around(place, name), bastion_key, disk, relays.segment_rules(place))


# facts/capabilities/numspot.yaml, `site-link`: no AES-GCM
GATEWAY = Gateway(gcm=False)
BUILDERS: Mapping[str, Builder] = {"network": network, RELAY: relay}
