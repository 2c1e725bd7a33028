"""Load balancers, their entries, certificates and names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.readers import all_of, at, const, joined, look, mapped, reads, unsayable
from policies.kinds.scaleway.common import LOCATION, TAGS, joint
from policies.kinds.table import Entry, Inputs, Place
from policies.kinds.values import Listener

_TLS: Final = {
    "ssl_compatibility_level_modern": "1.3",
    "ssl_compatibility_level_intermediate": "1.2",
    "ssl_compatibility_level_old": "1.0",
}
"""The levels are Mozilla's (modern: TLS 1.3 alone; intermediate: from 1.2; old: from 1.0)."""


@reads("assignFlexibleIp", "assignFlexibleIpv6", "ipId", "ipIds")
def _public(inputs: Inputs) -> Any:
    flags = (look(inputs, "assignFlexibleIp"), look(inputs, "assignFlexibleIpv6"))
    if any(look(inputs, path) not in (None, "", [], ()) for path in ("ipId", "ipIds")) or flags[1] is True:
        return True
    if UNKNOWN in flags:
        return UNKNOWN
    # an address is assigned unless it is refused
    return flags[0] is not False


@reads("sslCompatibilityLevel")
def _floor(inputs: Inputs) -> tuple[Listener, ...]:
    """What the balancer takes where it decrypts, whatever the port."""
    level = look(inputs, "sslCompatibilityLevel")
    # a level that is not set or cannot be read: the worst
    return (Listener("https", None, level if level is UNKNOWN else _TLS.get(str(level).casefold(), "1.0")),)


@reads("inboundPort", "certificateIds")
def _entry(inputs: Inputs) -> tuple[Listener, ...]:
    certificates = look(inputs, "certificateIds")
    word = UNKNOWN if certificates is UNKNOWN else "https" if certificates else "tcp"
    # what it decrypts has the floor of the balancer, what it does not stays as it came; plain is the backend's word
    return (Listener(word, look(inputs, "inboundPort"), None),)


@reads("forwardProtocol", "forwardPort", "sslBridging")
def _behind(inputs: Inputs) -> tuple[Listener, ...]:
    """The way to the servers: plain although the balancer reads it, or as it came. Its port is not open to anybody."""
    protocol, bridged, port = (look(inputs, name) for name in ("forwardProtocol", "sslBridging", "forwardPort"))
    if UNKNOWN in (protocol, bridged):
        return (Listener(protocol, None, UNKNOWN, port),)
    if str(protocol).casefold() == "http":
        return () if bridged else (Listener("http", None, "", port),)
    return (Listener("tcp", None, None, port),)


TABLE: Final[Mapping[str, Entry]] = {
    "scaleway:loadbalancers/loadBalancer:LoadBalancer": Entry(
        "net.lb",
        {"public": _public, "listeners": _floor, **unsayable("access_logs")},
        {"addresses": "ipIds[]|ipId"},
        location=LOCATION,
        tags=TAGS,
        combine={"listeners": joined, "access_logs": all_of},
    ),
    "scaleway:loadbalancers/frontend:Frontend": Entry(
        "net.lb",
        {"listeners": _entry, "access_logs": at("enableAccessLogs", False)},
        {"lb": "lbId", "certificate": "certificateIds[]"},
        place=Place.NOWHERE,
        of="lb",
    ),
    "scaleway:loadbalancers/backend:Backend": Entry(
        "net.lb", {"listeners": _behind}, {"lb": "lbId"}, place=Place.NOWHERE, of="lb"
    ),
    "scaleway:loadbalancers/ip:Ip": Entry("net.public_ip", location=LOCATION, tags=TAGS, named=""),
    "scaleway:loadbalancers/privateNetwork:PrivateNetwork": joint("of", "lbId"),
    "scaleway:loadbalancers/acl:Acl": joint("of", "frontendId"),
    "scaleway:loadbalancers/route:Route": joint("of", "frontendId"),
    "scaleway:loadbalancers/certificate:Certificate": Entry(
        "cert",
        {
            "issuer": mapped("letsencrypt", lambda _: "Let's Encrypt"),
            **unsayable("algorithm", "size"),
        },
        {"lb": "lbId"},
        place=Place.WITH,
        located_with="lb",
    ),
    "scaleway:domain/zone:Zone": Entry("dns", {"private": const(False)}, place=Place.GLOBAL, named="domain"),
    "scaleway:domain/record:Record": Entry("dns", {"private": const(False)}, place=Place.GLOBAL),
}
