"""Ports of rules as ranges, and as texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from bastide.tender.drawing.shown import field
from policies.kinds.flows import port_range, ports_of

_EVERY: Final = (0, 65535)


class Port(NamedTuple):
    """A range of ports of one protocol, both ends included. A protocol without ports has every port."""

    protocol: str
    first: int
    last: int

    def shared(self, other: Port) -> Port | None:
        """The ports that are in both."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Port(self.protocol, first, last) if self.protocol == other.protocol and first <= last else None

    def __str__(self) -> str:
        if (self.first, self.last) == _EVERY:
            return self.protocol
        span = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        return span if self.protocol == "tcp" else f"{span}/{self.protocol}"


def of_rule(rule: Mapping[str, Any]) -> frozenset[Port]:
    """The ports of one rule of a role. What cannot be read is every port."""
    protocol = field(rule, "protocol")
    word = protocol if isinstance(protocol, str) else "any"
    ports = field(rule, "ports")
    listed = ports if isinstance(ports, list | tuple) and ports else (None,)
    return frozenset(Port(word, *span) for text in listed for span in _spans(text))


def _spans(text: Any) -> tuple[tuple[int, int], ...]:
    found = ports_of(text)
    spans: tuple[tuple[int, int], ...] = found if isinstance(found, tuple) else port_range(None, None)
    return spans


def written(ports: Iterable[Port]) -> tuple[str, ...]:
    """The ports as texts, in order; TCP without its name."""
    return tuple(dict.fromkeys(str(port) for port in sorted(ports, key=_order)))


def _order(port: Port) -> tuple[bool, str, int, int]:
    return port.protocol != "tcp", port.protocol, port.first, port.last
