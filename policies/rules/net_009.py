"""NET-009: connections are recorded in every network and on every link to another site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.context import Context
from policies.kinds.readers import look
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.net.estate import gap, is_backbone
from policies.record import Record

_OF_ROLES: Final = frozenset({"role.Network", "role.Segment"})


def check(record: Record, _: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "net.flowlog":
        return _log(record)
    if record.kind == "role.Network":
        return _network(record)
    if record.kind == "role.SiteLink":
        return _link(record)
    # the networks of an area are asked together, at the role that they are made for
    owner = record.owner
    together = owner is not None and owner.kind in _OF_ROLES
    return NOT_APPLICABLE if together or is_backbone(record) else _one(record)


def _log(record: Record) -> Iterator[Verdict]:
    if record["enabled"] is not True:
        yield failed("the record of connections is switched off", "le journal des connexions est désactivé", "enabled")
    elif not record.sets("store"):
        yield failed(
            "the record of connections is kept nowhere", "le journal des connexions n'est conservé nulle part", "store"
        )
    else:
        yield PASSED
    days = record["retention_days"]
    if days is not None and 0 < days < _wanted_days(record):
        yield failed(
            f"connections are kept {days} days, {_wanted_days(record)} are asked for",
            f"les connexions sont conservées {days} jours, {_wanted_days(record)} sont demandés",
            "retention_days",
        )


def _wanted_days(record: Record) -> int:
    owner = record.owner
    days = look(owner.raw("spec"), "retention_days") if owner is not None and owner.kind == "role.FlowLog" else None
    return days if isinstance(days, int) else 0


def _network(role: Record) -> Verdict:
    made = [item for item in role.view.of("net.vpc") if _belongs(item, role)]
    return _verdict(role, made)


def _belongs(record: Record, role: Record) -> bool:
    owner = record.owner
    if owner is None or owner is role:
        return owner is role
    return owner.kind == "role.Segment" and look(owner.raw("links"), "network") == role.urn


def _link(role: Record) -> Verdict:
    """What enters by a link to another site enters the hub's network: its record has it."""
    linked = role.view.linked(role, "network")
    return _network(linked) if linked is not None else _verdict(role, [])


def _one(record: Record) -> Verdict:
    return _verdict(record, [record])


def _verdict(record: Record, made: list[Record]) -> Verdict:
    dark = [item for item in made if not _recorded(item)]
    if made and not dark:
        return PASSED
    names = ", ".join(item.name for item in dark[:3]) + (", ..." if len(dark) > 3 else "")
    missing = _gap(record)
    en = f"connections are not recorded ({names})" if names else "connections are not recorded"
    fr = f"les connexions ne sont pas journalisées ({names})" if names else "les connexions ne sont pas journalisées"
    if missing:
        return failed(f"{en}; gap of this cloud: {missing}", f"{fr} ; lacune de ce nuage : {missing}", "")
    return failed(en, fr, "")


def _recorded(network: Record) -> bool:
    logs = network.view.pointing_to(network, "net.flowlog")
    return any(log.raw("enabled") is True and log.sets("store") for log in logs)


def _gap(record: Record) -> str:
    logs = (item for item in record.view.of("role.FlowLog") if item.area.name == record.area.name)
    return next((found for item in logs if (found := gap(item, "flow-log"))), "")


RULE = Rule(
    id="NET-009",
    title=Text("Connections are recorded in every network", "Les connexions sont journalisées dans chaque réseau"),
    clauses=("SNC 13.3.a",),
    tier=Tier.ENFORCED,
    severity=Severity.MEDIUM,
    scope=Scope.PLAN,
    kinds=("role.Network", "role.SiteLink", "net.vpc", "net.flowlog"),
    explanation=Text(
        "Who was connected to the data when is known only from a record that no host can change. "
        "Without it a leak is neither seen while it happens nor told apart from a rumour afterwards.",
        "Qui était connecté aux données, et quand, ne se sait que par un journal qu'aucune machine ne peut modifier. "
        "Sans lui, une fuite ne se voit pas pendant qu'elle a lieu et ne se distingue pas d'une rumeur ensuite.",
    ),
    remediation=Text(
        "Record the flows of every network into the audit sink (`hub.flow_log`); where the cloud has no flow log, put "
        "a probe on the routers and links that you operate and record the shortfall.",
        "Journaliser les flux de chaque réseau vers le puits d'audit (`hub.flow_log`) ; là où le nuage n'a pas de "
        "journal de flux, placer une sonde sur les routeurs et liaisons exploités en propre et consigner l'écart.",
    ),
    check=check,
)
