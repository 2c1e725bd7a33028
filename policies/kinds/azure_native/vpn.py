"""Cryptography of VPN connections of azure-native."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.azure_native.reading import folded
from policies.kinds.readers import at, each, first, is_set, look, reads
from policies.kinds.table import Inputs
from policies.kinds.values import Tunnel

_CIPHERS: Final[Mapping[str, str]] = {
    "gcmaes256": "aes256-gcm",
    "gcmaes192": "aes192-gcm",
    "gcmaes128": "aes128-gcm",
    "aes256": "aes256",
    "aes192": "aes192",
    "aes128": "aes128",
    "des3": "3des",
}
# the names say the group of RFC 2409, 3526, 5114 and 5903
_GROUPS: Final[Mapping[str, str]] = {
    "dhgroup1": "dh1",
    "dhgroup2": "dh2",
    "dhgroup14": "dh14",
    "dhgroup2048": "dh14",
    "dhgroup24": "dh24",
    "ecp256": "dh19",
    "ecp384": "dh20",
    "pfs1": "dh1",
    "pfs2": "dh2",
    "pfs14": "dh14",
    "pfs2048": "dh14",
    "pfs24": "dh24",
}
# Azure offers a list of its own, with old ciphers in it, where no policy is set
_DEFAULT: Final = ("default",)

site = first(at("gatewayIpAddress"), at("fqdn"))
"""Address of the other site."""


def _words(policy: Any, keys: tuple[str, ...], names: Mapping[str, str]) -> Any:
    found = [look(policy, key) for key in keys]
    if UNKNOWN in found:
        return UNKNOWN
    return tuple(dict.fromkeys(names.get(word, word) for word in (str(folded(value)) for value in found)))


def _tunnel(ike: Any, policy: Any) -> Tunnel:
    if policy is UNKNOWN:
        return Tunnel(ike, UNKNOWN, UNKNOWN, UNKNOWN)
    return Tunnel(
        ike,
        _words(policy, ("ikeEncryption", "ipsecEncryption"), _CIPHERS),
        _words(policy, ("ikeIntegrity", "ipsecIntegrity"), _CIPHERS),
        _words(policy, ("dhGroup", "pfsGroup"), _GROUPS),
    )


def _ike(inputs: Inputs) -> Any:
    protocol = look(inputs, "connectionProtocol")
    if protocol is UNKNOWN:
        return UNKNOWN
    return 2 if folded(protocol) == "ikev2" else 1


@reads("connectionType", "connectionProtocol", "ipsecPolicies[]")
def connection_tunnels(inputs: Inputs) -> Any:
    """What protects a connection. A private line (`ExpressRoute`) is not encrypted at all."""
    kind, policies = look(inputs, "connectionType"), look(inputs, "ipsecPolicies")
    if folded(kind) == "expressroute":
        return (Tunnel(None, ("none",), ("none",), ("none",)),)
    if policies is UNKNOWN:
        return (_tunnel(_ike(inputs), UNKNOWN),)
    made = tuple(_tunnel(_ike(inputs), policy) for policy in each(policies))
    return made or (Tunnel(_ike(inputs), _DEFAULT, _DEFAULT, _DEFAULT),)


@reads("vpnClientConfiguration")
def gateway_tunnels(inputs: Inputs) -> tuple[Tunnel, ...]:
    """A gateway has tunnels of its own only where it takes single clients; those set their own cryptography."""
    return (Tunnel(1, _DEFAULT, _DEFAULT, _DEFAULT),) if is_set("vpnClientConfiguration")(inputs) else ()
