"""Words that the section of the clauses adds to those of the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policies.model import Text

OWN: Final[Mapping[str, Text]] = {
    "intro": Text(
        "For each clause: what the plan shows of it, and what nobody can see in code. A clause is met only where all "
        "that it asks can be seen in code and no rule finds anything wrong. Numbers count resources.",
        "Pour chaque clause : ce que le plan en montre, et ce que personne ne peut voir dans du code. Une clause n'est "
        "satisfaite que si tout ce qu'elle demande se voit dans le code et si aucune règle n'y trouve à redire. Les "
        "nombres comptent des ressources.",
    ),
    "candidate": Text("candidate", "candidat"),
    "counts caption": Text("How many clauses stand how", "Nombre de clauses par statut"),
    "matrix caption": Text("{framework}: clause by clause", "{framework} : clause par clause"),
    "our paraphrase": Text("clause, in our words", "clause, paraphrasée"),
    "bring": Text("Who must bring what", "Qui doit fournir quoi"),
    "cell met": Text("pass: {resources}", "conformes : {resources}"),
    "cell open": Text("fail: {failing}", "en échec : {failing}"),
    "cell exempted": Text("under exemption: {failing}", "sous exemption : {failing}"),
    "cell unknown until apply": Text("check again: {failing}", "à revérifier : {failing}"),
    "cell not provable from code": Text("pass: {resources}", "conformes : {resources}"),
    "rules head": Text("What each rule says, and what to do", "Ce que dit chaque règle, et que faire"),
    "rules fold": Text("The {count} rules behind the clauses", "Les {count} règles derrière les clauses"),
    "rules caption": Text(
        "Verdicts of each rule: passed, failed, unknown until apply, exempted",
        "Réponses de chaque règle : conformes, en échec, inconnues avant application, exemptées",
    ),
    "rule": Text("rule", "règle"),
    "do": Text("Do: {text}", "À faire : {text}"),
    "worst": Text("Worst finding", "Pire constat"),
    "verdicts": Text(
        "passed: {passed}, failed: {failed}, unknown: {unknown}, exempted: {exempted}",
        "conformes : {passed}, en échec : {failed}, inconnues : {unknown}, exemptées : {exempted}",
    ),
    "under": Text("exemption {id} until {until}, {ticket}", "exemption {id} jusqu'au {until}, {ticket}"),
    "command": Text("The commands that show every finding", "Les commandes qui montrent tous les constats"),
}
