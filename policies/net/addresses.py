"""Address ranges as firewall rules write them: what they cover, and whether that is too much. Pure; parsing is cached.

Whatever cannot be read covers the world: a spelling that nobody knows is never a narrow one.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

_BITS: Final = {4: 32, 6: 128}


class Network(NamedTuple):
    """A range of addresses: its first and last one as numbers, so that ranges are compared and kept quickly."""

    version: int
    first: int
    last: int

    @property
    def prefixlen(self) -> int:
        return _BITS[self.version] - (self.last - self.first).bit_length()

    def __str__(self) -> str:
        """As it is written: `10.0.0.0/8`."""
        make = ipaddress.IPv4Network if self.version == 4 else ipaddress.IPv6Network
        return str(make((self.first, self.prefixlen)))


def _read(text: str) -> Network:
    found = ipaddress.ip_network(text, strict=False)
    return Network(found.version, int(found.network_address), int(found.broadcast_address))


GROUP: Final = "group:"
SERVICE: Final = "service:"
# A tag stands for addresses that the provider keeps. These three stand for the platform's own network and for the
# control plane and probes that Azure demands (`demanded`); any other one may have other customers' hosts behind it.
_OWN_TAGS: Final = frozenset({"virtualnetwork", "azureloadbalancer", "gatewaymanager"})
_PRIVATE: Final = tuple(
    _read(text)
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
_MAPPED: Final = _read("::ffff:0:0/96")
# More public addresses than a /8 (IPv4) or a /16 (IPv6) are nobody's own: whoever names so many means everybody.
_MOST_PUBLIC: Final = {4: 2**24, 6: 2**112}


@lru_cache(maxsize=1 << 16)
def network(text: str) -> Network | None:
    """The range that a text names; None where it names none.

    Host bits are dropped (`10.0.0.1/0` is everything), a bare address is a range of one, IPv4 written as IPv6 is IPv4.
    """
    try:
        found = _read(text.strip())
    except ValueError:
        return None
    if within(found, _MAPPED):
        return Network(4, found.first & 0xFFFFFFFF, found.last & 0xFFFFFFFF)
    return found


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """The ranges that texts name; texts that name none are left out."""
    return tuple(found for found in map(network, texts) if found is not None)


def within(inner: Network, outer: Network) -> bool:
    """Whether all of a range lies in another one."""
    return inner.version == outer.version and outer.first <= inner.first and inner.last <= outer.last


def overlap(one: Network, other: Network) -> bool:
    """Whether two ranges share an address."""
    return one.version == other.version and one.first <= other.last and other.first <= one.last


def covered(inner: Network, outer: tuple[Network, ...]) -> bool:
    """Whether all of a range lies in others, one or several together."""
    version, first, last = inner
    for one in outer:
        if one.version == version and one.first <= first and last <= one.last:
            return True
    parts = [one for one in outer if overlap(inner, one)]
    return len(parts) > 1 and any(within(inner, one) for one in _joined(parts))


def is_private(one: Network) -> bool:
    """Whether no address of the range is reached from the internet."""
    return any(within(one, private) for private in _PRIVATE)


@lru_cache(maxsize=1 << 16)
def _public_size(one: Network) -> int:
    if is_private(one):
        return 0
    return _size(one) - sum(_size(private) for private in _PRIVATE if within(private, one))


def _size(one: Network) -> int:
    return one.last - one.first + 1


def is_everything(text: str) -> bool:
    """Whether a peer by itself stands for addresses that are not known to be few: unreadable, or others' hosts."""
    folded = text.strip().casefold()
    if folded.startswith(GROUP):
        return False
    if folded.startswith(SERVICE):
        return folded.removeprefix(SERVICE) not in _OWN_TAGS
    found = network(text)
    # nobody has the address 0.0.0.0: who writes it, with or without a length, means everybody
    return found is None or found.first == 0


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
        sum(_public_size(one) for one in _joined(item for item in public if item.version == version)) > most
        for version, most in _MOST_PUBLIC.items()
    )


def _joined(parts: Iterable[Network]) -> list[Network]:
    """Ranges that overlap or follow each other as one; the result need not be one that a prefix can say."""
    joined: list[Network] = []
    for one in sorted(parts):
        before = joined[-1] if joined else None
        if before is not None and before.version == one.version and one.first <= before.last + 1:
            joined[-1] = before._replace(last=max(before.last, one.last))
        else:
            joined.append(one)
    return joined
