"""NET-010: public addresses and ways to the internet at declared gateways only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from plan.values import UNKNOWN
from policies.context import Context
from policies.kinds.readers import look
from policies.kinds.values import Route
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.net.addresses import network
from policies.net.estate import purpose_of, seats, spec_of
from policies.net.routes import leaves
from policies.net.walls import in_no_plan, stands_elsewhere
from policies.record import Record

_DOORS: Final = frozenset({"role.Bastion", "role.EgressAllowList", "role.Portal", "role.SiteLink"})
"""Roles that face the internet."""
_HOSTS_OUTSIDE: Final = frozenset({"role.Bastion", "role.EgressAllowList", "role.SiteLink"})
_PURPOSES: Final = frozenset({"bastion", "egress", "site-link"})
"""Purposes of segments from which a route to the internet leads."""


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "net.vpn":
        return _link(record, context)
    return _CHECKS[record.kind](record)


def _network(record: Record) -> Verdict:
    return _way(record) if record["external"] else NOT_APPLICABLE


def _address(record: Record) -> Iterator[Verdict]:
    yield (
        PASSED
        if _may_face(record)
        else failed(
            f"a public address of {_owner(record)}, which is no declared gateway",
            f"une adresse publique de {_owner(record)}, qui n'est pas une passerelle déclarée",
            "target",
        )
    )
    for target in record.refs("target"):
        if target.kind in ("compute.vm", "net.port") and not _is_door(target):
            yield failed(
                f"a public address is given to {target.name}, which is no declared gateway",
                f"une adresse publique est donnée à {target.name}, qui n'est pas une passerelle déclarée",
                "target",
            )


def _may_face(record: Record) -> bool:
    owner = record.owner
    return owner is not None and (owner.kind in _DOORS or _leads_out(record))


def _is_door(host: Record) -> bool:
    owner = host.owner
    return owner is not None and (owner.kind in _HOSTS_OUTSIDE or _leads_out(host))


def _leads_out(record: Record) -> bool:
    """Whether it belongs to the network that has the platform's exit, or to the segment that the exit is in."""
    owner = record.owner
    if owner is None:
        return False
    if owner.kind == "role.Network":
        return look(spec_of(owner), "internet_exit") is True
    return owner.kind == "role.Segment" and purpose_of(owner) == "egress"


def _owner(record: Record) -> str:
    owner = record.owner
    return owner.name if owner is not None else "?"


def _way(record: Record) -> Verdict:
    if all(_leads_out(seat) or _for_portal(seat) for seat in seats(record)):
        return PASSED
    return failed(
        f"a way to the internet at {_owner(record)}, which is no declared exit",
        f"un accès à internet dans {_owner(record)}, qui n'est pas une sortie déclarée",
        "network",
    )


def _for_portal(record: Record) -> bool:
    """The attachment that a portal's load balancer needs. It gives no host a way out."""
    if record.kind == "net.nat":
        return False
    owner = record.owner
    if owner is None or owner.kind not in ("role.Portal", "role.Network"):
        return False
    portals = record.view.of("role.Portal")
    return owner.kind == "role.Portal" or any(look(item.raw("links"), "network") == owner.urn for item in portals)


def _subnet(record: Record) -> Iterator[Verdict]:
    for attribute, en, fr in (
        ("auto_public_ip", "hosts get public addresses", "les machines reçoivent des adresses publiques"),
        ("open_outbound", "hosts reach the internet by default", "les machines atteignent internet par défaut"),
    ):
        found = record.raw(attribute)
        if found is UNKNOWN:
            yield known_later(attribute)
        elif found:
            yield failed(f"in this segment {en}", f"dans ce segment, {fr}", attribute)
        elif found is not None:
            yield PASSED


def _routes(record: Record) -> Iterator[Verdict]:
    for route in record["routes"] or ():
        if route is UNKNOWN:
            yield known_later("routes")
        elif leaves(route) is not False and all(
            _may_route(seat) or _portal_route(seat, route) for seat in seats(record)
        ):
            yield PASSED
        elif leaves(route) is None:
            yield known_later("routes")
        elif leaves(route):
            yield failed(
                f"hosts of {_owner(record)} are routed to the internet",
                f"les machines de {_owner(record)} sont acheminées vers internet",
                "routes",
            )


