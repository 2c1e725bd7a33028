"""Groups of firewall rules: which entries a group has, wherever they are written, and what it stands on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from plan.values import UNKNOWN
from policies.kept import kept
from policies.kinds.values import Flow
from policies.net.ports import ADMIN, EVERY, Range, admin_ports, shown
from policies.record import KnownLater, Record, known

_EPHEMERAL: Final[Range] = (1024, 65535)


class Entry(NamedTuple):
    """One rule of a group with everything known. Rules that refuse are left out before."""

    direction: str
    protocol: str
    ports: tuple[Range, ...]
    peers: tuple[str, ...]
    own: tuple[str, ...]
    own_ports: tuple[Range, ...]
    flow: tuple[str, ...]
    label: str

    @property
    def shown(self) -> str:
        """How it is named in a message."""
        return self.label or " ".join((self.direction, self.protocol, shown(self.ports), *self.peers))


def group_of(record: Record) -> Record | None:
    """The group that an entry belongs to: itself for rules written inside; None where the plan does not have it."""
    if record.kind == "net.sg":
        return record
    for item in record.refs("group"):
        if item.kind == "net.sg":
            return item
    return None


def opens(flow: Flow) -> Entry | None:
    """The entry with everything known; None for a rule that refuses.

    Raises:
        KnownLater: a part of it is known only after apply.
    """
    if known(flow.allow, "allow") is False:
        return None
    return Entry(
        direction=known(flow.direction, "direction"),
        protocol=known(flow.protocol, "protocol"),
        ports=_ranges(flow.ports, "ports"),
        peers=_texts(flow.peers, "peers"),
        own=_texts(flow.own, "own"),
        own_ports=_ranges(flow.own_ports, "own_ports"),
        flow=flow.flow,
        label=flow.label,
    )


def _texts(value: Any, name: str) -> tuple[str, ...]:
    found = tuple(known(value, name) or ())
    if UNKNOWN in found:
        raise KnownLater(name)
    return found


def _ranges(value: Any, name: str) -> tuple[Range, ...]:
    return tuple([(known(first, name), known(last, name)) for first, last in known(value, name) or ()])


@kept
def entries(record: Record) -> tuple[Entry | KnownLater, ...]:
    """What a record (a group or rules of one) opens; a KnownLater in the place of an entry that is not known yet.

    Raises:
        KnownLater: not even the number of entries is known.
    """
    return tuple(_read(record["rules"] or ()))


def _read(flows: Iterable[Any]) -> Iterator[Entry | KnownLater]:
    for flow in flows:
        if flow is UNKNOWN:
            yield KnownLater("rules")
            continue
        try:
            entry = opens(flow)
        except KnownLater as later:
            yield later
        else:
            if entry is not None:
                yield entry


@kept
def all_entries(group: Record) -> tuple[Entry, ...]:
    """All that a group opens, in every record that writes rules of it; what is known only after apply is left out."""
    return tuple(entry for record in (group, *members(group)) for entry in _known_entries(record))


def members(group: Record) -> tuple[Record, ...]:
    """The records that hold rules of a group."""
    return tuple(r for r in group.view.pointing_to(group, "net.sg_rule") if group_of(r) is group)


def _known_entries(record: Record) -> Iterator[Entry]:
    if record.raw("rules") is not UNKNOWN:
        yield from (entry for entry in entries(record) if isinstance(entry, Entry))


def is_answer(entry: Entry, around: tuple[Entry, ...]) -> bool:
    """Whether an entry of a network's list only lets answers back: the mirror of a connection that another one opens.

    Such lists keep no memory of connections. An answer comes from the connection's port to any high one; an entry
    without the connection that it answers is a connection of its own.
    """
    if entry.direction != "across" or entry.ports != (_EPHEMERAL,) or not entry.own_ports:
        return False
    if entry.own_ports[0] in (_EPHEMERAL, EVERY):
        return False
    return any(
        other.own == entry.peers
        and other.peers == entry.own
        and other.ports == entry.own_ports
        and other.protocol == entry.protocol
        for other in around
    )


def admin_entry(entry: Entry) -> tuple[int, ...]:
    """The ports of administration to which an entry lets connections in, or through."""
    return admin_ports(entry.protocol, entry.ports) if entry.direction != "out" else ()


def named(ports: tuple[int, ...]) -> str:
    """Ports of administration for a message."""
    return ", ".join(f"{port} ({ADMIN[port]})" for port in ports)
