"""The words of the status, in the terminal and on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bastide.words import Words
from policies.model import Lang, Text

UNITS: Final[Mapping[str, Text]] = {
    "bytes": Text("bytes", "octets"),
    "bytes per second": Text("bytes per second", "octets par seconde"),
    "days": Text("days", "jours"),
    "entitlements": Text("entitlements", "habilitations"),
    "findings": Text("findings", "constats"),
    "flows": Text("flows", "flux"),
    "hours": Text("hours", "heures"),
    "incidents": Text("incidents", "incidents"),
    "keys": Text("keys", "clés"),
    "minutes": Text("minutes", "minutes"),
    "names": Text("names", "noms"),
    "objects": Text("objects", "objets"),
    "ranges": Text("ranges", "plages"),
    "requests": Text("requests", "demandes"),
    "resources": Text("resources", "ressources"),
    "roles": Text("roles", "rôles"),
    "rows": Text("rows", "lignes"),
    "seconds": Text("seconds", "secondes"),
    "sequences": Text("sequences", "séquences"),
    "slots": Text("slots", "emplacements"),
    "tables": Text("tables", "tables"),
}


def unit_of(unit: str, lang: Lang) -> str:
    """A unit of the plan in the language; one that is not known here as it was written."""
    return UNITS[unit].of(lang) if unit in UNITS else unit


WORDS: Final = Words(
    {
        "pair": Text("{name}: {text}", "{name} : {text}"),
        "between": Text("; ", " ; "),
        # head
        "window": Text("The move: {legacy} to {target}", "Le déménagement : {legacy} vers {target}"),
        "kicker": Text("Bastide · status of the move", "Bastide · état du déménagement"),
        "lead": Text(
            "From {legacy} to {target}. Read from the plan and the journal; nothing was measured to make this page.",
            "De {legacy} vers {target}. Tiré du plan et du journal ; rien n'a été mesuré pour établir cette page.",
        ),
        "as of": Text("As of", "Situation au"),
        "plan": Text("Plan", "Plan"),
        "journal": Text("Journal", "Journal"),
        "entry": Text("entry {number}, {digest}", "entrée {number}, {digest}"),
        "no entry": Text("not begun", "non commencé"),
        "time": Text("{time} UTC", "{time} UTC"),
        "skip": Text("Skip to the content", "Aller au contenu"),
        "contents": Text("Contents", "Sommaire"),
        "back to top": Text("Back to the top", "Retour en haut"),
        # answers
        "waves done": Text("waves done: {done} of {all}", "vagues terminées : {done} sur {all}"),
        "waves moving": Text("under way: {names}", "en cours : {names}"),
        "nobody may": Text(
            "{persons} persons may approve, {needed} are needed: no wave can freeze. Fill {file}.",
            "{persons} personnes peuvent approuver, il en faut {needed} : aucune vague ne peut geler. Compléter "
            "{file}.",
        ),
        "late": Text("late: its last day was {day}", "en retard : dernier jour {day}"),
        # the matrix
        "matrix": Text("Where the move stands", "Où en est le déménagement"),
        "matrix caption": Text("Waves and their phases", "Les vagues et leurs phases"),
        "wave": Text("wave", "vague"),
        "not begun": Text("not begun", "à venir"),
        "entered": Text("under way", "en cours"),
        "left": Text("done", "terminée"),
        "since": Text("since", "depuis le"),
        "undone": Text("rolled back {n} times", "annulée {n} fois"),
        "no return": Text("point of no return", "point de non-retour"),
        "legend": Text(
            "✓ done  ▶ under way  · not begun  ↺ rolled back  ! point of no return ahead",
            "✓ terminée  ▶ en cours  · à venir  ↺ annulée  ! point de non-retour",
        ),
        # what is next
        "next": Text("What is next, and who must act", "La suite, et qui doit agir"),
        "next caption": Text("The next step of each wave", "La prochaine étape de chaque vague"),
        "step": Text("next step", "prochaine étape"),
        "who": Text("who must act", "qui doit agir"),
        "command": Text("command", "commande"),
        "step begin": Text("begin the journal", "commencer le journal"),
        "step wait": Text(
            "wait before {phase} until these have left verify: {waits}",
            "attendre avant {phase} que ces vagues aient quitté verify : {waits}",
        ),
        "step measure entry": Text(
            "bring the entry gate of {phase} to green; red conditions: {red} of {all}",
            "faire passer au vert la porte d'entrée de {phase} ; conditions rouges : {red} sur {all}",
        ),
        "step measure exit": Text(
            "bring the exit gate of {phase} to green; red conditions: {red} of {all}",
            "faire passer au vert la porte de sortie de {phase} ; conditions rouges : {red} sur {all}",
        ),
        "step request": Text(
            "ask for approval of {phase}: {needed} others must sign",
            "demander l'approbation de {phase} : {needed} autres personnes doivent signer",
        ),
        "step sign": Text(
            "sign the request for {phase}: it is in this name; then {needed} others must sign",
            "signer la demande de {phase} : elle est à ce nom ; puis {needed} autres personnes doivent signer",
        ),
        "step approve": Text(
            "approve {phase}; signatures: {signed} of {needed}",
            "approuver {phase} ; signatures : {signed} sur {needed}",
        ),
        "step enter": Text("enter {phase}: its gate is green", "entrer dans {phase} : la porte est verte"),
        "step leave": Text("leave {phase}: its gate is green", "quitter {phase} : la porte est verte"),
        "step done": Text("nothing: every phase is done", "rien : toutes les phases sont terminées"),
        "nobody": Text("nobody", "personne"),
        # gates
        "gates": Text("The gates where waves stand", "Les portes devant lesquelles se trouvent les vagues"),
        "gate entry": Text("{wave}: entry gate of {phase}", "{wave} : porte d'entrée de {phase}"),
        "gate exit": Text("{wave}: exit gate of {phase}", "{wave} : porte de sortie de {phase}"),
        "green": Text("green", "verte"),
        "red": Text("red", "rouge"),
        "condition": Text("condition", "condition"),
        "asked": Text("asked", "demandé"),
        "found": Text("found", "trouvé"),
        "age": Text("age", "âge"),
        "ahead": Text("{age} ahead", "{age} d'avance"),
        "at most old": Text("at most {hours} h old", "datant d'au plus {hours} h"),
        "source": Text("source", "source"),
        "result": Text("result", "résultat"),
        "of count": Text("{value} of {count}", "{value} sur {count}"),
        "objects": Text("{count} named", "{count} nommés"),
        "no gate": Text("No wave stands at a gate: all are done.", "Aucune vague devant une porte : tout est terminé."),
        "asks nothing": Text("This gate asks nothing.", "Cette porte ne demande rien."),
        # the way back
        "back": Text("The way back, and where it ends", "Le retour arrière, et où il s'arrête"),
        "back caption": Text("Points of no return and rollbacks", "Points de non-retour et retours arrière"),
        "points": Text("points of no return", "points de non-retour"),
        "point ahead": Text("ahead, in {phase}: {act}", "à venir, dans {phase} : {act}"),
        "point here": Text("it lies in this phase, {phase}: {act}", "il est dans la phase en cours, {phase} : {act}"),
        "point behind": Text("behind, in {phase}: {act}", "franchi, dans {phase} : {act}"),
        "where ahead": Text("ahead", "à venir"),
        "where here": Text("in this phase", "phase en cours"),
        "where behind": Text("behind", "franchi"),
        "way": Text("way back", "retour arrière"),
        "minutes": Text("at most", "au plus"),
        "n minutes": Text("{n} min", "{n} min"),
        "loss": Text("what is lost", "ce qui est perdu"),
        "possible": Text("possible until", "possible jusqu'à"),
        "always": Text("no end", "sans limite"),
        "passed": Text("passed", "dépassé"),
        "no way": Text("{phase} cannot be undone", "{phase} ne peut être annulée"),
        "nothing yet": Text("nothing was begun", "rien n'est commencé"),
        "undo": Text("{phase}: {action}", "{phase} : {action}"),
        "with it": Text("also undoes {phases}", "annule aussi {phases}"),
        # the plan
        "what gates ask": Text("What the gates ask", "Ce que demandent les portes"),
        "side entry": Text("entry", "entrée"),
        "side exit": Text("exit", "sortie"),
        "gate": Text("gate", "porte"),
        "of": Text("only where the wave holds {what}", "seulement si la vague détient : {what}"),
        "approvals": Text("{n} approvals of different persons", "{n} approbations de personnes différentes"),
        "order": Text("In this order: {parts}", "Dans cet ordre : {parts}"),
        "measured by": Text("measured by", "mesuré par"),
        "holding objects": Text("objects", "des objets"),
        "holding databases": Text("databases", "des bases de données"),
        "holding airlock": Text("an airlock", "un sas"),
        "holding keys": Text("keys", "des clés"),
        # limits
        "limits": Text("What this page is, and what it is not", "Ce qu'est cette page, et ce qu'elle n'est pas"),
        "limit read": Text(
            "It shows what the journal says. A value is as good as its source and its age; both stand beside it.",
            "Elle montre ce que dit le journal. Une valeur vaut ce que valent sa source et son âge, affichés à côté.",
        ),
        "limit red": Text(
            "A value that is missing, too old or over no objects is red. There is no yellow: what is not proved is not "
            "so.",
            "Une valeur absente, trop ancienne ou portant sur aucun objet est rouge. Il n'y a pas d'orange : ce qui "
            "n'est pas prouvé n'est pas acquis.",
        ),
        "limit chain": Text(
            "Whether the journal was changed is not said here: bastide cutover journal verify says it.",
            "Elle ne dit pas si le journal a été modifié : bastide cutover journal verify le dit.",
        ),
        "limit days": Text(
            "Days of waves are intentions of the plan; no gate opens because a day has come.",
            "Les jours des vagues sont des intentions du plan ; aucune porte ne s'ouvre parce qu'un jour est venu.",
        ),
        "foot": Text(
            "Made from the plan and the journal by Bastide. For machines: bastide cutover status --format json.",
            "Établi par Bastide à partir du plan et du journal. Pour les machines : bastide cutover status --format "
            "json.",
        ),
    }
)
