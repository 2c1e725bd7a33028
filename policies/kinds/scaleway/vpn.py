"""Site-to-site VPN."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.readers import NOT_SAYABLE, at, const, each, first, look, reads
from policies.kinds.scaleway.common import LOCATION, TAGS
from policies.kinds.table import Entry, Inputs
from policies.kinds.values import Tunnel

_WORDS: Final = {
    "aes128gcm": "aes128-gcm",
    "aes192gcm": "aes192-gcm",
    "aes256gcm": "aes256-gcm",
    "aes128ccm": "aes128-ccm",
    "aes256ccm": "aes256-ccm",
    "chacha20poly1305": "chacha20-poly1305",
    "modp2048": "dh14",
    "modp3072": "dh15",
    "modp4096": "dh16",
    "ecp256": "dh19",
    "ecp384": "dh20",
    "ecp521": "dh21",
    "curve25519": "dh31",
}
"""Words of the provider -> ours. Groups by their number in the IANA registry of IKEv2."""


@reads("ikev2Ciphers", "espCiphers")
def _tunnels(inputs: Inputs) -> tuple[Tunnel, ...]:
    # the service speaks IKEv2 only, which the name of the input says
    phases = [look(inputs, "ikev2Ciphers"), look(inputs, "espCiphers")]
    found = [_words(phases, name) for name in ("encryption", "integrity", "dhGroup")]
    # where one of the two phases is not set, the cloud chooses and does not say what
    chosen = any(phase is not UNKNOWN and not phase for phase in phases)
    return (Tunnel(2, *(None if chosen else value for value in found)),)


def _words(phases: Iterable[Any], name: str) -> Any:
    values = [
        UNKNOWN if proposal is UNKNOWN else look(proposal, name)
        for phase in phases
        for proposal in (each(phase) if phase is not UNKNOWN else (UNKNOWN,))
    ]
    if UNKNOWN in values:
        return UNKNOWN
    return tuple(dict.fromkeys(_word(value) for value in values if value is not None))


def _word(value: Any) -> str:
    text = str(value).casefold().replace("-", "").replace("_", "")
    return _WORDS.get(text, text)


TABLE: Final[Mapping[str, Entry]] = {
    "scaleway:s2svpn/gateway:Gateway": Entry(
        "net.vpn", {"tunnels": const(()), "peer": NOT_SAYABLE}, location=LOCATION, tags=TAGS
    ),
    "scaleway:s2svpn/customerGateway:CustomerGateway": Entry(
        "net.vpn",
        {"tunnels": const(()), "peer": first(at("ipv4Public"), at("ipv6Public"))},
        location=LOCATION,
        tags=TAGS,
    ),
    "scaleway:s2svpn/connection:Connection": Entry(
        "net.vpn",
        {"tunnels": _tunnels, "peer": NOT_SAYABLE},
        {"gateway": "vpnGatewayId|customerGatewayId"},
        location=LOCATION,
        tags=TAGS,
    ),
    "scaleway:s2svpn/routingPolicy:RoutingPolicy": Entry("setting", location=LOCATION, tags=TAGS),
}
