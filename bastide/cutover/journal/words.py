"""The words in which the journal is shown and judged, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bastide.cutover.journal.entry import Event
from bastide.cutover.journal.verify import Wrong
from bastide.words import Words
from policies.model import Text

EVENTS: Final[Mapping[Event, Text]] = {
    Event.BEGUN: Text("begun", "commencé"),
    Event.MEASURED: Text("measured", "mesuré"),
    Event.REQUESTED: Text("requested", "demandé"),
    Event.SIGNED: Text("signed", "signé"),
    Event.APPROVED: Text("approved", "approuvé"),
    Event.ENTERED: Text("entered", "entrée"),
    Event.LEFT: Text("left", "sortie"),
    Event.ROLLED_BACK: Text("rolled back", "retour arrière"),
    Event.NOTED: Text("noted", "noté"),
}
WRONG: Final[Mapping[Wrong, Text]] = {
    Wrong.UNSIGNED: Text("there is no signature beside it", "aucune signature à côté"),
    Wrong.NOT_BY: Text(
        "its signature is not one of these bytes by somebody who may sign",
        "sa signature n'est pas celle de ces octets par une personne habilitée",
    ),
    Wrong.OTHER: Text(
        "it is of another journal, or every entry was made anew",
        "elle est d'un autre journal, ou toutes les entrées ont été refaites",
    ),
    Wrong.CUT: Text(
        "the journal ends before the entry that it names: entries are missing",
        "le journal s'arrête avant l'entrée qu'elle nomme : des entrées manquent",
    ),
    Wrong.CHANGED: Text(
        "the entry of that number is not the one that was signed",
        "l'entrée de ce numéro n'est pas celle qui a été signée",
    ),
}
WORDS: Final = Words(
    {
        "head": Text("{name}: {count} entries", "{name} : {count} entrées"),
        "last": Text("last: entry {number}, {time}, {digest}", "dernière : entrée {number}, {time}, {digest}"),
        "nothing": Text(
            "there is no entry: nothing was begun, or all of it was deleted",
            "aucune entrée : rien n'a commencé, ou tout a été supprimé",
        ),
        "none": Text("there is no entry", "aucune entrée"),
        "number": Text("No.", "N°"),
        "time": Text("Time (UTC)", "Heure (UTC)"),
        "event": Text("Event", "Évènement"),
        "wave": Text("Wave", "Vague"),
        "phase": Text("Phase", "Phase"),
        "by": Text("By", "Par"),
        "what": Text("What", "Quoi"),
        "request": Text("request {digest}", "demande {digest}"),
        "more": Text("and {count} more", "et {count} de plus"),
        "torn": Text(
            "the writing of an entry was interrupted: {count} bytes after the last one, of which nobody was told that "
            "they are written; the next entry puts them aside",
            "l'écriture d'une entrée a été interrompue : {count} octets après la dernière, dont personne n'a reçu "
            "confirmation ; la prochaine entrée les met de côté",
        ),
        "anchor fault": Text("anchor {anchor} (entry {number}): {found}", "ancre {anchor} (entrée {number}) : {found}"),
        "vouched": Text(
            "up to entry {number}: as it was when {names} signed {anchor}",
            "jusqu'à l'entrée {number} : telle que quand {names} a signé {anchor}",
        ),
        "open": Text(
            "entries {first} to {last}: nobody vouches for them; that they were made anew or cut off would not show",
            "entrées {first} à {last} : nul ne s'en porte garant ; une réécriture, une coupure ne se verraient pas",
        ),
        "chain": Text("each entry follows from the one before it", "chaque entrée découle de celle qui la précède"),
        "broken": Text("the chain is broken", "la chaîne est rompue"),
        "well": Text("Well", "En ordre"),
        "not well": Text("Not well", "Pas en ordre"),
    }
)
