"""NET-003: administration, supervision, storage, work and the way out stand in segments of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.context import Context
from policies.kinds.readers import look
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.net.addresses import network
from policies.net.estate import estate, purpose_of, spec_of
from policies.record import Record

_PLACES: Final[Mapping[str, frozenset[str]]] = {
    "role.AuditSink": frozenset({"shared"}),
    "role.Bastion": frozenset({"bastion"}),
    "role.Cluster": frozenset({"cluster"}),
    "role.Database": frozenset({"data"}),
    "role.EgressAllowList": frozenset({"egress"}),
    "role.FileShare": frozenset({"data"}),
    "role.KeyStore": frozenset({"data", "shared"}),
    "role.PackageMirror": frozenset({"egress", "shared"}),
    "role.Portal": frozenset({"portal"}),
    "role.Registry": frozenset({"shared"}),
    "role.SiteLink": frozenset({"site-link"}),
    "role.TimeSource": frozenset({"egress", "shared"}),
    "role.Workstation": frozenset({"workstations"}),
}
"""Role -> purposes of the segments in which it may stand. A key store is kept from those who work with the data."""
_STANDING: Final = ("compute.vm", "compute.k8s", "db", "store.file", "net.port")
_SEGMENTS: Final = ("subnets", "network")
_LANDS: Final = ("net.subnet", "net.vpc")


def check(record: Record, _: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "role.Segment":
        return _apart(record)
    if record.is_role:
        return _linked(record)
    return _subnet(record) if record.kind == "net.subnet" else _stands(record)


def _apart(role: Record) -> Iterator[Verdict]:
    spec = spec_of(role)
    own = network(str(look(spec, "cidr")))
    if own is None:
        return  # NET-011 asks for a range
    shared = [segment for segment in estate(role.view).meeting(own) if segment.urn != role.urn]
    for segment in shared:
        yield failed(
            f"shares addresses with a segment for `{segment.purpose}` in {segment.area}",
            f"partage des adresses avec un segment destiné à « {segment.purpose} » dans {segment.area}",
            "spec",
        )
    if not shared:
        yield PASSED


def _linked(role: Record) -> Verdict:
    places = _PLACES[role.kind]
    if not isinstance(look(role.raw("links"), "segment"), str) or not _stands_there(role):
        return NOT_APPLICABLE
    segment = role.view.linked(role, "segment")
    if segment is None:
        return known_later("links.segment")
    return _fits(role.kind, purpose_of(segment), places)


def _stands_there(role: Record) -> bool:
    """Whether anything of the role needs a place: a role whose capability is a gap has nothing that could stand there,
    and a service of the cloud has no host among others unless it is given a network."""
    return any(record.kind in _STANDING for record in role.view.made_for(role))


def _fits(kind: str, purpose: str, places: frozenset[str]) -> Verdict:
    if purpose in places:
        return PASSED
    name = kind.removeprefix("role.")
    return failed(
        f"{name} stands in a segment for `{purpose or '?'}`, expected {' or '.join(sorted(places))}",
        f"{name} se trouve dans un segment destiné à « {purpose or '?'} », attendu : {' ou '.join(sorted(places))}",
        "links",
    )


def _subnet(subnet: Record) -> Verdict:
    """Every subnet is a part of one declared segment, so that nothing of another purpose hides in it."""
    cidr = subnet["cidr"]
    owner = subnet.owner
    found = network(str(cidr)) if isinstance(cidr, str) else None
    if found is None or owner is None or owner.kind != "role.Segment":
        return NOT_APPLICABLE  # NET-011 asks for its range and its place on the map
    into = [item for item in estate(subnet.view).meeting(found) if item.urn != owner.urn]
    if not into:
        return PASSED
    return failed(
        f"{found} reaches into the segment for `{into[0].purpose}` in {into[0].area}",
        f"{found} empiète sur le segment destiné à « {into[0].purpose} » dans {into[0].area}",
        "cidr",
    )


def _stands(record: Record) -> Verdict:
    """A host or service stands in the segment that its role names, which is asked at the role."""
    owner = record.owner
    if owner is None or owner.kind not in _PLACES:
        return NOT_APPLICABLE
    named = look(owner.raw("links"), "segment")
    segments = [item for ref in _SEGMENTS for item in record.refs(ref, *_LANDS)]
    purposes = [(item, purpose) for item in segments if (purpose := purpose_of(item))]
    for item, purpose in purposes:
        if purpose not in _PLACES[owner.kind] and (item.owner is None or item.owner.urn != named):
            return _fits(owner.kind, purpose, _PLACES[owner.kind])
    return PASSED if purposes else NOT_APPLICABLE


RULE = Rule(
    id="NET-003",
    title=Text(
        "Administration, supervision, storage and work have segments of their own",
        "L'administration, la supervision, le stockage et le travail ont chacun leur segment",
    ),
    clauses=("SNC 13.2.a",),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("role.Segment", *_PLACES, "net.subnet", *_STANDING),
    explanation=Text(
        "A researcher's workstation, the database with the data, the keys and the bastion are never neighbours on one "
        "segment. Between neighbours no firewall stands: who takes one host takes what is beside it.",
        "Le poste d'un chercheur, la base qui porte les données, les clés et le bastion ne sont jamais voisins sur un "
        "même segment. Entre voisins il n'y a pas de pare-feu : qui prend une machine prend ce qui est à côté.",
    ),
    remediation=Text(
        "Give the area a segment of the expected purpose in the intent (`segments:` with a free slot) and name it for "
        "the role (`segment:` or `service_segment:`).",
        "Donner au domaine, dans l'intention, un segment de la destination attendue (`segments:` avec un emplacement "
        "libre) et le désigner pour le rôle (`segment:` ou `service_segment:`).",
    ),
    check=check,
)
