"""What no single block of an intent can say about itself: names, references and addresses across blocks."""

from __future__ import annotations

import ipaddress
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from components.contract import accounts
from components.contract.addresses import Fault, Path, Range, area_paths, claimed, shared
from components.contract.addresses import faults as address_faults
from components.contract.intent import Area, Environment, Flow, Hub, Intent, Named, Space
from components.contract.words import Purpose

POOL_WORDS = ("environments", "spaces")
OTHER_ENDS = ("site", "peer", "time", "administrators")
# Words that flows and stack names already use.
RESERVED = frozenset({*POOL_WORDS, *OTHER_ENDS, "bootstrap", "hub", "internet", "shared"})
_SPACE_STACK = "space-"
# block of the hub -> the purpose of the segment in which its hosts stand
_HOMES = {
    "bastion": Purpose.BASTION,
    "egress": Purpose.EGRESS,
    "site_link": Purpose.SITE_LINK,
}


def faults(intent: Intent) -> list[Fault]:
    """Every fault that spans several blocks. Empty for a good intent."""
    found = [
        *_reserved_names(intent),
        *_duplicate_names(intent),
        *_ambiguous_holders(intent),
        *_dangling(intent),
        *_unknown_people(intent),
        *_shared_numbers(intent),
        *_duplicate_flow_ids(intent),
        *_zones(intent),
        *_purposes(intent),
    ]
    found += address_faults(intent)
    if not found:
        found += [*_far_side(intent), *_unanswered_flows(intent)]
    return found


def _duplicate_names(intent: Intent) -> Iterator[Fault]:
    yield from _twice(((area, path) for area, path in area_paths(intent)), "area")
    for area, path in area_paths(intent):
        for block in type(area).model_fields:
            items = getattr(area, block)
            if isinstance(items, tuple) and items and isinstance(items[0], Named):
                yield from _twice(((item, (*path, block, index)) for index, item in enumerate(items)), block)


def _reserved_names(intent: Intent) -> Iterator[Fault]:
    for area, path in area_paths(intent):
        if area.name in RESERVED and not isinstance(area, Hub):
            yield Fault(
                (*path, "name"),
                f"found the area name `{area.name}`, which already means something else",
                f"a name other than {', '.join(sorted(RESERVED))}",
                "rename the area",
            )
        if isinstance(area, Environment) and area.name.startswith(_SPACE_STACK):
            yield Fault(
                (*path, "name"),
                f"found the environment name `{area.name}`, which is how the stack of a space is called",
                f"a name that does not begin with `{_SPACE_STACK}`",
                "rename the environment",
            )


def _ambiguous_holders(intent: Intent) -> Iterator[Fault]:
    """A grant names its holder, and people must never get what was meant for a machine, or a machine theirs."""
    for area, path in area_paths(intent):
        groups = {group.name for group in area.groups}
        for index, account in enumerate(area.accounts):
            if account.name in groups:
                yield Fault(
                    (*path, "accounts", index, "name"),
                    f"the name `{account.name}` is used twice in groups and accounts",
                    "a name of its own for each: grants name the one or the other",
                    "rename one of the two",
                )


def _purposes(intent: Intent) -> Iterator[Fault]:
    """The way in and the way out belong to segments by their purpose; elsewhere a host would stand without one."""
    hub = intent.hub
    purposes = {segment.name: segment.purpose for segment in hub.segments}
    for block, purpose in _HOMES.items():
        name = getattr(hub, block).segment
        if name in purposes and purposes[name] is not purpose:
            yield Fault(
                ("hub", block, "segment"),
                f"found the segment `{name}`, whose purpose is {purposes[name]}",
                f"a segment of the purpose {purpose}, which alone has the way that these hosts need",
                "name such a segment",
            )


def _far_side(intent: Intent) -> Iterator[Fault]:
    """What lies behind the site link must not be ours, or our own traffic would be sent there."""
    link = intent.hub.site_link
    ends = [(("hub", "site_link", "remote_cidrs", index), cidr) for index, cidr in enumerate(link.remote_cidrs)]
    for path, text in (*ends, (("hub", "site_link", "peer_address"), link.peer_address)):
        far = Range(ipaddress.IPv4Network(text), path, "the other site")
        # one is enough: the network of an area mostly lies in a pool, which has been named then
        for own, _ in itertools.islice(shared(claimed(intent), [far]), 1):
            yield Fault(
                path,
                f"found {text} at the other site, which overlaps {own.network} of `{own.name}`",
                "ranges that are not the platform's own",
                "correct the one or the other",
            )


