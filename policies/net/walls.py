"""Whether a host, a card or a segment stands behind a wall at all. Pure."""

from __future__ import annotations

from typing import Final

from facts.model import Level
from plan.values import UNKNOWN
from policies.kept import kept_of_view
from policies.kinds.readers import each, look, stands
from policies.model import Result, Text, Verdict
from policies.net.demanded import NO_GROUP
from policies.net.estate import level_of, purpose_of, ref_names
from policies.record import Record
from policies.view import View

Message = tuple[str, str, str]
"""English, French, property."""

# roles whose cards are legs of the network's own router, which has no group of rules
_ROUTER_ROLES: Final = frozenset({"role.Network", "role.Segment"})
_FORWARDING: Final = frozenset({"role.SiteLink"})
_EACH: Final = "[]."
"""In the path of an input: a part of each member of a list."""


def unguarded(record: Record) -> Message | tuple[()] | None:
    """Why a record stands behind no wall; empty where it stands behind one, None where it needs none.

    Raises:
        KnownLater: known only after apply.
    """
    if record.kind == "net.vpc":
        return _addresses(record)
    if record.kind == "net.subnet":
        return _segment(record)
    if record.kind == "net.port":
        return _card(record)
    return _entry(record) if record.kind == "net.lb" else _host(record)


def _addresses(network: Record) -> Message | tuple[()] | None:
    enforced = network["port_security"]
    if enforced is None:
        return None
    if enforced:
        return ()
    return (
        "hosts of this network may take any address, and no group of rules counts there",
        "les machines de ce réseau peuvent prendre n'importe quelle adresse, et aucun groupe de règles n'y vaut",
        "port_security",
    )


def _segment(subnet: Record) -> Message | tuple[()] | None:
    """Only where the cloud puts groups on segments. Elsewhere they are on hosts, and hosts are asked."""
    if "firewall" not in ref_names(subnet) or (subnet.cloud, purpose_of(subnet)) in NO_GROUP:
        return None
    if subnet.sets("firewall"):
        return _strange(subnet, "firewall") or ()
    return (
        "no group of rules is on this segment",
        "aucun groupe de règles n'est associé à ce segment",
        "firewall",
    )


def _card(port: Record) -> Message | tuple[()] | None:
    owner = port.owner
    if owner is not None and owner.kind in _ROUTER_ROLES:
        return None
    if port["port_security"] is False:
        return (
            "no group of rules counts on this card, and it may take any address",
            "aucun groupe de règles ne vaut sur cette carte, et elle peut prendre n'importe quelle adresse",
            "port_security",
        )
    if port["forwards"] and (owner is None or owner.kind not in _FORWARDING):
        return (
            "this card takes traffic that is not its own: the host can pass as another one, or join segments",
            "cette carte accepte du trafic qui n'est pas le sien : la machine peut passer pour une autre, ou joindre "
            "des segments",
            "forwards",
        )
    if port.sets("groups") or _behind_segments(port) or has_router(port):
        return _strange(port, "groups") or ()
    if "groups" not in ref_names(port):
        return None  # at this cloud groups are on the host, which is asked
    return (
        "this card is in no group of rules",
        "cette carte n'appartient à aucun groupe de règles",
        "groups",
    )


def _entry(balancer: Record) -> Message | tuple[()] | None:
    """Only where the cloud puts groups on load balancers."""
    if "groups" not in ref_names(balancer):
        return None
    if balancer.sets("groups"):
        return _strange(balancer, "groups") or ()
    return (
        "this load balancer is in no group of rules: the cloud's default group decides what it opens",
        "ce répartiteur n'appartient à aucun groupe de règles : le groupe par défaut du nuage décide de ce qu'il ouvre",
        "groups",
    )


def _host(host: Record) -> Message | tuple[()] | None:
    if host["forwards"] and (host.owner is None or host.owner.kind not in _FORWARDING):
        return (
            "this host takes traffic that is not its own: it can pass as another one, or join segments",
            "cette machine accepte du trafic qui n'est pas le sien : elle peut passer pour une autre, ou joindre des "
            "segments",
            "forwards",
        )
    guarded = (host.sets("groups") or _cards_guarded(host)) and not has_bare_member(host, "groups", "ports")
    if guarded or _behind_segments(host) or has_router(host):
        return _strange(host, "groups") or ()
    return (
        "this host is in no group of rules: the cloud's default group decides what it opens",
        "cette machine n'appartient à aucun groupe de règles : le groupe par défaut du nuage décide de ce qu'elle "
        "ouvre",
        "groups",
    )


