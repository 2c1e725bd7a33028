"""NET-001: nothing that administers is open to the world, by any spelling of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plan.values import UNKNOWN
from policies.context import Context
from policies.kept import kept
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.net.addresses import is_public, too_wide
from policies.net.groups import Entry, admin_entry, all_entries, entries, group_of, named
from policies.record import KnownLater, Record


def check(record: Record, _: Context) -> Iterator[Verdict]:
    if record.kind == "net.sg":
        yield from _default(record)
    group = group_of(record)
    for entry in entries(record):
        if isinstance(entry, KnownLater):
            yield known_later(entry.attribute)
        elif ports := admin_entry(entry):
            yield _opens(entry, ports, group)


def _default(group: Record) -> Iterator[Verdict]:
    found = group.raw("default_in")
    if found is UNKNOWN:
        yield known_later("default_in")
    elif found == "allow":
        yield failed(
            "connections that no rule names are accepted: every port of administration is open to the world",
            "les connexions qu'aucune règle ne nomme sont acceptées : tous les ports d'administration sont ouverts au "
            "monde entier",
            "default_in",
        )


def _opens(entry: Entry, ports: tuple[int, ...], group: Record | None) -> Verdict:
    peers = entry.peers or ("*",)
    sources = entry.own or ("*",) if entry.direction == "across" else peers
    if too_wide(frozenset(sources)):
        return _failed(entry, ports)
    if group is None or not any(is_public(source) for source in sources):
        return PASSED
    together = [port for port in ports if too_wide(_sources(group, port))]
    if together:
        return _failed(
            entry, tuple(together), " together with the other rules of its group", " avec les autres règles du groupe"
        )
    return PASSED


def _sources(group: Record, port: int) -> frozenset[str]:
    """From where all rules of a group together let connections to a port in."""
    return _by_port(group).get(port, frozenset())


@kept
def _by_port(group: Record) -> Mapping[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for entry in all_entries(group):
        for port in admin_entry(entry):
            found.setdefault(port, set()).update(entry.own if entry.direction == "across" else entry.peers)
    return {port: frozenset(sources) for port, sources in found.items()}


def _failed(entry: Entry, ports: tuple[int, ...], en: str = "", fr: str = "") -> Verdict:
    return failed(
        f"{entry.shown} opens {named(ports)} to the world{en}",
        f"{entry.shown} ouvre {named(ports)} au monde entier{fr}",
        "rules",
    )


RULE = Rule(
    id="NET-001",
    title=Text(
        "No port of administration is open to the world", "Aucun port d'administration n'est ouvert au monde entier"
    ),
    clauses=("SNC 9.6.d", "SNC 9.6.e", "SNC 13.2.e"),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.PLAN,
    kinds=("net.sg", "net.sg_rule"),
    explanation=Text(
        "Hosts that hold health data are administered from a few declared addresses only. "
        "A port of administration that everybody can reach is tried by everybody, within minutes; halves of the "
        "world, a missing address and port 0 are the same opening under another name.",
        "Les machines qui détiennent des données de santé ne sont administrées que depuis quelques adresses déclarées. "
        "Un port d'administration accessible à tous est essayé par tous, en quelques minutes ; deux moitiés du monde, "
        "une adresse absente ou le port 0 sont la même ouverture sous un autre nom.",
    ),
    remediation=Text(
        "Name the bastion's segment as the only source (`from: hub.bastion` in the flow of the intent), or for the "
        "bastion itself the ranges of `hub.bastion.allowed_cidrs`; remove the rule if no flow asks for it.",
        "Désigner le segment du bastion comme seule source (`from: hub.bastion` dans le flux de l'intention), ou, pour "
        "le bastion lui-même, les plages de `hub.bastion.allowed_cidrs` ; supprimer la règle si aucun flux ne la "
        "demande.",
    ),
    check=check,
)