def _twice(items: Iterable[tuple[Named, Path]], what: str) -> Iterator[Fault]:
    seen: dict[str, Path] = {}
    for item, path in items:
        if item.name in seen:
            yield Fault(
                (*path, "name"),
                f"the name `{item.name}` is used twice in {what}",
                "a name of its own for each",
                "rename one of the two",
            )
        seen.setdefault(item.name, path)


def _duplicate_flow_ids(intent: Intent) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for area, path in area_paths(intent):
        identified = [(flow.id, (*path, "flows", index)) for index, flow in enumerate(area.flows)]
        if isinstance(area, Hub):
            identified += [(item.id, (*path, "egress", "allowed", i)) for i, item in enumerate(area.egress.allowed)]
        for flow_id, place in identified:
            if flow_id in seen:
                yield Fault(
                    (*place, "id"),
                    f"the flow id `{flow_id}` is used twice (also in `{seen[flow_id]}`)",
                    "an id of its own for each flow: logs and tags carry it",
                    "number the flow anew",
                )
            seen[flow_id] = area.name


def _zones(intent: Intent) -> Iterator[Fault]:
    for area, path in area_paths(intent):
        for place, zone in _zone_numbers(area, path):
            if zone > intent.platform.zones:
                yield Fault(
                    place,
                    f"found zone {zone}, but the platform has {intent.platform.zones}",
                    f"a zone from 1 to {intent.platform.zones}",
                    "use one of them, or raise platform.zones",
                )


def _zone_numbers(area: Area, path: Path) -> Iterator[tuple[Path, int]]:
    for block in ("volumes", "workstations"):
        for index, item in enumerate(getattr(area, block)):
            yield (*path, block, index, "zone"), item.zone
    if isinstance(area, Hub):
        for block in ("bastion", "egress", "site_link", "key_store"):
            for index, zone in enumerate(getattr(area, block).zones):
                yield (*path, block, "zones", index), zone


# field -> the block of the same area in which its name must stand
_REFERENCES = {
    "key": ("keys",),
    "segment": ("segments",),
    "certificate": ("certificates",),
    "to": ("groups", "accounts"),
    "reviewers": ("groups",),
    "service_segment": ("segments",),
}


def _dangling(intent: Intent) -> Iterator[Fault]:
    for area, path in area_paths(intent):
        known = {
            field: {item.name for block in blocks for item in getattr(area, block)}
            for field, blocks in _REFERENCES.items()
        }
        for item, place in _blocks(area, path):
            for field, names in known.items():
                value = getattr(item, field, None)
                if isinstance(item, Flow) or value is None or value in names:
                    continue
                yield _dangling_fault((*place, field), value, names, area.name)
        yield from _dangling_ends(intent, area, path)


def _unknown_people(intent: Intent) -> Iterator[Fault]:
    """Who has an account at a seat must be known to the bastion, or could never get there."""
    known = {person.id for person in intent.hub.bastion.people}
    for area, path in area_paths(intent):
        for index, kind in enumerate(area.workstations):
            for field in ("people", "operators"):
                for position, name in enumerate(getattr(kind, field)):
                    if name not in known:
                        place = (*path, "workstations", index, field, position)
                        yield _dangling_fault(place, name, known, "hub.bastion.people")
    for position, name in enumerate(intent.hub.key_store.operators):
        if name not in known:
            yield _dangling_fault(("hub", "key_store", "operators", position), name, known, "hub.bastion.people")


def _shared_numbers(intent: Intent) -> Iterator[Fault]:
    """Two people of one area with one account number would own each other's files."""
    for area, path in area_paths(intent):
        owners: dict[int, str] = {}
        for index, kind in enumerate(area.workstations):
            for name in (*kind.people, *kind.operators):
                other = owners.setdefault(accounts.number(name), name)
                if other != name:
                    yield Fault(
                        (*path, "workstations", index),
                        f"found `{other}` and `{name}`, whose account number is the same: {accounts.number(name)}",
                        "people with numbers of their own; the number is computed from the id",
                        "choose another id for one of the two",
                    )


