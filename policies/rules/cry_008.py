"""CRY-008: links between sites are encrypted, and strongly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plan.values import UNKNOWN
from policies.below import below
from policies.context import Context
from policies.crypto.documents import documents
from policies.crypto.tunnels import is_gateway, later, weak, weak_proposals
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.parameters import parameters
from policies.record import Record


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "net.vpn":
        return _tunnels(record)
    if record.kind == "role.SiteLink":
        return _gateways(record)
    if record.kind == "net.peering":
        return _peering(record)
    return _copy(record)


def _tunnels(vpn: Record) -> Iterator[Verdict]:
    allowed = parameters().vpn.value
    for index, tunnel in enumerate(vpn["tunnels"] or ()):
        place = f"tunnels[{index}]"
        if tunnel is UNKNOWN:
            yield known_later(place)
            continue
        bad, unknown = tuple(weak(tunnel, allowed)), later(tunnel)
        if bad:
            yield _weak(place, {name: getattr(tunnel, name) for name in bad})
        yield from (known_later(f"{place}.{name}") for name in unknown)
        if not bad and not unknown:
            yield PASSED


def _weak(place: str, found: dict[str, Any]) -> Verdict:
    said = ", ".join(f"{name}: {_shown(value)}" for name, value in found.items())
    return failed(
        f"not allowed, or not to be told from the plan: {said}; what is allowed stands in `policies/parameters.yaml`",
        f"non admis, ou impossible à établir d'après le plan : {said} ; voir `policies/parameters.yaml`",
        *(f"{place}.{name}" for name in found),
    )


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return " ".join("?" if item is UNKNOWN else str(item) for item in value) or "?"
    return "?" if value is None else str(value)


def _gateways(link: Record) -> Iterator[Verdict]:
    """A link on hosts of our own: their documents configure it. A link of the cloud is judged at its resources."""
    hosts = below(link, "compute.vm")
    if not hosts:
        yield NOT_APPLICABLE if below(link, "net.vpn") else _nothing()
    for host in hosts:
        texts = documents(host)
        if texts is None:
            yield known_later(f"{host.name}: texts")
            continue
        yield from _configured(host, texts)


def _configured(host: Record, texts: tuple[str, ...]) -> Iterator[Verdict]:
    found = [text for text in texts if is_gateway(text)]
    if not found:
        yield failed(
            f"{host.name}: its document configures no tunnel, so nothing shows that the link is encrypted",
            f"{host.name} : son document ne configure aucun tunnel, rien ne montre que la liaison est chiffrée",
            "texts",
        )
    for text in found:
        bad = weak_proposals(text, parameters().vpn.value)
        yield _weak(host.name, {"proposals": bad}) if bad else PASSED


def _nothing() -> Verdict:
    return failed(
        "neither a VPN of the cloud nor a gateway of our own stands below this link",
        "cette liaison ne comporte ni VPN du nuage ni passerelle propre",
    )


def _peering(peering: Record) -> Verdict:
    """A peering does not encrypt. Within one region it stays in the provider's buildings; between regions it does "
    "not."""
    networks = peering.refs("networks", "net.vpc", "net.subnet")
    clouds = {item.cloud for item in networks}
    places = {str(item.location) for item in _ends(peering, networks) if item.location not in _NOWHERE}
    if any(item.location is UNKNOWN for item in networks):
        return known_later("location")
    if len(clouds) > 1 or len(places) > 1:
        found = ", ".join(sorted(clouds if len(clouds) > 1 else places))
        return failed(
            f"joins networks of different sites ({found}) without encryption: a tunnel is needed",
            f"relie des réseaux de sites différents ({found}) sans chiffrement : un tunnel est nécessaire",
            "networks",
        )
    return PASSED if places else known_later("networks")


class _Nowhere:
    def __contains__(self, value: object) -> bool:
        return value is None or value is UNKNOWN


_NOWHERE = _Nowhere()


def _ends(peering: Record, networks: tuple[Record, ...]) -> tuple[Record, ...]:
    """Both networks; where the plan knows one end only, every network of the estate at this cloud may be the other."""
    if len(networks) > 1:
        return networks
    return tuple(item for item in peering.view.of("net.vpc") if item.cloud == peering.cloud)


def _copy(record: Record) -> Verdict:
    attribute = "copy_location" if record.kind == "backup" else "replica"
    place = record[attribute]
    if place is None or place == "":
        return NOT_APPLICABLE
    if record["encrypted"] is not True:
        return failed(
            f"copied to `{place}` and not encrypted itself: nothing protects it on the way",
            f"copié vers « {place} » sans être chiffré : rien ne le protège en chemin",
            attribute,
        )
    return PASSED


RULE = Rule(
    id="CRY-008",
    title=Text("Links between sites are encrypted", "Les liaisons entre sites sont chiffrées"),
    clauses=("SNC 10.2.d", "SNC 13.2.b", "SNC 13.2.c", "SNC 12.5.d"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("net.vpn", "net.peering", "role.SiteLink", "backup", "store.object"),
    explanation=Text(
        "During the move all data of the platform crosses the link between the old and the new site. Lines between "
        "sites belong to others and can be tapped unseen.",
        "Pendant la migration, toutes les données de la plateforme passent par la liaison entre l'ancien et le "
        "nouveau site. Les lignes entre sites appartiennent à des tiers et peuvent être écoutées sans être vues.",
    ),
    remediation=Text(
        "Use IKEv2 with the ciphers, integrity and groups of `vpn` in `policies/parameters.yaml`; join networks of "
        "different sites by a `SiteLink`, not by a peering; encrypt what is copied before it leaves.",
        "Utiliser IKEv2 avec les algorithmes et groupes de `vpn` dans `policies/parameters.yaml` ; relier les "
        "réseaux de sites différents par un `SiteLink`, non par un appairage ; chiffrer les copies avant leur envoi.",
    ),
    check=check,
)
