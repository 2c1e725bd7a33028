"""ENV-004: a legacy is torn down only with its evidence."""

from __future__ import annotations

from policies.context import Context
from policies.kinds.vocabulary import is_data
from policies.model import NOT_APPLICABLE, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.record import Record


def check(record: Record, context: Context) -> Verdict:
    kind = record.entry.kind
    if record.entry.of or not (is_data(kind) or kind in ("refused", "unknown")):
        return NOT_APPLICABLE
    return failed(
        f"the plan takes away {record.name} ({kind}), which holds data or may: no evidence of copy, notice and "
        "destruction is here",
        f"le plan retire {record.name} ({kind}), qui porte des données ou peut en porter : ni preuve de copie, ni "
        "préavis, ni preuve de destruction",
    )


RULE = Rule(
    id="ENV-004",
    title=Text(
        "Data is taken away only with evidence of copy, notice and destruction",
        "Des données ne sont retirées qu'avec preuves de copie, de préavis et de destruction",
    ),
    clauses=("SNC 11.9.a", "SNC 19.4.a", "GDPR 28(3)(g)", "HDS EXI 27"),
    tier=Tier.EVIDENCE,
    severity=Severity.CRITICAL,
    scope=Scope.RECORD,
    kinds=("deletion",),
    explanation=Text(
        "The legacy holds the only copy of health data until the target is verified. Its end needs 21 days' "
        "notice, a verified copy, and evidence that keys and data are gone.",
        "L'existant détient la seule copie de données de santé tant que la cible n'est pas vérifiée. Sa fin "
        "exige un préavis de 21 jours, une copie vérifiée, et la preuve que clés et données ont disparu.",
    ),
    remediation=Text(
        "Follow the procedure of retirement: verified copy, notice, then keys destroyed last, each with its record.",
        "Suivre la procédure de retrait : copie vérifiée, préavis, puis destruction des clés en dernier, chaque "
        "étape étant consignée.",
    ),
    check=check,
    evidence=Text(
        "The migration lead brings the manifest of the verified copy, the notice of 21 days, and the provider's "
        "record that the keys are destroyed.",
        "Le responsable de la migration fournit le manifeste de la copie vérifiée, le préavis de 21 jours et "
        "l'attestation de destruction des clés par le fournisseur.",
    ),
)
