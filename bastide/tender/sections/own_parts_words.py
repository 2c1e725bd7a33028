"""Words of the section on parts of the platform's own."""

from __future__ import annotations

from typing import Final

from bastide.words import Words
from policies.model import Text

WORDS: Final = Words(
    {
        "intro": Text(
            "What the cloud does not offer as a service, or offers as a machine only, stands on hosts that the buyer "
            "operates: what they take, and what people must do. Sizes come from the estate's choices; what no source "
            "says is unknown. What is a gap is not here: nothing is built for it.",
            "Ce que l'hébergeur n'offre pas en service, ou n'offre que sous forme de machine, repose sur des hôtes "
            "que l'acheteur exploite : ce qu'ils consomment, et ce que des personnes doivent faire. Les tailles "
            "viennent des choix de l'environnement ; ce qu'aucune source ne dit est inconnu. Ce qui est une lacune "
            "n'est pas ici : rien n'est construit pour elle.",
        ),
        "summary": Text("Parts that the buyer operates", "Éléments exploités par l'acheteur"),
        "candidate": Text("candidate", "candidat"),
        "parts": Text("self-operated roles", "rôles exploités en propre"),
        "hosts": Text("hosts", "hôtes"),
        "vcpu": Text("vCPU", "vCPU"),
        "memory": Text("memory, GiB", "mémoire, Gio"),
        "disks": Text("data volumes", "volumes de données"),
        "duties": Text("duties", "tâches"),
        "unknown size": Text("and {count} hosts of unknown size", "et {count} hôtes de taille inconnue"),
        "bare": Text(
            "{count} without a document of ours: they hold a place and nothing of ours runs on them",
            "{count} sans document de premier démarrage : ils tiennent une place, rien de la plateforme n'y fonctionne",
        ),
        "gb": Text("{count}, {gb} GB", "{count}, {gb} Go"),
        "gb unknown": Text("{count}, size unknown", "{count}, taille inconnue"),
        "of candidate": Text("{candidate}: parts", "{candidate} : éléments"),
        "part": Text("part", "élément"),
        "level": Text("level", "niveau"),
        "where": Text("where", "où"),
        "takes": Text("hosts and sizes", "hôtes et tailles"),
        "no hosts": Text(
            "none of its own: other parts' hosts carry it", "aucun en propre : porté par les hôtes d'autres éléments"
        ),
        "size": Text(
            "{flavour} ({vcpu} vCPU, {memory} GiB): {count}", "{flavour} ({vcpu} vCPU, {memory} Gio) : {count}"
        ),
        "size unknown": Text("{flavour} (size unknown): {count}", "{flavour} (taille inconnue) : {count}"),
        "host": Text("host", "hôte"),
        "features": Text("also: {features}", "aussi : {features}"),
        "what": Text("what it is; source", "ce que c'est ; source"),
        "duties of": Text("{candidate}: who must do what", "{candidate} : qui doit faire quoi"),
        "topic": Text("about", "objet"),
        "who": Text("who", "qui"),
        "when": Text("when", "quand"),
        "do": Text("what to do; source", "à faire ; source"),
        "for": Text("for", "pour"),
        "every host": Text("every host", "tous les hôtes"),
        # topics
        "setup": Text("setting up", "mise en place"),
        "patching": Text("patching", "correctifs"),
        "backups": Text("backups", "sauvegardes"),
        "unsealing": Text("unsealing", "descellement"),
        "keys": Text("keys", "clés"),
        "certificates": Text("certificates and machine keys", "certificats et clés des machines"),
        "capacity": Text("capacity", "capacité"),
        "watching": Text("watching", "surveillance"),
        "recovery": Text("recovery", "rétablissement"),
        "people": Text("people", "personnes"),
        "on-call": Text("on-call", "astreinte"),
    }
)
