"""Which ends a peer of a rule stands for: segments of the estate, and what is known outside of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bastide.tender.drawing.shown import shown, spec, texts
from policies.net.addresses import GROUP, SERVICE, Network, is_private, network, overlap, within
from policies.net.estate import estate
from policies.record import Record
from policies.view import View

INTERNET: Final = "internet"
PROVIDER: Final = "provider"
UNREAD: Final = "unknown"
SITE: Final = "site"
OTHER: Final = "other"
_OWN_NETWORK: Final = f"{SERVICE}virtualnetwork"


class Ends:
    """The ends of one estate.

    Attributes:
        segments: URN -> name of every segment.
        ranges: name -> range of every segment that has one.
    """

    def __init__(self, view: View) -> None:
        self._estate = estate(view)
        self.segments: Mapping[str, str] = {role.urn: role.name for role in view.of("role.Segment")}
        self.ranges: Mapping[str, Network] = {self.segments[item.urn]: item.range for item in self._estate.segments}
        self._outside = tuple(_outside(view))
        self._found: dict[str, tuple[str, ...]] = {}

    def of(self, peer: str, members: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The ends that a peer stands for; `members`: segments of the groups that the rule's record names."""
        if peer.startswith(GROUP):
            return members or (UNREAD,)
        found = self._found.get(peer)
        if found is None:
            found = self._found[peer] = self._of_service(peer) if peer.startswith(SERVICE) else self._of_range(peer)
        return found

    def of_network(self, one: Network) -> tuple[str, ...]:
        """The same of a range that is read already."""
        return self.of(str(one))

    def _of_service(self, peer: str) -> tuple[str, ...]:
        # a provider's tag has no addresses that could be held against another cloud's
        return (*self.segments.values(), SITE) if peer.casefold() == _OWN_NETWORK else (PROVIDER,)

    def _of_range(self, peer: str) -> tuple[str, ...]:
        one = network(peer)
        if one is None or one.prefixlen == 0:
            # what cannot be read is everybody
            return (INTERNET, *self.segments.values())
        inner = [self.segments[item.urn] for item in self._estate.meeting(one)]
        outer = [name for known, name in self._outside if overlap(known, one)]
        known = inner or outer if is_private(one) else any(within(one, known) for known, _ in self._outside)
        return tuple(dict.fromkeys((*inner, *outer, *(() if known else (f"{OTHER} {peer}",)))))


def _outside(view: View) -> Iterator[tuple[Network, str]]:
    """The ranges that roles name outside of the estate. The other site is one end, whatever its ranges."""
    for kind, path, name in (
        ("Bastion", "allowed_cidrs", "administrators"),
        ("TimeSource", "servers", "time"),
        ("SiteLink", "remote_cidrs", SITE),
    ):
        for role in view.of(f"role.{kind}"):
            ranges = [one for text in texts(spec(role, path)) if (one := network(text)) is not None]
            yield from ((one, name if name == SITE else f"{name} {one}") for one in ranges)
    for role in view.of("role.SiteLink"):
        peer = network(shown(spec(role, "peer_address")))
        if peer is not None:
            yield peer, "peer"


def word_of(end: str) -> str:
    """`administrators` of one of their ranges; segments and hosts are themselves."""
    return end.partition(" ")[0]


def segment_of(view: View, record: Record) -> Record | None:
    """The segment whose rules a group has: its role's link; None for a list of a whole network."""
    return view.linked(record, "segment")
