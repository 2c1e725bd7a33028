"""SOV-CTL-007: disclosure class and foreign laws are stated for each provider."""

from __future__ import annotations

from collections.abc import Iterator

from facts import ask
from facts.answer import Known
from policies.answers import joined, lacking
from policies.context import Context
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.providers import clouds_of
from policies.record import Record


def check(record: Record, context: Context) -> Iterator[Verdict]:
    for cloud in clouds_of(record, context):
        provider = ask.provider(cloud, context.on)
        missing = [
            lacking(answer, what)
            for answer, what in (
                (provider.disclosure, Text("disclosure class (HDS EXI 31)", "classe d'information (HDS EXI 31)")),
                (provider.foreign_laws, Text("foreign laws that reach it", "lois étrangères applicables")),
            )
            if not isinstance(answer, Known)
        ]
        if missing:
            said = joined(missing)
            yield failed(f"{cloud}: {said.en}", f"{cloud} : {said.fr}")
        else:
            yield PASSED


RULE = Rule(
    id="SOV-CTL-007",
    title=Text(
        "Disclosure class and foreign laws of each provider are stated",
        "La classe d'information et les lois étrangères applicables à chaque fournisseur sont indiquées",
    ),
    clauses=("HDS EXI 30", "HDS EXI 31", "GDPR 48"),
    tier=Tier.REGISTRY,
    severity=Severity.MEDIUM,
    scope=Scope.PLAN,
    kinds=("stack",),
    explanation=Text(
        "The host must publish where data goes and which foreign laws reach it; the platform must be able to "
        "show that. "
        "A risk that nobody has written down is one that nobody has accepted.",
        "L'hébergeur doit publier où vont les données et quelles lois étrangères l'atteignent ; la plateforme doit "
        "pouvoir le montrer. Un risque que personne n'a écrit est un risque que personne n'a accepté.",
    ),
    remediation=Text(
        "Read the provider's public map of transfers and its contract, and record both in `facts/providers.yaml`.",
        "Lire la cartographie publique des transferts et le contrat du fournisseur, et consigner les deux dans "
        "`facts/providers.yaml`.",
    ),
    check=check,
)
