"""The words of all documents of findings, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bastide.words import Words
from policies.model import Text

_WORDS: Final[Mapping[str, Text]] = {
    "title": Text("Check on {on}, facts {facts}", "Contrôle au {on}, faits {facts}"),
    "of file": Text("Check of {file} on {on}, facts {facts}", "Contrôle de {file} au {on}, faits {facts}"),
    # columns
    "stack": Text("estate", "environnement"),
    "profile": Text("profile", "profil"),
    "resources": Text("resources", "ressources"),
    "stops": Text("stops", "bloquant"),
    "unlisted": Text("in no list", "hors liste"),
    "new": Text("new", "nouveau"),
    "fixed": Text("fixed", "corrigé"),
    "rule": Text("rule", "règle"),
    "severity": Text("severity", "gravité"),
    "count": Text("count", "nombre"),
    "why": Text("why", "motif"),
    "asked": Text("what is asked", "ce qui est demandé"),
    "where": Text("where", "où"),
    "result": Text("result", "résultat"),
    "what": Text("what", "constat"),
    "note": Text("note", "note"),
    # levels
    "mandatory": Text("mandatory", "obligatoire"),
    "advisory": Text("advisory", "indicatif"),
    "evidence": Text("evidence", "preuve"),
    "exempted": Text("exempted", "exempté"),
    # severities
    "critical": Text("critical", "critique"),
    "high": Text("high", "élevée"),
    "medium": Text("medium", "moyenne"),
    "low": Text("low", "faible"),
    # results
    "fail": Text("fail", "échec"),
    "unknown": Text("unknown", "inconnu"),
    "pass": Text("pass", "conforme"),
    "not applicable": Text("not applicable", "sans objet"),
    # causes of known shortfalls
    "not qualified today": Text("not qualified today", "non qualifié à ce jour"),
    "capability absent": Text("capability absent", "capacité absente"),
    "fact unknown": Text("fact unknown", "fait non établi"),
    "evidence missing": Text("evidence missing", "preuve manquante"),
    "left behind": Text("left behind", "laissé derrière soi"),
    "to be decided": Text("to be decided", "à décider"),
    # what stops
    "blocked": Text("mandatory failures that stop this: {count}", "manquements obligatoires bloquants : {count}"),
    "blocked new": Text(
        "new mandatory failures that stop this: {count}", "nouveaux manquements obligatoires bloquants : {count}"
    ),
    "free": Text("nothing stops this", "rien de bloquant"),
    "free new": Text("nothing new stops this", "rien de nouveau n'est bloquant"),
    "since": Text(
        "since {against}: {new} new, {fixed} fixed, {unchanged} unchanged",
        "depuis {against} : {new} nouveaux, {fixed} corrigés, {unchanged} inchangés",
    ),
    "of them": Text("in no list: {unlisted}, known: {known}", "hors liste : {unlisted}, connus : {known}"),
    "known": Text("known: {cause}", "connu : {cause}"),
    "unchanged": Text("unchanged", "inchangé"),
    "unchanged since": Text("unchanged since {against}", "inchangé depuis {against}"),
    "under": Text("exempted by {id} until {until}", "exempté par {id} jusqu'au {until}"),
    # headings
    "head known": Text(
        "Known, all in the reviewed list (--detail lists each)", "Connus, tous dans la liste revue (--detail : chacun)"
    ),
    "head unchanged": Text(
        "Unchanged since {against} (--detail lists each)", "Inchangés depuis {against} (--detail : chacun)"
    ),
    "head unknown": Text(
        "Known only after apply: to be checked again then (--detail lists each)",
        "Connu seulement après application : à revérifier alors (--detail : chacun)",
    ),
    "head fixed": Text("Fixed since {against}", "Corrigés depuis {against}"),
    "until apply": Text("unknown until apply", "inconnu avant application"),
    # lines of a block
    "do": Text("do:", "à faire :"),
    "bring": Text("bring:", "à fournir :"),
    "more": Text("... and {count} more (--detail)", "... et {count} de plus (--detail)"),
    "gone": Text(
        "policies/shortfalls.yaml lists {listed} failures of {rule} at `{role}` in {stack}, found {found}: correct it",
        "policies/shortfalls.yaml annonce {listed} manquements à {rule} pour « {role} » dans {stack}, {found} "
        "trouvés : corriger la liste",
    ),
    "well": Text("Nothing fails.", "Aucun manquement."),
}

word: Final = Words(_WORDS)
"""One of the words, with its values put in: `word("rule", lang)`. Raises KeyError for one that there is not."""
