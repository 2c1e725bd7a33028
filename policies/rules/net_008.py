"""NET-008: what the internet reaches stands behind a web application firewall that refuses."""

from __future__ import annotations

from collections.abc import Iterator

from plan.values import UNKNOWN
from policies.context import Context
from policies.kinds.readers import stands
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.net.estate import gap
from policies.net.walls import has_bare_member
from policies.record import Record, known

_HTTPS = 443


def check(record: Record, _: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "net.waf":
        return _firewall(record)
    public = record["public"]
    if not public:
        return NOT_APPLICABLE
    return _door(record)


def _firewall(record: Record) -> Iterator[Verdict]:
    for attribute, en, fr in (
        ("enabled", "is switched off", "est désactivé"),
        ("blocks", "only logs what it recognises, and lets it pass", "se borne à journaliser ce qu'il reconnaît"),
    ):
        found = record.raw(attribute)
        if found is UNKNOWN:
            yield known_later(attribute)
        elif found is True:
            yield PASSED
        else:
            yield failed(f"the web application firewall {en}", f"le pare-feu applicatif {fr}", attribute)


def _door(record: Record) -> Iterator[Verdict]:
    missing = gap(record, "portal.waf")
    if record.sets("waf"):
        yield from _guarded(record)
    elif missing:
        yield failed(
            f"reached from the internet without a web application firewall; gap of this cloud: {missing}",
            f"joignable depuis internet sans pare-feu applicatif ; lacune de ce nuage : {missing}",
            "waf",
        )
    else:
        yield failed(
            "reached from the internet without a web application firewall",
            "joignable depuis internet sans pare-feu applicatif",
            "waf",
        )
    for listener in record["listeners"] or ():
        port = known(known(listener, "listeners").port, "listeners")
        if port is not None:  # without one it is the way to the hosts behind, not an entry
            yield _listener(port)


def _guarded(record: Record) -> Iterator[Verdict]:
    """The firewall is one of the plan, which is asked itself, and stands in front of every entry."""
    paths = [path for _, path in record.entry.pointers.get("waf", ())]
    if not record.refs("waf") and not any(_is_later(record.inputs(path)) for path in paths):
        yield failed(
            "its web application firewall is in no plan: nobody can say what it refuses",
            "son pare-feu applicatif ne figure dans aucun plan : nul ne peut dire ce qu'il refuse",
            "waf",
        )
    elif any(stands(record.inputs(path)) for path in paths if "[]." not in path) or not has_bare_member(record, "waf"):
        yield PASSED
    else:
        yield failed(
            "an entry of it stands behind no web application firewall",
            "une de ses entrées ne se trouve derrière aucun pare-feu applicatif",
            "waf",
        )


def _is_later(value: object) -> bool:
    """Whether a value, or one of a list of them, is known only after apply."""
    return value is UNKNOWN or (isinstance(value, list) and UNKNOWN in value)


def _listener(port: object) -> Verdict:
    if str(port) == str(_HTTPS):
        return PASSED
    return failed(
        f"port {port} is open to the internet beside HTTPS",
        f"le port {port} est ouvert à internet en plus de HTTPS",
        "listeners",
    )


RULE = Rule(
    id="NET-008",
    title=Text(
        "The portal stands behind a web application firewall", "Le portail est placé derrière un pare-feu applicatif"
    ),
    clauses=("SNC 13.2.d",),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("net.lb", "net.waf"),
    explanation=Text(
        "The portal is the one door that everybody may knock at, and behind it stands the way to the data. "
        "A firewall that understands HTTP refuses what no honest browser sends, before the application sees it.",
        "Le portail est la seule porte à laquelle chacun peut frapper, et derrière elle se trouve le chemin des "
        "données. Un pare-feu qui comprend HTTP refuse ce qu'aucun navigateur honnête n'envoie, avant que "
        "l'application ne le voie.",
    ),
    remediation=Text(
        "Attach a web application firewall in blocking mode to the load balancer and keep port 443 only; where the "
        "cloud has none, run one on hosts of the portal's segment and record it.",
        "Associer au répartiteur un pare-feu applicatif en mode blocage et ne garder que le port 443 ; là où le nuage "
        "n'en offre pas, en exploiter un sur des machines du segment du portail et le consigner.",
    ),
    check=check,
)