def _may_route(record: Record) -> bool:
    owner = record.owner
    if owner is None:
        return False
    return owner.kind == "role.Portal" or _leads_out(record) or purpose_of(record) in _PURPOSES


def _portal_route(record: Record, route: Route) -> bool:
    """The route of a segment in which a portal's load balancer stands. A host without public address has no use of it,
    as long as it leads to no translation of addresses."""
    owner = record.owner
    link = "network" if record.kind == "net.vpc" else "segment"
    if route.via == "nat" or owner is None:
        return False
    return any(look(item.raw("links"), link) == owner.urn for item in record.view.of("role.Portal"))


def _entry(record: Record) -> Verdict:
    public = record["public"]
    owner = record.owner
    if not public:
        return NOT_APPLICABLE if public is None else PASSED
    if owner is not None and owner.kind == "role.Portal":
        return PASSED
    return failed(
        "reached from the internet, and no portal is declared here",
        "joignable depuis internet, alors qu'aucun portail n'est déclaré ici",
        "public",
    )


def _link(record: Record, context: Context) -> Verdict:
    peer = record["peer"]
    if peer is None:
        return NOT_APPLICABLE
    declared = look(spec_of(record.owner), "peer_address")
    known_sites = {str(declared), *context.wanted.sites} if isinstance(declared, str) else set(context.wanted.sites)
    found = network(str(peer))
    if found is not None and any(network(site) == found for site in known_sites):
        return PASSED
    return failed(
        f"links to {peer}, which is not the declared other site",
        f"se relie à {peer}, qui n'est pas l'autre site déclaré",
        "peer",
    )


def _nodes(record: Record) -> Verdict:
    found = record["node_public_ip"]
    if found is None:
        return NOT_APPLICABLE
    if not found:
        return PASSED
    return failed("nodes have public addresses", "les nœuds ont des adresses publiques", "node_public_ip")


def _host(record: Record) -> Iterator[Verdict]:
    given = record.sets("addresses")
    found = record.raw("public_ip")
    if found is UNKNOWN:
        yield known_later("public_ip")
    elif not given and stands_elsewhere(record) and not _is_door(record):
        yield in_no_plan()
    elif not (found or given):
        if found is False:
            yield PASSED
    elif _is_door(record):
        yield PASSED
    else:
        yield failed(
            f"a host of {_owner(record)} has a public address and is no declared gateway",
            f"une machine de {_owner(record)} a une adresse publique sans être une passerelle déclarée",
            "public_ip" if found else "addresses",
        )


_CHECKS: Final[Mapping[str, Callable[[Record], Verdict | Iterator[Verdict]]]] = {
    "compute.k8s": _nodes,
    "compute.vm": _host,
    "net.gateway": _way,
    "net.lb": _entry,
    "net.nat": _way,
    "net.port": _host,
    "net.public_ip": _address,
    "net.route": _routes,
    "net.subnet": _subnet,
    "net.vpc": _network,
}

RULE = Rule(
    id="NET-010",
    title=Text(
        "Public addresses and ways to the internet at declared gateways only",
        "Adresses publiques et accès à internet aux seules passerelles déclarées",
    ),
    clauses=("SNC 9.7.a", "SNC 13.2.a"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=(*_CHECKS, "net.vpn"),
    explanation=Text(
        "The bastion, the portal, the egress proxy and the site link are the only parts of the platform that the "
        "internet sees. Every further public address is one more door that nobody guards.",
        "Le bastion, le portail, le mandataire de sortie et la liaison inter-sites sont les seules parties de la "
        "plateforme visibles d'internet. Toute autre adresse publique est une porte de plus que personne ne garde.",
    ),
    remediation=Text(
        "Remove the address, route or gateway, and reach the host through the bastion, the portal or the proxy; a new "
        "gateway is declared in the intent as one of these roles.",
        "Retirer l'adresse, la route ou la passerelle, et passer par le bastion, le portail ou le mandataire ; une "
        "nouvelle passerelle se déclare dans l'intention sous l'un de ces rôles.",
    ),
    check=check,
)
