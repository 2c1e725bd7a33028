"""Address ranges as firewall rules write them: what they cover, and whether that is too much. Pure; parsing is cached.

Whatever cannot be read covers the world: a spelling that nobody knows is never a narrow one.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

GROUP: Final = "group:"
SERVICE: Final = "service:"
# A tag stands for addresses that the provider keeps. These three stand for the platform's own network and for the
# control plane and probes that Azure demands (`demanded`); any other one may have other customers' hosts behind it.
_OWN_TAGS: Final = frozenset({"virtualnetwork", "azureloadbalancer", "gatewaymanager"})
_PRIVATE: Final = tuple(
    ipaddress.ip_network(text)
    for text in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    )
)
_MAPPED: Final = ipaddress.IPv6Network("::ffff:0:0/96")
# More public addresses than a /8 (IPv4) or a /16 (IPv6) are nobody's own: whoever names so many means everybody.
_MOST_PUBLIC: Final = {4: 2**24, 6: 2**112}


@lru_cache(maxsize=1 << 16)
def network(text: str) -> Network | None:
    """The range that a text names; None where it names none.

    Host bits are dropped (`10.0.0.1/0` is everything), a bare address is a range of one, IPv4 written as IPv6 is IPv4.
    """
    try:
        found = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Network) and found.subnet_of(_MAPPED):
        return ipaddress.IPv4Network((int(found.network_address) & 0xFFFFFFFF, found.prefixlen - 96))
    return found


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """The ranges that texts name; texts that name none are left out."""
    return tuple(found for found in map(network, texts) if found is not None)


@lru_cache(maxsize=1 << 16)
def within(inner: Network, outer: Network) -> bool:
    """Whether all of a range lies in another one."""
    return inner.version == outer.version and inner.subnet_of(outer)  # type: ignore[arg-type]


def overlap(one: Network, other: Network) -> bool:
    """Whether two ranges share an address."""
    # the library's own `overlaps` is ten times slower, and this is asked of every pair of ranges
    return (
        one.version == other.version
        and int(one.network_address) <= int(other.broadcast_address)
        and int(other.network_address) <= int(one.broadcast_address)
    )


@lru_cache(maxsize=1 << 16)
def covered(inner: Network, outer: tuple[Network, ...]) -> bool:
    """Whether all of a range lies in others, one or several together."""
    if any(within(inner, one) for one in outer):
        return True
    parts = [one for one in outer if overlap(inner, one)]
    return bool(parts) and any(within(inner, one) for one in _joined(parts))


def is_private(one: Network) -> bool:
    """Whether no address of the range is reached from the internet."""
    return any(within(one, private) for private in _PRIVATE)


@lru_cache(maxsize=1 << 16)
def _public_size(one: Network) -> int:
    if is_private(one):
        return 0
    inside = sum(private.num_addresses for private in _PRIVATE if within(private, one))
    return one.num_addresses - inside


def is_everything(text: str) -> bool:
    """Whether a peer by itself stands for addresses that are not known to be few: unreadable, or others' hosts."""
    folded = text.strip().casefold()
    if folded.startswith(GROUP):
        return False
    if folded.startswith(SERVICE):
        return folded.removeprefix(SERVICE) not in _OWN_TAGS
    found = network(text)
    # nobody has the address 0.0.0.0: who writes it, with or without a length, means everybody
    return found is None or found.network_address.is_unspecified


@lru_cache(maxsize=1 << 16)
def is_public(text: str) -> bool:
    """Whether a peer stands for any address that is reached from the internet."""
    found = network(text)
    return is_everything(text) if found is None else not is_private(found)


@lru_cache(maxsize=1 << 14)
def too_wide(peers: frozenset[str]) -> bool:
    """Whether peers together are the world or so much of it that they are nobody in particular.

    Halves, quarters and any other slices of the world count together, whatever rules they stand in.
    """
    if any(is_everything(peer) for peer in peers):
        return True
    public = [found for found in networks(peers) if _public_size(found)]
    return any(
        sum(_public_size(one) for one in _joined([item for item in public if item.version == version])) > most
        for version, most in _MOST_PUBLIC.items()
    )


def _joined(parts: Iterable[Network]) -> list[Network]:
    four = [one for one in parts if isinstance(one, ipaddress.IPv4Network)]
    six = [one for one in parts if isinstance(one, ipaddress.IPv6Network)]
    return [*ipaddress.collapse_addresses(four), *ipaddress.collapse_addresses(six)]
