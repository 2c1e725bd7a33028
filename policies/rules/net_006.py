"""NET-006: the only ways out are the egress gateway, to named hosts, and the airlock, by two persons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.context import Context
from policies.kinds.readers import look
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.net.addresses import too_wide
from policies.net.estate import SPACE, gap, purpose_of, spec_of
from policies.net.groups import Entry, entries, group_of
from policies.record import KnownLater, Record, known

_AIRLOCK_GAPS: Final = ("airlock.separation", "airlock.review")
_STAGES: Final = frozenset({"inbox", "review", "outbox"})


def check(record: Record, context: Context) -> Iterator[Verdict]:
    if record.kind == "net.egress_gw":
        return _gateway(record, context)
    if record.kind == "role.EgressAllowList":
        return _allow_list(record, context)
    if record.kind == "role.Airlock":
        return _airlock(record)
    return _bastion(record) if record.kind == "admin.bastion" else _open_ways(record)


def _bastion(record: Record) -> Iterator[Verdict]:
    copies = record["copy"]
    if copies:
        yield failed(
            "files or the clipboard pass through the bastion: a way out past the airlock",
            "des fichiers ou le presse-papiers traversent le bastion : une sortie hors du sas",
            "copy",
        )
    elif copies is False:
        yield PASSED


def _gateway(record: Record, context: Context) -> Iterator[Verdict]:
    refuses = record["default_deny"]
    if refuses is not True:
        yield failed(
            "what the gateway's rules do not name is not refused",
            "ce que les règles de la passerelle ne nomment pas n'est pas refusé",
            "default_deny",
        )
    allowed = _declared(record, context)
    for host in record["hosts"] or ():
        yield _host(known(host, "hosts"), allowed)


def _declared(record: Record, context: Context) -> frozenset[str]:
    """Hosts of the intent's allow list; of the role's own where the plan comes without an intent."""
    if context.wanted.allowed_hosts:
        return frozenset(host.casefold() for host in context.wanted.allowed_hosts)
    return frozenset(_text(item, "host").casefold() for item in _allowed(record.owner))


def _allowed(role: Record | None) -> tuple[Any, ...]:
    found = look(spec_of(role), "allowed")
    return tuple(found) if isinstance(found, list | tuple) else ()


def _text(value: Any, path: str) -> str:
    found = look(value, path)
    return found if isinstance(found, str) else ""


def _host(host: object, allowed: frozenset[str]) -> Verdict:
    name = str(host).strip().casefold()
    if "*" in name or name in ("", ".") or name.startswith("."):
        return failed(
            f"`{host}` is no single host: nobody knows where it leads",
            f"« {host} » n'est pas un hôte précis : nul ne sait où il mène",
            "hosts",
        )
    if name not in allowed:
        return failed(
            f"{host} is not in the intent's list of destinations",
            f"{host} ne figure pas dans la liste des destinations de l'intention",
            "hosts",
        )
    return PASSED


def _allow_list(role: Record, context: Context) -> Iterator[Verdict]:
    if not any(item.owner is role for item in role.view.of("net.egress_gw", "compute.vm")):
        yield failed(
            "no gateway of the plan holds connections to the list of destinations",
            "aucune passerelle du plan ne restreint les connexions à la liste des destinations",
            "spec",
        )
    for item in _allowed(role):
        host = _text(item, "host")
        if not _text(item, "justification").strip() or not _text(item, "flow"):
            yield failed(
                f"{host} has no reason or no id of a flow",
                f"{host} n'a pas de motif ou pas d'identifiant de flux",
                "spec",
            )
        yield _host(host, _declared_of_role(host, context))


def _declared_of_role(host: str, context: Context) -> frozenset[str]:
    wanted = context.wanted.allowed_hosts
    return frozenset(item.casefold() for item in wanted) if wanted else frozenset({host.casefold()})


def _airlock(role: Record) -> Iterator[Verdict]:
    gaps = [item for item in role.raw("gaps") or () if look(item, "capability") in _AIRLOCK_GAPS]
    for item in gaps:
        name, level = look(item, "capability"), look(item, "level")
        yield failed(
            f"{name} is a gap ({level}): the way out is not held by the cloud but by whoever follows the procedure",
            f"{name} est une lacune ({level}) : la sortie n'est pas tenue par le nuage mais par qui suit la procédure",
            "gaps",
        )
    missing = sorted(_STAGES - {stage for stage in look(spec_of(role), "stages") or () if isinstance(stage, str)})
    if missing:
        names = ", ".join(missing)
        yield failed(f"the airlock has no stage {names}", f"le sas n'a pas d'étape {names}", "spec")
    if not isinstance(look(role.raw("links"), "reviewers"), str):
        lack = gap(role, "group")
        en, fr = (f"; gap of this cloud: {lack}", f" ; lacune de ce nuage : {lack}") if lack else ("", "")
        yield failed(
            f"no group of reviewers is made: nobody is named who decides on what leaves{en}",
            f"aucun groupe de contrôleurs n'est créé : personne n'est désigné pour décider de ce qui sort{fr}",
            "links",
        )
    buckets = [item for item in role.view.of("role.Bucket") if item.owner is role]
    if len(buckets) < len(_STAGES):
        yield failed(
            f"{len(buckets)} buckets for {len(_STAGES)} stages: what waits is not kept apart",
            f"{len(buckets)} compartiments pour {len(_STAGES)} étapes : ce qui attend n'est pas mis à part",
            "spec",
        )
    elif not (gaps or missing):
        yield PASSED


def _open_ways(record: Record) -> Iterator[Verdict]:
    """Ways out to the world beside the gateway's own. Those of a project space are asked by NET-005."""
    if record.area.stage == SPACE:
        return
    if record.kind == "net.subnet":
        if record["open_outbound"] is not None:
            yield _subnet(record)
        return
    for entry in entries(record):
        if isinstance(entry, KnownLater):
            yield known_later(entry.attribute)
        elif entry.direction != "in" and too_wide(frozenset(entry.peers or ("*",))):
            yield _wide(entry, record)


