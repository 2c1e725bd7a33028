"""ADM-001: hosts are administered through the bastion only."""

from __future__ import annotations

from collections.abc import Iterator

from policies.context import Context
from policies.kinds.readers import look
from policies.model import PASSED, Result, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.net.addresses import Network, covered, is_private, network, networks, too_wide
from policies.net.declared import authority, by_service
from policies.net.estate import Estate, estate, purpose_of, spec_of
from policies.net.groups import Entry, admin_entry, all_entries, entries, group_of, is_answer, named
from policies.net.ports import Range, admin_ports, parsed
from policies.record import KnownLater, Record, known


def check(record: Record, context: Context) -> Iterator[Verdict]:
    match record.kind:
        case "role.Bastion":
            return _bastion(record, context)
        case "admin.bastion":
            return _flag(
                record,
                "shareable_link",
                "the bastion can be entered by a link, past the directory",
                "le bastion est accessible par un lien, hors de l'annuaire",
            )
        case "net.nat":
            return _flag(
                record,
                "jump_host",
                "a jump host of the provider answers to the internet beside the bastion",
                "un rebond du fournisseur répond à internet à côté du bastion",
            )
        case "net.lb":
            return _listeners(record)
    return _group(record, context)


def _flag(record: Record, attribute: str, en: str, fr: str) -> Iterator[Verdict]:
    found = record[attribute]
    if found:
        yield failed(en, fr, attribute)
    elif found is False:
        yield PASSED


def _listeners(record: Record) -> Iterator[Verdict]:
    for listener in record["listeners"] or ():
        entry = known(listener, "listeners")
        # SSH behind the port of HTTPS is SSH all the same
        ends = [known(end, "listeners") for end in (entry.port, entry.behind) if end is not None]
        if not ends:
            continue  # the way to the hosts behind it, not an entry
        ports = tuple(dict.fromkeys(port for end in ends for port in admin_ports("tcp", _range(end))))
        if ports:
            yield failed(
                f"a load balancer passes {named(ports)} on",
                f"un répartiteur de charge relaie {named(ports)}",
                "listeners",
            )
        else:
            yield PASSED


def _range(port: object) -> tuple[Range, ...]:
    """The ports of an entry; what nobody can read is every port."""
    try:
        return parsed((str(port),))
    except ValueError:
        return ()


def _bastion(role: Record, context: Context) -> Iterator[Verdict]:
    """The bastion's own door: the declared ranges, and never so many that they are nobody in particular."""
    ranges = look(spec_of(role), "allowed_cidrs")
    texts = [str(item) for item in ranges] if isinstance(ranges, list | tuple) else []
    if not texts or too_wide(frozenset(texts)):
        yield failed(
            "the ranges from which the bastion may be entered are missing or too wide",
            "les plages depuis lesquelles le bastion est accessible manquent ou sont trop larges",
            "spec",
        )
        return
    wanted = networks(context.wanted.admin_cidrs)
    strange = [text for text in texts if wanted and not _in(text, wanted)]
    if strange:
        names = ", ".join(strange)
        yield failed(f"the intent does not name {names}", f"l'intention ne nomme pas {names}", "spec")
    else:
        yield PASSED


def _in(text: str, ranges: tuple[Network, ...]) -> bool:
    found = network(text)
    return found is not None and covered(found, ranges)


def _group(record: Record, context: Context) -> Iterator[Verdict]:
    group = group_of(record)
    around = all_entries(group) if group is not None else ()
    for entry in entries(record):
        if isinstance(entry, KnownLater):
            yield known_later(entry.attribute)
            continue
        ports = admin_entry(entry)
        if ports and not is_answer(entry, around) and not by_service(entry, record):
            yield _opens(entry, ports, record, context)


def _opens(entry: Entry, ports: tuple[int, ...], record: Record, context: Context) -> Verdict:
    place = estate(record.view)
    sources = entry.own if entry.direction == "across" else entry.peers
    allowed = _administrators(record, place, context)
    strange = [source for source in sources or ("*",) if not _in(source, allowed)]
    if not strange or _one_cluster(entry, sources, record, place):
        return PASSED
    if not place.bastions and all(_private(source) for source in strange):
        return _bastion_elsewhere(entry)
    return failed(
        f"{entry.shown} opens {named(ports)} to {', '.join(strange)}, which is not the bastion",
        f"{entry.shown} ouvre {named(ports)} à {', '.join(strange)}, qui n'est pas le bastion",
        "rules",
    )


def _administrators(record: Record, place: Estate, context: Context) -> tuple[Network, ...]:
    """From where ports of administration may be reached: at the bastion itself the declared ranges of people."""
    owner = authority(record)
    if owner is not None and owner.kind != "role.Network" and purpose_of(owner) == "bastion":
        return (*place.bastions, *(networks(context.wanted.admin_cidrs) or place.bastion_ranges))
    return place.bastions


def _one_cluster(entry: Entry, sources: tuple[str, ...], record: Record, place: Estate) -> bool:
    """Nodes of one cluster among each other: they are one machine, and who is on a node is on it already."""
    owner = authority(record)
    cluster = [item.range for item in place.segments if item.purpose == "cluster" and item.area == record.area.name]
    if owner is None or not sources or (entry.direction != "across" and purpose_of(owner) != "cluster"):
        return False
    ends = (*sources, *entry.peers)
    return any(all(_in(end, (segment,)) for end in ends) for segment in cluster)


def _private(source: str) -> bool:
    found = network(source)
    return found is not None and is_private(found)


def _bastion_elsewhere(entry: Entry) -> Verdict:
    return Verdict(
        Result.UNKNOWN,
        Text(
            f"{entry.shown}: the plan has no bastion to compare with; check the whole estate",
            f"{entry.shown} : le plan n'a pas de bastion à quoi comparer ; vérifier tout le patrimoine",
        ),
        ("rules",),
    )


RULE = Rule(
    id="ADM-001",
    title=Text("Hosts are administered through the bastion only", "Les machines ne s'administrent que par le bastion"),
    clauses=("SNC 12.12.a", "SNC 9.6.d", "SNC annex 2.i"),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.PLAN,
    kinds=("net.sg", "net.sg_rule", "net.nat", "net.lb", "admin.bastion", "role.Bastion"),
    explanation=Text(
        "Every session on a host with health data passes the bastion, where it is authorised and recorded. "
        "A port of administration that is open from elsewhere is a session that leaves no trace.",
        "Toute session sur une machine qui porte des données de santé passe par le bastion, où elle est autorisée et "
        "enregistrée. Un port d'administration ouvert d'ailleurs, c'est une session qui ne laisse pas de trace.",
    ),
    remediation=Text(
        "Let flows to ports of administration come from `hub.bastion` only, and people reach the bastion from "
        "`hub.bastion.allowed_cidrs`; switch off jump hosts and shareable links of the provider.",
        "Ne faire venir les flux vers les ports d'administration que de `hub.bastion`, et n'admettre au bastion que "
        "`hub.bastion.allowed_cidrs` ; désactiver les rebonds et liens partageables du fournisseur.",
    ),
    check=check,
)
