"""What stands in the areas of a plan: roles, counted by kind and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from bastide.tender.drawing.scene import Thing
from bastide.tender.drawing.shown import field, spec
from facts import load
from facts.model import Level
from policies.record import Record
from policies.view import View

ENDPOINT: Final = "PrivateEndpoint"
"""A private address of a managed service in a segment: no role of its own."""

NETWORK_HOST: Final = "NetworkHost"
"""A host of a network as a whole: its router, or what keeps a place in it."""
EXIT: Final = "InternetExit"
"""The way out to the internet of a network."""

_IN_SEGMENT: Final = frozenset(
    {
        "Bastion",
        "Cluster",
        "Database",
        "EgressAllowList",
        "FileShare",
        "PackageMirror",
        "Portal",
        "SiteLink",
        "TimeSource",
        "Workstation",
    }
)
_BY_HOSTS: Final = frozenset({"AuditSink", "KeyStore", "Registry"})
"""These stand in a segment where they run on hosts of ours; else they are services of the cloud."""
_SERVICES: Final = frozenset(
    {
        "Airlock",
        "AlertRoute",
        "Backup",
        "Bucket",
        "Certificate",
        "FlowLog",
        "IdentityProvider",
        "InternalDns",
        "Key",
        "Secret",
        "Volume",
    }
)
_GAPS: Final = frozenset({Level.API.value, Level.MANUAL.value, Level.ABSENT.value})
_WITHIN: Final = frozenset({"role.Airlock", "role.Key"})
"""These are built within others: an airlock is its buckets, a key may be one of a store of our own."""
_MEASURES: Final = {"Cluster": ("nodes", "nodes"), "Database": ("storage_gb", "gb"), "FileShare": ("size_gb", "gb")}
DRAWN: Final = _IN_SEGMENT | _BY_HOSTS | _SERVICES | {"Network", "Segment"}
"""Kinds of roles that are drawn. Not drawn: identities and rights, projects, areas themselves, firewalls (as flows)."""


class Zones:
    """Where records stand, in the spelling of the register of regions."""

    def __init__(self, cloud: str) -> None:
        self._known = {zone for region in load.known_regions(cloud).values() for zone in region.zones}

    def of(self, record: Record) -> frozenset[str]:
        """The zones of a host or service; none where the plan does not say, or only the region."""
        own = self._named(record.location) or self._named(field(record.resource.inputs, "zones"))
        if own:
            return own
        near = (other for ref in ("subnets", "ports") if ref in record.entry.refs for other in record.refs(ref))
        return frozenset(zone for other in near for zone in self._named(other.location))

    def _named(self, value: Any) -> frozenset[str]:
        found = value if isinstance(value, list | tuple) else (value,)
        return frozenset(item for item in found if isinstance(item, str) and item in self._known)


_PLACED: Final = frozenset({"compute.vm", "net.lb", "net.nat", "net.vpn", "store.block", "store.file"})


def things(view: View, roles: Iterable[Record], zones: Zones) -> tuple[Thing, ...]:
    """The things of these roles: equal ones are counted together, in the order of the roles."""
    found: dict[Thing, list[Thing]] = {}
    for role in roles:
        thing = _thing(view, role, zones)
        # one workstation in each of two zones is still two workstations
        found.setdefault(replace(thing, zones=(), hosts=0, addresses=0, public=False), []).append(thing)
    return tuple(_together(same) for same in found.values())


def _together(same: list[Thing]) -> Thing:
    return replace(
        same[0],
        count=sum(item.count for item in same),
        hosts=sum(item.hosts for item in same),
        addresses=sum(item.addresses for item in same),
        public=any(item.public for item in same),
        zones=tuple(sorted({zone for item in same for zone in item.zones})),
    )


def _thing(view: View, role: Record, zones: Zones) -> Thing:
    made = view.made_for(role)
    # what only sets something of another record is no resource of its own
    kinds = [record.kind for record in made if not record.entry.of]
    return Thing(
        kind=role.kind.removeprefix("role."),
        hosts=kinds.count("compute.vm"),
        zones=tuple(sorted({zone for item in made if item.kind in _PLACED for zone in zones.of(item)})),
        addresses=kinds.count("net.public_ip"),
        public=any(_is_public(record) for record in made),
        missing=missing(role, made),
        measure=_measure(role),
    )


_PUBLIC: Final = {"compute.vm": "public_ip", "net.lb": "public", "net.port": "public_ip", "net.vpc": "external"}
"""Kind -> the attribute that says that it has an address on the internet, or is a way to it."""


def _is_public(record: Record) -> bool:
    if record.kind in ("net.nat", "net.public_ip"):
        return True
    attribute = _PUBLIC.get(record.kind)
    return attribute is not None and record.raw(attribute) is True


def missing(role: Record, made: Iterable[Record]) -> str:
    """The level of a role's gap where nothing of it is built; "" where it is, perhaps without some of its features."""
    levels = _levels(role)
    whole = next((level for capability, level in levels.items() if "." not in capability), "")
    if whole:
        return whole
    built = any(record.kind != "gap" for record in made)
    return "" if built or role.kind in _WITHIN or not levels else next(iter(levels.values()))


def _levels(role: Record) -> Mapping[str, str]:
    gaps = role.raw("gaps")
    entries = gaps if isinstance(gaps, list | tuple) else ()
    return {
        str(field(entry, "capability")): _level(field(entry, "level"))
        for entry in entries
        if field(entry, "capability") is not None
    }


def _level(level: Any) -> str:
    # a level that is none of a gap is no reason to think that anything is there
    return level if level in _GAPS else Level.ABSENT.value


def _measure(role: Record) -> tuple[str, int] | None:
    path, unit = _MEASURES.get(role.kind.removeprefix("role."), ("", ""))
    amount = spec(role, path) if path else None
    return (unit, amount) if isinstance(amount, int) else None


def segment_of(view: View, role: Record) -> Record | None:
    """The segment in which a role stands; None for what stands in none."""
    kind = role.kind.removeprefix("role.")
    if kind not in _IN_SEGMENT and not (kind in _BY_HOSTS and _has_hosts(view, role)):
        return None
    return view.linked(role, "segment")


def _has_hosts(view: View, role: Record) -> bool:
    return any(record.kind == "compute.vm" for record in view.made_for(role))


def endpoints(view: View) -> Counter[str]:
    """URN of a segment -> how many private endpoints of managed services stand in it."""
    owners = (record.owner for record in view.of("net.endpoint"))
    segments = (view.linked(owner, "segment") for owner in owners if owner is not None)
    return Counter(segment.urn for segment in segments if segment is not None)