def _blocks(area: Area, path: Path) -> Iterator[tuple[Any, Path]]:
    """The area itself and everything in it that may refer to something by name."""
    yield area, path
    for block in type(area).model_fields:
        value = getattr(area, block)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                yield item, (*path, block, index)
        elif not isinstance(value, str):
            yield value, (*path, block)


def _dangling_fault(path: Path, value: str, names: set[str], owner: str) -> Fault:
    return Fault(
        path,
        f"found a reference to `{value}`, which `{owner}` does not have",
        f"one of {', '.join(sorted(names))}" if names else "something that is defined there",
        "define it, or correct the reference",
    )


def _dangling_ends(intent: Intent, area: Area, path: Path) -> Iterator[Fault]:
    local = {segment.name for segment in area.segments}
    known = local | {f"{other.name}.{segment.name}" for other in intent.areas for segment in other.segments}
    known |= {*POOL_WORDS, *OTHER_ENDS}
    for index, flow in enumerate(area.flows):
        for field, end in (("from", flow.source), ("to", flow.to)):
            if end not in known:
                yield _dangling_fault((*path, "flows", index, field), end, known, area.name)
        if flow.source not in local and flow.to not in local:
            yield Fault(
                (*path, "flows", index),
                f"flow {flow.id} has no end in `{area.name}`: it goes from `{flow.source}` to `{flow.to}`",
                f"at least one end among {', '.join(sorted(local))}",
                "move the flow to an area that it touches",
            )


def end_networks(intent: Intent, area: Area, end: str) -> tuple[ipaddress.IPv4Network, ...]:
    """The address ranges that a flow's end stands for, seen from `area`."""
    plan = intent.plan
    if end in POOL_WORDS:
        return (plan.pool(end),)
    if end == "site":
        return tuple(ipaddress.IPv4Network(cidr) for cidr in intent.hub.site_link.remote_cidrs)
    if end == "administrators":
        return tuple(ipaddress.IPv4Network(cidr) for cidr in intent.hub.bastion.allowed_cidrs)
    if end == "peer":
        return (ipaddress.IPv4Network(intent.hub.site_link.peer_address),)
    if end == "time":
        return tuple(ipaddress.IPv4Network(address) for address in intent.hub.time_source.servers)
    owner, _, segment = end.rpartition(".")
    return (plan.segments[owner or area.name, segment],)


def _unanswered_flows(intent: Intent) -> Iterator[Fault]:
    """A flow between two areas must stand on both sides, or the far firewall drops what the near one lets out."""
    for area, path in area_paths(intent):
        for index, flow in enumerate(area.flows):
            for end, sending in ((flow.to, True), (flow.source, False)):
                other = next((item for item in intent.areas if end.startswith(item.name + ".")), None)
                if other is None or other is area or _answered(intent, area, flow, other, sending):
                    continue
                verb = "receives from" if sending else "sends to"
                yield Fault(
                    (*path, "flows", index),
                    f"flow {flow.id} crosses from `{flow.source}` to `{flow.to}`, and no flow of `{other.name}` "
                    f"{verb} `{area.name}` on the same ports",
                    f"a matching flow in `{other.name}`",
                    "add it there (each area owns its firewall), or remove this one",
                )


def _answered(intent: Intent, area: Area, flow: Flow, other: Area, sending: bool) -> bool:
    far, near = (flow.to, flow.source) if sending else (flow.source, flow.to)
    far_segment = far.rpartition(".")[2]
    near_ranges = end_networks(intent, area, near)
    for candidate in other.flows:
        own, remote = (candidate.to, candidate.source) if sending else (candidate.source, candidate.to)
        if own != far_segment or candidate.protocol != flow.protocol or not set(flow.ports) <= set(candidate.ports):
            continue
        ranges = end_networks(intent, other, remote)
        if all(any(near_range.subnet_of(wide) for wide in ranges) for near_range in near_ranges):
            return True
    return False


def space_of(area: Area) -> str:
    """The space an area's resources are tagged with: its name, or `shared` outside the spaces."""
    return area.name if isinstance(area, Space) else "shared"
