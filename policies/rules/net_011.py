"""NET-011: a map of the network and a matrix of its flows can be drawn from the plan, and are true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.context import Context
from policies.kinds.readers import look
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.net.addresses import Network, covered, network, networks
from policies.net.estate import estate, is_backbone, spec_of
from policies.record import Record, known


def check(record: Record, _: Context) -> Verdict | Iterator[Verdict]:
    match record.kind:
        case "stack":
            return _drawn(record)
        case "role.Network" | "role.Segment":
            return _declared(record)
        case "net.vpc":
            return _made(record, "cidrs", record["cidrs"])
    cidr = record["cidr"]
    return _made(record, "cidr", None if cidr is None else (cidr,))


def _drawn(stack: Record) -> Verdict:
    """Whether there is anything on the map: a layer without a network has none."""
    here = [role for role in stack.view.of("role.Network") if role.plan is stack.plan]
    return PASSED if here else NOT_APPLICABLE


def _declared(role: Record) -> Iterator[Verdict]:
    cidr = look(spec_of(role), "cidr")
    own = network(cidr) if isinstance(cidr, str) else None
    if own is None:
        yield failed(
            "has no address range: it cannot be drawn on the map",
            "n'a pas de plage d'adresses : impossible de le porter sur le plan du réseau",
            "spec",
        )
        return
    place = estate(role.view)
    twice = [name for name in place.areas_meeting(own) if name != role.area.name]
    if twice:
        names = ", ".join(twice)
        yield failed(
            f"its addresses are those of {names} as well", f"ses adresses sont aussi celles de {names}", "spec"
        )
    elif role.kind == "role.Segment" and place.ranges and not place.in_area(role.area.name, own):
        yield failed(
            f"{own} lies outside the network of {role.area.name}",
            f"{own} se trouve hors du réseau de {role.area.name}",
            "spec",
        )
    else:
        yield PASSED


def _made(record: Record, attribute: str, cidrs: Any) -> Iterator[Verdict]:
    owner = record.owner
    if is_backbone(record):
        return
    if owner is None or owner.kind not in ("role.Network", "role.Segment", "role.Portal"):
        yield failed(
            "belongs to no declared network or segment: the map does not have it",
            "n'appartient à aucun réseau ou segment déclaré : le plan du réseau ne le porte pas",
            "",
        )
        return
    if cidrs is None:
        return
    for item in cidrs:
        yield _true(str(known(item, attribute)), owner, attribute)


def _true(text: str, owner: Record, attribute: str) -> Verdict:
    found, declared = network(text), _ranges(owner)
    if found is not None and covered(found, declared):
        return PASSED
    return failed(
        f"{text} is not what its role declares: the map would be false",
        f"{text} n'est pas ce que son rôle déclare : le plan du réseau serait faux",
        attribute,
    )


def _ranges(owner: Record) -> tuple[Network, ...]:
    if owner.kind == "role.Portal":
        return estate(owner.view).ranges.get(owner.area.name, ())
    spec = spec_of(owner)
    texts = (look(spec, "cidr"), look(spec, "transit_cidr"))
    return networks(item for item in texts if isinstance(item, str))


RULE = Rule(
    id="NET-011",
    title=Text(
        "The map of the network and the matrix of flows can be drawn from the plan",
        "Le plan du réseau et la matrice des flux se tirent du plan de déploiement",
    ),
    clauses=("SNC 13.1.a",),
    tier=Tier.EVIDENCE,
    severity=Severity.MEDIUM,
    scope=Scope.PLAN,
    kinds=("stack", "role.Network", "role.Segment", "net.vpc", "net.subnet"),
    explanation=Text(
        "Where health data can flow is read from one map that is always true, because it is drawn from the plan. "
        "What lies outside every declared segment, or has other addresses than declared, is missing from it.",
        "Par où les données de santé peuvent circuler se lit sur un plan toujours vrai, puisqu'il est tiré du "
        "déploiement. Ce qui se trouve hors de tout segment déclaré, ou porte d'autres adresses, y manque.",
    ),
    remediation=Text(
        "Make networks and segments through their roles only, with a `slot` or a `cidr` in the intent.",
        "Ne créer réseaux et segments que par leurs rôles, avec un `slot` ou un `cidr` dans l'intention.",
    ),
    check=check,
    evidence=Text(
        "The security officer brings the map and the matrix of flows drawn from this plan, with the date of their last "
        "review.",
        "Le responsable de la sécurité produit le plan du réseau et la matrice des flux tirés de ce plan, avec la date "
        "de leur dernière revue.",
    ),
)