def _strange(record: Record, ref: str) -> Message | None:
    """A group that is not the one of the record's own segment: its flows are another segment's."""
    if not record.sets(ref):
        return None
    groups = record.refs(ref, "net.sg")
    if not groups and _is_literal(record, ref):
        return (
            "its group of rules is in no plan: nobody can say what it opens",
            "son groupe de règles ne figure dans aucun plan : nul ne peut dire ce qu'il ouvre",
            ref,
        )
    for group in groups:
        if group.area.name != record.area.name or _differ(purpose_of(group), purpose_of(record)):
            place = " ".join((group.area.name, purpose_of(group))).strip() or "?"
            return (
                f"stands behind the group `{group.name}` of another segment ({place})",
                f"se trouve derrière le groupe « {group.name} » d'un autre segment ({place})",
                ref,
            )
    return None


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _is_literal(record: Record, ref: str) -> bool:
    """Whether it names what it points to by texts that are known."""
    paths = (path for part in record.parts for _, path in part.entry.pointers.get(ref, ()))
    values = [value for path in paths if (value := record.inputs(path)) not in (None, "", [], {})]
    return not any(value is UNKNOWN or (isinstance(value, list) and UNKNOWN in value) for value in values)


def _cards_guarded(host: Record) -> bool:
    cards = {card.urn: card for card in (*host.refs("ports", "net.port"), *host.view.pointing_to(host, "net.port"))}
    return bool(cards) and all(card.sets("groups") or _behind_segments(card) for card in cards.values())


def stands_elsewhere(card: Record) -> bool:
    """Whether a card stands in a network that is named by a known text and is in no plan: it can be the cloud's public
    one, where every card gets a public address. Only where the class itself cannot say it."""
    if card.kind != "net.port" or card.raw("public_ip") is not None:
        return False
    for ref in ("network", "subnets"):
        if ref in ref_names(card) and card.sets(ref):
            return not card.refs(ref) and _is_literal(card, ref)
    return False


def in_no_plan() -> Verdict:
    """What is said of a card that stands elsewhere: only who knows that network can tell."""
    return Verdict(
        Result.UNKNOWN,
        Text(
            "stands in a network that no plan has, which can be the cloud's public one; check the whole estate",
            "se trouve dans un réseau qui ne figure dans aucun plan et peut être le réseau public du nuage ; vérifier "
            "tout le patrimoine",
        ),
        ("network",),
    )


def has_bare_member(record: Record, ref: str, *others: str) -> bool:
    """Whether a member of a list names nothing by this ref, nor by the others, where members may: a card that is made
    with a host and is in no group, beside others that are; an entry without a firewall."""
    firsts, further = record.entry.pointers.get(ref, ()), (record.entry.pointers.get(name, ()) for name in others)
    paths = [path for pairs in (firsts, *further) for _, path in pairs if _EACH in path]
    for members in {path.partition(_EACH)[0] for _, path in firsts if _EACH in path}:
        named = [path.removeprefix(members + _EACH) for path in paths if path.startswith(members + _EACH)]
        for member in each(record.inputs(members)):
            if member is not UNKNOWN and not any(stands(look(member, path)) for path in named):
                return True
    return False


def _behind_segments(record: Record) -> bool:
    segments = record.refs("subnets", "net.subnet")
    return bool(segments) and all(segment.sets("firewall") for segment in segments)


def has_router(record: Record) -> bool:
    """Whether the walls of its area stand on a router of our own: a host that the area's network is made of.

    Only at a cloud of which the facts say that we operate the firewall ourselves. What such a router lets through is
    written in its user-data, which is not read here; its flows are those that the roles declare.
    """
    name = record.area.name
    if not name or level_of(record.plan.cloud, "firewall") is not Level.SELF_OPERATED:
        return False
    return name in _with_routers(record.view)


@kept_of_view
def _with_routers(view: View) -> frozenset[str]:
    """Names of the areas whose network has a host of its own."""
    hosts = view.of("compute.vm")
    return frozenset(host.area.name for host in hosts if host.owner is not None and host.owner.kind == "role.Network")
