"""The words of a receipt's summary, in both languages."""

from __future__ import annotations

from typing import Final

from bastide.words import Words
from policies.model import Text

WORDS: Final = Words(
    {
        "digest": Text("receipt {digest}", "reçu {digest}"),
        "commit": Text(
            "commit {commit}, made on {day}, holds until {expires}",
            "commit {commit}, établi le {day}, valable jusqu'au {expires}",
        ),
        "facts": Text("facts {facts}, toolkit {toolkit}", "faits {facts}, outil {toolkit}"),
        "stack": Text("{stack}: {count} resources", "{stack} : {count} ressources"),
        "compared": Text("compared with {with_}", "comparé à {with_}"),
        "state": Text("a state, {id}", "un état, {id}"),
        "not compared": Text(
            "compared with nothing: whether anything is destroyed shows at `bastide up`",
            "comparé à rien : c'est `bastide up` qui montrera si quelque chose est détruit",
        ),
        "nothing allowed": Text(
            "no deletion and no replacement is allowed", "aucune suppression ni aucun remplacement n'est permis"
        ),
        "allowed": Text("ALLOWED: {operation} {urn}{data}", "PERMIS : {operation} {urn}{data}"),
        "data": Text(" - HOLDS DATA", " - PORTE DES DONNÉES"),
        "data unknown": Text(" - may hold data", " - porte peut-être des données"),
        "open": Text(
            "{count} failures at mandatory level stand, all of them known (policies/shortfalls.yaml)",
            "{count} manquements obligatoires subsistent, tous connus (policies/shortfalls.yaml)",
        ),
        "none open": Text("no failure at mandatory level stands", "aucun manquement obligatoire ne subsiste"),
        "broken": Text(
            "BROKEN GLASS, NOT REVIEWED: entry {number}, {stack}, {time}, {ticket}: {reason}",
            "BRIS DE GLACE NON REVU : entrée {number}, {stack}, {time}, {ticket} : {reason}",
        ),
        "approved": Text("approved by {names}", "approuvé par {names}"),
        "to sign": Text("to approve it: {command}", "pour l'approuver : {command}"),
    }
)
"""`with_`: Python keeps the word without the line for itself."""
