"""REV-001: every service has an open format and an equivalent elsewhere, or is listed as a lock-in."""

from __future__ import annotations

from policies.context import Context
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.record import Record
from policies.reversibility import way_out


def check(record: Record, context: Context) -> Verdict:
    if way_out(record.kind, record.resource.type) is not None:
        return PASSED
    return failed(
        f"no way out is known for {record.kind} ({record.resource.type}): neither an open format nor an equivalent",
        f"aucune sortie connue pour {record.kind} ({record.resource.type}) : ni format ouvert, ni équivalent",
    )


RULE = Rule(
    id="REV-001",
    title=Text(
        "Every service has a way out, or is listed as a lock-in",
        "Tout service a une sortie, ou figure comme dépendance assumée",
    ),
    clauses=("SNC 19.1.h", "SNC 19.1.i", "HDS EXI 27", "CSF SOV-4", "CSF SOV-6"),
    tier=Tier.REGISTRY,
    severity=Severity.MEDIUM,
    scope=Scope.RECORD,
    kinds=("*", "refused", "unknown"),
    explanation=Text(
        "The platform has left one cloud, and must be able to leave the next. A service without open format and "
        "equivalent elsewhere holds the health data that it keeps.",
        "La plateforme a quitté un nuage, et doit pouvoir quitter le suivant. Un service sans format ouvert ni "
        "équivalent ailleurs retient les données de santé qu'il conserve.",
    ),
    remediation=Text(
        "Describe format and equivalent in `policies/reversibility.yaml`, or list the service there as a lock-in "
        "with its reason.",
        "Décrire format et équivalent dans `policies/reversibility.yaml`, ou y inscrire le service comme "
        "dépendance assumée, avec sa raison.",
    ),
    check=check,
)
