"""NET-004: project spaces and environments are sealed from each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from plan.values import UNKNOWN
from policies.context import Context
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.net.addresses import network
from policies.net.declared import by_service
from policies.net.estate import HUB, estate, ref_names
from policies.net.groups import Entry, entries, group_of
from policies.net.joints import joined
from policies.record import KnownLater, Record

_TIES: Final = frozenset(
    {
        "network",
        "networks",
        "accepter",
        "subnets",
        "subnet",
        "firewall",
        "routes",
        "groups",
        "group",
        "peer_groups",
        "ports",
        "host",
        "volumes",
    }
)
"""Names of refs by which one area could reach into another."""


def check(record: Record, _: Context) -> Iterator[Verdict]:
    yield from _ties(record)
    if record.kind == "net.peering":
        yield from joined(record)
    elif record.kind == "net.vpc":
        yield from _transitive(record)
    elif record.kind == "net.route":
        yield from _routes(record)
    elif record.kind in ("net.sg", "net.sg_rule"):
        yield from _peers(record)


def _ties(record: Record) -> Iterator[Verdict]:
    """No group, segment or network of one area is used by another; the hub's network is what all are joined to."""
    for ref in ref_names(record):
        for other in record.refs(ref) if ref in _TIES else ():
            if _apart(record, other, ref):
                yield failed(
                    f"uses {other.name} of {other.area.name} ({ref})",
                    f"utilise {other.name}, qui appartient à {other.area.name} ({ref})",
                    ref,
                )
            elif other.area.name:
                yield PASSED


def _apart(record: Record, other: Record, ref: str) -> bool:
    if not record.area.name or not other.area.name or record.area.name == other.area.name:
        return False
    # routes and peerings of an area are made at the hub's network as well; hosts and groups never cross
    return HUB not in (record.area.stage, other.area.stage) or ref in ("groups", "group", "peer_groups", "subnets")


def _transitive(vpc: Record) -> Iterator[Verdict]:
    if vpc["transitive"]:
        yield failed(
            "passes traffic on between the networks that it is joined to: spaces reach each other through it",
            "relaie le trafic entre les réseaux auxquels il est joint : les espaces s'atteignent à travers lui",
            "transitive",
        )
    elif vpc["transitive"] is False:
        yield PASSED


def _routes(record: Record) -> Iterator[Verdict]:
    for route in record["routes"] or ():
        if route is UNKNOWN or route.destination is UNKNOWN:
            yield known_later("routes")
            continue
        destination = network(str(route.destination))
        if destination is None or destination.prefixlen == 0 or route.via in ("none", "local"):
            continue  # where everything goes is asked by NET-005 and NET-010
        into = _others(record, str(route.destination))
        if into:
            yield failed(
                f"routes {destination} into {', '.join(into)}",
                f"achemine {destination} vers {', '.join(into)}",
                "routes",
            )
        else:
            yield PASSED


def _others(record: Record, peer: str) -> Sequence[str]:
    """The sealed areas that a range reaches into, seen from a record's own area."""
    found = network(peer)
    if found is None or not record.area.name or record.area.stage == HUB:
        return ()
    return estate(record.view).others(record.area.name, found)


def _peers(record: Record) -> Iterator[Verdict]:
    group = group_of(record) or record
    for entry in entries(record):
        if isinstance(entry, KnownLater):
            yield known_later(entry.attribute)
        elif not by_service(entry, record):
            yield _reaches(entry, group)


def _reaches(entry: Entry, group: Record) -> Verdict:
    into = [name for peer in entry.peers for name in _others(group, peer)]
    if group.area.stage == HUB and entry.direction == "across":
        into = _bridged(entry, group)
    elif entry.direction == "across":
        into += [name for own in entry.own for name in _others(group, own)]
    if not into:
        return PASSED
    names = ", ".join(dict.fromkeys(into))
    return failed(
        f"{entry.shown} reaches {names} from {group.area.name}",
        f"{entry.shown} atteint {names} depuis {group.area.name}",
        "rules",
    )


def _bridged(entry: Entry, group: Record) -> list[str]:
    """Areas that a rule of the hub's list would join to each other."""
    place = estate(group.view)
    from_areas = {name for own in entry.own if (found := network(own)) for name in place.others("", found)}
    to_areas = {name for peer in entry.peers if (found := network(peer)) for name in place.others("", found)}
    return sorted(from_areas | to_areas) if from_areas and to_areas and (from_areas | to_areas) else []


RULE = Rule(
    id="NET-004",
    title=Text(
        "Project spaces are sealed from each other and from the environments",
        "Les espaces projet sont étanches entre eux et vis-à-vis des environnements",
    ),
    clauses=("EDS SEC-ESP-1", "SNC 9.7.a"),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.PLAN,
    kinds=(
        "net.vpc",
        "net.subnet",
        "net.route",
        "net.peering",
        "net.sg",
        "net.sg_rule",
        "net.port",
        "net.endpoint",
        "compute.vm",
        "compute.k8s",
        "db",
        "store.block",
        "store.file",
    ),
    explanation=Text(
        "Each research project is allowed its own extract of the health data and no other. A route, a peering or a "
        "shared group between two spaces lets extracts be joined that nobody allowed to be joined, and people be "
        "recognised in them.",
        "Chaque projet de recherche n'a droit qu'à son propre extrait des données de santé. Une route, un appairage ou "
        "un groupe partagé entre deux espaces permet de croiser des extraits que personne n'a permis de croiser, et "
        "d'y reconnaître des personnes.",
    ),
    remediation=Text(
        "Join an area to the hub only, narrow the rule to the area's own segments and the hub's, and give every area "
        "groups and networks of its own.",
        "Ne joindre un domaine qu'au hub, restreindre la règle aux segments du domaine et à ceux du hub, et donner à "
        "chaque domaine ses propres groupes et réseaux.",
    ),
    check=check,
)
