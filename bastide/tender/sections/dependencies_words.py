"""Words of the section on dependencies."""

from __future__ import annotations

from typing import Final

from bastide.words import Words
from policies.model import Text

WORDS: Final = Words(
    {
        "intro": Text(
            "Every host, image, package source, plugin, CI action, state store, secrets provider and identity "
            "provider that the plan or the repository's files name: what it is, where it is named, whose it is. A "
            "seat in the Union is not control: parent, holdings, vetoes and boards decide as well (SecNumCloud "
            "19.6.b), and what is not established is unknown. No encryption and no key changes an answer.",
            "Tout hôte, image, source de paquets, greffon, action d'intégration continue, dépôt d'état, fournisseur "
            "de secrets et fournisseur d'identité que le plan ou les fichiers du dépôt désignent : sa nature, où il "
            "est désigné, à qui il appartient. Un siège dans l'Union ne vaut pas contrôle : société mère, "
            "participations, vetos et organes de direction en décident aussi (SecNumCloud 19.6.b), et ce qui n'est "
            "pas établi est inconnu. Ni chiffrement ni clé n'y changent rien.",
        ),
        "summary": Text("Names by who controls their owner", "Noms désignés, selon le contrôle de leur propriétaire"),
        "candidate": Text("candidate", "candidat"),
        "unnamed": Text("looked for, named nowhere", "recherché, désigné nulle part"),
        "none": Text("nothing", "rien"),
        "EU-controlled": Text("EU-controlled", "sous contrôle européen"),
        "foreign-controlled": Text("foreign-controlled", "sous contrôle étranger"),
        "unknown": Text("control unknown", "contrôle inconnu"),
        "own": Text("the platform's own", "propre à la plateforme"),
        "owners": Text(
            "{candidate}: owners and what is named of them", "{candidate} : propriétaires et ce qui en est désigné"
        ),
        "owner": Text("owner, seat", "propriétaire, siège"),
        "not known": Text("owner not known", "propriétaire non connu"),
        "no country": Text("seat not known", "siège non connu"),
        "control": Text("control", "contrôle"),
        "named": Text("what is named, and where", "ce qui est désigné, et où"),
        "ask": Text("to find out:", "à établir :"),
        "law": Text("foreign law known to reach it:", "droit étranger dont on sait qu'il l'atteint :"),
        "times": Text("named: {count}", "mentions : {count}"),
        "hidden": Text("a host named in a secret", "un hôte désigné dans un secret"),
        "own names": Text(
            "{candidate}: the platform's own names and addresses",
            "{candidate} : noms et adresses propres à la plateforme",
        ),
        # natures
        "ci-action": Text("CI action", "action d'intégration continue"),
        "ci-runner": Text("CI runner", "machine d'intégration continue"),
        "contact": Text("where alerts go", "destinataire d'alertes"),
        "container-image": Text("container image", "image de conteneur"),
        "destination": Text("destination that hosts may reach", "destination ouverte aux hôtes"),
        "endpoint": Text("endpoint of a cloud", "point d'accès d'un fournisseur de nuage"),
        "host": Text("host", "hôte"),
        "host-image": Text("image of hosts", "image d'hôtes"),
        "identity-provider": Text("identity provider", "fournisseur d'identité"),
        "package-source": Text("package source", "source de paquets"),
        "plugin": Text("where the engine gets plugins", "source des greffons du moteur"),
        "secrets-provider": Text("secrets provider", "fournisseur de secrets"),
        "state": Text("state of the infrastructure", "état de l'infrastructure"),
    }
)
