"""Words of the bill of quantities: section, tables and files."""

from __future__ import annotations

from typing import Final

from bastide.words import Words
from policies.model import Text

WORDS: Final = Words(
    {
        # what is not known
        "unknown size": Text(
            "the plan does not say how large: {what} ({count})", "taille non précisée par le plan : {what} ({count})"
        ),
        "unknown after apply": Text(
            "known only after apply: {what} ({count})", "connu seulement après l'application : {what} ({count})"
        ),
        "unknown flavour": Text(
            "flavour {detail} ({count}): its cores and memory are in no register",
            "gabarit {detail} ({count}) : ses cœurs et sa mémoire ne figurent dans aucun registre",
        ),
        "unknown old flavour": Text(
            "flavour {detail} ({count}): what the register says of it is older than it may be",
            "gabarit {detail} ({count}) : l'indication du registre est périmée",
        ),
        "unknown mixed": Text(
            "the buckets declared together as {detail} stand in several lines: declare them apart",
            "les compartiments déclarés ensemble sous « {detail} » relèvent de plusieurs lignes : les séparer",
        ),
        "unknown bucket": Text(
            "nobody has declared the size of bucket {detail}", "taille du compartiment {detail} non déclarée"
        ),
        "unknown asked": Text(
            "{what} ({count}): asked for without saying how much", "{what} ({count}) : demandé sans quantité"
        ),
        "unknown retention": Text(
            "the plan does not say for how long logs are kept", "le plan ne précise pas la durée de conservation"
        ),
        "ask flavour": Text(
            "whoever keeps facts/flavours.yaml, from the cloud's own documentation",
            "le responsable de facts/flavours.yaml, d'après la documentation de l'hébergeur",
        ),
        "ask table": Text("whoever keeps the tables of the bill", "le responsable des tables du détail quantitatif"),
        "ask intent": Text("the author of the intent", "l'auteur de l'intention"),
        "ask declared": Text("whoever keeps stacks/quantities.yaml", "le responsable de stacks/quantities.yaml"),
        "ask cloud": Text("the bidder", "le candidat"),
        # why there is nothing
        "note hosts": Text(
            "no such service in the plan: hosts of the platform's own do it ({role}: {count}), counted in Q-CPU-02",
            "aucun service de ce type dans le plan : des machines exploitées par la plateforme en tiennent lieu "
            "({role} : {count}), comptées en Q-CPU-02",
        ),
        "note none": Text("the plan has none", "le plan n'en comporte pas"),
        "operation": Text("Operation after the move", "Exploitation après la migration"),
        # the section
        "intro": Text(
            "What each candidate's plan consumes, on the same lines: the base of the bidders' prices. The plan gives "
            "the quantities; what no plan can say is declared in stacks/quantities.yaml or unknown.",
            "Ce que consomme le plan de chaque candidat, sur les mêmes lignes : la base des prix des candidats. Le "
            "plan donne les quantités ; ce qu'aucun plan ne peut dire est déclaré dans stacks/quantities.yaml, ou "
            "inconnu.",
        ),
        "months": Text("Duration of the contract: {months} months.", "Durée du marché : {months} mois."),
        "months unknown": Text(
            "The duration of the contract is unknown: no total over it can be given. To be said by {ask}.",
            "La durée du marché est inconnue : aucun total ne peut être établi. À préciser par : {ask}.",
        ),
        "caption": Text("Quantities of each month, by candidate", "Quantités mensuelles par candidat"),
        "line": Text("line", "ligne"),
        "unit": Text("unit", "unité"),
        "basis": Text("basis", "fondement"),
        "once": Text("once", "une fois"),
        "unknown": Text("unknown", "inconnu"),
        "at least": Text("at least {amount}", "au moins {amount}"),
        "of which asked": Text("of which {amount} as a gap", "dont {amount} en lacune"),
        "detail": Text("Where the quantities come from", "Origine des quantités"),
        "from": Text("from", "origine"),
        "quantity": Text("quantity", "quantité"),
        "count": Text("number", "nombre"),
        "state built": Text("in the plan", "dans le plan"),
        "state asked": Text("gap: asked for, no resource in the plan", "lacune : demande sans ressource dans le plan"),
        "state declared": Text("declared", "déclaré"),
        "who": Text("to be said by: {ask}", "à préciser par : {ask}"),
        "uncounted": Text("Resources that no line counts", "Ressources qu'aucune ligne ne compte"),
        "type": Text("type", "type"),
        "prices": Text("Prices", "Prix"),
        "prices none": Text(
            "No prices were given (`--prices FILE`): bidders fill in quantities.xlsx or quantities.csv.",
            "Aucun prix fourni (« --prices FICHIER ») : les candidats remplissent quantities.xlsx ou quantities.csv.",
        ),
        "total": Text("total", "total"),
        "prices caption": Text("Totals by candidate, without tax", "Totaux par candidat, hors taxes"),
        "month total": Text("one month of operation", "un mois d'exploitation"),
        "move total": Text("the move, paid once", "migration, payée une fois"),
        "contract total": Text("the whole contract", "ensemble du marché"),
        "phase": Text("{title} ({months} months)", "{title} ({months} mois)"),
        "phase unknown": Text("{title} (unknown duration)", "{title} (durée inconnue)"),
        "incomplete": Text("incomplete", "incomplet"),
        "priced so far": Text("priced so far: {amount}", "déjà chiffré : {amount}"),
        "missing prices": Text("lines without a price", "lignes sans prix"),
        "missing quantities": Text("lines without a quantity", "lignes sans quantité"),
        "none": Text("none", "aucune"),
        "unit prices": Text("Unit prices and totals of lines", "Prix unitaires et totaux par ligne"),
        "missing": Text("missing", "manquant"),
        # files
        "head candidate": Text("Candidate", "Candidat"),
        "head line": Text("Line", "Ligne"),
        "head group": Text("Group", "Lot"),
        "head designation": Text("Designation", "Désignation"),
        "head unit": Text("Unit", "Unité"),
        "head quantity": Text("Quantity (month or once)", "Quantité (mensuelle ou unique)"),
        "head months": Text("Months", "Mois"),
        "head total": Text("Total quantity", "Quantité totale"),
        "head basis": Text("Basis", "Fondement"),
        "head unit price": Text("Unit price without tax", "Prix unitaire HT"),
        "head currency": Text("Currency", "Devise"),
        "head note": Text("Note", "Observation"),
        "sheet lines": Text("Quantities", "Quantités"),
        "sheet summary": Text("Summary", "Récapitulatif"),
        "sheet units": Text("Units", "Unités"),
        "title": Text("Bill of quantities", "Détail quantitatif estimatif"),
        "how": Text(
            "Fill in the yellow cells only: one price for one unit, without tax, in {currency}. All other cells are "
            "protected. An empty cell is a missing price, not 0.",
            "Ne remplir que les cellules jaunes : un prix pour une unité, hors taxes, en {currency}. Les autres "
            "cellules sont protégées. Une cellule vide est un prix manquant, non un prix nul.",
        ),
        "head line total": Text("Total without tax", "Total HT"),
        "sum": Text("Total of the lines that are priced and known", "Total des lignes chiffrées et connues"),
        "open": Text("Lines without price, quantity or duration", "Lignes sans prix, sans quantité ou sans durée"),
        "sum of group": Text("{group}: contract", "{group} : ensemble du marché"),
        "meaning": Text("Meaning", "Signification"),
        "basis observed in the plan": Text("observed in the plan", "constaté dans le plan"),
        "basis declared fact with source": Text("declared, with source", "déclaré, avec source"),
        "basis not assessable from code": Text("not assessable from code", "non évaluable à partir du code"),
    }
)
