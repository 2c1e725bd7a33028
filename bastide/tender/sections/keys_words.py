"""Words of the section on keys."""

from __future__ import annotations

from typing import Final

from bastide.words import Words
from policies.model import Text

WORDS: Final = Words(
    {
        "intro": Text(
            "Under whose key each resource that holds data lies. A key of the platform's own protects from theft, from "
            "neighbours and from a space that has ended; it lets the platform destroy data by destroying the key.",
            "Sous la clé de qui se trouve chaque ressource portant des données. Une clé propre à la plateforme "
            "protège du vol, des voisins et de l'accès à un espace clos ; elle permet de détruire les données en "
            "détruisant la clé.",
        ),
        "warning": Text(
            "A customer key never lowers a finding about foreign control: the provider processes the data in clear "
            "while it serves it, and no encryption of its own hosts answers an order that another State gives it. See "
            "the rules SOV-CTL-001 and SOV-CTL-008.",
            "Une clé du client n'atténue jamais un constat de contrôle étranger : le prestataire traite les données en "
            "clair lorsqu'il rend le service, et aucun chiffrement sur ses propres machines ne répond à une injonction "
            "qu'un autre État lui adresse. Voir les règles SOV-CTL-001 et SOV-CTL-008.",
        ),
        "summary": Text("Resources that hold data, by whose key", "Ressources portant des données, selon la clé"),
        "candidate": Text("candidate", "candidat"),
        "covered": Text("under a key of the platform's own", "sous une clé propre à la plateforme"),
        "ratio": Text("{covered} of {total}", "{covered} sur {total}"),
        "meant": Text(
            "and {count} more meant to be (shows after deployment); {stores} of them hold key stores",
            "et {count} autres censées l'être (visible après déploiement), dont {stores} portent des magasins de clés",
        ),
        "customer key": Text("customer key at the cloud", "clé du client chez le fournisseur"),
        "own key store": Text("key store of the platform's own", "magasin de clés exploité en propre"),
        "provider's key": Text("provider's key", "clé du fournisseur"),
        "none shown": Text("no encryption shown", "aucun chiffrement constaté"),
        "unknown": Text("unknown", "inconnu"),
        "known only after apply": Text(
            "shows after deployment: the host's own document decides",
            "visible après déploiement : le document de premier démarrage de l'hôte en décide",
        ),
        "not said": Text("the provider's class cannot say it", "la classe du fournisseur ne permet pas de le dire"),
        "meant here": Text(
            "meant: opened by its host with the key named here", "prévu : ouvert par son hôte avec la clé nommée ici"
        ),
        "meant store": Text(
            "meant: the key store encrypts what it writes",
            "prévu : le magasin de clés chiffre ce qu'il écrit",
        ),
        "system disks": Text(
            "Disks that hosts come with (systems, without the data above): {covered} of {total} under a key of the "
            "platform's own; provider's key {provider}; no encryption shown {none}; unknown {unknown}.",
            "Disques fournis avec les hôtes (systèmes, hors données ci-dessus) : {covered} sur {total} sous une clé "
            "propre à la plateforme ; clé du fournisseur {provider} ; aucun chiffrement constaté {none} ; inconnu "
            "{unknown}.",
        ),
        "not counted": Text(
            "Keys and key stores are not counted: they hold keys, not data.",
            "Les clés et les magasins de clés ne sont pas comptés : ils conservent des clés, non des données.",
        ),
        "rows": Text("{candidate}: what lies under whose key", "{candidate} : quelle ressource sous quelle clé"),
        "what": Text("resource", "ressource"),
        "role": Text("role", "rôle"),
        "count": Text("count", "nombre"),
        "holder": Text("whose key", "clé de qui"),
        "under": Text("keys", "clés"),
        "asked": Text("asked in vain: {keys}", "demandée en vain : {keys}"),
        "gaps": Text("gap: {gaps}", "lacune : {gaps}"),
        "keys": Text("{candidate}: keys and what they open", "{candidate} : les clés et ce qu'elles ouvrent"),
        "key": Text("key", "clé"),
        "area": Text("area", "zone"),
        "store": Text("key store", "magasin de clés"),
        "where": Text("where it lives", "où elle se trouve"),
        "users": Text("opens", "ouvre"),
        "nothing": Text("nothing yet", "rien à ce stade"),
        "shared": Text("shared by {count} resources", "partagée par {count} ressources"),
        "crosses": Text("used outside its area (CRY-002)", "utilisée hors de sa zone (CRY-002)"),
    }
)
