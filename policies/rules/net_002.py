"""NET-002: everything is closed but declared flows."""

from __future__ import annotations

from collections.abc import Iterator

from plan.values import UNKNOWN
from policies.context import Context
from policies.kept import kept
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.net.declared import Declared, allows, answered, authority, by_service, carried, declared, flows_in_tag
from policies.net.demanded import NO_GROUP
from policies.net.estate import purpose_of
from policies.net.groups import Entry, all_entries, entries, group_of, is_answer
from policies.net.ports import shown
from policies.net.walls import has_router, unguarded
from policies.record import KnownLater, Record


def check(record: Record, context: Context) -> Iterator[Verdict]:
    if record.kind in ("net.sg", "net.sg_rule"):
        return _group(record, context)
    if record.kind == "role.Firewall":
        return _firewall(record)
    return _guarded(record)


def _group(record: Record, context: Context) -> Iterator[Verdict]:
    if record.kind == "net.sg":
        yield from _closed(record)
    group = group_of(record)
    around = all_entries(group) if group is not None else ()
    for entry in entries(record):
        if isinstance(entry, KnownLater):
            yield known_later(entry.attribute)
        else:
            yield _declared(entry, around, record, context)


def _closed(group: Record) -> Iterator[Verdict]:
    """The defaults of a group: closed in both directions, and answers by themselves where hosts are the members."""
    for side, en, fr in (("default_in", "incoming", "entrantes"), ("default_out", "outgoing", "sortantes")):
        found = group.raw(side)
        if found is UNKNOWN:
            yield known_later(side)
        elif found == "deny":
            yield PASSED
        else:
            yield failed(
                f"{en} connections that no rule names are not refused",
                f"les connexions {fr} qu'aucune règle ne nomme ne sont pas refusées",
                side,
            )
    if group.raw("stateful") is False and not _of_network(group):
        yield failed(
            "the group keeps no memory of connections: answers would have to be opened like connections",
            "le groupe ne garde pas trace des connexions : il faudrait ouvrir les réponses comme des connexions",
            "stateful",
        )


def _of_network(group: Record) -> bool:
    """A network's own list, behind which the groups of the hosts stand."""
    owner = group.owner
    return owner is not None and owner.kind == "role.Network"


def _declared(entry: Entry, around: tuple[Entry, ...], record: Record, context: Context) -> Verdict:
    if by_service(entry, record):
        return PASSED
    ids = carried(entry, group_of(record))
    if not ids:
        return failed(
            f"{entry.shown} carries no id of a flow: nobody declared it",
            f"{entry.shown} ne porte aucun identifiant de flux : personne ne l'a déclaré",
            "rules",
        )
    named = _named(record, ids) if entry.flow else _named_by_tag(record)
    if not named:
        return failed(
            f"{entry.shown}: no flow {', '.join(ids)} is declared at this segment",
            f"{entry.shown} : aucun flux {', '.join(ids)} n'est déclaré pour ce segment",
            "rules",
        )
    return _as_wide(entry, around, named, context)


def _named(record: Record, ids: tuple[str, ...]) -> tuple[Declared, ...]:
    """What is declared of these flows at the record's segment."""
    owner = authority(record)
    flows = declared(owner) if owner is not None else {}
    return tuple([rule for flow in dict.fromkeys(ids) for rule in flows.get(flow, ())])


@kept
def _named_by_tag(record: Record) -> tuple[Declared, ...]:
    """The same of the flows in the tag of the record's group, which count for all its rules without an id."""
    group = group_of(record)
    return _named(record, flows_in_tag(group)) if group is not None else ()


def _as_wide(entry: Entry, around: tuple[Entry, ...], named: tuple[Declared, ...], context: Context) -> Verdict:
    asked = answered(entry) if is_answer(entry, around) else entry
    in_time = [rule for rule in named if rule.until is None or context.on <= rule.until]
    if not allows(named, asked):
        return failed(
            f"{entry.shown} opens more than its flow declares: {entry.direction}, {entry.protocol}, "
            f"ports {shown(entry.ports)}, {', '.join(entry.peers) or 'everybody'}",
            f"{entry.shown} ouvre plus que son flux ne déclare : {entry.direction}, {entry.protocol}, "
            f"ports {shown(entry.ports)}, {', '.join(entry.peers) or 'tous'}",
            "rules",
        )
    if len(in_time) < len(named) and not allows(in_time, asked):
        ends = sorted({str(rule.until) for rule in named if rule not in in_time})
        return failed(
            f"{entry.shown}: its flow ended on {', '.join(ends)}",
            f"{entry.shown} : son flux a pris fin le {', '.join(ends)}",
            "rules",
        )
    if not all(rule.justified for rule in named):
        return failed(
            f"{entry.shown}: its flow says no reason", f"{entry.shown} : son flux ne donne aucun motif", "rules"
        )
    return PASSED


def _firewall(role: Record) -> Iterator[Verdict]:
    """A firewall that is asked for stands somewhere: as a group, or on the network's router of our own."""
    groups = (item for item in role.view.made_for(role) if item.kind == "net.sg" and not item.entry.of)
    if any(groups) or has_router(role):
        yield PASSED
    elif (role.plan.cloud, purpose_of(role)) not in NO_GROUP:
        yield failed(
            "nothing in the plan enforces the flows of this segment: no group of rules, no router of our own",
            "rien dans le plan n'applique les flux de ce segment : ni groupe de règles, ni routeur exploité en propre",
            "spec",
        )


def _guarded(record: Record) -> Iterator[Verdict]:
    found = unguarded(record)
    if found is not None:
        yield failed(*found) if found else PASSED


RULE = Rule(
    id="NET-002",
    title=Text(
        "Only declared flows are open, in both directions", "Seuls les flux déclarés sont ouverts, dans les deux sens"
    ),
    clauses=("SNC 13.1.a", "SNC 13.2.e"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("net.sg", "net.sg_rule", "net.vpc", "net.subnet", "net.port", "net.lb", "compute.vm", "role.Firewall"),
    explanation=Text(
        "Every opening between segments is a flow of the intent with an id and a reason, and opens no more than it "
        "says. What nobody declared nobody reviews: an opening without a flow stays until it is used against the data.",
        "Toute ouverture entre segments est un flux de l'intention, avec un identifiant et un motif, et n'ouvre pas "
        "plus qu'il ne dit. Ce que personne n'a déclaré, personne ne le revoit : une ouverture sans flux reste en "
        "place jusqu'à ce qu'elle serve contre les données.",
    ),
    remediation=Text(
        "Declare the flow in the intent (`flows:` with id, from, to, ports, justification) and let the firewall of the "
        "segment make the rule, or remove the rule; close both directions by default; put every host into its "
        "segment's group.",
        "Déclarer le flux dans l'intention (`flows:` avec id, from, to, ports, justification) et laisser le pare-feu "
        "du segment créer la règle, ou supprimer la règle ; fermer par défaut les deux sens ; placer chaque machine "
        "dans le groupe de son segment.",
    ),
    check=check,
)
