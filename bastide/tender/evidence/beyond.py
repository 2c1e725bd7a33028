"""Clauses that ask for more than any plan can show, and who must bring the rest. A judgement of ours, to be reviewed.

A rule that serves such a clause can find it open. That it found nothing wrong never makes the clause met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from bastide.tender.evidence.status import Because
from policies.model import Text


@dataclass(frozen=True, slots=True)
class Beyond:
    """What some clauses ask beyond code.

    Attributes:
        because: what keeps them from being met by a plan.
        bring: who must bring what.
    """

    because: Because
    bring: Text
    clauses: tuple[str, ...]


_TABLE: Final = (
    Beyond(
        Because.BEYOND,
        Text(
            "The legal department brings the clause of the contract that says so.",
            "Le service juridique fournit la clause du contrat qui le prévoit.",
        ),
        (
            "SNC 15.1.b", "SNC 19.1.h", "SNC 19.1.i", "SNC 19.1.o",
            "HDS EXI 17", "HDS EXI 22", "HDS EXI 27", "HDS EXI 30",
            "GDPR 28(2)", "GDPR 28(3)(g)", "GDPR 28(4)",
        ),
    ),
    Beyond(
        Because.BEYOND,
        Text(
            "The security officer brings the procedure or policy, and the dated record that it is followed.",
            "Le responsable de la sécurité fournit la procédure ou la politique, et la trace datée de son application.",
        ),
        (
            "SNC 6.2.a", "SNC 8.3.a", "SNC 8.3.b", "SNC 9.3.a", "SNC 9.3.f", "SNC 9.4.a", "SNC 9.4.c", "SNC 9.5.d",
            "SNC 12.5.b", "SNC 12.6.a", "SNC 12.9.a", "SNC 12.9.c", "SNC 14.2.b",
            "SNDS account-end-date",
            "EDS SEC-HAB-2", "EDS SEC-HAB-4", "EDS SEC-HAB-5", "EDS SEC-HAB-6",
        ),
    ),
    Beyond(
        Because.BEYOND,
        Text(
            "Whoever approves exports brings the assessment of anonymity of each kind of output, and the register of "
            "approvals.",
            "La personne qui valide les exports fournit l'évaluation d'anonymat de chaque type de sortie, et le "
            "registre des validations.",
        ),
        ("SNDS 4.5", "EHDS 73(2)", "MR-005 SEC-EXP-1", "MR-005 SEC-EXP-2", "MR-005 SEC-EXP-3"),
    ),
    Beyond(
        Because.BEYOND,
        Text(
            "The provider shows how its own infrastructure, staff and third parties meet the clause: no customer's "
            "plan reaches them.",
            "Le prestataire montre comment sa propre infrastructure, son personnel et ses tiers satisfont la clause : "
            "aucun plan de client ne les atteint.",
        ),
        (
            "SNC 9.6.d", "SNC 9.6.f", "SNC 9.7.a", "SNC 9.7.d", "SNC 10.6.a", "SNC 12.13.a", "SNC 13.3.a",
            "SNC 15.1.a", "SNC 19.2.c", "SNC 19.2.e", "SNC 19.6.c", "SNC 19.6.d",
            "HDS EXI 05.H", "HDS EXI 29", "HDS EXI 31",
        ),
    ),
    Beyond(
        Because.BEYOND,
        Text(
            "The host brings its certificate with scope, activities and term, and those of its processors.",
            "L'hébergeur fournit son certificat, avec périmètre, activités et durée, et ceux de ses sous-traitants.",
        ),
        ("HDS EXI 01", "HDS EXI 04", "HDS EXI 12", "CSP R.1111-9"),
    ),
    Beyond(
        Because.BEYOND,
        Text(
            "The operators show that administrators' terminals serve nothing else: the plan ends at the bastion.",
            "L'exploitant montre que les postes d'administration ne servent à rien d'autre : le plan s'arrête au "
            "bastion.",
        ),
        ("SNC 12.12.a", "SNC annex 2.i"),
    ),
    Beyond(
        Because.BEYOND,
        Text(
            "Whoever retires data brings the provider's record that keys are destroyed or media erased.",
            "La personne qui retire des données fournit l'attestation du prestataire que les clés sont détruites ou "
            "les supports effacés.",
        ),
        ("SNC 11.9.a", "SNC 19.4.a"),
    ),
    Beyond(
        Because.BEYOND,
        Text(
            "The data-protection officer shows how data is pseudonymised: the plan shows encryption alone.",
            "Le délégué à la protection des données montre comment les données sont pseudonymisées : le plan ne montre "
            "que le chiffrement.",
        ),
        ("GDPR 32(1)(a)",),
    ),
    Beyond(
        Because.BEYOND,
        Text(
            "The operator of backups brings dated results of restore tests, with the time they took.",
            "L'exploitant des sauvegardes fournit les résultats datés des tests de restauration, avec leur durée.",
        ),
        ("GDPR 32(1)(c)", "GDPR 32(1)(d)"),
    ),
    Beyond(
        Because.BEYOND,
        Text(
            "The legal department assesses the service that is bought: protection against authorities of third States "
            "is a question of law, not of code.",
            "Le service juridique apprécie le service acheté : la protection contre les autorités d'États tiers est "
            "une question de droit, non de code.",
        ),
        ("SREN 31", "DINUM R9", "GDPR 48"),
    ),
    Beyond(
        Because.BEYOND,
        Text(
            "The questions of the objective are answered one by one in the SEAL section.",
            "Les questions de l'objectif sont traitées une à une dans la partie SEAL.",
        ),
        ("CSF SOV-3", "CSF SOV-4", "CSF SOV-6"),
    ),
    Beyond(
        Because.UNREAD,
        Text(
            "ANSSI's documents on mechanisms, keys, TLS, IPsec and SSH were not read: the security officer compares "
            "the toolkit's parameters (policies/parameters.yaml) with them.",
            "Les documents de l'ANSSI sur les mécanismes, les clés, TLS, IPsec et SSH n'ont pas été lus : le "
            "responsable de la sécurité leur compare les paramètres de l'outil (policies/parameters.yaml).",
        ),
        ("SNC 10.1.b", "SNC 10.2.a", "SNC 10.2.c", "SNC 10.2.d", "SNC 10.2.e", "SNC 10.5.a"),
    ),
    Beyond(
        Because.UNREAD,
        Text(
            "Only the title of the section was read: the security officer reads it and says what it asks.",
            "Seul le titre de la section a été lu : le responsable de la sécurité la lit et dit ce qu'elle demande.",
        ),
        ("SNDS 3.5", "SNDS 3.8", "SNDS 5.3", "SNDS 7.1", "SNDS 7.2", "SNDS 7.3", "SNDS 7.4"),
    ),
    Beyond(
        Because.STATEMENT,
        Text(
            "Nobody has to bring anything: it is a statement, cited as the reason of a rule.",
            "Personne n'a rien à fournir : c'est une déclaration, citée comme motif d'une règle.",
        ),
        ("SENATE 830 p. 241",),
    ),
)  # fmt: skip


@cache
def table() -> Mapping[str, Beyond]:
    """Clause -> what it asks beyond code. A clause that is not in it can be met by what a plan shows."""
    return {clause: row for row in _TABLE for clause in row.clauses}
