"""The words of the comment, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from bastide.review.comment.model import Noun
from bastide.words import Words
from plan.model import Operation
from policies.model import Lang, Text


class Number(NamedTuple):
    """A word for one and for several. French counts none as one, English as several."""

    one: Text
    several: Text

    def of(self, count: int, lang: Lang) -> str:
        return (self.one if _is_one(count, lang) else self.several).of(lang)


def _is_one(count: int, lang: Lang) -> bool:
    return count == 1 or (lang is Lang.FR and count == 0)


NOUNS: Final[Mapping[Noun, Number]] = {
    Noun.DATABASE: Number(Text("database", "base de données"), Text("databases", "bases de données")),
    Noun.BUCKET: Number(Text("bucket", "compartiment"), Text("buckets", "compartiments")),
    Noun.VOLUME: Number(Text("volume", "volume"), Text("volumes", "volumes")),
    Noun.SHARE: Number(Text("file share", "partage de fichiers"), Text("file shares", "partages de fichiers")),
    Noun.KEY_STORE: Number(Text("key store", "magasin de clés"), Text("key stores", "magasins de clés")),
    Noun.KEY: Number(Text("key", "clé"), Text("keys", "clés")),
    Noun.SECRET: Number(Text("secret", "secret"), Text("secrets", "secrets")),
    Noun.REGISTRY: Number(Text("registry", "registre"), Text("registries", "registres")),
    Noun.LOG_STORE: Number(Text("log store", "dépôt de journaux"), Text("log stores", "dépôts de journaux")),
    Noun.BACKUP: Number(Text("backup", "sauvegarde"), Text("backups", "sauvegardes")),
    Noun.MACHINE: Number(Text("machine", "machine"), Text("machines", "machines")),
    Noun.PROTECTED: Number(
        Text("protected resource", "ressource protégée"), Text("protected resources", "ressources protégées")
    ),
    Noun.UNKNOWN: Number(
        Text("resource of an unknown kind", "ressource de genre inconnu"),
        Text("resources of an unknown kind", "ressources de genre inconnu"),
    ),
    Noun.OTHER: Number(Text("resource", "ressource"), Text("resources", "ressources")),
}
"""What is counted in the first sentence."""

OTHERS: Final = Number(Text("other resource", "autre ressource"), Text("other resources", "autres ressources"))

OPERATED: Final[Mapping[Operation, Number]] = {
    Operation.DELETE: Number(Text("delete", "suppression"), Text("delete", "suppressions")),
    Operation.REPLACE: Number(Text("replace", "remplacement"), Text("replace", "remplacements")),
    Operation.CREATE: Number(Text("create", "création"), Text("create", "créations")),
    Operation.UPDATE: Number(Text("update", "modification"), Text("update", "modifications")),
    Operation.IMPORT: Number(Text("import", "adoption"), Text("import", "adoptions")),
}
"""What is counted of a stack or role."""

OPERATIONS: Final[Mapping[Operation, Text]] = {
    Operation.DELETE: Text("delete", "supprimer"),
    Operation.REPLACE: Text("replace", "remplacer"),
    Operation.CREATE: Text("create", "créer"),
    Operation.UPDATE: Text("update", "modifier"),
    Operation.IMPORT: Text("import", "adopter"),
}

VERBS: Final[Mapping[str, Text]] = {
    "replace": Text("replaces {what}", "remplace {what}"),
    "delete": Text("deletes {what}", "supprime {what}"),
    "erase": Text("erases the disk of {what}", "efface le disque de {what}"),
    "release": Text("removes {what} (kept at the cloud)", "retire {what} (conservé dans le nuage)"),
    "release several": Text("removes {what} (kept at the cloud)", "retire {what} (conservés dans le nuage)"),
    "open": Text("opens {ports} to {sources}", "ouvre {ports} à {sources}"),
    "open more": Text("makes {count} more openings", "ouvre {count} autres accès"),
    "expose": Text("exposes {what} to the internet", "expose {what} à internet"),
    "create": Text("creates {what}", "crée {what}"),
    "update": Text("updates {what}", "modifie {what}"),
    "import": Text("adopts {what}", "adopte {what}"),
}

PORTS: Final = Number(Text("port {ports}", "le port {ports}"), Text("ports {ports}", "les ports {ports}"))
EVERY_PORT: Final = Text("every port", "tous les ports")
EVERYBODY: Final = Text("the internet", "internet")

COUNTED: Final[Mapping[str, Number]] = {
    "new mandatory": Number(
        Text("{count} new mandatory failure", "{count} nouveau manquement obligatoire"),
        Text("{count} new mandatory failures", "{count} nouveaux manquements obligatoires"),
    ),
    "mandatory": Number(
        Text("{count} mandatory failure, compared with nothing", "{count} manquement obligatoire, sans comparaison"),
        Text("{count} mandatory failures, compared with nothing", "{count} manquements obligatoires, sans comparaison"),
    ),
    "new advisory": Number(
        Text("{count} new advisory", "{count} nouvel indicatif"),
        Text("{count} new advisory", "{count} nouveaux indicatifs"),
    ),
    "new evidence": Number(
        Text("{count} new evidence to bring", "{count} nouvelle preuve à fournir"),
        Text("{count} new pieces of evidence to bring", "{count} nouvelles preuves à fournir"),
    ),
    "exempted": Number(Text("{count} exempted", "{count} exempté"), Text("{count} exempted", "{count} exemptés")),
    "unknown": Number(
        Text("{count} unknown until apply", "{count} inconnu avant application"),
        Text("{count} unknown until apply", "{count} inconnus avant application"),
    ),
    "unchanged": Number(Text("{count} unchanged", "{count} inchangé"), Text("{count} unchanged", "{count} inchangés")),
    "fixed": Number(Text("{count} fixed", "{count} corrigé"), Text("{count} fixed", "{count} corrigés")),
    "gaps opened": Number(
        Text("{count} new gap", "{count} nouveau manque"), Text("{count} new gaps", "{count} nouveaux manques")
    ),
    "gaps closed": Number(Text("{count} closed", "{count} comblé"), Text("{count} closed", "{count} comblés")),
    "gaps standing": Number(Text("{count} stands", "{count} en tout"), Text("{count} stand", "{count} en tout")),
    "more": Number(Text("and {count} more", "et {count} de plus"), Text("and {count} more", "et {count} de plus")),
    "failures": Number(Text("{count} failure", "{count} manquement"), Text("{count} failures", "{count} manquements")),
    "facts": Number(Text("{count} fact", "{count} fait"), Text("{count} facts", "{count} faits")),
    "changes": Number(Text("{count} change", "{count} changement"), Text("{count} changes", "{count} changements")),
    "endings": Number(
        Text("{count} ends soon", "{count} à échéance proche"), Text("{count} end soon", "{count} à échéance proche")
    ),
    "holding data": Number(
        Text(
            "Deleted, replaced or erased: {count} resource that holds data or is protected",
            "Supprimée, remplacée ou effacée : {count} ressource qui porte des données ou est protégée",
        ),
        Text(
            "Deleted, replaced or erased: {count} resources that hold data or are protected",
            "Supprimées, remplacées ou effacées : {count} ressources qui portent des données ou sont protégées",
        ),
    ),
    "without data": Number(
        Text(
            "Deleted or replaced, without data: {count} resource",
            "Supprimée ou remplacée, sans données : {count} ressource",
        ),
        Text(
            "Deleted or replaced, without data: {count} resources",
            "Supprimées ou remplacées, sans données : {count} ressources",
        ),
    ),
    "openings": Number(
        Text("Opened: {count} way in", "Ouvert : {count} accès"),
        Text("Opened: {count} ways in", "Ouverts : {count} accès"),
    ),
}
"""What is counted elsewhere. `{count}` is written with the language's own marks."""

