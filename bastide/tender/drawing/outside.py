"""What stands outside of an estate, by the ranges that its roles name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bastide.tender.drawing.rules import Network, inside, network
from bastide.tender.drawing.scene import End, Outside
from bastide.tender.drawing.shown import field, shown, spec, texts
from policies.kinds.flows import WORLD
from policies.record import Record
from policies.view import View


@dataclass(frozen=True)
class Surroundings:
    """The ends outside, and which ranges belong to which."""

    ends: tuple[Outside, ...]
    ranges: tuple[tuple[Network, End], ...]
    proxies: frozenset[str]
    """Segments of the controlled way out: what leaves from there reaches named destinations only."""

    def end(self, peer: str, direction: str, segment: str) -> End:
        """Which end a peer of a rule is that is no part of the estate."""
        if peer in WORLD:
            return End.DESTINATIONS if direction == "out" and segment in self.proxies else End.USERS
        place = network(peer)
        return next((end for known, end in self.ranges if inside(place, known)), End.OTHER)

    def is_known(self, peer: str) -> bool:
        """Whether the peer is the world, or a range that a role names as one outside."""
        place = network(peer)
        return peer in WORLD or any(inside(place, known) for known, _ in self.ranges)


def surroundings(view: View, proxies: frozenset[str]) -> Surroundings:
    """What the roles of an estate name outside of it."""
    lines: dict[End, tuple[str, ...]] = {
        End.USERS: WORLD[:1],
        End.ADMINISTRATORS: tuple(_named(view, "Bastion", "allowed_cidrs")),
        End.DESTINATIONS: tuple(shown(host) for role in view.of("role.EgressAllowList") for host in _hosts(role)),
        End.TIME: tuple(_named(view, "TimeSource", "servers")),
        End.SITE: tuple(_site(view)),
    }
    ranges = tuple(
        (place, end)
        for end, found in lines.items()
        for text in found
        if (place := network(text)) is not None and place.prefixlen
    )
    return Surroundings(tuple(Outside(end, tuple(dict.fromkeys(lines.get(end, ())))) for end in End), ranges, proxies)


def _named(view: View, kind: str, path: str) -> Iterator[str]:
    for role in view.of(f"role.{kind}"):
        yield from texts(spec(role, path))


def _hosts(role: Record) -> Iterator[object]:
    allowed = spec(role, "allowed")
    for item in allowed if isinstance(allowed, list | tuple) else ():
        yield field(item, "host")


def _site(view: View) -> Iterator[str]:
    for role in view.of("role.SiteLink"):
        yield shown(spec(role, "peer_address"))
        yield from texts(spec(role, "remote_cidrs"))
