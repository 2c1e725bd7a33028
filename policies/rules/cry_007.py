"""CRY-007: connections are encrypted, with a version of TLS that is strong enough."""

from __future__ import annotations

from collections.abc import Iterator

from plan.values import UNKNOWN
from policies.context import Context
from policies.crypto.versions import reaches
from policies.kinds.values import Listener
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.parameters import parameters
from policies.record import Record

_PLAIN_PROTOCOLS = frozenset({"http", "ftp", "ldap", "smtp", "telnet", "ws", "pop3", "imap", "mqtt", "amqp"})
_PLAIN = frozenset({"", "none", "plain", "disabled", "off"})


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    floor = parameters().tls_floor.value
    if record.kind == "net.lb":
        return _listeners(record, floor)
    return _service(record["tls_min"], floor)


def _service(version: object, floor: str) -> Verdict:
    if version is None:
        return failed(
            f"nothing in the plan says from which version of TLS it answers (floor: {floor}); the cloud must say, and "
            "whether it can be set",
            f"rien dans le plan n'indique à partir de quelle version de TLS il répond (plancher : {floor}) ; le nuage "
            "doit le dire, et si elle peut être fixée",
            "tls_min",
        )
    if str(version).lower() in _PLAIN:
        return failed("takes plain connections", "accepte des connexions en clair", "tls_min")
    return PASSED if reaches(version, floor) else _old(version, floor, "tls_min")


def _listeners(balancer: Record, floor: str) -> Iterator[Verdict]:
    for index, listener in enumerate(balancer["listeners"] or ()):
        place = f"listeners[{index}]"
        if listener is UNKNOWN or listener.protocol is UNKNOWN or listener.tls is UNKNOWN:
            yield known_later(place)
        else:
            yield _listener(listener, floor, place)


def _listener(listener: Listener, floor: str, place: str) -> Verdict:
    protocol = str(listener.protocol or "").lower()
    if protocol in _PLAIN_PROTOCOLS or (listener.tls is not None and str(listener.tls).lower() in _PLAIN):
        return failed(
            f"port {_port(listener)}: plain connections (`{protocol}`)",
            f"port {_port(listener)} : connexions en clair (« {protocol} »)",
            place,
        )
    if listener.tls is None:
        # passed on as it came: the hosts behind it end TLS
        return PASSED if listener.protocol in ("tcp", "tls", "https", "ssl") else _not_tcp(listener, place)
    return PASSED if reaches(listener.tls, floor) else _old(listener.tls, floor, place)


def _not_tcp(listener: Listener, place: str) -> Verdict:
    return failed(
        f"port {_port(listener)}: whether `{listener.protocol}` is encrypted is not known",
        f"port {_port(listener)} : nul ne sait si « {listener.protocol} » est chiffré",
        place,
    )


def _port(listener: Listener) -> str:
    port = listener.behind if listener.port is None else listener.port
    return "?" if port is UNKNOWN or port is None else str(port)


def _old(version: object, floor: str, place: str) -> Verdict:
    return failed(
        f"accepts TLS from `{version}`; at least {floor} is asked",
        f"accepte TLS à partir de « {version} » ; au moins {floor} est demandé",
        place,
    )


RULE = Rule(
    id="CRY-007",
    title=Text(
        "Connections are encrypted, with TLS 1.2 or newer", "Les connexions sont chiffrées, en TLS 1.2 au moins"
    ),
    clauses=("SNC 10.2.a", "SNC 10.2.c"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.RECORD,
    kinds=("net.lb", "db", "store.object", "store.file", "registry", "compute.k8s"),
    explanation=Text(
        "Health data and sign-ins cross networks that others run. A plain or outdated connection can be read and "
        "changed on the way without anybody noticing.",
        "Les données de santé et les connexions traversent des réseaux exploités par d'autres. Une liaison en clair "
        "ou d'une version dépassée peut être lue et modifiée en chemin sans que nul ne le remarque.",
    ),
    remediation=Text(
        "Set the lowest version of TLS where the class has an argument for it, refuse plain protocols; where the "
        "service sets it, have the cloud state it in writing and record that as evidence.",
        "Fixer la version minimale de TLS lorsque la classe le permet, refuser les protocoles en clair ; lorsque le "
        "service la fixe, obtenir du nuage un écrit et le verser comme preuve.",
    ),
    check=check,
)