def _subnet(record: Record) -> Verdict:
    if not record["open_outbound"]:
        return PASSED
    return failed(
        "hosts of this segment reach the internet by a default of the cloud, past the gateway",
        "les machines de ce segment atteignent internet par défaut, hors de la passerelle",
        "open_outbound",
    )


def _wide(entry: Entry, record: Record) -> Verdict:
    group = group_of(record) or record
    if group.owner is not None and purpose_of(group) == "egress":
        return PASSED
    return failed(
        f"{entry.shown} lets hosts out to the world past the gateway",
        f"{entry.shown} laisse des machines sortir vers le monde entier hors de la passerelle",
        "rules",
    )


RULE = Rule(
    id="NET-006",
    title=Text(
        "The only ways out are the list of named hosts and the airlock",
        "Les seules sorties sont la liste d'hôtes nommés et le sas",
    ),
    clauses=("SNC 12.14.a", "MR-005 SEC-EXP-2", "MR-005 SEC-EXP-3", "C3A SOV-4-07"),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.PLAN,
    kinds=(
        "net.egress_gw",
        "admin.bastion",
        "role.EgressAllowList",
        "role.Airlock",
        "net.sg",
        "net.sg_rule",
        "net.subnet",
    ),
    explanation=Text(
        "What leaves the platform goes to a host that the intent names, or through quarantine and the eyes of a second "
        "person. Every other way out is one through which health data leaves unseen.",
        "Ce qui quitte la plateforme va vers un hôte que l'intention nomme, ou passe par une quarantaine et sous les "
        "yeux d'une seconde personne. Toute autre sortie en est une par où des données de santé partent sans être "
        "vues.",
    ),
    remediation=Text(
        "Name each destination with a reason in `hub.egress.allowed`; remove every other opening to the world; give "
        "the airlock three stages and reviewers; where the cloud cannot separate or review, write the procedure and "
        "have it approved.",
        "Nommer chaque destination et son motif dans `hub.egress.allowed` ; supprimer toute autre ouverture vers le "
        "monde ; donner au sas trois étapes et des contrôleurs ; là où le nuage ne sait ni séparer ni contrôler, "
        "écrire la procédure et la faire approuver.",
    ),
    check=check,
    evidence=Text(
        "The data-protection officer brings the procedure of the airlock and the record of who approved what, for each "
        "space whose cloud does not separate the stages or review by itself.",
        "Le délégué à la protection des données produit la procédure du sas et le registre de qui a approuvé quoi, "
        "pour chaque espace dont le nuage ne sépare pas les étapes ou ne contrôle pas de lui-même.",
    ),
)
