"""Readers that several tables of Outscale and NumSpot share."""

from __future__ import annotations

import ipaddress
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.readers import each, keyed, look, reads
from policies.kinds.table import Inputs, Reader
from policies.kinds.values import Disk, Listener

TAGS: Final = keyed("tags")

_OWN: Final = tuple(
    ipaddress.ip_network(text)
    for text in ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "169.254.0.0/16")
)


def both(*paths: str) -> Reader:
    """What stands at each of the paths, as a tuple; UNKNOWN ones included, None for what is not set."""

    @reads(*paths)
    def read(inputs: Inputs) -> tuple[Any, ...]:
        return tuple(look(inputs, path) for path in paths)

    return read


def public_balancer(path: str) -> Reader:
    """Whether a load balancer is reached from the internet. Only the word `internal` says no: no word is the default of
    the cloud, which is not in the schema, so the worse is assumed."""

    @reads(path)
    def read(inputs: Inputs) -> Any:
        value = look(inputs, path)
        return value if value is UNKNOWN else str(value).strip().casefold() != "internal"

    return read


@reads("listeners[]")
def listeners(inputs: Inputs) -> Any:
    """The entries of a load balancer."""
    listed = look(inputs, "listeners")
    return listed if listed is UNKNOWN else tuple(_listener(item) for item in each(listed))


def _listener(item: Any) -> Listener:
    if item is UNKNOWN:
        return Listener(UNKNOWN, UNKNOWN, UNKNOWN)
    protocol = look(item, "loadBalancerProtocol")
    if protocol is UNKNOWN:
        return Listener(UNKNOWN, look(item, "loadBalancerPort"), UNKNOWN, look(item, "backendPort"))
    named = str(protocol).strip().casefold()
    return Listener(named, look(item, "loadBalancerPort"), _tls(named), look(item, "backendPort"))


def _tls(protocol: str) -> str | None:
    """Where the balancer ends TLS no argument names the lowest version, and no source at hand does: the worst."""
    if protocol in ("https", "ssl"):
        return "1.0"
    return None if protocol == "tcp" else ""


def goes_outside(destination: Any) -> bool:
    """Whether a route's destination reaches beyond private addresses. What cannot be read does."""
    try:
        found = ipaddress.ip_network(str(destination).strip(), strict=False)
    except ValueError:
        return True
    return not any(found.version == own.version and found.subnet_of(own) for own in _OWN)  # type: ignore[arg-type]


def by_gateway(gateway: Any, destination: Any) -> Any:
    """What a route with a gateway goes through, by the id of the gateway; where only the engine will know the id, a
    route beyond private addresses counts as one to the internet."""
    if gateway is UNKNOWN:
        if destination is UNKNOWN:
            return UNKNOWN
        return "internet" if goes_outside(destination) else UNKNOWN
    prefix = str(gateway).partition("-")[0].casefold()
    return {"pcx": "peering", "vgw": "vpn", "nat": "nat", "local": "local"}.get(prefix, "internet")


# No argument encrypts a disk and no source says whether the cloud does (capability `volume.encryption`, absent).
PLAIN_DISK: Final = Disk(None, False)
