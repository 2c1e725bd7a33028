"""NET-005: nothing in a project space reaches the internet, or is reached from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from plan.values import UNKNOWN
from policies.context import Context
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.net.addresses import SERVICE, Network, covered, is_private, network
from policies.net.estate import SPACE, Estate, estate, seats
from policies.net.groups import Entry, entries
from policies.net.routes import leaves
from policies.net.walls import in_no_plan, stands_elsewhere
from policies.record import KnownLater, Record

_NEVER: Final[Mapping[str, tuple[str, str]]] = {
    "net.nat": ("a way out to the internet", "une sortie vers internet"),
    "net.gateway": ("an attachment to the internet", "un rattachement à internet"),
    "net.public_ip": ("a public address", "une adresse publique"),
    "net.vpn": ("a link to another site", "une liaison vers un autre site"),
    "net.egress_gw": ("a way out of its own", "une sortie qui lui est propre"),
}
"""What a space has none of, whatever its settings."""
_MUST_NOT: Final[Mapping[str, tuple[str, str]]] = {
    "auto_public_ip": ("hosts get public addresses", "les machines reçoivent des adresses publiques"),
    "external": ("its network is a way to the internet", "son réseau mène à internet"),
    "node_public_ip": ("nodes have public addresses", "les nœuds ont des adresses publiques"),
    "open_outbound": ("hosts reach the internet by default", "les machines atteignent internet par défaut"),
    "public_ip": ("it has a public address", "elle a une adresse publique"),
    "public": ("it is reached from the internet", "il est joignable depuis internet"),
}
"""Attribute -> what it means that it is so."""
_ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "compute.k8s": ("node_public_ip",),
    "compute.vm": ("public_ip",),
    "net.lb": ("public",),
    "net.port": ("public_ip",),
    "net.subnet": ("auto_public_ip", "open_outbound"),
    "net.vpc": ("external",),
}


def check(record: Record, _: Context) -> Verdict | Iterator[Verdict]:
    # its own area first: that of what it is put on is worked out only where it counts
    if record.area.stage != SPACE and not any(seat.area.stage == SPACE for seat in seats(record)):
        return NOT_APPLICABLE
    if record.kind in _NEVER:
        en, fr = _NEVER[record.kind]
        return failed(f"a project space has {en}", f"un espace projet a {fr}", "")
    if record.kind == "net.route":
        return _routes(record)
    if record.kind in ("net.sg", "net.sg_rule"):
        return _ways_out(record)
    return _settings(record)


def _settings(record: Record) -> Iterator[Verdict]:
    for attribute in _ASKED[record.kind]:
        found = record.raw(attribute)
        if found is UNKNOWN:
            yield known_later(attribute)
        elif found:
            en, fr = _MUST_NOT[attribute]
            yield failed(f"in a project space {en}", f"dans un espace projet, {fr}", attribute)
        elif found is not None:
            yield PASSED
    if stands_elsewhere(record):
        yield in_no_plan()
    if record.sets("addresses"):
        yield failed(
            "a host of a project space is given a public address",
            "une machine d'un espace projet reçoit une adresse publique",
            "addresses",
        )


def _routes(record: Record) -> Iterator[Verdict]:
    for route in record["routes"] or ():
        out = None if route is UNKNOWN else leaves(route)
        if out is None:
            yield known_later("routes")
        elif out:
            yield failed(
                f"routes {_shown(route.destination)} to the internet",
                f"achemine {_shown(route.destination)} vers internet",
                "routes",
            )
        else:
            yield PASSED


def _shown(destination: object) -> str:
    return destination if isinstance(destination, str) else "?"


def _ways_out(record: Record) -> Iterator[Verdict]:
    if record.kind == "net.sg":
        out = record.raw("default_out")
        if out is UNKNOWN:
            yield known_later("default_out")
        elif out == "allow":
            yield failed(
                "hosts of a project space may connect to anything that no rule names",
                "les machines d'un espace projet peuvent se connecter à tout ce qu'aucune règle ne nomme",
                "default_out",
            )
    place = estate(record.view)
    for entry in entries(record):
        if isinstance(entry, KnownLater):
            yield known_later(entry.attribute)
        elif entry.direction != "in":
            yield _out(entry, record, place)


def _out(entry: Entry, record: Record, place: Estate) -> Verdict:
    ours = (*place.ranges.get(record.area.name, ()), *place.services)
    outside = [peer for peer in entry.peers or ("*",) if not _inside(peer, ours, place)]
    if not outside:
        return PASSED
    return failed(
        f"{entry.shown} lets hosts of a project space out to {', '.join(outside)}",
        f"{entry.shown} laisse les machines d'un espace projet sortir vers {', '.join(outside)}",
        "rules",
    )


def _inside(peer: str, ours: tuple[Network, ...], place: Estate) -> bool:
    """In the space itself or at the hub's services. Without a hub in the plan, any private range may be the hub's."""
    found = network(peer)
    if found is None:
        return not peer.startswith(SERVICE) and peer.startswith("group:")
    return covered(found, ours) or (not place.hub_ranges and is_private(found))


RULE = Rule(
    id="NET-005",
    title=Text(
        "A project space has no way to or from the internet", "Un espace projet n'a aucun accès vers ou depuis internet"
    ),
    clauses=("SNDS 4.5", "MR-005 SEC-EXP-1", "EHDS 73(2)"),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.PLAN,
    kinds=(*_NEVER, *_ASKED, "net.route", "net.sg", "net.sg_rule"),
    explanation=Text(
        "Only what the airlock lets pass leaves a project space, and that is never health data of persons. "
        "With any way to the internet a set of data is copied out in one command, and nobody sees it.",
        "Seul ce que le sas laisse passer quitte un espace projet, et ce ne sont jamais des données de santé de "
        "personnes. Avec un quelconque accès à internet, un jeu de données sort en une commande, et personne ne le "
        "voit.",
    ),
    remediation=Text(
        "Remove the address, gateway or route from the space; let rules out name the space's own segments or the hub's "
        "proxy, shared services or bastion only; move results through the airlock.",
        "Retirer de l'espace l'adresse, la passerelle ou la route ; ne nommer, dans les règles de sortie, que les "
        "segments de l'espace ou le mandataire, les services partagés ou le bastion du hub ; faire passer les "
        "résultats par le sas.",
    ),
    check=check,
)