_WORDS: Final[Mapping[str, Text]] = {
    "title": Text("What this changes", "Ce que cela change"),
    "against": Text("against", "par rapport à"),
    "no change": Text("Changes no resource", "Ne change aucune ressource"),
    "nothing new": Text("nothing new fails", "aucun nouveau manquement"),
    "not asked": Text("the rules were not asked", "les règles n'ont pas été interrogées"),
    "refused": Text("The plan is refused.", "Le plan est refusé."),
    "stopped": Text(
        "An engine stops at what it refuses: more than this may go.",
        "Un moteur s'arrête à ce qu'il refuse : il peut disparaître davantage.",
    ),
    # verdicts
    "stop": Text("Do not merge.", "Ne pas fusionner."),
    "look": Text("Look before merging.", "À examiner avant de fusionner."),
    "clear": Text("Nothing stands against it.", "Rien ne s'y oppose."),
    # what is lost
    "kept": Text("kept at the cloud", "conservé dans le nuage"),
    "erased": Text("erases its disk", "efface son disque"),
    "forced by": Text("forced by", "imposé par"),
    "follows": Text("with what it depends on", "avec ce dont il dépend"),
    "names left out": Text(
        "{count} names do not fit here; the whole names each",
        "{count} noms n'entrent pas ici ; le document entier les donne",
    ),
    "none": Text("(none)", "(aucun)"),
    "to": Text("to", "à"),
    "in": Text("in", "dans"),
    "refusals": Text("The engine or a policy says", "Le moteur ou une politique dit"),
    "approximate": Text("approximate", "approximatif"),
    # findings
    "findings": Text("Findings", "Constats"),
    "mandatory": Text("New mandatory failures", "Nouveaux manquements obligatoires"),
    "mandatory all": Text("Mandatory failures", "Manquements obligatoires"),
    "advisory": Text("Advice and evidence to bring, new", "Indications et preuves à fournir, nouvelles"),
    "do": Text("do:", "à faire :"),
    # exemptions
    "ending": Text("Exempted, and ending within {days} days", "Exempté, et à échéance sous {days} jours"),
    "soon": Text("Ending soon", "Bientôt à échéance"),
    "exempted new": Text("New under an exemption", "Nouveau sous exemption"),
    "until": Text("until {until}", "jusqu'au {until}"),
    "exemption ends": Text("exemption", "exemption"),
    "fact ends": Text("fact", "fait"),
    "to check": Text("to be checked again", "à revérifier"),
    "of": Text("of", "de"),
    # unknown
    "unknown": Text("Unknown until apply: to be checked again then", "Inconnu avant application : à revérifier alors"),
    "re-check": Text("after apply:", "après application :"),
    # gaps
    "gaps": Text("Gaps", "Manques"),
    "opened": Text("new", "nouveau"),
    "closed": Text("closed", "comblé"),
    # details
    "details": Text("All changes by stack", "Tous les changements par pile"),
    "no role": Text("no role", "sans rôle"),
    # cut
    "cut": Text("Shortened to fit: {parts}.", "Raccourci pour tenir : {parts}."),
    "whole at": Text("The whole:", "Le document entier :"),
    "whole in": Text(
        "The whole is in the file {file} of this run.",
        "Le document entier est dans le fichier {file} de cette exécution.",
    ),
    "whole by": Text("The whole is what this shows:", "Le document entier est ce que montre :"),
    "part deletion_warning": Text("deletions and replacements", "suppressions et remplacements"),
    "part findings": Text("findings", "constats"),
    "part exemptions": Text("exemptions", "exemptions"),
    "part unknown": Text("unknown until apply", "inconnu avant application"),
    "part gaps": Text("gaps", "manques"),
    "part details": Text("changes by stack", "changements par pile"),
    "engine": Text("engine {engines}", "moteur {engines}"),
    # failure
    "failure": Text("There is no plan", "Il n'y a pas de plan"),
    "failure input": Text(
        "Something given is wrong, so nothing can be said of this change. Do not merge.",
        "Une donnée fournie est fausse : on ne peut rien dire de ce changement. Ne pas fusionner.",
    ),
    "failure own": Text(
        "The toolkit itself failed, so nothing can be said of this change. Do not merge.",
        "L'outil lui-même a échoué : on ne peut rien dire de ce changement. Ne pas fusionner.",
    ),
    "expected": Text("expected:", "attendu :"),
    "exit": Text("exit code {code}", "code de sortie {code}"),
    "see": Text("to see it again:", "pour le revoir :"),
    # footer
    "evaluated": Text("rules and facts of {facts}, on {on}", "règles et faits de {facts}, au {on}"),
    "updated": Text("this comment is renewed in place", "ce commentaire est mis à jour sur place"),
}

word: Final = Words(_WORDS)
"""One of the words, with its values put in: `word("findings", lang)`. Raises KeyError for one that there is not."""


def amount(count: int, lang: Lang) -> str:
    """A number as the language writes it: `5,000`, `5 000` (with a narrow space that does not break)."""
    return f"{count:,}".replace(",", "\u202f") if lang is Lang.FR else f"{count:,}"


def counted(name: str, count: int, lang: Lang) -> str:
    """So many of something: `counted("fixed", 3, lang)`. Raises KeyError for what there is not."""
    return COUNTED[name].of(count, lang).format(count=amount(count, lang))


def nouns(noun: Noun, count: int, lang: Lang) -> str:
    """`1 database`, `2 bases de données`."""
    return f"{amount(count, lang)} {NOUNS[noun].of(count, lang)}"
